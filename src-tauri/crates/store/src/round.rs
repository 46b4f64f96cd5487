//! A scoring round: who receives the dossiers, by when, under which document.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use scoring::{CriteriaSet, ReadError};
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::form::{self, Form, optional, required};
use crate::normal_form::nfc;

/// The schema that is read and written.
const SCHEMA: &str = "par-round/1";

const FORM: Form = Form::Object(&[
    required("schema", Form::Schema(SCHEMA)),
    required("title", Form::Text),
    required("year", Form::Year),
    required("receivingOffice", Form::Text),
    optional(
        "document",
        Form::Object(&[
            required("number", Form::Text),
            required("date", Form::Date),
            required("issuer", Form::Text),
            required("subject", Form::Text),
        ]),
    ),
    required("deadlines", Form::Dates),
]);

/// A scoring round (`par-round/1`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Round {
    /// Always `par-round/1`.
    pub schema: String,
    /// Title.
    pub title: String,
    /// The year that is assessed.
    pub year: i32,
    /// Who receives the dossiers.
    pub receiving_office: String,
    /// The document that opens the round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The dates that the set leaves to the round, by name.
    pub deadlines: BTreeMap<String, NaiveDate>,
}

impl Round {
    /// Reads a document of schema `par-round/1`.
    ///
    /// # Errors
    /// [`ReadError`] with every fault of form.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        form::read(bytes, &FORM)
    }

    /// Whether a set can be used in this round.
    ///
    /// # Errors
    /// [`Error::OtherYear`], [`Error::UnknownDeadlines`], with both sides.
    pub(crate) fn must_fit(&self, set: &CriteriaSet) -> Result<()> {
        if self.year != set.year {
            return Err(Error::OtherYear { round: self.year, set: set.year });
        }
        let unknown = self.deadlines.keys().filter(|name| !set.deadlines.contains_key(*name));
        let names: Vec<String> = unknown.cloned().collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(Error::UnknownDeadlines { names, known: set.deadlines.keys().cloned().collect() })
    }

    /// The same with every text in NFC.
    pub(crate) fn normalised(&self) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            title: nfc(&self.title),
            receiving_office: nfc(&self.receiving_office),
            document: self.document.as_ref().map(Document::normalised),
            ..self.clone()
        }
    }
}
