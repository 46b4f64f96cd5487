//! What was done to a file after it was signed.
//!
//! An incremental update can change anything that is seen while the signed bytes stay. Only what a
//! further signature needs is allowed, object by object; all else is told.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};
use serde::{Deserialize, Serialize};

use crate::file::{File, Place, SignatureField};

/// What later changes to a signed file did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// Fields that were signed later.
    pub signed: Vec<String>,
    /// What else was changed; nothing of that may be.
    pub others: Vec<Change>,
}

/// Something that was changed in a signed file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// A page, counted from 1.
    Page(usize),
    /// A field for a signature, other than by signing it.
    Field(String),
    /// The form: other fields, or how they behave.
    Form,
    /// What the whole document is or does when it is opened.
    Document,
    /// What the document says about itself.
    Information,
    /// Some other object of the file, by its number.
    Object(u32),
    /// Bytes at the end that belong to no revision.
    Trailing,
}

/// What an object is, as far as it may be changed.
#[derive(Clone, Debug)]
enum Part {
    Catalog,
    Form,
    Fields,
    Field(String),
    Page(usize),
    Annotations(usize),
    Information,
}

/// Entries of the information dictionary that programs renew when they save.
const RENEWED: [&[u8]; 2] = [b"ModDate", b"Producer"];
/// Entries that signing sets in a field and in what is seen of it.
const OF_SIGNING: [&[u8]; 6] = [b"V", b"AP", b"M", b"MK", b"F", b"P"];
/// Entries that signing sets in the form: that there are signatures, and faces for other fields.
const OF_FORM: [&[u8]; 3] = [b"SigFlags", b"DR", b"DA"];
/// Entries of the catalog that hold proofs of signatures, what they need, and what the signing program
/// notes of the file; never what is seen.
const OF_CATALOG: [&[u8]; 4] = [b"DSS", b"Extensions", b"Version", b"Metadata"];

/// Compares the revision that was signed with the file as it is now.
pub(crate) fn later(signed: &File, now: &File) -> Later {
    let comparison = Comparison::new(signed, now);
    let mut later = Later { signed: comparison.newly_signed.clone(), others: Vec::new() };
    let mut changes = BTreeSet::new();
    for number in comparison.changed() {
        changes.extend(comparison.unexplained(number));
    }
    changes.extend(comparison.trailer());
    later.others.extend(changes);
    later
}

struct Comparison<'a> {
    signed: &'a File<'a>,
    now: &'a File<'a>,
    /// Objects of the signed revision that may change in some way.
    parts: BTreeMap<u32, Part>,
    /// Every object that the signed revision refers to.
    mentioned: BTreeSet<u32>,
    /// Fields for signatures of the signed revision that were empty.
    empty: BTreeSet<ObjectId>,
    newly_signed: Vec<String>,
    /// Fields, and what is seen of them, that came with a later signature.
    added: BTreeSet<ObjectId>,
}

impl<'a> Comparison<'a> {
    fn new(signed: &'a File<'a>, now: &'a File<'a>) -> Self {
        let before = signed.signature_fields();
        let after = now.signature_fields();
        let is_signed = |field: &&SignatureField| now.signature(field.id).is_some();
        let was_signed = |field: &SignatureField| signed.signature(field.id).is_some();
        let is_old = |field: &SignatureField| before.iter().any(|old| old.id == field.id);
        let empty = before.iter().filter(|field| !was_signed(field));
        let newly = after.iter().filter(is_signed).filter(|field| !was_signed(field));
        let added = after.iter().filter(is_signed).filter(|field| !is_old(field));
        Self {
            parts: parts(signed, &before),
            mentioned: mentioned(signed),
            empty: empty.flat_map(own_objects).collect(),
            newly_signed: newly.map(|field| field.name.clone()).collect(),
            added: added.flat_map(own_objects).collect(),
            signed,
            now,
        }
    }

    /// The numbers of objects that lie elsewhere than in the signed revision, or in a place that
    /// readers may not agree on.
    fn changed(&self) -> BTreeSet<u32> {
        let numbers = |file: &File| -> BTreeSet<u32> {
            file.document.reference_table.entries.keys().copied().collect()
        };
        let all = &numbers(self.signed) | &numbers(self.now);
        let is_changed = |number: &u32| {
            self.signed.place(*number) != self.now.place(*number)
                || !self.now.lies_where_said(*number)
        };
        all.into_iter().filter(is_changed).collect()
    }

