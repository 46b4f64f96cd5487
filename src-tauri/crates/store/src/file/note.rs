//! The note beside the data file that says who has it open.
//!
//! The lock itself is `SQLite`'s; the note only gives it a name. One that was left behind by a crash
//! therefore never keeps anybody out.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::beside;

/// Who has a data file open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// The user's name.
    pub name: String,
    /// The computer's name.
    pub computer: String,
    /// The process.
    pub pid: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A note that goes when it is dropped.
#[derive(Debug)]
pub(super) struct Note(PathBuf);

impl Note {
    /// Writes the note. Failing to is no reason not to work: the lock holds without it.
    pub(super) fn leave(path: &Path, holder: &Holder) -> Self {
        let note = beside(path, ".lock");
        let _ = serde_json::to_vec(holder).map(|text| fs::write(&note, text));
        Self(note)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Who left the note beside a data file; none without a readable note.
pub(super) fn read(path: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(beside(path, ".lock")).ok()?).ok()
}
