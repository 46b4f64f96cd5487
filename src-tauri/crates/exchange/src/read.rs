//! Reading a package that anybody may have made.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufReader, ErrorKind, Read, Seek, Write};
use std::ops::ControlFlow;

use zip::read::{ArchiveOffset, Config, ZipFileEntry, ZipReadOptions};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::ends::{Directory, LOCAL_HEADER_BYTES};
use crate::fault::shortened;
use crate::manifest::ENTRY;
use crate::sha256::Hasher;
use crate::{Fault, Manifest, Part, PartName, Sha256, bounds};

/// Bytes that are read at a time.
const PIECE: usize = 256 << 10;
/// Which entry is the manifest; the parts follow.
const MANIFEST: usize = 0;

/// An opened package. Its manifest and the archive agree; each part is proved when it is read.
#[derive(Debug)]
pub struct Package<R> {
    archive: ZipArchive<BufReader<R>>,
    manifest: Manifest,
    /// Where each part stands in the manifest.
    places: HashMap<PartName, usize>,
    /// The part of each content of evidence and report, by its hash.
    contents: HashMap<Sha256, PartName>,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package, of which only the ends, the directory and the manifest are read.
    ///
    /// # Errors
    /// Every [`Fault`] but those of volumes and [`Fault::Stopped`].
    pub fn open(reader: R) -> Result<Self, Fault> {
        let mut reader = BufReader::new(reader);
        let directory = Directory::find(&mut reader)?;
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let mut archive = ZipArchive::with_config(config, reader).map_err(of_zip)?;
        // It follows the same directory and found no name twice.
        if archive.len() as u64 != directory.entries
            || archive.central_directory_start() != directory.start
        {
            return Err(Fault::Damaged);
        }
        check_places(&archive, directory.start)?;
        let manifest = read_manifest(&mut archive)?;
        check_parts(&archive, &manifest.parts)?;
        let parts = manifest.parts.iter();
        let places = parts.clone().enumerate().map(|(place, part)| (part.name, place)).collect();
        let is_content =
            |part: &&Part| matches!(part.name, PartName::Report(_) | PartName::Evidence(_));
        // Of a content that stands twice, the first is read.
        let contents = parts.rev().filter(is_content).map(|part| (part.sha256, part.name));
        let contents = contents.collect();
        Ok(Self { archive, manifest, places, contents })
    }

    /// What the package is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// A part by its name.
    pub fn part(&self, name: &PartName) -> Option<&Part> {
        self.manifest.parts.get(*self.places.get(name)?)
    }

    /// The evidence or the report with this content.
    pub fn content(&self, sha256: &Sha256) -> Option<PartName> {
        self.contents.get(sha256).copied()
    }

