//! Evidence: documents, and where each is cited.

mod attachment;
mod file;
mod file_name;
mod group;
mod ops;
mod rows;

pub use attachment::Attachment;
pub(crate) use attachment::{attachment_text, remove_attachment, save_attachment};
pub use file::EvidenceFile;
pub use file_name::file_name;
pub use group::group;
pub(crate) use rows::{
    all, citation_text, citations, document_text, remove, remove_citation, save, save_citation,
};

use scoring::Code;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::normal_form::nfc;

/// A document of a dossier's evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its identifier: 1 to 64 of `A-Z a-z 0-9 . _ -`.
    pub id: String,
    /// The document.
    pub document: Document,
    /// Its file; none where it is cited without its content.
    pub file: Option<Attachment>,
    /// Where it is cited, by code.
    pub citations: Vec<Citation>,
}

/// A document cited for a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The sub-criterion, bonus or penalty item.
    pub code: Code,
    /// Where in the document.
    pub place: Place,
}

/// Where in a document something stands; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Place {
    /// Section: "mục IV.2".
    pub section: String,
    /// Page or pages: "6-9".
    pub page: String,
    /// A remark.
    pub note: String,
}

impl Place {
    /// Whether neither section nor page is named.
    pub fn is_vague(&self) -> bool {
        self.section.trim().is_empty() && self.page.trim().is_empty()
    }

    pub(crate) fn normalised(&self) -> Self {
        Self { section: nfc(&self.section), page: nfc(&self.page), note: nfc(&self.note) }
    }
}
