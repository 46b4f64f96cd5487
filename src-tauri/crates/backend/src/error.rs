//! What is told to a person when something is refused, and to a machine beside it.

use std::path::Path;

use crate::wording;

/// How an operation ended that was not done; decides the exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Refused with reasons: content, state or something that blocks.
    Refused,
    /// A path that cannot be read or written.
    Path,
}

/// The codes that callers act upon. Every other code is told and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownCode {
    /// There is no such file.
    MissingFile,
    /// A file without content.
    EmptyFile,
    /// A file that is larger than is ever read.
    TooLarge,
    /// There is no such dossier.
    UnknownDossier,
    /// The person wanted the work to end.
    Cancelled,
}

impl KnownCode {
    /// The stable word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MissingFile => "missing-file",
            Self::EmptyFile => "empty-file",
            Self::TooLarge => "too-large",
            Self::UnknownDossier => "unknown-dossier",
            Self::Cancelled => "cancelled",
        }
    }

    fn of(word: &str) -> Option<Self> {
        let all = [
            Self::MissingFile,
            Self::EmptyFile,
            Self::TooLarge,
            Self::UnknownDossier,
            Self::Cancelled,
        ];
        all.into_iter().find(|code| code.word() == word)
    }
}

/// A refusal or failure in words. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What kind of refusal it is.
    pub refusal: Refusal,
    /// A stable word for machines.
    pub code: &'static str,
    /// What happened and what to do, in Vietnamese.
    pub message: String,
    /// The single reasons, in Vietnamese, where there are several.
    pub faults: Vec<String>,
}

/// The result of an operation.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Refused for one reason.
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self { refusal: Refusal::Refused, code, message: message.into(), faults: Vec::new() }
    }

    /// A path that cannot be read or written.
    pub fn path(code: &'static str, message: impl Into<String>) -> Self {
        Self { refusal: Refusal::Path, ..Self::refused(code, message) }
    }

    /// The code, where it is one that callers act upon.
    pub fn known(&self) -> Option<KnownCode> {
        KnownCode::of(self.code)
    }

    /// Whether a dossier, or what belongs to it, is not as it was written.
    pub fn is_of_damage(&self) -> bool {
        matches!(self.code, "altered" | "damaged")
    }

    /// The same, said of a file.
    #[must_use]
    pub fn in_file(self, path: &Path) -> Self {
        let message = words::files::in_file(path.display(), self.message);
        Self { message, ..self }
    }

    /// The same, where what was asked for had been done and saved before.
    #[must_use]
    pub fn after_done(self) -> Self {
        let message = words::files::done_but(self.message);
        Self { refusal: Refusal::Path, code: "done-but", message, ..self }
    }

    /// The same with its single reasons.
    #[must_use]
    pub fn with_faults(self, faults: Vec<String>) -> Self {
        Self { faults, ..self }
    }
}

impl From<scoring::ReadError> for Error {
    fn from(error: scoring::ReadError) -> Self {
        let (message, faults) = wording::read_error(&error);
        let code = match error {
            scoring::ReadError::TooLarge { .. } => KnownCode::TooLarge.word(),
            scoring::ReadError::NotUtf8 { .. } => "not-utf8",
            scoring::ReadError::Empty => KnownCode::EmptyFile.word(),
            scoring::ReadError::Malformed { .. } => "not-json",
            scoring::ReadError::TooDeep => "too-deep",
            scoring::ReadError::Faults(_) => "faults",
        };
        Self::refused(code, message).with_faults(faults)
    }
}
