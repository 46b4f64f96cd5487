//! Reading a content as a whole.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::bounds;
use crate::kind::{Kind, is_encrypted_ole};
use crate::sources::{docx, loose, pdf, xlsx};
use crate::text::{clean, decoded, fitting, shortened};
use crate::{Fault, picture};

/// What a content says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its kind, by its bytes.
    pub kind: Kind,
    /// How the reading ended.
    pub outcome: Outcome,
    /// How many pages or sheets it has; 0 when that is unknown, as in a Word document.
    pub pages: u32,
    /// The text of the pages that were read and have some. A document whose pages are unknown has
    /// one.
    pub texts: Vec<PageText>,
    /// What stands beside its text: page headers and footers, notes, text boxes, watermarks, fields of
    /// a form, a line for each.
    pub margins: String,
    /// What it says about itself.
    pub metadata: Metadata,
    /// Whether it is signed.
    pub signature: Signature,
}

impl Reading {
    /// What is known of a content of this kind that was not read, for this reason.
    pub fn unread(kind: Kind, outcome: Outcome) -> Self {
        Facts::unread(kind, outcome).with(Found::default())
    }
}

/// How a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was read to the end. A document without text, such as a scan, was read too.
    Read,
    /// It cannot be read without a password.
    Encrypted,
    /// It is not what it begins as. What was read before that stands.
    Damaged,
    /// The process that read it ended, as for want of memory, or nothing came in time. What was read
    /// before that stands; another try may read more.
    Unfinished,
    /// A bound was hit. What was read before that stands.
    TooLarge,
    /// Its kind has no text.
    Nothing,
}

/// A page's text: lines that end in `\n`, columns of a line with a tab between them, composed
/// letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// The page or sheet, from 1.
    pub page: u32,
    /// Its text.
    pub text: String,
}

/// What a document says about itself, each on one line and empty when it does not say it. Anybody
/// can write anything there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// The author.
    pub author: String,
    /// The program that made it.
    pub program: String,
}

/// Whether a document carries a digital signature. Whether that is valid is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// One is in it.
    Found,
    /// None is in it.
    NotFound,
    /// Its kind has none, or it could not be read.
    Unknown,
}

/// What was read of a document.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) texts: Vec<PageText>,
    pub(crate) margins: String,
}

/// A part of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum FoundPart {
    Page(PageText),
    Margins(String),
}

impl Found {
    pub(crate) fn take(&mut self, part: FoundPart) {
        match part {
            FoundPart::Page(page) => self.texts.push(page),
            FoundPart::Margins(text) => self.margins.push_str(&text),
        }
    }
}

/// A reading while it is made: every page goes out as soon as it is read.
pub(crate) struct Reader<'a> {
    on_part: &'a mut dyn FnMut(FoundPart),
    bytes: usize,
}

impl Reader<'_> {
    /// Takes in a page's text.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] when no more is taken.
    pub(crate) fn page(&mut self, page: u32, text: &str) -> Result<(), Fault> {
        if page > bounds::PAGES {
            return Err(Fault::TooLarge);
        }
        let text = clean(text);
        let taken = fitting(&text, bounds::TEXT - self.bytes);
        self.bytes += taken.len();
        if !taken.trim().is_empty() {
            (self.on_part)(FoundPart::Page(PageText { page, text: taken.to_owned() }));
        }
        if taken.len() == text.len() { Ok(()) } else { Err(Fault::TooLarge) }
    }

    /// Takes in what stands beside the text, once for each document. Lines that are there already, as
    /// the same header of many pages, are left out.
    ///
    /// # Errors
    /// [`Fault::TooLarge`] when not all of it is taken.
    pub(crate) fn margins(&mut self, text: &str) -> Result<(), Fault> {
        let text = clean(text);
        let taken = fitting(&text, bounds::MARGINS);
        let mut known = BTreeSet::new();
        let lines = taken.lines().filter(|line| !line.trim().is_empty() && known.insert(*line));
        let margins: String = lines.flat_map(|line| [line, "\n"]).collect();
        if !margins.is_empty() {
            (self.on_part)(FoundPart::Margins(margins));
        }
        if taken.len() == text.len() { Ok(()) } else { Err(Fault::TooLarge) }
    }

    /// How many bytes of text are still taken.
    pub(crate) fn left(&self) -> usize {
        bounds::TEXT - self.bytes
    }
}

/// What is known of a content besides its pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) outcome: Outcome,
    pub(crate) pages: u32,
    pub(crate) metadata: Metadata,
    pub(crate) signature: Signature,
}

impl Facts {
    /// What is known of a content that has not been read.
    pub(crate) fn unread(kind: Kind, outcome: Outcome) -> Self {
        let (metadata, signature) = (Metadata::default(), Signature::Unknown);
        Self { kind, outcome, pages: 0, metadata, signature }
    }

    pub(crate) fn with(self, found: Found) -> Reading {
        let Self { kind, outcome, pages, metadata, signature } = self;
        let Found { texts, margins } = found;
        Reading { kind, outcome, pages, texts, margins, metadata, signature }
    }
}

/// Reads a content, here and now. It may be hostile: ask a [`Worker`](crate::Worker) instead.
pub fn read(content: Vec<u8>) -> Reading {
    let mut found = Found::default();
    let facts = read_into(content, &mut |part| found.take(part));
    facts.with(found)
}

/// Reads a content; each page is passed on before the next one is read.
pub(crate) fn read_into(content: Vec<u8>, on_part: &mut dyn FnMut(FoundPart)) -> Facts {
    let kind = Kind::of(&content);
    let mut facts = Facts::unread(kind, Outcome::Nothing);
    let mut reader = Reader { on_part, bytes: 0 };
    let end = match kind {
        Kind::Pdf => pdf::read(content, &mut facts, &mut reader),
        Kind::Docx => docx::read(&content, &mut facts, &mut reader),
        Kind::Xlsx => xlsx::read(&content, &mut facts, &mut reader),
        Kind::Text => reader.page(1, &decoded(&content)),
        Kind::Picture(format) => {
            facts.pages = 1;
            facts.outcome = match picture::size(&content, format) {
                Ok(_) => Outcome::Nothing,
                Err(fault) => of_fault(fault),
            };
            return facts;
        }
        Kind::OldOffice if is_encrypted_ole(&content) => Err(Fault::Encrypted),
        Kind::OldOffice | Kind::Archive | Kind::Other => loose::read(&content, kind, &mut reader),
        Kind::Program => return facts,
    };
    let has_no_text = matches!(kind, Kind::OldOffice | Kind::Archive | Kind::Other);
    let read = if has_no_text { Outcome::Nothing } else { Outcome::Read };
    facts.outcome = end.map_or_else(of_fault, |()| read);
    for text in [&mut facts.metadata.title, &mut facts.metadata.author, &mut facts.metadata.program]
    {
        *text = shortened(&clean(text), bounds::METADATA);
    }
    facts
}

fn of_fault(fault: Fault) -> Outcome {
    match fault {
        Fault::Encrypted => Outcome::Encrypted,
        Fault::TooLarge => Outcome::TooLarge,
        _ => Outcome::Damaged,
    }
}
