//! Sums, index, class and warnings of a whole set (`scoring.md`, "Totals").

use std::cmp::Ordering;

use super::outcome::{Derivation, Outcome, Problem, ProblemKind, Status, Verdict};
use super::sub_criterion::{Terms, evaluate, single};
use crate::answers::{Answer, Answers, Value};
use crate::code::Code;
use crate::decimal::Decimal;
use crate::fraction::Fraction;
use crate::set::{
    Area, Bonus, Class, CriteriaSet, Input, InputKind, Method, Penalty, PenaltyItem, Requirement,
    ScoredBy, SubCriterion,
};

/// The input of a penalty item.
const CASES: &str = "n";

/// The result of a whole set.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Areas in the set's order.
    pub areas: Vec<AreaScore>,
    /// Bonus items in the set's order.
    pub bonus: Vec<BonusScore>,
    /// Penalty items in the set's order.
    pub penalty: Vec<PenaltyScore>,
    /// Sums and index.
    pub totals: Totals,
    /// The position of the class in the set's classification.
    pub class: usize,
    /// Whether a survey or appraisal item still lacks its value.
    pub provisional: bool,
    /// What was accepted but deserves a look.
    pub warnings: Vec<Warning>,
}

/// The result of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaScore {
    /// Its code.
    pub code: Code,
    /// Points.
    pub points: Decimal,
    /// Applicable maximum.
    pub applicable_max: Decimal,
    /// Criteria in the set's order.
    pub criteria: Vec<CriterionScore>,
}

/// The result of a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct CriterionScore {
    /// Its code.
    pub code: Code,
    /// Points.
    pub points: Decimal,
    /// Applicable maximum.
    pub applicable_max: Decimal,
    /// Sub-criteria in the set's order.
    pub sub_criteria: Vec<SubCriterionScore>,
}

/// The result of a sub-criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct SubCriterionScore {
    /// Its code.
    pub code: Code,
    /// Who scores it.
    pub scored_by: ScoredBy,
    /// The result.
    pub outcome: Outcome,
}

/// The result of a bonus item; missing or invalid, it counts 0.
#[derive(Clone, Debug, PartialEq)]
pub struct BonusScore {
    /// Its code.
    pub code: Code,
    /// The result; its applicable maximum is always 0, since bonus stands outside the maximum.
    pub outcome: Outcome,
}

/// The result of a penalty item; missing or invalid, it counts 0.
#[derive(Clone, Debug, PartialEq)]
pub struct PenaltyScore {
    /// Its code.
    pub code: Code,
    /// Cases, if validly given.
    pub cases: Option<i64>,
    /// Points taken away.
    pub points: Decimal,
}

/// Sums and index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Points of all items.
    pub points: Decimal,
    /// Applicable maximum of all items.
    pub applicable_max: Decimal,
    /// Points of what the unit scores itself.
    pub self_points: Decimal,
    /// Applicable maximum of what the unit scores itself.
    pub self_applicable_max: Decimal,
    /// Bonus, at most the set's.
    pub bonus: Decimal,
    /// Penalty, at most the set's.
    pub penalty: Decimal,
    /// The index in percent, 0 to 100, rounded to `rounding.index`.
    pub index: Decimal,
}

/// Something that was accepted but deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The item.
    pub code: Code,
    /// The part, by key.
    pub part: Option<String>,
    /// The input, by key.
    pub field: Option<String>,
    /// What it is.
    pub kind: WarningKind,
}

/// Kinds of warnings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// The first figure of a percentage is larger than the second.
    OverHundredPercent,
    /// A bonus entry is invalid and counts 0.
    InvalidBonus(ProblemKind),
    /// A penalty entry is invalid and counts 0.
    InvalidPenalty(ProblemKind),
}

impl Score {
    /// All sub-criteria in the set's order.
    pub fn sub_criteria(&self) -> impl Iterator<Item = &SubCriterionScore> {
        self.areas.iter().flat_map(AreaScore::sub_criteria)
    }

    /// The result of the sub-criterion of this code.
    pub fn sub_criterion(&self, code: &Code) -> Option<&SubCriterionScore> {
        self.sub_criteria().find(|item| item.code == *code)
    }
}

impl AreaScore {
    /// Its sub-criteria in the set's order.
    pub fn sub_criteria(&self) -> impl Iterator<Item = &SubCriterionScore> {
        self.criteria
            .iter()
            .flat_map(|criterion| &criterion.sub_criteria)
    }

