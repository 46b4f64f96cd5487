//! The folder into which a scanner writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use crate::error::Result;
use crate::files::read_failure;

/// Files that are listed at most: the newest are those that somebody has just scanned.
const MOST: usize = 200;

/// A file that a scanner wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScannedFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was written.
    pub written: DateTime<Utc>,
}

/// The files in a folder, the newest first; those in folders below are not looked at.
///
/// # Errors
/// If the folder cannot be read.
pub fn scanned(folder: &Path) -> Result<Vec<ScannedFile>> {
    let entries = fs::read_dir(folder).map_err(|error| read_failure(folder, &error))?;
    let mut files: Vec<ScannedFile> =
        entries.flatten().filter_map(|entry| of(&entry.path())).collect();
    files.sort_by(|one, other| other.written.cmp(&one.written).then(one.name.cmp(&other.name)));
    files.truncate(MOST);
    Ok(files)
}

/// The file of this name in the folder; none for a name that leads out of it.
pub fn scanned_path(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    (Path::new(name).file_name()?.to_str()? == name).then_some(path)
}

fn of(path: &Path) -> Option<ScannedFile> {
    let metadata = fs::metadata(path).ok()?;
    let name = path.file_name()?.to_str()?.to_owned();
    if !metadata.is_file() || name.starts_with('.') {
        return None;
    }
    let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH).into();
    Some(ScannedFile { name, bytes: metadata.len(), written })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn newest_files_come_first_and_no_name_leads_out() {
        let folder = tempfile::tempdir().unwrap();
        for (name, age) in [("cũ.pdf", 90), ("mới.pdf", 10)] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        fs::create_dir(folder.path().join("sub")).unwrap();
        let names: Vec<String> =
            scanned(folder.path()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["mới.pdf", "cũ.pdf"]);
        assert_eq!(scanned(&folder.path().join("gone")).unwrap_err().code, "missing-file");
        assert!(scanned_path(folder.path(), "mới.pdf").is_some());
        for name in ["../x", "sub/x", "..", "", "/etc/passwd"] {
            assert_eq!(scanned_path(folder.path(), name), None, "{name}");
        }
    }
}
