//! The result of a whole set.

use super::outcome::{Outcome, ProblemKind};
use crate::code::Code;
use crate::decimal::Decimal;
use crate::set::ScoredBy;

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
        self.criteria.iter().flat_map(|criterion| &criterion.sub_criteria)
    }

    /// Points and applicable maximum of what the unit scores itself.
    pub fn self_scored(&self) -> (Decimal, Decimal) {
        sums(self.sub_criteria().filter(|item| item.scored_by == ScoredBy::Unit))
    }
}

impl CriterionScore {
    /// Points and applicable maximum of what the unit scores itself.
    pub fn self_scored(&self) -> (Decimal, Decimal) {
        sums(self.sub_criteria.iter().filter(|item| item.scored_by == ScoredBy::Unit))
    }
}

/// Points and applicable maximum of items.
pub(super) fn sums<'a>(items: impl Iterator<Item = &'a SubCriterionScore>) -> (Decimal, Decimal) {
    items.fold((Decimal::ZERO, Decimal::ZERO), |(points, maximum), item| {
        (points + item.outcome.points, maximum + item.outcome.applicable_max)
    })
}
