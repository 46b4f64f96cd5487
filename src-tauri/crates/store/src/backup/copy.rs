//! A copy of the data file that stands alone, and whether it is sound.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::check;
use crate::error::{Error, Result};
use crate::file;
use crate::sha256::Hash;

/// Copies an opened data file, first under the name of a draft; the copy gets its own once it is
/// found sound and equal.
pub(super) fn take(connection: &Connection, names: (&Path, &Path)) -> Result<()> {
    let due = fingerprint(connection)?;
    file::copy(connection, names, |copy| {
        if settle(copy)? == due {
            return Ok(());
        }
        Err(Error::BadBackup { path: copy.to_owned(), detail: "the journals differ".to_owned() })
    })
}

/// Whether a backup says the same as the opened data file; one that cannot be read does not.
pub(super) fn is_up_to_date(backup: &Path, connection: &Connection) -> bool {
    let kept = file::connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|backup| fingerprint(&backup));
    kept.is_ok_and(|kept| fingerprint(connection).is_ok_and(|now| now == kept))
}

/// Makes a copy stand alone, checks it whole and gives its fingerprint.
pub(super) fn settle(copy: &Path) -> Result<Hash> {
    let settled = file::connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|connection| {
        file::make_alone(&connection)?;
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

/// The hash of what tells two states of a file apart: schema, criteria sets, every journal's end.
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
    Ok(Hash::of(&text))
}
