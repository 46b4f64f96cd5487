//! Documents and citations as rows, and as the texts that the journal keeps.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use scoring::Code;

use super::{Citation, Evidence, Place, attachment};
use crate::document::Document;
use crate::dossier::{stored, text};
use crate::error::Result;

pub(crate) fn document_text(
    connection: &Connection,
    dossier: i64,
    id: &str,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("get.sql"))?;
    let found = statement.query_row(params![dossier, id], document).optional()?;
    found.map(|document| text(&document)).transpose()
}

pub(crate) fn save(connection: &Connection, dossier: i64, id: &str, text: &str) -> Result<()> {
    let Document { number, date, issuer, subject, kind, cite_only } = stored(text)?;
    let mut statement = connection.prepare_cached(include_str!("save.sql"))?;
    statement.execute(params![dossier, id, number, date, issuer, subject, kind, cite_only])?;
    Ok(())
}

pub(crate) fn remove(connection: &Connection, dossier: i64, id: &str) -> Result<()> {
    connection.prepare_cached(include_str!("remove.sql"))?.execute(params![dossier, id])?;
    Ok(())
}

pub(crate) fn citation_text(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
    code: &Code,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("get_citation.sql"))?;
    let found = statement.query_row(params![dossier, evidence, code.as_str()], place).optional()?;
    found.map(|place| text(&place)).transpose()
}

pub(crate) fn save_citation(
    connection: &Connection,
    dossier: i64,
    (evidence, code): (&str, &Code),
    text: &str,
) -> Result<()> {
    let Place { section, page, note } = stored(text)?;
    let mut statement = connection.prepare_cached(include_str!("save_citation.sql"))?;
    statement.execute(params![dossier, evidence, code.as_str(), section, page, note])?;
    Ok(())
}

pub(crate) fn remove_citation(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
    code: &Code,
) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("remove_citation.sql"))?;
    statement.execute(params![dossier, evidence, code.as_str()])?;
    Ok(())
}

/// A dossier's evidence, by date, number and identifier: one query for each table, however many
/// documents there are.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Vec<Evidence>> {
    let mut files = attachment::all(connection, dossier)?;
    let mut citations = all_citations(connection, dossier)?;
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let rows =
        statement.query_map([dossier], |row| Ok((row.get::<_, String>(6)?, document(row)?)))?;
    rows.map(|row| {
        let (id, document) = row?;
        Ok(Evidence {
            file: files.remove(&id),
            citations: citations.remove(&id).unwrap_or_default(),
            id,
            document,
        })
    })
    .collect()
}

/// Where each document is cited, by code.
fn all_citations(connection: &Connection, dossier: i64) -> Result<HashMap<String, Vec<Citation>>> {
    let mut citations: HashMap<String, Vec<Citation>> = HashMap::new();
    let mut statement = connection.prepare_cached(include_str!("list_citations.sql"))?;
    let mut rows = statement.query([dossier])?;
    while let Some(row) = rows.next()? {
        let citation = Citation { code: Code::new(row.get::<_, String>(3)?), place: place(row)? };
        citations.entry(row.get(4)?).or_default().push(citation);
    }
    Ok(citations)
}

/// Where a document is cited, by code.
pub(crate) fn citations(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
) -> Result<Vec<Citation>> {
    let mut statement = connection.prepare_cached(include_str!("citations.sql"))?;
    let rows = statement.query_map(params![dossier, evidence], |row| {
        Ok(Citation { code: Code::new(row.get::<_, String>(3)?), place: place(row)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    Ok(Document {
        number: row.get(0)?,
        date: row.get(1)?,
        issuer: row.get(2)?,
        subject: row.get(3)?,
        kind: row.get(4)?,
        cite_only: row.get(5)?,
    })
}

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place { section: row.get(0)?, page: row.get(1)?, note: row.get(2)? })
}
