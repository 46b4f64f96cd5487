//! From the model to pages: the second of the three layers, pure and exact.
//!
//! Each part is a [`flow`] of blocks that is distributed over pages; then pages get their numbers
//! and, in a draft, the mark, else the last ones a code. Nothing here knows PDF.

mod annex;
mod annex_one;
mod annex_two;
pub(crate) mod body;
mod check_code;
mod document;
pub(crate) mod flow;
pub(crate) mod foot;
pub(crate) mod heading;
pub(crate) mod lines;
pub(crate) mod place;
pub(crate) mod table;

pub use document::{
    Bar, BodyKind, BodyLine, CellKey, Code, Document, Frame, Item, Mark, Page, Part, Role, Rule,
    Run, Shape, Signatory,
};

use crate::face::{Face, Font};
use crate::length::Length;
use crate::model::{Report, Status};
use flow::Flow;
use lines::Line;
use place::{Align, Column};

const PAGE_NUMBER: Font = Face::Regular.at(13);
/// How far below the sheet's upper edge the baseline of page numbers lies.
const PAGE_NUMBER_DEPTH: Length = Length::mm(14);

/// Lays a report out: the report itself, Annex I, Annex II (`decree30.md`).
pub fn lay_out(report: &Report) -> Document {
    let portrait = portrait();
    let mut main = Flow::default();
    heading::heading(&mut main, report, portrait);
    body::body(&mut main, report, portrait);
    foot::foot(&mut main, &report.foot, report.status, portrait);

    let landscape = landscape();
    let scores = annex_one::flow(report, landscape);
    let evidence = annex_two::flow(report, landscape);
    let mut pages = Vec::new();
    for (sheet, part, flow) in [
        (Sheet::PORTRAIT, Part::Report, &main),
        (Sheet::LANDSCAPE, Part::AnnexOne, &scores),
        (Sheet::LANDSCAPE, Part::AnnexTwo, &evidence),
    ] {
        let mut placed = sheet.pages(part, flow);
        if report.status == Status::Draft {
            for page in &mut placed {
                page.items.insert(0, sheet.draft_mark());
            }
        }
        pages.append(&mut placed);
    }
    let mut document = Document { status: report.status, pages };
    check_code::put(&mut document, report);
    document
}

/// The room within the margins of an upright sheet.
pub(crate) const fn portrait() -> Frame {
    Sheet::PORTRAIT.frame()
}

/// The room within the margins of a turned sheet.
pub(crate) const fn landscape() -> Frame {
    Sheet::LANDSCAPE.frame()
}

/// A sheet of A4 and its margins in millimetres.
pub(crate) struct Sheet {
    width: i64,
    height: i64,
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
    /// The angle of the sheet's diagonal, along which a draft's mark runs.
    diagonal: u16,
}

impl Sheet {
    pub(crate) const PORTRAIT: Self =
        Self { width: 210, height: 297, left: 30, top: 20, right: 15, bottom: 20, diagonal: 55 };
    /// Turned, so that the binding edge lies above.
    pub(crate) const LANDSCAPE: Self =
        Self { width: 297, height: 210, left: 20, top: 30, right: 20, bottom: 15, diagonal: 35 };

    const fn frame(&self) -> Frame {
        Frame {
            left: Length::mm(self.left),
            top: Length::mm(self.top),
            right: Length::mm(self.width - self.right),
            bottom: Length::mm(self.height - self.bottom),
        }
    }

    /// The pages of a part with their numbers.
    pub(crate) fn pages(&self, part: Part, flow: &Flow) -> Vec<Page> {
        let finish = |(index, mut items): (usize, Vec<Item>)| {
            let number = index + 1;
            // The first page of a part bears no number.
            if number > 1 {
                items.push(self.page_number(number));
            }
            let (width, height) = (Length::mm(self.width), Length::mm(self.height));
            Page { part, number, width, height, frame: self.frame(), items }
        };
        flow.paginate(self.frame()).into_iter().enumerate().map(finish).collect()
    }

    fn page_number(&self, number: usize) -> Item {
        let frame = self.frame();
        let text = number.to_string();
        let line = Line { width: PAGE_NUMBER.width(&text), text };
        let column = Column { left: frame.left, width: frame.width() };
        let run = column.set(&line, PAGE_NUMBER, PAGE_NUMBER_DEPTH, Align::Centre);
        Item { role: Role::PageNumber, shape: Shape::Text(run) }
    }

    fn draft_mark(&self) -> Item {
        let mark = Mark {
            font: Face::Bold.at(110),
            x: Length::mm(self.width) / 2,
            y: Length::mm(self.height) / 2,
            degrees: self.diagonal,
            lightness: 90,
            text: words::report::draft().to_owned(),
        };
        Item { role: Role::DraftMark, shape: Shape::Mark(mark) }
    }
}
