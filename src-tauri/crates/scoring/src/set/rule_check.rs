//! Checks of a rule as a whole: its best result, bands that can never apply.

use super::best::{Ceiling, best, ceiling};
use super::reader::{Place, Reader};
use super::rule::{DeadlineBand, Direction, Override, Rule, RuleKind, TierBand};
use super::rule_read::Best;
use crate::decimal::Decimal;
use crate::fault::FaultKind;

pub(super) fn check(reader: &mut Reader, place: &Place, rule: &Rule, due: Best) {
    match &rule.kind {
        RuleKind::Tier { direction, bands, .. } => {
            tier_bands(reader, &place.child("bands"), (*direction, ceiling(rule)), bands);
        }
        RuleKind::Deadline { bands, .. } => deadline_bands(reader, &place.child("bands"), bands),
        RuleKind::Compare { overrides, .. } => {
            override_cases(reader, &place.child("override"), overrides);
        }
        RuleKind::Manual { max_points, step } if !max_points.is_multiple_of(*step) => {
            let (step, maximum) = (*step, *max_points);
            reader.refuse(&place.child("step"), FaultKind::StepMismatch { step, maximum });
        }
        _ => {}
    }
    if let Best::Exactly(maximum) = due {
        let best = best(rule);
        if best != maximum {
            reader.refuse(place, FaultKind::BestMismatch { best, maximum });
        }
    }
}

/// A figure is never below zero, so that a limit below zero is as good as zero.
fn reach(band: &TierBand) -> Option<(Decimal, bool)> {
    let limit = band.limit?;
    if limit.is_negative() { Some((Decimal::ZERO, false)) } else { Some((limit, band.exclusive)) }
}

/// Whether every figure that fits `later` fits `earlier` already.
fn covers(direction: Direction, earlier: &TierBand, later: &TierBand) -> bool {
    match (reach(earlier), reach(later)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((one, one_exclusive)), Some((other, other_exclusive))) => {
            let wider = match direction {
                Direction::Higher => one < other,
                Direction::Lower => one > other,
            };
            wider || (one == other && (!one_exclusive || other_exclusive))
        }
    }
}

/// Whether a band takes every figure up to the ceiling.
fn takes_all(direction: Direction, band: &TierBand, ceiling: Option<Ceiling>) -> bool {
    match (direction, band.limit, ceiling) {
        (Direction::Lower, Some(limit), Some(ceiling)) => {
            limit > ceiling.at || (limit == ceiling.at && !(band.exclusive && ceiling.reached))
        }
        _ => false,
    }
}

/// Whether no figure up to the ceiling fits a band.
fn out_of_reach(direction: Direction, band: &TierBand, ceiling: Option<Ceiling>) -> bool {
    match (direction, band.limit, ceiling) {
        (Direction::Higher, Some(limit), Some(ceiling)) => !ceiling.reaches(limit, band.exclusive),
        (Direction::Lower, Some(limit), _) => band.exclusive && limit.is_zero(),
        _ => false,
    }
}

fn tier_bands(
    reader: &mut Reader,
    place: &Place,
    (direction, ceiling): (Direction, Option<Ceiling>),
    bands: &[TierBand],
) {
    for (index, band) in bands.iter().enumerate() {
        let taken = bands[..index].iter().any(|earlier| {
            covers(direction, earlier, band) || takes_all(direction, earlier, ceiling)
        });
        if taken || out_of_reach(direction, band, ceiling) {
            reader.refuse(&place.item(index), FaultKind::NeverApplies);
        }
    }
}

/// The last band takes the rest, whatever its own days; it is only in vain after another that does.
fn deadline_bands(reader: &mut Reader, place: &Place, bands: &[DeadlineBand]) {
    for (index, pair) in bands.windows(2).enumerate() {
        let is_last = index + 2 == bands.len();
        let taken = match (pair[0].max_days_late, pair[1].max_days_late) {
            (Some(before), Some(days)) => days <= before && !is_last,
            (None, _) => true,
            (Some(_), None) => false,
        };
        if taken {
            reader.refuse(&place.item(index + 1), FaultKind::NeverApplies);
        }
    }
}

fn override_cases(reader: &mut Reader, place: &Place, cases: &[Override]) {
    for (index, case) in cases.iter().enumerate() {
        let taken = cases[..index]
            .iter()
            .any(|earlier| earlier.when_current_at_least <= case.when_current_at_least);
        if taken {
            reader.refuse(&place.item(index), FaultKind::NeverApplies);
        }
    }
}
