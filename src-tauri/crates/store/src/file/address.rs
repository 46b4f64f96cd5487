//! How `SQLite` is told where a file lies, and on what kind of medium that is.

use std::ffi::CStr;
use std::path::{Path, PathBuf};

use super::unwritable;
use crate::error::Result;

/// The part of `SQLite` that opens files. The one that Windows gets unasked refuses paths of more
/// than 1040 bytes, which are 350 Vietnamese letters (<https://sqlite.org/vfs.html>).
pub(super) const VFS: Option<&CStr> = if cfg!(windows) { Some(c"win32-longpath") } else { None };

/// What a data file lies on, as far as it matters for how it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A disk of this computer, or what looks like one.
    Disk,
    /// A stick or card that may be pulled out.
    Removable,
    /// A folder of another computer.
    Share,
}

/// A path as `SQLite` opens it.
pub(super) fn of(path: &Path) -> Result<PathBuf> {
    if !cfg!(windows) {
        return Ok(path.to_owned());
    }
    let absolute = std::path::absolute(path).map_err(|source| unwritable(path, source))?;
    Ok(verbatim(unicode(&absolute)?).into())
}

/// The same as a text, for statements that name files.
pub(crate) fn text(path: &Path) -> Result<String> {
    Ok(unicode(&of(path)?)?.to_owned())
}

fn unicode(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| unwritable(path, std::io::ErrorKind::InvalidInput.into()))
}

/// An absolute path as Windows takes it at any length: otherwise more than 260 characters need a
/// setting that only an administrator can make
/// (<https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation>).
fn verbatim(absolute: &str) -> String {
    if absolute.starts_with(r"\\?\") || absolute.starts_with(r"\\.\") {
        absolute.to_owned()
    } else if let Some(share) = absolute.strip_prefix(r"\\") {
        format!(r"\\?\UNC\{share}")
    } else {
        format!(r"\\?\{absolute}")
    }
}

/// What a file lies on. What the system does not tell counts as a disk: then the journal that is
/// found to work there is used.
#[cfg(windows)]
pub(super) fn medium(path: &Path) -> Medium {
    use std::path::{Component, Prefix};
    use winsafe::{GetDriveType, co};

    // Letters that stand for shares become the shares.
    let folder = std::fs::canonicalize(super::look::folder(path));
    let Ok(folder) = folder.or_else(|_| std::path::absolute(path)) else {
        return Medium::Disk;
    };
    let Some(Component::Prefix(prefix)) = folder.components().next() else {
        return Medium::Disk;
    };
    match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => Medium::Share,
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
            match GetDriveType(Some(&format!(r"{}:\", char::from(letter)))) {
                co::DRIVE::REMOVABLE => Medium::Removable,
                co::DRIVE::REMOTE => Medium::Share,
                _ => Medium::Disk,
            }
        }
        Prefix::Verbatim(_) | Prefix::DeviceNS(_) => Medium::Disk,
    }
}

/// What a file lies on: elsewhere than on Windows the file system itself refuses the log where it
/// cannot work.
#[cfg(not(windows))]
pub(super) fn medium(_: &Path) -> Medium {
    Medium::Disk
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_takes_paths_of_any_length() {
        for (absolute, taken) in [
            (r"C:\Users\Đức\cchc.db", r"\\?\C:\Users\Đức\cchc.db"),
            (r"\\may-chu\chung\cchc.db", r"\\?\UNC\may-chu\chung\cchc.db"),
            (r"\\?\C:\cchc.db", r"\\?\C:\cchc.db"),
            (r"\\.\C:\cchc.db", r"\\.\C:\cchc.db"),
        ] {
            assert_eq!(verbatim(absolute), taken);
        }
    }
}
