//! A new file beside others: whole under its name, or not there at all.

use std::fs;
use std::path::{Path, PathBuf};

use super::{beside, companions, unwritable};
use crate::error::Result;

/// Fills a file under the name of a draft; it gets its own once `fill` is content with it.
pub(crate) fn make_whole(
    (draft, target): (&Path, &Path),
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    companions::remove(draft)?;
    let made = fill(draft)
        .and_then(|()| fs::rename(draft, target).map_err(|source| unwritable(target, source)));
    if made.is_err() {
        // What failed is told; a draft that stays is removed at the next attempt.
        let _ = companions::remove(draft);
    }
    made
}

/// A path with this ending, or with a number before its last part where that is taken:
/// "cchc.db.v1.bak", "cchc.db.v1.2.bak".
pub(crate) fn free_name(path: &Path, stem: &str, extension: &str) -> PathBuf {
    let first = beside(path, &format!("{stem}.{extension}"));
    let others = (2_u32..).map(|copy| beside(path, &format!("{stem}.{copy}.{extension}")));
    std::iter::once(first).chain(others).find(|name| !name.exists()).unwrap_or_default()
}
