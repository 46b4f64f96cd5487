//! Criteria sets (`par-criteria/1`): areas, criteria, sub-criteria and their rules, as data.

mod best;
mod check;
mod frame_read;
mod input_read;
mod read;
mod reader;
mod rule;
mod rule_check;
mod rule_read;

pub(crate) use reader::{Place, Reader};
pub use rule::{
    Better, Choice, Comparator, Constraint, DeadlineBand, Direction, Due, Input, InputKind,
    Measure, Operand, Override, Rule, RuleKind, Share, TierBand,
};

use std::collections::BTreeMap;

use crate::code::Code;
use crate::decimal::{Decimal, RoundingMode};

/// A criteria set that has passed every check of `scoring.md`, "Shape of a set".
#[derive(Clone, Debug, PartialEq)]
pub struct CriteriaSet {
    /// Identifier, which answers name.
    pub id: String,
    /// Version.
    pub version: String,
    /// Title.
    pub title: String,
    /// Whether communes or departments are scored.
    pub unit_kind: UnitKind,
    /// The year that is assessed.
    pub year: i32,
    /// Language and country of its texts.
    pub locale: String,
    /// To whom it applies, in words.
    pub applies_to: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Maximum points of all areas.
    pub max_points: Decimal,
    /// Rounding of points and index.
    pub rounding: Rounding,
    /// Classes, from the highest band down; the last begins at 0 and asks nothing more.
    pub classification: Vec<Class>,
    /// Dates that only the scoring round fixes: name → what it is.
    pub deadlines: BTreeMap<String, String>,
    /// Areas, at least one.
    pub areas: Vec<Area>,
    /// Bonus items.
    pub bonus: Option<Bonus>,
    /// Penalty items.
    pub penalty: Option<Penalty>,
}

/// The kind of unit a set is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A commune, ward or township.
    Commune,
    /// A department or office.
    Department,
}

/// Where a set comes from; shown wherever the set is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Whether a competent body issued it.
    pub official: bool,
    /// The statement to show.
    pub statement: String,
}

/// Decimals kept, 0 to 4, and the rounding of halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Decimals of points.
    pub points: u32,
    /// Decimals of the index.
    pub index: u32,
    /// How halves are rounded.
    pub mode: RoundingMode,
}

/// A class of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Identifier.
    pub id: String,
    /// Label: "Tốt".
    pub label: String,
    /// The lowest index of the class, in percent.
    pub min: Decimal,
    /// What must hold besides.
    pub requires: Vec<Requirement>,
}

/// A requirement of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Every area reaches this percentage of its applicable maximum.
    EveryAreaMinPercent(Decimal),
    /// One area reaches this percentage.
    AreaMinPercent {
        /// The area.
        area: Code,
        /// In percent.
        min: Decimal,
    },
    /// No scored sub-criterion has 0 points.
    NoZeroSubCriterion,
    /// The penalty is at most so many points.
    MaxPenalty(Decimal),
}

/// An area (lĩnh vực).
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: String,
    /// Sum of its criteria's maxima.
    pub max_points: Decimal,
    /// The office in charge.
    pub owner: Option<String>,
    /// Criteria.
    pub criteria: Vec<Criterion>,
}

/// A criterion (tiêu chí).
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: String,
    /// Sum of its sub-criteria's maxima.
    pub max_points: Decimal,
    /// Sub-criteria.
    pub sub_criteria: Vec<SubCriterion>,
}

/// A sub-criterion (tiêu chí thành phần): what is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct SubCriterion {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: String,
    /// Its best result.
    pub max_points: Decimal,
    /// Who scores it.
    pub scored_by: ScoredBy,
    /// How it is scored.
    pub method: Method,
    /// Whether and how "không phát sinh" may be claimed.
    pub not_applicable: Option<NotApplicable>,
    /// Documents expected as proof.
    pub evidence: Vec<String>,
    /// Guidance for the scorer.
    pub guidance: Option<String>,
    /// Legal bases.
    pub basis: Vec<String>,
    /// The office in charge.
    pub owner: Option<String>,
}

