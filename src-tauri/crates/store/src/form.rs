//! The form of small JSON documents (profile, round, evidence, report texts): every fault in one pass.

use scoring::{Fault, FaultKind, Json, ReadError, Shape, parse_date};
use serde::de::DeserializeOwned;

/// What is due at a place of a document.
pub(crate) enum Form {
    Text,
    List(&'static Form),
    Date,
    Year,
    Schema(&'static str),
    Word(&'static [&'static str]),
    Object(&'static [Member]),
    /// Any names, each with a date.
    Dates,
}

impl Form {
    const fn shape(&self) -> Shape {
        match self {
            Self::Text | Self::Schema(_) | Self::Word(_) | Self::Date => Shape::Text,
            Self::Year => Shape::Number,
            Self::List(_) => Shape::List,
            Self::Dates | Self::Object(_) => Shape::Object,
        }
    }
}

/// A member of an object.
pub(crate) struct Member {
    name: &'static str,
    form: Form,
    required: bool,
}

/// A member that must be there.
pub(crate) const fn required(name: &'static str, form: Form) -> Member {
    Member { name, form, required: true }
}

/// A member that may be missing or `null`.
pub(crate) const fn optional(name: &'static str, form: Form) -> Member {
    Member { name, form, required: false }
}

/// Reads a document of this form.
///
/// # Errors
/// [`ReadError`] for what is no JSON, or with every fault of form.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], form: &Form) -> Result<T, ReadError> {
    let json = Json::parse(bytes)?;
    let mut faults = Vec::new();
    check(&json, form, "", &mut faults);
    // Another schema, from which the rest follows, comes first.
    faults.sort_by_key(|fault| !matches!(fault.kind, FaultKind::UnknownSchema { .. }));
    if !faults.is_empty() {
        return Err(ReadError::Faults(faults));
    }
    // The form is checked, so that nothing is left for this to refuse.
    serde_json::from_str(&json.to_compact()).map_err(|error| ReadError::Malformed {
        line: error.line(),
        column: error.column(),
        cut_off: false,
    })
}

fn check(json: &Json, form: &Form, place: &str, faults: &mut Vec<Fault>) {
    let kind = match (form, json) {
        (Form::Text, Json::Text(_)) => None,
        (Form::Schema(expected), Json::Text(found)) => {
            let kind = || FaultKind::UnknownSchema { found: found.clone(), expected };
            (found != expected).then(kind)
        }
        (Form::Word(allowed), Json::Text(found)) => {
            let kind = || FaultKind::UnknownWord { found: found.clone(), allowed };
            (!allowed.contains(&found.as_str())).then(kind)
        }
        (Form::Date, Json::Text(found)) => {
            let kind = || FaultKind::BadDate { found: found.clone() };
            parse_date(found).is_none().then(kind)
        }
        (Form::Year, Json::Number(text)) => {
            let four_digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            (!four_digits).then(|| FaultKind::BadDate { found: text.clone() })
        }
        (Form::List(form), Json::List(items)) => {
            for (position, item) in items.iter().enumerate() {
                check(item, form, &format!("{place}[{position}]"), faults);
            }
            None
        }
        (Form::Dates, Json::Object(members)) => {
            dates(members, place, faults);
            None
        }
        (Form::Object(known), Json::Object(members)) => {
            object(members, known, place, faults);
            None
        }
        _ => Some(FaultKind::WrongShape { expected: form.shape(), found: json.shape() }),
    };
    faults.extend(kind.map(|kind| fault(place, kind)));
}

fn object(members: &[(String, Json)], known: &[Member], place: &str, faults: &mut Vec<Fault>) {
    duplicates(members, place, faults);
    for (name, _) in members.iter().filter(|(name, _)| !known.iter().any(|form| form.name == name))
    {
        faults.push(fault(&child(place, name), FaultKind::UnknownField));
    }
    for member in known {
        let place = child(place, member.name);
        match members.iter().find(|(name, _)| name == member.name) {
            Some((_, Json::Null)) if !member.required => {}
            Some((_, value)) => check(value, &member.form, &place, faults),
            None if member.required => faults.push(fault(&place, FaultKind::MissingField)),
            None => {}
        }
    }
}

fn dates(members: &[(String, Json)], place: &str, faults: &mut Vec<Fault>) {
    duplicates(members, place, faults);
    for (name, value) in members {
        check(value, &Form::Date, &child(place, name), faults);
    }
}

fn duplicates(members: &[(String, Json)], place: &str, faults: &mut Vec<Fault>) {
    for (position, (name, _)) in members.iter().enumerate() {
        if members[..position].iter().any(|(earlier, _)| earlier == name) {
            faults.push(fault(&child(place, name), FaultKind::DuplicateField));
        }
    }
}

fn child(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

fn fault(field: &str, kind: FaultKind) -> Fault {
    Fault { code: String::new(), field: field.to_owned(), kind }
}
