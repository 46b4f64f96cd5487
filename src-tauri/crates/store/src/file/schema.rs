//! Numbered steps of the schema; the file's `user_version` says how many it has had.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::whole::{hold_the_same, names, put};
use super::{connect, free_name, look, unwritable};
use crate::disk::DraftFolder;
use crate::error::{Error, Result};

/// The steps, in order. One that was released is never edited.
pub(super) const STEPS: &[&str] = &[
    include_str!("migrations/001_dossiers.sql"),
    include_str!("migrations/002_carry_over.sql"),
    include_str!("migrations/003_attachments.sql"),
    include_str!("migrations/004_readings.sql"),
    include_str!("migrations/005_states.sql"),
    include_str!("migrations/006_packages.sql"),
    include_str!("migrations/007_generation.sql"),
    include_str!("migrations/008_received.sql"),
    include_str!("migrations/009_journal.sql"),
];

/// Pages copied at a time.
const PIECE: i32 = 1024;

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

/// Keeps a file of an earlier schema as `NAME.vN.bak`, unless an earlier attempt has kept the same. Whatever
/// the check of a copy would find stands in the original as well.
fn back_up(connection: &Connection, path: &Path, version: u32) -> Result<()> {
    let folder = look::folder(path);
    let drafts = DraftFolder::begin(folder).map_err(|source| unwritable(folder, source))?;
    let draft = drafts.draft("copy.db");
    copy(connection, &draft)?;
    let stem = format!(".v{version}");
    let mut kept = names(path, &stem, "bak").take_while(|name| name.exists());
    if kept.any(|name| hold_the_same(&name, &draft)) {
        return Ok(());
    }
    put(&draft, &free_name(path, &stem, "bak"))
}

/// Copies everything into a new file; the crate's own way opens no long path on Windows.
pub(super) fn copy(connection: &Connection, draft: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut to = connect(draft, flags)?;
    Backup::new(connection, &mut to)?.run_to_completion(PIECE, Duration::ZERO, None)?;
    to.close().map_err(|(_, error)| error.into())
}
