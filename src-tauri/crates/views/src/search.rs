//! What the search over documents found.

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
