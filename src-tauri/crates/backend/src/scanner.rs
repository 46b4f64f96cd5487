//! The folder into which a scanner writes.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use store::Attachment;

use crate::error::Result;
use crate::files::{must_be_foreign, read_failure};

/// Files that are listed at most: the newest are those that somebody has just scanned.
const MOST: usize = 200;

/// A file that a scanner wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScannedFile {
    /// Its name: as the folder has it, or as [`store::file_name`] tells one that is not Unicode.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was written.
    pub written: DateTime<Utc>,
}

/// The files in a folder, the newest first, without the program's own; those in folders below are not looked
/// at.
///
/// # Errors
/// If the folder cannot be read.
pub fn scanned(folder: &Path) -> Result<Vec<ScannedFile>> {
    let entries = fs::read_dir(folder).map_err(|error| read_failure(folder, &error))?;
    let mut files: Vec<ScannedFile> =
        entries.flatten().filter_map(|entry| of(&entry.path())).collect();
    files.sort_by(|one, other| other.written.cmp(&one.written).then(one.name.cmp(&other.name)));
    files.truncate(MOST);
    files.retain(|file| {
        let path = scanned_path(folder, &file.name);
        path.is_some_and(|path| must_be_foreign(&path).is_ok())
    });
    Ok(files)
}

/// The file that was listed under this name; none for a name that leads out of the folder.
pub fn scanned_path(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    if Path::new(name).file_name()?.to_str()? != name {
        return None;
    }
    let of_other_bytes = || {
        let entries = fs::read_dir(folder).ok()?;
        entries.flatten().map(|entry| entry.path()).find(|path| name_of(path) == name)
    };
    if path.exists() { Some(path) } else { of_other_bytes().or(Some(path)) }
}

impl ScannedFile {
    /// Whether it is an attached file, by its name, however its letters are composed, and its size.
    pub fn is(&self, file: &Attachment) -> bool {
        file.bytes == self.bytes && file.name == store::file_name(self.name.as_ref())
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_str().map_or_else(|| store::file_name(path), str::to_owned)
}

fn of(path: &Path) -> Option<ScannedFile> {
    let metadata = fs::metadata(path).ok()?;
    let name = name_of(path);
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
    fn file_is_known_however_its_name_is_composed() {
        let name = "Ba\u{301}o ca\u{301}o.pdf".to_owned();
        let scanned = ScannedFile { name, bytes: 3, written: SystemTime::now().into() };
        let of = |name: &str, bytes| {
            scanned.is(&Attachment { name: name.to_owned(), sha256: String::new(), bytes })
        };
        assert!(of("B\u{e1}o c\u{e1}o.pdf", 3));
        assert!(!of("B\u{e1}o c\u{e1}o.pdf", 4));
        assert!(!of("Bao cao.pdf", 3));
    }

    #[cfg(unix)]
    #[test]
    fn file_is_found_whose_name_is_not_unicode() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OsStr::from_bytes(b"B\xb8o c\xb8o.pdf"));
        fs::write(&path, "a").unwrap();
        let [file] = &scanned(folder.path()).unwrap()[..] else { panic!("not one file") };
        assert_eq!(file.name, "B\u{b8}o c\u{b8}o.pdf");
        assert_eq!(scanned_path(folder.path(), &file.name), Some(path));
    }

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
