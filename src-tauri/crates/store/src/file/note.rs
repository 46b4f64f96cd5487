//! The note beside the data file that says who has it open.
//!
//! The lock itself is `SQLite`'s; the note only gives it a name. One that was left behind by a crash
//! therefore never keeps anybody out.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::beside;
use crate::disk;

/// What the note is called after the data file.
const ENDING: &str = ".lock";
/// Bytes of a note that are read.
const LARGEST: u64 = 64 << 10;

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

/// A note that goes when it is dropped, unless somebody else has written another by then.
#[derive(Debug)]
pub(super) struct Note {
    path: PathBuf,
    holder: Holder,
}

impl Note {
    /// Writes the note. Failing to is no reason not to work: the lock holds without it.
    pub(super) fn leave(path: &Path, holder: &Holder) -> Self {
        let note = beside(path, ENDING);
        // A new file each time: what lies there may be another file's by a link.
        let _ = fs::remove_file(&note);
        let made = fs::File::options().write(true).create_new(true).open(&note);
        let _ = made.map(|file| serde_json::to_writer(file, holder));
        Self { path: path.to_owned(), holder: holder.clone() }
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        if read(&self.path).is_none_or(|holder| holder == self.holder) {
            let _ = fs::remove_file(beside(&self.path, ENDING));
        }
    }
}

/// Who left the note beside a data file; none without a readable note.
pub(super) fn read(path: &Path) -> Option<Holder> {
    let note = disk::open(&beside(path, ENDING)).ok()?;
    serde_json::from_reader(note.take(LARGEST)).ok()
}
