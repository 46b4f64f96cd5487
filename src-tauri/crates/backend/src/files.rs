//! Every file that is read or written besides the data file.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use reader::Kind;
use scoring::{FILE_LIMIT, ReadError};
use store::disk::{self, DraftFolder, Fault, Target};
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
    let file = open(path)?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
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

/// Opens a plain file for reading; never the data file that is open.
///
/// # Errors
/// Of kind path.
pub(crate) fn open(path: &Path) -> Result<File> {
    disk::open(path).map_err(|fault| refusal(fault, read_failure))
}

/// Refuses what is the program's own, by whatever name: a data file, what lies beside it, its backups.
///
/// # Errors
/// Of kind path; none for what cannot be looked at, which whoever reads it will tell.
pub(crate) fn must_be_foreign(path: &Path) -> Result<()> {
    match disk::must_be_foreign(path) {
        Ok(())
        | Err(
            Fault::IsFolder { .. }
            | Fault::NotPlain { .. }
            | Fault::FolderMissing { .. }
            | Fault::Io { .. },
        ) => Ok(()),
        Err(
            fault @ (Fault::DataFile { .. }
            | Fault::Companion { .. }
            | Fault::Backup { .. }
            | Fault::Program { .. }),
        ) => Err(refusal(fault, read_failure)),
    }
}

/// What a file is, by its first bytes.
///
/// # Errors
/// If it cannot be read.
pub fn kind(path: &Path) -> Result<Kind> {
    let mut head = Vec::new();
    let read = open(path)?.take(HEAD).read_to_end(&mut head);
    read.map_err(|error| read_failure(path, &error))?;
    Ok(Kind::of(&head))
}

/// Writes a file whole or not at all: as a draft beside it, flushed to the disk, read back, then given
/// its name.
///
/// # Errors
/// Of kind path; an earlier file of that name then stands as it was.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_to(&target(path)?, |file| write_and_verify((file, path), bytes))
}

/// The same for a file that the program keeps for itself, which no export may replace.
///
/// # Errors
/// As [`write`].
pub fn write_own(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = Target::of_program(path).map_err(|fault| refusal(fault, write_failure))?;
    write_to(&target, |file| write_and_verify((file, path), bytes))
}

/// Writes a file whole or not at all, as it is produced: as a draft beside it, flushed to the disk, then
/// given its name. Who produces it proves it.
///
/// # Errors
/// Those of `produce`, else of kind path; an earlier file of that name then stands as it was.
pub(crate) fn write_through<T>(
    path: &Path,
    produce: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    write_to(&target(path)?, produce)
}

fn write_to<T>(target: &Target, produce: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let drafts = drafts(target.folder())?;
    let draft = drafts.draft("draft");
    let produced = fill(&draft, target.path(), produce)?;
    target.take(&draft).map_err(|fault| refusal(fault, write_failure))?;
    Ok(produced)
}

/// Writes a new file within a folder of drafts, which gets its name later.
///
/// # Errors
/// Those of `produce`, else of kind path.
pub(crate) fn write_draft<T>(
    path: &Path,
    produce: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    fill(path, path, produce)
}

/// Makes a draft of what a message calls by another path.
fn fill<T>(draft: &Path, called: &Path, produce: impl FnOnce(&mut File) -> Result<T>) -> Result<T> {
    let failed = |error: std::io::Error| write_failure(called, &error);
    let mut file = create(draft).map_err(failed)?;
    let produced = produce(&mut file)?;
    file.sync_all().map_err(failed)?;
    Ok(produced)
}

/// A path that may be written; never a data file, what belongs to one, or the program itself.
///
/// # Errors
/// Of kind path.
pub(crate) fn target(path: &Path) -> Result<Target> {
    Target::new(path).map_err(|fault| refusal(fault, write_failure))
}

/// A folder for drafts within a folder.
///
/// # Errors
/// Of kind path.
pub(crate) fn drafts(within: &Path) -> Result<DraftFolder> {
    DraftFolder::begin(within).map_err(|error| write_failure(within, &error))
}

/// Makes the file of a draft.
pub(crate) fn create(draft: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).create_new(true).open(draft)
}

/// Why a path is neither read nor written.
pub(crate) fn refusal(fault: Fault, failure: impl Fn(&Path, &std::io::Error) -> Error) -> Error {
    match fault {
        Fault::IsFolder { path } => Error::path("is-folder", say::is_folder(path.display())),
        Fault::NotPlain { path } => Error::path("not-plain", say::not_plain(path.display())),
        Fault::FolderMissing { path } => {
            Error::path("folder-missing", say::folder_missing(path.display()))
        }
        Fault::DataFile { path } => Error::path("data-file", say::own_data_file(path.display())),
        Fault::Companion { path } => Error::path("data-file", say::own_companion(path.display())),
        Fault::Backup { path } => Error::path("own-backup", say::own_backup(path.display())),
        Fault::Program { path } => Error::path("own-file", say::own_program(path.display())),
        Fault::Io { path, source } => failure(&path, &source),
    }
}

/// The path of a file that somebody wants there: under this name in a folder, else just there.
pub(crate) fn in_folder(out: &Path, name: &str) -> PathBuf {
    if out.is_dir() { out.join(name) } else { out.to_path_buf() }
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
/// Of kind path, as of a data file.
pub fn remove(path: &Path) -> Result<()> {
    target(path)?;
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(write_failure(path, &error)),
        _ => Ok(()),
    }
}

/// Writes the content of a file and reads it back.
pub(crate) fn write_and_verify((file, path): (&mut File, &Path), bytes: &[u8]) -> Result<()> {
    let mut found = Vec::with_capacity(bytes.len());
    let read = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| file.rewind())
        .and_then(|()| file.read_to_end(&mut found));
    read.map_err(|error| write_failure(path, &error))?;
    if found == bytes {
        return Ok(());
    }
    Err(Error::path("not-verified", say::not_same(path.display())))
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
