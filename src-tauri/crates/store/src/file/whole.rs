//! A new file beside others: whole under its name, or not there at all.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::{beside, companions, unwritable};
use crate::error::Result;

/// How often, and how long each time, a file that somebody holds is waited for.
const TRIES: u32 = 15;
const PAUSE: Duration = Duration::from_millis(100);

/// Gives a file or folder another name, in the place of one that has it. On Windows a virus scanner holds fresh
/// files for a moment: it is waited for.
///
/// # Errors
/// If the system refuses it, as of a file that stays in use.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = 0;
    loop {
        match fs::rename(from, to) {
            Err(error) if tries < TRIES && is_held(&error) => tries += 1,
            done => return done,
        }
        thread::sleep(PAUSE);
    }
}

/// Whether a file may be free in a moment
/// (<https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499->: access denied,
/// sharing violation).
fn is_held(error: &io::Error) -> bool {
    let held = error.kind() == ErrorKind::PermissionDenied || error.raw_os_error() == Some(32);
    cfg!(windows) && held
}

/// Fills a file under the name of a draft; it gets its own once `fill` is content with it.
pub(crate) fn make_whole(
    (draft, target): (&Path, &Path),
    fill: impl FnOnce(&Path) -> Result<()>,
) -> Result<()> {
    companions::remove(draft)?;
    let made = fill(draft)
        .and_then(|()| rename(draft, target).map_err(|source| unwritable(target, source)));
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
