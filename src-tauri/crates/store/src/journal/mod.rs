//! The journal: who changed what, when, from which value to which; one chain a dossier.
//!
//! Each entry bears the SHA-256 of the compact JSON list
//! `["par-journal/1", dossier, seq, step, op, subject, at, name, post, before, after, prev]`, where
//! `before` and `after` are the values' texts or `null`, and `prev` is the hash of the entry before
//! in hex (64 zeros for the first). An entry that is changed, removed or put in breaks the chain.

mod open;
mod read;

pub(crate) use open::OpenEntry;
pub(crate) use read::entry;
pub use read::{JournalPage, JournalSize};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::change::{Change, Op, Subject, Value};
use crate::dossier::Head;
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::stamp::Person;

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its position in the dossier's chain, from 1.
    pub seq: i64,
    /// The step it belongs to: the entries of one operation.
    pub step: i64,
    /// The operation.
    pub op: Op,
    /// What was changed.
    pub subject: Subject,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Person,
    /// The value before, as JSON.
    pub before: Option<String>,
    /// The value after, as JSON.
    pub after: Option<String>,
    /// The entry's hash, in hex.
    pub hash: String,
}

impl Entry {
    /// The values before and after, read as what they are.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a value that no program wrote.
    pub fn values(&self) -> Result<(Option<Value>, Option<Value>)> {
        let read = |text: &Option<String>| {
            text.as_deref().map(|text| self.subject.value(text)).transpose()
        };
        Ok((read(&self.before)?, read(&self.after)?))
    }
}

/// What is to be written, without its place in the chain.
pub(crate) struct Record {
    pub(crate) op: Op,
    pub(crate) change: Change,
    pub(crate) at: String,
    pub(crate) by: Person,
}

/// Where a dossier's chain ends.
pub(crate) struct Chain {
    key: i64,
    dossier: String,
    seq: i64,
    step: i64,
    hash: Hash,
}

impl Chain {
    /// The end as it is stored.
    pub(crate) fn end_of(connection: &Connection, head: &Head) -> Result<Self> {
        let mut statement = connection.prepare_cached(include_str!("last.sql"))?;
        let last =
            statement.query_row([head.key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let (seq, step, hash) = last.optional()?.unwrap_or((0, 0, Hash([0; 32])));
        Ok(Self { key: head.key, dossier: head.id.clone(), seq, step, hash })
    }

    /// The same end, for the next operation.
    pub(crate) fn next_step(self) -> Self {
        Self { step: self.step + 1, ..self }
    }

    /// Appends a record and gives the new end.
    pub(crate) fn append(self, connection: &Connection, record: &Record) -> Result<Self> {
        let line = self.line(record);
        append(connection, self.key, &line)?;
        Ok(Self { seq: line.seq, hash: line.hash, ..self })
    }

    /// The line that a record becomes after this end.
    fn line(&self, record: &Record) -> Line {
        let line = Line {
            seq: self.seq + 1,
            step: self.step,
            op: record.op.name().to_owned(),
            subject: record.change.subject.to_string(),
            at: record.at.clone(),
            by: record.by.clone(),
            prev: self.hash,
            hash: Hash([0; 32]),
            before: record.change.before.clone(),
            after: record.change.after.clone(),
        };
        Line { hash: line.due_hash(&self.dossier), ..line }
    }

    /// The last entry's position and hash.
    pub(crate) fn position(&self) -> (i64, Hash) {
        (self.seq, self.hash)
    }
}

/// Puts a line into the file as it is.
pub(crate) fn append(connection: &Connection, dossier: i64, line: &Line) -> Result<()> {
    connection.prepare_cached(include_str!("append.sql"))?.execute(params![
        dossier,
        line.seq,
        line.step,
        line.op,
        line.subject,
        line.at,
        line.by.name,
        line.by.post,
        line.prev,
        line.hash,
        line.before,
        line.after,
    ])?;
    Ok(())
}

/// A row of the journal as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) seq: i64,
    pub(crate) step: i64,
    pub(crate) op: String,
    pub(crate) subject: String,
    pub(crate) at: String,
    pub(crate) by: Person,
    pub(crate) prev: Hash,
    pub(crate) hash: Hash,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Line {
    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            step: row.get(1)?,
            op: row.get(2)?,
            subject: row.get(3)?,
            at: row.get(4)?,
            by: Person { name: row.get(5)?, post: row.get(6)? },
            prev: row.get(7)?,
            hash: row.get(8)?,
            before: row.get(9)?,
            after: row.get(10)?,
        })
    }

    /// The hash that an untouched line bears.
    fn due_hash(&self, dossier: &str) -> Hash {
        let list = serde_json::json!([
            "par-journal/1",
            dossier,
            self.seq,
            self.step,
            self.op,
            self.subject,
            self.at,
            self.by.name,
            self.by.post,
            self.before,
            self.after,
            self.prev.hex(),
        ]);
        Hash::of(&list.to_string())
    }

    pub(crate) fn into_entry(self) -> Result<Entry> {
        let unreadable = || Error::damaged(format_args!("journal entry {}", self.seq));
        Ok(Entry {
            seq: self.seq,
            step: self.step,
            op: Op::named(&self.op).ok_or_else(unreadable)?,
            subject: Subject::parse(&self.subject).ok_or_else(unreadable)?,
            at: self.at.parse().map_err(|_| unreadable())?,
            hash: self.hash.hex(),
            by: self.by,
            before: self.before,
            after: self.after,
        })
    }
}

