//! How an item is scored, in words, from its rule: limits, points, conditions.

use scoring::{
    BonusItem, Constraint, CriteriaSet, DeadlineBand, Decimal, Direction, Due, Input, InputKind,
    Measure, Method, Operand, PenaltyItem, RoundingMode, Rule, RuleKind, Share, SubCriterion,
    TierBand,
};
use words::rule as say;

use super::problem::{label, relation};
use super::{day, number};

/// How a sub-criterion is scored, a line each; each part of a sum with a line for its title.
pub fn how(set: &CriteriaSet, item: &SubCriterion) -> Vec<String> {
    match &item.method {
        Method::Single(rule) => lines(set, rule),
        Method::Sum(parts) => parts
            .iter()
            .flat_map(|part| {
                let head = say::part(&part.title, number(part.max_points));
                let lines = lines(set, &part.rule).into_iter().map(say::of_part);
                std::iter::once(head).chain(lines)
            })
            .collect(),
    }
}

/// How a bonus item is scored, a line each.
pub fn how_bonus(set: &CriteriaSet, item: &BonusItem) -> Vec<String> {
    let most = set.bonus.as_ref().map(|bonus| say::bonus_most(number(bonus.max_points)));
    lines(set, &item.rule).into_iter().chain(most).collect()
}

/// What a case of a penalty item costs.
pub fn how_penalty(item: &PenaltyItem) -> Vec<String> {
    let points = number(item.per_unit);
    vec![match unit(item.unit.as_deref()) {
        Some(unit) => say::penalty(unit, points),
        None => say::penalty_case(points),
    }]
}

fn lines(set: &CriteriaSet, rule: &Rule) -> Vec<String> {
    let mut lines = match &rule.kind {
        RuleKind::Boolean { when_true, when_false } => {
            vec![points(words::common::yes(), *when_true), points(words::common::no(), *when_false)]
        }
        RuleKind::Choice => rule.inputs.iter().flat_map(options).collect(),
        RuleKind::Checklist => {
            let items = rule
                .inputs
                .iter()
                .map(|input| say::options(input.name(), words::list(&options(input))));
            items.chain([say::summed().to_owned()]).collect()
        }
        RuleKind::Tier { measure, direction, bands } => tier(rule, *measure, *direction, bands),
        RuleKind::Ratio(share) => proportion(set, percentage(&rule.inputs), share),
        RuleKind::Survey(share) => {
            let measured = rule.inputs.first().map(|input| say::value_of(input.name()));
            proportion(set, measured, share)
        }
        RuleKind::Count { points_per, cap } => {
            let unit = rule.inputs.first().and_then(|input| unit(input.unit.as_deref()));
            let each = unit.map_or_else(|| say::each_case().to_owned(), say::each);
            vec![points(&each, *points_per), say::capped(number(*cap))]
        }
        RuleKind::Deduction { start, floor, per_unit } => {
            deduction(*start, *floor, &rule.inputs, per_unit)
        }
        RuleKind::Deadline { due, bands } => deadline(set, due, bands),
        RuleKind::Compare { .. } => compare(rule),
        RuleKind::Manual { max_points, step } => {
            vec![say::entered(number(*max_points), number(*step))]
        }
    };
    lines.extend(rule.constraints.iter().filter_map(|one| constraint(&rule.inputs, one)));
    lines
}

fn points(condition: &str, points: Decimal) -> String {
    say::points(condition, number(points))
}

fn unit(unit: Option<&str>) -> Option<&str> {
    unit.filter(|unit| !unit.is_empty())
}

fn options(input: &Input) -> Vec<String> {
    match &input.kind {
        InputKind::Option(choices) => {
            choices.iter().map(|choice| points(&choice.label, choice.points)).collect()
        }
        _ => Vec::new(),
    }
}

/// What the percentage is of what.
fn percentage(inputs: &[Input]) -> Option<String> {
    let [first, second, ..] = inputs else {
        return None;
    };
    Some(say::percent_of(first.name(), second.name()))
}

/// A constraint that says something: that a figure is not below zero goes without saying.
fn constraint(inputs: &[Input], constraint: &Constraint) -> Option<String> {
    let side = |operand: &Operand| match operand {
        Operand::Input(key) => label(inputs, key).to_owned(),
        Operand::Number(figure) => number(*figure),
    };
    let zero = Operand::Number(Decimal::ZERO);
    let idle = constraint.comparator.holds(Decimal::ZERO, Decimal::ZERO)
        && constraint.comparator.holds(Decimal::ONE, Decimal::ZERO)
        && constraint.right == zero;
    let relation = relation(constraint.comparator);
    (!idle).then(|| say::constraint(side(&constraint.left), relation, side(&constraint.right)))
}

/// A limit of a range, and whether the limit itself belongs to the range.
type Limit = (String, bool);

/// A range of figures in words.
fn range(low: Option<Limit>, high: Option<Limit>) -> String {
    match (low, high) {
        (None, None) => say::any().to_owned(),
        (Some((low, true)), None) => say::from_up(low),
        (Some((low, false)), None) => say::over(low),
        (None, Some((high, true))) => say::at_most(high),
        (None, Some((high, false))) => say::below(high),
        (Some((low, true)), Some((high, true))) => say::from_to(low, high),
        (Some((low, true)), Some((high, false))) => say::from_to_below(low, high),
        (Some((low, false)), Some((high, true))) => say::over_to(low, high),
        (Some((low, false)), Some((high, false))) => say::over_to_below(low, high),
    }
}

