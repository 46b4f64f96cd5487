//! The document that is being looked at, page by page.
//!
//! A finished report may have come from elsewhere, so that every document is opened in the reading
//! process alone.

use std::sync::Arc;

use backend::{Inspector, Made};
use views::screens::Reply;
use views::{Failure, PageSize, Preview};
use words::shell as say;

/// The document laid out last.
#[derive(Default)]
pub(crate) struct Shown {
    content: Option<Arc<Vec<u8>>>,
    pages: Vec<PageSize>,
    revision: u32,
}

impl Shown {
    /// Lays a document out for looking at.
    pub(crate) fn show(&mut self, made: Made, inspector: &Inspector) -> Reply<Preview> {
        if self.content.as_deref() != Some(&made.content) {
            let sizes = inspector.page_sizes(made.content.clone())?;
            let size =
                |size: backend::PageSize| PageSize { width: size.width, height: size.height };
            self.pages = sizes.into_iter().map(size).collect();
            self.content = Some(Arc::new(made.content));
            self.revision += 1;
        }
        let pages = self.pages.clone();
        Ok(Preview { file_name: made.file_name, pages, revision: self.revision })
    }

    /// The content of the document laid out last.
    pub(crate) fn content(&self) -> Reply<Arc<Vec<u8>>> {
        let nothing = || Failure::refused("no-preview", say::no_preview(), Vec::new());
        self.content.clone().ok_or_else(nothing)
    }
}
