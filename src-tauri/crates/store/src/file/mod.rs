//! The data file: one `SQLite` database per office, made, looked at, locked and opened.

mod address;
pub(crate) mod companions;
mod generation;
mod log;
mod look;
mod note;
mod pragmas;
mod schema;
mod whole;

pub use address::Medium;
pub(crate) use address::text;
pub(crate) use look::folder;
pub use note::Holder;
pub(crate) use pragmas::APPLICATION_ID;
pub use pragmas::Journal;
pub(crate) use whole::{free_name, make_whole};

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

pub(crate) use crate::disk::rename;
use crate::disk::{self, DraftFolder, Fault, OpenedFile, Target};
use crate::error::{Error, Result};
use note::Note;

/// How long to wait for somebody who is just letting go of the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// Statements kept prepared: more than the crate has.
const STATEMENTS: usize = 128;

/// An opened, locked data file.
#[derive(Debug)]
pub(crate) struct DataFile {
    // Dropped in this order: the note goes before the lock, so that it is never the next holder's, and the
    // process may read the file again once the lock is gone.
    // None for a file that is only looked at.
    note: Option<Note>,
    pub(crate) connection: Connection,
    opened: Arc<OpenedFile>,
    /// Bytes of the file when they were looked at last.
    bytes: Cell<u64>,
    /// Whether the file was found to be no longer what was opened.
    is_displaced: Cell<bool>,
    pub(crate) journal: Journal,
    pub(crate) medium: Medium,
    /// Logs of an earlier file of this name, under the names that they have now.
    pub(crate) set_aside: Vec<PathBuf>,
}

impl DataFile {
    /// Makes a new file, complete under another name first, so that none is ever half made.
    pub(crate) fn create(path: &Path, holder: &Holder) -> Result<Self> {
        look::room_for(path)?;
        Target::new(path)?;
        let folder = look::folder(path);
        let drafts = DraftFolder::begin(folder).map_err(|source| unwritable(folder, source))?;
        let draft = drafts.draft("new.db");
        make(&draft).map_err(|error| explain(path, error))?;
        let set_aside = companions::set_aside(path)?;
        place(&draft, path)?;
        drop(drafts);
        match Self::open(path, holder) {
            Ok(mut file) => {
                file.set_aside = set_aside;
                Ok(file)
            }
            Err(error @ Error::Locked { .. }) => Err(error),
            Err(error) => {
                // What is refused has changed nothing; the file that was just made is empty.
                let _ = companions::remove(path);
                Err(error)
            }
        }
    }

    /// Opens and locks a file, migrating an older one.
    pub(crate) fn open(path: &Path, holder: &Holder) -> Result<Self> {
        Self::open_with(path, holder, schema::STEPS)
    }

    fn open_with(path: &Path, holder: &Holder, steps: &[&str]) -> Result<Self> {
        // Logs are called after the file itself, not after a link to it.
        let real = &disk::real_path(path).map_err(|source| missing_or(path, source))?;
        look_at(path, real, steps.len())?;
        // From here on nothing opens the file in any other way.
        let noted = OpenedFile::note(real).map_err(|source| missing_or(path, source))?;
        let opened = noted.ok_or_else(|| Error::Locked { holder: note::read(path) })?;
        DraftFolder::sweep(look::folder(real));
        let medium = address::medium(path);
        let locked = lock(path, medium).and_then(|(mut connection, journal)| {
            schema::migrate(&mut connection, real, steps)?;
            Ok((connection, journal))
        });
        let (connection, journal) = locked.map_err(|error| match error {
            Error::Locked { .. } => Error::Locked { holder: note::read(path) },
            other => explain(path, other),
        })?;
        if journal == Journal::WriteAhead {
            companions::remove_spent_journal(real);
        }
        let note = Some(Note::leave(path, holder));
        let (bytes, is_displaced) = (Cell::new(length(real)), Cell::new(false));
        let set_aside = Vec::new();
        let file =
            Self { note, connection, opened, bytes, is_displaced, journal, medium, set_aside };
        file.watch()?;
        file.must_be_in_place()?;
        Ok(file)
    }

    /// Lets no transaction be committed into a file that is no longer the one of this name.
    fn watch(&self) -> Result<()> {
        let opened = Arc::clone(&self.opened);
        let is_lost = move || !opened.is_in_place() || length(opened.path()) == 0;
        Ok(self.connection.commit_hook(Some(is_lost))?)
    }

