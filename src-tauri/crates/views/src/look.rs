//! The file of a document, to look at.

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
