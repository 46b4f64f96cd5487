//! Reading the inputs of a rule, its options and its constraints.

use super::reader::{Field, Fields, Reader, set_number};
use super::rule::{Choice, Comparator, Constraint, Input, InputKind, Operand, RuleKind};
use crate::fault::FaultKind;
use crate::json::Json;

const INPUT_KINDS: [&str; 5] = ["bool", "option", "date", "integer", "number"];
const NUMERIC: [&str; 2] = ["integer", "number"];

/// How many inputs a rule type takes, at least or exactly, and of which kinds.
fn input_shape(name: &str, fields: &Fields<'_>) -> (usize, bool, &'static [&'static str]) {
    match name {
        "boolean" => (1, true, &["bool"]),
        "choice" => (1, true, &["option"]),
        "count" => (1, true, &["integer"]),
        "deadline" => (1, true, &["date"]),
        "survey" | "manual" => (1, true, &NUMERIC),
        "compare" => (2, true, &NUMERIC),
        "tier" if fields.get("measure") == Some(&Json::Text("value".to_owned())) => {
            (1, false, &NUMERIC)
        }
        _ => (2, false, &NUMERIC),
    }
}

/// The inputs that a rule lists.
pub(super) fn inputs(reader: &mut Reader, name: &str, fields: &Fields<'_>) -> Option<Vec<Input>> {
    let field = fields.field("inputs");
    let items = reader.list(&field)?;
    let (expected, exactly, allowed) = input_shape(name, fields);
    let found = items.len();
    if found < expected || (exactly && found != expected) {
        reader.refuse(&field.place, FaultKind::InputCount { found, expected });
        return None;
    }
    let choices = match name {
        "choice" => Some(choices(reader, &fields.field("options"))?),
        _ => None,
    };
    let inputs: Vec<_> =
        items.iter().map(|item| input(reader, item, allowed, choices.as_deref())).collect();
    inputs.into_iter().collect()
}

fn input(
    reader: &mut Reader,
    field: &Field<'_>,
    allowed: &'static [&'static str],
    choices: Option<&[Choice]>,
) -> Option<Input> {
    let optional = ["unit", "min", "max"];
    let fields = reader.fields(field.json?, &field.place, &["key", "label", "kind"], &optional)?;
    let key = reader.key(&fields.field("key"));
    let label = reader.optional_text(&fields.field("label")).unwrap_or_default();
    let unit = reader.optional_text(&fields.field("unit"));
    let min = reader.number(&fields.field("min"));
    let max = reader.amount(&fields.field("max"));
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        reader.refuse(&field.place, FaultKind::EmptyRange { min, max });
    }
    let kinds = [
        InputKind::Bool,
        InputKind::Option(choices.unwrap_or_default().to_vec()),
        InputKind::Date,
        InputKind::Integer,
        InputKind::Number,
    ];
    let positions = [0, 1, 2, 3, 4];
    let position: usize = reader.word(&fields.field("kind"), &INPUT_KINDS, &positions)?;
    if !allowed.contains(&INPUT_KINDS[position]) {
        reader.refuse(&field.place.child("kind"), FaultKind::InputKind { allowed });
        return None;
    }
    let kind = kinds.into_iter().nth(position)?;
    Some(Input { key: key?, label, unit, kind, min, max })
}

fn choices(reader: &mut Reader, field: &Field<'_>) -> Option<Vec<Choice>> {
    let items = reader.filled_list(field)?;
    let mut choices = Vec::new();
    for item in &items {
        let fields = reader.fields(item.json?, &item.place, &["id", "label", "points"], &[])?;
        let id = reader.text(&fields.field("id"));
        let label = reader.optional_text(&fields.field("label")).unwrap_or_default();
        let points = reader.points(&fields.field("points"));
        choices.push(id.zip(points).map(|(id, points)| Choice { id, label, points }));
    }
    let choices: Vec<Choice> = choices.into_iter().collect::<Option<_>>()?;
    let ids = choices.iter().zip(&items);
    reader.unique(ids.map(|(choice, item)| (choice.id.as_str(), item.place.child("id"))));
    Some(choices)
}

