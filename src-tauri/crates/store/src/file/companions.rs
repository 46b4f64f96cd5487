//! What `SQLite` may leave beside a file that was not closed. It belongs to that file alone and
//! goes with it, or another file of the same name would be read together with it.

use std::fs;
use std::io::ErrorKind::NotFound;
use std::path::Path;

use super::{beside, unwritable};
use crate::error::Result;

/// The write-ahead log.
pub(crate) const LOG: &str = "-wal";
/// Those that hold changes: the write-ahead log and the rollback journal.
pub(crate) const LOGS: [&str; 2] = [LOG, "-journal"];
/// All of them.
const COMPANIONS: [&str; 3] = [LOG, "-journal", "-shm"];

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
