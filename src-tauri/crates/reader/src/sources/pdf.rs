//! PDF documents.

use preview::Pages;

use crate::process::PageSize;
use crate::reading::{Facts, Metadata, Reader, Signature};
use crate::sources::loose;
use crate::text::decoded_pdf_string;
use crate::{Fault, bounds, lines};

pub(crate) fn read(content: Vec<u8>, facts: &mut Facts, reader: &mut Reader) -> Result<(), Fault> {
    facts.signature = if is_signed(&content) { Signature::Found } else { Signature::NotFound };
    let pages = open(content)?;
    let [title, author, program] = pages.metadata().map(|text| decoded_pdf_string(&text));
    facts.metadata = Metadata { title, author, program };
    facts.pages = u32::try_from(pages.count()).unwrap_or(u32::MAX);
    let beside = reader.margins(&margins(&pages));
    let letters = pages.letters();
    for page in 0..pages.count() {
        let number = u32::try_from(page + 1).unwrap_or(u32::MAX);
        if number > bounds::PAGES {
            return Err(Fault::TooLarge);
        }
        let found =
            letters.of(page, bounds::LETTERS_OF_PAGE).map_err(|error| of_preview(&error))?;
        reader.page(number, &lines::text(&found))?;
        if found.len() >= bounds::LETTERS_OF_PAGE {
            return Err(Fault::TooLarge);
        }
    }
    beside
}

/// What the file says beside what is drawn on its pages, a line for each.
fn margins(pages: &Pages) -> String {
    let (texts, metadata) = pages.aside(bounds::NOTES);
    let mut margins = String::new();
    for text in texts {
        margins.push_str(&decoded_pdf_string(&text));
        margins.push('\n');
        if margins.len() > bounds::MARGINS {
            return margins;
        }
    }
    let metadata = &metadata[..metadata.len().min(bounds::MARGINS)];
    margins.push_str(&loose::without_tags(&String::from_utf8_lossy(metadata)));
    margins
}

/// The sizes of a document's pages.
pub(crate) fn sizes(content: Vec<u8>) -> Result<Vec<PageSize>, Fault> {
    let sizes = open(content)?.sizes();
    let size =
        |size: preview::Size| PageSize { width: whole(size.width), height: whole(size.height) };
    Ok(sizes.into_iter().map(size).collect())
}

/// A page's side in whole points.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides of a page")]
fn whole(points: f32) -> u32 {
    points.round().max(0.0) as u32
}

/// Opens a document. One without any page is damaged.
pub(crate) fn open(content: Vec<u8>) -> Result<Pages, Fault> {
    let pages = Pages::open(content).map_err(|error| of_preview(&error))?;
    if pages.count() == 0 { Err(Fault::Damaged) } else { Ok(pages) }
}

pub(crate) fn of_preview(error: &preview::Error) -> Fault {
    match error {
        preview::Error::Encrypted => Fault::Encrypted,
        preview::Error::NoPage(_) => Fault::NoPage,
        preview::Error::Unreadable | preview::Error::Undrawn(_) => Fault::Damaged,
    }
}

/// Whether the raw file has what a signature has: the range of bytes that it covers, and how it is
/// encoded. Both stand unpacked in the file, or the range could not be filled in on signing.
fn is_signed(content: &[u8]) -> bool {
    let has = |word: &[u8]| content.windows(word.len()).any(|window| window == word);
    has(b"/ByteRange") && has(b"/SubFilter")
}
