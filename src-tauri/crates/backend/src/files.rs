//! Every file that is read or written besides the data file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use scoring::{FILE_LIMIT, ReadError};
use words::files as say;

use crate::error::{Error, Result};

/// Reads a file of at most [`FILE_LIMIT`] bytes.
///
/// # Errors
/// Of kind path if it cannot be read, refused if it is too large; a larger one is never loaded.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: &std::io::Error| read_failure(path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    if metadata.is_dir() {
        return Err(Error::path("is-folder", say::is_folder(path.display())));
    }
    let limit = FILE_LIMIT as u64;
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { bytes: metadata.len(), limit }.into());
    }
    let mut bytes = Vec::new();
    // One byte more than allowed shows a file that grows, or one without a size.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() > FILE_LIMIT {
        return Err(ReadError::TooLarge { bytes: bytes.len() as u64, limit }.into());
    }
    Ok(bytes)
}

/// Writes a file whole or not at all: under a temporary name in the same folder, flushed to the
/// disk, read back, then renamed.
///
/// # Errors
/// Of kind path; an earlier file of that name then stands as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.is_dir() {
        return Err(Error::path("is-folder", say::is_folder(path.display())));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(Error::path("folder-missing", say::folder_missing(folder.display())));
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.join(name);
    let written = write_and_verify(&temporary, bytes).and_then(|same| {
        if same { fs::rename(&temporary, path).map(|()| true) } else { Ok(false) }
    });
    match written {
        Ok(true) => Ok(()),
        Ok(false) => {
            discard(&temporary);
            Err(Error::path("not-verified", say::not_same(path.display())))
        }
        Err(error) => {
            discard(&temporary);
            Err(write_failure(path, &error))
        }
    }
}

/// Makes a folder, and those above it.
///
/// # Errors
/// Of kind path.
pub fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| write_failure(path, &error))
}

/// Removes a file, if it is there.
///
/// # Errors
/// Of kind path.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(write_failure(path, &error)),
        _ => Ok(()),
    }
}

/// Whether the bytes that were written are read back.
fn write_and_verify(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(fs::read(path)? == bytes)
}

/// Removes a file that was not finished. If that fails too, the first failure is the one to tell.
fn discard(path: &Path) {
    drop(fs::remove_file(path));
}

fn read_failure(path: &Path, error: &std::io::Error) -> Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => Error::path("missing-file", say::missing(shown)),
        ErrorKind::PermissionDenied => Error::path("denied", say::denied(shown)),
        ErrorKind::IsADirectory => Error::path("is-folder", say::is_folder(shown)),
        _ => Error::path("unreadable", say::unreadable(shown, error)),
    }
}

fn write_failure(path: &Path, error: &std::io::Error) -> Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => Error::path("folder-missing", say::folder_missing(shown)),
        ErrorKind::PermissionDenied => Error::path("denied", say::denied(shown)),
        ErrorKind::ReadOnlyFilesystem => Error::path("read-only", say::read_only(shown)),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Error::path("disk-full", say::disk_full())
        }
        _ => Error::path("unwritable", say::unwritable(shown, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_appears_whole_and_replaces_the_earlier_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("báo cáo.pdf");
        write(&path, b"one").unwrap();
        write(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn paths_that_cannot_be_used_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("không có").join("a.json");
        assert_eq!(write(&inside, b"x").unwrap_err().code, "folder-missing");
        assert_eq!(read(&inside).unwrap_err().code, "missing-file");
        assert_eq!(read(folder.path()).unwrap_err().code, "is-folder");
        assert_eq!(write(folder.path(), b"x").unwrap_err().code, "is-folder");
    }

    #[test]
    fn larger_files_are_refused_before_they_are_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.json");
        File::create(&path).unwrap().set_len(100 * 1024 * 1024).unwrap();
        let error = read(&path).unwrap_err();
        assert_eq!((error.code, error.refusal), ("too-large", crate::Refusal::Refused));
    }
}
