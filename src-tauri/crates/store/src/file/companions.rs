//! What `SQLite` may leave beside a file that was not closed. It belongs to that file alone and
//! goes with it, or another file of the same name would be read together with it.

use std::fs;
use std::io::ErrorKind::NotFound;
use std::path::{Path, PathBuf};

use super::{beside, free_name, unwritable};
use crate::error::Result;

/// The write-ahead log.
pub(crate) const LOG: &str = "-wal";
/// The rollback journal.
pub(super) const JOURNAL: &str = "-journal";
/// The index of the log in shared memory.
const INDEX: &str = "-shm";
/// Those that hold changes.
pub(crate) const LOGS: [&str; 2] = [LOG, JOURNAL];
/// All of them.
const COMPANIONS: [&str; 3] = [LOG, JOURNAL, INDEX];

/// Removes a file with what belongs to it, as far as it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    remove_alone(path)?;
    remove_file(path)
}

/// Removes what belongs to a file, and not the file.
pub(crate) fn remove_alone(path: &Path) -> Result<()> {
    COMPANIONS.iter().try_for_each(|suffix| remove_file(&beside(path, suffix)))
}

fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != NotFound => Err(unwritable(path, error)),
        _ => Ok(()),
    }
}

/// Gives what an earlier file of this name left another name, so that a new file never takes it for its
/// own, and tells the new names. What holds nothing is removed.
pub(super) fn set_aside(path: &Path) -> Result<Vec<PathBuf>> {
    let mut kept = Vec::new();
    for (suffix, ending) in [(LOG, "wal"), (JOURNAL, "journal"), (INDEX, "shm")] {
        let left = beside(path, suffix);
        let Ok(metadata) = fs::symlink_metadata(&left) else { continue };
        let failed = |source| unwritable(&left, source);
        if suffix == INDEX || (metadata.is_file() && metadata.len() == 0) {
            fs::remove_file(&left).map_err(failed)?;
            continue;
        }
        let name = free_name(path, ".orphan", ending);
        super::rename(&left, &name).map_err(failed)?;
        kept.push(name);
    }
    Ok(kept)
}

/// Removes a journal that a crash left empty. The log is in use, so that nobody else would.
pub(super) fn remove_spent_journal(path: &Path) {
    let journal = beside(path, JOURNAL);
    let is_spent = crate::disk::open(&journal).is_ok_and(|file| {
        let mut head = [0];
        let read = std::io::Read::read(&mut &file, &mut head);
        read.is_ok_and(|bytes| bytes == 0 || head == [0])
    });
    if is_spent {
        // A journal that stays is of no consequence.
        let _ = fs::remove_file(&journal);
    }
}
