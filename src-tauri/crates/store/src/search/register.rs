//! What the register says of documents: particulars, file names, remarks at citations.

use rusqlite::Connection;

use crate::error::Result;
use crate::reading::{Spelling, begins, words};

/// What the register says of a document.
pub(super) struct Entry {
    evidence: String,
    text: String,
}

pub(super) fn entries(connection: &Connection, dossier: i64) -> Result<Vec<Entry>> {
    let mut statement = connection.prepare_cached(include_str!("register.sql"))?;
    let rows = statement
        .query_map([dossier], |row| Ok(Entry { evidence: row.get(0)?, text: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The documents of which the register says every word, each at least in its beginning.
pub(super) fn saying<'a>(
    entries: &'a [Entry],
    sought: &[&str],
    spelling: Spelling,
) -> impl Iterator<Item = &'a str> {
    let says = move |entry: &Entry, sought: &str| {
        words(&entry.text).any(|(start, end)| begins(&entry.text[start..end], sought, spelling))
    };
    let all = move |entry: &&Entry| sought.iter().all(|sought| says(entry, sought));
    entries.iter().filter(all).map(|entry| entry.evidence.as_str())
}
