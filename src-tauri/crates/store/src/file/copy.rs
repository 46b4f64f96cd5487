//! A copy of an opened file: whole under its name, or not there at all.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{beside, companions, unwritable};
use crate::error::{Error, Result};

/// Copies an opened file under the name of a draft; `check` sees it before it gets its own.
pub(crate) fn copy(
    connection: &Connection,
    (draft, target): (&Path, &Path),
    check: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    companions::remove(draft)?;
    let copied = connection
        .backup("main", draft, None)
        .map_err(Error::from)
        .and_then(|()| check(draft))
        .and_then(|()| fs::rename(draft, target).map_err(|source| unwritable(target, source)));
    if copied.is_err() {
        // What failed is told; a draft that stays is removed at the next attempt.
        let _ = companions::remove(draft);
    }
    copied
}

/// A path with this ending, or with a number before its last part where that is taken:
/// "cchc.db.v1.bak", "cchc.db.v1.2.bak".
pub(crate) fn free_name(path: &Path, stem: &str, extension: &str) -> PathBuf {
    let first = beside(path, &format!("{stem}.{extension}"));
    let others = (2_u32..).map(|copy| beside(path, &format!("{stem}.{copy}.{extension}")));
    std::iter::once(first).chain(others).find(|name| !name.exists()).unwrap_or_default()
}
