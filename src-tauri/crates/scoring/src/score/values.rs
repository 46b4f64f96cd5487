//! From what was typed to checked values: kinds, bounds, constraints.

use chrono::NaiveDate;

use super::outcome::{Problem, ProblemKind};
use crate::answers::{Answer, Value};
use crate::date::parse_date;
use crate::decimal::{Decimal, DecimalError};
use crate::set::{Constraint, Input, InputKind, Measure, Operand, Rule, RuleKind};

/// The word for a delivery that did not take place.
const NOT_DONE: &str = "not-done";

/// A checked value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// A truth value.
    Bool(bool),
    /// The position of an option and its points.
    Option(usize, Decimal),
    /// A date, or none for `not-done`.
    Date(Option<NaiveDate>),
    /// A figure.
    Figure(Decimal),
}

/// The values of a rule, in the order of its inputs.
pub(super) enum Values {
    /// All there and valid.
    Complete(Vec<Given>),
    /// Some not given, by key.
    Missing(Vec<String>),
    /// Some wrong.
    Wrong(Vec<Problem>),
}

/// Checks everything that was given; what is wrong wins over what is missing
/// (`scoring.md`, "Inputs").
pub(super) fn check(rule: &Rule, answer: &Answer) -> Values {
    let mut problems = Vec::new();
    let mut refuse = |input: Option<&str>, kind| {
        problems.push(Problem { part: None, input: input.map(str::to_owned), kind });
    };
    if !answer.parts.is_empty() {
        refuse(None, ProblemKind::PartsForRule);
    }
    for key in answer.inputs.keys() {
        if !rule.inputs.iter().any(|input| input.key == *key) {
            refuse(Some(key), ProblemKind::UnknownInput);
        }
    }
    let mut given = Vec::with_capacity(rule.inputs.len());
    for (position, input) in rule.inputs.iter().enumerate() {
        let value = answer.inputs.get(&input.key).map(|value| {
            let value = read(input, value)?;
            limits(&rule.kind, position, value)?;
            Ok(value)
        });
        given.push(match value {
            Some(Ok(value)) => Some(value),
            Some(Err(kind)) => {
                refuse(Some(&input.key), kind);
                None
            }
            None => None,
        });
    }
    for constraint in &rule.constraints {
        if let Some((input, kind)) = broken(constraint, rule, &given) {
            refuse(input, kind);
        }
    }
    if !problems.is_empty() {
        return Values::Wrong(problems);
    }
    let missing: Vec<String> = rule
        .inputs
        .iter()
        .zip(&given)
        .filter(|(_, value)| value.is_none())
        .map(|(input, _)| input.key.clone())
        .collect();
    if missing.is_empty() {
        Values::Complete(given.into_iter().flatten().collect())
    } else {
        Values::Missing(missing)
    }
}

/// The value by itself: its kind and the input's own bounds.
fn read(input: &Input, value: &Value) -> Result<Given, ProblemKind> {
    match (&input.kind, value) {
        (InputKind::Bool, Value::Bool(answer)) => Ok(Given::Bool(*answer)),
        (InputKind::Bool, _) => Err(ProblemKind::NotBool),
        (InputKind::Option(choices), Value::Text(id)) => choices
            .iter()
            .position(|choice| choice.id == *id)
            .map(|position| Given::Option(position, choices[position].points))
            .ok_or(ProblemKind::UnknownOption),
        (InputKind::Option(_), _) => Err(ProblemKind::UnknownOption),
        (InputKind::Date, Value::Text(text)) if text == NOT_DONE => Ok(Given::Date(None)),
        (InputKind::Date, Value::Text(text)) => {
            parse_date(text).map(|day| Given::Date(Some(day))).ok_or(ProblemKind::BadDate)
        }
        (InputKind::Date, _) => Err(ProblemKind::BadDate),
        (InputKind::Integer | InputKind::Number, Value::Number(text)) => {
            figure(input, text).map(Given::Figure)
        }
        (InputKind::Integer | InputKind::Number, _) => Err(ProblemKind::NotNumber),
    }
}

fn figure(input: &Input, text: &str) -> Result<Decimal, ProblemKind> {
    let found = Decimal::parse(text).map_err(|error| match error {
        DecimalError::Malformed => ProblemKind::NotNumber,
        DecimalError::TooFine => ProblemKind::TooFine,
        DecimalError::TooLarge => ProblemKind::TooLarge,
    })?;
    if found.is_negative() {
        return Err(ProblemKind::Negative(found));
    }
    if input.kind == InputKind::Integer && !found.is_whole() {
        return Err(ProblemKind::NotWhole(found));
    }
    if let Some(min) = input.min.filter(|min| found < *min) {
        return Err(ProblemKind::BelowMin { found, min });
    }
    if let Some(max) = input.max.filter(|max| found > *max) {
        return Err(ProblemKind::AboveMax { found, max });
    }
    Ok(found)
}

/// Bounds that the rule itself sets.
fn limits(kind: &RuleKind, position: usize, value: Given) -> Result<(), ProblemKind> {
    let Given::Figure(found) = value else {
        return Ok(());
    };
    match kind {
        RuleKind::Ratio(_) | RuleKind::Tier { measure: Measure::Percent, .. }
            if position == 1 && found.is_zero() =>
        {
            Err(ProblemKind::ZeroWhole)
        }
        RuleKind::Survey(_) if found > Decimal::HUNDRED => {
            Err(ProblemKind::AboveMax { found, max: Decimal::HUNDRED })
        }
        RuleKind::Manual { max_points, .. } if found > *max_points => {
            Err(ProblemKind::AboveMax { found, max: *max_points })
        }
        RuleKind::Manual { step, .. } if !found.is_multiple_of(*step) => {
            Err(ProblemKind::NotMultiple { found, step: *step })
        }
        _ => Ok(()),
    }
}

/// The constraint as a problem of its first input, if both figures are there and it does not hold.
fn broken<'a>(
    constraint: &'a Constraint,
    rule: &Rule,
    given: &[Option<Given>],
) -> Option<(Option<&'a str>, ProblemKind)> {
    let figure = |operand: &Operand| match operand {
        Operand::Number(number) => Some(*number),
        Operand::Input(key) => {
            let position = rule.inputs.iter().position(|input| input.key == *key)?;
            match given.get(position)? {
                Some(Given::Figure(figure)) => Some(*figure),
                _ => None,
            }
        }
    };
    let (left, right) = (figure(&constraint.left)?, figure(&constraint.right)?);
    if constraint.comparator.holds(left, right) {
        return None;
    }
    let key = |operand: &'a Operand| match operand {
        Operand::Input(key) => Some(key.as_str()),
        Operand::Number(_) => None,
    };
    let side = |operand: &Operand| match operand {
        Operand::Input(key) => key.clone(),
        Operand::Number(number) => number.to_string(),
    };
    let kind = ProblemKind::Constraint {
        sides: [side(&constraint.left), side(&constraint.right)],
        figures: [left, right],
        comparator: constraint.comparator,
    };
    Some((key(&constraint.left).or(key(&constraint.right)), kind))
}

/// A whole number by itself, as a penalty's cases are.
pub(super) fn whole(input: &Input, value: &Value) -> Result<Decimal, ProblemKind> {
    match read(input, value)? {
        Given::Figure(figure) => Ok(figure),
        _ => Err(ProblemKind::NotNumber),
    }
}
