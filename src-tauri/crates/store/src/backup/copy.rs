//! A copy of the data file that stands alone but for contents, and whether it is sound.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::check::{self, Damage};
use crate::error::{Error, Result};
use crate::file::{self, companions, unwritable};
use crate::sha256::Hash;
use crate::store::Store;

/// A copy that is not proved yet.
pub(super) struct Draft {
    path: PathBuf,
    /// What the data file said when it was copied.
    due: Hash,
}

impl Draft {
    /// Copies an opened data file; only this needs it.
    pub(super) fn take(connection: &Connection, path: PathBuf) -> Result<Self> {
        companions::remove(&path)?;
        let filled = fill(connection, &path).and_then(|()| fingerprint(connection));
        match filled {
            Ok(due) => Ok(Self { path, due }),
            Err(error) => {
                // What failed is told; a draft that stays is removed at the next attempt.
                let _ = companions::remove(&path);
                Err(error)
            }
        }
    }

    /// Whether the copy is whole and says what the data file said; gives what of it is not as it was
    /// written, since it was no better in the data file.
    pub(super) fn prove(&self) -> Result<Vec<Damage>> {
        if settle(&self.path)? != self.due {
            let detail = "the journals differ".to_owned();
            return Err(Error::BadBackup { path: self.path.clone(), detail });
        }
        Store::look_at(&self.path)?.altered_records()
    }

    /// Gives the copy its name.
    pub(super) fn place(&self, path: &Path) -> Result<()> {
        file::rename(&self.path, path).map_err(|source| unwritable(path, source))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // One that has got its name is not there any more.
        let _ = companions::remove(&self.path);
    }
}

/// Makes a data file with everything in it but the pieces of contents, which lie beside the backups.
fn fill(connection: &Connection, draft: &Path) -> Result<()> {
    file::make(draft)?;
    // They guard changes by persons; here rows come over that were guarded when they were made.
    let triggers = lift_triggers(draft)?;
    connection.execute("ATTACH DATABASE ?1 AS copy", [file::text(draft)?])?;
    let copied = copy_rows(connection);
    let detached = connection.execute_batch("DETACH DATABASE copy");
    copied?;
    detached?;
    let copy = file::connect(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    for sql in triggers {
        copy.execute_batch(&sql)?;
    }
    Ok(copy.close().map_err(|(_, error)| error)?)
}

fn lift_triggers(draft: &Path) -> Result<Vec<String>> {
    let copy = file::connect(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut statement = copy.prepare(include_str!("triggers.sql"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let triggers: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    drop(statement);
    for (name, _) in &triggers {
        copy.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    copy.close().map_err(|(_, error)| error)?;
    Ok(triggers.into_iter().map(|(_, sql)| sql).collect())
}

fn copy_rows(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(include_str!("tables.sql"))?;
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    drop(statement);
    let transaction = connection.unchecked_transaction()?;
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for table in tables {
        transaction
            .execute_batch(&format!("INSERT INTO copy.{table} SELECT * FROM main.{table}"))?;
    }
    Ok(transaction.commit()?)
}

/// Whether a copy goes on from an earlier one: has each of its dossiers, with the journal that it had
/// then. One that cannot be read may hold anything.
pub(super) fn goes_on_from(copy: &Path, earlier: &Path) -> bool {
    let open = |path: &Path| file::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let compared = || -> Result<bool> {
        let (copy, earlier) = (open(copy)?, open(earlier)?);
        let mut ends = earlier.prepare(include_str!("dossier_ends.sql"))?;
        let mut has = copy.prepare(include_str!("has_entry.sql"))?;
        let mut rows = ends.query([])?;
        while let Some(row) = rows.next()? {
            let end: (String, i64, Hash) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if !has.exists(end)? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    compared().unwrap_or(false)
}

/// Whether a backup says the same as the opened data file; one that cannot be read does not.
pub(super) fn is_up_to_date(backup: &Path, connection: &Connection) -> bool {
    let kept = file::connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|backup| fingerprint(&backup));
    kept.is_ok_and(|kept| fingerprint(connection).is_ok_and(|now| now == kept))
}

/// Makes a copy stand alone, checks it whole and gives its fingerprint.
fn settle(copy: &Path) -> Result<Hash> {
    settle_with(copy, |_| Ok(()))
}

/// The same, after something was put into it.
pub(super) fn settle_with(
    copy: &Path,
    complete: impl FnOnce(&Connection) -> Result<()>,
) -> Result<Hash> {
    let settled = file::connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| {
        file::make_alone(&connection)?;
        complete(&connection)?;
        if let Some(damage) = check::structure(&connection)?.first() {
            return Err(Error::damaged(format_args!("{damage:?}")));
        }
        let found = fingerprint(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(found)
    });
    settled.map_err(|error| match error {
        Error::DiskFull => Error::DiskFull,
        other => Error::BadBackup { path: copy.to_owned(), detail: other.to_string() },
    })
}

/// The hash of what tells two states of a file apart: schema, criteria sets, every journal's end, and
/// settings, which no journal keeps.
fn fingerprint(connection: &Connection) -> Result<Hash> {
    let schema: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let mut text = schema.to_string();
    for sql in [include_str!("sets.sql"), include_str!("journal_ends.sql")] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            text.push('\n');
            text.push_str(&row.get::<_, Hash>(0)?.hex());
        }
        text.push('\n');
    }
    // A file of an early schema has none.
    if connection.table_exists(Some("main"), "setting")? {
        let mut statement = connection.prepare(include_str!("settings.sql"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            text.push_str(&row.get::<_, String>(0)?);
            text.push('\n');
        }
    }
    Ok(Hash::of(&text))
}