    /// The bytes of a part of at most [`bounds::SMALL_PART`], proved.
    ///
    /// # Errors
    /// [`Fault::MissingPart`], [`Fault::TooLarge`], [`Fault::DamagedPart`], [`Fault::Io`].
    pub fn bytes(&mut self, name: &PartName) -> Result<Vec<u8>, Fault> {
        let index = self.index(name)?;
        let size = self.manifest.parts.get(index).map_or(0, |part| part.bytes);
        if size > bounds::SMALL_PART {
            return Err(Fault::TooLarge);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        self.stream(index, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }

    /// Writes a part out, piece by piece; never more than the manifest says. It holds only if this
    /// returns no fault: else the caller discards what was written.
    ///
    /// # Errors
    /// [`Fault::MissingPart`], [`Fault::DamagedPart`], [`Fault::Io`].
    pub fn copy(&mut self, name: &PartName, to: &mut dyn Write) -> Result<(), Fault> {
        let index = self.index(name)?;
        self.stream(index, &mut |piece| Ok(to.write_all(piece)?))
    }

    /// Proves every part.
    ///
    /// # Errors
    /// [`Fault::DamagedPart`] with the first one, [`Fault::Io`].
    pub fn verify(&mut self) -> Result<(), Fault> {
        self.verify_with(&mut |_| ControlFlow::Continue(()))
    }

    /// Proves every part. `progress` is told the bytes that are done, of [`Manifest::bytes`], and may
    /// say stop.
    ///
    /// # Errors
    /// As [`Self::verify`], and [`Fault::Stopped`].
    pub fn verify_with(
        &mut self,
        progress: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let mut done = 0;
        for index in 0..self.manifest.parts.len() {
            self.stream(index, &mut |piece| {
                done += piece.len() as u64;
                if progress(done).is_break() { Err(Fault::Stopped) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    /// Gives the file back.
    pub fn into_inner(self) -> R {
        self.archive.into_inner().into_inner()
    }

    fn index(&self, name: &PartName) -> Result<usize, Fault> {
        self.places.get(name).copied().ok_or(Fault::MissingPart { part: *name })
    }

    /// A part to be read piece by piece. What was read holds only if the reader comes to the end without
    /// an error.
    ///
    /// # Errors
    /// [`Fault::MissingPart`], [`Fault::DamagedPart`], [`Fault::Io`].
    pub fn reader(&mut self, name: &PartName) -> Result<impl Read + '_, Fault> {
        let index = self.index(name)?;
        self.proving(index)
    }

    fn proving(&mut self, index: usize) -> Result<Proving<impl Read + '_>, Fault> {
        let part = self.manifest.parts.get(index).ok_or(Fault::Damaged)?;
        let options = ZipReadOptions::new().enforce_header_consistency(true);
        let entry = self
            .archive
            .by_index_with_options(MANIFEST + 1 + index, options)
            .map_err(|error| in_part(of_zip(error), part))?;
        let hash = Some(Hasher::default());
        Ok(Proving { entry, hash, left: part.bytes, due: part.sha256 })
    }

    /// Passes a part on in pieces and proves it at the end.
    fn stream(
        &mut self,
        index: usize,
        take: &mut dyn FnMut(&[u8]) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let part = self.manifest.parts.get(index).ok_or(Fault::Damaged)?.clone();
        let mut entry = self.proving(index)?;
        // One byte more than there should be, to see that there is none.
        let most = usize::try_from(part.bytes).map_or(PIECE, |left| PIECE.min(left + 1));
        let mut buffer = vec![0; most];
        loop {
            let piece = match entry.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => buffer.get(..count).unwrap_or_default(),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(in_part(of_io(error), &part)),
            };
            take(piece)?;
        }
    }
}

/// The bytes of a part, proved by their hash once they come to their end.
struct Proving<R> {
    entry: R,
    /// None once it is proved.
    hash: Option<Hasher>,
    /// Bytes that are still to come.
    left: u64,
    due: Sha256,
}

impl<R: Read> Read for Proving<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let damaged = || io::Error::from(ErrorKind::InvalidData);
        let count = self.entry.read(buffer)?;
        if count > 0 {
            self.left = self.left.checked_sub(count as u64).ok_or_else(damaged)?;
            if let Some(hash) = &mut self.hash {
                hash.update(buffer.get(..count).unwrap_or_default());
            }
            return Ok(count);
        }
        match self.hash.take().map(Hasher::finish) {
            Some(found) if self.left > 0 || found != self.due => Err(damaged()),
            Some(_) | None => Ok(0),
        }
    }
}

/// Whether no entry is encrypted and each one lies behind the other, so that no byte counts twice.
fn check_places<R: Read + Seek>(archive: &ZipArchive<R>, directory: u64) -> Result<(), Fault> {
    let mut end = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(of_zip)?;
        if entry.encrypted() {
            return Err(Fault::Encrypted);
        }
        if entry.header_start() < end {
            return Err(Fault::Damaged);
        }
        let header = LOCAL_HEADER_BYTES + entry.name_raw().len() as u64;
        end = entry
            .header_start()
            .checked_add(header)
            .and_then(|content| content.checked_add(entry.compressed_size()))
            .ok_or(Fault::Damaged)?;
    }
    if end <= directory { Ok(()) } else { Err(Fault::Damaged) }
}

fn read_manifest<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Manifest, Fault> {
    let entries = archive.len() as u64;
    let options = ZipReadOptions::new().enforce_header_consistency(true);
    let entry = archive.by_index_with_options(MANIFEST, options).map_err(of_zip)?;
    let (size, method) = (entry.size(), entry.compression());
    if entry.name_raw() != ENTRY.as_bytes() || entry.header_start() != 0 {
        return Err(Fault::NotPackage);
    }
    let most = bounds::MANIFEST_HEAD + bounds::MANIFEST_PART * entries;
    if size > most.min(bounds::MANIFEST) {
        return Err(Fault::TooLarge);
    }
    if method != CompressionMethod::Deflated {
        return Err(Fault::Damaged);
    }
    let mut json = Vec::new();
    entry.take(bounds::MANIFEST + 1).read_to_end(&mut json).map_err(of_io)?;
    if json.len() as u64 != size {
        return Err(Fault::Damaged);
    }
    Manifest::parse(&json)
}

/// Whether the entries are the parts of the manifest, all of them, in its order and of its sizes.
fn check_parts<R: Read + Seek>(archive: &ZipArchive<R>, parts: &[Part]) -> Result<(), Fault> {
    let announced: HashSet<PartName> = parts.iter().map(|part| part.name).collect();
    let mut found = Vec::new();
    for index in MANIFEST + 1..archive.len() {
        let entry = archive.by_index_data(index).map_err(of_zip)?;
        let name = str::from_utf8(entry.name_raw()).ok().and_then(PartName::parse);
        let Some(name) = name.filter(|name| announced.contains(name)) else {
            let name = shortened(&String::from_utf8_lossy(entry.name_raw()));
            return Err(Fault::UnknownPart { name });
        };
        found.push((name, entry));
    }
    let names: HashSet<PartName> = found.iter().map(|(name, _)| *name).collect();
    if let Some(part) = parts.iter().find(|part| !names.contains(&part.name)) {
        return Err(Fault::MissingPart { part: part.name });
    }
    for (part, (name, entry)) in parts.iter().zip(&found) {
        if part.name != *name {
            return Err(Fault::Damaged);
        }
        check_entry(part, entry)?;
    }
    Ok(())
}

fn check_entry(part: &Part, entry: &ZipFileEntry<'_>) -> Result<(), Fault> {
    let is_kept = if part.name.is_deflated() {
        entry.compression() == CompressionMethod::Deflated
    } else {
        entry.compression() == CompressionMethod::Stored && entry.compressed_size() == part.bytes
    };
    if !is_kept || entry.size() != part.bytes {
        return Err(Fault::DamagedPart { part: part.name });
    }
    if part.name.is_deflated() && !part.name.may_unfold(entry.compressed_size(), part.bytes) {
        return Err(Fault::TooLarge);
    }
    Ok(())
}

/// A fault of the frame, where a part was read, is one of that part.
fn in_part(fault: Fault, part: &Part) -> Fault {
    if matches!(fault, Fault::Damaged) { Fault::DamagedPart { part: part.name } } else { fault }
}

fn of_zip(error: ZipError) -> Fault {
    match error {
        ZipError::Io(error) => of_io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Fault::Encrypted
        }
        _ => Fault::Damaged,
    }
}

/// What is no fault of the bytes is one of the system.
fn of_io(error: io::Error) -> Fault {
    let is_of_bytes = matches!(
        error.kind(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::UnexpectedEof
    );
    if is_of_bytes && error.raw_os_error().is_none() { Fault::Damaged } else { Fault::Io(error) }
}
