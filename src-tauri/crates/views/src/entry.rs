//! What is entered for an item, as typed: from an answer to its fields, and back.

use std::collections::BTreeMap;

use backend::entry;
use scoring::{Answer, Input, Value};

use crate::set_item::{Item, cases_input};
use crate::shape::shapes;

shapes! {
    /// What is entered for an item, as typed.
    pub struct Entry {
        /// Values of a single rule by key, as they stand in their fields.
        pub inputs: BTreeMap<String, String>,
        /// "Không phát sinh" of the whole item.
        pub not_applicable: bool,
        /// Explanation, or the reason of "không phát sinh".
        pub explanation: String,
        /// Parts of a sum by key.
        pub parts: BTreeMap<String, PartEntry>,
    }

    /// What is entered for a part of a sum.
    pub struct PartEntry {
        /// Values by key.
        pub inputs: BTreeMap<String, String>,
        /// "Không phát sinh" of the part.
        pub not_applicable: bool,
        /// The reason.
        pub explanation: String,
    }
}

impl Item<'_> {
    /// What was entered, as it stands in its fields.
    pub(crate) fn entry(self, answer: &Answer) -> Entry {
        let mut shown = Entry {
            inputs: BTreeMap::new(),
            not_applicable: answer.not_applicable,
            explanation: answer.explanation.clone().unwrap_or_default(),
            parts: BTreeMap::new(),
        };
        if let Self::Penalty { item, .. } = self {
            shown.inputs = typed_inputs(&[cases_input(item)], answer);
        }
        for rule in self.rules() {
            match rule.part {
                None => shown.inputs = typed_inputs(&rule.rule.inputs, answer),
                Some(part) => {
                    let nothing = Answer::default();
                    let answer = answer.parts.get(part).unwrap_or(&nothing);
                    let entry = PartEntry {
                        inputs: typed_inputs(&rule.rule.inputs, answer),
                        not_applicable: answer.not_applicable,
                        explanation: answer.explanation.clone().unwrap_or_default(),
                    };
                    shown.parts.insert(part.to_owned(), entry);
                }
            }
        }
        shown
    }

    /// The answer that an entry stands for.
    pub(crate) fn read(self, entry: &Entry) -> Answer {
        let mut answer = Answer {
            inputs: BTreeMap::new(),
            not_applicable: entry.not_applicable,
            explanation: written(&entry.explanation),
            parts: BTreeMap::new(),
        };
        if let Self::Penalty { item, .. } = self {
            answer.inputs = read_inputs(&[cases_input(item)], &entry.inputs);
        }
        for rule in self.rules() {
            match rule.part {
                None => answer.inputs = read_inputs(&rule.rule.inputs, &entry.inputs),
                Some(part) => {
                    let Some(typed) = entry.parts.get(part) else {
                        continue;
                    };
                    let own = Answer {
                        inputs: read_inputs(&rule.rule.inputs, &typed.inputs),
                        not_applicable: typed.not_applicable,
                        explanation: written(&typed.explanation),
                        parts: BTreeMap::new(),
                    };
                    if !own.is_empty() {
                        answer.parts.insert(part.to_owned(), own);
                    }
                }
            }
        }
        answer
    }
}

fn written(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

fn typed_inputs(inputs: &[Input], answer: &Answer) -> BTreeMap<String, String> {
    let typed = inputs.iter().map(|input| {
        let value = answer.inputs.get(&input.key);
        let text = value.map(|value| entry::typed(input, value)).unwrap_or_default();
        (input.key.clone(), text)
    });
    typed.collect()
}

fn read_inputs(inputs: &[Input], typed: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
    let read = inputs.iter().filter_map(|input| {
        let value = entry::value(&input.kind, typed.get(&input.key)?)?;
        Some((input.key.clone(), value))
    });
    read.collect()
}
