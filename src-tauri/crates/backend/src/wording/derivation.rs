//! How points came about, as the lines of "Số liệu, cách tính".

use scoring::{
    Answer, Band, BonusItem, BonusScore, Comparison, Decimal, Delivery, Derivation, Direction,
    Fraction, Input, InputKind, Limit, Measure, Method, Outcome, Part, PenaltyItem, PenaltyScore,
    Rule, RuleKind, Share, SubCriterion, TierBand, Value, Verdict,
};
use words::scoring as say;

use super::{day, number};

/// Decimals of a percentage that is shown.
const PERCENT_DECIMALS: u32 = 2;

/// The figures of a sub-criterion and the sum in words, one line each; empty for what has no
/// result to explain.
pub fn figures(item: &SubCriterion, answer: &Answer, outcome: &Outcome) -> Vec<String> {
    match (&outcome.verdict, &item.method) {
        (Verdict::NotApplicable, _) => vec![result(say::claimed_full(), outcome)],
        (Verdict::Excluded, Method::Single(_)) => vec![say::claimed_excluded().to_owned()],
        (_, Method::Single(rule)) => rule_lines(rule, answer, outcome),
        (_, Method::Sum(_)) if outcome.parts.is_empty() => {
            vec![say::claimed_excluded().to_owned()]
        }
        (_, Method::Sum(parts)) => sum_lines(parts, answer, outcome),
    }
}

/// The figures of a bonus item.
pub fn bonus(item: &BonusItem, answer: &Answer, score: &BonusScore) -> Vec<String> {
    let Some(derivation) = score.outcome.derivation() else {
        return Vec::new();
    };
    let mut lines = input_lines(&item.rule, answer, derivation);
    let how = how(&item.rule, derivation);
    lines.push(say::bonus_result(how, number(score.outcome.points)));
    lines
}

/// The figures of a penalty item.
pub fn penalty(item: &PenaltyItem, score: &PenaltyScore) -> Vec<String> {
    let Some(cases) = score.cases else {
        return Vec::new();
    };
    let unit = item.unit.as_deref().unwrap_or_default();
    vec![say::penalty(cases, unit, number(item.per_unit), number(score.points))]
}

fn sum_lines(parts: &[Part], answer: &Answer, outcome: &Outcome) -> Vec<String> {
    let nothing = Answer::default();
    let mut lines = Vec::new();
    for (part, outcome) in parts.iter().zip(&outcome.parts) {
        let answer = answer.parts.get(&part.key).unwrap_or(&nothing);
        let own = match &outcome.verdict {
            Verdict::NotApplicable => vec![result(say::claimed_full(), outcome)],
            Verdict::Excluded => vec![say::claimed_excluded().to_owned()],
            _ => rule_lines(&part.rule, answer, outcome),
        };
        lines.extend(own.into_iter().map(|line| say::part_line(&part.title, line)));
    }
    if outcome.derivation().is_some() {
        lines.push(result(say::sum_of_items(), outcome));
    }
    lines
}

/// What was entered, then the sum; without a result only what was entered.
fn rule_lines(rule: &Rule, answer: &Answer, outcome: &Outcome) -> Vec<String> {
    let Some(derivation) = outcome.derivation() else {
        return entered_lines(rule, answer);
    };
    let mut lines = input_lines(rule, answer, derivation);
    lines.push(result(&how(rule, derivation), outcome));
    lines
}

fn result(how: &str, outcome: &Outcome) -> String {
    say::result(how, number(outcome.points), number(outcome.applicable_max))
}

/// The inputs of a scored rule; what the sum itself repeats in full is left out.
fn input_lines(rule: &Rule, answer: &Answer, derivation: &Derivation) -> Vec<String> {
    match derivation {
        Derivation::Checklist { options } => rule
            .inputs
            .iter()
            .zip(options)
            .filter_map(|(input, option)| {
                let choice = choice(input, *option)?;
                Some(say::item_line(&input.label, &choice.label, number(choice.points)))
            })
            .collect(),
        Derivation::Boolean { .. } | Derivation::Choice { .. } => Vec::new(),
        _ => entered_lines(rule, answer),
    }
}

