//! What was found in a file of evidence, as the data file keeps it.

use reader::{Kind, Outcome, Reading, Secrecy, Signature};
use serde::{Deserialize, Serialize};
use store::{Document, PageText};

/// Which edition of the reader this is. A higher one reads again what an earlier one has read.
pub(crate) const EDITION: u32 = 1;

/// What was found in a file of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileFacts {
    /// Its kind, by its content.
    pub kind: Kind,
    /// How reading it ended.
    pub outcome: Outcome,
    /// Pages or sheets; 0 where that is not known.
    pub pages: u32,
    /// Whether it carries a digital signature.
    pub signature: Signature,
    /// The mark of secrecy that it bears.
    pub secrecy: Option<Secrecy>,
    /// What it seems to be; what was not found is empty.
    pub proposal: Document,
}

impl FileFacts {
    /// What a reading of a file of this name says.
    pub(crate) fn new(name: &str, reading: &Reading) -> Self {
        let first = reading.texts.iter().find(|text| text.page == 1);
        let first = first.map_or("", |page| page.text.as_str());
        // A table's first rows are no head of a document; its marks count all the same.
        let has_head = matches!(reading.kind, Kind::Pdf | Kind::Docx);
        let head = if has_head { first } else { "" };
        let found = reader::propose(name, head, &reading.metadata.title);
        Self {
            kind: reading.kind,
            outcome: reading.outcome,
            pages: reading.pages,
            signature: reading.signature,
            secrecy: found.secrecy.or_else(|| reader::secrecy(first)),
            proposal: Document {
                number: found.number,
                date: found.date,
                issuer: found.issuer,
                subject: found.subject,
                kind: found.kind,
                cite_only: false,
            },
        }
    }

    /// Reads what was kept; nothing of an edition that wrote it otherwise.
    pub(crate) fn kept(facts: &str) -> Option<Self> {
        serde_json::from_str(facts).ok()
    }

    /// The same as it is kept, with the texts of the pages.
    pub(crate) fn with(&self, reading: &Reading) -> store::Reading {
        // These types always become JSON: no map, no number that is none.
        let facts = serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned());
        let pages =
            reading.texts.iter().map(|one| PageText { page: one.page, text: one.text.clone() });
        store::Reading { edition: EDITION, facts, pages: pages.collect() }
    }
}
