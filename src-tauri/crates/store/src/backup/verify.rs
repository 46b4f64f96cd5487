//! Proving a backup: could everything be restored from it?

use std::fs;
use std::path::{Path, PathBuf};

use super::{contents, copy, restore};
use crate::check::Damage;
use crate::error::{Error, Result};
use crate::file::{Holder, must_be_data_file, unwritable};
use crate::store::Store;

/// What was found in a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Dossiers in it.
    pub dossiers: usize,
    /// Contents of files that it names and that are not with their senders.
    pub contents: usize,
    /// What of it is not as it was written.
    pub damage: Vec<Damage>,
    /// SHA-256 (hex) of contents that do not lie whole beside it.
    pub missing: Vec<String>,
}

impl Verified {
    /// Whether everything can be restored from it.
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.missing.is_empty()
    }
}

/// Proves a backup with every content beside it. It is looked at in a copy in a folder, since one of an
/// earlier version must be brought to the present one first; the backup stays as it is.
///
/// # Errors
/// What is no data file, or cannot be copied; what is damaged is told.
pub fn verify(backup: &Path, folder: &Path, holder: &Holder) -> Result<Verified> {
    must_be_data_file(backup)?;
    let room = Room(folder.join(format!("{}.verify", std::process::id())));
    fs::create_dir_all(&room.0).map_err(|source| unwritable(&room.0, source))?;
    let copy = room.0.join("copy.db");
    restore::duplicate(backup, &copy)?;
    match looked_at(backup, &copy, holder) {
        Err(error @ (Error::DiskFull | Error::ReadOnly { .. } | Error::Io { .. })) => Err(error),
        Err(error) => {
            let damage = vec![Damage::Structure { detail: error.to_string() }];
            Ok(Verified { damage, ..Verified::default() })
        }
        found => found,
    }
}

fn looked_at(backup: &Path, copy: &Path, holder: &Holder) -> Result<Verified> {
    copy::settle_with(copy, |_| Ok(()))?;
    let store = Store::open(copy, holder)?;
    let due = crate::content::present_sizes(store.connection())?;
    let missing = due.iter().map(|(sha256, _)| sha256.clone());
    let missing =
        missing.filter(|sha256| !contents::is_whole(&contents::beside(backup, sha256), sha256));
    Ok(Verified {
        dossiers: store.dossier_ids()?.len(),
        contents: due.len(),
        damage: store.altered_records()?,
        missing: missing.collect(),
    })
}

/// A folder that goes when the copy in it was looked at, with what its migration left.
struct Room(PathBuf);

impl Drop for Room {
    fn drop(&mut self) {
        // What cannot be removed lies in a folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}
