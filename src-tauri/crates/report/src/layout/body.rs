//! Paragraphs of running text, such as the body of the report.

use crate::content::body::{Piece, pieces};
use crate::content::summary;
use crate::face::Font;
use crate::layout::document::{BodyKind, BodyLine, Frame, Item, Role, Shape};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::lines::{Line, Measure, balance, break_lines};
use crate::layout::place::{Align, Column, baseline_in, pitch};
use crate::layout::table;
use crate::length::Length;
use crate::model::Report;
use crate::printable::paragraphs;

/// How far the first line of a paragraph is indented.
pub(crate) const INDENT: Length = Length::tenths_of_mm(127);
/// Room between paragraphs.
const BETWEEN: Length = Length::points(6);

/// Room between a sentence and the table below it.
pub(crate) const ABOVE_TABLE: Length = Length::points(8);

/// Puts the body below the heading.
pub(crate) fn body(flow: &mut Flow, report: &Report, frame: Frame) {
    let mut body = Body::new(flow, frame);
    for piece in pieces(report) {
        match piece {
            Piece::Text(kind, text) => body.text(kind, &text),
            Piece::AreaTable => {
                let areas = summary::table(&report.summary, report.scoring_table.total);
                table::put(body.flow, 0, &areas, frame.left, ABOVE_TABLE);
                body.joined = true;
            }
        }
    }
}

/// Paragraphs below one another.
pub(crate) struct Body<'a> {
    pub(crate) flow: &'a mut Flow,
    pub(crate) column: Column,
    paragraph: usize,
    /// Whether the next paragraph stays with what is before it.
    pub(crate) joined: bool,
}

impl<'a> Body<'a> {
    /// A body as wide as the frame.
    pub(crate) fn new(flow: &'a mut Flow, frame: Frame) -> Self {
        let column = Column { left: frame.left, width: frame.width() };
        Self { flow, column, paragraph: 0, joined: false }
    }

    /// Puts a text, a paragraph for each of its lines.
    pub(crate) fn text(&mut self, kind: BodyKind, text: &str) {
        for paragraph in paragraphs(text) {
            self.paragraph(kind, &paragraph);
        }
    }

    fn paragraph(&mut self, kind: BodyKind, text: &str) {
        let font = kind.font();
        let measure = Measure { first: self.column.width - INDENT, rest: self.column.width };
        let lines = if kind.is_heading() {
            balance(text, font, measure)
        } else {
            break_lines(text, font, measure)
        };
        let of = lines.len();
        // A closing sentence of one line alone would leave the foot with one line of the body.
        let joined = self.joined || (kind == BodyKind::Closing && of == 1);
        for (line, content) in lines.iter().enumerate() {
            let place = BodyLine { paragraph: self.paragraph, line, of, kind };
            self.flow.slabs.push(Slab {
                before: if line == 0 { BETWEEN } else { Length::ZERO },
                joined: if line == 0 { joined } else { stays(line, of, kind) },
                content: Content::Items(vec![self.item(place, content, font)], pitch(font)),
            });
        }
        self.paragraph += 1;
        self.joined = kind.is_heading();
    }

    fn item(&self, place: BodyLine, line: &Line, font: Font) -> Item {
        let column = if place.line == 0 { self.column.indented(INDENT) } else { self.column };
        let align = if place.kind.is_heading() || place.line + 1 == place.of {
            Align::Left
        } else {
            Align::Justified
        };
        let run = column.set(line, font, baseline_in(font, pitch(font)), align);
        Item { role: Role::Body(place), shape: Shape::Text(run) }
    }
}

/// Whether a line after the first stays with the line before it: headings stay whole, and no
/// paragraph leaves one line alone at the foot or the top of a page.
const fn stays(line: usize, of: usize, kind: BodyKind) -> bool {
    kind.is_heading() || line < 2 || line + 2 > of
}
