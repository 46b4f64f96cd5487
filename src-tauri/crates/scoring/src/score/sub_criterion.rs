//! One sub-criterion: claims, parts, rule, status.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::outcome::{Derivation, Outcome, Problem, ProblemKind, Status, Verdict};
use super::rules::{self, NoRoundDate};
use super::values::{self, Values};
use crate::answers::Answer;
use crate::decimal::Decimal;
use crate::set::{Method, NotApplicable, Part, Rounding, Rule, SubCriterion, Treatment};

/// What holds for every item of a set: its rounding and the round's dates.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) rounding: Rounding,
    pub(super) dates: &'a BTreeMap<String, NaiveDate>,
}

/// Scores one sub-criterion by itself, as a window does while figures are typed.
///
/// `dates` are those that the round fixes, by name.
pub fn evaluate(
    item: &SubCriterion,
    answer: &Answer,
    rounding: Rounding,
    dates: &BTreeMap<String, NaiveDate>,
) -> Outcome {
    let terms = Terms { rounding, dates };
    let claim = claim(answer, item.not_applicable.as_ref(), item.max_points);
    claim.unwrap_or_else(|| match &item.method {
        Method::Single(rule) => single(rule, answer, item.max_points, terms),
        Method::Sum(parts) => sum(parts, answer, item.max_points, terms),
    })
}

/// The outcome of a claim of "không phát sinh"; none where none is made.
fn claim(answer: &Answer, allowed: Option<&NotApplicable>, maximum: Decimal) -> Option<Outcome> {
    if !answer.not_applicable {
        return None;
    }
    let (verdict, points, applicable_max) = match allowed.map(|allowed| allowed.treatment) {
        Some(Treatment::Full) => (Verdict::NotApplicable, maximum, maximum),
        Some(Treatment::Exclude) => (Verdict::Excluded, Decimal::ZERO, Decimal::ZERO),
        None => {
            let kind = ProblemKind::ClaimNotAllowed;
            let problem = Problem { part: None, input: None, kind };
            (Verdict::Invalid(vec![problem]), Decimal::ZERO, maximum)
        }
    };
    Some(Outcome { verdict, points, applicable_max, parts: Vec::new() })
}

/// The outcome of a rule, of this maximum.
pub(super) fn single(rule: &Rule, answer: &Answer, maximum: Decimal, terms: Terms<'_>) -> Outcome {
    let (verdict, points) = match values::check(rule, answer) {
        Values::Wrong(problems) => (Verdict::Invalid(problems), Decimal::ZERO),
        Values::Missing(missing) => {
            (Verdict::Incomplete { missing, round_date: None }, Decimal::ZERO)
        }
        Values::Complete(given) => match rules::apply(rule, &given, terms.dates) {
            Ok((points, derivation)) => {
                (Verdict::Scored(derivation), points.rounded(terms.rounding))
            }
            Err(NoRoundDate(name)) => {
                let round_date = Some(name);
                (Verdict::Incomplete { missing: Vec::new(), round_date }, Decimal::ZERO)
            }
        },
    };
    Outcome { verdict, points, applicable_max: maximum, parts: Vec::new() }
}

fn sum(parts: &[Part], answer: &Answer, maximum: Decimal, terms: Terms<'_>) -> Outcome {
    let nothing = Answer::default();
    let outcomes: Vec<Outcome> = parts
        .iter()
        .map(|part| {
            let answer = answer.parts.get(&part.key).unwrap_or(&nothing);
            claim(answer, part.not_applicable.as_ref(), part.max_points)
                .unwrap_or_else(|| single(&part.rule, answer, part.max_points, terms))
        })
        .collect();

    let verdict = sum_verdict(parts, answer, &outcomes);
    let settled = matches!(verdict, Verdict::Scored(_) | Verdict::Excluded);
    let (points, applicable_max) = if settled {
        let points = outcomes.iter().map(|outcome| outcome.points).sum();
        (points, outcomes.iter().map(|outcome| outcome.applicable_max).sum())
    } else {
        (Decimal::ZERO, maximum)
    };
    Outcome { verdict, points, applicable_max, parts: outcomes }
}

/// One invalid part makes the whole invalid, else one incomplete part the whole incomplete; only
/// when every part is excluded, the whole is.
fn sum_verdict(parts: &[Part], answer: &Answer, outcomes: &[Outcome]) -> Verdict {
    let mut problems = Vec::new();
    if !answer.inputs.is_empty() {
        problems.push(Problem { part: None, input: None, kind: ProblemKind::InputsForSum });
    }
    for key in answer.parts.keys().filter(|key| !parts.iter().any(|part| part.key == **key)) {
        let kind = ProblemKind::UnknownPart;
        problems.push(Problem { part: Some(key.clone()), input: None, kind });
    }
    let (mut absent, mut date) = (Vec::new(), None);
    for (part, outcome) in parts.iter().zip(outcomes) {
        match &outcome.verdict {
            Verdict::Invalid(own) => problems.extend(
                own.iter()
                    .map(|problem| Problem { part: Some(part.key.clone()), ..problem.clone() }),
            ),
            Verdict::Incomplete { missing, round_date } => {
                absent.extend(missing.iter().map(|key| format!("{}.{key}", part.key)));
                date = date.or_else(|| round_date.clone());
            }
            _ => {}
        }
    }
    if !problems.is_empty() {
        Verdict::Invalid(problems)
    } else if !absent.is_empty() || date.is_some() {
        Verdict::Incomplete { missing: absent, round_date: date }
    } else if outcomes.iter().all(|outcome| outcome.status() == Status::Excluded) {
        Verdict::Excluded
    } else {
        Verdict::Scored(Derivation::Sum)
    }
}
