//! A change as data: what, from which value, to which value.
//!
//! Values are JSON texts, as they are stored or would be. The inverse of a change is a change, so
//! that undo and redo run the same function as the first time.

mod apply;
mod length;
mod op;
mod subject;
mod value;

pub(crate) use length::must_be_short;
pub use op::Op;
pub use subject::Subject;
pub use value::Value;

use std::collections::BTreeSet;

use scoring::Code;

/// A change of one thing in a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) subject: Subject,
    /// The value before; none where there was nothing.
    pub(crate) before: Option<String>,
    /// The value after; none where nothing remains.
    pub(crate) after: Option<String>,
}

impl Change {
    /// The change that takes this one back.
    pub(crate) fn inverse(self) -> Self {
        Self { subject: self.subject, before: self.after, after: self.before }
    }
}

/// What an operation changed, so that a window refreshes only that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Kinds of things.
    pub kinds: BTreeSet<Kind>,
    /// Codes of the answers and citations among them.
    pub codes: BTreeSet<Code>,
}

/// Kinds of things that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Answers, and which of them were carried over.
    Answers,
    /// Evidence and citations.
    Evidence,
    /// The round's particulars.
    Round,
    /// The report's own paragraphs.
    ReportTexts,
    /// The unit's profile.
    Profile,
    /// The dossier's state or what belongs to a sign-off.
    State,
}

impl Changed {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.kinds.extend(&other.kinds);
        self.codes.extend(other.codes.iter().cloned());
    }

    pub(crate) fn note(&mut self, subject: &Subject) {
        self.kinds.insert(subject.kind());
        self.codes.extend(subject.code().cloned());
    }
}
