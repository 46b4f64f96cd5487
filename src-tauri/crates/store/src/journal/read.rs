//! Reading the journal: whole, by pages, and whether it is as it was written.

use rusqlite::{Connection, OptionalExtension, params};
use scoring::Code;

use super::{Entry, Line, break_in, lines};
use crate::answer::Section;
use crate::change::{Subject, Value};
use crate::dossier;
use crate::error::Result;
use crate::store::Store;

/// A part of a dossier's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalPage {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Whether there are older ones.
    pub older: bool,
}

impl Store {
    /// Everything that was done to a dossier, oldest first.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`](crate::Error::UnknownDossier);
    /// [`Error::Damaged`](crate::Error::Damaged) for an entry that no program wrote.
    pub fn history(&self, dossier: &str) -> Result<Vec<Entry>> {
        self.close_entry();
        let head = dossier::head(self.connection(), dossier)?;
        lines(self.connection(), head.key)?.into_iter().map(Line::into_entry).collect()
    }

    /// The newest entries, at most so many: those about a code where one is given, and those
    /// before a position where one is given.
    ///
    /// # Errors
    /// As [`Self::history`].
    pub fn history_page(
        &self,
        dossier: &str,
        (code, before): (Option<&Code>, Option<i64>),
        most: u32,
    ) -> Result<JournalPage> {
        self.close_entry();
        let head = dossier::head(self.connection(), dossier)?;
        let mut statement = self.connection().prepare_cached(include_str!("page.sql"))?;
        // One more than is wanted tells whether there are older ones.
        let rows = statement.query_map(
            params![
                head.key,
                before.unwrap_or(i64::MAX),
                code.map(Code::as_str),
                code.map(subjects_of),
                i64::from(most) + 1,
            ],
            Line::from_row,
        )?;
        let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let older = found.len() > most;
        found.truncate(most);
        let entries = found.into_iter().map(Line::into_entry).collect::<Result<_>>()?;
        Ok(JournalPage { entries, older })
    }

    /// The value that a subject had last, though it may be gone; none where the journal never named
    /// it.
    ///
    /// # Errors
    /// As [`Self::history`].
    pub fn last_value(&self, dossier: &str, subject: &Subject) -> Result<Option<Value>> {
        let head = dossier::head(self.connection(), dossier)?;
        let mut statement = self.connection().prepare_cached(include_str!("last_value.sql"))?;
        let found = statement.query_row(params![head.key, subject.to_string()], |row| row.get(0));
        let text: Option<String> = found.optional()?.flatten();
        text.map(|text| subject.value(&text)).transpose()
    }

    /// The position of the first entry that is not as it was written; none where the chain is whole.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`](crate::Error::UnknownDossier).
    pub fn broken_history(&self, dossier: &str) -> Result<Option<i64>> {
        let head = dossier::head(self.connection(), dossier)?;
        Ok(break_in(&lines(self.connection(), head.key)?, &head.id))
    }
}

/// One entry; none where the journal has none at this position.
pub(crate) fn entry(connection: &Connection, dossier: i64, seq: i64) -> Result<Option<Entry>> {
    let mut statement = connection.prepare_cached(include_str!("entry.sql"))?;
    let line = statement.query_row(params![dossier, seq], Line::from_row).optional()?;
    line.map(Line::into_entry).transpose()
}

/// The names of the subjects that end in a code, as a JSON list for a statement.
fn subjects_of(code: &Code) -> String {
    let sections = [Section::SubCriterion, Section::Bonus, Section::Penalty];
    let answers = sections.map(|section| Subject::Answer { section, code: code.clone() });
    let carried = Subject::Carried { code: code.clone() };
    let names: Vec<String> = answers.iter().chain([&carried]).map(Subject::to_string).collect();
    serde_json::json!(names).to_string()
}
