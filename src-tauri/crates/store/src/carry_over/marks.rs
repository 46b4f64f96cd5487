//! Marks of answers that nobody has confirmed yet, each with the dossier that it comes from.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, params};
use scoring::Code;

use crate::dossier::{stored, text};
use crate::error::Result;

/// An answer's mark: the dossier that it comes from, as the journal keeps it; none without a mark.
pub(crate) fn mark(connection: &Connection, dossier: i64, code: &Code) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("mark.sql"))?;
    let source = statement.query_row(params![dossier, code.as_str()], |row| row.get(0));
    source.optional()?.map(|source: String| text(&source)).transpose()
}

pub(crate) fn save_mark(
    connection: &Connection,
    dossier: i64,
    code: &Code,
    source: &str,
) -> Result<()> {
    let source: String = stored(source)?;
    let mut statement = connection.prepare_cached(include_str!("save_mark.sql"))?;
    statement.execute(params![dossier, code.as_str(), source])?;
    Ok(())
}

pub(crate) fn clear_mark(connection: &Connection, dossier: i64, code: &Code) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("clear_mark.sql"))?;
    statement.execute(params![dossier, code.as_str()])?;
    Ok(())
}

/// The codes of a dossier's marked answers.
pub(crate) fn marked(connection: &Connection, dossier: i64) -> Result<BTreeSet<Code>> {
    let mut statement = connection.prepare_cached(include_str!("marked.sql"))?;
    let codes = statement.query_map([dossier], |row| Ok(Code::new(row.get::<_, String>(0)?)))?;
    Ok(codes.collect::<rusqlite::Result<_>>()?)
}
