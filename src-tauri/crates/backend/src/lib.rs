//! The plain interface of the whole backend: what command line and window call.
//!
//! Each operation is one function here; whoever calls it only translates. This is also the one
//! place where scoring, store and report meet.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod demo;
pub mod entry;
mod error;
pub mod files;
pub mod headless;
mod office;
mod paste;
mod proposal;
mod report_model;
pub mod wording;

pub use demo::{Demo, demo};
pub use error::{Error, Refusal, Result};
pub use office::{
    AnswersSet, Clock, DocumentKind, EvidenceExported, ExportProgress, Exported, Format, Made,
    NewCitation, Office, Reviewed, SavedFile, Unprintable, UnprintablePlace, backups, bundled,
    restore, user,
};
pub use paste::{PasteAnchor, PasteChange, PasteIgnored, PastePlan, PasteRequest};
pub use proposal::propose_profile;
pub use scoring::{Code, parse_date};
pub use store::{Citation, Document, Dossier, Entry, Freed, Person, Place};
