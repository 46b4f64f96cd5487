//! The office's data file: the only place with SQL, and every rule about a dossier's states.
//!
//! [`Store::create`] and [`Store::open`] give a locked, durable file. Every change of a dossier is
//! one transaction that also appends to the dossier's hash-chained journal, from which undo, redo
//! and history are read. A sign-off freezes the content with its SHA-256; from then on the tables
//! themselves refuse changes. The clock and the author come from the caller ([`Stamp`]).

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod answer;
mod backup;
mod carry_over;
mod change;
mod check;
mod content;
mod criteria_set;
mod document;
mod dossier;
mod error;
mod evidence;
mod expected;
mod file;
mod form;
mod journal;
mod lifecycle;
mod normal_form;
mod profile;
mod reading;
mod report;
mod report_texts;
mod review;
mod round;
mod search;
mod sha256;
mod sign_off;
mod stamp;
mod store;
mod transact;
mod transfer;
mod undo;

pub use answer::Section;
pub use backup::{
    BackedUp, Backup, ContentsBeside, PendingBackup, Restored, Verified, backups, backups_of_file,
    restore, verify,
};
pub use carry_over::{CarriedOver, LeftReason};
pub use change::{Changed, Kind as ChangedKind, Op, Subject, Value};
pub use check::Damage;
pub use content::{Freed, Intake, Limits, bytes_of};
pub use criteria_set::StoredSet;
pub use document::Document;
pub use dossier::{Dossier, DossierSummary, NewDossier, Progress};
pub use error::{AnswerRefusal, Error, Result};
pub use evidence::{Attachment, Citation, Evidence, EvidenceFile, Place, file_name, group};
pub use expected::Expected;
pub use file::{Holder, Journal, Medium, rename};
pub use journal::{Entry, JournalPage};
pub use lifecycle::{
    Changeable, Channel, Condition, Particulars, Party, Passage, Recorded, State, Submission,
    TRANSITIONS, Transition,
};
pub use profile::{Kind, Profile, Signer};
pub use reading::{PageText, Reading, Unread};
pub use report::{FinishedReport, ReportKind};
pub use report_texts::ReportTexts;
pub use review::{
    Blocker, BlockerKind, PlannedDate, Review, ReviewWarning, item_blockers, planned_dates,
};
pub use round::Round;
pub use search::{Excerpt, Found, PageFound};
pub use sha256::sha256;
pub use sign_off::{Reopened, SignOff, SignOffParticulars, SignedOff, Version};
pub use stamp::{Person, Stamp};
pub use store::Store;
pub use transfer::{
    Arrival, ContentSource, HandedPart, MergeItem, Merged, Standing, Taken, Transfer,
    TransferContent,
};
pub use undo::{Step, Steps};
