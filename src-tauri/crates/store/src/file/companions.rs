//! What `SQLite` may leave beside a file that was not closed. It belongs to that file alone and
//! goes with it, or another file of the same name would be read together with it.

use std::fs;
use std::io::ErrorKind::NotFound;
use std::path::Path;

use super::{beside, unwritable};
use crate::error::Result;

/// The write-ahead log.
pub(crate) const LOG: &str = "-wal";
/// All of them.
const COMPANIONS: [&str; 3] = [LOG, "-journal", "-shm"];

/// Removes a file with what belongs to it, as far as it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let companions = COMPANIONS.map(|suffix| beside(path, suffix));
    for file in companions.iter().map(AsRef::as_ref).chain([path]) {
        match fs::remove_file(file) {
            Err(error) if error.kind() != NotFound => return Err(unwritable(file, error)),
            _ => {}
        }
    }
    Ok(())
}

/// Renames a file with what belongs to it.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    super::rename(from, to).map_err(|source| unwritable(from, source))?;
    for suffix in COMPANIONS {
        let companion = beside(from, suffix);
        if companion.exists() {
            super::rename(&companion, &beside(to, suffix))
                .map_err(|source| unwritable(&companion, source))?;
        }
    }
    Ok(())
}
