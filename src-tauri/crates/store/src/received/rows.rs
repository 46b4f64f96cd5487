//! Received dossiers and notes as rows.

use rusqlite::{Connection, OptionalExtension, params};

use super::note::NoteRow;
use super::{Received, Role};
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::stamp::{Person, Stamp};

/// How this file treats a dossier that came in; none where it was made here.
pub(crate) fn role(connection: &Connection, dossier: i64) -> Result<Option<Role>> {
    let mut statement = connection.prepare_cached(include_str!("get.sql"))?;
    let name: Option<String> = statement.query_row([dossier], |row| row.get(0)).optional()?;
    let unknown = || Error::damaged("the role of a dossier");
    name.map(|name| Role::named(&name).ok_or_else(unknown)).transpose()
}

/// That a dossier was received, with the notes on it; none where it is this file's to work on.
pub(crate) fn of(connection: &Connection, dossier: i64) -> Result<Option<Received>> {
    if role(connection, dossier)? != Some(Role::Received) {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(include_str!("get.sql"))?;
    let (at, by) = statement.query_row([dossier], |row| {
        Ok((row.get(1)?, Person { name: row.get(2)?, post: row.get(3)? }))
    })?;
    let notes = notes(connection, dossier)?.into_iter().map(NoteRow::into_note);
    Ok(Some(Received { at, by, notes: notes.collect::<Result<_>>()? }))
}

pub(super) fn notes(connection: &Connection, dossier: i64) -> Result<Vec<NoteRow>> {
    let mut statement = connection.prepare_cached(include_str!("notes.sql"))?;
    let rows = statement.query_map([dossier], NoteRow::of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether this office has notes on a dossier.
pub(crate) fn has_notes(connection: &Connection, dossier: i64) -> Result<bool> {
    Ok(!notes(connection, dossier)?.is_empty())
}

/// Notes how a dossier that came is treated from now on, and the entry in which its journal ends.
pub(crate) fn save(
    connection: &Connection,
    (dossier, role): (i64, Role),
    (seq, hash): (i64, Hash),
    stamp: &Stamp,
) -> Result<()> {
    let (at, by) = (stamp.moment(), stamp.author());
    let mut statement = connection.prepare_cached(include_str!("save.sql"))?;
    statement.execute(params![dossier, role.name(), at, by.name, by.post, seq, hash])?;
    Ok(())
}

/// Lets a package change a received dossier until [`end_arrival`], within one transaction.
pub(crate) fn begin_arrival(connection: &Connection, dossier: i64) -> Result<()> {
    connection.prepare_cached(include_str!("begin_arrival.sql"))?.execute([dossier])?;
    Ok(())
}

/// Closes what [`begin_arrival`] opened.
pub(crate) fn end_arrival(connection: &Connection, dossier: i64) -> Result<()> {
    connection.prepare_cached(include_str!("end_arrival.sql"))?.execute([dossier])?;
    Ok(())
}

/// Takes a received dossier off the list, or puts it back.
pub(super) fn set_aside(connection: &Connection, dossier: i64, aside: bool) -> Result<()> {
    connection.prepare_cached(include_str!("set_aside.sql"))?.execute(params![dossier, aside])?;
    Ok(())
}
