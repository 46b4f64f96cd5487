//! Files of evidence on their way in.

use std::path::{Path, PathBuf};

use backend::{AddedFile, Dossier, ScannedFile, Withheld, wording};
use words::views as say;

use crate::names::Names;
use crate::shape::shapes;
use crate::text;

shapes! {
    /// Where files to add come from; the program itself knows the paths.
    #[serde(rename_all_fields = "camelCase")]
    pub enum FilesSource {
        /// The person chooses files.
        Files,
        /// The person chooses a folder, with everything in it.
        Folder,
        /// Files and folders that were dropped on the window last.
        Dropped,
        /// Files of the scanner's folder, by name.
        Scanned {
            /// The names.
            names: Vec<String>,
        },
    }

    /// Work that takes long and that the person may end.
    #[derive(Copy)]
    pub enum LongWork {
        /// Files of evidence are taken in.
        Files,
        /// Files of evidence are exported.
        Evidence,
        /// A package is written.
        Package,
        /// A package is proved before it is taken in.
        Proof,
    }

    /// How far the work on many files is.
    pub struct FilesProgress {
        /// Files done.
        pub done: u32,
        /// Files in all.
        pub all: u32,
        /// The file that is being worked on.
        pub name: String,
    }

    /// What became of files that were chosen.
    pub struct FilesAdded {
        /// How many were added, those without their content among them.
        pub added: u32,
        /// Why each of the others was not.
        pub refused: Vec<String>,
        /// Files marked as secret, or not read so that nobody knows: entered without their content.
        pub secret: Vec<SecretFile>,
        /// Whether the person ended it before all were added.
        pub cancelled: bool,
    }

    /// A file marked as secret, or not read.
    pub struct SecretFile {
        /// The document that was entered for it.
        pub evidence: String,
        /// What to say: "Thông báo 3.pdf có dấu MẬT".
        pub line: String,
    }

    /// The scanner's folder.
    pub struct ScanView {
        /// The folder; none where nobody has chosen one.
        pub folder: Option<String>,
        /// Its files, the newest first.
        pub files: Vec<ScannedFileView>,
        /// Why it cannot be read.
        pub trouble: Option<String>,
    }

    /// A file in the scanner's folder.
    pub struct ScannedFileView {
        /// Its name.
        pub name: String,
        /// Its size: "1,2 MB".
        pub size: String,
        /// When it was written: "25/11/2026 14:05".
        pub written: String,
        /// Whether a document of the dossier has a file of this name and size.
        pub taken: bool,
    }
}

impl FilesAdded {
    /// What became of files, each with its path; those that could not be found at all come first.
    /// Each is called by its name, with its folder's where two that are told have the same.
    pub fn new(
        walked: &[(PathBuf, backend::Error)],
        results: &[(PathBuf, backend::Result<AddedFile>)],
        cancelled: bool,
    ) -> Self {
        let is_told = |result: &backend::Result<AddedFile>| {
            !result.as_ref().is_ok_and(|file| file.withheld.is_none())
        };
        let told = results.iter().filter(|(_, result)| is_told(result)).map(|(path, _)| path);
        let names =
            Names::of(walked.iter().map(|(path, _)| path).chain(told).map(PathBuf::as_path));
        let message = |path: &Path, error: &backend::Error| names.in_message(path, &error.message);
        let mut refused: Vec<String> =
            walked.iter().map(|(path, error)| message(path, error)).collect();
        let (mut added, mut secret) = (0, Vec::new());
        for (path, result) in results {
            match result {
                Ok(file) => {
                    added += 1;
                    secret.extend(SecretFile::new(&names.name(path), file));
                }
                Err(error) => refused.push(message(path, error)),
            }
        }
        Self { added, refused, secret, cancelled }
    }
}

impl SecretFile {
    fn new(name: &str, file: &AddedFile) -> Option<Self> {
        let line = match file.withheld? {
            Withheld::Secret(mark) => say::secret_line(name, wording::secrecy(mark)),
            Withheld::Unread => say::unread_line(name),
        };
        Some(Self { evidence: file.evidence.clone(), line })
    }
}

impl FilesProgress {
    /// The file that is being worked on, by its position from 0.
    pub fn new(done: usize, all: usize, name: &str) -> Self {
        Self { done: text::count(done), all: text::count(all), name: name.to_owned() }
    }
}

impl ScanView {
    /// The files of a folder, beside those that a dossier has.
    pub fn new(folder: &Path, files: backend::Result<Vec<ScannedFile>>, dossier: &Dossier) -> Self {
        let shown = Some(folder.display().to_string());
        match files {
            Ok(files) => {
                let files = files.iter().map(|file| ScannedFileView::new(file, dossier)).collect();
                Self { folder: shown, files, trouble: None }
            }
            Err(error) => Self { folder: shown, files: Vec::new(), trouble: Some(error.message) },
        }
    }

    /// Where nobody has chosen a folder yet.
    pub fn without_folder() -> Self {
        Self { folder: None, files: Vec::new(), trouble: None }
    }
}

impl ScannedFileView {
    fn new(file: &ScannedFile, dossier: &Dossier) -> Self {
        let taken = dossier.evidence.iter().filter_map(|one| one.file.as_ref());
        Self {
            name: file.name.clone(),
            size: wording::size(file.bytes),
            written: wording::local(file.written),
            taken: taken.into_iter().any(|own| file.is(own)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &str) -> (PathBuf, backend::Result<AddedFile>) {
        let message = words::files::missing(path);
        (path.into(), Err(backend::Error::path(backend::KnownCode::MissingFile.word(), message)))
    }

    #[test]
    fn files_are_called_by_name_and_alike_ones_with_their_folder() {
        let walked = ("/home/lan/a".into(), backend::Error::refused("x", "/home/lan/a"));
        let results =
            [refused("/home/lan/a/1.pdf"), refused("/home/lan/b/1.pdf"), refused("/2.pdf")];
        let told = FilesAdded::new(&[walked], &results, false).refused;
        let expected = ["a/1.pdf", "b/1.pdf", "2.pdf"].map(words::files::missing);
        assert_eq!(told[0], "a");
        assert_eq!(told[1..], expected);
        let alone = FilesAdded::new(&[], &results[..1], false).refused;
        assert_eq!(alone, [words::files::missing("1.pdf")]);
    }
}