/// Who scores a sub-criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoredBy {
    /// The unit itself.
    Unit,
    /// Only the appraisal council.
    Appraisal,
    /// The sociological survey.
    Survey,
}

/// How a sub-criterion is scored.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// By one rule.
    Single(Rule),
    /// As the sum of parts, each with a rule of its own (type `sum`).
    Sum(Vec<Part>),
}

/// A part of a `sum`.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Key within the sub-criterion.
    pub key: String,
    /// Title.
    pub title: String,
    /// Its best result.
    pub max_points: Decimal,
    /// Its rule.
    pub rule: Rule,
    /// Whether and how "không phát sinh" may be claimed for it.
    pub not_applicable: Option<NotApplicable>,
}

/// The permission to claim "không phát sinh".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// What the claim does to the points.
    pub treatment: Treatment,
    /// When it may be claimed, in words.
    pub note: Option<String>,
}

/// What a claim of "không phát sinh" does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Full points.
    Full,
    /// 0 points, and the maximum leaves the denominator.
    Exclude,
}

/// Bonus outside the set's maximum.
#[derive(Clone, Debug, PartialEq)]
pub struct Bonus {
    /// The most that counts.
    pub max_points: Decimal,
    /// Items.
    pub items: Vec<BonusItem>,
}

/// A bonus item.
#[derive(Clone, Debug, PartialEq)]
pub struct BonusItem {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: String,
    /// Its rule, never a sum.
    pub rule: Rule,
    /// Documents expected as proof.
    pub evidence: Vec<String>,
}

/// Penalty outside the set's maximum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// The most that counts.
    pub max_points: Decimal,
    /// Items.
    pub items: Vec<PenaltyItem>,
}

/// A penalty item: so many points for each case; its one input is the whole number `n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PenaltyItem {
    /// Code.
    pub code: Code,
    /// Title.
    pub title: String,
    /// Points taken for each case.
    pub per_unit: Decimal,
    /// What is counted: "lần".
    pub unit: Option<String>,
    /// Documents expected as proof.
    pub evidence: Vec<String>,
}

impl PenaltyItem {
    /// The key of its one input (`scoring.md`, "Bonus and penalty").
    pub const CASES: &'static str = "n";

    /// Its one input: how many cases there were.
    pub fn input(&self, label: &str) -> Input {
        Input {
            key: Self::CASES.to_owned(),
            label: label.to_owned(),
            unit: self.unit.clone(),
            kind: InputKind::Integer,
            min: Some(Decimal::ZERO),
            max: None,
        }
    }
}

impl CriteriaSet {
    /// All sub-criteria in the set's order.
    pub fn sub_criteria(&self) -> impl Iterator<Item = &SubCriterion> {
        self.areas.iter().flat_map(Area::sub_criteria)
    }

    /// The sub-criterion of this code.
    pub fn sub_criterion(&self, code: &Code) -> Option<&SubCriterion> {
        self.sub_criteria().find(|item| item.code == *code)
    }

    /// The bonus item of this code.
    pub fn bonus_item(&self, code: &Code) -> Option<&BonusItem> {
        self.bonus.iter().flat_map(|bonus| &bonus.items).find(|item| item.code == *code)
    }

    /// The penalty item of this code.
    pub fn penalty_item(&self, code: &Code) -> Option<&PenaltyItem> {
        self.penalty.iter().flat_map(|penalty| &penalty.items).find(|item| item.code == *code)
    }
}

impl Area {
    /// Its sub-criteria in the set's order.
    pub fn sub_criteria(&self) -> impl Iterator<Item = &SubCriterion> {
        self.criteria.iter().flat_map(|criterion| &criterion.sub_criteria)
    }
}
