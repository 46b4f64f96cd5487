//! What stands in the files of evidence: their kind, their text, their pictures and what they say
//! about themselves.
//!
//! Such files come from anybody and are hostile until read. Every reading is bounded (see
//! [`bounds`]) and says when a bound was hit. Because a library may still run for ever, take all
//! memory or abort, the program reads in a process of its own: [`Worker`] asks one that [`serve`]s.
//! What a document seems to be is only ever a [`Proposal`].

pub mod bounds;

mod active;
mod blocks;
mod kind;
mod legacy;
mod lines;
mod package;
mod picture;
mod process;
mod propose;
mod reading;
mod secrecy;
mod sources;
mod text;
mod vocabulary;

pub use active::{Active, Opener, active, can_act};
pub use blocks::{Block, Part, blocks};
pub use kind::{Kind, PictureFormat};
pub use picture::picture;
pub use process::{Draw, Examine, Lent, PageSize, Worker, draw_nothing, serve};
pub use propose::{Proposal, propose};
pub use reading::{Metadata, Outcome, PageText, Reading, Signature, read};
pub use secrecy::{Secrecy, secrecy, secrecy_of_margins, secrecy_of_subject, stamp};

use serde::{Deserialize, Serialize};

/// Why there is no answer about a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It cannot be read without a password.
    #[error("the content is encrypted")]
    Encrypted,
    /// It is not what it says it is.
    #[error("the content is damaged")]
    Damaged,
    /// The process that reads ended, as for want of memory, or nothing came in time.
    #[error("reading the content did not end")]
    Unfinished,
    /// A bound of [`bounds`] was hit.
    #[error("the content is too large")]
    TooLarge,
    /// It has no such page.
    #[error("there is no such page")]
    NoPage,
    /// Its kind has nothing to show.
    #[error("this kind of content cannot be shown")]
    NothingToShow,
    /// The process that reads cannot be started.
    #[error("the reading process could not be started")]
    NoProcess,
}
