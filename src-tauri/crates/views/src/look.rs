//! The file of a document, to look at.

use backend::{Active, Block, ContentKind, FileFacts, Part, wording};
use store::Attachment;
use words::views as say;

use crate::shape::shapes;

shapes! {
    /// The file of a document, to look at inside the window.
    pub struct LookView {
        /// Its name.
        pub name: String,
        /// What is known of it: size, kind, pages, signature, SHA-256.
        pub facts: Vec<String>,
        /// What deserves a look.
        pub warnings: Vec<String>,
        /// How it is shown.
        pub shown: Shown,
        /// Pages or sheets that can be shown, 1 at least where anything can.
        pub pages: u32,
        /// Whether another program may open it.
        pub can_open: bool,
    }

    /// How a file is shown.
    #[derive(Copy)]
    pub enum Shown {
        /// As pictures of its pages.
        Pictures,
        /// As text and tables.
        Blocks,
        /// Not at all: the facts are all there is.
        Nothing,
    }

    /// A part of a file that is shown as text and tables: a sheet, or the whole.
    pub struct PartView {
        /// The sheet's name; may be empty.
        pub name: String,
        /// What stands in it.
        pub blocks: Vec<BlockView>,
        /// What to say where there is more than is shown.
        pub cut: Option<String>,
    }

    /// A paragraph or a table.
    pub enum BlockView {
        /// A paragraph; it may have several lines.
        Paragraph(String),
        /// A table: rows of cells.
        Table(Vec<Vec<String>>),
    }
}

impl LookView {
    /// A file with what was found in it; nothing of it where nobody could read it. One that would do
    /// something when it is opened is not opened.
    pub fn new(file: &Attachment, facts: Option<&FileFacts>, active: Option<Active>) -> Self {
        let mut told = vec![wording::size(file.bytes)];
        told.extend(facts.into_iter().flat_map(wording::file_facts));
        told.push(say::sha256_line(&file.sha256));
        let mut warnings: Vec<String> =
            facts.into_iter().flat_map(|facts| wording::file_warnings(&file.name, facts)).collect();
        warnings.extend(active.map(|active| say::active_file(wording::activity(active))));
        let shown = match facts {
            Some(facts) if !facts.is_closed() => Shown::of(facts.kind),
            _ => Shown::Nothing,
        };
        let pages = match (shown, facts) {
            (Shown::Nothing, _) | (_, None) => 0,
            (_, Some(facts)) => facts.pages.max(1),
        };
        Self {
            name: file.name.clone(),
            facts: told,
            warnings,
            shown,
            pages,
            can_open: active.is_none(),
        }
    }
}

impl Shown {
    const fn of(kind: ContentKind) -> Self {
        match kind {
            ContentKind::Pdf | ContentKind::Picture(_) => Self::Pictures,
            ContentKind::Docx | ContentKind::Xlsx | ContentKind::Text => Self::Blocks,
            ContentKind::OldOffice
            | ContentKind::Archive
            | ContentKind::Program
            | ContentKind::Other => Self::Nothing,
        }
    }
}

impl PartView {
    /// A part of a document.
    pub fn new(part: Part) -> Self {
        Self {
            name: part.name,
            blocks: part.blocks.into_iter().map(BlockView::new).collect(),
            cut: part.is_cut.then(|| say::table_cut().to_owned()),
        }
    }
}

impl BlockView {
    fn new(block: Block) -> Self {
        match block {
            Block::Paragraph(text) => Self::Paragraph(text),
            Block::Table(rows) => Self::Table(rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(outcome: &str, pages: u32) -> (Shown, u32) {
        let file = Attachment { name: "a.pdf".to_owned(), sha256: "0".repeat(64), bytes: 1 };
        let facts = serde_json::json!({
            "kind": "pdf", "outcome": outcome, "pages": pages, "signature": "unknown",
            "secrecy": null, "proposal": backend::Document::default(),
        });
        let facts = serde_json::from_value(facts).ok();
        let view = LookView::new(&file, facts.as_ref(), None);
        (view.shown, view.pages)
    }

    #[test]
    fn file_that_nothing_can_be_shown_of_has_no_pages_to_turn() {
        assert_eq!(shown("encrypted", 0), (Shown::Nothing, 0));
        assert_eq!(shown("damaged", 0), (Shown::Nothing, 0));
        assert_eq!(shown("damaged", 3), (Shown::Pictures, 3));
        assert_eq!(shown("read", 25), (Shown::Pictures, 25));
    }
}
