//! The content of pages.

use std::collections::BTreeMap;

use printpdf::{
    Color, Greyscale, Line, LinePoint, Op, PdfFontHandle, PdfPage, Point, Pt, Rect, TextItem,
    TextMatrix,
};

use crate::face::Font;
use crate::layout::{Mark, Page, Rule, Run, Shape};
use crate::length::Length;
use crate::pdf::{code, fonts, points};

/// Draws a page: marks below rules, rules and codes below text.
pub(super) fn page(page: &Page) -> PdfPage {
    let mut drawing = Drawing { height: page.height, ops: Vec::new(), font: None };
    for item in &page.items {
        if let Shape::Mark(mark) = &item.shape {
            drawing.mark(mark);
        }
    }
    drawing.rules(page);
    for item in &page.items {
        if let Shape::Code(shown) = &item.shape {
            drawing.ops.push(code::place(shown, page));
        }
    }
    drawing.ops.push(Op::StartTextSection);
    for item in &page.items {
        if let Shape::Text(run) = &item.shape {
            drawing.run(run);
        }
    }
    drawing.ops.push(Op::EndTextSection);
    let sheet = Rect::from_wh(Pt(points(page.width)), Pt(points(page.height)));
    PdfPage { media_box: sheet.clone(), trim_box: sheet.clone(), crop_box: sheet, ops: drawing.ops }
}

struct Drawing {
    height: Length,
    ops: Vec<Op>,
    /// The font that is set.
    font: Option<Font>,
}

impl Drawing {
    /// From a position below the upper edge to one above the lower edge.
    fn up(&self, y: Length) -> f32 {
        points(self.height - y)
    }

    fn set_font(&mut self, font: Font) {
        if self.font != Some(font) {
            let handle = PdfFontHandle::External(fonts::id(font.face));
            self.ops.push(Op::SetFont { font: handle, size: Pt(points(font.size)) });
            self.font = Some(font);
        }
    }

    fn run(&mut self, run: &Run) {
        if run.text.is_empty() {
            return;
        }
        self.set_font(run.font);
        let matrix = TextMatrix::Translate(Pt(points(run.x)), Pt(self.up(run.baseline)));
        self.ops.push(Op::SetTextMatrix { matrix });
        self.ops.push(Op::ShowText { items: spaced(run) });
    }

    fn mark(&mut self, mark: &Mark) {
        let (sine, cosine) = f32::from(mark.degrees).to_radians().sin_cos();
        // The middle of the capitals comes to stand on the mark's centre.
        let back = points(mark.font.width(&mark.text)) / 2.0;
        let down = points(mark.font.size) / 3.0;
        let x = points(mark.x) - back * cosine + down * sine;
        let y = self.up(mark.y) - back * sine - down * cosine;
        let grey = Greyscale { percent: f32::from(mark.lightness) / 100.0, icc_profile: None };
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetFillColor { col: Color::Greyscale(grey) });
        self.ops.push(Op::StartTextSection);
        self.set_font(mark.font);
        let matrix = TextMatrix::Raw([cosine, sine, -sine, cosine, x, y]);
        self.ops.push(Op::SetTextMatrix { matrix });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(mark.text.clone())] });
        self.ops.push(Op::EndTextSection);
        self.ops.push(Op::RestoreGraphicsState);
        self.font = None;
    }

    fn rules(&mut self, page: &Page) {
        let mut thickness = None;
        for rule in merged(page) {
            if thickness != Some(rule.thickness) {
                thickness = Some(rule.thickness);
                self.ops.push(Op::SetOutlineThickness { pt: Pt(points(rule.thickness)) });
            }
            self.rule(&rule);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let point =
            |x, y| LinePoint { p: Point { x: Pt(points(x)), y: Pt(self.up(y)) }, bezier: false };
        let ends = vec![point(rule.x, rule.y), point(rule.x + rule.across, rule.y + rule.down)];
        self.ops.push(Op::DrawLine { line: Line { points: ends, is_closed: false } });
    }
}

/// The page's rules; upright ones that go on in one another are drawn as one, as a grid's do from
/// row to row.
fn merged(page: &Page) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    // Where the last upright rule at a position stands in the list.
    let mut last: BTreeMap<Length, usize> = BTreeMap::new();
    for item in &page.items {
        let Shape::Rule(rule) = item.shape else {
            continue;
        };
        if rule.across == Length::ZERO {
            let above = last.get(&rule.x).and_then(|&at| rules.get_mut(at));
            if let Some(above) = above
                && above.y + above.down == rule.y
                && above.thickness == rule.thickness
            {
                above.down += rule.down;
                continue;
            }
            last.insert(rule.x, rules.len());
        }
        rules.push(rule);
    }
    rules
}

/// The run's text, its spaces widened by equal parts of its stretch.
fn spaced(run: &Run) -> Vec<TextItem> {
    let spaces = run.text.matches(' ').count();
    if run.stretch == Length::ZERO || spaces == 0 {
        return vec![TextItem::Text(run.text.clone())];
    }
    // An offset moves back by thousandths of an em.
    let each = -points(run.stretch) * 1000.0 / (spaces as f32 * points(run.font.size));
    let mut items = Vec::with_capacity(spaces * 2 + 1);
    for word in run.text.split_inclusive(' ') {
        items.push(TextItem::Text(word.to_owned()));
        if word.ends_with(' ') {
            items.push(TextItem::Offset(each));
        }
    }
    items
}
