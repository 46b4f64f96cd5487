//! The eleven rules on checked values.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::outcome::{Band, Comparison, Delivery, Derivation};
use super::values::Given;
use crate::decimal::Decimal;
use crate::fraction::Fraction;
use crate::set::{
    Better, DeadlineBand, Direction, Due, Measure, Override, Rounding, Rule, RuleKind, Share,
    TierBand,
};

/// Exact points of a rule, before rounding, and how they came about.
pub(super) enum Points {
    /// A decimal.
    Exact(Decimal),
    /// A share of the maximum.
    Share(Fraction),
}

impl Points {
    /// Rounded once, as `rounding.points` says.
    pub(super) fn rounded(&self, rounding: Rounding) -> Decimal {
        match self {
            Self::Exact(points) => points.rounded(rounding.points, rounding.mode),
            Self::Share(points) => points.rounded(rounding.points, rounding.mode),
        }
    }
}

/// The round has not fixed the date of this name.
pub(super) struct NoRoundDate(pub(super) String);

/// Points of a rule for complete, valid values in the order of its inputs.
pub(super) fn apply(
    rule: &Rule,
    given: &[Given],
    dates: &BTreeMap<String, NaiveDate>,
) -> Result<(Points, Derivation), NoRoundDate> {
    let (points, derivation) = match (&rule.kind, given) {
        (RuleKind::Boolean { when_true, when_false }, [Given::Bool(answer), ..]) => {
            let points = if *answer { *when_true } else { *when_false };
            (points, Derivation::Boolean { answer: *answer })
        }
        (RuleKind::Choice, [Given::Option(option, points), ..]) => {
            (*points, Derivation::Choice { option: *option })
        }
        (RuleKind::Checklist, _) => checklist(given),
        (RuleKind::Tier { measure, direction, bands }, [Given::Figure(first), rest @ ..]) => {
            tier(*measure, *direction, bands, *first, rest)
        }
        (RuleKind::Ratio(share), [Given::Figure(first), Given::Figure(second), ..]) => {
            let percent = Fraction::percent(*first, *second);
            let (points, band) = proportion(share, percent);
            let (first, second) = (*first, *second);
            return Ok((points, Derivation::Ratio { first, second, percent, band }));
        }
        (RuleKind::Survey(share), [Given::Figure(percent), ..]) => {
            let (points, band) = proportion(share, Fraction::new(*percent, Decimal::ONE));
            return Ok((points, Derivation::Survey { percent: *percent, band }));
        }
        (RuleKind::Count { points_per, cap }, [Given::Figure(count), ..]) => {
            count_points(*points_per, *cap, *count)
        }
        (RuleKind::Deduction { start, floor, per_unit }, _) => {
            deduction(*start, *floor, per_unit, given)
        }
        (RuleKind::Deadline { due, bands }, [Given::Date(date), ..]) => {
            deadline(due, bands, *date, dates)?
        }
        (
            RuleKind::Compare { better, tolerance, when_better, when_equal, when_worse, overrides },
            [Given::Figure(current), Given::Figure(previous), ..],
        ) => {
            let comparison = compare(*better, *tolerance, overrides, *current, *previous);
            let points = match comparison {
                Comparison::Override(case) => overrides[case].points,
                Comparison::Better => *when_better,
                Comparison::Equal => *when_equal,
                Comparison::Worse => *when_worse,
            };
            let (current, previous) = (*current, *previous);
            (points, Derivation::Compare { current, previous, comparison })
        }
        (RuleKind::Manual { .. }, [Given::Figure(entered), ..]) => {
            (*entered, Derivation::Manual { entered: *entered })
        }
        // A set is only read with the inputs its rule types take, and values are only complete
        // with the kinds of their inputs, so that no other pair exists.
        _ => (Decimal::ZERO, Derivation::Manual { entered: Decimal::ZERO }),
    };
    Ok((Points::Exact(points), derivation))
}

pub(super) fn figures(given: &[Given]) -> impl Iterator<Item = Decimal> {
    given.iter().filter_map(|value| match value {
        Given::Figure(figure) => Some(*figure),
        _ => None,
    })
}

fn checklist(given: &[Given]) -> (Decimal, Derivation) {
    let chosen = given.iter().filter_map(|value| match value {
        Given::Option(option, points) => Some((*option, *points)),
        _ => None,
    });
    let (options, points): (Vec<usize>, Vec<Decimal>) = chosen.unzip();
    (points.into_iter().sum(), Derivation::Checklist { options })
}