    /// What is the matter with an object that was changed, if anything.
    fn unexplained(&self, number: u32) -> Option<Change> {
        let part = self.parts.get(&number);
        let change = match part {
            Some(Part::Catalog) => Change::Document,
            Some(Part::Form | Part::Fields) => Change::Form,
            Some(Part::Field(name)) => Change::Field(name.clone()),
            Some(Part::Page(page) | Part::Annotations(page)) => Change::Page(*page),
            Some(Part::Information) => Change::Information,
            None => Change::Object(number),
        };
        if !self.now.lies_where_said(number) {
            return Some(change);
        }
        let (before, after) = (object(self.signed, number), object(self.now, number));
        let is_explained = match (before, after) {
            // What nothing in the signed revision refers to is reached from what is looked at here.
            (None, _) => !self.mentioned.contains(&number),
            (Some(_), None) => false,
            (Some(before), Some(after)) => {
                same(before, after)
                    || is_table(before) && is_table(after) && !self.mentioned.contains(&number)
                    || part.is_some_and(|part| self.may_become(part, number, before, after))
            }
        };
        if is_explained { None } else { Some(change) }
    }

    /// Whether signing makes such a change.
    fn may_become(&self, part: &Part, number: u32, before: &Object, after: &Object) -> bool {
        if let (Part::Fields | Part::Annotations(_), Object::Array(before), Object::Array(after)) =
            (part, before, after)
        {
            return self.is_extended(before, after);
        }
        let (Object::Dictionary(before), Object::Dictionary(after)) = (before, after) else {
            return false;
        };
        match part {
            Part::Catalog => {
                same_but(before, after, &[OF_CATALOG.as_slice(), &[b"AcroForm"]].concat())
                    && self.is_form_extended()
            }
            Part::Form => self.is_form_extended(),
            Part::Field(_) => {
                let id = self.empty.iter().find(|id| id.0 == number);
                id.is_some_and(|id| self.is_signed_now(*id)) && same_but(before, after, &OF_SIGNING)
            }
            Part::Page(_) => {
                same_but(before, after, &[b"Annots"])
                    && self.is_list_extended(before, after, b"Annots")
            }
            Part::Information => same_but(before, after, &RENEWED),
            Part::Fields | Part::Annotations(_) => false,
        }
    }

    /// Whether a field, or the field that a widget belongs to, is signed now.
    fn is_signed_now(&self, id: ObjectId) -> bool {
        let fields = self.now.signature_fields();
        let mut signed = fields.iter().filter(|field| self.now.signature(field.id).is_some());
        signed.any(|field| own_objects(field).any(|own| own == id))
    }

    fn is_form_extended(&self) -> bool {
        match (self.signed.form(), self.now.form()) {
            (Some(before), Some(after)) => {
                same_but(before, after, &[OF_FORM.as_slice(), &[b"Fields"]].concat())
                    && self.is_list_extended(before, after, b"Fields")
            }
            (None, Some(after)) => {
                let empty = Dictionary::new();
                same_but(&empty, after, &[OF_FORM.as_slice(), &[b"Fields"]].concat())
                    && self.is_list_extended(&empty, after, b"Fields")
            }
            (None, None) => true,
            (Some(_), None) => false,
        }
    }

    /// Whether a list of references got nothing but later signatures.
    fn is_list_extended(&self, before: &Dictionary, after: &Dictionary, key: &[u8]) -> bool {
        let before = list(self.signed, before, key);
        let after = list(self.now, after, key);
        match (before, after) {
            (Some(before), Some(after)) => self.is_extended(before, after),
            _ => false,
        }
    }

    fn is_extended(&self, before: &[Object], after: &[Object]) -> bool {
        let is_added = |one: &Object| one.as_reference().is_ok_and(|id| self.added.contains(&id));
        after.starts_with(before) && after[before.len()..].iter().all(is_added)
    }