    /// Refuses to go on with a file that was removed, renamed, replaced or cut off under this program.
    pub(crate) fn must_be_in_place(&self) -> Result<()> {
        let found = length(self.opened.path());
        if found > 0 && self.opened.is_in_place() && self.is_as_long_as_it_should_be(found)? {
            self.bytes.set(found);
            return Ok(());
        }
        self.is_displaced.set(true);
        Err(Error::Displaced { rescued: None })
    }

    /// The file grows, or shrinks, when the log is copied into it: to what it holds.
    fn is_as_long_as_it_should_be(&self, found: u64) -> Result<bool> {
        let number = |pragma| -> Result<u64> {
            Ok(self.connection.pragma_query_value(None, pragma, |row| row.get(0))?)
        };
        let (last, whole) = (self.bytes.get(), number("page_count")? * number("page_size")?);
        Ok((last.min(whole)..=last.max(whole)).contains(&found))
    }

    /// Begins another generation of the file within a transaction.
    pub(crate) fn begin_generation(connection: &Connection) -> Result<()> {
        generation::begin(connection)
    }

    /// Looks at a file of this program's own that stands alone, and that nobody changes meanwhile.
    pub(crate) fn look_at(path: &Path) -> Result<Self> {
        let noted = OpenedFile::note(path).map_err(|source| missing_or(path, source))?;
        let opened = noted.ok_or_else(|| Error::Locked { holder: note::read(path) })?;
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let (journal, medium) = (Journal::Rollback, address::medium(path));
        let (bytes, set_aside) = (Cell::new(length(path)), Vec::new());
        let is_displaced = Cell::new(false);
        Ok(Self { note: None, connection, opened, is_displaced, bytes, journal, medium, set_aside })
    }

    /// Leaves the log, so that what is written next is not written twice. The rollback journal is
    /// as durable and keeps what stood where it is written: next to nothing where a file grows.
    pub(crate) fn leave_log(&self) -> Result<()> {
        pragmas::alone(&self.connection)
    }

    /// Takes the log up again, where the file system allowed it.
    pub(crate) fn take_up_log(&self) -> Result<()> {
        match self.journal {
            Journal::WriteAhead => pragmas::journal(&self.connection).map(drop),
            Journal::Rollback => Ok(()),
        }
    }

    /// Leaves the log beside the file when the file is closed.
    pub(crate) fn keep_log_apart(&self) {
        // What cannot be set leaves the usual: the log is written into the file.
        let _ = self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }

    /// Closes the file, so that everything stands in it alone, and tells what failed. What a file held
    /// that is no longer in its place is kept beside under another name.
    pub(crate) fn close(mut self) -> Result<()> {
        if let Err(error @ Error::Displaced { .. }) = self.must_be_in_place() {
            let rescued = self.rescue();
            return Err(if rescued.is_some() { Error::Displaced { rescued } } else { error });
        }
        drop(self.note.take());
        let connection = self.take_connection()?;
        connection.close().map_err(|(_, error)| error)?;
        if self.opened.is_in_place() { Ok(()) } else { Err(Error::Displaced { rescued: None }) }
    }

    /// Closes the file and removes it with what belongs to it.
    pub(crate) fn discard(self) -> Result<()> {
        let path = self.opened.path().to_owned();
        self.close()?;
        companions::remove(&path)
    }

    fn take_connection(&mut self) -> Result<Connection> {
        Ok(std::mem::replace(&mut self.connection, Connection::open_in_memory()?))
    }

