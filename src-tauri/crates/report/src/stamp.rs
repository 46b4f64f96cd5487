//! What a signed field shows: a picture, lines of text, or both.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations};

use crate::ReportError;
use crate::face::{Face, Font};
use crate::layout::lines::{Line, Measure, break_lines};
use crate::layout::place::{Align, Column, Stack, pitch};
use crate::layout::{Frame, Page, Part, Role};
use crate::length::Length;
use crate::pdf;
use crate::printable::printable;

/// The largest picture that is taken, in pixels: an A4 page scanned at 300 dpi.
const MOST_PIXELS: u64 = 2480 * 3508;
/// Sizes of the lines that are tried, in tenths of a point.
const SIZES: [i64; 9] = [100, 95, 90, 85, 80, 75, 70, 60, 50];
/// Room between the field's edge and the lines.
const PADDING: Length = Length::points(2);

/// A picture of a handwritten signature or a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Whether each pixel is red, green, blue and opacity, else grey and opacity.
    pub(crate) coloured: bool,
    pub(crate) pixels: Vec<u8>,
}

/// Why a picture cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is no PNG picture, or a damaged one.
    #[error("no readable PNG picture")]
    Unreadable(#[from] png::DecodingError),
    /// It has too many pixels.
    #[error("the picture has {0} pixels")]
    TooLarge(u64),
}

impl Picture {
    /// Reads a PNG picture, with its transparency if it has any.
    ///
    /// # Errors
    /// [`PictureError`].
    pub fn from_png(bytes: &[u8]) -> Result<Self, PictureError> {
        let most_bytes = usize::try_from(MOST_PIXELS * 8).unwrap_or(usize::MAX);
        let limits = Limits { bytes: most_bytes };
        let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
        decoder
            .set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info()?;
        let (width, height) = reader.info().size();
        let count = u64::from(width) * u64::from(height);
        if count > MOST_PIXELS {
            return Err(PictureError::TooLarge(count));
        }
        let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let frame = reader.next_frame(&mut pixels)?;
        pixels.truncate(frame.buffer_size());
        let coloured = frame.color_type == ColorType::Rgba;
        let side = |count: u32| usize::try_from(count).unwrap_or_default();
        Ok(Self { width: side(width), height: side(height), coloured, pixels })
    }
}

/// Makes a PDF file of one page that has the size of a signature field and shows what it is to show.
/// The picture keeps its proportions; lines below it stand in its middle, alone at the left. They
/// are as large as the field allows.
///
/// # Errors
/// [`ReportError`], as for [`crate::render`].
pub fn stamp(
    width: Length,
    height: Length,
    picture: Option<&Picture>,
    lines: &[String],
) -> Result<Vec<u8>, ReportError> {
    let column = Column { left: PADDING, width: width - PADDING * 2 };
    let inner = height - PADDING * 2;
    let (room, align) = match picture {
        Some(_) => (inner / 3, Align::Centre),
        None => (inner, Align::Left),
    };
    let text = fitting(column, room, lines, align);
    let top = match picture {
        Some(_) => height - PADDING - text.bottom,
        None => (height - text.bottom) / 2,
    };
    let items = text.items.into_iter().map(|item| item.lowered(top)).collect();
    let frame = Frame { left: Length::ZERO, top: Length::ZERO, right: width, bottom: height };
    let page = Page { part: Part::Print, number: 1, width, height, frame, items };
    let below = if lines.is_empty() { height } else { top };
    let place = |picture: &Picture| fitted(picture, Frame { bottom: below, ..frame });
    pdf::write_stamp(&page, picture.map(|picture| (picture, place(picture))))
}

/// The lines in the largest type with which they fit, else in the smallest.
fn fitting(column: Column, room: Length, lines: &[String], align: Align) -> Stack {
    let fits = |font: &Font| {
        let count = broken(lines, *font, column.width).len();
        pitch(*font) * i64::try_from(count).unwrap_or(i64::MAX) <= room
    };
    let fonts = SIZES.map(|size| Face::Regular.tenths(size));
    let font = fonts.iter().copied().find(fits).unwrap_or(fonts[fonts.len() - 1]);
    let mut stack = Stack::new(column);
    stack.put(Role::Note, &broken(lines, font, column.width), font, align);
    stack
}

fn broken(lines: &[String], font: Font, width: Length) -> Vec<Line> {
    let line = |line: &String| break_lines(&printable(line), font, Measure::even(width));
    lines.iter().flat_map(line).collect()
}

/// Where a picture comes to stand: as large as the frame allows, in its middle.
fn fitted(picture: &Picture, frame: Frame) -> Frame {
    let side = |pixels: usize| i64::try_from(pixels).unwrap_or(i64::MAX).max(1);
    let (across, down) = (side(picture.width), side(picture.height));
    let (width, height) = (frame.width(), frame.height());
    let (width, height) = if width * down <= height * across {
        (width, width * down / across)
    } else {
        (height * across / down, height)
    };
    let left = frame.centre() - width / 2;
    let top = frame.top + (frame.height() - height) / 2;
    Frame { left, top, right: left + width, bottom: top + height }
}