fn tier(
    measure: Measure,
    direction: Direction,
    bands: &[TierBand],
    first: Decimal,
    rest: &[Given],
) -> (Decimal, Derivation) {
    let fits = |band: &TierBand, order: &dyn Fn(Decimal) -> Ordering| match band.limit.map(order) {
        None => true,
        Some(Ordering::Equal) => !band.exclusive,
        Some(Ordering::Greater) => direction == Direction::Higher,
        Some(Ordering::Less) => direction == Direction::Lower,
    };
    let second = figures(rest).next().unwrap_or_default();
    let percent = Fraction::percent(first, second);
    let band = bands.iter().position(|band| match measure {
        Measure::Percent => fits(band, &|limit| percent.compare(limit)),
        Measure::Value => fits(band, &|limit| first.cmp(&limit)),
    });
    let points = band.map_or(Decimal::ZERO, |band| bands[band].points);
    let derivation = match measure {
        Measure::Percent => Derivation::TierPercent { first, second, percent, band },
        Measure::Value => Derivation::TierValue { value: first, band },
    };
    (points, derivation)
}

fn proportion(share: &Share, percent: Fraction) -> (Points, Band) {
    if share.floor_percent.is_some_and(|floor| percent.compare(floor) == Ordering::Less) {
        return (Points::Exact(share.below_floor_points), Band::BelowFloor);
    }
    if percent.compare(share.cap_percent) != Ordering::Less {
        return (Points::Exact(share.max_points), Band::Capped);
    }
    (Points::Share(percent.scaled(share.max_points, share.cap_percent)), Band::Proportional)
}

fn count_points(points_per: Decimal, cap: Decimal, count: Decimal) -> (Decimal, Derivation) {
    // Below 10¹⁵ times below 10⁹: within 128 bits also in millionths.
    let uncapped = points_per.times(count.as_whole().unwrap_or_default()).unwrap_or(cap);
    (uncapped.min(cap), Derivation::Count { count, uncapped, capped: uncapped > cap })
}

fn deduction(
    start: Decimal,
    floor: Decimal,
    per_unit: &[Decimal],
    given: &[Given],
) -> (Decimal, Derivation) {
    let counts: Vec<Decimal> = figures(given).collect();
    let deducted: Decimal = per_unit
        .iter()
        .zip(&counts)
        .map(|(each, count)| each.times(count.as_whole().unwrap_or_default()).unwrap_or_default())
        .sum();
    let left = start - deducted;
    (left.max(floor), Derivation::Deduction { counts, deducted, floored: left < floor })
}

/// The last day in time; none where the round has not fixed its date.
pub(super) fn last_day(due: &Due, dates: &BTreeMap<String, NaiveDate>) -> Option<NaiveDate> {
    match due {
        Due::Before(day) => day.checked_sub_days(Days::new(1)),
        Due::OnOrBefore(day) => Some(*day),
        Due::Round(name) => dates.get(name).copied(),
    }
}

fn deadline(
    due: &Due,
    bands: &[DeadlineBand],
    date: Option<NaiveDate>,
    dates: &BTreeMap<String, NaiveDate>,
) -> Result<(Decimal, Derivation), NoRoundDate> {
    let last_day = last_day(due, dates);
    let last_band = bands.len().saturating_sub(1);
    let (delivery, days_late, band) = match (date, last_day, due) {
        (None, _, _) => (Delivery::NotDone, None, last_band),
        (Some(_), None, Due::Round(name)) => return Err(NoRoundDate(name.clone())),
        (Some(day), last_day, _) => {
            let late = last_day.map_or(0, |last_day| (day - last_day).num_days());
            let fits = |band: &DeadlineBand| band.max_days_late.is_none_or(|most| late <= most);
            let band = bands.iter().position(fits).unwrap_or(last_band);
            (Delivery::On(day), Some(late), band)
        }
    };
    let points = bands.get(band).map_or(Decimal::ZERO, |band| band.points);
    Ok((points, Derivation::Deadline { delivery, last_day, days_late, band }))
}

fn compare(
    better: Better,
    tolerance: Decimal,
    overrides: &[Override],
    current: Decimal,
    previous: Decimal,
) -> Comparison {
    if let Some(case) = overrides.iter().position(|case| current >= case.when_current_at_least) {
        return Comparison::Override(case);
    }
    let gain = match better {
        Better::Higher => current - previous,
        Better::Lower => previous - current,
    };
    if gain > tolerance {
        Comparison::Better
    } else if gain < Decimal::ZERO - tolerance {
        Comparison::Worse
    } else {
        Comparison::Equal
    }
}
