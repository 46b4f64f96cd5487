//! What the register says of documents: particulars, file names, remarks at citations.

use rusqlite::Connection;

use super::{Query, Spelling};
use crate::error::Result;
use crate::reading::{Word, words};

/// What the register says of a document.
pub(super) struct Entry {
    evidence: String,
    words: Vec<Word>,
}

pub(super) fn entries(connection: &Connection, dossier: i64) -> Result<Vec<Entry>> {
    let mut statement = connection.prepare_cached(include_str!("register.sql"))?;
    let rows = statement.query_map([dossier], |row| {
        Ok(Entry { evidence: row.get(0)?, words: words(&row.get::<_, String>(1)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The documents of which the register says every word, each at least in its beginning.
pub(super) fn saying<'a>(
    entries: &'a [Entry],
    query: &Query,
    spelling: Spelling,
) -> impl Iterator<Item = &'a str> {
    let sought: Vec<String> = query.spelled(spelling).into_iter().map(str::to_owned).collect();
    entries.iter().filter_map(move |entry| {
        let says = |sought: &String| {
            entry.words.iter().any(|word| word.spelled(spelling).starts_with(sought.as_str()))
        };
        sought.iter().all(says).then_some(entry.evidence.as_str())
    })
}
