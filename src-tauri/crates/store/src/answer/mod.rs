//! Answers: what the unit entered, with the text of its numbers as it was typed.

mod enter;
mod restore;

use rusqlite::{Connection, OptionalExtension, params};
use scoring::{Answer, Answers, Code, Value};

use crate::error::{Error, Result};
use crate::normal_form::nfc;

/// Where an answer stands in a file of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Among the sub-criteria.
    SubCriterion,
    /// Among the bonus items.
    Bonus,
    /// Among the penalty items.
    Penalty,
}

impl Section {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SubCriterion => "subCriterion",
            Self::Bonus => "bonus",
            Self::Penalty => "penalty",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::SubCriterion, Self::Bonus, Self::Penalty].into_iter().find(|one| one.name() == name)
    }
}

pub(crate) fn body(connection: &Connection, dossier: i64, code: &Code) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("body.sql"))?;
    Ok(statement.query_row(params![dossier, code.as_str()], |row| row.get(0)).optional()?)
}

pub(crate) fn save(
    connection: &Connection,
    dossier: i64,
    section: Section,
    code: &Code,
    body: &str,
) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("save.sql"))?;
    statement.execute(params![dossier, code.as_str(), section.name(), body])?;
    Ok(())
}

pub(crate) fn clear(connection: &Connection, dossier: i64, code: &Code) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("clear.sql"))?;
    statement.execute(params![dossier, code.as_str()])?;
    Ok(())
}

/// A dossier's answers; set and deadlines are the caller's to fill in.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<Answers> {
    let mut answers = Answers::default();
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let mut rows = statement.query([dossier])?;
    while let Some(row) = rows.next()? {
        let (section, code): (String, String) = (row.get(0)?, row.get(1)?);
        let body: String = row.get(2)?;
        let damaged = || Error::damaged(format_args!("answer {code}"));
        let answer = Answer::parse(body.as_bytes()).map_err(|_| damaged())?;
        let entries = match Section::named(&section).ok_or_else(damaged)? {
            Section::SubCriterion => &mut answers.sub_criteria,
            Section::Bonus => &mut answers.bonus,
            Section::Penalty => &mut answers.penalty,
        };
        entries.insert(Code::new(code), answer);
    }
    Ok(answers)
}

/// Every answer with its section.
pub(crate) fn entered(answers: &Answers) -> impl Iterator<Item = (Section, &Code, &Answer)> {
    let sections = [
        (Section::SubCriterion, &answers.sub_criteria),
        (Section::Bonus, &answers.bonus),
        (Section::Penalty, &answers.penalty),
    ];
    sections.into_iter().flat_map(|(section, entries)| {
        entries.iter().map(move |(code, answer)| (section, code, answer))
    })
}

/// The text under which an answer is stored; none for one that says nothing.
pub(crate) fn text(answer: &Answer) -> Option<String> {
    let answer = normalised(answer);
    if answer.is_empty() { None } else { Some(answer.to_json().to_compact()) }
}

/// The answer with its texts in NFC; an explanation of white space alone is none.
fn normalised(answer: &Answer) -> Answer {
    let value = |value: &Value| match value {
        Value::Text(text) => Value::Text(nfc(text)),
        other => other.clone(),
    };
    let explanation = answer.explanation.as_deref().filter(|text| !text.trim().is_empty());
    Answer {
        inputs: answer.inputs.iter().map(|(key, given)| (key.clone(), value(given))).collect(),
        not_applicable: answer.not_applicable,
        explanation: explanation.map(nfc),
        parts: answer.parts.iter().map(|(key, part)| (key.clone(), normalised(part))).collect(),
    }
}
