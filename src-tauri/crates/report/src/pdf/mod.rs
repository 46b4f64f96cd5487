//! From pages to the file: the third of the three layers and the only one that knows PDF.

// A PDF file states positions as decimal numbers of points; everything before is exact.
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

mod code;
mod fields;
mod fonts;
mod metadata;
mod pages;
mod picture;

pub(crate) use metadata::About;
pub use metadata::{Named, named};

use std::io::{self, Write as _};
use std::slice;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Stream;
use printpdf::{PdfDocument, PdfSaveOptions, XObjectId};

use crate::ReportError;
use crate::layout::{Frame, Page};
use crate::length::Length;
use crate::stamp::Picture;

/// How hard streams are compressed, of 9.
const EFFORT: u32 = 5;

/// Writes the pages with what the file says about itself. The same input gives the same bytes.
pub(crate) fn write(pages: &[Page], about: &About) -> Result<Vec<u8>, ReportError> {
    let mut pdf = PdfDocument::new("");
    pdf.metadata.info = metadata::info(about);
    for (id, font) in fonts::embedded(pages)? {
        pdf.resources.fonts.map.insert(id, font);
    }
    pdf.resources.xobjects.map.extend(code::shared(pages));
    pdf.pages = pages.iter().map(pages::page).collect();

    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    metadata::complete(&mut file, about);
    fields::add(&mut file, pages);
    save(file)
}

/// Writes what a signature field shows as a file of one page: the picture in its place, the page's
/// text above it.
pub(crate) fn write_stamp(
    page: &Page,
    picture: Option<(&Picture, Frame)>,
) -> Result<Vec<u8>, ReportError> {
    let mut pdf = PdfDocument::new("");
    for (id, font) in fonts::embedded(slice::from_ref(page))? {
        pdf.resources.fonts.map.insert(id, font);
    }
    let mut drawn = pages::page(page);
    if let Some((picture, frame)) = picture {
        let id = XObjectId("P".to_owned());
        pdf.resources.xobjects.map.insert(id.clone(), picture::image(picture));
        drawn.ops.insert(0, picture::place(id, frame, page));
    }
    pdf.pages = vec![drawn];
    save(pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new()))
}

/// Puts the file together, its streams compressed.
fn save(mut file: lopdf::Document) -> Result<Vec<u8>, ReportError> {
    for stream in file.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
        compress(stream).map_err(ReportError::Write)?;
    }
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(ReportError::Write)?;
    Ok(bytes)
}

/// Compresses a stream, unless that makes it longer. printpdf's own compression strives for the
/// last percent and takes three times as long.
fn compress(stream: &mut Stream) -> io::Result<()> {
    if stream.dict.has(b"Filter") {
        return Ok(());
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
    encoder.write_all(&stream.content)?;
    let compressed = encoder.finish()?;
    if compressed.len() < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(compressed);
    }
    Ok(())
}

/// A length in points.
fn points(length: Length) -> f32 {
    length.count() as f32 / 1000.0
}
