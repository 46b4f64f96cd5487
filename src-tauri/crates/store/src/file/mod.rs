//! The data file: one `SQLite` database per office, made, looked at, locked and opened.

mod address;
pub(crate) mod companions;
mod look;
mod note;
mod pragmas;
mod schema;
mod whole;

pub use address::Medium;
pub(crate) use address::text;
pub use note::Holder;
pub use pragmas::Journal;
pub use whole::rename;
pub(crate) use whole::{free_name, make_whole};

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};
use note::Note;

/// How long to wait for somebody who is just letting go of the file.
const PATIENCE: Duration = Duration::from_secs(2);
/// Statements kept prepared: more than the crate has.
const STATEMENTS: usize = 128;

/// An opened, locked data file.
#[derive(Debug)]
pub(crate) struct DataFile {
    // Dropped in this order: the note goes before the lock, so that it is never the next holder's.
    // None for a file that is only looked at.
    note: Option<Note>,
    pub(crate) connection: Connection,
    pub(crate) journal: Journal,
    pub(crate) medium: Medium,
}

impl DataFile {
    /// Makes a new file, complete under another name first, so that none is ever half made.
    pub(crate) fn create(path: &Path, holder: &Holder) -> Result<Self> {
        look::room_for(path)?;
        let draft = beside(path, ".new");
        if draft.exists() {
            fs::remove_file(&draft).map_err(|source| unwritable(&draft, source))?;
        }
        let made = make(&draft).map_err(|error| explain(path, error));
        let placed = made.and_then(|()| place(&draft, path));
        if placed.is_err() {
            // What failed is told; a draft that stays is removed at the next attempt.
            let _ = fs::remove_file(&draft);
        }
        placed?;
        Self::open(path, holder)
    }

    /// Opens and locks a file, migrating an older one.
    pub(crate) fn open(path: &Path, holder: &Holder) -> Result<Self> {
        Self::open_with(path, holder, schema::STEPS)
    }

    fn open_with(path: &Path, holder: &Holder, steps: &[&str]) -> Result<Self> {
        look::data_file(path, steps.len())?;
        let medium = address::medium(path);
        let opened = lock(path, medium).and_then(|(mut connection, journal)| {
            schema::migrate(&mut connection, path, steps)?;
            Ok((connection, journal))
        });
        let (connection, journal) = opened.map_err(|error| match error {
            Error::Locked { .. } => Error::Locked { holder: note::read(path) },
            other => explain(path, other),
        })?;
        let note = Some(Note::leave(path, holder));
        Ok(Self { note, connection, journal, medium })
    }

    /// Looks at a file of this program's own that stands alone, and that nobody changes meanwhile.
    pub(crate) fn look_at(path: &Path) -> Result<Self> {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let (journal, medium) = (Journal::Rollback, address::medium(path));
        Ok(Self { note: None, connection, journal, medium })
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

    /// Closes the file, so that everything stands in it alone, and tells what failed.
    pub(crate) fn close(self) -> Result<()> {
        let Self { note, connection, .. } = self;
        drop(note);
        connection.close().map_err(|(_, error)| error.into())
    }
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
    rename(draft, path).map_err(|source| unwritable(path, source))
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

/// Says what stands behind a failure to open: `SQLite` tells only that it cannot.
fn explain(path: &Path, error: Error) -> Error {
    use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly};
    let Error::Sqlite(sqlite) = &error else {
        return error;
    };
    if !matches!(sqlite.sqlite_error_code(), Some(CannotOpen | PermissionDenied | ReadOnly)) {
        return error;
    }
    if let Err(source) = fs::OpenOptions::new().read(true).write(true).open(path)
        && source.kind() != std::io::ErrorKind::NotFound
    {
        return unwritable(path, source);
    }
    let probe = beside(path, ".probe");
    match fs::File::create(&probe) {
        Ok(_) => {
            let _ = fs::remove_file(&probe);
            error
        }
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
