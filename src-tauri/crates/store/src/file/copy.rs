//! A copy of an opened file beside others: whole under its name, or not there at all.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{beside, unwritable};
use crate::error::{Error, Result};

/// Copies an opened file; `check` sees the copy before it gets its name.
pub(crate) fn copy(
    connection: &Connection,
    target: &Path,
    check: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    let part = beside(target, ".part");
    remove(&part)?;
    let copied = connection
        .backup("main", &part, None)
        .map_err(Error::from)
        .and_then(|()| check(&part))
        .and_then(|()| fs::rename(&part, target).map_err(|source| unwritable(target, source)));
    if copied.is_err() {
        // What failed is told; the remainder is removed at the next attempt.
        let _ = fs::remove_file(&part);
    }
    copied
}

/// Removes a file, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(unwritable(path, error)),
        _ => Ok(()),
    }
}

/// `PATH STEM.EXTENSION`, or `PATH STEM.2.EXTENSION` and so on where that is taken.
pub(crate) fn free_name(path: &Path, stem: &str, extension: &str) -> PathBuf {
    let first = beside(path, &format!("{stem}.{extension}"));
    let others = (2_u32..).map(|copy| beside(path, &format!("{stem}.{copy}.{extension}")));
    std::iter::once(first).chain(others).find(|name| !name.exists()).unwrap_or_default()
}
