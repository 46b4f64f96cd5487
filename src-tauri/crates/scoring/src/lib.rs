//! The contract of `par-criteria/1` and `par-answers/1`: criteria sets, answers, exact points.
//!
//! A [`CriteriaSet`] is read and checked whole ([`CriteriaSet::parse`]), [`Answers`] likewise, and
//! [`score`] turns the two into a [`Score`]: points, status and how they came about for every
//! sub-criterion, sums, index and class. The crate is pure: it knows no database, no file, no
//! clock and no language; its faults and derivations are data from which others make sentences.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod answers;
mod code;
mod date;
mod decimal;
mod fault;
mod fraction;
mod json;
mod score;
mod set;

pub use answers::{Answer, Answers, Value};
pub use code::Code;
pub use date::parse_date;
pub use decimal::{Decimal, DecimalError, RoundingMode, SCALE};
pub use fault::{Fault, FaultKind, ReadError, Shape};
pub use fraction::{Fraction, Limit};
pub use json::{FILE_LIMIT, Json};
pub use score::{
    AreaScore, Band, BonusScore, Comparison, CriterionScore, Delivery, Derivation, Gain, Goal,
    Outcome, PenaltyScore, Problem, ProblemKind, Score, Status, SubCriterionScore, Totals, Verdict,
    Warning, WarningKind, evaluate, next_gain, score,
};
pub use set::{
    Area, Better, Bonus, BonusItem, Choice, Class, Comparator, Constraint, CriteriaSet, Criterion,
    DeadlineBand, Direction, Due, Input, InputKind, Measure, Method, NotApplicable, Operand,
    Override, Part, Penalty, PenaltyItem, Provenance, Requirement, Rounding, Rule, RuleKind,
    ScoredBy, Share, SubCriterion, TierBand, Treatment, UnitKind,
};
