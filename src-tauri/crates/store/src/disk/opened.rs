//! Which data files this process has open, and which files belong to the program.
//!
//! The list belongs to the process, because the lock does: POSIX drops all locks of a process on a file
//! as soon as the process closes any descriptor of that file
//! (<https://pubs.opengroup.org/onlinepubs/9799919799/functions/fcntl.html>).

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use file_id::{FileId, get_file_id};

use super::Fault;

/// What is called after a data file: its name and one of these.
const COMPANIONS: [&str; 10] = [
    "-wal",
    "-journal",
    "-shm",
    ".lock",
    ".new",
    ".new-wal",
    ".new-journal",
    ".restore",
    ".restoring",
    ".bak.part",
];

static OPENED: Mutex<Vec<Weak<OpenedFile>>> = Mutex::new(Vec::new());
static PROTECTED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A data file that this process has open, as long as this is kept.
#[derive(Debug)]
pub(crate) struct OpenedFile {
    id: FileId,
    /// The folder in which the data file lies; none where the system does not tell.
    folder: Option<FileId>,
    /// The absolute path under which the data file was opened.
    path: PathBuf,
}

impl OpenedFile {
    /// Notes that this process is about to open a data file; none where the process has the same file
    /// open already.
    ///
    /// # Errors
    /// If the file cannot be looked at.
    pub(crate) fn note(path: &Path) -> io::Result<Option<Arc<Self>>> {
        let path = real_path(path)?;
        let id = get_file_id(&path)?;
        let folder = path.parent().and_then(|folder| get_file_id(folder).ok());
        let mut opened = opened();
        if opened.iter().filter_map(Weak::upgrade).any(|other| other.id == id) {
            return Ok(None);
        }
        let noted = Arc::new(Self { id, folder, path });
        opened.retain(|other| other.strong_count() > 0);
        opened.push(Arc::downgrade(&noted));
        Ok(Some(noted))
    }

    /// The absolute path under which the data file was opened.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the path still names the file that was opened.
    pub(crate) fn is_in_place(&self) -> bool {
        get_file_id(&self.path).is_ok_and(|id| id == self.id)
    }

    /// The paths of what may lie beside the data file.
    fn companions(&self) -> impl Iterator<Item = PathBuf> {
        COMPANIONS.iter().map(|suffix| {
            let mut name = self.path.as_os_str().to_owned();
            name.push(suffix);
            name.into()
        })
    }
}

/// The path by which the database names logs: `SQLite` follows links on Unix.
#[cfg(unix)]
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    std::fs::canonicalize(path)
}

/// The path by which the database names logs.
#[cfg(not(unix))]
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    std::path::absolute(path)
}

fn opened() -> MutexGuard<'static, Vec<Weak<OpenedFile>>> {
    OPENED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn all() -> Vec<Arc<OpenedFile>> {
    opened().iter().filter_map(Weak::upgrade).collect()
}

/// Protects a file or folder of the program from being written over by what is exported.
pub fn protect(path: &Path) {
    let mut protected = PROTECTED.lock().unwrap_or_else(PoisonError::into_inner);
    if !protected.iter().any(|known| known == path) {
        protected.push(path.to_owned());
    }
}

/// Whether two paths name the same file or folder, by whatever names. Neither is opened on Unix.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (get_file_id(one), get_file_id(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// How many names a file has, as far as the system tells.
#[cfg(unix)]
pub(crate) fn links(path: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;

    Ok(std::fs::metadata(path)?.nlink())
}

/// How many names a file has, as far as the system tells.
#[cfg(not(unix))]
pub(crate) fn links(_: &Path) -> io::Result<u64> {
    Ok(1)
}

/// Whether this process has the file open as a data file.
pub(super) fn is_opened(id: FileId) -> bool {
    all().iter().any(|opened| opened.id == id)
}

/// What a path names: a file, and a name in a folder, where the file need not exist.
struct Named<'a> {
    path: &'a Path,
    id: Option<FileId>,
    folder: Option<FileId>,
}

impl<'a> Named<'a> {
    fn by(path: &'a Path) -> Self {
        Self { path, id: get_file_id(path).ok(), folder: folder_of(path) }
    }

    /// Whether another path, whose folder is this, names the same, however its letters are written.
    fn is(&self, other: &Path, folder: Option<FileId>) -> bool {
        self.id.is_some_and(|id| get_file_id(other).is_ok_and(|other| other == id))
            || (self.folder.is_some() && self.folder == folder && name(self.path) == name(other))
    }
}

fn folder_of(path: &Path) -> Option<FileId> {
    path.parent().and_then(|folder| get_file_id(folder).ok())
}

/// Refuses a path that names an opened data file or something beside one.
pub(super) fn must_be_no_data_file(path: &Path) -> Result<(), Fault> {
    let named = Named::by(path);
    for opened in all() {
        if named.id == Some(opened.id) || named.is(&opened.path, opened.folder) {
            return Err(Fault::DataFile { path: path.to_owned() });
        }
        if opened.companions().any(|companion| named.is(&companion, opened.folder)) {
            return Err(Fault::Companion { path: path.to_owned() });
        }
    }
    Ok(())
}

/// Refuses a path that names the program or what it has protected, or lies in a protected folder.
pub(super) fn must_be_no_program(path: &Path) -> Result<(), Fault> {
    let named = Named::by(path);
    let program = std::env::current_exe().into_iter();
    let protected = PROTECTED.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for own in protected.into_iter().chain(program) {
        let is_within = || path.ancestors().skip(1).any(|above| is_same_file(above, &own));
        if named.is(&own, folder_of(&own)) || is_within() {
            return Err(Fault::Program { path: path.to_owned() });
        }
    }
    Ok(())
}

/// The path of the data file after which something is called.
pub(super) fn named_after(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    // The longest ending counts: ".new-wal" before "-wal".
    let endings = COMPANIONS.iter().filter_map(|ending| name.strip_suffix(ending));
    let stem = endings.min_by_key(|stem| stem.len()).filter(|stem| !stem.is_empty())?;
    Some(path.with_file_name(stem))
}

/// A name as the least careful file system compares it: Windows regards neither the case of letters nor
/// dots and spaces at the end.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.trim_end_matches(['.', ' ']).to_owned()
}
