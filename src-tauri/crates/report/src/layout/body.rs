//! The body of the report: bases, opening, sections I to IV, closing sentence.

use crate::face::{Face, Font};
use crate::layout::document::{BodyKind, BodyLine, Frame, Item, Role, Shape};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::lines::{Line, Measure, balance, break_lines};
use crate::layout::place::{Align, Column, baseline_in, pitch};
use crate::layout::summary;
use crate::length::Length;
use crate::model::{Remark, Report};
use crate::phrases::{figure, without_stop};
use crate::printable::paragraphs;

/// How far the first line of a paragraph is indented.
const INDENT: Length = Length::tenths_of_mm(127);
/// Room between paragraphs.
const BETWEEN: Length = Length::points(6);

/// Puts the body below the heading.
pub(crate) fn body(flow: &mut Flow, report: &Report, frame: Frame) {
    let column = Column { left: frame.left, width: frame.width() };
    let mut body = Body { flow, column, paragraph: 0, joined: false };
    body.introduction(report);
    body.results(report, frame);
    body.explanations(report);
    body.proposals(report);
    let closing = words::report::closing(report.year, &report.heading.issuing_body);
    body.text(BodyKind::Closing, &closing);
}

struct Body<'a> {
    flow: &'a mut Flow,
    column: Column,
    paragraph: usize,
    /// Whether the next paragraph stays with the one before it.
    joined: bool,
}

impl Body<'_> {
    fn introduction(&mut self, report: &Report) {
        for basis in &report.introduction.bases {
            self.text(BodyKind::Basis, basis);
        }
        self.text(BodyKind::Text, &report.introduction.opening);
        self.text(BodyKind::Section, words::report::section_implementation());
        self.texts_or_none(&report.introduction.implementation);
    }

    fn results(&mut self, report: &Report, frame: Frame) {
        let summary = &report.summary;
        self.text(BodyKind::Section, words::report::section_results());
        let set = without_stop(&summary.criteria_set_title);
        self.text(BodyKind::Text, &words::report::results(set));
        summary::table(self.flow, report, frame);
        self.joined = true;
        self.text(BodyKind::Text, &summary.provenance);
        self.joined = false;
        let index = figure(summary.index, summary.index_decimals);
        let class = without_stop(&summary.class);
        let conclusion = if summary.provisional {
            words::report::conclusion_provisional(report.year, index, class)
        } else {
            words::report::conclusion(report.year, index, class)
        };
        self.text(BodyKind::Text, &conclusion);
    }

    fn explanations(&mut self, report: &Report) {
        self.text(BodyKind::Section, words::report::section_explanations());
        self.text(BodyKind::Subsection, words::report::subsection_unproven());
        self.remarks(&report.unproven);
        self.text(BodyKind::Subsection, words::report::subsection_not_arising());
        self.remarks(&report.not_arising);
    }

    fn proposals(&mut self, report: &Report) {
        self.text(BodyKind::Section, words::report::section_proposals());
        self.text(BodyKind::Subsection, words::report::subsection_difficulties());
        self.texts_or_none(&report.difficulties);
        self.text(BodyKind::Subsection, words::report::subsection_proposals());
        self.texts_or_none(&report.proposals);
    }

    fn remarks(&mut self, remarks: &[Remark]) {
        let sentences: Vec<String> = remarks.iter().map(sentence).collect();
        self.texts_or_none(&sentences);
    }

    fn texts_or_none(&mut self, texts: &[String]) {
        if texts.iter().all(|text| paragraphs(text).is_empty()) {
            self.text(BodyKind::Text, words::report::none());
        }
        for text in texts {
            self.text(BodyKind::Text, text);
        }
    }

    /// Puts a text, a paragraph for each of its lines.
    fn text(&mut self, kind: BodyKind, text: &str) {
        for paragraph in paragraphs(text) {
            self.paragraph(kind, &paragraph);
        }
    }

    fn paragraph(&mut self, kind: BodyKind, text: &str) {
        let font = font(kind);
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

const fn font(kind: BodyKind) -> Font {
    match kind {
        BodyKind::Basis => Face::Italic.at(14),
        BodyKind::Section | BodyKind::Subsection => Face::Bold.at(14),
        BodyKind::Text | BodyKind::Closing => Face::Regular.at(14),
    }
}

/// An item of section III as one text.
fn sentence(remark: &Remark) -> String {
    let title = without_stop(&remark.title);
    let matter = without_stop(&remark.matter);
    let explanation = remark.explanation.trim();
    if explanation.is_empty() {
        words::report::remark(&remark.code, title, matter)
    } else {
        words::report::remark_explained(&remark.code, title, matter, explanation)
    }
}
