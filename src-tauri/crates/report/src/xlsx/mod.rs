//! The annexes as a workbook (XLSX): for the unit's own checks and for the appraising office; and
//! lists to filter.
//!
//! Texts stay texts whatever they begin with, subtotals are formulas that carry the report's own
//! figures as their results, and the same report gives the same bytes.

mod appearance;
mod evidence_index;
mod evidence_sheet;
mod list;
mod scoring_sheet;
mod sum;
mod text;

pub use evidence_index::{EvidenceIndex, IndexFile, IndexRow, evidence_index};
pub use list::{TextList, text_list};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::ReportError;
use crate::model::Report;
use appearance::Appearance;
use text::cell_text;

/// Makes the workbook of a report: the scoring table (Decree 30/2020/NĐ-CP, Annex I to the report)
/// and the list of evidence (Annex II).
///
/// The time of creation is left at a fixed day, so that two makes of one report are equal.
///
/// # Errors
/// [`ReportError::Xlsx`] where the report has more rows than a sheet can hold (1 048 576); no text
/// and no figure is a reason.
pub fn workbook(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let appearance = Appearance::new(&report.summary);
    scoring_sheet::write(workbook.add_worksheet(), report, &appearance)?;
    evidence_sheet::write(workbook.add_worksheet(), report, &appearance)?;
    Ok(workbook.save_to_buffer()?)
}

/// What the file says of itself; the dossier's identifier and hash as in the PDF.
fn properties(report: &Report) -> Result<DocProperties, ReportError> {
    let identity = &report.identity;
    let set = format!("{} {}", identity.criteria_set, identity.criteria_set_version);
    let dossier = match &identity.content_hash {
        Some(hash) => format!("{} {hash}", identity.dossier),
        None => identity.dossier.clone(),
    };
    Ok(DocProperties::new()
        .set_title(words::report::title(report.year))
        .set_author(property(&identity.unit))
        .set_subject(property(&set))
        .set_keywords(property(&dossier))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

/// A property's text; the format allows 255 characters.
fn property(text: &str) -> String {
    cell_text(text).chars().take(255).collect()
}
