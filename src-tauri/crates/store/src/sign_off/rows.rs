//! Sign-offs as rows.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Reopened, SignOff, SignOffParticulars, SignedOff};
use crate::dossier::text;
use crate::error::Result;
use crate::sha256::Hash;
use crate::stamp::Person;

/// A dossier's key and the ordinal of a sign-off.
type At = (i64, u32);

pub(crate) fn insert(
    connection: &Connection,
    (dossier, ordinal): At,
    registry: &SignOff,
    (at, by): (&str, &Person),
    (sha256, content): (Hash, &str),
) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("insert.sql"))?;
    statement.execute(params![
        dossier,
        ordinal,
        at,
        by.name,
        by.post,
        registry.number,
        registry.date,
        sha256,
        content
    ])?;
    Ok(())
}

pub(crate) fn save_number(connection: &Connection, at: At, registry: &SignOff) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("number.sql"))?;
    statement.execute(params![at.0, at.1, registry.number, registry.date])?;
    Ok(())
}

pub(crate) fn reopen(connection: &Connection, at: At, moment: &str, reason: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("reopen.sql"))?;
    statement.execute(params![at.0, at.1, moment, reason])?;
    Ok(())
}

/// How many times a dossier was signed off: the ordinal of the last.
pub(super) fn count(connection: &Connection, dossier: i64) -> Result<u32> {
    let mut statement = connection.prepare_cached(include_str!("count.sql"))?;
    Ok(statement.query_row([dossier], |row| row.get(0))?)
}

/// A dossier's sign-offs, oldest first.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Vec<SignedOff>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map([dossier], signed_off)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The frozen content and its hash.
pub(crate) fn content(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
) -> Result<Option<(String, Hash)>> {
    let mut statement = connection.prepare_cached(include_str!("content.sql"))?;
    let found =
        statement.query_row(params![dossier, ordinal], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// What of a sign-off the journal keeps.
pub(crate) fn particulars_text(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("particulars.sql"))?;
    let found = statement.query_row(params![dossier, ordinal], |row| {
        Ok(SignOffParticulars {
            sha256: row.get::<_, Hash>(0)?.hex(),
            number: row.get(1)?,
            date: row.get(2)?,
            reason: row.get(3)?,
        })
    });
    found.optional()?.map(|particulars| text(&particulars)).transpose()
}

fn signed_off(row: &Row<'_>) -> rusqlite::Result<SignedOff> {
    let reopened = match (row.get(7)?, row.get(8)?) {
        (Some(at), Some(reason)) => Some(Reopened { at, reason }),
        _ => None,
    };
    Ok(SignedOff {
        ordinal: row.get(0)?,
        at: row.get(1)?,
        by: Person { name: row.get(2)?, post: row.get(3)? },
        registry: SignOff { number: row.get(4)?, date: row.get(5)? },
        sha256: row.get::<_, Hash>(6)?.hex(),
        reopened,
    })
}
