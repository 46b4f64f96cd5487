//! Evidence: documents and their citations.

use std::path::Path;

use scoring::Code;
use store::{Citation, Document, Evidence, EvidenceFile, Place};
use uuid::Uuid;

use super::Office;
use crate::error::{Error, Result};
use crate::files;

/// A document cited for one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCitation {
    /// The sub-criterion, bonus or penalty item.
    pub code: String,
    /// The document.
    pub document: Document,
    /// Where in it.
    pub place: Place,
}

impl Office {
    /// Adds a document and cites it for one code; a document that is there with the same
    /// particulars is cited once more instead of being doubled.
    ///
    /// # Errors
    /// If the set has no such code, or the dossier is signed off.
    pub fn add_evidence(&mut self, dossier: &str, new: NewCitation) -> Result<()> {
        let stamp = self.stamp();
        let code = Code::new(new.code);
        let known = self.store.dossier(dossier)?.evidence;
        if let Some(same) = known.iter().find(|evidence| evidence.document == new.document) {
            self.store.cite(dossier, (&same.id, &code), &new.place, &stamp)?;
            return Ok(());
        }
        let id = Uuid::new_v4().to_string();
        let citations = vec![Citation { code, place: new.place }];
        let evidence = Evidence { id, document: new.document, citations };
        self.store.add_evidence(dossier, &[evidence], &stamp)?;
        Ok(())
    }

    /// Adds the documents of a file, as one step of undo; `id` names each by its position.
    ///
    /// # Errors
    /// If the set lacks a code, or the dossier is signed off; then nothing is added.
    pub fn take_evidence(
        &mut self,
        dossier: &str,
        file: EvidenceFile,
        id: impl Fn(usize) -> String,
    ) -> Result<()> {
        let evidence = file.into_evidence(id);
        let stamp = self.stamp();
        self.store.add_evidence(dossier, &evidence, &stamp)?;
        Ok(())
    }

    /// Adds the documents of a file that are not there yet, and tells how many documents were
    /// added and how many were there already with the same particulars.
    ///
    /// # Errors
    /// As [`Self::take_evidence`], or if the file is at fault.
    pub fn import_evidence(&mut self, dossier: &str, path: &Path) -> Result<(usize, usize)> {
        let file = EvidenceFile::parse(&files::read(path)?)
            .map_err(|error| Error::from(error).in_file(path))?;
        let known = self.store.dossier(dossier)?.evidence;
        let mut evidence = file.into_evidence(|_| Uuid::new_v4().to_string());
        let all = evidence.len();
        evidence.retain(|new| known.iter().all(|one| one.document != new.document));
        let stamp = self.stamp();
        self.store.add_evidence(dossier, &evidence, &stamp)?;
        Ok((evidence.len(), all - evidence.len()))
    }
}
