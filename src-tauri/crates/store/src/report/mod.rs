//! Finished reports: the PDF of a sign-off, and what came back signed. None ever changes.

mod ops;
mod rows;

pub(crate) use ops::has_signed;
pub(crate) use rows::{all, save, text_of};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::sign_off::SignedOff;

/// A finished report that is kept in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FinishedReport {
    /// The sign-off whose content it shows, by its ordinal.
    pub sign_off: u32,
    /// Where it comes from.
    pub kind: ReportKind,
    /// The registry's number that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The registry's date that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Its file name.
    pub name: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A report that was just made of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeReport {
    /// Its file name.
    pub name: String,
    /// The file.
    pub pdf: Vec<u8>,
}

/// Where a finished report comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReportKind {
    /// This program made it of the frozen content.
    Made,
    /// It goes on from one that was made, with digital signatures.
    Signed,
}

impl FinishedReport {
    /// Whether it is the report of a sign-off as that stands, with its number and date.
    pub fn is_of(&self, sign_off: &SignedOff) -> bool {
        let registry = &sign_off.registry;
        self.sign_off == sign_off.ordinal
            && (&self.number, self.date) == (&registry.number, registry.date)
    }
}

impl ReportKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Signed => "signed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Made, Self::Signed].into_iter().find(|kind| kind.name() == name)
    }
}
