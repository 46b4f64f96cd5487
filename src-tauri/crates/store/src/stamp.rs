//! Who changes something, and when.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::normal_form::nfc;

/// A person of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Post in the office.
    pub post: String,
}

/// The moment and the author of a change; the caller's clock decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The moment, with the offset of the office.
    pub at: DateTime<FixedOffset>,
    /// The author.
    pub by: Person,
}

impl Stamp {
    /// The office's calendar day at that moment.
    pub fn day(&self) -> NaiveDate {
        self.at.date_naive()
    }

    /// The moment as it is stored: UTC, RFC 3339, milliseconds.
    pub(crate) fn moment(&self) -> String {
        moment(self.at.with_timezone(&Utc))
    }

    /// The author with texts in normal form.
    pub(crate) fn author(&self) -> Person {
        Person { name: nfc(&self.by.name), post: nfc(&self.by.post) }
    }
}

/// A moment in UTC as it is stored.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
