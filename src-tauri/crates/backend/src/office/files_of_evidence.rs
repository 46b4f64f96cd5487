//! Files of evidence: into the data file and out again.

use std::path::{Path, PathBuf};

use store::{Attachment, Citation, Document, Evidence, Freed, Limits};
use uuid::Uuid;

use super::Office;
use crate::error::Result;
use crate::files;

/// A file that was saved out of the data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Office {
    /// Adds a document for a file, named by the file until its particulars are entered, cited for a
    /// code where one is given; gives its identifier.
    ///
    /// # Errors
    /// If the file cannot be taken in, the set has no such code, or the dossier is signed off; then
    /// nothing is added.
    pub fn add_file(
        &mut self,
        dossier: &str,
        path: &Path,
        citation: Option<Citation>,
    ) -> Result<String> {
        let subject = subject_of(path);
        let document = Document { subject, ..Document::default() };
        let id = Uuid::new_v4().to_string();
        let citations = citation.into_iter().collect();
        let new = Evidence { id: id.clone(), document, file: None, citations };
        let (store, stamp) = self.change(dossier);
        store.add_with_file((dossier, &new), (path, Limits::default()), &stamp)?;
        Ok(id)
    }

    /// Takes a file in as the file of a document, in place of an earlier one.
    ///
    /// # Errors
    /// If the file cannot be taken in, there is no such document, or the dossier is signed off.
    pub fn attach_file(&mut self, dossier: &str, evidence: &str, path: &Path) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.attach((dossier, evidence), (path, Limits::default()), &stamp)?;
        Ok(())
    }

    /// Takes the file off a document.
    ///
    /// # Errors
    /// If there is no such document, it has no file, or the dossier is signed off.
    pub fn detach_file(&mut self, dossier: &str, evidence: &str) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.detach(dossier, evidence, &stamp)?;
        Ok(())
    }

    /// Saves the file of a document under a path, or under its own name into a folder. It appears
    /// whole and as it was taken in, or not at all.
    ///
    /// # Errors
    /// If there is no such document, it has no file, or the path cannot be written.
    pub fn save_file(&self, dossier: &str, evidence: &str, out: &Path) -> Result<SavedFile> {
        let name = self.file_name(dossier, evidence)?;
        let path = if out.is_dir() { out.join(name) } else { out.to_path_buf() };
        let file = self.give_out(dossier, evidence, &path)?;
        Ok(SavedFile { path, bytes: file.bytes })
    }

    /// Writes the file of a document, whole and as it was taken in, or not at all.
    pub(super) fn give_out(
        &self,
        dossier: &str,
        evidence: &str,
        path: &Path,
    ) -> Result<Attachment> {
        files::write_through(path, |to| {
            self.store.read_file(dossier, evidence, to).map_err(|error| match error {
                store::Error::NotWritten { source } => files::write_failure(path, &source),
                other => other.into(),
            })
        })
    }

    /// The name under which the file of a document is usually saved: its own, as far as every
    /// system allows it.
    ///
    /// # Errors
    /// If there is no such document, or it has no file.
    pub fn file_name(&self, dossier: &str, evidence: &str) -> Result<String> {
        let content = self.dossier(dossier)?;
        let id = evidence.to_owned();
        let known = content.evidence.iter().find(|one| one.id == id);
        let document = known.ok_or_else(|| store::Error::UnknownEvidence { id: id.clone() })?;
        let none = || store::Error::NoFile { evidence: id.clone() };
        Ok(files::usable_name(&document.file.as_ref().ok_or_else(none)?.name))
    }

    /// Removes content that nothing needs any more and gives its room back to the disk.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn free_unused(&mut self) -> Result<Freed> {
        Ok(self.store.free_unused()?)
    }
}

/// What a document is called until somebody says what it is about.
pub(super) fn subject_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { stem.into_owned() } else { words.join(" ") }
}
