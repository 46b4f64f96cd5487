//! From a set and answers to points (`scoring.md`, "Rules", "Status", "Totals").

mod extra;
mod gain;
mod index;
mod outcome;
mod result;
mod rules;
mod sub_criterion;
mod values;
mod warning;
mod whole;

pub use gain::{Gain, Goal, next_gain};
pub use outcome::{
    Band, Comparison, Delivery, Derivation, Outcome, Problem, ProblemKind, Status, Verdict,
};
pub use result::{
    AreaScore, BonusScore, CriterionScore, PenaltyScore, Score, SubCriterionScore, Totals, Warning,
    WarningKind,
};
pub use sub_criterion::evaluate;
pub use whole::score;

#[cfg(test)]
mod tests;
