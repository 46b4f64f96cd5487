//! An entry of the journal in words.

use std::collections::HashMap;

use scoring::Answer;
use store::{Document, Dossier, Entry, Op, Store, Subject, Value};
use words::history as say;

use super::facts::{self, Difference, Fact};
use crate::error::Result;
use crate::wording;

/// An entry of the journal, with what people read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryLine {
    /// The entry.
    pub entry: Entry,
    /// What was done: "Sửa số liệu: 1.1.2".
    pub what: String,
    /// What changed thereby.
    pub differences: Vec<Difference>,
    /// Whether it is about an answer that was another one before than it is now.
    pub restorable: bool,
}

/// Tells entries of one dossier.
pub(crate) struct Teller<'a> {
    store: &'a Store,
    dossier: &'a Dossier,
    /// The documents that are there, by their identifiers: nearly every entry names one.
    documents: HashMap<&'a str, &'a Document>,
}

impl<'a> Teller<'a> {
    /// For the entries of a dossier.
    pub(crate) fn new(store: &'a Store, dossier: &'a Dossier) -> Self {
        let documents = dossier.evidence.iter().map(|one| (&*one.id, &one.document)).collect();
        Self { store, dossier, documents }
    }

    /// An entry in words.
    ///
    /// # Errors
    /// For a value that no program wrote.
    pub(crate) fn tell(&self, entry: Entry) -> Result<HistoryLine> {
        let (before, after) = entry.values()?;
        let (before, after) = (before.as_ref(), after.as_ref());
        let operation = match &entry.subject {
            Subject::Answer { .. } if entry.op == Op::SetAnswer => {
                entered(before.and_then(answer), after.and_then(answer))
            }
            _ => wording::operation(entry.op),
        };
        let document = self.document(&entry.subject, after.or(before))?;
        let what = wording::change(operation, &entry.subject, &document);
        let restorable = self.is_restorable(&entry.subject, before.and_then(answer));
        let differences = self.differences(&entry.subject, (before, after))?;
        Ok(HistoryLine { entry, what, differences, restorable })
    }

    /// What two values of a subject say differently.
    ///
    /// # Errors
    /// For a value that no program wrote.
    pub(crate) fn differences(
        &self,
        subject: &Subject,
        (before, after): (Option<&Value>, Option<&Value>),
    ) -> Result<Vec<Difference>> {
        Ok(facts::differences(self.facts(subject, before)?, self.facts(subject, after)?))
    }

    /// What a subject is called.
    ///
    /// # Errors
    /// As [`Self::differences`].
    pub(crate) fn name(&self, subject: &Subject, value: Option<&Value>) -> Result<String> {
        Ok(wording::subject(subject, &self.document(subject, value)?))
    }

    fn facts(&self, subject: &Subject, value: Option<&Value>) -> Result<Vec<Fact>> {
        let set = &self.dossier.set.set;
        match (subject, value) {
            (_, Some(value)) => Ok(facts::of(set, subject, value)),
            // A round that was not corrected is the one with which the dossier was made.
            (Subject::Round, None) => {
                let first = self.store.last_value(&self.dossier.id, &Subject::Dossier)?;
                Ok(first.map(|first| facts::of(set, subject, &first)).unwrap_or_default())
            }
            (_, None) => Ok(Vec::new()),
        }
    }

    /// The name of the document that a subject is about, as it stands or stood last.
    fn document(&self, subject: &Subject, value: Option<&Value>) -> Result<String> {
        let id = match (subject, value) {
            (_, Some(Value::Document(document))) => return Ok(wording::document(document)),
            (
                Subject::Evidence { id: evidence }
                | Subject::File { evidence }
                | Subject::Citation { evidence, .. },
                _,
            ) => evidence,
            _ => return Ok(String::new()),
        };
        if let Some(there) = self.documents.get(&**id) {
            return Ok(wording::document(there));
        }
        let gone = Subject::Evidence { id: id.clone() };
        Ok(match self.store.last_value(&self.dossier.id, &gone)? {
            Some(Value::Document(document)) => wording::document(&document),
            _ => id.clone(),
        })
    }

    fn is_restorable(&self, subject: &Subject, before: Option<&Answer>) -> bool {
        let Subject::Answer { code, .. } = subject else {
            return false;
        };
        before != self.dossier.answers.get(code)
    }
}

const fn answer(value: &Value) -> Option<&Answer> {
    match value {
        Value::Answer(answer) => Some(answer),
        _ => None,
    }
}

/// What entering an answer did.
fn entered(before: Option<&Answer>, after: Option<&Answer>) -> &'static str {
    match (before, after) {
        (None, Some(_)) => say::op_enter_answer(),
        (Some(_), None) => say::op_clear_answer(),
        (Some(before), Some(after)) if only_explained(before, after) => say::op_edit_explanation(),
        _ => say::op_set_answer(),
    }
}

fn only_explained(before: &Answer, after: &Answer) -> bool {
    let explanation = before.explanation.clone();
    before != after && *before == Answer { explanation, ..after.clone() }
}
