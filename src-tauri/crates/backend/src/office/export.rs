//! The report as PDF and workbook, what is retyped elsewhere, the dossier's content as JSON.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use report::model::Report;
use report::xlsx::TextList;
use store::{Dossier, MadeReport};

use super::Office;
use crate::error::{Error, Result};
use crate::retype::{self, Retype};
use crate::{files, report_model};

/// What a dossier is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The report with both annexes: the one that is kept, signed if it was, or a draft.
    Pdf,
    /// The annexes as a workbook.
    Xlsx,
    /// The report for circulation before the signature, to be changed in a word processor.
    Docx,
    /// What is typed into a province's web form, as a workbook.
    Retype,
    /// The content, for machines.
    Json,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: usize,
    /// Sub-criteria in it.
    pub items: usize,
    /// Documents of evidence in it.
    pub documents: usize,
}

impl Office {
    /// Writes a dossier to a file, or under its usual name into a folder, and reads it back.
    ///
    /// # Errors
    /// If there is no such dossier, or the file cannot be written.
    pub fn export(&self, dossier: &str, format: Format, out: &Path) -> Result<Exported> {
        let (content, report) = self.content_and_report(dossier)?;
        let bytes = match format {
            Format::Pdf => self.report_pdf(dossier)?,
            Format::Xlsx => report::xlsx::workbook(&report).map_err(|error| failed(&error))?,
            Format::Docx => report::docx::document(&report).map_err(|error| failed(&error))?,
            Format::Retype => workbook(&retype::list(&retype::retype(&content)))?,
            Format::Json => self.frozen_or_present(&content)?.into_bytes(),
        };
        let path = files::in_folder(out, &file_name(&report, format));
        files::write(&path, &bytes)?;
        let items = content.set.set.sub_criteria().count();
        Ok(Exported { path, bytes: bytes.len(), items, documents: content.evidence.len() })
    }

    /// The name under which an export is usually saved.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn export_name(&self, dossier: &str, format: Format) -> Result<String> {
        Ok(file_name(&self.report(dossier)?, format))
    }

    /// The report of a dossier as data.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn report(&self, dossier: &str) -> Result<Report> {
        Ok(self.content_and_report(dossier)?.1)
    }

    /// What is typed once more into a province's web form.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn retype(&self, dossier: &str) -> Result<Retype> {
        let dossier = self.dossier(dossier)?;
        Ok(retype::retype(&dossier))
    }

    /// The report as PDF: the one that is kept, signed if it was, else as the dossier is now.
    pub(super) fn report_pdf(&self, dossier: &str) -> Result<Vec<u8>> {
        match self.finished_report(dossier)? {
            Some(finished) => self.report_bytes(&finished),
            None => pdf(&self.report(dossier)?),
        }
    }

    /// What the sign-off that stands froze, byte for byte; of an open dossier its content.
    fn frozen_or_present(&self, dossier: &Dossier) -> Result<String> {
        let frozen = match dossier.signed_off() {
            Some(standing) => self.store.signed_content(&dossier.id, standing.ordinal)?,
            None => None,
        };
        Ok(match frozen {
            Some(frozen) => frozen,
            None => self.store.content(&dossier.id)?,
        })
    }

    fn content_and_report(&self, dossier: &str) -> Result<(Arc<Dossier>, Report)> {
        let content = self.dossier(dossier)?;
        let report = report_of(&content);
        Ok((content, report))
    }
}

/// The report of a dossier, as it is kept.
pub(super) fn made_report(dossier: &Dossier) -> Result<MadeReport> {
    let report = report_of(dossier);
    Ok(MadeReport { name: report::file_name(&report), pdf: pdf(&report)? })
}

fn report_of(dossier: &Dossier) -> Report {
    let score = scoring::score(&dossier.set.set, &dossier.answers);
    report_model::report(dossier, &score)
}

/// The PDF of a report.
pub(super) fn pdf(report: &Report) -> Result<Vec<u8>> {
    report::render(report).map_err(|error| failed(&error))
}

/// The workbook of a list.
pub(super) fn workbook(list: &TextList) -> Result<Vec<u8>> {
    report::xlsx::text_list(list).map_err(|error| failed(&error))
}

pub(super) fn failed(error: &report::ReportError) -> Error {
    Error::refused("report", words::files::report_failed(error))
}

fn file_name(report: &Report, format: Format) -> String {
    let pdf = PathBuf::from(report::file_name(report));
    let ending = match format {
        Format::Pdf => return pdf.to_string_lossy().into_owned(),
        Format::Xlsx => "xlsx",
        Format::Docx => "docx",
        Format::Retype => {
            let report = pdf.file_stem().unwrap_or_default().to_string_lossy();
            return words::retype::file_name(report);
        }
        Format::Json => "json",
    };
    pdf.with_extension(ending).to_string_lossy().into_owned()
}
