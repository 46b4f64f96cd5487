//! Documents of evidence, and where each is cited.

use backend::entry;
use backend::wording::{self, day};
use scoring::Code;
use store::{Document, Dossier, Evidence, Place};
use words::views as say;

use crate::shape::shapes;
use crate::text;

shapes! {
    /// A document's particulars as typed.
    #[derive(Default)]
    pub struct DocumentForm {
        /// Number and symbol.
        pub number: String,
        /// Date of issue, dd/MM/yyyy.
        pub date: String,
        /// Who issued it.
        pub issuer: String,
        /// What it is about.
        pub subject: String,
    }

    /// A document cited for an item.
    pub struct CitationView {
        /// The document.
        pub evidence: EvidenceView,
        /// Where in it.
        pub place: PlaceForm,
        /// Neither section nor page is named.
        pub vague: bool,
    }

    /// A document of evidence.
    pub struct EvidenceView {
        /// Identifier.
        pub id: String,
        /// How it is named: "Số 12/BC-UBND ngày 05/12/2024, Báo cáo …".
        pub name: String,
        /// Number and symbol.
        pub number: String,
        /// Date, dd/MM/yyyy; may be empty.
        pub date: String,
        /// Who issued it.
        pub issuer: String,
        /// What it is about.
        pub subject: String,
        /// Its file; none where it is cited without its content.
        pub file: Option<FileView>,
        /// Where it is cited.
        pub citations: Vec<CitedAt>,
    }

    /// The file of a document.
    pub struct FileView {
        /// Its name.
        pub name: String,
        /// Its size: "1,2 MB".
        pub size: String,
    }

    /// What became of files that were chosen.
    pub struct FilesAdded {
        /// How many were added.
        pub added: u32,
        /// Why each of the others was not.
        pub refused: Vec<String>,
    }

    /// Where a document is cited.
    pub struct CitedAt {
        /// The item.
        pub code: String,
        /// Where in the document.
        pub place: PlaceForm,
    }

    /// Where in a document something stands.
    pub struct PlaceForm {
        /// Section.
        pub section: String,
        /// Page.
        pub page: String,
        /// A remark.
        pub note: String,
    }
}

/// The documents cited for an item.
pub(crate) fn citations(dossier: &Dossier, code: &Code) -> Vec<CitationView> {
    let cited = dossier.evidence.iter().filter_map(|evidence| {
        let citation = evidence.citations.iter().find(|citation| citation.code == *code)?;
        Some(CitationView {
            evidence: EvidenceView::new(evidence),
            place: PlaceForm::new(&citation.place),
            vague: citation.place.is_vague(),
        })
    });
    cited.collect()
}

impl EvidenceView {
    /// A document of a dossier's evidence.
    pub fn new(evidence: &Evidence) -> Self {
        let document = DocumentForm::new(&evidence.document);
        Self {
            id: evidence.id.clone(),
            name: wording::document(&evidence.document),
            number: document.number,
            date: document.date,
            issuer: document.issuer,
            subject: document.subject,
            file: evidence
                .file
                .as_ref()
                .map(|file| FileView { name: file.name.clone(), size: wording::size(file.bytes) }),
            citations: evidence
                .citations
                .iter()
                .map(|citation| CitedAt {
                    code: citation.code.to_string(),
                    place: PlaceForm::new(&citation.place),
                })
                .collect(),
        }
    }
}

impl FilesAdded {
    /// What became of files, of each its refusal where it was not added.
    pub fn new(results: &[backend::Result<String>]) -> Self {
        let refused = results.iter().filter_map(|result| result.as_ref().err());
        let refused: Vec<String> = refused.map(|error| error.message.clone()).collect();
        Self { added: text::count(results.len() - refused.len()), refused }
    }
}

impl PlaceForm {
    fn new(place: &Place) -> Self {
        Self { section: place.section.clone(), page: place.page.clone(), note: place.note.clone() }
    }
}

impl From<PlaceForm> for Place {
    fn from(form: PlaceForm) -> Self {
        Self { section: form.section, page: form.page, note: form.note }
    }
}

impl DocumentForm {
    /// A document's particulars as they stand in their fields.
    pub(crate) fn new(document: &Document) -> Self {
        Self {
            number: document.number.clone(),
            date: document.date.map(day).unwrap_or_default(),
            issuer: document.issuer.clone(),
            subject: document.subject.clone(),
        }
    }

    /// The document that it describes; the date may be left out.
    ///
    /// # Errors
    /// With the sentence for a date that is none.
    pub fn read(self) -> Result<Document, String> {
        let date = match self.date.trim() {
            "" => None,
            typed => {
                let bad = || say::bad_date(say::document_date(), typed);
                Some(entry::day(typed).ok_or_else(bad)?)
            }
        };
        Ok(Document { number: self.number, date, issuer: self.issuer, subject: self.subject })
    }
}
