//! The report's own paragraphs, which no answer gives.

use scoring::ReadError;
use serde::{Deserialize, Serialize};

use crate::form::{self, Form, optional, required};

use crate::normal_form::{nfc, nfc_all};

/// The schema that is read.
const SCHEMA: &str = "par-report/1";

const FORM: Form = Form::Object(&[
    required("schema", Form::Schema(SCHEMA)),
    optional("bases", Form::List(&Form::Text)),
    optional("opening", Form::Text),
    optional("implementation", Form::List(&Form::Text)),
    optional("difficulties", Form::List(&Form::Text)),
    optional("proposals", Form::List(&Form::Text)),
]);

/// A file of schema `par-report/1`; a paragraph that it leaves out is empty.
#[derive(Deserialize)]
struct ReportFile {
    bases: Option<Vec<String>>,
    opening: Option<String>,
    implementation: Option<Vec<String>>,
    difficulties: Option<Vec<String>>,
    proposals: Option<Vec<String>>,
}

/// The paragraphs that the unit writes itself; all may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReportTexts {
    /// Legal bases, one a paragraph.
    pub bases: Vec<String>,
    /// The opening sentence.
    pub opening: String,
    /// Section I: how the self-scoring was carried out.
    pub implementation: Vec<String>,
    /// Section IV: difficulties.
    pub difficulties: Vec<String>,
    /// Section IV: proposals.
    pub proposals: Vec<String>,
}

impl ReportTexts {
    /// Reads a document of schema `par-report/1`.
    ///
    /// # Errors
    /// [`ReadError`] with every fault of form.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        let file: ReportFile = form::read(bytes, &FORM)?;
        Ok(Self {
            bases: file.bases.unwrap_or_default(),
            opening: file.opening.unwrap_or_default(),
            implementation: file.implementation.unwrap_or_default(),
            difficulties: file.difficulties.unwrap_or_default(),
            proposals: file.proposals.unwrap_or_default(),
        })
    }

    /// The same with every text in NFC.
    pub(crate) fn normalised(&self) -> Self {
        Self {
            bases: nfc_all(&self.bases),
            opening: nfc(&self.opening),
            implementation: nfc_all(&self.implementation),
            difficulties: nfc_all(&self.difficulties),
            proposals: nfc_all(&self.proposals),
        }
    }
}
