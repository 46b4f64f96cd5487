//! A dossier on its way from one data file to another.
//!
//! What travels is the journal: taken in, it is replayed entry by entry, so that what arrives is what
//! was done, and nothing else. A dossier that is here already is carried on from where the two journals
//! part; where both went on, nothing is taken in.

mod arrival;
mod contents;
mod journal_text;
mod merge;
mod outgoing;
mod part;
mod replay;

pub use arrival::Arrival;
pub use contents::{ContentSource, TransferContent};
pub use merge::{MergeItem, Merged, Standing};
pub use outgoing::Transfer;
pub use part::HandedPart;
pub(crate) use part::{handed, has_sound_part};
pub use replay::Taken;
