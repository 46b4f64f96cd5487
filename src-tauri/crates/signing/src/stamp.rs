//! What a signed field shows: the first page of a small PDF file, taken over as an appearance.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream};

/// Most objects that an appearance may consist of.
const MOST_OBJECTS: usize = 1000;

/// Adds the first page of a file to an update as a form (ISO 32000-1, 8.10); none if the file has no
/// such page.
pub(crate) fn add(update: &mut IncrementalDocument, stamp: &[u8]) -> Option<ObjectId> {
    let stamp = Document::load_mem(stamp).ok()?;
    let page = stamp.page_iter().next()?;
    let dictionary = stamp.get_dictionary(page).ok()?;
    let content = stamp.get_page_content(page);

    let mut copy = Copy { from: &stamp, numbers: BTreeMap::new(), into: update };
    let mut form = Dictionary::new();
    form.set("Type", "XObject");
    form.set("Subtype", "Form");
    form.set("BBox", dictionary.get(b"MediaBox").ok()?.clone());
    if let Ok(resources) = dictionary.get(b"Resources") {
        form.set("Resources", copy.object(resources)?);
    }
    let mut form = Stream::new(form, content);
    form.compress().ok()?;
    Some(update.new_document.add_object(form))
}

struct Copy<'a> {
    from: &'a Document,
    /// The numbers under which objects were taken over.
    numbers: BTreeMap<ObjectId, ObjectId>,
    into: &'a mut IncrementalDocument,
}

impl Copy<'_> {
    /// An object with all that it refers to.
    fn object(&mut self, object: &Object) -> Option<Object> {
        Some(match object {
            Object::Reference(id) => Object::Reference(self.referenced(*id)?),
            Object::Array(items) => {
                Object::Array(items.iter().map(|one| self.object(one)).collect::<Option<_>>()?)
            }
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary)?),
            Object::Stream(stream) => {
                let mut copy = stream.clone();
                copy.dict = self.dictionary(&stream.dict)?;
                Object::Stream(copy)
            }
            simple => simple.clone(),
        })
    }

    fn dictionary(&mut self, dictionary: &Dictionary) -> Option<Dictionary> {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            copy.set(key.clone(), self.object(value)?);
        }
        Some(copy)
    }

    fn referenced(&mut self, id: ObjectId) -> Option<ObjectId> {
        if let Some(known) = self.numbers.get(&id) {
            return Some(*known);
        }
        if self.numbers.len() >= MOST_OBJECTS {
            return None;
        }
        let new = self.into.new_document.new_object_id();
        self.numbers.insert(id, new);
        let copy = self.object(self.from.get_object(id).ok()?)?;
        self.into.new_document.set_object(new, copy);
        Some(new)
    }
}
