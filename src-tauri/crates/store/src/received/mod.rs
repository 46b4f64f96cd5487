//! Dossiers that came in a package: what of them is this file's to change, and the receiving office's own
//! notes beside them.
//!
//! A dossier that came from another unit says what its unit signed. It changes by a later package of the unit
//! alone, so that its journal here is always a beginning of the unit's own. What the receiving office does
//! with it (receipt, return, appraisal) stands in [`OfficeNote`]s, each about one sign-off.

mod note;
mod ops;
mod rows;

pub use note::OfficeNote;
pub(crate) use note::{NewNote, append, broken};
pub(crate) use rows::{begin_arrival, end_arrival, has_notes, of, role, save};

use chrono::{DateTime, Utc};

use crate::change::Op;
use crate::dossier::Dossier;
use crate::lifecycle::{State, Submission};
use crate::stamp::Person;

/// How this file treats a dossier that came in a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// As one to be worked on, as long as it comes open.
    Open,
    /// As its own.
    Own,
    /// As another unit's.
    Received,
}

impl Role {
    const ALL: [Self; 3] = [Self::Open, Self::Own, Self::Received];

    const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Own => "own",
            Self::Received => "received",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// That a dossier was received from another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// When its last package was taken in.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Person,
    /// What this office did with the dossier, oldest first.
    pub notes: Vec<OfficeNote>,
}

impl Dossier {
    /// Where the dossier stands: as its unit's journal says, or further where the notes of this office on
    /// the sign-off that stands lead.
    pub fn shown_state(&self) -> State {
        let Some(noted) = self.standing_notes().filter_map(OfficeNote::state).last() else {
            return self.state;
        };
        // What was given back waits for the unit, whatever it recorded itself before.
        if noted == State::Returned || noted > self.state { noted } else { self.state }
    }

    /// The notes of this office on the sign-off that stands.
    pub fn standing_notes(&self) -> impl Iterator<Item = &OfficeNote> {
        let standing = self.signed_off().map(|one| (one.ordinal, one.sha256.as_str()));
        let notes = self.received.iter().flat_map(|received| &received.notes);
        notes.filter(move |note| standing == Some((note.sign_off, note.sha256.as_str())))
    }

    /// The submission that stands: as this office noted its receipt, else as the unit recorded it.
    pub fn submitted(&self) -> Option<&Submission> {
        if self.shown_state().is_to_be_submitted() {
            return None;
        }
        let noted = self.standing_notes().filter_map(|note| note.particulars.submission.as_ref());
        let mut passed = self.passages.iter().rev();
        noted.last().or_else(|| passed.find_map(|one| one.particulars.submission.as_ref()))
    }

    /// Whether this file may record an operation on the dossier as it stands.
    pub fn allows(&self, op: Op) -> bool {
        match self.received {
            None => self.state.allows(op),
            Some(_) => self.office_transition(op).is_some(),
        }
    }
}
