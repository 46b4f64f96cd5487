//! Answers to a set (`par-answers/1`): what the unit entered, exactly as it was typed.

mod read;
mod write;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::code::Code;
use crate::fault::{Fault, FaultKind};
use crate::set::CriteriaSet;

/// Everything a unit has entered for a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The set's identifier.
    pub criteria_set: String,
    /// The dates that the scoring round fixes.
    pub deadlines: BTreeMap<String, NaiveDate>,
    /// Answers to sub-criteria.
    pub sub_criteria: BTreeMap<Code, Answer>,
    /// Entries for bonus items.
    pub bonus: BTreeMap<Code, Answer>,
    /// Entries for penalty items.
    pub penalty: BTreeMap<Code, Answer>,
}

/// What was entered for one sub-criterion, part, bonus or penalty item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Values by input key; a missing one is simply not there.
    pub inputs: BTreeMap<String, Value>,
    /// Whether "không phát sinh" is claimed.
    pub not_applicable: bool,
    /// The written explanation or reason.
    pub explanation: Option<String>,
    /// Answers to the parts of a `sum`.
    pub parts: BTreeMap<String, Answer>,
}

/// A value as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A number as written; it is read as a decimal when it is scored.
    Number(String),
    /// An option's id, a date or `not-done`.
    Text(String),
}

impl Answer {
    /// Whether nothing at all was entered, so that it stands for no answer.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a written explanation is there.
    pub fn is_explained(&self) -> bool {
        self.explanation.as_deref().is_some_and(|text| !text.trim().is_empty())
    }
}

impl Answers {
    /// What was entered for an item, whichever section it belongs to; none where nothing was.
    pub fn get(&self, code: &Code) -> Option<&Answer> {
        let sections = [&self.sub_criteria, &self.bonus, &self.penalty];
        sections.into_iter().find_map(|section| section.get(code))
    }

    /// What these answers say that the set does not know: another set's id, unknown codes and
    /// deadlines (`scoring.md`, "The headless door").
    pub fn faults_against(&self, set: &CriteriaSet) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut refuse = |code: &str, field: &str, kind| {
            faults.push(Fault { code: code.to_owned(), field: field.to_owned(), kind });
        };
        if self.criteria_set != set.id {
            let (found, expected) = (self.criteria_set.clone(), set.id.clone());
            refuse("", "criteriaSet", FaultKind::OtherSet { found, expected });
        }
        for name in self.deadlines.keys().filter(|name| !set.deadlines.contains_key(*name)) {
            refuse("", "deadlines", FaultKind::UnknownDeadline { found: name.clone() });
        }
        for code in self.sub_criteria.keys().filter(|code| set.sub_criterion(code).is_none()) {
            refuse(code.as_str(), "answers", FaultKind::UnknownCode);
        }
        for code in self.bonus.keys().filter(|code| set.bonus_item(code).is_none()) {
            refuse(code.as_str(), "bonus", FaultKind::UnknownCode);
        }
        for code in self.penalty.keys().filter(|code| set.penalty_item(code).is_none()) {
            refuse(code.as_str(), "penalty", FaultKind::UnknownCode);
        }
        faults
    }
}

#[cfg(test)]
mod tests;
