//! The document that is being looked at, page by page.

use std::sync::Arc;

use backend::Made;
use preview::Pages;
use views::screens::Reply;
use views::{Failure, PageSize, Preview};
use words::shell as say;

/// The document laid out last.
#[derive(Default)]
pub(crate) struct Shown {
    content: Vec<u8>,
    pages: Option<Arc<Pages>>,
    revision: u32,
}

impl Shown {
    /// Lays a document out for looking at.
    pub(crate) fn show(&mut self, made: Made) -> Reply<Preview> {
        if self.pages.is_none() || self.content != made.content {
            let pages = Pages::open(made.content.clone()).map_err(|error| undrawn(&error))?;
            self.pages = Some(Arc::new(pages));
            self.content = made.content;
            self.revision += 1;
        }
        let pages = self
            .pages()?
            .sizes()
            .into_iter()
            .map(|size| PageSize { width: whole(size.width), height: whole(size.height) });
        let pages = pages.collect();
        Ok(Preview { file_name: made.file_name, pages, revision: self.revision })
    }

    /// The pages of the document laid out last.
    pub(crate) fn pages(&self) -> Reply<Arc<Pages>> {
        let nothing = || Failure::refused("no-preview", say::no_preview(), Vec::new());
        self.pages.clone().ok_or_else(nothing)
    }
}

/// Why a page cannot be shown.
pub(crate) fn undrawn(error: &preview::Error) -> Failure {
    Failure::refused("preview", say::preview_failed(error), Vec::new())
}

/// A page's side in whole points; none is larger than a few thousand.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides of a page")]
fn whole(points: f32) -> u32 {
    points.round().max(0.0) as u32
}
