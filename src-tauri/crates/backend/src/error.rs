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
            scoring::ReadError::TooLarge { .. } => "too-large",
            scoring::ReadError::NotUtf8 { .. } => "not-utf8",
            scoring::ReadError::Empty => "empty-file",
            scoring::ReadError::Malformed { .. } => "not-json",
            scoring::ReadError::TooDeep => "too-deep",
            scoring::ReadError::Faults(_) => "faults",
        };
        Self::refused(code, message).with_faults(faults)
    }
}
