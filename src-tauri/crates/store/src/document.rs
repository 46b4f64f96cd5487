//! What identifies a document: number, date, issuer, subject.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::normal_form::nfc;

/// A document by its number, date, issuer and subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Document {
    /// Number and symbol: "08/KH-UBND"; empty where it has none.
    pub number: String,
    /// Date of issue, if it bears one.
    #[serde(default)]
    pub date: Option<NaiveDate>,
    /// Who issued it.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
}

impl Document {
    /// The same with every text in NFC.
    pub(crate) fn normalised(&self) -> Self {
        Self {
            number: nfc(&self.number),
            date: self.date,
            issuer: nfc(&self.issuer),
            subject: nfc(&self.subject),
        }
    }
}
