//! Empty fields for digital signatures, where signing programs find them (ISO 32000-1, 12.7.4.5).

use lopdf::{Dictionary, Document, Object, text_string};
use words::report as say;

use crate::layout::{Frame, Page, Role, Shape, Signatory};
use crate::pdf::points;

/// Printed, and never moved by hand (ISO 32000-1, 12.5.3).
const PRINTED_AND_LOCKED: i64 = 4 | 128;
/// The file is to be changed by appending only (ISO 32000-1, 12.7.2).
const SIGNED_AND_APPENDED_TO: i64 = 1 | 2;

/// Adds the fields that the pages keep room for.
pub(super) fn add(file: &mut Document, pages: &[Page]) {
    let numbers = file.get_pages();
    let mut fields = Vec::new();
    for (number, page) in (1..).zip(pages) {
        let Some(&id) = numbers.get(&number) else {
            continue;
        };
        let mut widgets = Vec::new();
        for item in &page.items {
            if let (Role::SignatureField(signatory), Shape::Area(frame)) = (item.role, &item.shape)
            {
                let widget = widget(signatory, rectangle(*frame, page), id);
                widgets.push(Object::Reference(file.add_object(widget)));
            }
        }
        if !widgets.is_empty()
            && let Ok(dictionary) = file.get_dictionary_mut(id)
        {
            fields.extend(widgets.clone());
            dictionary.set("Annots", widgets);
        }
    }
    if fields.is_empty() {
        return;
    }
    let mut form = Dictionary::new();
    form.set("Fields", fields);
    form.set("SigFlags", SIGNED_AND_APPENDED_TO);
    let form = file.add_object(form);
    if let Ok(catalog) = file.catalog_mut() {
        catalog.set("AcroForm", form);
    }
}

/// A field that is its own widget.
fn widget(signatory: Signatory, rectangle: Vec<Object>, page: (u32, u16)) -> Dictionary {
    let explained = match signatory {
        Signatory::Signer => say::field_signer(),
        Signatory::Agency => say::field_agency(),
    };
    let mut widget = Dictionary::new();
    widget.set("Type", "Annot");
    widget.set("Subtype", "Widget");
    widget.set("FT", "Sig");
    widget.set("T", Object::string_literal(signatory.field_name()));
    widget.set("TU", text_string(explained));
    widget.set("F", PRINTED_AND_LOCKED);
    widget.set("Rect", rectangle);
    widget.set("P", page);
    widget
}

/// A place on a page, by its lower left and upper right corners.
fn rectangle(frame: Frame, page: &Page) -> Vec<Object> {
    let up = |y| points(page.height - y);
    [points(frame.left), up(frame.bottom), points(frame.right), up(frame.top)]
        .map(Object::Real)
        .to_vec()
}
