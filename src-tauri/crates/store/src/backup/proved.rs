//! When contents beside the backups were proved last, so that each is read again now and then.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::file::{make_whole, unwritable};

/// The file in the folder of contents.
const NAME: &str = "proved.json";
/// Days after which a content is read again.
const DAYS: i64 = 30;

/// The day on which each content was proved last, by its hash in hex.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct ProvedOn(BTreeMap<String, NaiveDate>);

impl ProvedOn {
    /// What is noted in a folder of contents. Where nothing can be read, nothing counts as proved.
    pub(super) fn read(folder: &Path) -> Self {
        let text = fs::read(folder.join(NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Whether a content has to be proved again; a day that is yet to come proves nothing.
    pub(super) fn is_due(&self, sha256: &str, today: NaiveDate) -> bool {
        let proved = self.0.get(sha256);
        proved.is_none_or(|day| *day > today || today - *day > TimeDelta::days(DAYS))
    }

    /// The day of the last proof, for an order; none comes first.
    pub(super) fn last(&self, sha256: &str) -> Option<NaiveDate> {
        self.0.get(sha256).copied()
    }

    /// Notes that a content was proved.
    pub(super) fn note(&mut self, sha256: &str, today: NaiveDate) {
        self.0.insert(sha256.to_owned(), today);
    }

    /// Forgets a content that is not whole.
    pub(super) fn forget(&mut self, sha256: &str) {
        self.0.remove(sha256);
    }

    /// Keeps the notes in a folder of contents, those of the named contents alone.
    pub(super) fn write(&mut self, folder: &Path, named: impl Fn(&str) -> bool) -> Result<()> {
        self.0.retain(|sha256, _| named(sha256));
        let text = serde_json::to_vec(self).map_err(Error::damaged)?;
        let path = folder.join(NAME);
        let draft: PathBuf = folder.join(format!("{NAME}.part"));
        make_whole((&draft, &path), |draft| {
            fs::write(draft, &text).map_err(|source| unwritable(draft, source))
        })
    }
}
