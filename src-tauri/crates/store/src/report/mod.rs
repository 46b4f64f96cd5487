//! Finished reports: the PDF of a sign-off, and what came back signed. None ever changes.

mod ops;
mod rows;

pub(crate) use ops::has_signed;
pub(crate) use rows::{all, save, text_of};

use serde::{Deserialize, Serialize};

/// A finished report that is kept in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FinishedReport {
    /// The sign-off whose content it shows, by its ordinal.
    pub sign_off: u32,
    /// Where it comes from.
    pub kind: ReportKind,
    /// Its file name.
    pub name: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
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