fn tier(rule: &Rule, measure: Measure, direction: Direction, bands: &[TierBand]) -> Vec<String> {
    let first = rule.inputs.first();
    let shown =
        |limit: Decimal| match (measure, first.and_then(|first| unit(first.unit.as_deref()))) {
            (Measure::Percent, _) => say::percent(number(limit)),
            (Measure::Value, Some(unit)) => say::with_unit(number(limit), unit),
            (Measure::Value, None) => number(limit),
        };
    let mut lines: Vec<String> = match measure {
        Measure::Percent => percentage(&rule.inputs),
        Measure::Value => first.map(|first| say::value_of(first.name())),
    }
    .into_iter()
    .collect();
    // A figure that an earlier band takes does not come to a later one.
    let mut taken: Option<Limit> = None;
    for band in bands {
        // No figure lies below zero, so that a limit there is none.
        let natural = direction == Direction::Higher && !band.exclusive;
        let limit = band.limit.filter(|limit| !(natural && *limit <= Decimal::ZERO));
        let own = limit.map(|limit| (shown(limit), !band.exclusive));
        let condition = match direction {
            Direction::Higher => range(own, taken),
            Direction::Lower => range(taken, own),
        };
        lines.push(points(&condition, band.points));
        taken = band.limit.map(|limit| (shown(limit), band.exclusive));
        if limit.is_none() {
            return lines;
        }
    }
    let rest = match direction {
        Direction::Higher => range(None, taken),
        Direction::Lower => range(taken, None),
    };
    lines.push(points(&rest, Decimal::ZERO));
    lines
}

fn proportion(set: &CriteriaSet, measured: Option<String>, share: &Share) -> Vec<String> {
    let percent = |limit: Decimal| say::percent(number(limit));
    let floor = share.floor_percent.filter(|floor| *floor > Decimal::ZERO);
    let mut lines: Vec<String> = measured.into_iter().collect();
    lines.extend(floor.map(|floor| {
        points(&range(None, Some((percent(floor), false))), share.below_floor_points)
    }));
    if floor.is_none_or(|floor| floor < share.cap_percent) {
        let low = floor.map(|floor| (percent(floor), true));
        let between = range(low, Some((percent(share.cap_percent), false)));
        let (most, cap) = (number(share.max_points), percent(share.cap_percent));
        lines.push(match set.rounding.points {
            0 => say::proportional_whole(between, most, cap),
            decimals => say::proportional(between, most, cap, decimals),
        });
    }
    let capped = floor.unwrap_or_default().max(share.cap_percent);
    lines.push(points(&range(Some((percent(capped), true)), None), share.max_points));
    if set.rounding.mode == RoundingMode::HalfEven {
        lines.push(say::half_even().to_owned());
    }
    lines
}

fn deduction(
    start: Decimal,
    floor: Decimal,
    inputs: &[Input],
    per_unit: &[Decimal],
) -> Vec<String> {
    let each =
        inputs.iter().zip(per_unit).map(|(input, points)| match unit(input.unit.as_deref()) {
            Some(unit) => say::deducted(input.name(), unit, number(*points)),
            None => say::deducted_case(input.name(), number(*points)),
        });
    let start = say::start(number(start));
    [start].into_iter().chain(each).chain([say::floored(number(floor))]).collect()
}

fn deadline(set: &CriteriaSet, due: &Due, bands: &[DeadlineBand]) -> Vec<String> {
    let due = match due {
        Due::Before(date) => say::due_before(day(*date)),
        Due::OnOrBefore(date) => say::due_on(day(*date)),
        Due::Round(name) => say::due_round(set.deadlines.get(name).unwrap_or(name)),
    };
    let mut lines = vec![due];
    let mut before: Option<i64> = None;
    for (position, band) in bands.iter().enumerate() {
        let last = position + 1 == bands.len();
        let condition = match (before, band.max_days_late.filter(|_| !last)) {
            (_, Some(0)) => say::in_time().to_owned(),
            (_, Some(days)) if days < 0 => say::early(-days),
            (None, Some(days)) => say::late_to(days),
            (Some(before), Some(days)) if before + 1 >= days => say::late_day(days),
            (Some(before), Some(days)) => say::late_between((before + 1).max(1), days),
            (None, None) => say::any().to_owned(),
            (Some(0), None) => say::late().to_owned(),
            (Some(before), None) if before < 0 => say::rest().to_owned(),
            (Some(before), None) => say::late_over(before),
        };
        lines.push(points(&condition, band.points));
        before = band.max_days_late;
    }
    lines
}

fn compare(rule: &Rule) -> Vec<String> {
    let (
        RuleKind::Compare { better, tolerance, when_better, when_equal, when_worse, overrides },
        [current, previous, ..],
    ) = (&rule.kind, &rule.inputs[..])
    else {
        return Vec::new();
    };
    let mut lines: Vec<String> = overrides
        .iter()
        .map(|case| {
            let limit = number(case.when_current_at_least);
            points(&say::current_from(current.name(), limit), case.points)
        })
        .collect();
    let (higher, lower, equal) = if tolerance.is_zero() {
        (say::higher().to_owned(), say::lower().to_owned(), say::equal().to_owned())
    } else {
        let tolerance = number(*tolerance);
        (say::higher_by(&tolerance), say::lower_by(&tolerance), say::equal_within(&tolerance))
    };
    let (best, worst) = match better {
        scoring::Better::Higher => (higher, lower),
        scoring::Better::Lower => (lower, higher),
    };
    lines.push(say::compared(current.name(), previous.name()));
    lines.push(points(&best, *when_better));
    lines.push(points(&equal, *when_equal));
    lines.push(points(&worst, *when_worse));
    lines
}

#[cfg(test)]
mod tests;
