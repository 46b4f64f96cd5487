//! Evidence: documents and their citations.

use std::collections::HashSet;
use std::path::Path;

use scoring::Code;
use store::{Citation, Document, Evidence, EvidenceFile, Expected, Place};
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
        let citation = Citation { code: Code::new(new.code), place: new.place };
        self.add_document(dossier, new.document, Some(citation))
    }

    /// The same, cited or not: one that is there already is not doubled.
    ///
    /// # Errors
    /// As [`Self::add_evidence`].
    pub fn add_document(
        &mut self,
        dossier: &str,
        document: Document,
        citation: Option<Citation>,
    ) -> Result<()> {
        let content = self.dossier(dossier)?;
        let same = content.evidence.iter().find(|evidence| evidence.document.is_same(&document));
        let (store, stamp) = self.change(dossier);
        match (same, citation) {
            (Some(same), Some(Citation { code, place })) => {
                store.cite(dossier, (&same.id, &code), &place, &stamp)?;
            }
            (Some(_), None) => {}
            (None, citation) => {
                let id = new_id();
                let citations = citation.into_iter().collect();
                store.add_evidence(
                    dossier,
                    &[Evidence { id, document, file: None, citations }],
                    &stamp,
                )?;
            }
        }
        Ok(())
    }

    /// Changes a document's particulars.
    ///
    /// # Errors
    /// If there is no such document, it has no subject, or the dossier is signed off.
    pub fn update_evidence(&mut self, dossier: &str, id: &str, document: &Document) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.update_evidence(dossier, &[(id, document)], &stamp)?;
        Ok(())
    }

    /// Removes a document with its citations.
    ///
    /// # Errors
    /// If there is no such document, or the dossier is signed off.
    pub fn remove_evidence(&mut self, dossier: &str, id: &str) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.remove_evidence(dossier, id, &stamp)?;
        Ok(())
    }

    /// Cites a document for a code, or changes where in it.
    ///
    /// # Errors
    /// If there is no such document or code, or the dossier is signed off.
    pub fn cite(&mut self, dossier: &str, evidence: &str, citation: &Citation) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.cite(dossier, (evidence, &citation.code), &citation.place, &stamp)?;
        Ok(())
    }

    /// Takes a citation back.
    ///
    /// # Errors
    /// If there is no such citation, or the dossier is signed off.
    pub fn uncite(&mut self, dossier: &str, evidence: &str, code: &str) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.uncite(dossier, (evidence, &Code::new(code)), &stamp)?;
        Ok(())
    }

    /// Ticks a document off that the set expects for an item, by its position from 0, or takes the
    /// tick back.
    ///
    /// # Errors
    /// If the set expects no such document, or the dossier is signed off.
    pub fn tick_expected(
        &mut self,
        dossier: &str,
        (code, position): (&str, u32),
        ticked: bool,
    ) -> Result<()> {
        let expected = Expected { code: Code::new(code), position };
        let (store, stamp) = self.change(dossier);
        store.tick_expected(dossier, (&expected, ticked), &stamp)?;
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
        let (store, stamp) = self.change(dossier);
        store.add_evidence(dossier, &evidence, &stamp)?;
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
        let content = self.dossier(dossier)?;
        let mut evidence = file.into_evidence(|_| new_id());
        let all = evidence.len();
        let known: HashSet<_> =
            content.evidence.iter().map(|one| one.document.identity()).collect();
        evidence.retain(|new| !known.contains(&new.document.identity()));
        let (store, stamp) = self.change(dossier);
        store.add_evidence(dossier, &evidence, &stamp)?;
        Ok((evidence.len(), all - evidence.len()))
    }
}

/// An identifier for a new document. Later ones are greater, so that documents with the same date and
/// number, or neither, stand in the order in which they were added.
pub(super) fn new_id() -> String {
    Uuid::now_v7().to_string()
}
