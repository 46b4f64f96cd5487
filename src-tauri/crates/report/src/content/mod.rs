//! What the papers say in reading order, before anything is placed: the PDF, the Word file and the
//! workbook take it from here, so that all of them say the same.

pub(crate) mod annex_one;
pub(crate) mod annex_two;
pub(crate) mod body;
pub(crate) mod check_code;
pub(crate) mod summary;
pub(crate) mod table;

/// The heading of an annex.
pub(crate) struct Annex {
    /// "Annex" and its number.
    pub(crate) label: &'static str,
    /// The title, in capitals.
    pub(crate) title: String,
    /// The line that names the report, in brackets.
    pub(crate) reference: String,
}
