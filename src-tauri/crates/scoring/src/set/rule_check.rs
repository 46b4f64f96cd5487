//! Checks of a rule as a whole: its best result, bands that can never apply.

use super::reader::{Place, Reader};
use super::rule::{DeadlineBand, Direction, Override, Rule, RuleKind, TierBand};
use super::rule_read::Best;
use crate::decimal::Decimal;
use crate::fault::FaultKind;

pub(super) fn check(reader: &mut Reader, place: &Place, rule: &Rule, best: Best) {
    match &rule.kind {
        RuleKind::Tier { direction, bands, .. } => {
            tier_bands(reader, &place.child("bands"), *direction, bands);
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
    if let Best::Exactly(maximum) = best {
        let best = rule.kind.best(&rule.inputs);
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

fn tier_bands(reader: &mut Reader, place: &Place, direction: Direction, bands: &[TierBand]) {
    for (index, band) in bands.iter().enumerate() {
        let below_nothing = direction == Direction::Lower
            && band.exclusive
            && band.limit.is_some_and(Decimal::is_zero);
        if below_nothing || bands[..index].iter().any(|earlier| covers(direction, earlier, band)) {
            reader.refuse(&place.item(index), FaultKind::NeverApplies);
        }
    }
}

fn deadline_bands(reader: &mut Reader, place: &Place, bands: &[DeadlineBand]) {
    for (index, pair) in bands.windows(2).enumerate() {
        let taken = match (pair[0].max_days_late, pair[1].max_days_late) {
            (Some(before), Some(days)) => days <= before,
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
