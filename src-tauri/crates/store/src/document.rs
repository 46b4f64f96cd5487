//! What identifies a document: type, number, date, issuer, subject.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::normal_form::nfc;

/// A document by its number, date, issuer and subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Its type: "Báo cáo"; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Whether it is meant to be cited without its content, as what is secret must be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cite_only: bool,
}

/// What tells a document from every other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocumentIdentity {
    number: String,
    date: Option<NaiveDate>,
    issuer: String,
    subject: String,
}

impl Document {
    /// Whether both name the same document: by number, date, issuer and subject.
    pub fn is_same(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }

    /// What tells it from every other document: number, date, issuer and subject in NFC.
    pub fn identity(&self) -> DocumentIdentity {
        let (number, issuer) = (nfc(&self.number), nfc(&self.issuer));
        DocumentIdentity { number, date: self.date, issuer, subject: nfc(&self.subject) }
    }

    /// The same with every text in NFC.
    pub(crate) fn normalised(&self) -> Self {
        Self {
            number: nfc(&self.number),
            date: self.date,
            issuer: nfc(&self.issuer),
            subject: nfc(&self.subject),
            kind: nfc(&self.kind),
            cite_only: self.cite_only,
        }
    }
}
