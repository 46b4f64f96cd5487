//! A picture on a page.

use printpdf::{
    Op, Pt, RawImage, RawImageData, RawImageFormat, XObject, XObjectId, XObjectTransform,
};

use crate::layout::{Frame, Page};
use crate::pdf::points;
use crate::stamp::Picture;

/// The picture as the file holds it.
pub(super) fn image(picture: &Picture) -> XObject {
    let data_format = if picture.coloured { RawImageFormat::RGBA8 } else { RawImageFormat::RG8 };
    XObject::Image(RawImage {
        pixels: RawImageData::U8(picture.pixels.clone()),
        width: picture.width,
        height: picture.height,
        data_format,
        tag: Vec::new(),
    })
}

/// Draws it in a frame.
pub(super) fn place(id: XObjectId, frame: Frame, page: &Page) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(Pt(points(frame.left))),
        translate_y: Some(Pt(points(page.height - frame.bottom))),
        scale_x: Some(points(frame.width())),
        scale_y: Some(points(frame.height())),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id, transform }
}
