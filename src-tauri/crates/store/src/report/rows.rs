//! Finished reports as rows.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{FinishedReport, ReportKind};
use crate::content;
use crate::dossier::{stored, text};
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// A dossier's finished reports, oldest first.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Vec<FinishedReport>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map([dossier], |row| Ok(report(row)))?;
    rows.collect::<rusqlite::Result<Result<_>>>()?
}

/// A report as the journal keeps it.
pub(crate) fn text_of(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("get.sql"))?;
    let found = statement.query_row([dossier, i64::from(ordinal)], |row| Ok(report(row)));
    found.optional()?.transpose()?.map(|report| text(&report)).transpose()
}

fn report(row: &Row<'_>) -> Result<FinishedReport> {
    let kind: String = row.get(1)?;
    Ok(FinishedReport {
        sign_off: row.get(0)?,
        kind: ReportKind::named(&kind)
            .ok_or_else(|| Error::damaged(format_args!("report {kind}")))?,
        number: row.get(2)?,
        date: row.get(3)?,
        name: row.get(4)?,
        sha256: row.get::<_, Hash>(5)?.hex(),
        bytes: row.get(6)?,
    })
}

/// Puts a report into the file under the next ordinal, which this must be.
pub(crate) fn save(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
    report: &str,
) -> Result<()> {
    let report: FinishedReport = stored(report)?;
    let hash =
        Hash::from_hex(&report.sha256).ok_or_else(|| Error::damaged(format_args!("{report:?}")))?;
    content::note_absent(connection, hash, report.bytes)?;
    let mut statement = connection.prepare_cached(include_str!("insert.sql"))?;
    statement.execute(params![
        dossier,
        ordinal,
        report.sign_off,
        report.kind.name(),
        report.number,
        report.date,
        report.name,
        hash,
        report.bytes
    ])?;
    Ok(())
}
