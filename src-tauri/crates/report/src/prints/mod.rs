//! Papers to hand out around the scoring: an empty form of the set, a sheet of each officer's
//! items, minutes of the scoring meeting.
//!
//! They are laid out by the layers of the report and written as PDF; none is part of the report.

pub mod model;

mod blanks;
mod empty_form;
mod heading;
mod minutes;
mod officer_sheets;
mod signatures;

use crate::ReportError;
use crate::file_name::{ascii, unit_without_committee};
use crate::layout::{Document, Page};
use crate::model::Status;
use crate::pdf::{self, About};
use model::{EmptyForm, Minutes, OfficerSheets, Subject};

/// A paper to hand out, placed on pages.
#[derive(Clone, Copy, Debug)]
pub enum Print<'a> {
    /// An empty form of the set.
    EmptyForm(&'a EmptyForm),
    /// A sheet of each officer's items.
    OfficerSheets(&'a OfficerSheets),
    /// Minutes of the scoring meeting.
    Minutes(&'a Minutes),
}

/// Makes the PDF of an empty form. The same form gives the same bytes.
///
/// # Errors
/// [`ReportError`], as for [`crate::render`].
pub fn empty_form(form: &EmptyForm) -> Result<Vec<u8>, ReportError> {
    Print::EmptyForm(form).render()
}

/// Makes the PDF of the officers' sheets. The same sheets give the same bytes.
///
/// # Errors
/// [`ReportError`], as for [`crate::render`].
pub fn officer_sheets(sheets: &OfficerSheets) -> Result<Vec<u8>, ReportError> {
    Print::OfficerSheets(sheets).render()
}

/// Makes the PDF of the minutes. The same minutes give the same bytes.
///
/// # Errors
/// [`ReportError`], as for [`crate::render`].
pub fn minutes(minutes: &Minutes) -> Result<Vec<u8>, ReportError> {
    Print::Minutes(minutes).render()
}

impl Print<'_> {
    /// The name under which it is saved, without diacritics and spaces:
    /// `Bien-ban-hop-cham-diem-2024_xa-duc-lieu.pdf`.
    pub fn file_name(self) -> String {
        let subject = self.subject();
        let stem = match self {
            Self::EmptyForm(_) => words::prints::form_file_name(subject.year),
            Self::OfficerSheets(_) => words::prints::officers_file_name(subject.year),
            Self::Minutes(_) => words::prints::minutes_file_name(subject.year),
        };
        let unit = subject.unit.as_deref().map(unit_without_committee).unwrap_or_default();
        let unit = ascii(&unit).to_lowercase();
        let parts = [stem, unit];
        let named: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        format!("{}.pdf", named.join("_"))
    }

    /// Lays it out.
    pub fn lay_out(self) -> Document {
        let pages: Vec<Page> = match self {
            Self::EmptyForm(form) => empty_form::pages(form),
            Self::OfficerSheets(sheets) => officer_sheets::pages(sheets),
            Self::Minutes(minutes) => minutes::pages(minutes),
        };
        // No mark of a draft: it is filled in and signed by hand as it is.
        Document { status: Status::SignedOff, pages }
    }

    fn render(self) -> Result<Vec<u8>, ReportError> {
        let subject = self.subject();
        let title = match self {
            Self::EmptyForm(_) => words::prints::form_file_title(subject.year),
            Self::OfficerSheets(_) => words::prints::officers_file_title(subject.year),
            Self::Minutes(_) => words::prints::minutes_file_title(subject.year),
        };
        let unit = subject.unit.clone().unwrap_or_default();
        pdf::write(&self.lay_out().pages, &About::paper(title, unit, subject.year))
    }

    const fn subject(&self) -> &Subject {
        match self {
            Self::EmptyForm(form) => &form.subject,
            Self::OfficerSheets(sheets) => &sheets.subject,
            Self::Minutes(minutes) => &minutes.subject,
        }
    }
}
