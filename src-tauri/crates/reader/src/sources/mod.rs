//! The kinds of documents that have text.

pub(crate) mod docx;
pub(crate) mod loose;
pub(crate) mod pdf;
pub(crate) mod xlsx;
