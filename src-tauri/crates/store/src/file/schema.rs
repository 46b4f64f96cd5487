//! Numbered steps of the schema; the file's `user_version` says how many it has had.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{beside, unwritable};
use crate::error::{Error, Result};

/// The steps, in order. One that was released is never edited.
pub(super) const STEPS: &[&str] = &[include_str!("migrations/001_dossiers.sql")];

/// Brings a file to the newest schema; one with content is backed up beside itself first.
pub(super) fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if found == known {
        return Ok(());
    }
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found > 0 {
        back_up(connection, path, found)?;
    }
    let steps: Vec<M<'_>> = steps.iter().map(|sql| M::up(sql).foreign_key_check()).collect();
    Migrations::from_slice(&steps).to_latest(connection).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => Error::damaged(other),
    })?;
    // A program of an older version looks at the head of the file, not into the log.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// Copies the file to `NAME.vN.bak`, or `NAME.vN.2.bak` and so on where that is taken.
fn back_up(connection: &Connection, path: &Path, version: u32) -> Result<()> {
    let part = beside(path, ".bak.part");
    if part.exists() {
        fs::remove_file(&part).map_err(|source| unwritable(&part, source))?;
    }
    let backup = free_name(path, version);
    let copied = connection
        .backup("main", &part, None)
        .map_err(Error::from)
        .and_then(|()| fs::rename(&part, &backup).map_err(|source| unwritable(&backup, source)));
    if copied.is_err() {
        // What failed is told; the remainder is removed at the next attempt.
        let _ = fs::remove_file(&part);
    }
    copied
}

fn free_name(path: &Path, version: u32) -> PathBuf {
    let first = beside(path, &format!(".v{version}.bak"));
    let others = (2_u32..).map(|copy| beside(path, &format!(".v{version}.{copy}.bak")));
    std::iter::once(first).chain(others).find(|name| !name.exists()).unwrap_or_default()
}
