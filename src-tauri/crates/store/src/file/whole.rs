//! A new file beside others: whole under its name, or not there at all.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{beside, companions, look, rename, unwritable};
use crate::disk::{self, sync_folder};
use crate::error::Result;

/// Bytes that are compared at a time.
const PIECE: usize = 1 << 16;

/// Fills a file under the name of a draft; it gets its own once `fill` is content with it.
pub(crate) fn make_whole(
    (draft, target): (&Path, &Path),
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    companions::remove(draft)?;
    let made = fill(draft).and_then(|()| put(draft, target));
    if made.is_err() {
        // What failed is told; a draft that stays is removed at the next attempt.
        let _ = companions::remove(draft);
    }
    made
}

/// Gives a finished file its name for good.
pub(crate) fn put(draft: &Path, target: &Path) -> Result<()> {
    let failed = |source| unwritable(target, source);
    rename(draft, target).map_err(failed)?;
    sync_folder(look::folder(target)).map_err(failed)
}

/// A path with this ending, or with a number before its last part where that is taken:
/// "cchc.db.v1.bak", "cchc.db.v1.2.bak".
pub(crate) fn free_name(path: &Path, stem: &str, extension: &str) -> PathBuf {
    names(path, stem, extension).find(|name| name.symlink_metadata().is_err()).unwrap_or_default()
}

/// The names of which [`free_name`] gives the first that is free.
pub(super) fn names(path: &Path, stem: &str, extension: &str) -> impl Iterator<Item = PathBuf> {
    let first = beside(path, &format!("{stem}.{extension}"));
    let others = (2_u32..).map(move |copy| beside(path, &format!("{stem}.{copy}.{extension}")));
    std::iter::once(first).chain(others)
}

/// Whether two files hold the same; files that cannot be read do not.
pub(super) fn hold_the_same(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (disk::open(one), disk::open(other)) else {
        return false;
    };
    let length = |file: &std::fs::File| file.metadata().map(|metadata| metadata.len()).ok();
    let equal = || -> io::Result<bool> {
        let (mut left, mut right) = (vec![0; PIECE], vec![0; PIECE]);
        for _ in 0..=length(&one).unwrap_or_default() / PIECE as u64 {
            let read = (&one).take(PIECE as u64).read(&mut left)?;
            (&other).read_exact(&mut right[..read])?;
            if left[..read] != right[..read] {
                return Ok(false);
            }
        }
        Ok(true)
    };
    length(&one).is_some() && length(&one) == length(&other) && equal().unwrap_or_default()
}
