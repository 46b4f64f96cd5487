//! Sign-off: a dossier is locked, its content frozen with a hash.

mod canonical;
mod compare;
mod frozen;
mod ops;
mod rows;
mod version;

pub(crate) use compare::{Comparison, compare};
pub use compare::{Recount, Sums};
pub(crate) use rows::{all, content, insert, particulars_text, reopen, save_number};
pub use version::Version;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::normal_form::nfc;
use crate::stamp::Person;

/// The registry's number and date for a report; either may come later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignOff {
    /// The number, without symbol.
    pub number: Option<String>,
    /// The date of issue.
    pub date: Option<NaiveDate>,
}

/// A sign-off that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedOff {
    /// Its position among the dossier's sign-offs, from 1.
    pub ordinal: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Person,
    /// The registry's number and date.
    pub registry: SignOff,
    /// SHA-256 of the frozen content, in hex; number and date do not enter it.
    pub sha256: String,
    /// Whether and why the dossier was reopened afterwards.
    pub reopened: Option<Reopened>,
}

/// What of a sign-off the journal keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOffParticulars {
    /// SHA-256 of the frozen content, in hex.
    pub sha256: String,
    /// The registry's number.
    pub number: Option<String>,
    /// The registry's date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Why the dossier was reopened afterwards.
    pub reason: Option<String>,
}

/// Why a dossier was reopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// When.
    pub at: DateTime<Utc>,
    /// The written reason.
    pub reason: String,
}

impl SignOff {
    /// The same with the number trimmed and in NFC; an empty one is none.
    fn normalised(&self) -> Self {
        let number = self.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        Self { number: number.map(nfc), date: self.date }
    }
}
