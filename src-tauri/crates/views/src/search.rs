//! What the search over documents found.

use backend::{Dossier, Found, PageFound, wording};

use crate::shape::shapes;

shapes! {
    /// A document that was found.
    pub struct FoundView {
        /// The document.
        pub evidence: String,
        /// How it is named.
        pub name: String,
        /// Pages of its file that say the words; none where only the register says them.
        pub pages: Vec<FoundPage>,
        /// Whether more of its pages say them.
        pub more_pages: bool,
    }

    /// A page that was found.
    pub struct FoundPage {
        /// Which page, from 1.
        pub page: u32,
        /// What it says there: parts in turn, of which those at odd positions are the words sought.
        pub parts: Vec<String>,
    }
}

impl FoundView {
    /// A document that was found; none if the dossier no longer has it.
    pub fn new(dossier: &Dossier, found: Found) -> Option<Self> {
        let document = dossier.evidence.iter().find(|one| one.id == found.evidence)?;
        Some(Self {
            name: wording::document(&document.document),
            evidence: found.evidence,
            pages: found.pages.into_iter().map(FoundPage::new).collect(),
            more_pages: found.more_pages,
        })
    }
}

impl FoundPage {
    fn new(found: PageFound) -> Self {
        Self { page: found.page, parts: found.excerpt.parts }
    }
}
