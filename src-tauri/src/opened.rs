//! Copies of evidence files that the system's programs open.

use std::fs;
use std::path::{Path, PathBuf};

use backend::{Active, Inspector, Opener, wording};
use views::Failure;
use views::screens::Reply;
use words::shell as say;

/// Endings of files that are opened, unless their content acts: documents, pictures, recordings,
/// archives. Those of programs and of documents that are meant to have macros are not among them.
const HARMLESS: [&str; 42] = [
    "7z", "avi", "bmp", "csv", "doc", "docx", "eml", "gif", "gz", "heic", "jpeg", "jpg", "json",
    "log", "m4a", "md", "mkv", "mov", "mp3", "mp4", "msg", "odp", "ods", "odt", "pdf", "png",
    "ppt", "pptx", "rar", "rtf", "tar", "tif", "tiff", "txt", "wav", "webm", "webp", "wma", "xls",
    "xlsx", "xml", "zip",
];

/// Those of them whose programs run what lies in a content: word processors, spreadsheets, mail.
const LOOKED_INTO: [&str; 13] =
    ["doc", "docx", "eml", "msg", "odp", "ods", "odt", "ppt", "pptx", "rtf", "xls", "xlsx", "xml"];
/// Endings under which Office runs no macros, whatever a password hides.
const WITHOUT_MACROS: [&str; 3] = ["docx", "pptx", "xlsx"];
/// The stream beside a file in which Windows keeps where the file comes from.
#[cfg(windows)]
const ZONE_STREAM: &str = ":Zone.Identifier";
/// The zone of files from other people: Office opens them in its protected view
/// ([MS-FSCC] 5.6.1, "Zone.Identifier Stream Name").
const INTERNET: u8 = 3;

/// A folder of its own for the file of a document that is known, empty, so that files of one name do
/// not meet.
pub(crate) fn folder_for(root: &Path, evidence: &str) -> Reply<PathBuf> {
    // An identifier may be "..".
    let folder = root.join(format!("tep-{evidence}"));
    empty(&folder);
    backend::files::make_folder(&folder)?;
    Ok(folder)
}

/// Removes every copy, so that none outlives the program: evidence may be confidential.
pub(crate) fn clear(root: &Path) {
    for folder in fs::read_dir(root).into_iter().flatten().flatten() {
        empty(&folder.path());
        drop(fs::remove_dir(folder.path()));
    }
}

/// Removes the copies in a folder. One that is still open may stay, as Windows keeps it; it goes the
/// next time.
fn empty(folder: &Path) {
    for old in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = old.path();
        set_read_only(&path, false);
        drop(fs::remove_file(path));
    }
}

/// What a file would do when it is opened: by its ending, then by its content.
pub(crate) fn activity(
    name: &str,
    content: impl FnOnce(Opener) -> Reply<Option<Active>>,
) -> Reply<Option<Active>> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let is_among = |endings: &[&str]| endings.contains(&ending.as_str());
    if !is_among(&HARMLESS) {
        return Ok(Some(Active::Program));
    }
    let opener = match ending.as_str() {
        "csv" => Opener::Cells,
        _ if is_among(&LOOKED_INTO) => Opener::Any,
        _ => Opener::Viewer,
    };
    Ok(match content(opener)? {
        Some(Active::Encrypted) if is_among(&WITHOUT_MACROS) => None,
        found => found,
    })
}

/// Refuses to open what may do something by it, and what cannot be read.
pub(crate) fn must_be_harmless(inspector: &Inspector, path: &Path) -> Reply<()> {
    let name = backend::file_name(path);
    match activity(&name, |opener| Ok(inspector.activity_of_file(path, opener)?))? {
        None => Ok(()),
        Some(active) => {
            let message = say::active_file(name, wording::activity(active));
            Err(Failure::refused("active-file", message, Vec::new()))
        }
    }
}

/// Marks a copy as a file from other people, so that programs open it with care. Where that cannot be
/// kept, as on a memory stick, it is a copy all the same.
#[cfg(windows)]
pub(crate) fn mark_foreign(path: &Path) {
    let mut stream = path.as_os_str().to_owned();
    stream.push(ZONE_STREAM);
    if let Err(error) = fs::write(PathBuf::from(stream), zone_mark()) {
        log::warn!("{}: {error}", path.display());
    }
}

/// Other systems keep no such mark.
#[cfg(not(windows))]
pub(crate) fn mark_foreign(path: &Path) {
    log::debug!("{}: {:?}", path.display(), zone_mark());
}

/// What stands in the stream that tells where a file comes from.
fn zone_mark() -> String {
    format!("[ZoneTransfer]\r\nZoneId={INTERNET}\r\n")
}

/// Whether a copy can only be read. Where that cannot be set, it is a copy all the same.
pub(crate) fn set_read_only(path: &Path, read_only: bool) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    let mut permissions = metadata.permissions();
    permissions.set_readonly(read_only);
    if let Err(error) = fs::set_permissions(path, permissions) {
        log::warn!("{}: {error}", path.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ending_says_whether_and_how_the_content_is_looked_into() {
        for (name, expected) in [
            ("báo cáo.doc", Some(Opener::Any)),
            ("báo cáo.pdf", Some(Opener::Viewer)),
            ("số liệu.CSV", Some(Opener::Cells)),
            ("ghi chú.txt", Some(Opener::Viewer)),
            ("minh chứng.zip", Some(Opener::Viewer)),
            ("a.XLSM", None),
            ("a.dotm", None),
            ("a.xlsb", None),
            ("a.lnk", None),
            ("a.js", None),
            ("a", None),
        ] {
            let mut asked = None;
            let found = activity(name, |opener| {
                asked = Some(opener);
                Ok(None)
            });
            assert_eq!(asked, expected, "{name}");
            assert_eq!(found.unwrap().is_none(), expected.is_some(), "{name}");
        }
    }

    #[test]
    fn password_hides_macros_only_where_office_runs_none() {
        for (name, opened) in [("a.docx", true), ("a.XLSX", true), ("a.xls", false)] {
            let found = activity(name, |_| Ok(Some(Active::Encrypted))).unwrap();
            assert_eq!(found.is_none(), opened, "{name}");
        }
        assert_eq!(activity("a.docx", |_| Ok(Some(Active::Macros))).unwrap(), Some(Active::Macros));
    }

    #[test]
    fn mark_of_copies_is_the_one_that_windows_reads() {
        assert_eq!(zone_mark(), "[ZoneTransfer]\r\nZoneId=3\r\n");
    }

    #[cfg(windows)]
    #[test]
    fn copies_carry_the_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.doc");
        fs::write(&path, "x").unwrap();
        mark_foreign(&path);
        let stream = folder.path().join("a.doc:Zone.Identifier");
        assert_eq!(fs::read_to_string(stream).unwrap(), zone_mark());
    }

    #[test]
    fn no_identifier_leads_out_of_the_folder() {
        let root = tempfile::tempdir().unwrap();
        let inside = root.path().join("mo");
        let other = root.path().join("other.txt");
        fs::write(&other, "x").unwrap();
        let folder = folder_for(&inside, "..").unwrap();
        assert!(folder.starts_with(&inside) && folder.parent() == Some(&inside));
        assert!(other.exists());
    }

    #[test]
    fn folder_is_emptied_of_earlier_copies() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder_for(root.path(), "e1").unwrap();
        let path = folder.join("a.pdf");
        fs::write(&path, "x").unwrap();
        set_read_only(&path, true);
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        folder_for(root.path(), "e1").unwrap();
        assert!(!path.exists());
        fs::write(&path, "x").unwrap();
        clear(root.path());
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
