//! From a set and answers to points (`scoring.md`, "Rules", "Status", "Totals").

mod outcome;
mod rules;
mod sub_criterion;
mod totals;
mod values;

pub use outcome::{
    Band, Comparison, Delivery, Derivation, Outcome, Problem, ProblemKind, Status, Verdict,
};
pub use sub_criterion::evaluate;
pub use totals::{
    AreaScore, BonusScore, CriterionScore, PenaltyScore, Score, SubCriterionScore, Totals, Warning,
    WarningKind, score,
};

#[cfg(test)]
mod tests;