    /// Keeps what was confirmed, as far as the opened file still has it, and tells where.
    fn rescue(&self) -> Option<PathBuf> {
        let path = self.opened.path();
        let drafts = DraftFolder::begin(look::folder(path)).ok()?;
        let draft = drafts.draft("rescued.db");
        schema::copy(&self.connection, &draft).ok()?;
        let copy = connect(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
        pragmas::alone(&copy).ok()?;
        let is_sound = crate::check::structure(&copy).is_ok_and(|damages| damages.is_empty());
        copy.close().ok()?;
        let rescued = free_name(path, ".rescued", "db");
        (is_sound && whole::put(&draft, &rescued).is_ok()).then_some(rescued)
    }
}

impl Drop for DataFile {
    /// Closing copies the log into the file and removes it by its name, which may be another's by now: so a
    /// file that is no longer what was opened is left to the end of the process.
    fn drop(&mut self) {
        if (self.is_displaced.get() || !self.opened.is_in_place())
            && let Ok(connection) = self.take_connection()
        {
            std::mem::forget(connection);
        }
    }
}

/// Looks at a file by the name that was given and by its own, so that nothing foreign is ever opened.
fn look_at(path: &Path, real: &Path, known: usize) -> Result<()> {
    look::data_file(path, known).map_err(|error| told_as_locked(path, error))?;
    look::names(real)?;
    // Twice: somebody who has the file open may be at work between the two files.
    if log::foreign(real)?.is_some()
        && let Some(log) = log::foreign(real)?
    {
        return Err(Error::ForeignLog { path: path.to_owned(), log });
    }
    Ok(())
}

/// A file that this process has open is refused before it is looked at.
fn told_as_locked(path: &Path, error: Error) -> Error {
    match error {
        Error::Path(Fault::DataFile { .. }) => Error::Locked { holder: note::read(path) },
        other => other,
    }
}

fn missing_or(path: &Path, source: std::io::Error) -> Error {
    match source.kind() {
        std::io::ErrorKind::NotFound if !look::folder(path).is_dir() => {
            Error::FolderMissing { path: look::folder(path).to_owned() }
        }
        std::io::ErrorKind::NotFound => Error::Missing { path: path.to_owned() },
        _ => Error::Io { path: path.to_owned(), source },
    }
}

/// Bytes of a file; none of one that is gone.
fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// A path beside another: its whole name and a suffix.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let address = address::of(path)?;
    let connection = match address::VFS {
        Some(vfs) => Connection::open_with_flags_and_vfs(address, flags, vfs)?,
        None => Connection::open_with_flags(address, flags)?,
    };
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

pub(crate) fn make(draft: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(draft, flags)?;
    pragmas::at_creation(&connection)?;
    schema::migrate(&mut connection, draft, schema::STEPS)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Gives the finished draft its name; never over a file that has come there meanwhile.
fn place(draft: &Path, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Error::Exists { path: path.to_owned() });
    }
    whole::put(draft, path)
}

fn lock(path: &Path, medium: Medium) -> Result<(Connection, Journal)> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // SQLite falls back to reading where it may not write.
    if connection.is_readonly("main")? {
        return Err(Error::ReadOnly { path: path.to_owned() });
    }
    let journal = pragmas::at_opening(&connection, medium)?;
    connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
    Ok((connection, journal))
}

/// Makes an opened copy stand alone, with nothing in a log beside it.
pub(crate) fn make_alone(connection: &Connection) -> Result<()> {
    pragmas::alone(connection)
}

/// Whether this is a data file that this program can read.
pub(crate) fn must_be_data_file(path: &Path) -> Result<()> {
    look::data_file(path, schema::STEPS.len())
}

/// Refuses a file that somebody has open. One that cannot be opened at all is free.
pub(crate) fn must_be_free(path: &Path) -> Result<()> {
    // Nobody can have a file open whose log is another's, and opening it here would apply that log.
    if is_beside_foreign_log(path)? {
        return Ok(());
    }
    let probed = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| {
        pragmas::exclusive(&connection)?;
        // It may be damaged, and its log is kept with it as it is.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok(connection.execute_batch("BEGIN EXCLUSIVE; ROLLBACK")?)
    });
    match probed {
        Err(Error::Locked { .. }) => Err(Error::Locked { holder: note::read(path) }),
        _ => Ok(()),
    }
}

fn is_beside_foreign_log(path: &Path) -> Result<bool> {
    match disk::open(path).and_then(|_| log::foreign(path)) {
        Err(fault @ Fault::DataFile { .. }) => Err(told_as_locked(path, fault.into())),
        found => Ok(found.is_ok_and(|log| log.is_some())),
    }
}

/// Says what stands behind a failure to open: `SQLite` tells only that it cannot.
fn explain(path: &Path, error: Error) -> Error {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    if !matches!(&error, Error::Medium { code: CannotOpen | PermissionDenied | ReadOnly, .. }) {
        return error;
    }
    if let Err(source) = fs::OpenOptions::new().read(true).write(true).open(path)
        && source.kind() != std::io::ErrorKind::NotFound
    {
        return unwritable(path, source);
    }
    match tempfile::tempfile_in(look::folder(path)) {
        Ok(_) => error,
        Err(source) => unwritable(look::folder(path), source),
    }
}

/// Why a file or folder cannot be written.
pub(crate) fn unwritable(path: &Path, source: std::io::Error) -> Error {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, StorageFull};
    let path = path.to_owned();
    match source.kind() {
        PermissionDenied | ReadOnlyFilesystem => Error::ReadOnly { path },
        StorageFull => Error::DiskFull,
        _ => Error::Io { path, source },
    }
}

#[cfg(test)]
mod tests;
