//! Evidence from a file (`par-evidence/1`).

use scoring::{Code, ReadError};
use serde::Deserialize;

use super::{Citation, Evidence, Place};
use crate::document::Document;
use crate::form::{self, Form, optional, required};

/// The schema that is read.
const SCHEMA: &str = "par-evidence/1";

const CITATION: Form = Form::Object(&[
    required("code", Form::Text),
    optional("section", Form::Text),
    optional("page", Form::Text),
    optional("note", Form::Text),
]);

const DOCUMENT: Form = Form::Object(&[
    required("number", Form::Text),
    optional("date", Form::Date),
    required("issuer", Form::Text),
    required("subject", Form::Text),
    optional("kind", Form::Text),
    required("citations", Form::List(&CITATION)),
]);

const FORM: Form = Form::Object(&[
    required("schema", Form::Schema(SCHEMA)),
    required("documents", Form::List(&DOCUMENT)),
]);

/// Documents with their citations, as a file lists them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EvidenceFile {
    documents: Vec<Listed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Listed {
    number: String,
    date: Option<chrono::NaiveDate>,
    issuer: String,
    subject: String,
    kind: Option<String>,
    citations: Vec<Cited>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Cited {
    code: String,
    section: Option<String>,
    page: Option<String>,
    note: Option<String>,
}

impl EvidenceFile {
    /// Reads a document of schema `par-evidence/1`.
    ///
    /// # Errors
    /// [`ReadError`] with every fault of form.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        form::read(bytes, &FORM)
    }

    /// Its documents, each under the identifier that its position from 0 is given.
    pub fn into_evidence(self, id: impl Fn(usize) -> String) -> Vec<Evidence> {
        let documents = self.documents.into_iter().enumerate();
        documents.map(|(position, one)| one.into_evidence(id(position))).collect()
    }
}

impl Listed {
    fn into_evidence(self, id: String) -> Evidence {
        let Self { number, date, issuer, subject, kind, citations } = self;
        let kind = kind.unwrap_or_default();
        let document = Document { number, date, issuer, subject, kind, cite_only: false };
        let citations = citations.into_iter().map(|cited| Citation {
            code: Code::new(cited.code),
            place: Place {
                section: cited.section.unwrap_or_default(),
                page: cited.page.unwrap_or_default(),
                note: cited.note.unwrap_or_default(),
            },
        });
        Evidence { id, document, file: None, citations: citations.collect() }
    }
}
