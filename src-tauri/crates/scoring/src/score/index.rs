//! Index and class (`scoring.md`, "Totals").

use std::cmp::Ordering;

use super::outcome::Status;
use super::result::{AreaScore, BonusScore, PenaltyScore, Totals, sums};
use crate::decimal::Decimal;
use crate::fraction::Fraction;
use crate::set::{Class, CriteriaSet, Requirement, ScoredBy};

pub(super) fn totals(
    set: &CriteriaSet,
    areas: &[AreaScore],
    bonus: &[BonusScore],
    penalty: &[PenaltyScore],
) -> Totals {
    let points = areas.iter().map(|area| area.points).sum();
    let applicable_max = areas.iter().map(|area| area.applicable_max).sum();
    let items = areas.iter().flat_map(AreaScore::sub_criteria);
    let (self_points, self_applicable_max) =
        sums(items.filter(|item| item.scored_by == ScoredBy::Unit));
    let most = |cap: Option<Decimal>, sum: Decimal| sum.min(cap.unwrap_or_default());
    let bonus_sum = bonus.iter().map(|item| item.outcome.points).sum();
    let bonus = most(set.bonus.as_ref().map(|bonus| bonus.max_points), bonus_sum);
    let penalty_sum = penalty.iter().map(|item| item.points).sum();
    let penalty = most(set.penalty.as_ref().map(|penalty| penalty.max_points), penalty_sum);

    let raw = Fraction::percent(points, applicable_max).plus(bonus - penalty);
    let index = if raw.compare(Decimal::ZERO) == Ordering::Less {
        Decimal::ZERO
    } else if raw.compare(Decimal::HUNDRED) == Ordering::Greater {
        Decimal::HUNDRED
    } else {
        raw.rounded(set.rounding.index, set.rounding.mode)
    };
    Totals { points, applicable_max, self_points, self_applicable_max, bonus, penalty, index }
}

/// The position of the first class that the index reaches and whose requirements hold. The last
/// class begins at 0 and asks nothing, so that there always is one.
pub(super) fn classify(classes: &[Class], areas: &[AreaScore], totals: &Totals) -> usize {
    let reached = |class: &Class| {
        totals.index >= class.min && class.requires.iter().all(|rule| holds(rule, areas, totals))
    };
    classes.iter().position(reached).unwrap_or(classes.len().saturating_sub(1))
}

fn holds(requirement: &Requirement, areas: &[AreaScore], totals: &Totals) -> bool {
    let reaches = |area: &AreaScore, min: Decimal| {
        area.applicable_max.is_zero()
            || Fraction::percent(area.points, area.applicable_max).compare(min) != Ordering::Less
    };
    match requirement {
        Requirement::EveryAreaMinPercent(min) => areas.iter().all(|area| reaches(area, *min)),
        Requirement::AreaMinPercent { area: code, min } => {
            areas.iter().filter(|area| area.code == *code).all(|area| reaches(area, *min))
        }
        Requirement::NoZeroSubCriterion => !areas
            .iter()
            .flat_map(AreaScore::sub_criteria)
            .any(|item| item.outcome.status() == Status::Scored && item.outcome.points.is_zero()),
        Requirement::MaxPenalty(most) => totals.penalty <= *most,
    }
}
