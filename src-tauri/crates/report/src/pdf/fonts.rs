//! The faces with just the glyphs that the document shows.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, FontMetrics, ParsedFont, PdfFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use crate::ReportError;
use crate::face::{Face, Metrics};
use crate::layout::{Page, Shape};

/// Glyph data are handed over in thousandths of an em.
const EM: u16 = 1000;

/// A face's name among the pages' resources.
pub(super) fn id(face: Face) -> FontId {
    let name = match face {
        Face::Regular => "R",
        Face::Bold => "B",
        Face::Italic => "I",
        Face::BoldItalic => "BI",
    };
    FontId(name.to_owned())
}

/// The fonts that the document uses.
pub(super) fn embedded(pages: &[Page]) -> Result<Vec<(FontId, PdfFont)>, ReportError> {
    let mut fonts = Vec::new();
    for (face, characters) in used(pages) {
        fonts.push((id(face), PdfFont::new(subset(face, &characters)?)));
    }
    Ok(fonts)
}

/// The characters that each face shows.
fn used(pages: &[Page]) -> BTreeMap<Face, BTreeSet<char>> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for item in pages.iter().flat_map(|page| &page.items) {
        let (font, text) = match &item.shape {
            Shape::Text(run) => (run.font, &run.text),
            Shape::Mark(mark) => (mark.font, &mark.text),
            Shape::Rule(_) | Shape::Area(_) | Shape::Code(_) => continue,
        };
        used.entry(font.face).or_default().extend(text.chars());
    }
    used
}

/// A face reduced to some characters; its glyphs are numbered anew.
fn subset(face: Face, characters: &BTreeSet<char>) -> Result<ParsedFont, ReportError> {
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for &character in characters {
        let Some(glyph) = face.glyph(character) else {
            continue;
        };
        let number = remapper.remap(glyph.id);
        glyphs.insert(u32::from(character), number);
        widths.insert(number, glyph.advance);
    }
    let program = subsetter::subset(face.program(), 0, &remapper)
        .map_err(|source| ReportError::Font { face, source })?;
    let metrics = face.metrics();
    let extent =
        FontMetrics { ascent: clamped(metrics.ascent), descent: clamped(-metrics.descent) };
    // The six letters mark a font program as a subset (ISO 32000-1, 9.6.4).
    let name = format!("PARIDX+{}", face.name());
    let mut font = ParsedFont::with_glyph_data(program, 0, Some(name), glyphs, widths, EM, extent);
    font.pdf_font_metrics = descriptor(face, metrics);
    Ok(font)
}

/// The figures of the font's descriptor.
fn descriptor(face: Face, metrics: &Metrics) -> PdfFontMetricsStub {
    let extent = metrics.extent;
    PdfFontMetricsStub {
        units_per_em: EM,
        x_min: clamped(extent.left),
        y_min: clamped(extent.bottom),
        x_max: clamped(extent.right),
        y_max: clamped(extent.top),
        // The slope of Tinos' italics, 15.5 degrees as in Times New Roman.
        caret_slope_rise: EM.cast_signed(),
        caret_slope_run: if face.is_italic() { 277 } else { 0 },
        us_weight_class: if face.is_bold() { 700 } else { 400 },
    }
}

fn clamped(value: i64) -> i16 {
    i16::try_from(value).unwrap_or(0)
}
