//! Documents to look at, print and hand out, as PDF.

use report::prints::{self, Print};

use super::export::failed;
use super::{Format, Office};
use crate::error::Result;
use crate::report_model::prints as models;

/// A document that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// The report with both annexes.
    Report,
    /// An empty form of the set, to be filled in by hand.
    EmptyForm,
    /// A sheet of each officer's items.
    OfficerSheets,
    /// Minutes of the scoring meeting.
    Minutes,
}

/// A document that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The name under which it is usually saved.
    pub file_name: String,
    /// The PDF.
    pub content: Vec<u8>,
}

impl Office {
    /// Makes a document of a dossier.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn document(&self, dossier: &str, kind: DocumentKind) -> Result<Made> {
        let content = self.dossier(dossier)?;
        let set = &content.set.set;
        let score = scoring::score(set, &content.answers);
        let (file_name, made) = match kind {
            DocumentKind::Report => {
                let name = self.export_name(dossier, Format::Pdf)?;
                return Ok(Made { file_name: name, content: self.report_pdf(dossier)? });
            }
            DocumentKind::EmptyForm => {
                let form = models::empty_form(set, Some(&content.profile));
                (Print::EmptyForm(&form).file_name(), prints::empty_form(&form))
            }
            DocumentKind::OfficerSheets => {
                let sheets = models::officer_sheets(&content, &score, self.today());
                (Print::OfficerSheets(&sheets).file_name(), prints::officer_sheets(&sheets))
            }
            DocumentKind::Minutes => {
                let minutes = models::minutes(&content, &score);
                (Print::Minutes(&minutes).file_name(), prints::minutes(&minutes))
            }
        };
        Ok(Made { file_name, content: made.map_err(|error| failed(&error))? })
    }
}
