//! A refusal, as the window shows it.

use std::path::Path;

use backend::KnownCode;

use crate::names::Names;
use crate::shape::shapes;

shapes! {
    /// Something that was refused: what happened, what was kept, what to do.
    pub struct Failure {
        /// A short code that the window may act on.
        pub code: String,
        /// What happened and what to do.
        pub message: String,
        /// Single reasons.
        pub faults: Vec<String>,
    }
}

impl From<backend::Error> for Failure {
    fn from(error: backend::Error) -> Self {
        // The command line's advice names commands that the window does not have.
        let message = match error.known() {
            Some(KnownCode::UnknownDossier) => words::views::unknown_dossier().to_owned(),
            Some(
                KnownCode::MissingFile
                | KnownCode::EmptyFile
                | KnownCode::TooLarge
                | KnownCode::Cancelled,
            )
            | None => error.message,
        };
        Self { code: error.code.to_owned(), message, faults: error.faults }
    }
}

impl Failure {
    /// The same, said of a file that the person chose: by its name, not its path.
    #[must_use]
    pub fn of_file(self, path: &Path) -> Self {
        let message = Names::of([path]).in_message(path, &self.message);
        Self { message, ..self }
    }

    /// A refusal for these reasons.
    pub fn refused(code: &str, message: impl Into<String>, faults: Vec<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), faults }
    }
}
