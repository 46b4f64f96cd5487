//! The code on a page: its modules stand once in the file, however many pages bear it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use printpdf::{
    DictItem, ExternalStream, ExternalXObject, Op, Pt, XObject, XObjectId, XObjectTransform,
};

use crate::layout::{Bar, Code, Page, Shape};
use crate::pdf::points;

/// What the pages' code looks like, with its name among the resources; none where no page bears
/// one. All pages bear the same.
pub(super) fn shared(pages: &[Page]) -> Option<(XObjectId, XObject)> {
    let mut items = pages.iter().flat_map(|page| &page.items);
    items.find_map(|item| match &item.shape {
        Shape::Code(code) => Some((id(), form(code))),
        _ => None,
    })
}

fn id() -> XObjectId {
    XObjectId("Code".to_owned())
}

/// The dark modules as one shape, so that no light seam shows between them, measured in modules
/// from the lower left corner (a form, ISO 32000-1, 8.10).
fn form(code: &Code) -> XObject {
    let mut content = String::new();
    for &Bar { row, from, to } in &code.bars {
        let (bottom, width) = (code.side - row - 1, to - from);
        // Writing to a string cannot fail.
        let _ = writeln!(content, "{from} {bottom} {width} 1 re");
    }
    content.push('f');
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let side = i64::from(code.side);
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Form")),
        ("BBox".to_owned(), DictItem::Array([0, 0, side, side].map(DictItem::Int).to_vec())),
        ("Resources".to_owned(), DictItem::Dict { map: BTreeMap::new() }),
    ]);
    let stream = ExternalStream { dict, content: content.into_bytes(), compress: true };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// Draws it in its place.
pub(super) fn place(code: &Code, page: &Page) -> Op {
    let (frame, module) = (code.frame(), points(code.module));
    let transform = XObjectTransform {
        translate_x: Some(Pt(points(frame.left))),
        translate_y: Some(Pt(points(page.height - frame.bottom))),
        scale_x: Some(module),
        scale_y: Some(module),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id: id(), transform }
}
