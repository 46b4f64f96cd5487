//! The one gate for every path that is written.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::kind::FileKind;
use super::{Fault, input, opened, rename, sync_folder};
use crate::backup::backups;

/// A path at which a file may appear or be replaced as a whole.
///
/// Only [`Target::new`] and [`Target::of_program`] make one, so that no writer can forget to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    owner: Owner,
}

/// Whose file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// The person's.
    Person,
    /// The program's own, such as its settings.
    Program,
}

impl Target {
    /// Proves that a path may be written.
    ///
    /// # Errors
    /// [`Fault::IsFolder`], [`Fault::NotPlain`], [`Fault::FolderMissing`]; [`Fault::DataFile`],
    /// [`Fault::Companion`], [`Fault::Backup`], [`Fault::Program`] for what must never be replaced, by
    /// whatever name; [`Fault::Io`] where the path cannot be looked at.
    pub fn new(path: &Path) -> Result<Self, Fault> {
        Self { path: path.to_owned(), owner: Owner::Person }.proved()
    }

    /// The same for a file that the program keeps for itself.
    ///
    /// # Errors
    /// As [`Target::new`], but for [`Fault::Program`].
    pub fn of_program(path: &Path) -> Result<Self, Fault> {
        Self { path: path.to_owned(), owner: Owner::Program }.proved()
    }

    fn proved(self) -> Result<Self, Fault> {
        must_be_name(&self.path)?;
        let path = &absolute(&self.path)?;
        let folder = folder(path);
        if !folder.is_dir() {
            return Err(Fault::FolderMissing { path: folder.to_owned() });
        }
        opened::must_be_no_data_file(path)?;
        match self.owner {
            Owner::Person => opened::must_be_no_program(path)?,
            Owner::Program => {}
        }
        let kind = match fs::metadata(path) {
            Ok(_) => found(path)?,
            // A link that leads nowhere is replaced itself.
            Err(error) if error.kind() == ErrorKind::NotFound => FileKind::Other,
            Err(source) => return Err(Fault::Io { path: path.to_owned(), source }),
        };
        must_not_be_ours(path, kind)?;
        Ok(self)
    }

    /// The path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the path.
    pub fn folder(&self) -> &Path {
        folder(&self.path)
    }

    /// Gives a finished file of the same file system this name, in the place of one that has it, and
    /// makes that durable.
    ///
    /// # Errors
    /// As [`Target::new`], since time has passed; [`Fault::Io`].
    pub fn take(&self, draft: &Path) -> Result<(), Fault> {
        self.clone().proved()?;
        let failed = |source| Fault::Io { path: self.path.clone(), source };
        rename(draft, &self.path).map_err(failed)?;
        sync_folder(self.folder()).map_err(failed)
    }
}

/// A path that names the same from everywhere, so that its folder has a name.
pub(super) fn absolute(path: &Path) -> Result<PathBuf, Fault> {
    std::path::absolute(path).map_err(|source| Fault::Io { path: path.to_owned(), source })
}

/// The kind of the file that is there.
fn found(path: &Path) -> Result<FileKind, Fault> {
    let file: File = input::open(path)?;
    FileKind::of(&file).map_err(|source| Fault::Io { path: path.to_owned(), source })
}

/// Refuses what has no name of a file of its own.
fn must_be_name(path: &Path) -> Result<(), Fault> {
    let Some(name) = path.file_name() else {
        return Err(Fault::IsFolder { path: path.to_owned() });
    };
    // On Windows such a name is a stream within another file.
    if cfg!(windows) && name.to_string_lossy().contains(':') {
        return Err(Fault::NotPlain { path: path.to_owned() });
    }
    Ok(())
}

/// Refuses a data file, what belongs to one, and what lies among backups.
pub(super) fn must_not_be_ours(path: &Path, kind: FileKind) -> Result<(), Fault> {
    let owned = || path.to_owned();
    match kind {
        FileKind::DataFile => return Err(Fault::DataFile { path: owned() }),
        FileKind::Log => return Err(Fault::Companion { path: owned() }),
        FileKind::Other => {}
    }
    if let Some(base) = opened::named_after(path)
        && found(&base).is_ok_and(|kind| kind == FileKind::DataFile)
    {
        return Err(Fault::Companion { path: owned() });
    }
    // Backups lie in their folder, contents in one within.
    if path.ancestors().skip(1).take(2).any(is_folder_of_backups) {
        return Err(Fault::Backup { path: owned() });
    }
    Ok(())
}

/// Whether a folder is one in which backups lie, by its name and by what is in it.
fn is_folder_of_backups(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_named = name == "backups" || name.ends_with(".backups");
    is_named && (folder.join("contents").is_dir() || !backups(folder).is_empty())
}

/// The folder in which a file lies.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
