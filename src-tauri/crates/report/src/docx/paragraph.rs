//! Paragraphs of the Word file.

use super::measure::{half_points, twips};
use super::xml::{Xml, escaped};
use crate::content::table::Align;
use crate::face::{Face, Font};
use crate::layout::BodyKind;
use crate::length::Length;
use crate::printable::legible_paragraphs;

/// The font of running text.
pub(super) const BODY: Font = Face::Regular.at(14);
/// How far the first line of a paragraph is indented.
const INDENT: Length = Length::tenths_of_mm(127);
/// The pitch of running text, that of the PDF.
const PITCH: Length = Length::points(18);
/// Room above a paragraph.
const ABOVE: Length = Length::points(6);

/// A paragraph with one text in one font.
pub(super) struct Paragraph {
    text: Option<(String, Font)>,
    align: Align,
    above: Length,
    pitch: Option<Pitch>,
    /// Left, right, and of the first line.
    indent: [Length; 3],
    keeps_next: bool,
    /// Whether a rule runs along its upper edge.
    ruled: bool,
    /// Its level among the headings, from 0.
    outline: Option<u8>,
}

/// The height of a paragraph's lines.
enum Pitch {
    Exactly(Length),
    AtLeast(Length),
}

impl Paragraph {
    /// An empty one.
    pub(super) const fn new(align: Align) -> Self {
        Self {
            text: None,
            align,
            above: Length::ZERO,
            pitch: None,
            indent: [Length::ZERO; 3],
            keeps_next: false,
            ruled: false,
            outline: None,
        }
    }

    /// The same on the page of the next.
    pub(super) fn keeping_next(self, keeps_next: bool) -> Self {
        Self { keeps_next, ..self }
    }

    /// The same in a column that ends so far from the right.
    pub(super) fn ending_before(self, right: Length) -> Self {
        Self { indent: [Length::ZERO, right, Length::ZERO], ..self }
    }

    /// Writes it, with the properties of the section that it ends.
    pub(super) fn write(&self, xml: &mut Xml, section: &str) {
        xml.put("<w:p><w:pPr>");
        if self.keeps_next {
            xml.put("<w:keepNext/>");
        }
        xml.put("<w:widowControl/>");
        if self.ruled {
            xml.put(
                r#"<w:pBdr><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:pBdr>"#,
            );
        }
        xml.put(format!(r#"<w:spacing w:before="{}" w:after="0""#, twips(self.above)));
        let line = |length, rule| format!(r#" w:line="{}" w:lineRule="{rule}""#, twips(length));
        match self.pitch {
            Some(Pitch::Exactly(length)) => xml.put(line(length, "exact")),
            Some(Pitch::AtLeast(length)) => xml.put(line(length, "atLeast")),
            None => {}
        }
        let [left, right, first] = self.indent.map(twips);
        xml.put(format!(
            r#"/><w:ind w:left="{left}" w:right="{right}" w:firstLine="{first}"/><w:jc w:val="{}"/>"#,
            aligned(self.align)
        ));
        if let Some(level) = self.outline {
            xml.put(format!(r#"<w:outlineLvl w:val="{level}"/>"#));
        }
        xml.put(section);
        xml.put("</w:pPr>");
        if let Some((text, font)) = &self.text {
            xml.put(run(text, *font));
        }
        xml.put("</w:p>");
    }
}

/// The paragraphs of a piece of the body.
pub(super) fn body(kind: BodyKind, text: &str) -> Vec<Paragraph> {
    let keeps_next = matches!(kind, BodyKind::Section | BodyKind::Subsection | BodyKind::Closing);
    let paragraph = |text: String| Paragraph {
        text: Some((text, kind.font())),
        above: ABOVE,
        pitch: Some(Pitch::AtLeast(PITCH)),
        indent: [Length::ZERO, Length::ZERO, INDENT],
        keeps_next,
        outline: match kind {
            BodyKind::Section => Some(0),
            BodyKind::Subsection => Some(1),
            BodyKind::Basis | BodyKind::Text | BodyKind::Closing => None,
        },
        ..Paragraph::new(if kind.is_heading() { Align::Left } else { Align::Justified })
    };
    legible_paragraphs(text).into_iter().map(paragraph).collect()
}

/// The paragraphs of a text in one font, close below one another.
pub(super) fn plain(text: &str, font: Font, align: Align) -> Vec<Paragraph> {
    let paragraph = |text| Paragraph { text: Some((text, font)), ..Paragraph::new(align) };
    legible_paragraphs(text).into_iter().map(paragraph).collect()
}

/// A distance of this height.
pub(super) fn room(height: Length) -> Paragraph {
    Paragraph { pitch: Some(Pitch::Exactly(height)), ..Paragraph::new(Align::Left) }
        .keeping_next(true)
}

/// A rule of this length in the middle of a column.
pub(super) fn rule(length: Length, column: Length) -> Paragraph {
    let side = (column - length).max(Length::ZERO) / 2;
    Paragraph {
        ruled: true,
        above: Length::points(2),
        indent: [side, side, Length::ZERO],
        pitch: Some(Pitch::Exactly(Length::points(6))),
        ..Paragraph::new(Align::Left)
    }
}

/// A text in a font.
pub(super) fn run(text: &str, font: Font) -> String {
    let properties = properties(font);
    format!(r#"<w:r>{properties}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
}

/// A font as the properties of a run.
pub(super) fn properties(font: Font) -> String {
    let bold = if font.face.is_bold() { "<w:b/><w:bCs/>" } else { "" };
    let italic = if font.face.is_italic() { "<w:i/><w:iCs/>" } else { "" };
    let size = half_points(font);
    format!(r#"<w:rPr>{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>"#)
}

const fn aligned(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justified => "both",
    }
}
