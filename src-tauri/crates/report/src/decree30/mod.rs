//! Decree 30/2020/NĐ-CP as a list of demands, and a check of placed pages against each.
//!
//! [`Violation`] has a variant for each demand of Annex I of the decree on the layout of an
//! administrative document, as far as a report with annexes meets it. [`check`] looks only at the
//! pages, never at how they came about.

mod annex;
mod body;
mod check_code;
mod first_page;
mod foot;
mod page;
mod table;
mod view;

use crate::layout::{CellKey, Document, Frame, Part, Role};
use crate::length::Length;

/// A demand that a document does not meet, and where.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Violation {
    /// A4, upright for the report, landscape for the annexes (I.1).
    #[error("page {page}: {width} x {height} is not A4 as the part wants it")]
    PageSize {
        /// The page of the document, from 1.
        page: usize,
        /// Its width.
        width: Length,
        /// Its height.
        height: Length,
    },
    /// Margins: top and bottom 20–25 mm, left 30–35, right 15–20; turned with a landscape page
    /// (I.3).
    #[error("page {page}: the margins of {frame:?}")]
    Margins {
        /// The page of the document, from 1.
        page: usize,
        /// The room within its margins.
        frame: Frame,
    },
    /// Nothing but page number, draft's mark and the code of dossier and hash with its words stands
    /// outside the margins (I.3).
    #[error("page {page}: {role:?} leaves the margins")]
    LeavesPage {
        /// The page of the document, from 1.
        page: usize,
        /// What leaves them.
        role: Role,
    },
    /// Upright, bold or italic as the part of the document wants it (I.2, V).
    #[error("page {page}: {role:?} is in the wrong face")]
    Face {
        /// The page of the document, from 1.
        page: usize,
        /// Whose face it is.
        role: Role,
    },
    /// Type sizes (V).
    #[error("page {page}: {role:?} has {size:?}")]
    Size {
        /// The page of the document, from 1.
        page: usize,
        /// Whose size it is.
        role: Role,
        /// The size.
        size: Length,
    },
    /// Text in Unicode NFC (I.2).
    #[error("page {page}: {role:?} is not in NFC")]
    NotNormalised {
        /// The page of the document, from 1.
        page: usize,
        /// Whose text it is.
        role: Role,
    },
    /// An element of the first page, the foot or an annex's heading is missing or stands on the
    /// wrong page.
    #[error("{0:?} is missing")]
    Missing(Role),
    /// State and motto word for word, capitals where the decree has them (II.1).
    #[error("{0:?} does not read as the decree has it")]
    Wording(Role),
    /// The two headings of a row share a baseline (II.1–II.4).
    #[error("{left:?} and {right:?} do not share a baseline")]
    Baseline {
        /// The left heading.
        left: Role,
        /// The right one.
        right: Role,
    },
    /// No heading reaches into the other column (II.2).
    #[error("{0:?} reaches into the other column")]
    OtherColumn(Role),
    /// Lines of a heading are balanced.
    #[error("the lines of {0:?} are not balanced")]
    Unbalanced(Role),
    /// A rule of a third to a half of the text above, or of its full length below the motto, and
    /// centred below it (II.1, II.2, II.5).
    #[error("{role:?} is {length}, the text above it {text}")]
    Rule {
        /// Which rule.
        role: Role,
        /// Its length.
        length: Length,
        /// The length of the widest line above it.
        text: Length,
    },
    /// Centred in its column (II).
    #[error("page {page}: {role:?} is not centred")]
    NotCentred {
        /// The page of the document, from 1.
        page: usize,
        /// What is not.
        role: Role,
    },
    /// Number with two digits at least, or room for it (II.3).
    #[error("the number's line")]
    NumberLine,
    /// Place and date, days and months with leading zeros, or room for them (II.4).
    #[error("the line of place and date")]
    DateLine,
    /// First line indented by 10–12.7 mm, the others not at all (II.6).
    #[error("paragraph {paragraph}, line {line} begins {indent} from the margin")]
    Indent {
        /// Which paragraph.
        paragraph: usize,
        /// Which line of it.
        line: usize,
        /// How far from the margin.
        indent: Length,
    },
    /// Justified, but for the last line (II.6).
    #[error("paragraph {paragraph}, line {line} is not justified")]
    NotJustified {
        /// Which paragraph.
        paragraph: usize,
        /// Which line of it.
        line: usize,
    },
    /// Line spacing between single and 1.5 (II.6).
    #[error("paragraph {paragraph}, line {line}: {distance} from the line above")]
    LineSpacing {
        /// Which paragraph.
        paragraph: usize,
        /// Which line of it.
        line: usize,
        /// Distance of the baselines.
        distance: Length,
    },
    /// At least 6 pt between paragraphs (II.6).
    #[error("paragraph {paragraph} begins {gap} below the one above")]
    ParagraphSpacing {
        /// Which paragraph.
        paragraph: usize,
        /// The room between them.
        gap: Length,
    },
    /// A heading never stands alone at the foot of a page.
    #[error("the heading of paragraph {0} stands alone at the foot of a page")]
    HeadingAlone(usize),
    /// No paragraph leaves its last line alone at the top of a page.
    #[error("the last line of paragraph {0} stands alone at the top of a page")]
    Widow(usize),
    /// No paragraph leaves its first line alone at the foot of a page.
    #[error("the first line of paragraph {0} stands alone at the foot of a page")]
    Orphan(usize),
    /// The report ends in "./." (II.6).
    #[error("the report does not end in \"./.\"")]
    Ending,
    /// The page's number: in the top margin, centred, Arabic, of its own in each annex (II.10).
    #[error("page {page}: the page's number")]
    PageNumber {
        /// The page of the document, from 1.
        page: usize,
    },
    /// No number on the first page of the report and of each annex (II.10).
    #[error("page {page}: a number on the first page of {part:?}")]
    NumberOnFirstPage {
        /// The page of the document, from 1.
        page: usize,
        /// The part.
        part: Part,
    },
    /// Recipients: each line "- …;", the last "- ….", in the left column (II.9).
    #[error("the recipients' lines")]
    Recipients,
    /// Recipients, authority, post and name on one page (II.7, II.9).
    #[error("the foot is torn apart")]
    FootTorn,
    /// At least two lines of the body stand on the page of the foot.
    #[error("{0} lines of the body above the foot")]
    FootAlone(usize),
    /// Room of at least 30 mm for signature and seal (II.7, II.8).
    #[error("{0} of room for the signature")]
    SignatureRoom(Length),
    /// The preparer's room and name stand on one page, with at least one row of the table.
    #[error("the preparer's block of Annex I is torn or alone")]
    Preparer,
    /// An annex has label, title and the line that names its report, each centred, at its top
    /// (III).
    #[error("the heading of {0:?}")]
    AnnexHeading(Part),
    /// Both annexes are named in the report's text (III).
    #[error("{0:?} is not named in the report")]
    AnnexNotNamed(Part),
    /// A table's head is repeated on each page.
    #[error("page {page}: a table goes on without its head")]
    TableHead {
        /// The page of the document, from 1.
        page: usize,
    },
    /// A row stands on one page unless it is taller than a page.
    #[error("row {row} of a table of {part:?} is torn")]
    RowTorn {
        /// The part.
        part: Part,
        /// The row.
        row: usize,
    },
    /// A cell's text stays within the cell; figures end at its right edge.
    #[error("page {page}: text leaves {cell:?}")]
    LeavesCell {
        /// The page of the document, from 1.
        page: usize,
        /// The cell.
        cell: CellKey,
    },
    /// Figures end at one edge and have a decimal comma, points all with as many decimals.
    #[error("page {page}: the figure of {cell:?}")]
    Figure {
        /// The page of the document, from 1.
        page: usize,
        /// The cell.
        cell: CellKey,
    },
    /// Lines of text do not run into one another, nor anything into the code of dossier and hash, the
    /// light modules around it included.
    #[error("page {page}: {role:?} runs into another line or the code")]
    Overlap {
        /// The page of the document, from 1.
        page: usize,
        /// Whose line it is.
        role: Role,
    },
    /// A draft bears its mark on each page, behind the text.
    #[error("page {page}: the mark of a draft is missing or above the text")]
    DraftMarkMissing {
        /// The page of the document, from 1.
        page: usize,
    },
    /// A signed-off report bears no mark of a draft.
    #[error("page {page}: the mark of a draft on a signed-off report")]
    DraftMarkPresent {
        /// The page of the document, from 1.
        page: usize,
    },
    /// A signed-off report bears the code of dossier and hash, with its words, on its own last page
    /// and on the last page of all.
    #[error("page {page}: the code of dossier and hash is missing")]
    CheckCodeMissing {
        /// The page of the document, from 1.
        page: usize,
    },
    /// No other page bears the code, and none of a draft.
    #[error("page {page}: a code of dossier and hash on the wrong page")]
    CheckCodePresent {
        /// The page of the document, from 1.
        page: usize,
    },
    /// Code and words stand in the margins at the page's foot, 5 mm from the sheet's edge, and the
    /// code is not too small to be read.
    #[error("page {page}: the code of dossier and hash is out of place or too small")]
    CheckCodePlace {
        /// The page of the document, from 1.
        page: usize,
    },
}

/// The demands on each page that a paper does not meet, whatever it says: paper, margins, type,
/// grid, page number. Papers to hand out meet these.
pub fn check_pages(document: &Document) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, page) in document.pages.iter().enumerate() {
        let view = view::PageView { page, position: index + 1 };
        page::check(view, document.status, &mut found);
        check_code::check_page(view, &mut found);
        table::check_page(view, &mut found);
        table::check_figures(view, &mut found);
    }
    found
}

/// All demands that a laid-out report does not meet; none if it is as the decree wants it.
pub fn check(document: &Document) -> Vec<Violation> {
    let mut found = check_pages(document);
    first_page::check(document, &mut found);
    body::check(document, &mut found);
    foot::check(document, &mut found);
    annex::check(document, &mut found);
    check_code::check(document, &mut found);
    table::check_rows(document, &mut found);
    table::check_decimals(document, &mut found);
    found
}
