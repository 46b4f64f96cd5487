//! Entering answers: one, or those of a file.

use chrono::NaiveDate;
use scoring::{Answer, Answers, Code, Fault, FaultKind, ScoredBy};

use super::{Section, entered, text};
use crate::change::{Changed, Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier;
use crate::error::{AnswerRefusal, Error, Result};
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

impl Store {
    /// Enters one answer; an empty one clears it. Invalid values are kept as they were entered. One
    /// that was carried over is confirmed thereby.
    ///
    /// # Errors
    /// [`Error::AnswersRefused`] for an unknown code or an item that the unit does not score
    /// itself, [`Error::WrongState`].
    pub fn set_answer(
        &mut self,
        dossier: &str,
        code: &Code,
        answer: &Answer,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::SetAnswer), stamp, |desk| {
            let section = desk.set.section(code).ok_or_else(|| unknown(code))?;
            let refusal = not_self_scored(&desk.set, code);
            refuse(refusal.into_iter().collect())?;
            desk.put_typed(Subject::Answer { section, code: code.clone() }, text(answer))?;
            desk.put(Subject::Carried { code: code.clone() }, None)
        });
        done.map(|(changed, ())| changed)
    }

    /// Takes in the answers of a file, in one step: one given replaces the whole of the answer
    /// there, an empty one clears it, others stay.
    ///
    /// # Errors
    /// [`Error::AnswersRefused`] with everything that speaks against them, [`Error::WrongState`].
    pub fn set_answers(
        &mut self,
        dossier: &str,
        answers: &Answers,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::SetAnswers), stamp, |desk| {
            let round = dossier::round(&desk.transaction, desk.head.key)?;
            refuse(refusals(&desk.set, answers, &round.deadlines))?;
            entered(answers)
                .try_for_each(|(section, code, answer)| enter(desk, section, code, answer))
        });
        done.map(|(changed, ())| changed)
    }
}

/// Gives an item this answer; what was entered is no longer merely carried over.
pub(super) fn enter(
    desk: &mut Desk<'_>,
    section: Section,
    code: &Code,
    answer: &Answer,
) -> Result<()> {
    desk.put(Subject::Answer { section, code: code.clone() }, text(answer))?;
    desk.put(Subject::Carried { code: code.clone() }, None)
}

fn refusals(
    set: &StoredSet,
    answers: &Answers,
    round: &std::collections::BTreeMap<String, NaiveDate>,
) -> Vec<AnswerRefusal> {
    let faults = answers.faults_against(&set.set).into_iter().map(AnswerRefusal::Fault);
    let others = answers.sub_criteria.keys().filter_map(|code| not_self_scored(set, code));
    // A deadline that the set does not know is among the faults.
    let known = answers.deadlines.iter().filter(|(name, _)| set.set.deadlines.contains_key(*name));
    let deadlines =
        known.filter(|(name, given)| round.get(*name) != Some(*given)).map(|(name, given)| {
            AnswerRefusal::Deadline {
                name: name.clone(),
                given: *given,
                round: round.get(name).copied(),
            }
        });
    faults.chain(others).chain(deadlines).collect()
}

fn not_self_scored(set: &StoredSet, code: &Code) -> Option<AnswerRefusal> {
    let scored_by = set.sub_criterion(code)?.scored_by;
    let refused = AnswerRefusal::NotSelfScored { code: code.clone(), scored_by };
    (scored_by != ScoredBy::Unit).then_some(refused)
}

fn unknown(code: &Code) -> Error {
    let (code, field) = (code.to_string(), "answers".to_owned());
    let fault = Fault { code, field, kind: FaultKind::UnknownCode };
    Error::AnswersRefused(vec![AnswerRefusal::Fault(fault)])
}

fn refuse(refusals: Vec<AnswerRefusal>) -> Result<()> {
    if refusals.is_empty() { Ok(()) } else { Err(Error::AnswersRefused(refusals)) }
}
