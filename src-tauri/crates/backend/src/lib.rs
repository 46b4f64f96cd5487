//! The plain interface of the whole backend: what command line and window call.
//!
//! Each operation is one function here; whoever calls it only translates. This is also the one
//! place where scoring, store and report meet.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod adding;
mod demo;
pub mod entry;
mod error;
mod file_facts;
pub mod files;
pub mod headless;
mod history;
mod inspector;
mod office;
mod package;
mod paste;
mod proposal;
mod report_model;
mod retype;
mod scanner;
mod signatures;
mod update;
mod walk;
pub mod wording;

pub use adding::{AddedFiles, add_all};
pub use demo::{Demo, demo};
pub use error::{Error, Refusal, Result};
pub use file_facts::{FileFacts, Particular, Proposed};
pub use history::{ComparedPart, Comparison, Difference, HistoryLine};
pub use inspector::{Inspected, Inspector, READ_FILES, serve_reader};
pub use office::{
    AddedFile, AnswersSet, Clock, DocumentKind, EvidenceExport, EvidenceExported, ExportProgress,
    Exported, FileRead, FileToAdd, FileToRead, Format, HistoryPage, LongJournal, Made, MergeLine,
    MissingReport, NewCitation, Office, Reviewed, SavedFile, Unprintable, UnprintablePlace,
    backups, bundled, plans, proposed, restore, user,
};
pub use package::{
    CheckedPackage, CheckedReport, ENDING as PACKAGE_ENDING, PackageOrder, PackagePlan,
    PackageProgress, PackageWritten, Purpose, Received, ReportState, check_package, is_package,
};
pub use paste::{PasteAnchor, PasteChange, PasteIgnored, PastePlan, PasteRequest};
pub use proposal::propose_profile;
pub use reader::{
    Block, Kind as ContentKind, Part, draw_nothing, picture as draw, secrecy_of_subject,
};
pub use report::layout::Signatory;
pub use retype::{Retype, RetypeCitation, RetypeFigure, RetypeRow};
pub use scanner::{ScannedFile, scanned, scanned_path};
pub use scoring::{Code, parse_date};
pub use semver::Version;
pub use signatures::{CheckedFile, SignedFile, Signing, check_signatures, count_roots, sign_file};
pub use signing::{Coverage, SignatureReport, Trust};
pub use store::{
    Arrival, Attachment, Channel, Citation, Document, Dossier, Entry, Evidence, Found, Freed,
    HandedPart, Limits, Medium, Merged, PageFound, Passage, Person, Place, Standing, Subject,
    Submission, file_name,
};
pub use update::{Proven, Update, UpdateKey, clear_updates};
pub use walk::{Walked, walk};
