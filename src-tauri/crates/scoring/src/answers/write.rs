//! Answers as JSON.

use std::collections::BTreeMap;

use super::{Answer, Answers, Value};
use crate::code::Code;
use crate::json::Json;

impl Answers {
    /// The document of schema `par-answers/1`; reading it gives equal answers.
    pub fn to_json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let mut members = vec![
            ("schema".to_owned(), text(super::read::SCHEMA)),
            ("criteriaSet".to_owned(), text(&self.criteria_set)),
        ];
        if !self.deadlines.is_empty() {
            let dates =
                self.deadlines.iter().map(|(name, day)| (name.clone(), text(&day.to_string())));
            members.push(("deadlines".to_owned(), Json::Object(dates.collect())));
        }
        members.push(("answers".to_owned(), by_code(&self.sub_criteria)));
        for (name, entries) in [("bonus", &self.bonus), ("penalty", &self.penalty)] {
            if !entries.is_empty() {
                members.push((name.to_owned(), by_code(entries)));
            }
        }
        Json::Object(members)
    }
}

fn by_code(entries: &BTreeMap<Code, Answer>) -> Json {
    Json::Object(
        entries.iter().map(|(code, answer)| (code.to_string(), answer.to_json())).collect(),
    )
}

impl Answer {
    /// The answer as an object of a `par-answers/1` document.
    pub fn to_json(&self) -> Json {
        let mut members = Vec::new();
        if !self.inputs.is_empty() {
            let inputs = self.inputs.iter().map(|(key, value)| (key.clone(), value.to_json()));
            members.push(("inputs".to_owned(), Json::Object(inputs.collect())));
        }
        if !self.parts.is_empty() {
            let parts = self.parts.iter().map(|(key, part)| (key.clone(), part.to_json()));
            members.push(("parts".to_owned(), Json::Object(parts.collect())));
        }
        if self.not_applicable {
            members.push(("notApplicable".to_owned(), Json::Bool(true)));
        }
        if let Some(text) = &self.explanation {
            members.push(("explanation".to_owned(), Json::Text(text.clone())));
        }
        Json::Object(members)
    }
}

impl Value {
    fn to_json(&self) -> Json {
        match self {
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(text) => Json::Number(text.clone()),
            Self::Text(text) => Json::Text(text.clone()),
        }
    }
}
