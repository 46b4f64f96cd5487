//! The best result that a rule can give, as far as its own bounds tell.

use std::cmp::Ordering;

use super::rule::{
    Comparator, Constraint, Input, InputKind, Measure, Operand, Rule, RuleKind, Share,
};
use crate::decimal::Decimal;

/// The largest figure that a rule can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ceiling {
    pub(super) at: Decimal,
    /// Whether the figure itself can be reached.
    pub(super) reached: bool,
}

impl Ceiling {
    /// Whether a figure can be at the limit, or, for an exclusive limit, beyond it.
    pub(super) fn reaches(self, limit: Decimal, exclusive: bool) -> bool {
        match self.at.cmp(&limit) {
            Ordering::Greater => true,
            Ordering::Equal => self.reached && !exclusive,
            Ordering::Less => false,
        }
    }
}

/// The ceiling of the percentage or value that a rule compares; none where there is none.
pub(super) fn ceiling(rule: &Rule) -> Option<Ceiling> {
    let own = rule.inputs.first().and_then(|input| input.max);
    let own = own.map(|at| Ceiling { at, reached: true });
    match &rule.kind {
        RuleKind::Tier { measure: Measure::Value, .. } => own,
        RuleKind::Tier { measure: Measure::Percent, .. } | RuleKind::Ratio(_) => {
            rule.constraints.iter().find_map(|constraint| bounded(constraint, &rule.inputs))
        }
        RuleKind::Survey(_) => {
            let whole = Ceiling { at: Decimal::HUNDRED, reached: true };
            Some(own.filter(|own| own.at < whole.at).unwrap_or(whole))
        }
        _ => None,
    }
}

/// Whether a constraint keeps the first figure from exceeding the second: a ceiling of 100 %.
fn bounded(constraint: &Constraint, inputs: &[Input]) -> Option<Ceiling> {
    let [first, second, ..] = inputs else { return None };
    let is = |operand: &Operand, input: &Input| *operand == Operand::Input(input.key.clone());
    let (left, right) = (&constraint.left, &constraint.right);
    let reached = match constraint.comparator {
        Comparator::AtMost if is(left, first) && is(right, second) => true,
        Comparator::AtLeast if is(left, second) && is(right, first) => true,
        Comparator::Below if is(left, first) && is(right, second) => false,
        Comparator::Above if is(left, second) && is(right, first) => false,
        _ => return None,
    };
    Some(Ceiling { at: Decimal::HUNDRED, reached })
}

impl Rule {
    /// The most points that the rule can give.
    pub fn best(&self) -> Decimal {
        best(self)
    }
}

/// The best result the rule can give.
pub(super) fn best(rule: &Rule) -> Decimal {
    let most = |points: &mut dyn Iterator<Item = Decimal>| points.max().unwrap_or_default();
    match &rule.kind {
        RuleKind::Boolean { when_true, when_false } => (*when_true).max(*when_false),
        RuleKind::Choice | RuleKind::Checklist => rule.inputs.iter().map(best_choice).sum(),
        RuleKind::Tier { bands, .. } => most(&mut bands.iter().map(|band| band.points)),
        RuleKind::Ratio(share) | RuleKind::Survey(share) => best_share(share, ceiling(rule)),
        RuleKind::Count { points_per, cap } => {
            let largest = rule.inputs.first().and_then(|input| input.max);
            let largest = largest.map(|most| i64::try_from(most.millionths() / 1_000_000));
            match largest {
                Some(Ok(count)) => points_per.times(count).unwrap_or(*cap).min(*cap),
                _ if points_per.is_zero() => Decimal::ZERO,
                _ => *cap,
            }
        }
        RuleKind::Deduction { start, floor, .. } => (*start).max(*floor),
        RuleKind::Deadline { bands, .. } => most(&mut bands.iter().map(|band| band.points)),
        RuleKind::Compare { when_better, when_equal, when_worse, overrides, .. } => {
            let cases = overrides.iter().map(|case| case.points);
            most(&mut cases.chain([*when_better, *when_equal, *when_worse]))
        }
        RuleKind::Manual { max_points, .. } => {
            let own = rule.inputs.first().and_then(|input| input.max);
            own.map_or(*max_points, |own| own.min(*max_points))
        }
    }
}

fn best_choice(input: &Input) -> Decimal {
    match &input.kind {
        InputKind::Option(choices) => {
            choices.iter().map(|choice| choice.points).max().unwrap_or_default()
        }
        _ => Decimal::ZERO,
    }
}

/// All points if floor and cap can be reached, else what is left.
fn best_share(share: &Share, ceiling: Option<Ceiling>) -> Decimal {
    let reaches = |limit| ceiling.is_none_or(|ceiling| ceiling.reaches(limit, false));
    if share.floor_percent.is_some_and(|floor| !reaches(floor)) {
        return share.below_floor_points;
    }
    if reaches(share.cap_percent) {
        return share.max_points.max(share.below_floor_points);
    }
    let percent = ceiling.map_or(Decimal::ZERO, |ceiling| ceiling.at);
    let part = crate::fraction::Fraction::new(share.max_points, share.cap_percent);
    part.scaled(percent, Decimal::ONE)
        .rounded(crate::decimal::SCALE, crate::decimal::RoundingMode::HalfUp)
        .max(share.below_floor_points)
}
