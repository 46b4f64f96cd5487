//! The whole evidence of a dossier out again: a folder for each code, and an index beside them.

mod names;
mod plan;
mod staging;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use store::Dossier;
use words::evidence_export as say;

use super::Office;
use super::export::failed;
use crate::error::{Error, KnownCode, Result};
use crate::files;
use plan::{Plan, plan};
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

/// An export that is under way. Dropped before it is finished, it leaves nothing.
#[derive(Debug)]
pub struct EvidenceExport {
    dossier: String,
    plan: Plan,
    staging: Staging,
    done: usize,
    bytes: u64,
}

impl EvidenceExport {
    /// How far it is, and what is written next.
    pub fn progress(&self) -> ExportProgress<'_> {
        let (done, all) = (self.done, self.plan.copies.len());
        let next = self.plan.copies.get(done).map_or(&self.plan.index_name, |copy| &copy.name);
        ExportProgress { done, all, name: next }
    }

    /// Whether every file is written.
    pub fn is_complete(&self) -> bool {
        self.done == self.plan.copies.len()
    }

    /// Writes the index beside the files, looks whether all is there, and gives the folder its name.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn finish(self) -> Result<EvidenceExported> {
        let Self { plan, staging, done, bytes, .. } = self;
        let index = report::xlsx::evidence_index(&plan.index).map_err(|error| failed(&error))?;
        let path = staging.path().join(&plan.index_name);
        files::write_draft(&path, |file| files::write_and_verify((file, &path), &index))?;
        staging.must_hold(done + 1, bytes + index.len() as u64)?;
        let (folder, without_file) = (staging.finish()?, plan.without_file);
        Ok(EvidenceExported { folder, files: done, bytes, without_file })
    }
}

impl Office {
    /// Begins to write the evidence of a dossier into one new folder within `folder`: the files in
    /// a folder for each code that cites them, and an index of all documents as a workbook.
    ///
    /// # Errors
    /// If there is no such dossier or it has no evidence, or if the folder cannot be written.
    pub fn begin_evidence_export(&self, dossier: &str, folder: &Path) -> Result<EvidenceExport> {
        let content = self.dossier(dossier)?;
        if content.evidence.is_empty() {
            return Err(Error::refused("no-evidence", say::nothing()));
        }
        let plan = plan(&self.with_files_here(&content)?, folder);
        let staging = Staging::begin(folder, &plan.name)?;
        Ok(EvidenceExport { dossier: dossier.to_owned(), plan, staging, done: 0, bytes: 0 })
    }

    /// A dossier without the files whose content stayed with the sender of a package.
    fn with_files_here(&self, dossier: &Dossier) -> Result<Dossier> {
        let contents = self.store.contents_of(&dossier.id)?;
        let elsewhere: HashSet<String> =
            contents.into_iter().filter(|one| !one.is_here).map(|one| one.sha256).collect();
        let mut here = dossier.clone();
        for evidence in &mut here.evidence {
            evidence.file.take_if(|file| elsewhere.contains(&file.sha256));
        }
        Ok(here)
    }

    /// Writes the next file of an export; between two of them others may work with the data file.
    ///
    /// # Errors
    /// If the folder cannot be written, or the document has another file meanwhile.
    pub fn write_next(&self, export: &mut EvidenceExport) -> Result<()> {
        let Some(copy) = export.plan.copies.get(export.done) else {
            return Ok(());
        };
        let within = export.staging.path().join(&copy.folder);
        files::make_folder(&within)?;
        let file = self.give_draft(&export.dossier, &copy.evidence, &within.join(&copy.name))?;
        if file.sha256 != copy.sha256 {
            return Err(Error::refused("changed", say::changed()));
        }
        export.bytes += file.bytes;
        export.done += 1;
        Ok(())
    }

    /// The whole export; `progress` is told of each file before it is written, and of the index, and
    /// may end it.
    ///
    /// # Errors
    /// As [`Self::begin_evidence_export`] and [`Self::write_next`], or if `progress` ends it. Then
    /// nothing of it is left.
    pub fn export_evidence(
        &self,
        dossier: &str,
        folder: &Path,
        progress: &mut dyn FnMut(ExportProgress<'_>) -> ControlFlow<()>,
    ) -> Result<EvidenceExported> {
        let mut export = self.begin_evidence_export(dossier, folder)?;
        loop {
            if progress(export.progress()).is_break() {
                return Err(Error::refused(KnownCode::Cancelled.word(), say::cancelled()));
            }
            if export.is_complete() {
                return export.finish();
            }
            self.write_next(&mut export)?;
        }
    }
}
