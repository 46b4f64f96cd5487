//! What would win points: the smallest change of one input that gives more of them.

mod grid;
mod search;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use self::grid::Grid;
use self::search::nearest;
use super::outcome::{Outcome, Status};
use super::rules;
use super::sub_criterion::{Terms, evaluate, single};
use super::values::{self, Given, Values};
use crate::answers::{Answer, Value};
use crate::decimal::Decimal;
use crate::set::{
    Choice, Input, InputKind, Method, Rounding, Rule, RuleKind, ScoredBy, SubCriterion,
};

/// A change of one input, and the points of the whole item then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gain {
    /// The part of a `sum` it belongs to, by key.
    pub part: Option<String>,
    /// The input, by key.
    pub input: String,
    /// What the input would have to be.
    pub goal: Goal,
    /// Points of the item then.
    pub points: Decimal,
    /// What they are of.
    pub applicable_max: Decimal,
}

/// What an input would have to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// This figure, which is higher than the one now.
    AtLeast(Decimal),
    /// This figure, which is lower than the one now.
    AtMost(Decimal),
    /// This day, which is earlier than the one now.
    NoLaterThan(NaiveDate),
    /// This option, by id.
    Choose(String),
    /// Yes or no.
    Answer(bool),
}

impl Goal {
    /// The value to enter.
    pub fn value(&self) -> Value {
        match self {
            Self::AtLeast(figure) | Self::AtMost(figure) => Value::Number(figure.to_string()),
            Self::NoLaterThan(day) => Value::Text(day.to_string()),
            Self::Choose(id) => Value::Text(id.clone()),
            Self::Answer(answer) => Value::Bool(*answer),
        }
    }
}

/// A goal of an input, of a part where there are parts.
struct Change {
    part: Option<String>,
    input: String,
    goal: Goal,
}

impl Change {
    fn applied(&self, answer: &Answer) -> Answer {
        let mut changed = answer.clone();
        let of = match &self.part {
            Some(part) => changed.parts.entry(part.clone()).or_default(),
            None => &mut changed,
        };
        of.inputs.insert(self.input.clone(), self.goal.value());
        changed
    }
}

/// The smallest change of one input that gives an item more points: the next figure, the next
/// band, the next better option. Of a percentage or a comparison, the first figure changes. Where
/// several inputs or parts could each win, the one that wins most, in the set's order.
///
/// None where the unit does not score the item, an entry is missing or invalid, "không phát sinh"
/// is claimed, points are entered themselves (`manual`), or no single input can win anything.
/// `deadlines` are the dates that the round fixes.
pub fn next_gain(
    item: &SubCriterion,
    answer: &Answer,
    rounding: Rounding,
    deadlines: &BTreeMap<String, NaiveDate>,
) -> Option<Gain> {
    if item.scored_by != ScoredBy::Unit {
        return None;
    }
    let now = evaluate(item, answer, rounding, deadlines);
    now.derivation()?;
    let changes = changes(item, answer, Terms { rounding, dates: deadlines });
    let gains = changes.into_iter().filter_map(|change| {
        let then = evaluate(item, &change.applied(answer), rounding, deadlines);
        let wins = then.status() == Status::Scored && then.points > now.points;
        let Change { part, input, goal } = change;
        let Outcome { points, applicable_max, .. } = then;
        wins.then_some(Gain { part, input, goal, points, applicable_max })
    });
    // Of equals the last is taken, so that the first comes last.
    gains.collect::<Vec<_>>().into_iter().rev().max_by_key(|gain| gain.points)
}

fn changes(item: &SubCriterion, answer: &Answer, terms: Terms<'_>) -> Vec<Change> {
    let of = |part: Option<&str>, rule: &Rule, answer: &Answer| -> Vec<Change> {
        let change = |(input, goal)| Change { part: part.map(str::to_owned), input, goal };
        goals(rule, answer, terms).into_iter().map(change).collect()
    };
    match &item.method {
        Method::Single(rule) => of(None, rule, answer),
        Method::Sum(parts) => {
            let claimed = |answer: &&Answer| !answer.not_applicable;
            let given = parts.iter().filter_map(|part| {
                let answer = answer.parts.get(&part.key).filter(claimed)?;
                Some(of(Some(&part.key), &part.rule, answer))
            });
            given.flatten().collect()
        }
    }
}

