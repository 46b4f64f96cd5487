//! The self-assessment report as a document of Decree 30/2020/NĐ-CP.
//!
//! Three layers: [`model`] says what the report says; [`layout`] places it on pages, purely and
//! exactly; `pdf` writes the pages. [`decree30`] checks placed pages against the decree. Only
//! this crate knows millimetres and fonts.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod decree30;
pub mod docx;
pub mod face;
pub mod layout;
pub mod length;
pub mod model;
pub mod printable;
pub mod prints;
pub mod stamp;
pub mod xlsx;

mod content;
mod file_name;
mod pdf;
mod phrases;

pub use file_name::file_name;
pub use pdf::{Named, named};

use face::Face;
use model::Report;

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The glyphs that the document needs could not be taken from a face.
    #[error("face {face:?} cannot be subset")]
    Font {
        /// The face.
        face: Face,
        /// What the subsetter says.
        #[source]
        source: subsetter::Error,
    },
    /// The file could not be put together.
    #[error("the PDF file cannot be written")]
    Write(#[source] std::io::Error),
    /// The Word file could not be put together.
    #[error("the DOCX file cannot be written")]
    Docx(#[source] std::io::Error),
    /// The workbook could not be put together.
    #[error("the XLSX file cannot be written")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// Makes the PDF of a report with both annexes. The same report gives the same bytes.
///
/// # Errors
/// [`ReportError`] if a font cannot be embedded or the file not be put together; neither depends
/// on the report's texts.
pub fn render(report: &Report) -> Result<Vec<u8>, ReportError> {
    pdf::write(&layout::lay_out(report).pages, &pdf::About::report(report))
}
