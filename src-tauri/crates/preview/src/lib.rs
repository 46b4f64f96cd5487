//! Pages of a PDF as pictures, for a window that cannot show PDF itself, and the letters on them.
//!
//! What is drawn is the real file, byte for byte, so that the preview cannot differ from the paper.
//! Sizes are in points (1/72 inch) and pixels.

mod aside;
mod letters;

pub use letters::{Letter, Letters};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
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
    /// The content cannot be read without a password.
    #[error("the content is encrypted")]
    Encrypted,
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
    /// [`Error::Unreadable`], [`Error::Encrypted`].
    pub fn open(content: Vec<u8>) -> Result<Self, Error> {
        Pdf::new(content).map(|pdf| Self { pdf }).map_err(|error| match error {
            LoadPdfError::Decryption(
                DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
            ) => Error::Encrypted,
            LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Error::Unreadable,
        })
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The document's title, author and producing program as the file has them: in PDF's own
    /// encodings, empty where it says nothing.
    pub fn metadata(&self) -> [Vec<u8>; 3] {
        let said = self.pdf.metadata();
        [&said.title, &said.author, &said.producer]
            .map(|text| text.as_deref().unwrap_or_default().to_vec())
    }

    /// What the file says beside what is drawn: its annotations, the fields of its form, its title,
    /// subject and keywords, in PDF's own encodings and no more than so many; and its metadata in XML.
    pub fn aside(&self, most: usize) -> (Vec<Vec<u8>>, Vec<u8>) {
        aside::texts(&self.pdf, most)
    }

    /// What reads the letters of the pages, one page after the other.
    pub fn letters(&self) -> Letters<'_> {
        Letters::new(&self.pdf)
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
        let (width, height) = (u32::from(picture.width()), u32::from(picture.height()));
        encode(width, height, picture.data_as_u8_slice()).map_err(|_| Error::Undrawn(page))
    }
}

/// A picture as PNG, quickly rather than as small as can be: it is shown once and thrown away. A
/// page in black and grey, as most are, has one byte a point instead of three.
///
/// The points are red, green, blue and opacity, a byte each; none is see-through, so that the
/// opacity is left out.
///
/// # Errors
/// When there are more or fewer points than the size says, or no points at all.
pub fn encode(width: u32, height: u32, points: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let points = points.chunks_exact(4);
    let is_grey = points.clone().all(|point| point[0] == point[1] && point[1] == point[2]);
    let (colours, bytes): (_, Vec<u8>) = if is_grey {
        (png::ColorType::Grayscale, points.map(|point| point[0]).collect())
    } else {
        (png::ColorType::Rgb, points.flat_map(|point| &point[..3]).copied().collect())
    };
    let mut content = Vec::new();
    let mut encoder = png::Encoder::new(&mut content, width, height);
    encoder.set_color(colours);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bytes)?;
    writer.finish()?;
    Ok(content)
}
