//! What layout yields: pages of placed items, each with its role in the document.

use crate::face::{Face, Font};
use crate::length::Length;
use crate::model::Status;

/// A laid-out report with its annexes, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Draft or signed off.
    pub status: Status,
    /// The pages in their order.
    pub pages: Vec<Page>,
}

impl Document {
    /// The positions, from 0, of the last page of the report itself and of the whole document: those
    /// that bear the code once it is signed off.
    pub fn last_pages(&self) -> Vec<usize> {
        let report = self.pages.iter().rposition(|page| page.part == Part::Report);
        let mut last: Vec<usize> =
            report.into_iter().chain(self.pages.len().checked_sub(1)).collect();
        last.dedup();
        last
    }
}

/// A part of the document; pages are numbered within each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The report itself.
    Report,
    /// Annex I, the scoring table.
    AnnexOne,
    /// Annex II, the list of evidence.
    AnnexTwo,
    /// A paper to hand out, which is no part of a report.
    Print,
}

/// A page. Positions are distances from its left and upper edges.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The part that it belongs to.
    pub part: Part,
    /// Its number within the part, from 1.
    pub number: usize,
    /// Width of the sheet.
    pub width: Length,
    /// Height of the sheet.
    pub height: Length,
    /// The room within the margins.
    pub frame: Frame,
    /// What stands on it, in the order of drawing.
    pub items: Vec<Item>,
}

/// An upright rectangle, by the positions of its edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Left edge.
    pub left: Length,
    /// Upper edge.
    pub top: Length,
    /// Right edge.
    pub right: Length,
    /// Lower edge.
    pub bottom: Length,
}

impl Frame {
    /// Its width.
    pub fn width(&self) -> Length {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> Length {
        self.bottom - self.top
    }

    /// The position half-way between left and right.
    pub fn centre(&self) -> Length {
        (self.left + self.right) / 2
    }
}

/// Something that stands on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is in the document.
    pub role: Role,
    /// What is seen.
    pub shape: Shape,
}

/// What is seen of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line of text.
    Text(Run),
    /// A straight line.
    Rule(Rule),
    /// An area kept for something; nothing is drawn.
    Area(Frame),
    /// A slanting mark behind the text.
    Mark(Mark),
    /// A square code for cameras.
    Code(Code),
}

/// A line of text on its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Face and size.
    pub font: Font,
    /// Where it begins.
    pub x: Length,
    /// Its baseline.
    pub baseline: Length,
    /// Its width, with the stretch.
    pub width: Length,
    /// By how much its spaces are widened in all.
    pub stretch: Length,
    /// The text, in Unicode NFC.
    pub text: String,
}

impl Run {
    /// Where it ends.
    pub fn right(&self) -> Length {
        self.x + self.width
    }

    /// The upper edge of its letters.
    pub fn top(&self) -> Length {
        self.baseline - self.font.ascent()
    }

    /// The lower edge of its letters.
    pub fn bottom(&self) -> Length {
        self.baseline + self.font.descent()
    }

    /// The position of its middle.
    pub fn centre(&self) -> Length {
        self.x + self.width / 2
    }
}

/// A straight line, across or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Where it begins, from the left.
    pub x: Length,
    /// Where it begins, from above.
    pub y: Length,
    /// How far it goes to the right.
    pub across: Length,
    /// How far it goes down.
    pub down: Length,
    /// How thick it is.
    pub thickness: Length,
}

/// A text across the page, centred at a point and turned anticlockwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Face and size.
    pub font: Font,
    /// Centre, from the left.
    pub x: Length,
    /// Centre, from above.
    pub y: Length,
    /// The angle against the horizontal.
    pub degrees: u16,
    /// How light it is: 0 is black, 100 white.
    pub lightness: u8,
    /// The text.
    pub text: String,
}

/// A QR code (ISO/IEC 18004): a square of modules, each dark or light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Left edge of the square.
    pub left: Length,
    /// Its upper edge.
    pub top: Length,
    /// Width and height of a module.
    pub module: Length,
    /// How many modules a side has.
    pub side: u8,
    /// The dark modules, from above and from the left.
    pub bars: Vec<Bar>,
}

/// Dark modules of a code, side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Which row, from 0, the upper one.
    pub row: u8,
    /// The first of them, from 0 at the left.
    pub from: u8,
    /// The one behind the last.
    pub to: u8,
}