    /// What else the trailer says now.
    fn trailer(&self) -> Option<Change> {
        let (before, after) = (&self.signed.document.trailer, &self.now.document.trailer);
        if before.get(b"Root").ok() != after.get(b"Root").ok() {
            return Some(Change::Document);
        }
        let information =
            |trailer: &Dictionary| trailer.get(b"Info").and_then(Object::as_reference);
        match (information(before), information(after)) {
            (Err(_), Err(_)) => None,
            (Ok(before), Ok(after)) if before == after => None,
            (Ok(before), Ok(after)) => {
                let both = (self.signed.dictionary(before), self.now.dictionary(after));
                match both {
                    (Some(before), Some(after)) if same_but(before, after, &RENEWED) => None,
                    _ => Some(Change::Information),
                }
            }
            _ => Some(Change::Information),
        }
    }
}

/// An object of a file by its number alone.
fn object<'a>(file: &'a File, number: u32) -> Option<&'a Object> {
    let generation = match file.place(number)? {
        Place::Offset(_, generation) => generation,
        Place::Stream { .. } => 0,
    };
    file.object((number, generation))
}

/// An array in a dictionary; none where something else stands, an empty one where nothing does.
fn list<'a>(file: &'a File, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    match dictionary.get(key) {
        Ok(object) => file.resolved(object)?.as_array().ok().map(Vec::as_slice),
        Err(_) => Some(&[]),
    }
}

/// A field and what is seen of it.
fn own_objects(field: &SignatureField) -> impl Iterator<Item = ObjectId> {
    std::iter::once(field.id).chain(field.widgets.iter().copied())
}

/// Which objects of the signed revision are what.
fn parts(file: &File, fields: &[SignatureField]) -> BTreeMap<u32, Part> {
    let mut parts = BTreeMap::new();
    // What is entered first counts: an object that is two things at once may change as neither.
    let mut enter = |object: Option<&Object>, part: Part| {
        if let Some(Object::Reference(id)) = object
            && parts.insert(id.0, part).is_some()
        {
            parts.remove(&id.0);
        }
    };
    let trailer = &file.document.trailer;
    enter(trailer.get(b"Root").ok(), Part::Catalog);
    enter(trailer.get(b"Info").ok(), Part::Information);
    enter(file.catalog().and_then(|catalog| catalog.get(b"AcroForm").ok()), Part::Form);
    enter(file.form().and_then(|form| form.get(b"Fields").ok()), Part::Fields);
    for field in fields {
        let own: BTreeSet<ObjectId> = own_objects(field).collect();
        for id in own {
            enter(Some(&Object::Reference(id)), Part::Field(field.name.clone()));
        }
    }
    for (page, id) in (1..).zip(file.document.page_iter()) {
        enter(Some(&Object::Reference(id)), Part::Page(page));
        let annotations = file.dictionary(id).and_then(|page| page.get(b"Annots").ok());
        enter(annotations, Part::Annotations(page));
    }
    parts
}

/// Every object that some object of the file, or its trailer, refers to.
fn mentioned(file: &File) -> BTreeSet<u32> {
    let mut mentioned = BTreeSet::new();
    let mut rest: Vec<&Object> = file.document.objects.values().collect();
    rest.extend(file.document.trailer.iter().map(|(_, object)| object));
    while let Some(object) = rest.pop() {
        match object {
            Object::Reference(id) => {
                mentioned.insert(id.0);
            }
            Object::Array(items) => rest.extend(items),
            Object::Dictionary(dictionary) => rest.extend(dictionary.iter().map(|(_, one)| one)),
            Object::Stream(stream) => rest.extend(stream.dict.iter().map(|(_, one)| one)),
            _ => {}
        }
    }
    mentioned
}

/// Whether two objects say the same, wherever they lie.
fn same(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::Stream(one), Object::Stream(other)) => {
            one.content == other.content && one.dict == other.dict
        }
        _ => one == other,
    }
}

/// Whether two dictionaries say the same, some entries aside.
fn same_but(one: &Dictionary, other: &Dictionary, aside: &[&[u8]]) -> bool {
    let kept = |dictionary: &Dictionary| -> Dictionary {
        let kept = dictionary.iter().filter(|(key, _)| !aside.contains(&key.as_slice()));
        kept.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    kept(one) == kept(other)
}

/// Whether it is a table of objects, which each revision has anew.
fn is_table(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"XRef"))
}
