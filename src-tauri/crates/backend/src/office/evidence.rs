//! Evidence: documents and their citations.

use std::path::Path;

use chrono::NaiveDate;
use scoring::{Code, Json, ReadError};
use serde::Deserialize;
use store::{Citation, Document, Evidence, Place};
use uuid::Uuid;

use super::Office;
use crate::error::{Error, Result};
use crate::files;

/// The schema of evidence files.
const SCHEMA: &str = "par-evidence/1";

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

/// Documents from a file of schema `par-evidence/1`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    schema: String,
    documents: Vec<FileDocument>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDocument {
    number: String,
    date: Option<NaiveDate>,
    issuer: String,
    subject: String,
    citations: Vec<FileCitation>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCitation {
    code: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    page: String,
}

impl EvidenceFile {
    /// Reads a document of schema `par-evidence/1`.
    ///
    /// # Errors
    /// If it is no such document.
    pub fn parse(content: &[u8]) -> Result<Self> {
        // The first reading refuses what is too large, too deep or no JSON at all.
        let text = Json::parse(content)?.to_compact();
        let file: Self = serde_json::from_str(&text)
            .map_err(|error| Error::refused("faults", words::files::bad_evidence(error)))?;
        if file.schema != SCHEMA {
            let kind = scoring::FaultKind::UnknownSchema { found: file.schema, expected: SCHEMA };
            let fault = scoring::Fault { code: String::new(), field: "schema".to_owned(), kind };
            return Err(ReadError::Faults(vec![fault]).into());
        }
        Ok(file)
    }

    /// How many documents and citations it holds.
    pub fn counts(&self) -> (usize, usize) {
        (self.documents.len(), self.documents.iter().map(|one| one.citations.len()).sum())
    }
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
        let place = |section, page| Place { section, page, note: String::new() };
        let evidence: Vec<Evidence> = file
            .documents
            .into_iter()
            .enumerate()
            .map(|(position, one)| Evidence {
                id: id(position),
                document: Document {
                    number: one.number,
                    date: one.date,
                    issuer: one.issuer,
                    subject: one.subject,
                },
                citations: one
                    .citations
                    .into_iter()
                    .map(|cited| Citation {
                        code: Code::new(cited.code),
                        place: place(cited.section, cited.page),
                    })
                    .collect(),
            })
            .collect();
        let stamp = self.stamp();
        self.store.add_evidence(dossier, &evidence, &stamp)?;
        Ok(())
    }

    /// Adds the documents of a file and tells how many documents and citations it held.
    ///
    /// # Errors
    /// As [`Self::take_evidence`], or if the file is at fault.
    pub fn import_evidence(&mut self, dossier: &str, path: &Path) -> Result<(usize, usize)> {
        let file = EvidenceFile::parse(&files::read(path)?)?;
        let counts = file.counts();
        self.take_evidence(dossier, file, |_| Uuid::new_v4().to_string())?;
        Ok(counts)
    }
}
