//! The plain interface of the whole backend: what command line and window call.
//!
//! Each operation is one function here; whoever calls it only translates. This is also the one
//! place where scoring, store and report meet.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod demo;
mod error;
pub mod files;
pub mod headless;
mod office;
mod report_model;
pub mod wording;

pub use demo::{Demo, demo};
pub use error::{Error, Refusal, Result};
pub use office::{AnswersSet, Clock, Exported, Format, NewCitation, Office, Reviewed, user};
pub use scoring::{Code, parse_date};
pub use store::{Document, Entry, Person, Place};
