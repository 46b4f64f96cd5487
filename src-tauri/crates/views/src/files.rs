//! Files of evidence on their way in.

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
        /// Files marked as secret: entered without their content.
        pub secret: Vec<SecretFile>,
        /// Whether the person ended it before all were added.
        pub cancelled: bool,
    }

    /// A file marked as secret.
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
        pub files: Vec<ScannedFile>,
        /// Why it cannot be read.
        pub trouble: Option<String>,
    }

    /// A file in the scanner's folder.
    pub struct ScannedFile {
        /// Its name.
        pub name: String,
        /// Its size: "1,2 MB".
        pub size: String,
        /// When it was written: "14:05 25/11/2026".
        pub written: String,
        /// Whether a document of the dossier has a file of this name and size.
        pub taken: bool,
    }
}

impl FilesAdded {
    /// What became of files, of each its refusal where it was not added.
    pub fn new(results: &[backend::Result<String>]) -> Self {
        let refused = results.iter().filter_map(|result| result.as_ref().err());
        let refused: Vec<String> = refused.map(|error| error.message.clone()).collect();
        let added = text::count(results.len() - refused.len());
        Self { added, refused, secret: Vec::new(), cancelled: false }
    }
}
