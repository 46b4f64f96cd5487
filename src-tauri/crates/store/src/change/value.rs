//! The value of a subject as it was written, read as what it is.

use scoring::Answer;

use super::Subject;
use crate::answer;
use crate::document::Document;
use crate::dossier::{founding_round, stored, text};
use crate::error::{Error, Result};
use crate::evidence::{Attachment, Place};
use crate::lifecycle::{Particulars, recorded_particulars};
use crate::profile::Profile;
use crate::report::FinishedReport;
use crate::report_texts::ReportTexts;
use crate::round::Round;
use crate::sign_off::SignOffParticulars;

/// What a subject was, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An answer.
    Answer(Answer),
    /// A document.
    Document(Document),
    /// The file of a document.
    File(Attachment),
    /// Where a document is cited.
    Place(Place),
    /// The round; of the dossier itself the one with which it was made.
    Round(Round),
    /// The report's own paragraphs.
    ReportTexts(ReportTexts),
    /// The unit's profile.
    Profile(Box<Profile>),
    /// A sign-off.
    SignOff(SignOffParticulars),
    /// What was passed after a sign-off.
    Passage(Particulars),
    /// A finished report.
    Report(FinishedReport),
    /// Nothing but that it is there.
    There,
}

impl Subject {
    /// Reads a value of this subject.
    ///
    /// # Errors
    /// [`Error::Damaged`] for what no program wrote.
    pub(crate) fn value(&self, text: &str) -> Result<Value> {
        Ok(match self {
            Self::Answer { .. } => {
                Value::Answer(Answer::parse(text.as_bytes()).map_err(Error::damaged)?)
            }
            Self::Evidence { .. } => Value::Document(stored(text)?),
            Self::File { .. } => Value::File(stored(text)?),
            Self::Citation { .. } => Value::Place(stored(text)?),
            Self::Round => Value::Round(stored(text)?),
            Self::ReportTexts => Value::ReportTexts(stored(text)?),
            Self::Profile => Value::Profile(stored(text)?),
            Self::SignOff { .. } => Value::SignOff(stored(text)?),
            Self::Dossier => Value::Round(founding_round(text)?),
            Self::Passage { .. } => Value::Passage(recorded_particulars(text)?),
            Self::Report { .. } => Value::Report(stored(text)?),
            Self::Carried { .. } | Self::Ticked(_) | Self::SetAside => Value::There,
        })
    }

    /// Whether a text is a value of this subject as this program writes it.
    pub(crate) fn is_value(&self, given: &str) -> bool {
        let is_written = |value: Value| -> Result<bool> {
            let due = match &value {
                Value::Answer(answer) => answer::text(answer),
                Value::Document(document) if document.subject.trim().is_empty() => None,
                Value::Document(document) => Some(text(&document.normalised())?),
                Value::File(file) if !file.is_possible() => None,
                Value::File(file) => Some(text(file)?),
                Value::Place(place) => Some(text(&place.normalised())?),
                Value::Round(round) if *self == Self::Round => Some(text(&round.normalised())?),
                Value::ReportTexts(texts) => Some(text(&texts.normalised())?),
                Value::Profile(profile) => Some(text(&profile.normalised())?),
                Value::SignOff(sign_off) => Some(text(sign_off)?),
                Value::Report(report) => Some(text(report)?),
                // What is stored of these is read back and compared.
                Value::Round(_) | Value::Passage(_) | Value::There => return Ok(true),
            };
            Ok(due.as_deref() == Some(given))
        };
        self.value(given).and_then(is_written).unwrap_or(false)
    }
}