/// The items of a checklist, as inputs.
pub(super) fn checklist_items(reader: &mut Reader, field: &Field<'_>) -> Option<Vec<Input>> {
    let mut inputs = Vec::new();
    for item in reader.filled_list(field)? {
        let fields = reader.fields(item.json?, &item.place, &["key", "label", "options"], &[])?;
        let key = reader.key(&fields.field("key"));
        let label = reader.optional_text(&fields.field("label")).unwrap_or_default();
        let options = choices(reader, &fields.field("options"));
        inputs.push(key.zip(options).map(|(key, options)| {
            let kind = InputKind::Option(options);
            Input { key, label, unit: None, kind, min: None, max: None }
        }));
    }
    inputs.into_iter().collect()
}

/// The items of a deduction, as inputs, and its figures.
pub(super) fn deduction(
    reader: &mut Reader,
    fields: &Fields<'_>,
) -> Option<(Vec<Input>, RuleKind)> {
    let start = reader.points(&fields.field("start"));
    let floor = reader.points(&fields.field("floor"));
    let mut items = Vec::new();
    for item in reader.filled_list(&fields.field("items"))? {
        let required = ["key", "label", "perUnit"];
        let fields = reader.fields(item.json?, &item.place, &required, &["unit"])?;
        let key = reader.key(&fields.field("key"));
        let label = reader.optional_text(&fields.field("label")).unwrap_or_default();
        let unit = reader.optional_text(&fields.field("unit"));
        let per_unit = reader.amount(&fields.field("perUnit"));
        items.push(key.zip(per_unit).map(|(key, per_unit)| {
            (Input { key, label, unit, kind: InputKind::Integer, min: None, max: None }, per_unit)
        }));
    }
    let items: Option<Vec<_>> = items.into_iter().collect();
    let (inputs, per_unit) = items?.into_iter().unzip();
    Some((inputs, RuleKind::Deduction { start: start?, floor: floor?, per_unit }))
}

/// What must hold between the inputs.
pub(super) fn constraints(
    reader: &mut Reader,
    field: &Field<'_>,
    inputs: &[Input],
) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    for item in reader.list(field).unwrap_or_default() {
        let Some(found) = reader.text(&item) else {
            continue;
        };
        let Some((left, comparator, right)) = split(&found) else {
            reader.refuse(&item.place, FaultKind::BadConstraint { found });
            continue;
        };
        let sides = [left, right].map(|side| operand(side, inputs));
        for (side, written) in sides.iter().zip([left, right]) {
            match side {
                Some(Side::BadNumber(kind)) => reader.refuse(&item.place, kind.clone()),
                None => {
                    let (constraint, operand) = (found.clone(), written.to_owned());
                    reader.refuse(&item.place, FaultKind::UnknownOperand { constraint, operand });
                }
                Some(Side::Operand(_)) => {}
            }
        }
        if let [Some(Side::Operand(left)), Some(Side::Operand(right))] = sides {
            constraints.push(Constraint { left, comparator, right });
        }
    }
    constraints
}

/// `LEFT OP RIGHT`, white space around the operator allowed.
fn split(text: &str) -> Option<(&str, Comparator, &str)> {
    let start = text.find(['<', '>'])?;
    let rest = &text[start..];
    let (comparator, length) = match (rest.as_bytes().first(), rest.as_bytes().get(1)) {
        (Some(b'>'), Some(b'=')) => (Comparator::AtLeast, 2),
        (Some(b'>'), _) => (Comparator::Above, 1),
        (Some(b'<'), Some(b'=')) => (Comparator::AtMost, 2),
        _ => (Comparator::Below, 1),
    };
    let (left, right) = (text[..start].trim(), rest[length..].trim());
    (!left.is_empty() && !right.is_empty()).then_some((left, comparator, right))
}

/// A side of a constraint as it was read.
enum Side {
    Operand(Operand),
    /// A number that a set must not have.
    BadNumber(FaultKind),
}

/// A number, or the key of an input that holds one; none for anything else.
fn operand(text: &str, inputs: &[Input]) -> Option<Side> {
    if text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return Some(match set_number(text) {
            Ok(number) => Side::Operand(Operand::Number(number)),
            Err(kind) => Side::BadNumber(kind),
        });
    }
    let holds_number = |input: &&Input| {
        input.key == text && matches!(input.kind, InputKind::Integer | InputKind::Number)
    };
    let input = inputs.iter().find(holds_number)?;
    Some(Side::Operand(Operand::Input(input.key.clone())))
}