impl Code {
    /// How many modules around the square stay light, so that cameras find it.
    pub const QUIET: u8 = 4;
    /// The least distance from the sheet's edge, where many printers print nothing.
    pub const TO_EDGE: Length = Length::mm(5);

    /// The square.
    pub fn frame(&self) -> Frame {
        let extent = self.module * i64::from(self.side);
        let (left, top) = (self.left, self.top);
        Frame { left, top, right: left + extent, bottom: top + extent }
    }

    /// The square with what stays light around it.
    pub fn quiet(&self) -> Frame {
        let Frame { left, top, right, bottom } = self.frame();
        let around = self.module * i64::from(Self::QUIET);
        Frame {
            left: left - around,
            top: top - around,
            right: right + around,
            bottom: bottom + around,
        }
    }
}

/// A line of a paragraph of the report's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLine {
    /// Which paragraph, counted through the report.
    pub paragraph: usize,
    /// Which line of it, from 0.
    pub line: usize,
    /// How many lines it has.
    pub of: usize,
    /// What kind of paragraph.
    pub kind: BodyKind,
}

/// Kinds of paragraphs of the report's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A legal basis, italic.
    Basis,
    /// The heading of a section, "I. …".
    Section,
    /// A heading below a section, "1. …".
    Subsection,
    /// Ordinary text.
    Text,
    /// The sentence that ends the report.
    Closing,
}

impl BodyKind {
    /// Whether it is a heading, which never stands alone at a page's foot.
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::Section | Self::Subsection)
    }

    /// The font of such a paragraph.
    pub const fn font(self) -> Font {
        match self {
            Self::Basis => Face::Italic.at(14),
            Self::Section | Self::Subsection => Face::Bold.at(14),
            Self::Text | Self::Closing => Face::Regular.at(14),
        }
    }
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellKey {
    /// Which table, counted through the part.
    pub table: usize,
    /// Which row, from 0, the head.
    pub row: usize,
    /// Which column, from 0.
    pub column: usize,
}

/// Whose digital signature a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatory {
    /// The person who signs.
    Signer,
    /// The agency, with its seal.
    Agency,
}

impl Signatory {
    /// The name of the field in the file. It is fixed: signing programs and people look for it.
    pub const fn field_name(self) -> &'static str {
        match self {
            Self::Signer => "Signer",
            Self::Agency => "Agency",
        }
    }
}

/// The part that an item plays in the document (Decree 30/2020/NĐ-CP, Annex I).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Name of the superior body.
    SuperiorBody,
    /// Name of the issuing body.
    IssuingBody,
    /// The rule below it.
    IssuingRule,
    /// Name of the State.
    State,
    /// The motto.
    Motto,
    /// The rule below it.
    MottoRule,
    /// Number and symbol.
    Number,
    /// Place and date.
    PlaceAndDate,
    /// Name of the kind of document.
    Kind,
    /// Its subject.
    Subject,
    /// The rule below it.
    SubjectRule,
    /// A line of the body.
    Body(BodyLine),
    /// A cell of a table: its area and its text.
    Cell(CellKey),
    /// Figures in a cell, which end at its right edge.
    Figure(CellKey),
    /// A cell of a table's head.
    Head(CellKey),
    /// A line of a table's grid.
    Grid,
    /// "Recipients".
    RecipientsHead,
    /// A line of the recipients; the item's number from 0.
    Recipient(usize),
    /// The authority above the post.
    Authority,
    /// The signer's post.
    Post,
    /// The room for signature and seal.
    SignatureRoom,
    /// A field for a digital signature.
    SignatureField(Signatory),
    /// The signer's name.
    SignerName,
    /// "Annex" and its number.
    AnnexLabel,
    /// The annex's title.
    AnnexTitle,
    /// The report that the annex belongs to.
    AnnexReference,
    /// "Drawn up by" and its room and name, below Annex I.
    Preparer,
    /// The room for the preparer's signature.
    PreparerRoom,
    /// Dots to write on.
    Blank,
    /// A line in italics below a heading of a paper, or a hint to sign.
    Note,
    /// The page's number.
    PageNumber,
    /// The mark of a draft.
    DraftMark,
    /// The code of dossier and content hash.
    CheckCode,
    /// A line of words beside it.
    CheckWords,
}
