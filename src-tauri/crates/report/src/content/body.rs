//! The body of the report: bases, opening, sections I to IV, closing sentence.

use crate::layout::BodyKind;
use crate::model::{Remark, Report};
use crate::phrases::{figure, without_stop};
use crate::printable::paragraphs;

/// A piece of the body.
pub(crate) enum Piece {
    /// A text, a paragraph for each of its lines.
    Text(BodyKind, String),
    /// The table of areas; the paragraph below it stays with it.
    AreaTable,
}

/// The body in reading order.
pub(crate) fn pieces(report: &Report) -> Vec<Piece> {
    let mut body = Body(Vec::new());
    body.introduction(report);
    body.results(report);
    body.explanations(report);
    body.proposals(report);
    let closing = words::report::closing(report.year, &report.heading.issuing_body);
    body.text(BodyKind::Closing, closing);
    body.0
}

struct Body(Vec<Piece>);

impl Body {
    fn introduction(&mut self, report: &Report) {
        for basis in &report.introduction.bases {
            self.text(BodyKind::Basis, basis);
        }
        self.text(BodyKind::Text, &report.introduction.opening);
        self.text(BodyKind::Section, words::report::section_implementation());
        self.texts_or_none(&report.introduction.implementation);
    }

    fn results(&mut self, report: &Report) {
        let summary = &report.summary;
        self.text(BodyKind::Section, words::report::section_results());
        let set = without_stop(&summary.criteria_set_title);
        self.text(BodyKind::Text, words::report::results(set));
        self.0.push(Piece::AreaTable);
        self.text(BodyKind::Text, &summary.provenance);
        let index = figure(summary.index, summary.index_decimals);
        let class = without_stop(&summary.class);
        let conclusion = if summary.provisional {
            words::report::conclusion_provisional(report.year, index, class)
        } else {
            words::report::conclusion(report.year, index, class)
        };
        self.text(BodyKind::Text, conclusion);
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

    fn text(&mut self, kind: BodyKind, text: impl Into<String>) {
        self.0.push(Piece::Text(kind, text.into()));
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
