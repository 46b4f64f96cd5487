//! Both ends of a package, read by hand before a library makes room for what they announce.
//!
//! A ZIP archive says at its end how many entries it has and where their directory is (APPNOTE 4.3.14
//! to 4.3.16). Libraries look for that end anywhere near the file's, and fall back from one to another;
//! here it is where [`write`](crate::write()) puts it, and nowhere else.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use crate::manifest::ENTRY;
use crate::{Fault, bounds};

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const DIRECTORY_HEADER: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";
/// Bytes of a local header before its name.
pub(crate) const LOCAL_HEADER_BYTES: u64 = 30;
const DIRECTORY_HEADER_BYTES: u64 = 46;
const END_BYTES: usize = 22;
const END_64_BYTES: usize = 56;
const LOCATOR_64_BYTES: usize = 20;

/// The directory of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    /// Entries, the manifest among them.
    pub(crate) entries: u64,
    /// Where it begins.
    pub(crate) start: u64,
    /// Its bytes.
    size: u64,
}

impl Directory {
    /// Finds the directory, which lies before the archive's end without a gap.
    ///
    /// # Errors
    /// [`Fault::NotPackage`], [`Fault::Incomplete`], [`Fault::Damaged`], [`Fault::TooLarge`].
    pub(crate) fn find(reader: &mut (impl Read + Seek)) -> Result<Self, Fault> {
        let length = reader.seek(SeekFrom::End(0))?;
        check_beginning(reader, length)?;
        let end = Field::<END_BYTES>::before(reader, length)?;
        if !end.begins_with(END) || end.number(20, 2) != 0 {
            return Err(Fault::Incomplete);
        }
        let mut directory =
            Self { entries: end.number(10, 2), size: end.number(12, 4), start: end.number(16, 4) };
        let mut directory_end = length - END_BYTES as u64;
        if end.number(4, 4) != 0 || end.number(8, 2) != directory.entries {
            return Err(Fault::Damaged);
        }
        let [most_16, most_32] = [u64::from(u16::MAX), u64::from(u32::MAX)];
        let is_full =
            directory.entries == most_16 || directory.size == most_32 || directory.start == most_32;
        if is_full && let Some((large, large_end)) = Self::large(reader, directory_end)? {
            (directory, directory_end) = (large, large_end);
        }
        directory.check(reader, directory_end)?;
        Ok(directory)
    }

    /// The directory of an archive with 64-bit numbers, and where it ends.
    fn large(reader: &mut (impl Read + Seek), end: u64) -> Result<Option<(Self, u64)>, Fault> {
        let locator = Field::<LOCATOR_64_BYTES>::before(reader, end)?;
        if !locator.begins_with(LOCATOR_64) {
            return Ok(None);
        }
        let end = end - LOCATOR_64_BYTES as u64;
        let record = Field::<END_64_BYTES>::before(reader, end)?;
        let end = end - END_64_BYTES as u64;
        let entries = record.number(32, 8);
        let is_whole = record.begins_with(END_64)
            && record.number(4, 8) + 12 == END_64_BYTES as u64
            && record.number(16, 8) == 0
            && record.number(24, 8) == entries
            && locator.number(4, 4) == 0
            && locator.number(8, 8) == end
            && locator.number(16, 4) <= 1;
        if !is_whole {
            return Err(Fault::Damaged);
        }
        Ok(Some((Self { entries, size: record.number(40, 8), start: record.number(48, 8) }, end)))
    }

    /// Whether the directory can be what it says.
    fn check(&self, reader: &mut (impl Read + Seek), end: u64) -> Result<(), Fault> {
        if self.entries > bounds::PARTS as u64 + 1 || self.size > bounds::DIRECTORY {
            return Err(Fault::TooLarge);
        }
        if self.entries == 0
            || self.entries * DIRECTORY_HEADER_BYTES > self.size
            || self.start.checked_add(self.size) != Some(end)
        {
            return Err(Fault::Damaged);
        }
        reader.seek(SeekFrom::Start(self.start))?;
        if Field::<4>::read(reader)?.begins_with(DIRECTORY_HEADER) {
            Ok(())
        } else {
            Err(Fault::Damaged)
        }
    }
}

/// Whether a file of that length begins as a package, as far as it goes.
fn check_beginning(reader: &mut (impl Read + Seek), length: u64) -> Result<(), Fault> {
    const NAME_LENGTH: usize = 26;
    const NAME: usize = 30;
    reader.seek(SeekFrom::Start(0))?;
    let mut found = Vec::new();
    reader.take(LOCAL_HEADER_BYTES + ENTRY.len() as u64).read_to_end(&mut found)?;
    let begins = |at: usize, expected: &[u8]| {
        found.iter().skip(at).zip(expected).all(|(found, expected)| found == expected)
    };
    let name_length = [u8::try_from(ENTRY.len()).unwrap_or_default(), 0];
    let is_package = length > 0
        && begins(0, LOCAL_HEADER)
        && begins(NAME_LENGTH, &name_length)
        && begins(NAME, ENTRY.as_bytes());
    if is_package { Ok(()) } else { Err(Fault::NotPackage) }
}

/// Some bytes with numbers in them.
struct Field<const BYTES: usize>([u8; BYTES]);

impl<const BYTES: usize> Field<BYTES> {
    /// The field that ends at a position.
    fn before(reader: &mut (impl Read + Seek), end: u64) -> Result<Self, Fault> {
        let start = end.checked_sub(BYTES as u64).ok_or(Fault::Incomplete)?;
        reader.seek(SeekFrom::Start(start))?;
        Self::read(reader)
    }

    fn read(reader: &mut impl Read) -> Result<Self, Fault> {
        let mut bytes = [0; BYTES];
        reader.read_exact(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => Fault::Incomplete,
            _ => Fault::Io(error),
        })?;
        Ok(Self(bytes))
    }

    fn begins_with(&self, signature: &[u8]) -> bool {
        self.0.starts_with(signature)
    }

    /// A number of at most eight bytes, the lowest first.
    fn number(&self, at: usize, bytes: usize) -> u64 {
        let digits = self.0.iter().skip(at).take(bytes).rev();
        digits.fold(0, |number, &digit| number << 8 | u64::from(digit))
    }
}
