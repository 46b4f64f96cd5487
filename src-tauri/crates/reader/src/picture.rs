//! Pictures, and pages as pictures.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::sources::pdf;
use crate::{Fault, Kind, PictureFormat, bounds};

/// A page of a PDF document, counted from 1, or a picture, as a PNG. A page is as wide as asked; a
/// picture is scaled down to that width in pixels and never up, and stands as its camera was held.
/// The content may be hostile: ask a [`Worker`](crate::Worker) instead.
///
/// # Errors
/// [`Fault::NothingToShow`] for other kinds, [`Fault::NoPage`], [`Fault::TooLarge`] for a picture
/// of too many points, and what reading ends with.
pub fn picture(content: Vec<u8>, page: u32, width: u16) -> Result<Vec<u8>, Fault> {
    let index = page.checked_sub(1).and_then(|page| usize::try_from(page).ok());
    let index = index.ok_or(Fault::NoPage)?;
    match Kind::of(&content) {
        Kind::Pdf => pdf::open(content)?.png(index, width).map_err(|error| pdf::of_preview(&error)),
        Kind::Picture(_) if index > 0 => Err(Fault::NoPage),
        Kind::Picture(format) => scaled(&content, format, u32::from(width)),
        _ => Err(Fault::NothingToShow),
    }
}

/// A picture's width and height in points, if it is no larger than is decoded.
pub(crate) fn size(content: &[u8], format: PictureFormat) -> Result<(u32, u32), Fault> {
    let size = decoder(content, format)?.dimensions();
    if u64::from(size.0) * u64::from(size.1) > bounds::PICTURE_POINTS {
        return Err(Fault::TooLarge);
    }
    Ok(size)
}

fn decoder(content: &[u8], format: PictureFormat) -> Result<impl ImageDecoder + '_, Fault> {
    let mut reader = ImageReader::with_format(Cursor::new(content), format.into());
    let mut limits = Limits::default();
    limits.max_alloc = Some(bounds::PICTURE_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| of_image(&error))
}

fn scaled(content: &[u8], format: PictureFormat, width: u32) -> Result<Vec<u8>, Fault> {
    size(content, format)?;
    let mut decoder = decoder(content, format)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| of_image(&error))?;
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let across = if is_turned { picture.height() } else { picture.width() };
    let width = width.clamp(u32::from(preview::NARROWEST), u32::from(preview::WIDEST));
    let mut picture = if across <= width {
        picture
    } else if is_turned {
        picture.thumbnail(u32::MAX, width)
    } else {
        picture.thumbnail(width, u32::MAX)
    };
    picture.apply_orientation(orientation);
    let mut points = picture.into_rgba8();
    for point in points.pixels_mut() {
        let [colours @ .., opacity] = &mut point.0;
        for colour in colours {
            *colour = on_white(*colour, *opacity);
        }
        *opacity = u8::MAX;
    }
    let (width, height) = points.dimensions();
    preview::encode(width, height, points.as_raw()).map_err(|_| Fault::Damaged)
}

/// A colour on white ground.
fn on_white(colour: u8, opacity: u8) -> u8 {
    let (colour, opacity) = (u16::from(colour), u16::from(opacity));
    let mixed = (colour * opacity + 255 * (255 - opacity)) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

impl From<PictureFormat> for ImageFormat {
    fn from(format: PictureFormat) -> Self {
        match format {
            PictureFormat::Jpeg => Self::Jpeg,
            PictureFormat::Png => Self::Png,
            PictureFormat::Gif => Self::Gif,
            PictureFormat::Bmp => Self::Bmp,
            PictureFormat::Tiff => Self::Tiff,
            PictureFormat::Webp => Self::WebP,
        }
    }
}

fn of_image(error: &image::ImageError) -> Fault {
    if matches!(error, image::ImageError::Limits(_)) { Fault::TooLarge } else { Fault::Damaged }
}
