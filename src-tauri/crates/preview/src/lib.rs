//! Pages of a PDF as pictures, for a window that cannot show PDF itself.
//!
//! What is drawn is the real file, byte for byte, so that the preview cannot differ from the paper.
//! Sizes are in points (1/72 inch) and pixels.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// The widest picture in pixels: four times an A4 page across at 96 dots an inch.
pub const WIDEST: u16 = 4000;
/// The narrowest one.
pub const NARROWEST: u16 = 16;

/// Why there is no picture.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// The content is no PDF that can be read.
    #[error("the content is no readable PDF")]
    Unreadable,
    /// There is no such page.
    #[error("there is no page {0}")]
    NoPage(usize),
    /// The picture could not be written.
    #[error("page {0} could not be drawn")]
    Undrawn(usize),
}

/// A document whose pages can be drawn.
pub struct Pages {
    pdf: Pdf,
}

/// A page's size in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Pages {
    /// Reads a document.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn open(content: Vec<u8>) -> Result<Self, Error> {
        Pdf::new(content).map(|pdf| Self { pdf }).map_err(|_| Error::Unreadable)
    }

    /// The size of every page, in order.
    pub fn sizes(&self) -> Vec<Size> {
        let sizes = self.pdf.pages().iter().map(Page::render_dimensions);
        sizes.map(|(width, height)| Size { width, height }).collect()
    }

    /// A page, counted from 0, as a PNG of this width in pixels; the height follows from the page.
    ///
    /// # Errors
    /// [`Error::NoPage`], [`Error::Undrawn`].
    #[allow(clippy::float_arithmetic, reason = "pixels of a picture, not points of a score")]
    pub fn png(&self, page: usize, width: u16) -> Result<Vec<u8>, Error> {
        let drawn = self.pdf.pages().get(page).ok_or(Error::NoPage(page))?;
        let (points, _) = drawn.render_dimensions();
        // What is drawn is cut to whole pixels; half of one more keeps the width.
        let pixels = f32::from(width.clamp(NARROWEST, WIDEST)) + 0.5;
        let scale = pixels / points.max(1.0);
        let picture = render(
            drawn,
            &RenderCache::new(),
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
        );
        encoded(&picture).map_err(|_| Error::Undrawn(page))
    }
}

/// A picture as PNG, quickly rather than as small as can be: it is shown once and thrown away. A
/// page in black and grey, as most are, has one byte a point instead of three.
fn encoded(picture: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    // The ground is white, so that no point is see-through.
    let points = picture.data_as_u8_slice().chunks_exact(4);
    let is_grey = points.clone().all(|point| point[0] == point[1] && point[1] == point[2]);
    let (colours, bytes): (_, Vec<u8>) = if is_grey {
        (png::ColorType::Grayscale, points.map(|point| point[0]).collect())
    } else {
        (png::ColorType::Rgb, points.flat_map(|point| &point[..3]).copied().collect())
    };
    let mut content = Vec::new();
    let (width, height) = (u32::from(picture.width()), u32::from(picture.height()));
    let mut encoder = png::Encoder::new(&mut content, width, height);
    encoder.set_color(colours);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bytes)?;
    writer.finish()?;
    Ok(content)
}
