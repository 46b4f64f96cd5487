//! Every file that is read or written besides the data file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use reader::Kind;
use scoring::{FILE_LIMIT, ReadError};
use words::files as say;

use crate::error::{Error, KnownCode, Result};

/// Bytes by which the kind of a file is known.
const HEAD: u64 = 64;

/// Reads a file of at most [`FILE_LIMIT`] bytes.
///
/// # Errors
/// Of kind path if it cannot be read, refused if it is too large; a larger one is never loaded.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    read_up_to(path, FILE_LIMIT)
}

/// Reads a file of at most so many bytes.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_up_to(path: &Path, most: usize) -> Result<Vec<u8>> {
    let failed = |error: &std::io::Error| read_failure(path, error);
    let file = File::open(path).map_err(|error| failed(&error))?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    if metadata.is_dir() {
        return Err(Error::path("is-folder", say::is_folder(path.display())));
    }
    let limit = most as u64;
    if metadata.len() > limit {
        return Err(ReadError::TooLarge { bytes: metadata.len(), limit }.into());
    }
    let mut bytes = Vec::new();
    // One byte more than allowed shows a file that grows, or one without a size.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() > most {
        return Err(ReadError::TooLarge { bytes: bytes.len() as u64, limit }.into());
    }
    Ok(bytes)
}

/// What a file is, by its first bytes.
///
/// # Errors
/// If it cannot be read.
pub fn kind(path: &Path) -> std::io::Result<Kind> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(Kind::of(&head))
}

/// Writes a file whole or not at all: under a temporary name in the same folder, flushed to the
/// disk, read back, then renamed.
///
/// # Errors
/// Of kind path; an earlier file of that name then stands as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_through(path, |file| match write_and_verify(file, bytes) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::path("not-verified", say::not_same(path.display()))),
        Err(error) => Err(write_failure(path, &error)),
    })
}

/// Writes a file whole or not at all, as it is produced: under a temporary name in the same folder,
/// flushed to the disk, then renamed. Who produces it proves it.
///
/// # Errors
/// Those of `produce`, else of kind path; an earlier file of that name then stands as it was.
pub(crate) fn write_through<T>(
    path: &Path,
    produce: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    let temporary = temporary_for(path)?;
    let failed = |error: std::io::Error| write_failure(path, &error);
    let written = open_new(&temporary).map_err(failed).and_then(|mut file| {
        let produced = produce(&mut file)?;
        file.sync_all().map_err(failed)?;
        // Windows renames no file that is open.
        drop(file);
        store::rename(&temporary, path).map_err(failed)?;
        Ok(produced)
    });
    if written.is_err() {
        discard(&temporary);
    }
    written
}

/// Makes a file under a temporary name beside this path, for `produce` to make others of; it does not
/// stay.
///
/// # Errors
/// Those of `produce`, else of kind path.
pub(crate) fn write_aside<T>(
    path: &Path,
    produce: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    let temporary = temporary_for(path)?;
    let produced = open_new(&temporary)
        .map_err(|error| write_failure(path, &error))
        .and_then(|mut file| produce(&mut file));
    discard(&temporary);
    produced
}

fn open_new(path: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).create(true).truncate(true).open(path)
}

/// The path of a file that somebody wants there: under this name in a folder, else just there.
pub(crate) fn in_folder(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() { out.join(name) } else { out.to_path_buf() }
}

/// The temporary name for a file that is to be written.
pub(crate) fn temporary_for(path: &Path) -> Result<PathBuf> {
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
    Ok(folder.join(name))
}

/// Characters of a name that some system forbids.
const FORBIDDEN: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];
/// Names of devices on Windows, whatever stands behind their dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// Bytes of a name that every file system takes, with room for a temporary ending.
const LONGEST_NAME: usize = 180;

/// A name as every system allows it, Windows above all.
pub(crate) fn usable_name(name: &str) -> String {
    let allowed = |one: char| !one.is_control() && !FORBIDDEN.contains(&one);
    let name: String = name.chars().map(|one| if allowed(one) { one } else { '_' }).collect();
    let name = name.trim_end_matches(['.', ' ']).trim_start();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() < 20 => (stem, ending),
        _ => (name, ""),
    };
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let device = DEVICES.iter().any(|device| first.eq_ignore_ascii_case(device));
    let mut stem = if device || stem.is_empty() { format!("_{stem}") } else { stem.to_owned() };
    while stem.len() + ending.len() > LONGEST_NAME {
        stem.pop();
    }
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
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
fn write_and_verify(file: &mut File, bytes: &[u8]) -> std::io::Result<bool> {
    file.write_all(bytes)?;
    file.sync_all()?;
    file.rewind()?;
    let mut found = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut found)?;
    Ok(found == bytes)
}

/// Removes a file that was not finished. If that fails too, the first failure is the one to tell.
fn discard(path: &Path) {
    drop(fs::remove_file(path));
}

pub(crate) fn read_failure(path: &Path, error: &std::io::Error) -> Error {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound => Error::path(KnownCode::MissingFile.word(), say::missing(shown)),
        ErrorKind::PermissionDenied => Error::path("denied", say::denied(shown)),
        ErrorKind::IsADirectory => Error::path("is-folder", say::is_folder(shown)),
        _ => Error::path("unreadable", say::unreadable(shown, error)),
    }
}

pub(crate) fn write_failure(path: &Path, error: &std::io::Error) -> Error {
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
    fn what_fails_on_the_way_leaves_the_earlier_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"earlier").unwrap();
        let failed: Result<()> = write_through(&path, |file| {
            file.write_all(b"half").unwrap();
            Err(Error::refused("damaged", ""))
        });
        assert_eq!(failed.unwrap_err().code, "damaged");
        assert_eq!(read(&path).unwrap(), b"earlier");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn names_are_those_that_windows_allows() {
        for (name, usable) in [
            ("Báo cáo số 12.pdf", "Báo cáo số 12.pdf"),
            ("12/BC-UBND: quý 1?.pdf", "12_BC-UBND_ quý 1_.pdf"),
            ("..\\..\\x.pdf", ".._.._x.pdf"),
            ("con.txt", "_con.txt"),
            ("CON", "_CON"),
            ("Lpt1.a.b", "_Lpt1.a.b"),
            ("console.txt", "console.txt"),
            ("a. . .", "a"),
            ("tab\there.txt", "tab_here.txt"),
            (".pdf", ".pdf"),
            ("...", "_"),
        ] {
            assert_eq!(usable_name(name), usable, "{name}");
        }
        let long = usable_name(&format!("{}.pdf", "ệ".repeat(250)));
        assert!(long.len() <= LONGEST_NAME + 1 && long.ends_with("ệ.pdf"), "{long}");
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