    /// Points and applicable maximum of what the unit scores itself.
    pub fn self_scored(&self) -> (Decimal, Decimal) {
        sums(
            self.sub_criteria()
                .filter(|item| item.scored_by == ScoredBy::Unit),
        )
    }
}

/// Points and applicable maximum of items.
fn sums<'a>(items: impl Iterator<Item = &'a SubCriterionScore>) -> (Decimal, Decimal) {
    items.fold((Decimal::ZERO, Decimal::ZERO), |(points, maximum), item| {
        (
            points + item.outcome.points,
            maximum + item.outcome.applicable_max,
        )
    })
}

/// Scores every item that has an answer, whoever scores it.
///
/// Answers to codes that the set does not know are passed over: whoever reads a file asks
/// [`Answers::faults_against`] first.
pub fn score(set: &CriteriaSet, answers: &Answers) -> Score {
    let terms = Terms {
        rounding: set.rounding,
        dates: &answers.deadlines,
    };
    let mut warnings = Vec::new();
    let areas: Vec<AreaScore> = set
        .areas
        .iter()
        .map(|area| score_area(area, answers, terms, &mut warnings))
        .collect();
    let bonus = score_bonus(set.bonus.as_ref(), answers, terms, &mut warnings);
    let penalty = score_penalty(set.penalty.as_ref(), answers, &mut warnings);
    let totals = totals(set, &areas, &bonus, &penalty);
    let class = classify(&set.classification, &areas, &totals);
    let provisional = areas
        .iter()
        .flat_map(AreaScore::sub_criteria)
        .any(|item| item.scored_by != ScoredBy::Unit && !item.outcome.status().is_settled());
    Score {
        areas,
        bonus,
        penalty,
        totals,
        class,
        provisional,
        warnings,
    }
}

fn score_area(
    area: &Area,
    answers: &Answers,
    terms: Terms<'_>,
    warnings: &mut Vec<Warning>,
) -> AreaScore {
    let nothing = Answer::default();
    let mut criteria = Vec::with_capacity(area.criteria.len());
    for criterion in &area.criteria {
        let mut items = Vec::with_capacity(criterion.sub_criteria.len());
        for item in &criterion.sub_criteria {
            let answer = answers.sub_criteria.get(&item.code).unwrap_or(&nothing);
            let outcome = evaluate(item, answer, terms.rounding, terms.dates);
            note_over_hundred(item, &outcome, warnings);
            let (code, scored_by) = (item.code.clone(), item.scored_by);
            items.push(SubCriterionScore {
                code,
                scored_by,
                outcome,
            });
        }
        let (points, applicable_max) = sums(items.iter());
        let code = criterion.code.clone();
        criteria.push(CriterionScore {
            code,
            points,
            applicable_max,
            sub_criteria: items,
        });
    }
    let points = criteria.iter().map(|criterion| criterion.points).sum();
    let applicable_max = criteria
        .iter()
        .map(|criterion| criterion.applicable_max)
        .sum();
    AreaScore {
        code: area.code.clone(),
        points,
        applicable_max,
        criteria,
    }
}

/// Notes percentages of a sub-criterion whose first figure is the larger one.
fn note_over_hundred(item: &SubCriterion, outcome: &Outcome, warnings: &mut Vec<Warning>) {
    match &item.method {
        Method::Single(rule) => {
            warnings.extend(over_hundred(&item.code, None, &rule.inputs, outcome));
        }
        Method::Sum(parts) => {
            for (part, outcome) in parts.iter().zip(&outcome.parts) {
                let key = Some(part.key.as_str());
                warnings.extend(over_hundred(&item.code, key, &part.rule.inputs, outcome));
            }
        }
    }
}

fn over_hundred(
    code: &Code,
    part: Option<&str>,
    inputs: &[Input],
    outcome: &Outcome,
) -> Option<Warning> {
    let (Derivation::Ratio { first, second, .. } | Derivation::TierPercent { first, second, .. }) =
        outcome.derivation()?
    else {
        return None;
    };
    (first > second).then(|| Warning {
        code: code.clone(),
        part: part.map(str::to_owned),
        field: inputs.first().map(|input| input.key.clone()),
        kind: WarningKind::OverHundredPercent,
    })
}

fn score_bonus(
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
            outcome.verdict = Verdict::Invalid(vec![Problem {
                part: None,
                input: None,
                kind,
            }]);
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
        scores.push(BonusScore {
            code: item.code.clone(),
            outcome,
        });
    }
    scores
}

