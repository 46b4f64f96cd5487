//! Giving a finished file its name, durably.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How often, and how long each time, a file that somebody holds is waited for.
const TRIES: u32 = 15;
const PAUSE: Duration = Duration::from_millis(100);

/// Gives a file or folder another name, in the place of one that has it. On Windows a virus scanner holds
/// fresh files for a moment: it is waited for.
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

/// Makes new names in a folder survive a power cut.
///
/// # Errors
/// If the disk fails. A file system that cannot do this for folders does not count as one.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported | ErrorKind::PermissionDenied
            ) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// Makes new names in a folder survive a power cut, which NTFS sees to itself.
///
/// # Errors
/// None here.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
