//! Files in folders that somebody drops or chooses.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};
use words::files as say;

use crate::error::Error;
use crate::files::{must_be_foreign, read_failure};

/// Files that are taken from folders at once.
const MOST: usize = 10_000;
/// How deep folders may lie in one another.
const DEPTH: usize = 32;
/// Names that systems and office programs leave lying about.
const BYCATCH: [&str; 3] = ["thumbs.db", "desktop.ini", ".ds_store"];

/// Files that were found, and what could not be read.
#[derive(Debug, Default)]
pub struct Walked {
    /// The files: those given as they were given, those of folders by name.
    pub files: Vec<PathBuf>,
    /// What could not be read, and why.
    pub refused: Vec<(PathBuf, Error)>,
}

/// The files among these paths and in the folders among them. Links are followed, but never round in
/// a circle; hidden files, and those that programs leave lying about, are passed over.
pub fn walk(paths: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    for path in paths {
        if path.is_dir() {
            walked.folder(path);
        } else {
            walked.file(path.clone());
        }
    }
    walked
}

impl Walked {
    /// A file, unless it is the program's own: a data file lies where people keep their documents.
    fn file(&mut self, path: PathBuf) {
        match must_be_foreign(&path) {
            Ok(()) => self.files.push(path),
            Err(error) => self.refused.push((path, error)),
        }
    }

    fn folder(&mut self, path: &Path) {
        let entries = WalkDir::new(path).follow_links(true).max_depth(DEPTH).sort_by_file_name();
        let wanted = |entry: &DirEntry| entry.depth() == 0 || !is_bycatch(entry);
        for entry in entries.into_iter().filter_entry(wanted) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if self.files.len() < MOST => self.file(entry.into_path()),
                Ok(_) => {
                    let message = say::too_many_files(path.display(), MOST);
                    self.refused.push((path.into(), Error::refused("too-many-files", message)));
                    return;
                }
                Err(error) => {
                    let path = error.path().unwrap_or(path);
                    let told = match (error.loop_ancestor(), error.io_error()) {
                        (None, Some(error)) => read_failure(path, error),
                        _ => Error::path("unreadable", say::folder_in_a_circle(path.display())),
                    };
                    self.refused.push((path.into(), told));
                }
            }
        }
    }
}

fn is_bycatch(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    // "~$" begins the note that Office leaves beside a document that is open.
    name.starts_with('.') || name.starts_with("~$") || BYCATCH.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(walked: &Walked, root: &Path) -> Vec<String> {
        let inside = |path: &PathBuf| path.strip_prefix(root).unwrap().display().to_string();
        walked.files.iter().map(inside).collect()
    }

    #[test]
    fn files_of_folders_are_found_without_what_lies_about() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("Quý 1/Ảnh")).unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        for name in [
            "b.pdf",
            "Quý 1/a.pdf",
            "Quý 1/Ảnh/Thumbs.db",
            "Quý 1/~$a.docx",
            ".git/x",
            "Quý 1/Ảnh/c.png",
        ] {
            fs::write(root.join(name), name).unwrap();
        }
        let walked = walk(&[root.to_owned(), root.join("gone.pdf")]);
        let found = names(&walked, root);
        assert_eq!(found, ["Quý 1/a.pdf", "Quý 1/Ảnh/c.png", "b.pdf", "gone.pdf"]);
        assert_eq!(walked.refused, []);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_told_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("in")).unwrap();
        fs::write(root.join("in/a.pdf"), "a").unwrap();
        std::os::unix::fs::symlink(root, root.join("in/round")).unwrap();
        let walked = walk(&[root.to_owned()]);
        assert_eq!(names(&walked, root), ["in/a.pdf"]);
        assert_eq!(walked.refused.len(), 1);
        assert!(walked.refused[0].1.message.contains("round"), "{:?}", walked.refused);
    }
}