/// A dossier's chain as it is stored.
pub(crate) fn lines(connection: &Connection, dossier: i64) -> Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let lines = statement.query_map([dossier], Line::from_row)?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// The first entry at which a chain is broken.
pub(crate) fn break_in(lines: &[Line], dossier: &str) -> Option<i64> {
    let mut prev = Hash([0; 32]);
    for (line, seq) in lines.iter().zip(1..) {
        if line.seq != seq || line.prev != prev || line.hash != line.due_hash(dossier) {
            return Some(line.seq);
        }
        prev = line.hash;
    }
    None
}

/// When a dossier was changed last, and by whom.
pub(crate) fn last_change(
    connection: &Connection,
    dossier: i64,
) -> Result<(DateTime<Utc>, Person)> {
    let mut statement = connection.prepare_cached(include_str!("last_change.sql"))?;
    let last = statement.query_row([dossier], |row| {
        Ok((row.get(0)?, Person { name: row.get(1)?, post: row.get(2)? }))
    });
    last.optional()?.ok_or_else(|| Error::damaged("a dossier without a journal"))
}

/// Where the entries of a step stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StepAt {
    first: i64,
    last: i64,
}

impl StepAt {
    /// Its last entry.
    pub(crate) const fn last(self) -> i64 {
        self.last
    }
}

/// The operations after an entry and since the last that undo may not pass, oldest first.
pub(crate) fn steps(
    connection: &Connection,
    dossier: i64,
    after: i64,
) -> Result<Vec<(StepAt, Op)>> {
    let mut statement = connection.prepare_cached(include_str!("steps.sql"))?;
    let mut rows = statement.query(params![dossier, after, Op::boundaries()])?;
    let mut steps: Vec<(StepAt, Op)> = Vec::new();
    let mut step_before = None;
    while let Some(row) = rows.next()? {
        let (seq, step): (i64, i64) = (row.get(0)?, row.get(1)?);
        match steps.last_mut() {
            Some((at, _)) if step_before == Some(step) => at.last = seq,
            _ => {
                let op: String = row.get(2)?;
                let op =
                    Op::named(&op).ok_or_else(|| Error::damaged(format_args!("operation {op}")))?;
                steps.push((StepAt { first: seq, last: seq }, op));
            }
        }
        step_before = Some(step);
    }
    Ok(steps)
}

/// The changes of a step, in the order in which they were made, and its operation.
pub(crate) fn step(connection: &Connection, dossier: i64, at: StepAt) -> Result<(Op, Vec<Change>)> {
    let mut statement = connection.prepare_cached(include_str!("step.sql"))?;
    let rows = statement.query_map(params![dossier, at.first, at.last], |row| {
        let texts = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        Ok((texts, row.get(2)?, row.get(3)?))
    })?;
    let unreadable = || Error::damaged(format_args!("journal entry {}", at.first));
    let mut changes = Vec::new();
    let mut done = None;
    for row in rows {
        let ((op, subject), before, after) = row?;
        done = Op::named(&op);
        let subject = Subject::parse(&subject).ok_or_else(unreadable)?;
        changes.push(Change { subject, before, after });
    }
    Ok((done.ok_or_else(unreadable)?, changes))
}