/// The nearest goal of each input of a rule that may change.
fn goals(rule: &Rule, answer: &Answer, terms: Terms<'_>) -> Vec<(String, Goal)> {
    let Values::Complete(given) = values::check(rule, answer) else {
        return Vec::new();
    };
    let points = |answer: &Answer| {
        let outcome = single(rule, answer, Decimal::ZERO, terms);
        outcome.derivation().is_some().then_some(outcome.points)
    };
    let now = points(answer);
    let changeable = match rule.kind {
        RuleKind::Manual { .. } => 0,
        RuleKind::Checklist | RuleKind::Deduction { .. } => rule.inputs.len(),
        _ => 1,
    };
    let goals = rule.inputs.iter().enumerate().take(changeable).filter_map(|(position, input)| {
        let wins = |goal: &Goal| {
            let mut changed = answer.clone();
            changed.inputs.insert(input.key.clone(), goal.value());
            points(&changed) > now
        };
        let goal = match *given.get(position)? {
            Given::Bool(answer) => Some(Goal::Answer(!answer)).filter(wins),
            Given::Option(..) => better_option(input, wins),
            Given::Date(day) => earlier_day(rule, day, terms, wins),
            Given::Figure(_) => figure(rule, position, &given, wins),
        };
        Some((input.key.clone(), goal?))
    });
    goals.collect()
}

/// The option with the fewest points that wins.
fn better_option(input: &Input, wins: impl Fn(&Goal) -> bool) -> Option<Goal> {
    let InputKind::Option(choices) = &input.kind else {
        return None;
    };
    let goal = |choice: &Choice| Goal::Choose(choice.id.clone());
    let better = choices.iter().filter(|choice| wins(&goal(choice)));
    better.min_by_key(|choice| choice.points).map(goal)
}

/// The latest earlier day that wins; of what was not done, the latest day.
fn earlier_day(
    rule: &Rule,
    day: Option<NaiveDate>,
    terms: Terms<'_>,
    wins: impl Fn(&Goal) -> bool,
) -> Option<Goal> {
    let RuleKind::Deadline { due, bands } = &rule.kind else {
        return None;
    };
    let number = |day: NaiveDate| i128::from(day.num_days_from_ce());
    let last_possible = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    let here = day.map_or_else(|| number(last_possible) + 1, number);
    let last_day = number(rules::last_day(due, terms.dates)?);
    let limits = bands.iter().filter_map(|band| band.max_days_late);
    // The first day of a band is the turn after the last day of the one before.
    let turns = limits.map(|late| here - (last_day + i128::from(late))).collect();
    let goal = |distance: i128| {
        let number = i32::try_from(here - distance).ok()?;
        NaiveDate::from_num_days_from_ce_opt(number).map(Goal::NoLaterThan)
    };
    let first_possible = 1;
    let found = nearest(turns, here - first_possible, |distance| {
        goal(distance).is_some_and(|goal| wins(&goal))
    });
    goal(found?)
}

/// The nearest higher or lower figure that wins.
fn figure(
    rule: &Rule,
    position: usize,
    given: &[Given],
    wins: impl Fn(&Goal) -> bool,
) -> Option<Goal> {
    let figures: Vec<Decimal> = rules::figures(given).collect();
    let grid = Grid::new(rule, position, &figures)?;
    let higher = |distance: i128| Goal::AtLeast(grid.figure(grid.here + distance));
    let lower = |distance: i128| Goal::AtMost(grid.figure(grid.here - distance));
    let ahead = grid.turns.iter().map(|turn| turn - grid.here).collect();
    let behind = grid.turns.iter().map(|turn| grid.here - turn).collect();
    let up = nearest(ahead, grid.last() - grid.here, |distance| wins(&higher(distance)));
    let down = nearest(behind, grid.here, |distance| wins(&lower(distance)));
    match (up, down) {
        (Some(up), Some(down)) if down < up => Some(lower(down)),
        (Some(up), _) => Some(higher(up)),
        (None, down) => down.map(lower),
    }
}
