//! The kinds of documents that have text.

pub(crate) mod docx;
pub(crate) mod pdf;
pub(crate) mod xlsx;
