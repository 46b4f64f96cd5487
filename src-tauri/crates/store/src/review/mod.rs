//! Review: what stands in the way of a sign-off, and what deserves a look.

mod blockers;
mod warnings;

pub use blockers::item_blockers;
pub(crate) use blockers::{blockers, report_date_bounds};
pub use warnings::planned_dates;

use chrono::NaiveDate;
use scoring::{Code, Problem, Score, Warning, score};

use crate::error::Result;
use crate::store::Store;

/// The state of a dossier before its sign-off.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// What stands in the way; all at once, in the set's order.
    pub blockers: Vec<Blocker>,
    /// What deserves a look.
    pub warnings: Vec<ReviewWarning>,
    /// The score on which both rest.
    pub score: Score,
}

/// Something that stands in the way of a sign-off or a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// The item; none for the profile and the report's date.
    pub code: Option<Code>,
    /// The part, by key.
    pub part: Option<String>,
    /// What it is.
    pub kind: BlockerKind,
}

/// What stands in the way (`scoring.md`, "Status of a sub-criterion").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockerKind {
    /// Incomplete, without a written explanation.
    Incomplete {
        /// Keys of the inputs not given; of a part, `part.key`.
        missing: Vec<String>,
        /// The date that the round has not fixed yet, by name.
        round_date: Option<String>,
    },
    /// Invalid, with the reasons.
    Invalid(Vec<Problem>),
    /// Claimed as not arising, without the written reason.
    NoReason,
    /// Points, but neither evidence cited nor an explanation.
    NoEvidence,
    /// Carried over from another dossier, and nobody has confirmed it.
    CarriedOver,
    /// A field of the profile is empty, by its name in the file.
    EmptyProfileField(&'static str),
    /// The report's date is out of bounds.
    ReportDate {
        /// As given.
        date: NaiveDate,
        /// First day allowed.
        earliest: NaiveDate,
        /// Last day allowed.
        latest: NaiveDate,
    },
    /// The registry's number is not entered.
    NoReportNumber,
    /// The report's date is not entered.
    NoReportDate,
    /// The document is not named under which the dossier is handed in.
    NoDocumentNumber,
    /// Handed in before the report's date.
    SubmittedBeforeReport {
        /// The day of submission.
        date: NaiveDate,
        /// The report's date.
        report: NaiveDate,
    },
    /// Handed in on a day that is yet to come.
    SubmittedAhead {
        /// The day of submission.
        date: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// The answer names a date that the day of submission has not reached.
    PlanUnreached {
        /// The input, by key.
        input: String,
        /// The date.
        date: NaiveDate,
        /// The day of submission.
        day: NaiveDate,
    },
}

/// Something that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewWarning {
    /// What scoring found.
    Scoring(Warning),
    /// A citation names neither section nor page.
    VagueCitation {
        /// The document.
        evidence: String,
        /// The code for which it is cited.
        code: Code,
    },
    /// A document bears a date that is yet to come.
    FutureEvidence {
        /// The document.
        evidence: String,
        /// Its date.
        date: NaiveDate,
    },
    /// A document is cited nowhere.
    UncitedEvidence {
        /// The document.
        evidence: String,
    },
    /// An answer names a date that is yet to come: planned, not done.
    PlannedDate(PlannedDate),
}

/// A date that an answer names and that lies ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedDate {
    /// The item.
    pub code: Code,
    /// The part, by key.
    pub part: Option<String>,
    /// The input, by key.
    pub input: String,
    /// The date.
    pub date: NaiveDate,
}

impl Store {
    /// What stands in the way of a sign-off on this day, and what deserves a look.
    ///
    /// # Errors
    /// [`crate::Error::UnknownDossier`].
    pub fn review(&self, dossier: &str, today: NaiveDate) -> Result<Review> {
        let dossier = self.dossier(dossier)?;
        let score = score(&dossier.set.set, &dossier.answers);
        let blockers = blockers(&dossier, &score);
        let warnings = warnings::warnings(&dossier, &score, today);
        Ok(Review { blockers, warnings, score })
    }
}
