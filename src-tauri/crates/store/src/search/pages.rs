//! What the pages of files say, by the index of their words.

use rusqlite::{Connection, params};

use super::{Query, Spelling};
use crate::error::Result;

/// Pages that are looked at in one go; more are not worth anybody's reading.
const MOST: u32 = 200;
/// Letters from which on a beginning is looked for instead of a whole word: shorter ones begin half
/// of all words.
const BEGINNING: usize = 2;

/// A page that says the words.
pub(super) struct Hit {
    pub(super) key: i64,
    pub(super) evidence: String,
    pub(super) page: u32,
}

/// Pages that say the words one after another, then those that say them anywhere.
pub(super) fn saying(
    connection: &Connection,
    dossier: i64,
    query: &Query,
    spelling: Spelling,
) -> Result<Vec<Hit>> {
    let mut hits = look(connection, dossier, &phrase(query, spelling))?;
    if query.words.len() > 1 {
        hits.extend(look(connection, dossier, &anywhere(query, spelling))?);
    }
    Ok(hits)
}

/// The text of a page.
pub(super) fn text(connection: &Connection, key: i64) -> Result<String> {
    let mut statement = connection.prepare_cached(include_str!("page.sql"))?;
    Ok(statement.query_row([key], |row| row.get(0))?)
}

fn look(connection: &Connection, dossier: i64, query: &str) -> Result<Vec<Hit>> {
    let mut statement = connection.prepare_cached(include_str!("pages.sql"))?;
    let rows = statement.query_map(params![dossier, query, MOST], |row| {
        Ok(Hit { key: row.get(0)?, evidence: row.get(1)?, page: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn phrase(query: &Query, spelling: Spelling) -> String {
    let words = query.spelled(spelling);
    format!("{} : \"{}\"{}", column(spelling), words.join(" "), star(words.last()))
}

fn anywhere(query: &Query, spelling: Spelling) -> String {
    let words = query.spelled(spelling);
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("{} : ({}{})", column(spelling), quoted.join(" AND "), star(words.last()))
}

fn star(last: Option<&&str>) -> &'static str {
    match last {
        Some(word) if word.chars().count() >= BEGINNING => " *",
        _ => "",
    }
}

fn column(spelling: Spelling) -> &'static str {
    match spelling {
        Spelling::Exact => "exact",
        Spelling::Folded => "folded",
    }
}
