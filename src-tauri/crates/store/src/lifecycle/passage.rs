//! What a dossier has passed since its sign-off, as data and as rows.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::change::Op;
use crate::dossier::{stored, text};
use crate::error::{Error, Result};
use crate::normal_form::nfc;
use crate::stamp::Person;

/// How a dossier was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Channel {
    /// Brought by hand.
    InPerson,
    /// By post.
    Post,
    /// Through the network on which offices exchange documents.
    DocumentExchange,
    /// By e-mail.
    Email,
    /// Entered in the province's own software.
    ProvincialSoftware,
    /// Otherwise.
    Other,
}

/// How and when a dossier was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Submission {
    /// The day.
    pub date: NaiveDate,
    /// The channel.
    pub channel: Channel,
    /// Number and symbol of the document under which it was handed in: "281/BC-UBND".
    pub number: String,
    /// What confirms the receipt, as a number or in words; empty where nothing does yet.
    pub receipt: String,
}

/// A step of a dossier's way after its sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its position among the dossier's passages, from 1.
    pub ordinal: u32,
    /// The operation.
    pub op: Op,
    /// The sign-off that stood then, by its ordinal.
    pub sign_off: u32,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Person,
    /// What it records.
    pub particulars: Particulars,
}

/// What a passage records besides its moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Particulars {
    /// The submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Submission>,
    /// The written reason or explanation; empty where none is asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// What of a passage the journal keeps.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record {
    pub(crate) op: String,
    pub(crate) sign_off: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    submission: Option<Submission>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
}

impl Submission {
    /// The same with texts trimmed and in NFC.
    pub(super) fn normalised(&self) -> Self {
        let (number, receipt) = (nfc(self.number.trim()), nfc(self.receipt.trim()));
        Self { number, receipt, ..self.clone() }
    }
}

impl Particulars {
    /// Those that consist of a text.
    pub(crate) fn of_text(text: &str) -> Self {
        Self { submission: None, text: nfc(text.trim()) }
    }
}

/// Puts a passage into the file and gives its ordinal.
pub(crate) fn insert(
    connection: &Connection,
    dossier: i64,
    (op, sign_off): (Op, u32),
    particulars: &Particulars,
    (at, by): (&str, &Person),
) -> Result<u32> {
    let mut statement = connection.prepare_cached(include_str!("insert.sql"))?;
    Ok(statement.query_row(
        params![dossier, op.name(), sign_off, at, by.name, by.post, text(particulars)?],
        |row| row.get(0),
    )?)
}

/// A dossier's passages, oldest first.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Vec<Passage>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map([dossier], |row| Ok(passage(row)))?;
    rows.collect::<rusqlite::Result<Result<_>>>()?
}

/// What of a passage the journal keeps.
pub(crate) fn text_of_passage(
    connection: &Connection,
    dossier: i64,
    ordinal: u32,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("particulars.sql"))?;
    let found = statement.query_row(params![dossier, ordinal], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    });
    let Some((op, sign_off, particulars)) = found.optional()? else {
        return Ok(None);
    };
    let Particulars { submission, text: words } = stored(&particulars)?;
    text(&Record { op, sign_off, submission, text: words }).map(Some)
}

/// What a passage records, as the journal keeps it.
pub(crate) fn recorded_particulars(record: &str) -> Result<Particulars> {
    Ok(stored::<Record>(record)?.particulars())
}

impl Record {
    pub(crate) fn particulars(self) -> Particulars {
        Particulars { submission: self.submission, text: self.text }
    }
}

fn passage(row: &Row<'_>) -> Result<Passage> {
    let op: String = row.get(1)?;
    Ok(Passage {
        ordinal: row.get(0)?,
        op: Op::named(&op).ok_or_else(|| Error::damaged(format_args!("passage {op}")))?,
        sign_off: row.get(2)?,
        at: row.get(3)?,
        by: Person { name: row.get(4)?, post: row.get(5)? },
        particulars: stored(&row.get::<_, String>(6)?)?,
    })
}
