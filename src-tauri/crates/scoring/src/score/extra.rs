//! Bonus and penalty outside the set's maximum; what is missing or invalid counts 0.

use super::outcome::{Problem, ProblemKind, Verdict};
use super::result::{BonusScore, PenaltyScore, Warning, WarningKind};
use super::sub_criterion::{Terms, single};
use super::warning::over_hundred;
use crate::answers::{Answer, Answers, Value};
use crate::decimal::Decimal;
use crate::set::{Bonus, Input, InputKind, Penalty, PenaltyItem};

const CASES: &str = PenaltyItem::CASES;

pub(super) fn score_bonus(
    bonus: Option<&Bonus>,
    answers: &Answers,
    terms: Terms<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<BonusScore> {
    let nothing = Answer::default();
    let mut scores = Vec::new();
    for item in bonus.iter().flat_map(|bonus| &bonus.items) {
        let answer = answers.bonus.get(&item.code).unwrap_or(&nothing);
        let mut outcome = single(&item.rule, answer, Decimal::ZERO, terms);
        if answer.not_applicable {
            let kind = ProblemKind::ClaimNotAllowed;
            outcome.verdict = Verdict::Invalid(vec![Problem { part: None, input: None, kind }]);
            outcome.points = Decimal::ZERO;
        }
        warnings.extend(over_hundred(&item.code, None, &item.rule.inputs, &outcome));
        if let Verdict::Invalid(problems) = &outcome.verdict {
            warnings.extend(problems.iter().map(|problem| Warning {
                code: item.code.clone(),
                part: None,
                field: problem.input.clone(),
                kind: WarningKind::InvalidBonus(problem.kind.clone()),
            }));
        }
        scores.push(BonusScore { code: item.code.clone(), outcome });
    }
    scores
}

pub(super) fn score_penalty(
    penalty: Option<&Penalty>,
    answers: &Answers,
    warnings: &mut Vec<Warning>,
) -> Vec<PenaltyScore> {
    let mut scores = Vec::new();
    for item in penalty.iter().flat_map(|penalty| &penalty.items) {
        let cases = match answers.penalty.get(&item.code).map_or(Ok(None), cases) {
            Ok(cases) => cases,
            Err(problem) => {
                let Problem { input: field, kind, .. } = *problem;
                let kind = WarningKind::InvalidPenalty(kind);
                warnings.push(Warning { code: item.code.clone(), part: None, field, kind });
                None
            }
        };
        scores.push(penalty_score(item, cases));
    }
    scores
}

fn penalty_score(item: &PenaltyItem, cases: Option<i64>) -> PenaltyScore {
    // Below 10¹⁵ cases of below 10⁹ points: within 128 bits also in millionths.
    let points = cases.and_then(|cases| item.per_unit.times(cases)).unwrap_or_default();
    PenaltyScore { code: item.code.clone(), cases, points }
}

/// The whole number of cases that a penalty entry gives.
fn cases(answer: &Answer) -> Result<Option<i64>, Box<Problem>> {
    let refuse = |input: Option<&str>, kind| {
        Err(Box::new(Problem { part: None, input: input.map(str::to_owned), kind }))
    };
    if answer.not_applicable {
        return refuse(None, ProblemKind::ClaimNotAllowed);
    }
    if !answer.parts.is_empty() {
        return refuse(None, ProblemKind::PartsForRule);
    }
    if let Some(unknown) = answer.inputs.keys().find(|key| *key != CASES) {
        return refuse(Some(unknown), ProblemKind::UnknownInput);
    }
    let Some(value) = answer.inputs.get(CASES) else {
        return Ok(None);
    };
    whole_cases(value).map(Some).or_else(|kind| refuse(Some(CASES), kind))
}

fn whole_cases(value: &Value) -> Result<i64, ProblemKind> {
    let input = Input {
        key: CASES.to_owned(),
        label: String::new(),
        unit: None,
        kind: InputKind::Integer,
        min: None,
        max: None,
    };
    let found = super::values::whole(&input, value)?;
    found.as_whole().ok_or(ProblemKind::NotWhole(found))
}
