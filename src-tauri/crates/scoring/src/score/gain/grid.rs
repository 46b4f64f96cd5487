//! The figures that an input can take, as positions, and where the course of a rule turns.

use crate::decimal::{Decimal, SCALE};
use crate::set::{Input, InputKind, Measure, Operand, Rule, RuleKind};

/// A figure where the course of a rule turns, as a fraction of millionths.
#[derive(Clone, Copy)]
struct Turn {
    numerator: i128,
    denominator: i128,
}

impl Turn {
    const fn at(figure: Decimal) -> Self {
        Self { numerator: figure.millionths(), denominator: 1 }
    }

    /// The first figure of which this is so many percent of the second. A limit of below 10⁹ times
    /// a figure of below 10¹⁵ lies within 128 bits also in millionths.
    const fn percent(limit: Decimal, second: Decimal) -> Self {
        Self {
            numerator: limit.millionths() * second.millionths(),
            denominator: Decimal::HUNDRED.millionths(),
        }
    }
}

/// The grid of an input's figures: whole numbers, or, where decimals may be entered, units of the
/// last decimal that the figures and limits at hand have.
pub(super) struct Grid {
    /// Millionths from one position to the next.
    step: i128,
    /// Positions at which, or between which, the course turns.
    pub(super) turns: Vec<i128>,
    /// The position of the figure that stands there now.
    pub(super) here: i128,
}

impl Grid {
    /// The grid of the input at this position among the rule's figures.
    pub(super) fn new(rule: &Rule, position: usize, figures: &[Decimal]) -> Option<Self> {
        let (input, here) = (rule.inputs.get(position)?, figures.get(position)?);
        let mut turns = course(&rule.kind, figures);
        turns.extend([input.min, input.max].into_iter().flatten().map(Turn::at));
        turns.extend(bounds(rule, input, figures));
        let step = match input.kind {
            InputKind::Integer => Decimal::ONE.millionths(),
            _ => finest(&turns, figures),
        };
        let turns = turns.into_iter().flat_map(|turn| {
            let unit = turn.denominator * step;
            let below = turn.numerator.div_euclid(unit);
            [below, below + i128::from(turn.numerator.rem_euclid(unit) != 0)]
        });
        Some(Self { step, turns: turns.collect(), here: here.millionths() / step })
    }

    /// The figure at a position.
    pub(super) const fn figure(&self, position: i128) -> Decimal {
        Decimal::from_millionths(position * self.step)
    }

    /// The last position whose figure may be entered.
    pub(super) const fn last(&self) -> i128 {
        (Decimal::LIMIT.millionths() - 1) / self.step
    }
}

/// One unit of the finest decimal among limits and figures, in millionths.
fn finest(turns: &[Turn], figures: &[Decimal]) -> i128 {
    let limits = turns.iter().filter(|turn| turn.denominator == 1);
    let limits = limits.map(|turn| Decimal::from_millionths(turn.numerator));
    let decimals = limits.chain(figures.iter().copied()).map(Decimal::decimals).max();
    10_i128.pow(SCALE - decimals.unwrap_or_default().min(SCALE))
}

/// Where the points of the first figure turn; elsewhere they only rise or only fall.
fn course(kind: &RuleKind, figures: &[Decimal]) -> Vec<Turn> {
    let second = figures.get(1).copied().unwrap_or_default();
    match kind {
        RuleKind::Tier { measure, bands, .. } => {
            let limits = bands.iter().filter_map(|band| band.limit);
            match measure {
                Measure::Percent => limits.map(|limit| Turn::percent(limit, second)).collect(),
                Measure::Value => limits.map(Turn::at).collect(),
            }
        }
        RuleKind::Ratio(share) => {
            let limits = share.floor_percent.into_iter().chain([share.cap_percent]);
            limits.map(|limit| Turn::percent(limit, second)).collect()
        }
        RuleKind::Survey(share) => {
            let limits = [share.cap_percent, Decimal::HUNDRED];
            share.floor_percent.into_iter().chain(limits).map(Turn::at).collect()
        }
        RuleKind::Compare { tolerance, overrides, .. } => {
            let limits = overrides.iter().map(|case| case.when_current_at_least);
            limits.chain([second - *tolerance, second + *tolerance]).map(Turn::at).collect()
        }
        _ => Vec::new(),
    }
}

/// What the constraints compare this input with.
fn bounds(rule: &Rule, input: &Input, figures: &[Decimal]) -> impl Iterator<Item = Turn> {
    let is_own = |operand: &Operand| *operand == Operand::Input(input.key.clone());
    let figure = |operand: &Operand| match operand {
        Operand::Number(number) => Some(*number),
        Operand::Input(key) => {
            let position = rule.inputs.iter().position(|input| input.key == *key)?;
            figures.get(position).copied()
        }
    };
    rule.constraints.iter().filter_map(move |constraint| {
        let (left, right) = (&constraint.left, &constraint.right);
        let other = match (is_own(left), is_own(right)) {
            (true, false) => right,
            (false, true) => left,
            _ => return None,
        };
        figure(other).map(Turn::at)
    })
}
