//! Changes of a file by incremental updates, as a forger appends them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use lopdf::{IncrementalDocument, Object, ObjectId, dictionary};

/// A file with an update, as a forger appends it.
pub fn updated(bytes: &[u8], change: impl FnOnce(&mut IncrementalDocument)) -> Vec<u8> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut update = IncrementalDocument::create_from(bytes.to_vec(), document);
    change(&mut update);
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    bytes
}

pub fn page(update: &IncrementalDocument) -> ObjectId {
    update.get_prev_documents().page_iter().next().unwrap()
}

pub fn form(update: &IncrementalDocument) -> ObjectId {
    let catalog = update.get_prev_documents().catalog().unwrap();
    catalog.get(b"AcroForm").and_then(Object::as_reference).unwrap()
}

/// The objects of the fields "Signer" and "Agency".
pub fn field(update: &IncrementalDocument, index: usize) -> ObjectId {
    let form = update.get_prev_documents().get_dictionary(form(update)).unwrap();
    form.get(b"Fields").and_then(Object::as_array).unwrap()[index].as_reference().unwrap()
}

pub fn set(update: &mut IncrementalDocument, id: ObjectId, key: &str, value: impl Into<Object>) {
    update.opt_clone_object_to_new_document(id).unwrap();
    update.new_document.get_dictionary_mut(id).unwrap().set(key, value);
}

/// A field for a signature over so much of the first page, listed in the form and on the page.
pub fn add_field(update: &mut IncrementalDocument, name: &str, rectangle: [i64; 4]) -> ObjectId {
    let page = page(update);
    let field = update.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "P" => page, "F" => 132,
        "T" => Object::string_literal(name),
        "Rect" => rectangle.map(Object::Integer).to_vec(),
    });
    let form = form(update);
    for (id, key) in [(page, "Annots"), (form, "Fields")] {
        let old = update.get_prev_documents().get_dictionary(id).unwrap();
        let old = old.get(key.as_bytes()).and_then(Object::as_array).cloned().unwrap_or_default();
        let list = [old, vec![field.into()]].concat();
        set(update, id, key, list);
    }
    field
}

/// A file followed by these objects, a table of these lines and a trailer with these entries more.
/// `{N}` in the table or the trailer is the offset of the N-th object.
pub fn appended(bytes: &[u8], objects: &[&str], table: &str, trailer: &str) -> Vec<u8> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut bytes = bytes.to_vec();
    bytes.push(b'\n');
    let (mut table, mut trailer) = (table.to_owned(), trailer.to_owned());
    for (place, object) in objects.iter().enumerate() {
        for text in [&mut table, &mut trailer] {
            *text = text.replace(&format!("{{{place}}}"), &format!("{:010}", bytes.len()));
        }
        bytes.extend(object.as_bytes());
        bytes.push(b'\n');
    }
    let start = bytes.len();
    let reference = |key: &[u8]| document.trailer.get(key).unwrap().as_reference().unwrap().0;
    let (root, info) = (reference(b"Root"), reference(b"Info"));
    let rest = format!(
        "xref\n{table}trailer\n<</Size {}/Root {root} 0 R/Info {info} 0 R/Prev {}{trailer}>>\n\
         startxref\n{start}\n%%EOF\n",
        document.max_id + 1,
        document.xref_start,
    );
    bytes.extend(rest.as_bytes());
    bytes
}

/// The number of the content of the first page.
pub fn content(bytes: &[u8]) -> u32 {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_dictionary(page).unwrap().get(b"Contents");
    content.and_then(Object::as_reference).unwrap().0
}
