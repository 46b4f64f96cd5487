//! What must hold before a sign-off; every breach is listed.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use scoring::{
    Answer, Answers, Code, CriteriaSet, Method, Outcome, Problem, Score, ScoredBy, Status, Verdict,
    WarningKind,
};

use super::{Blocker, BlockerKind};
use crate::carry_over::positions;
use crate::dossier::Dossier;
use crate::evidence::Evidence;
use crate::profile::Profile;

/// What stands in the way of signing a dossier off, apart from the report's date.
pub(crate) fn blockers(dossier: &Dossier, score: &Score) -> Vec<Blocker> {
    let set = &dossier.set.set;
    let mut blockers = item_blockers(set, &dossier.answers, &dossier.evidence, score);
    blockers.extend(unconfirmed(&dossier.carried));
    let position = positions(set);
    blockers.sort_by_key(|blocker| blocker.code.as_ref().and_then(|code| position.get(code)));
    blockers.extend(empty_fields(&dossier.profile));
    blockers
}

fn unconfirmed(carried: &BTreeSet<Code>) -> impl Iterator<Item = Blocker> {
    carried.iter().map(|code| Blocker {
        code: Some(code.clone()),
        part: None,
        kind: BlockerKind::CarriedOver,
    })
}

/// What stands in the way among the items of a set, with the score of these answers to it; that an
/// answer waits to be confirmed is no matter of these answers, but of the dossier.
pub fn item_blockers(
    set: &CriteriaSet,
    answers: &Answers,
    evidence: &[Evidence],
    score: &Score,
) -> Vec<Blocker> {
    let citations = evidence.iter().flat_map(|evidence| &evidence.citations);
    let cited: BTreeSet<&Code> = citations.map(|citation| &citation.code).collect();
    let nothing = Answer::default();
    let mut blockers = Vec::new();

    for item in set.sub_criteria().filter(|item| item.scored_by == ScoredBy::Unit) {
        let Some(result) = score.sub_criterion(&item.code) else {
            continue;
        };
        let parts = match &item.method {
            Method::Sum(parts) => parts.iter().map(|part| part.key.as_str()).collect(),
            Method::Single(_) => Vec::new(),
        };
        let answer = answers.sub_criteria.get(&item.code).unwrap_or(&nothing);
        let entry = Entry { code: &item.code, parts, answer, outcome: &result.outcome };
        blockers.extend(entry.incomplete());
        blockers.extend(entry.invalid());
        blockers.extend(entry.without_reason());
        blockers.extend(entry.unproven(&cited));
    }
    for item in &score.bonus {
        let answer = answers.bonus.get(&item.code).unwrap_or(&nothing);
        let (code, parts) = (&item.code, Vec::new());
        let entry = Entry { code, parts, answer, outcome: &item.outcome };
        blockers.extend(entry.invalid());
        blockers.extend(entry.unproven(&cited));
    }
    blockers.extend(invalid_penalties(score));
    blockers
}

fn empty_fields(profile: &Profile) -> impl Iterator<Item = Blocker> {
    profile.empty_fields().into_iter().map(|field| {
        let kind = BlockerKind::EmptyProfileField(field);
        Blocker { code: None, part: None, kind }
    })
}

/// The first and the last day that a report on this year can bear, seen from today.
pub(crate) fn report_date_bounds(year: i32, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let earliest = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN);
    let latest = today.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    (earliest, latest)
}

/// What was entered for an item, and what came of it.
struct Entry<'a> {
    code: &'a Code,
    /// Keys of the parts of a `sum`, in the order of their outcomes.
    parts: Vec<&'a str>,
    answer: &'a Answer,
    outcome: &'a Outcome,
}

impl Entry<'_> {
    fn blocker(&self, part: Option<&str>, kind: BlockerKind) -> Blocker {
        Blocker { code: Some(self.code.clone()), part: part.map(str::to_owned), kind }
    }

    /// The parts whose outcome is so, without an explanation of their own.
    fn unexplained(&self, is_so: impl Fn(&Outcome) -> bool) -> Vec<&str> {
        let explained = |key| self.answer.parts.get(key).is_some_and(Answer::is_explained);
        let results = self.parts.iter().copied().zip(&self.outcome.parts);
        results.filter(|(key, part)| is_so(part) && !explained(*key)).map(|(key, _)| key).collect()
    }

    /// An explanation of the item, or of each part that is incomplete, makes up for what is missing.
    fn incomplete(&self) -> Option<Blocker> {
        let Verdict::Incomplete { missing, round_date } = &self.outcome.verdict else {
            return None;
        };
        let is_incomplete = |part: &Outcome| part.status() == Status::Incomplete;
        let by_parts = !self.parts.is_empty() && self.unexplained(is_incomplete).is_empty();
        if self.answer.is_explained() || by_parts {
            return None;
        }
        let (missing, round_date) = (missing.clone(), round_date.clone());
        Some(self.blocker(None, BlockerKind::Incomplete { missing, round_date }))
    }

    fn invalid(&self) -> Option<Blocker> {
        let Verdict::Invalid(problems) = &self.outcome.verdict else {
            return None;
        };
        Some(self.blocker(None, BlockerKind::Invalid(problems.clone())))
    }

    fn without_reason(&self) -> Vec<Blocker> {
        if self.answer.not_applicable {
            let missing = is_claimed(self.outcome) && !self.answer.is_explained();
            return missing
                .then(|| self.blocker(None, BlockerKind::NoReason))
                .into_iter()
                .collect();
        }
        let parts = self.unexplained(is_claimed).into_iter();
        parts.map(|key| self.blocker(Some(key), BlockerKind::NoReason)).collect()
    }

    fn unproven(&self, cited: &BTreeSet<&Code>) -> Option<Blocker> {
        let scored = self.outcome.status() == Status::Scored && !self.outcome.points.is_zero();
        let explained =
            self.answer.is_explained() || self.answer.parts.values().any(Answer::is_explained);
        let unproven = scored && !explained && !cited.contains(self.code);
        unproven.then(|| self.blocker(None, BlockerKind::NoEvidence))
    }
}

fn is_claimed(outcome: &Outcome) -> bool {
    matches!(outcome.status(), Status::NotApplicable | Status::Excluded)
}

/// Invalid penalty entries: scoring counts them as 0 and reports them among its warnings.
fn invalid_penalties(score: &Score) -> impl Iterator<Item = Blocker> {
    score.warnings.iter().filter_map(|warning| match &warning.kind {
        WarningKind::InvalidPenalty(kind) => {
            let problem = Problem {
                part: warning.part.clone(),
                input: warning.field.clone(),
                kind: kind.clone(),
            };
            let kind = BlockerKind::Invalid(vec![problem]);
            Some(Blocker { code: Some(warning.code.clone()), part: None, kind })
        }
        _ => None,
    })
}
