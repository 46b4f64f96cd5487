//! The whole evidence of a dossier out again: a folder for each code, and an index beside them.

mod names;
mod plan;
mod staging;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use words::evidence_export as say;

use super::Office;
use super::export::failed;
use crate::error::{Error, Result};
use crate::files;
use plan::plan;
use staging::Staging;

/// How far an export of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportProgress<'a> {
    /// Files that are written.
    pub done: usize,
    /// Files in all, without the index.
    pub all: usize,
    /// The file that is written next; the index at the end.
    pub name: &'a str,
}

/// What was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceExported {
    /// The folder that was made.
    pub folder: PathBuf,
    /// Files in its folders, without the index; one that several codes cite counts for each.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Documents that are in the index alone because they have no file.
    pub without_file: usize,
}

impl Office {
    /// Writes the evidence of a dossier into one new folder within `folder`, read back: the files
    /// in a folder for each code that cites them, and an index of all documents as a workbook.
    /// `progress` is told of each file before it is written, and may end the export.
    ///
    /// # Errors
    /// If there is no such dossier or it has no evidence, if the folder cannot be written, or
    /// `progress` ends it. Then nothing of it is left.
    pub fn export_evidence(
        &self,
        dossier: &str,
        folder: &Path,
        progress: &mut dyn FnMut(ExportProgress<'_>) -> ControlFlow<()>,
    ) -> Result<EvidenceExported> {
        let content = self.dossier(dossier)?;
        if content.evidence.is_empty() {
            return Err(Error::refused("no-evidence", say::nothing()));
        }
        let plan = plan(&content, folder);
        let all = plan.copies.len();
        let mut tell = |done, name: &str| match progress(ExportProgress { done, all, name }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::refused("cancelled", say::cancelled())),
        };
        let staging = Staging::begin(folder, &plan.name)?;
        let mut bytes = 0;
        for (done, copy) in plan.copies.iter().enumerate() {
            tell(done, &copy.name)?;
            let within = staging.path().join(&copy.folder);
            files::make_folder(&within)?;
            bytes += self.give_out(dossier, &copy.evidence, &within.join(&copy.name))?.bytes;
        }
        tell(all, &plan.index_name)?;
        let index = report::xlsx::evidence_index(&plan.index).map_err(|error| failed(&error))?;
        files::write(&staging.path().join(&plan.index_name), &index)?;
        staging.must_hold(all + 1, bytes + index.len() as u64)?;
        let folder = staging.finish()?;
        Ok(EvidenceExported { folder, files: all, bytes, without_file: plan.without_file })
    }
}
