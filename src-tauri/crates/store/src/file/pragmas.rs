//! The settings that make `SQLite` durable, strict and exclusive.

use rusqlite::Connection;

use super::Medium;
use crate::error::{Error, Result};

/// Marks our files: "`PARi`".
pub(crate) const APPLICATION_ID: u32 = 0x5041_5269;

/// Bytes of a page in a new file; an older file keeps its 4096. The system is called for every page
/// of a file's content, and an answer is saved in whole pages: larger ones are faster there and
/// slower here.
const PAGE: u32 = 8192;

/// How changes survive a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Journal {
    /// Write-ahead log.
    WriteAhead,
    /// Rollback journal, where the file system cannot do the other, or the file may be pulled away
    /// without the log that belongs to it.
    Rollback,
}

/// What is fixed when a file is made.
pub(super) fn at_creation(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    strict(connection)
}

/// What is set at every opening; tells which journal is in use.
pub(super) fn at_opening(connection: &Connection, medium: Medium) -> Result<Journal> {
    exclusive(connection)?;
    strict(connection)?;
    let journal = match medium {
        Medium::Disk => journal(connection)?,
        Medium::Removable | Medium::Share => alone(connection).map(|()| Journal::Rollback)?,
    };
    connection.pragma_update(None, "synchronous", "FULL")?;
    let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
    if synchronous != 2 {
        return Err(Error::NoDurableJournal { found: format!("synchronous={synchronous}") });
    }
    Ok(journal)
}

/// Asked before the write-ahead log is read: so it needs no shared memory, which shares do not
/// offer.
pub(super) fn exclusive(connection: &Connection) -> Result<()> {
    query(connection, "PRAGMA locking_mode = EXCLUSIVE").map(drop)
}

/// Makes a file stand alone: everything in it, nothing in a log beside it.
pub(super) fn alone(connection: &Connection) -> Result<()> {
    exclusive(connection)?;
    match query(connection, "PRAGMA journal_mode = DELETE")?.as_str() {
        "delete" => Ok(()),
        other => Err(Error::NoDurableJournal { found: other.to_owned() }),
    }
}

fn strict(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Without this, INSERT OR REPLACE would delete past the triggers that forbid it.
    connection.pragma_update(None, "recursive_triggers", true)?;
    Ok(())
}

/// Chooses the log, or the rollback journal where there can be none.
pub(super) fn journal(connection: &Connection) -> Result<Journal> {
    if query(connection, "PRAGMA journal_mode = WAL")? == "wal" {
        return Ok(Journal::WriteAhead);
    }
    alone(connection).map(|()| Journal::Rollback)
}

fn query(connection: &Connection, pragma: &str) -> Result<String> {
    Ok(connection.query_row(pragma, [], |row| row.get(0))?)
}
