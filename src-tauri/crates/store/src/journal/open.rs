//! The entry that is still being typed: rests of one person in one field become one entry.

use chrono::{DateTime, FixedOffset, TimeDelta};
use rusqlite::{Connection, params};

use super::{Chain, Line, Record};
use crate::error::Result;

/// How long an entry stays open after it was begun.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(2);

/// The last entry of a dossier's journal, as long as what its author types next into the same field
/// becomes one entry with it.
///
/// It lives in memory alone. Whatever copies the journal closes it first, so that no copy has an entry
/// that the data file replaces.
#[derive(Debug)]
pub(crate) struct OpenEntry {
    dossier: i64,
    line: Line,
    began: DateTime<FixedOffset>,
}

impl OpenEntry {
    /// Whether a record goes on with what this entry began. A record that leads back to the value
    /// before the entry does not: no entry says that nothing changed.
    fn is_continued_by(&self, end: &Chain, record: &Record, now: DateTime<FixedOffset>) -> bool {
        (self.dossier, self.line.hash) == (end.key, end.hash)
            && self.line.op == record.op.name()
            && self.line.subject == record.change.subject.to_string()
            && self.line.by == record.by
            && self.line.before != record.change.after
            && (self.began..=self.began + OPEN_FOR).contains(&now)
    }

    /// The same entry with the value and the moment of a record.
    fn with(self, end: &Chain, record: Record) -> Self {
        let line = Line { at: record.at, after: record.change.after, ..self.line };
        let line = Line { hash: line.due_hash(&end.dossier), ..line };
        Self { line, ..self }
    }
}

impl Chain {
    /// Puts a record on the chain that a person typed at this moment: into the open entry where it goes
    /// on with that one, else as a step of its own. The entry that it is in is open from then on.
    pub(crate) fn type_in(
        self,
        connection: &Connection,
        (open, now): (Option<OpenEntry>, DateTime<FixedOffset>),
        record: Record,
    ) -> Result<(Self, OpenEntry)> {
        if let Some(open) = open.filter(|open| open.is_continued_by(&self, &record, now)) {
            let open = open.with(&self, record);
            replace_last(connection, self.key, &open.line)?;
            return Ok((Self { hash: open.line.hash, ..self }, open));
        }
        let next = self.next_step();
        let line = next.line(&record);
        super::append(connection, next.key, &line)?;
        let chain = Self { seq: line.seq, hash: line.hash, ..next };
        let open = OpenEntry { dossier: chain.key, line, began: now };
        Ok((chain, open))
    }
}

fn replace_last(connection: &Connection, dossier: i64, line: &Line) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("replace_last.sql"))?;
    statement.execute(params![dossier, line.seq, line.at, line.after, line.hash])?;
    Ok(())
}
