//! What the pages of files say, by the index of their words.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::reading::Spelling;

/// Pages that are looked at in one go, so that long documents hide no other.
const MOST: u32 = 10_000;

/// A page that says the words.
pub(super) struct Hit {
    pub(super) key: i64,
    pub(super) evidence: String,
    pub(super) page: u32,
}

/// Queries for words in a spelling: one after another before anywhere on a page, and whole words
/// before beginnings. The latter matter while somebody is typing; they cost more, since the index
/// must first put all words together that begin so.
pub(super) fn closest_first(words: &[&str], spelling: Spelling) -> Vec<String> {
    let column = match spelling {
        Spelling::Exact => "exact",
        Spelling::Folded => "folded",
    };
    let phrase = format!("\"{}\"", words.join(" "));
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let anywhere = quoted.join(" AND ");
    let closeness = match words.len() {
        1 => vec![phrase.clone(), format!("{phrase} *")],
        _ => [&phrase, &anywhere]
            .into_iter()
            .flat_map(|all| [all.clone(), format!("{all} *")])
            .collect(),
    };
    closeness.into_iter().map(|query| format!("{column} : ({query})")).collect()
}

/// The pages that a query finds, until no more are wanted.
pub(super) fn saying(
    connection: &Connection,
    dossier: i64,
    query: &str,
    mut take: impl FnMut(&Hit) -> bool,
) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("pages.sql"))?;
    let mut rows = statement.query(params![dossier, query, MOST])?;
    while let Some(row) = rows.next()? {
        let hit = Hit { key: row.get(0)?, evidence: row.get(1)?, page: row.get(2)? };
        if !take(&hit) {
            break;
        }
    }
    Ok(())
}

/// The text of a page.
pub(super) fn text(connection: &Connection, key: i64) -> Result<String> {
    let mut statement = connection.prepare_cached(include_str!("page.sql"))?;
    Ok(statement.query_row([key], |row| row.get(0))?)
}
