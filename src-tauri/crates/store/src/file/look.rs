//! A look at a file before `SQLite` touches it, so that nothing foreign is ever opened or changed.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};
use crate::file::pragmas::APPLICATION_ID;

/// The head of a `SQLite` file (<https://sqlite.org/fileformat.html>, 1.3).
const HEAD: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const PAGE_SIZE: usize = 16;
const USER_VERSION: usize = 60;
const APPLICATION: usize = 68;

/// Bytes of the smallest page that this program ever wrote. `SQLite` reads the name of another journal
/// into a buffer of that size, and what comes with a foreign file may be longer than a smaller one.
const SMALLEST_PAGE: u16 = 4096;

/// Stands in the schema of every data file since the first version.
const MARK: &[u8] = b"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal";
/// Bytes at a file's beginning among which its schema was written.
const SCHEMA_PAGES: u64 = 4 << 20;
/// A schema version that no program will ever reach: what bears it is damaged.
const FAR: u32 = 10_000;

/// The folder in which a file lies.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether a new file can get this name.
pub(super) fn room_for(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Err(Error::IsFolder { path: path.to_owned() });
    }
    if path.exists() {
        return Err(Error::Exists { path: path.to_owned() });
    }
    if !folder(path).is_dir() {
        return Err(Error::FolderMissing { path: folder(path).to_owned() });
    }
    Ok(())
}

/// Whether this is a data file that this program can read.
pub(super) fn data_file(path: &Path, known: usize) -> Result<()> {
    if !folder(path).is_dir() {
        return Err(Error::FolderMissing { path: folder(path).to_owned() });
    }
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Io { path: path.to_owned(), source },
    };
    let metadata = fs::metadata(path).map_err(io)?;
    if metadata.is_dir() {
        return Err(Error::IsFolder { path: path.to_owned() });
    }
    if metadata.len() == 0 {
        return Err(Error::EmptyFile { path: path.to_owned() });
    }
    let mut head = Vec::with_capacity(HEAD);
    File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head)).map_err(io)?;
    if !head.starts_with(MAGIC) {
        let path = path.to_owned();
        let is_ours = is_ours_beneath(&path).unwrap_or(false);
        return Err(if is_ours { Error::BadHead { path } } else { Error::NotDatabase { path } });
    }
    let (Some(application_id), Some(found)) =
        (number(&head, APPLICATION), number(&head, USER_VERSION))
    else {
        return Err(Error::damaged("the file ends within its head"));
    };
    if application_id != APPLICATION_ID {
        if is_ours_beneath(path).unwrap_or(false) {
            return Err(Error::BadHead { path: path.to_owned() });
        }
        return Err(Error::OtherProgram { path: path.to_owned(), application_id });
    }
    // A size of 1 stands for 65536.
    let page = head.get(PAGE_SIZE..PAGE_SIZE + 2).and_then(|bytes| bytes.try_into().ok());
    let page = page.map_or(0, u16::from_be_bytes);
    if page < SMALLEST_PAGE && page != 1 {
        return Err(Error::damaged(format_args!("its pages have {page} bytes")));
    }
    match u32::try_from(known) {
        Ok(_) if found > FAR => Err(Error::BadHead { path: path.to_owned() }),
        Ok(known) if found > known => Err(Error::Newer { found, known }),
        _ => Ok(()),
    }
}

/// Whether a file whose head says otherwise has this program's schema: its head is damaged.
fn is_ours_beneath(path: &Path) -> std::io::Result<bool> {
    let file = File::open(path)?;
    if file.metadata()?.len() % u64::from(SMALLEST_PAGE) != 0 {
        return Ok(false);
    }
    let mut pages = Vec::new();
    file.take(SCHEMA_PAGES).read_to_end(&mut pages)?;
    Ok(pages.windows(MARK.len()).any(|part| part == MARK))
}

fn number(head: &[u8], offset: usize) -> Option<u32> {
    let bytes = head.get(offset..offset + 4)?;
    Some(bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}
