//! Copies of evidence files that the system's programs open.

use std::fs;
use std::path::{Path, PathBuf};

use backend::ContentKind;
use views::Failure;
use views::screens::Reply;
use words::shell as say;

/// Endings of files that are opened: documents, pictures, recordings, archives, none of which do
/// anything by being opened. Those of documents with macros are not among them.
const HARMLESS: [&str; 42] = [
    "7z", "avi", "bmp", "csv", "doc", "docx", "eml", "gif", "gz", "heic", "jpeg", "jpg", "json",
    "log", "m4a", "md", "mkv", "mov", "mp3", "mp4", "msg", "odp", "ods", "odt", "pdf", "png",
    "ppt", "pptx", "rar", "rtf", "tar", "tif", "tiff", "txt", "wav", "webm", "webp", "wma", "xls",
    "xlsx", "xml", "zip",
];

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

/// Whether a file may do something when it is opened: by its ending or its content.
pub(crate) fn is_active(name: &str, kind: ContentKind) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let harmless = ending.is_some_and(|ending| HARMLESS.contains(&ending.as_str()));
    kind == ContentKind::Program || !harmless
}

/// Refuses to open what may do something by it.
pub(crate) fn must_be_harmless(path: &Path) -> Reply<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // One that cannot be read is judged by its name.
    let kind = backend::files::kind(path).unwrap_or(ContentKind::Other);
    if !is_active(&name, kind) {
        return Ok(());
    }
    Err(Failure::refused("active-file", say::active_file(name), Vec::new()))
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
    fn programs_are_known_by_name_and_by_content() {
        let folder = tempfile::tempdir().unwrap();
        for (name, content, harmless) in [
            ("báo cáo.pdf", b"%PDF-1.7".as_slice(), true),
            ("a.docx", b"PK\x03\x04", true),
            ("trống.txt", b"x", true),
            ("báo cáo.pdf", b"MZ\x90\x00", false),
            ("ảnh.png", b"\x7fELF", false),
            ("a.txt", b"#!/bin/sh", false),
            ("a.XLSM", b"PK\x03\x04", false),
            ("a.lnk", b"L\0\0\0", false),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            let opened = must_be_harmless(&path);
            assert_eq!(opened.is_ok(), harmless, "{name}");
        }
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