/// Every value that was entered, in the order of the rule's inputs.
fn entered_lines(rule: &Rule, answer: &Answer) -> Vec<String> {
    rule.inputs
        .iter()
        .filter_map(|input| {
            let value = entered(input, answer.inputs.get(&input.key)?);
            let value = match input.unit.as_deref() {
                Some(unit) if input.kind != InputKind::Date => say::with_unit(value, unit),
                _ => value,
            };
            Some(say::input_line(input.name(), value))
        })
        .collect()
}

/// A value as it is shown.
pub(crate) fn entered(input: &Input, value: &Value) -> String {
    match (value, &input.kind) {
        (Value::Bool(true), _) => words::common::yes().to_owned(),
        (Value::Bool(false), _) => words::common::no().to_owned(),
        (Value::Number(text), _) => {
            Decimal::parse(text).map_or_else(|_| words::decimal(text), number)
        }
        (Value::Text(text), InputKind::Option(choices)) => choices
            .iter()
            .find(|choice| choice.id == *text)
            .map_or_else(|| text.clone(), |choice| choice.label.clone()),
        (Value::Text(text), InputKind::Date) if text == "not-done" => say::not_done().to_owned(),
        (Value::Text(text), _) => scoring::parse_date(text).map_or_else(|| text.clone(), day),
    }
}

fn choice(input: &Input, option: usize) -> Option<&scoring::Choice> {
    match &input.kind {
        InputKind::Option(choices) => choices.get(option),
        _ => None,
    }
}

/// The sum in words, without its result.
fn how(rule: &Rule, derivation: &Derivation) -> String {
    match (derivation, &rule.kind) {
        (Derivation::Boolean { answer }, _) => {
            let answer = if *answer { words::common::yes() } else { words::common::no() };
            let label = rule.inputs.first().map(|input| input.label.as_str());
            say::input_line(label.unwrap_or_default(), answer)
        }
        (Derivation::Choice { option }, _) => rule
            .inputs
            .first()
            .and_then(|input| choice(input, *option))
            .map(|choice| choice.label.clone())
            .unwrap_or_default(),
        (Derivation::Checklist { .. } | Derivation::Sum, _) => say::sum_of_items().to_owned(),
        (
            Derivation::TierPercent { first, second, percent, band },
            RuleKind::Tier { direction, bands, .. },
        ) => {
            let shown = shown_percent(*percent, &band_limits(bands, *direction));
            let figure = say::percent_of(number(*first), number(*second), shown);
            let band = band.and_then(|band| bands.get(band));
            tier(&figure, *direction, band, Measure::Percent)
        }
        (Derivation::TierValue { value, band }, RuleKind::Tier { direction, bands, .. }) => {
            let band = band.and_then(|band| bands.get(band));
            tier(&number(*value), *direction, band, Measure::Value)
        }
        (Derivation::Ratio { first, second, percent, band }, RuleKind::Ratio(share)) => {
            let shown = shown_percent(*percent, &share_limits(share));
            let figure = say::percent_of(number(*first), number(*second), shown);
            proportion(&figure, share, *band)
        }
        (Derivation::Survey { percent, band }, RuleKind::Survey(share)) => {
            proportion(&say::percent(number(*percent)), share, *band)
        }
        (Derivation::Count { count, uncapped, capped }, RuleKind::Count { points_per, cap }) => {
            counted((*count, *points_per), *uncapped, capped.then_some(*cap))
        }
        (
            Derivation::Deduction { deducted, floored, .. },
            RuleKind::Deduction { start, floor, .. },
        ) => deduction(*start, *deducted, floored.then_some(*floor)),
        (Derivation::Deadline { delivery, last_day, days_late, .. }, _) => {
            deadline(*delivery, *last_day, *days_late)
        }
        (Derivation::Compare { current, previous, comparison }, kind) => {
            compare(kind, *current, *previous, *comparison)
        }
        (Derivation::Manual { entered }, _) => say::entered(number(*entered)),
        // A derivation always belongs to its own kind of rule.
        _ => String::new(),
    }
}

