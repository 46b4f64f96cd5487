//! What a dossier may be signed off with, but deserves a look.

use chrono::NaiveDate;
use scoring::{Answer, Answers, Code, Score, Value, WarningKind, parse_date};

use super::{PlannedDate, ReviewWarning};
use crate::dossier::Dossier;
use crate::evidence::Evidence;

/// The warnings of a dossier on this day.
pub(super) fn warnings(dossier: &Dossier, score: &Score, today: NaiveDate) -> Vec<ReviewWarning> {
    // Invalid entries are blockers already.
    let scoring =
        score.warnings.iter().filter(|warning| warning.kind == WarningKind::OverHundredPercent);
    let planned = planned_dates(&dossier.answers, today).into_iter();
    scoring
        .map(|warning| ReviewWarning::Scoring(warning.clone()))
        .chain(planned.map(ReviewWarning::PlannedDate))
        .chain(dossier.evidence.iter().flat_map(|evidence| of_document(evidence, today)))
        .collect()
}

/// The dates after this day that answers name, as far as they are scored.
pub fn planned_dates(answers: &Answers, day: NaiveDate) -> Vec<PlannedDate> {
    let entered = answers.sub_criteria.iter().chain(&answers.bonus).chain(&answers.penalty);
    let scored = entered.filter(|(_, answer)| !answer.not_applicable);
    scored.flat_map(|(code, answer)| planned(code, answer, day)).collect()
}

fn planned(code: &Code, answer: &Answer, day: NaiveDate) -> Vec<PlannedDate> {
    let own = answer.inputs.iter().map(|input| (None, input));
    let parts = answer.parts.iter().filter(|(_, answer)| !answer.not_applicable);
    let parts = parts.flat_map(|(part, answer)| {
        answer.inputs.iter().map(move |input| (Some(part.clone()), input))
    });
    own.chain(parts)
        .filter_map(|(part, (input, value))| {
            let Value::Text(text) = value else {
                return None;
            };
            let date = parse_date(text).filter(|date| *date > day)?;
            let (code, input) = (code.clone(), input.clone());
            Some(PlannedDate { code, part, input, date })
        })
        .collect()
}

fn of_document(evidence: &Evidence, today: NaiveDate) -> Vec<ReviewWarning> {
    let id = || evidence.id.clone();
    let future = evidence.document.date.filter(|date| *date > today);
    let future = future.map(|date| ReviewWarning::FutureEvidence { evidence: id(), date });
    let uncited = evidence.citations.is_empty();
    let uncited = uncited.then(|| ReviewWarning::UncitedEvidence { evidence: id() });
    let vague = evidence.citations.iter().filter(|citation| citation.place.is_vague());
    let vague = vague.map(|citation| ReviewWarning::VagueCitation {
        evidence: id(),
        code: citation.code.clone(),
    });
    future.into_iter().chain(uncited).chain(vague).collect()
}