fn score_penalty(
    penalty: Option<&Penalty>,
    answers: &Answers,
    warnings: &mut Vec<Warning>,
) -> Vec<PenaltyScore> {
    let mut scores = Vec::new();
    for item in penalty.iter().flat_map(|penalty| &penalty.items) {
        let cases = match answers.penalty.get(&item.code).map_or(Ok(None), cases) {
            Ok(cases) => cases,
            Err(problem) => {
                let Problem {
                    input: field, kind, ..
                } = *problem;
                let kind = WarningKind::InvalidPenalty(kind);
                warnings.push(Warning {
                    code: item.code.clone(),
                    part: None,
                    field,
                    kind,
                });
                None
            }
        };
        scores.push(penalty_score(item, cases));
    }
    scores
}

fn penalty_score(item: &PenaltyItem, cases: Option<i64>) -> PenaltyScore {
    // Below 10¹⁵ cases of below 10⁹ points: within 128 bits also in millionths.
    let points = cases
        .and_then(|cases| item.per_unit.times(cases))
        .unwrap_or_default();
    PenaltyScore {
        code: item.code.clone(),
        cases,
        points,
    }
}

/// The whole number of cases that a penalty entry gives.
fn cases(answer: &Answer) -> Result<Option<i64>, Box<Problem>> {
    let refuse = |input: Option<&str>, kind| {
        Err(Box::new(Problem {
            part: None,
            input: input.map(str::to_owned),
            kind,
        }))
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
    whole_cases(value)
        .map(Some)
        .or_else(|kind| refuse(Some(CASES), kind))
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

fn totals(
    set: &CriteriaSet,
    areas: &[AreaScore],
    bonus: &[BonusScore],
    penalty: &[PenaltyScore],
) -> Totals {
    let points = areas.iter().map(|area| area.points).sum();
    let applicable_max = areas.iter().map(|area| area.applicable_max).sum();
    let items = areas.iter().flat_map(AreaScore::sub_criteria);
    let (self_points, self_applicable_max) =
        sums(items.filter(|item| item.scored_by == ScoredBy::Unit));
    let most = |cap: Option<Decimal>, sum: Decimal| sum.min(cap.unwrap_or_default());
    let bonus_sum = bonus.iter().map(|item| item.outcome.points).sum();
    let bonus = most(set.bonus.as_ref().map(|bonus| bonus.max_points), bonus_sum);
    let penalty_sum = penalty.iter().map(|item| item.points).sum();
    let penalty = most(
        set.penalty.as_ref().map(|penalty| penalty.max_points),
        penalty_sum,
    );

    let raw = Fraction::percent(points, applicable_max).plus(bonus - penalty);
    let index = if raw.compare(Decimal::ZERO) == Ordering::Less {
        Decimal::ZERO
    } else if raw.compare(Decimal::HUNDRED) == Ordering::Greater {
        Decimal::HUNDRED
    } else {
        raw.rounded(set.rounding.index, set.rounding.mode)
    };
    Totals {
        points,
        applicable_max,
        self_points,
        self_applicable_max,
        bonus,
        penalty,
        index,
    }
}

/// The position of the first class that the index reaches and whose requirements hold. The last
/// class begins at 0 and asks nothing, so that there always is one.
fn classify(classes: &[Class], areas: &[AreaScore], totals: &Totals) -> usize {
    let reached = |class: &Class| {
        totals.index >= class.min && class.requires.iter().all(|rule| holds(rule, areas, totals))
    };
    classes
        .iter()
        .position(reached)
        .unwrap_or(classes.len().saturating_sub(1))
}

fn holds(requirement: &Requirement, areas: &[AreaScore], totals: &Totals) -> bool {
    let reaches = |area: &AreaScore, min: Decimal| {
        area.applicable_max.is_zero()
            || Fraction::percent(area.points, area.applicable_max).compare(min) != Ordering::Less
    };
    match requirement {
        Requirement::EveryAreaMinPercent(min) => areas.iter().all(|area| reaches(area, *min)),
        Requirement::AreaMinPercent { area: code, min } => areas
            .iter()
            .filter(|area| area.code == *code)
            .all(|area| reaches(area, *min)),
        Requirement::NoZeroSubCriterion => !areas
            .iter()
            .flat_map(AreaScore::sub_criteria)
            .any(|item| item.outcome.status() == Status::Scored && item.outcome.points.is_zero()),
        Requirement::MaxPenalty(most) => totals.penalty <= *most,
    }
}