/// A percentage with at most two decimals that never contradicts a comparison.
pub fn shown_percent(percent: Fraction, limits: &[Limit]) -> String {
    words::decimal(&percent.shown(PERCENT_DECIMALS, limits).to_fixed(PERCENT_DECIMALS))
}

/// So many for each; a cap that cut points off is named.
fn counted((count, each): (Decimal, Decimal), points: Decimal, cap: Option<Decimal>) -> String {
    let (count, each, points) = (number(count), number(each), number(points));
    match cap {
        Some(cap) => say::times_capped(count, each, points, number(cap)),
        None => say::times(count, each, points),
    }
}

/// What is taken away; a floor that saved points is named.
fn deduction(start: Decimal, deducted: Decimal, floor: Option<Decimal>) -> String {
    let left = number(start - deducted);
    match floor {
        Some(floor) => say::minus_floored(number(start), number(deducted), number(floor)),
        None => say::minus(number(start), number(deducted), left),
    }
}

fn band_limits(bands: &[TierBand], direction: Direction) -> Vec<Limit> {
    let limits = bands.iter().filter_map(|band| Some((band.limit?, band.exclusive)));
    limits.map(|(at, exclusive)| band_limit(at, exclusive, direction)).collect()
}

/// A tier's limit, told by which side the limit itself belongs to.
fn band_limit(at: Decimal, exclusive: bool, direction: Direction) -> Limit {
    let exclusive = match direction {
        Direction::Higher => exclusive,
        // Up to the limit, which itself fits: what is beyond lies strictly above it.
        Direction::Lower => !exclusive,
    };
    Limit { at, exclusive }
}

fn share_limits(share: &Share) -> Vec<Limit> {
    share
        .floor_percent
        .into_iter()
        .chain([share.cap_percent])
        .map(|at| Limit { at, exclusive: false })
        .collect()
}

fn tier(figure: &str, direction: Direction, band: Option<&TierBand>, measure: Measure) -> String {
    let Some(band) = band else {
        return say::no_band(figure);
    };
    let Some(limit) = band.limit.map(number) else {
        return say::rest(figure);
    };
    let limit = match measure {
        Measure::Percent => say::percent(limit),
        Measure::Value => limit,
    };
    match (direction, band.exclusive) {
        (Direction::Higher, false) => say::at_least_limit(figure, limit),
        (Direction::Higher, true) => say::above_limit(figure, limit),
        (Direction::Lower, false) => say::at_most_limit(figure, limit),
        (Direction::Lower, true) => say::below_limit(figure, limit),
    }
}

fn proportion(figure: &str, share: &Share, band: Band) -> String {
    let percent = |limit: Decimal| say::percent(number(limit));
    match (band, share.floor_percent) {
        (Band::BelowFloor, Some(floor)) => say::below_limit(figure, percent(floor)),
        (Band::Capped, _) => say::at_least_limit(figure, percent(share.cap_percent)),
        (_, Some(floor)) => say::at_least_limit(figure, percent(floor)),
        (_, None) => figure.to_owned(),
    }
}

fn deadline(
    delivery: Delivery,
    last_day: Option<chrono::NaiveDate>,
    days_late: Option<i64>,
) -> String {
    let Delivery::On(date) = delivery else {
        return say::not_done().to_owned();
    };
    let last_day = last_day.map(day).unwrap_or_default();
    match days_late {
        Some(days) if days > 0 => say::late(day(date), last_day, days),
        _ => say::in_time(day(date), last_day),
    }
}

fn compare(kind: &RuleKind, current: Decimal, previous: Decimal, found: Comparison) -> String {
    let (now, before) = (number(current), number(previous));
    match (found, kind) {
        (Comparison::Override(case), RuleKind::Compare { overrides, .. }) => {
            let limit = overrides.get(case).map(|case| number(case.when_current_at_least));
            say::at_least_limit(now, limit.unwrap_or_default())
        }
        (Comparison::Better, _) => say::better(now, before),
        (Comparison::Equal, _) => say::equal(now, before),
        _ => say::worse(now, before),
    }
}
