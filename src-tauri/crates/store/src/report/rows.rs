//! Finished reports as rows.

use rusqlite::{Connection, params};

use super::{FinishedReport, ReportKind};
use crate::content;
use crate::dossier::{stored, text};
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// A dossier's finished reports, oldest first.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Vec<FinishedReport>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let mut rows = statement.query([dossier])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(2)?;
        reports.push(FinishedReport {
            sign_off: row.get(1)?,
            kind: ReportKind::named(&kind)
                .ok_or_else(|| Error::damaged(format_args!("report {kind}")))?,
            name: row.get(3)?,
            sha256: row.get::<_, Hash>(4)?.hex(),
            bytes: row.get(5)?,
        });
    }
    Ok(reports)
}

/// A report as the journal keeps it; ordinals begin with 1.
pub(crate) fn text_of(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
) -> Result<Option<String>> {
    let position = usize::try_from(ordinal).unwrap_or(usize::MAX).wrapping_sub(1);
    all(connection, dossier)?.get(position).map(text).transpose()
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
        report.name,
        hash,
        report.bytes
    ])?;
    Ok(())
}
