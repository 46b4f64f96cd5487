//! The report's own paragraphs, which no answer gives.

use serde::{Deserialize, Serialize};

use crate::normal_form::{nfc, nfc_all};

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
