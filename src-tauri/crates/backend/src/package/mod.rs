//! Packages: a dossier from one data file to another, or a part of it to an officer and back.
//!
//! [`PackagePlan`] is what goes out, [`Received`] what came in; `exchange` knows the container, the
//! store what a dossier is.

mod check;
mod fault;
mod outgoing;
mod received;
mod volumes;

pub use check::{CheckedPackage, CheckedReport, ReportState, check_package};
pub use outgoing::{Given, PackageOrder, PackagePlan, PackageWritten, Purpose};
pub use received::Received;

use std::ops::ControlFlow;
use std::path::Path;

/// How far a package is, in bytes of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageProgress {
    /// Bytes that are done; each part counts twice, as it is written and as it is read back.
    pub done: u64,
    /// Bytes in all.
    pub all: u64,
}

/// Is told how far a package is, and may end it.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(PackageProgress) -> ControlFlow<()>;

/// The ending of a package's name.
pub const ENDING: &str = "parx";

/// Whether a file is a package by its name.
pub fn is_package(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ENDING))
}
