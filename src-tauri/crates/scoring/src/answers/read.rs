//! Reading answers: every fault of form is found in one pass.

use std::collections::BTreeMap;

use super::{Answer, Answers, Value};
use crate::code::Code;
use crate::date::parse_date;
use crate::fault::{FaultKind, ReadError, Shape};
use crate::json::Json;
use crate::set::{Place, Reader};

/// The schema that is read.
pub(super) const SCHEMA: &str = "par-answers/1";

impl Answers {
    /// Reads a document of schema `par-answers/1`.
    ///
    /// # Errors
    /// [`ReadError`] for a file that is no JSON, or with every fault of form: an unknown field, a
    /// duplicate key, an object where none is due or the other way round, a deadline that is no
    /// date. Whether the set knows the codes is asked with [`Answers::faults_against`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        let json = Json::parse(bytes)?;
        let mut reader = Reader::default();
        let answers = document(&mut reader, &json);
        let faults = reader.into_faults();
        match answers {
            Some(answers) if faults.is_empty() => Ok(answers),
            _ => Err(ReadError::Faults(faults)),
        }
    }
}

impl Answer {
    /// Reads one answer as it stands in a document of schema `par-answers/1`.
    ///
    /// # Errors
    /// As [`Answers::parse`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        let json = Json::parse(bytes)?;
        let mut reader = Reader::default();
        let answer = answer(&mut reader, &json, &Place::file());
        let faults = reader.into_faults();
        match answer {
            Some(answer) if faults.is_empty() => Ok(answer),
            _ => Err(ReadError::Faults(faults)),
        }
    }
}

fn document(reader: &mut Reader, json: &Json) -> Option<Answers> {
    let sections = ["deadlines", "answers", "bonus", "penalty"];
    let fields = reader.fields(json, &Place::file(), &["schema", "criteriaSet"], &sections)?;
    reader.schema(&fields.field("schema"), SCHEMA);
    let criteria_set = reader.text(&fields.field("criteriaSet"))?;
    let deadlines = deadlines(reader, fields.written("deadlines"));
    Some(Answers {
        criteria_set,
        deadlines,
        sub_criteria: entries(reader, fields.written("answers"), "answers"),
        bonus: entries(reader, fields.written("bonus"), "bonus"),
        penalty: entries(reader, fields.written("penalty"), "penalty"),
    })
}

fn deadlines(reader: &mut Reader, json: Option<&Json>) -> BTreeMap<String, chrono::NaiveDate> {
    let place = Place::file().child("deadlines");
    let mut dates = BTreeMap::new();
    for (name, value) in json.map(|json| reader.members(json, &place)).unwrap_or_default() {
        let found = match value {
            Json::Text(text) => text.clone(),
            other => other.to_compact(),
        };
        match parse_date(&found) {
            Some(day) if matches!(value, Json::Text(_)) => {
                dates.insert(name.clone(), day);
            }
            _ => reader.refuse(&place.child(name), FaultKind::BadDate { found }),
        }
    }
    dates
}

fn entries(reader: &mut Reader, json: Option<&Json>, section: &str) -> BTreeMap<Code, Answer> {
    let section = Place::file().child(section);
    let mut answers = BTreeMap::new();
    for (code, value) in json.map(|json| reader.members(json, &section)).unwrap_or_default() {
        if let Some(answer) = answer(reader, value, &Place::of(code)) {
            answers.insert(Code::new(code), answer);
        }
    }
    answers
}

fn answer(reader: &mut Reader, json: &Json, place: &Place) -> Option<Answer> {
    let known = ["inputs", "parts", "notApplicable", "explanation"];
    let fields = reader.fields(json, place, &[], &known)?;
    let mut answer = Answer::default();

    let inputs = fields.written_field("inputs");
    for (key, value) in
        inputs.json.map(|json| reader.members(json, &inputs.place)).unwrap_or_default()
    {
        if let Some(value) = input(reader, value, &inputs.place.child(key)) {
            answer.inputs.insert(key.clone(), value);
        }
    }
    let parts = fields.written_field("parts");
    for (key, value) in
        parts.json.map(|json| reader.members(json, &parts.place)).unwrap_or_default()
    {
        if let Some(part) = self::answer(reader, value, &parts.place.child(key)) {
            answer.parts.insert(key.clone(), part);
        }
    }
    // Unlike the others, the claim must be a truth value where it stands: `null` says neither.
    match fields.written("notApplicable") {
        None => {}
        Some(Json::Bool(claimed)) => answer.not_applicable = *claimed,
        Some(other) => reader.wrong_shape(&place.child("notApplicable"), Shape::Bool, other),
    }
    match fields.get("explanation") {
        None => {}
        Some(Json::Text(text)) => answer.explanation = Some(text.clone()),
        Some(other) => reader.wrong_shape(&place.child("explanation"), Shape::Text, other),
    }
    Some(answer)
}

/// A value of an input; `null` is the same as a missing one.
fn input(reader: &mut Reader, json: &Json, place: &Place) -> Option<Value> {
    match json {
        Json::Null => None,
        Json::Bool(value) => Some(Value::Bool(*value)),
        Json::Number(text) => Some(Value::Number(text.clone())),
        Json::Text(text) => Some(Value::Text(text.clone())),
        Json::List(_) | Json::Object(_) => {
            reader.wrong_shape(place, Shape::Scalar, json);
            None
        }
    }
}
