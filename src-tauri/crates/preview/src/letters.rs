//! The letters of a page and where they stand.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};

use crate::Error;

/// What is drawn for one code of a font: mostly one letter, or a few that are drawn as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// The letters, as the file encodes them.
    pub text: String,
    /// Where it begins, in points from the page's left edge as it is looked at.
    pub x: f64,
    /// Where its line stands, in points from the upper edge.
    pub y: f64,
    /// How far the next one is moved to the right; negative in writing to the left.
    pub along_x: f64,
    /// How far the next one is moved down: 0 in upright writing.
    pub along_y: f64,
    /// The size of its letters in points.
    pub size: f64,
}

/// Reads the letters of a document's pages; what the pages share is read once.
pub struct Letters<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
}

impl<'a> Letters<'a> {
    pub(crate) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new() }
    }

    /// The letters of a page, counted from 0, in the order in which they are drawn; of more than
    /// `most` the first ones. Letters that the file gives no meaning are left out.
    ///
    /// # Errors
    /// [`Error::NoPage`].
    pub fn of(&self, page: usize, most: usize) -> Result<Vec<Letter>, Error> {
        let drawn = self.pdf.pages().get(page).ok_or(Error::NoPage(page))?;
        let (width, height) = drawn.render_dimensions();
        let mut context = Context::new(
            drawn.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &self.cache,
            self.pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut collector = Collector { letters: Vec::new(), most };
        interpret_page(drawn, &mut context, &mut collector);
        Ok(collector.letters)
    }
}

/// Draws nothing and keeps the letters.
struct Collector {
    letters: Vec<Letter>,
    most: usize,
}

impl Device<'_> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for positioned in run.glyphs() {
            if self.letters.len() >= self.most {
                return;
            }
            let text = match positioned.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters,
                None => continue,
            };
            let advance = match &**positioned {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let placed = props.transform * positioned.transform();
            self.letters.extend(letter(text, placed, advance));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A letter where its glyph, of 1000 units, is placed; nothing if that is no place.
#[allow(clippy::float_arithmetic, reason = "places on a page, not points of a score")]
fn letter(text: String, placed: Affine, advance: Option<f32>) -> Option<Letter> {
    const UNITS: f64 = 1000.0;
    // Half of the size is what most letters take, where the font does not say.
    let advance = advance.map_or(UNITS / 2.0, f64::from);
    let at = placed * Point::ZERO;
    let linear = |x: f64, y: f64| -> Vec2 { placed * Point::new(x, y) - at };
    let (along, size) = (linear(advance, 0.0), linear(0.0, UNITS).hypot());
    let is_placed = [at.x, at.y, along.x, along.y, size].iter().all(|number| number.is_finite());
    is_placed.then_some(Letter { text, x: at.x, y: at.y, along_x: along.x, along_y: along.y, size })
}
