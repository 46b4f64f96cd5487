//! What was done to a file after it was made or signed.
//!
//! An incremental update can change anything that is seen while the earlier bytes stay. Only what a
//! further signature needs is allowed, object by object; all else is told.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};
use serde::{Deserialize, Serialize};

use crate::appended::Appended;
use crate::file::{File, Place, SignatureField};
use crate::meaning::{Meaning, text};
use crate::metadata;
use crate::permissions::Permissions;
use crate::roles::{Role, Roles};

/// What later changes to a file did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// Fields that were signed later.
    pub signed: Vec<String>,
    /// Those of them for which the earlier file had no place.
    pub added: Vec<AddedField>,
    /// Form fields that were filled in, as the signer had allowed.
    pub filled: Vec<String>,
    /// What else was changed; nothing of that may be.
    pub others: Vec<Change>,
}

/// A field for a signature that came with the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedField {
    /// Its name.
    pub name: String,
    /// Whether anything is seen of it: what it shows may lie over what the earlier file said.
    pub is_seen: bool,
}

/// Something that was changed in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Change {
    /// The file does not begin with the earlier one: it is another.
    Beginning,
    /// A page, counted from 1.
    Page(usize),
    /// A field for a signature, other than by signing it; or any other field of the form.
    Field(String),
    /// A field was signed, which an earlier signature forbids.
    Forbidden(String),
    /// The form: other fields, or how they behave.
    Form,
    /// What the whole document is or does when it is opened.
    Document,
    /// What the document says about itself.
    Information,
    /// Some other object of the file, by its number.
    Object(u32),
    /// The table of objects is not as the standard demands: readers may see different files.
    Table,
    /// Bytes at the end that belong to no revision.
    Trailing,
}

impl Later {
    /// Whether nothing came but signatures in fields that the earlier file had prepared, and such of
    /// which nothing is seen.
    pub fn is_signatures_alone(&self) -> bool {
        self.others.is_empty()
            && self.filled.is_empty()
            && self.added.iter().all(|field| !field.is_seen)
    }
}

/// Compares a file with the document that was made, object by object: the same document has got
/// signatures and nothing else ([`Later::is_signatures_alone`]).
pub fn same_document(made: &[u8], pdf: &[u8]) -> Later {
    let beginning = Later { others: vec![Change::Beginning], ..Later::default() };
    if !pdf.starts_with(made) {
        return beginning;
    }
    let (Ok(made), Ok(now)) = (File::read(made), File::read(pdf)) else {
        return beginning;
    };
    later(&made, &now, &Permissions::unsigned())
}

/// Entries of the information dictionary that programs renew when they save.
const RENEWED: [&[u8]; 2] = [b"ModDate", b"Producer"];
/// Entries that signing sets in a field and in what is seen of it.
const OF_SIGNING: [&[u8]; 6] = [b"V", b"AP", b"M", b"MK", b"F", b"P"];
/// Entries that filling in sets in a field and in what is seen of it.
const OF_INPUT: [&[u8]; 6] = [b"V", b"AP", b"AS", b"I", b"M", b"MK"];
/// Entries that signing sets in the form: that there are signatures, faces for other fields.
const OF_FORM: [&[u8]; 4] = [b"SigFlags", b"DR", b"DA", b"Fields"];
/// Entries of the catalog that hold proofs of signatures, what they need, and what the signing program
/// notes of the file; never what is seen.
const OF_CATALOG: [&[u8]; 5] = [b"DSS", b"Extensions", b"Version", b"Metadata", b"AcroForm"];
/// Entries of a field that make it do something.
const ACTIONS: [&[u8]; 2] = [b"A", b"AA"];

/// Compares an earlier revision with the file as it is now.
pub(crate) fn later(earlier: &File, now: &File, permissions: &Permissions) -> Later {
    if now.bytes[earlier.bytes.len()..].trim_ascii().is_empty() {
        return Later::default();
    }
    let comparison = Comparison::new(earlier, now, permissions);
    let mut changes = BTreeSet::new();
    match comparison.appended.misread(earlier, now) {
        Some(numbers) => changes.extend(numbers.into_iter().map(|one| comparison.change(one))),
        None => {
            changes.insert(Change::Table);
        }
    }
    for number in comparison.changed() {
        changes.extend(comparison.unexplained(number));
    }
    changes.extend(comparison.trailer());
    changes.extend(comparison.forbidden());
    if earlier.document.xref_start == now.document.xref_start {
        changes.insert(Change::Trailing);
    }
    Later {
        signed: comparison.signed_later.iter().map(|field| field.name.clone()).collect(),
        added: comparison.added_fields(),
        filled: comparison.filled(),
        others: changes.into_iter().collect(),
    }
}

struct Comparison<'a> {
    earlier: &'a File<'a>,
    now: &'a File<'a>,
    meaning: Meaning<'a>,
    roles: Roles<'a>,
    appended: Appended,
    permissions: &'a Permissions,
    /// Objects of fields for signatures of the earlier revision that were empty.
    empty: BTreeSet<ObjectId>,
    /// Objects of fields that are signed now.
    signed_now: BTreeSet<ObjectId>,
    /// Fields that were not signed in the earlier revision and are now.
    signed_later: Vec<SignatureField>,
    /// Objects of those of them that came with their signature.
    added: BTreeSet<ObjectId>,
    /// The objects of all fields for signatures of the earlier revision.
    known: BTreeSet<ObjectId>,
}

impl<'a> Comparison<'a> {
    fn new(earlier: &'a File<'a>, now: &'a File<'a>, permissions: &'a Permissions) -> Self {
        let before = earlier.signature_fields();
        let is_signed = |field: &&SignatureField| now.signature(field.id).is_some();
        let was_signed = |field: &SignatureField| earlier.signature(field.id).is_some();
        let known: BTreeSet<ObjectId> = before.iter().map(|field| field.id).collect();
        let empty = before.iter().filter(|field| !was_signed(field));
        let empty = empty.flat_map(SignatureField::own_objects).collect();
        let after = now.signature_fields();
        let signed = after.iter().filter(is_signed);
        let signed_now = signed.clone().flat_map(SignatureField::own_objects).collect();
        let signed_later: Vec<_> = signed.filter(|field| !was_signed(field)).cloned().collect();
        let added = signed_later.iter().filter(|field| !known.contains(&field.id));
        let added = added.flat_map(SignatureField::own_objects).collect();
        Self {
            meaning: Meaning::new(earlier, now),
            roles: Roles::of(earlier, &before, &earlier.inputs()),
            appended: Appended::read(earlier, now),
            permissions,
            empty,
            signed_now,
            signed_later,
            added,
            known,
            earlier,
            now,
        }
    }

    /// The numbers of objects that lie elsewhere than in the earlier revision, that lie in a place on
    /// which readers may not agree, or of which a copy was appended.
    fn changed(&self) -> BTreeSet<u32> {
        let numbers = |file: &File| -> BTreeSet<u32> {
            file.document.reference_table.entries.keys().copied().collect()
        };
        let all = &numbers(self.earlier) | &numbers(self.now);
        let is_changed = |number: &u32| {
            self.earlier.place(*number) != self.now.place(*number) || !self.lies_where_said(*number)
        };
        let mut changed: BTreeSet<u32> = all.into_iter().filter(is_changed).collect();
        changed.extend(self.appended.copies.keys());
        changed
    }

    /// Whether every reader finds an object where the table says.
    fn lies_where_said(&self, number: u32) -> bool {
        match self.now.place(number) {
            place @ Some(Place::Stream { offset, index }) => {
                place == self.earlier.place(number)
                    || self.appended.is_within(number, offset, index)
            }
            Some(Place::Offset(..)) | None => self.now.lies_where_said(number),
        }
    }

    /// What a changed object is told as.
    fn change(&self, number: u32) -> Change {
        match self.roles.first(number) {
            Some(Role::Catalog | Role::Extensions) => Change::Document,
            Some(Role::Form | Role::Fields) => Change::Form,
            Some(Role::Field(name) | Role::Input(name) | Role::Face(name)) => {
                Change::Field(name.clone())
            }
            Some(Role::Page(page) | Role::Annotations(page)) => Change::Page(*page),
            Some(Role::Information | Role::Metadata) => Change::Information,
            Some(Role::Proof) | None => Change::Object(number),
        }
    }

    /// What is the matter with an object that was changed, if anything.
    fn unexplained(&self, number: u32) -> Option<Change> {
        let before = object(self.earlier, number);
        let copies = self.appended.copies.get(&number);
        let copies = || copies.into_iter().flatten().map(Option::as_ref);
        let is_explained = self.lies_where_said(number)
            && self.keeps_generation(number)
            && match before {
                // What nothing in the earlier revision refers to is reached from what is looked at
                // here.
                None => !self.roles.is_mentioned(number) && copies().all(|copy| copy.is_some()),
                Some(before) => {
                    let mut all = copies().chain([object(self.now, number)]);
                    all.all(|after| {
                        after.is_some_and(|after| self.is_explained(number, before, after))
                    })
                }
            };
        if is_explained { None } else { Some(self.change(number)) }
    }

    /// Whether references to an object still find it.
    fn keeps_generation(&self, number: u32) -> bool {
        let generation = |file: &File| match file.place(number) {
            Some(Place::Offset(_, generation)) => Some(generation),
            Some(Place::Stream { .. }) => Some(0),
            None => None,
        };
        let before = generation(self.earlier);
        before.is_none() || before == generation(self.now)
    }

    fn is_explained(&self, number: u32, before: &Object, after: &Object) -> bool {
        let is_new_table =
            || is_table(before) && is_table(after) && !self.roles.is_mentioned(number);
        let may_become = |role| self.may_become(role, number, before, after);
        self.meaning.same(before, after)
            || is_new_table()
            || self.roles.only(number).is_some_and(may_become)
    }

    /// Whether signing makes such a change.
    fn may_become(&self, role: &Role, number: u32, before: &Object, after: &Object) -> bool {
        match (before, after) {
            (Object::Array(before), Object::Array(after)) => match role {
                Role::Fields | Role::Annotations(_) => self.is_extended(before, after),
                Role::Proof => true,
                Role::Catalog
                | Role::Form
                | Role::Field(_)
                | Role::Input(_)
                | Role::Page(_)
                | Role::Information
                | Role::Metadata
                | Role::Extensions
                | Role::Face(_) => false,
            },
            (Object::Stream(before), Object::Stream(after)) => match role {
                Role::Metadata => self.is_metadata_renewed(Some(before), after),
                Role::Face(name) => self.permissions.allows_input(name),
                Role::Catalog
                | Role::Form
                | Role::Fields
                | Role::Field(_)
                | Role::Input(_)
                | Role::Page(_)
                | Role::Annotations(_)
                | Role::Information
                | Role::Extensions
                | Role::Proof => false,
            },
            (Object::Dictionary(before), Object::Dictionary(after)) => {
                self.may_dictionary_become(role, number, before, after)
            }
            _ => false,
        }
    }

    fn may_dictionary_become(
        &self,
        role: &Role,
        number: u32,
        before: &Dictionary,
        after: &Dictionary,
    ) -> bool {
        match role {
            Role::Catalog => self.is_catalog_extended(before, after),
            Role::Form => self.is_form_extended(Some(before), Some(after)),
            Role::Field(_) => self.is_field_signed(number, before, after),
            Role::Input(name) => {
                self.permissions.allows_input(name)
                    && self.meaning.same_but(before, after, &OF_INPUT)
            }
            Role::Page(_) => {
                self.meaning.same_but(before, after, &[b"Annots"])
                    && self.is_list_extended(before, after, b"Annots")
            }
            Role::Information => self.is_information_renewed(before, after),
            Role::Proof | Role::Extensions => true,
            Role::Fields | Role::Annotations(_) | Role::Metadata | Role::Face(_) => false,
        }
    }

    /// Whether a field that was prepared is signed, and nothing else about it is new.
    fn is_field_signed(&self, number: u32, before: &Dictionary, after: &Dictionary) -> bool {
        let id = self.empty.range((number, 0)..=(number, u16::MAX)).next();
        let is_page_kept = || {
            let (before, after) = (before.get(b"P").ok(), after.get(b"P").ok());
            before.is_none() || before == after
        };
        id.is_some_and(|id| self.signed_now.contains(id))
            && self.meaning.same_but(before, after, &OF_SIGNING)
            && is_page_kept()
    }

    fn is_catalog_extended(&self, before: &Dictionary, after: &Dictionary) -> bool {
        let entry = |key: &[u8]| after.get(key).ok().map(|_| self.now.entry(after, key));
        let is_dictionary = |key: &[u8]| {
            entry(key).is_none_or(|value| value.is_some_and(|value| value.as_dict().is_ok()))
        };
        let is_version = || {
            let version = entry(b"Version");
            version.is_none_or(|value| value.is_some_and(|value| value.as_name().is_ok()))
        };
        let form = |file: &'a File<'a>, catalog: &'_ Dictionary| {
            file.entry(catalog, b"AcroForm").and_then(|form| form.as_dict().ok()).cloned()
        };
        let (form_before, form_after) = (form(self.earlier, before), form(self.now, after));
        // Proofs and what is noted of extensions may grow, never go.
        let is_there = |key: &[u8]| !before.has(key) || after.has(key);
        self.meaning.same_but(before, after, &OF_CATALOG)
            && is_there(b"DSS")
            && is_there(b"Extensions")
            && is_dictionary(b"DSS")
            && is_dictionary(b"Extensions")
            && is_version()
            && self.is_metadata_kept(before, after)
            && self.is_form_extended(form_before.as_ref(), form_after.as_ref())
    }

    /// Whether the catalog names metadata that say of the document what was said before.
    fn is_metadata_kept(&self, before: &Dictionary, after: &Dictionary) -> bool {
        let before = self.earlier.entry(before, b"Metadata");
        let Some(after) = after.get(b"Metadata").ok() else {
            return before.is_none();
        };
        match (before, self.now.resolved(after)) {
            (None, Some(Object::Stream(after))) => self.is_metadata_renewed(None, after),
            (Some(before), Some(after)) if self.meaning.same(before, after) => true,
            (Some(Object::Stream(before)), Some(Object::Stream(after))) => {
                self.is_metadata_renewed(Some(before), after)
            }
            _ => false,
        }
    }

    fn is_metadata_renewed(&self, before: Option<&Stream>, after: &Stream) -> bool {
        let information = self.earlier.document.trailer.get(b"Info").ok();
        let information = information.and_then(|one| self.earlier.resolved(one)?.as_dict().ok());
        metadata::is_renewed(before, after, |key| text(self.earlier.entry(information?, key)?))
    }

    /// Whether the information dictionary says when and by what the file was saved, and else the same.
    fn is_information_renewed(&self, before: &Dictionary, after: &Dictionary) -> bool {
        let is_text = |key: &&[u8]| {
            after.get(key).is_err()
                || self.now.entry(after, key).is_some_and(|value| value.as_str().is_ok())
        };
        self.meaning.same_texts_but(before, after, &RENEWED) && RENEWED.iter().all(is_text)
    }

    fn is_form_extended(&self, before: Option<&Dictionary>, after: Option<&Dictionary>) -> bool {
        let none = Dictionary::new();
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(after)) => (&none, after),
            (None, None) => return true,
            (Some(_), None) => return false,
        };
        let entries = |file: &'a File<'a>, form: &'_ Dictionary, key: &[u8]| match form.get(key) {
            Ok(value) => file.resolved(value).cloned(),
            Err(_) => None,
        };
        let is_kept = |key: &[u8]| match entries(self.earlier, before, key) {
            Some(before) => entries(self.now, after, key)
                .is_some_and(|after| self.is_supplemented(&before, &after, 0)),
            None => true,
        };
        // Resources of the form show in fields that are filled in, and in no signature.
        let has_no_inputs = || self.earlier.inputs().is_empty();
        self.meaning.same_but(before, after, &OF_FORM)
            && (has_no_inputs() || is_kept(b"DR") && is_kept(b"DA"))
            && self.is_list_extended(before, after, b"Fields")
    }

    /// Whether a dictionary of resources got further entries and keeps those that it had.
    fn is_supplemented(&self, before: &Object, after: &Object, depth: usize) -> bool {
        /// Kinds of resources, and the resources of each.
        const LEVELS: usize = 2;
        let (Some(before), Some(after)) = (self.earlier.resolved(before), self.now.resolved(after))
        else {
            return false;
        };
        match (before, after) {
            (Object::Dictionary(before), Object::Dictionary(after)) if depth < LEVELS => {
                before.iter().all(|(key, before)| {
                    after.get(key).is_ok_and(|after| self.is_supplemented(before, after, depth + 1))
                })
            }
            _ => self.meaning.same(before, after),
        }
    }

    /// Whether a list of references got nothing but later signatures.
    fn is_list_extended(&self, before: &Dictionary, after: &Dictionary, key: &[u8]) -> bool {
        let before = list(self.earlier, before, key);
        let after = list(self.now, after, key);
        match (before, after) {
            (Some(before), Some(after)) => self.is_extended(before, after),
            _ => false,
        }
    }

    fn is_extended(&self, before: &[Object], after: &[Object]) -> bool {
        let is_added = |one: &Object| one.as_reference().is_ok_and(|id| self.added.contains(&id));
        let is_kept = |(before, after): (&Object, &Object)| self.meaning.same(before, after);
        before.len() <= after.len()
            && before.iter().zip(after).all(is_kept)
            && after[before.len()..].iter().all(is_added)
    }

    /// What else the trailer says now.
    fn trailer(&self) -> Option<Change> {
        let (before, after) = (&self.earlier.document.trailer, &self.now.document.trailer);
        let is_encrypted = |file: &File| file.document.was_encrypted();
        if before.get(b"Root").ok() != after.get(b"Root").ok()
            || is_encrypted(self.earlier) != is_encrypted(self.now)
        {
            return Some(Change::Document);
        }
        let none = Dictionary::new();
        let information = |file: &'a File<'a>| match file.document.trailer.get(b"Info") {
            Ok(value) => file.resolved(value).and_then(|value| value.as_dict().ok()),
            Err(_) => None,
        };
        let is_missing = before.has(b"Info") && information(self.now).is_none();
        let before = information(self.earlier).unwrap_or(&none);
        let after = information(self.now).unwrap_or(&none);
        if !is_missing && self.is_information_renewed(before, after) {
            None
        } else {
            Some(Change::Information)
        }
    }

    /// Later signatures that the signer forbade.
    fn forbidden(&self) -> Vec<Change> {
        let is_forbidden = |field: &&SignatureField| {
            !self.now.is_time_stamp(field.id) && !self.permissions.allows_signature(&field.name)
        };
        let forbidden = self.signed_later.iter().filter(is_forbidden);
        forbidden.map(|field| Change::Forbidden(field.name.clone())).collect()
    }

    /// Fields that came with their signature. One that does something when it is looked at counts as
    /// seen.
    fn added_fields(&self) -> Vec<AddedField> {
        let added = self.signed_later.iter().filter(|field| !self.known.contains(&field.id));
        let is_seen = |id: ObjectId| {
            let copies = self.appended.copies.get(&id.0).into_iter().flatten();
            copies.map(Option::as_ref).chain([self.now.object(id)]).flatten().any(|object| {
                object.as_dict().ok().is_none_or(|widget| {
                    self.now.is_seen(widget)
                        || ACTIONS.iter().any(|key| widget.has(key))
                        || !is_widget(widget)
                })
            })
        };
        let field = |field: &SignatureField| AddedField {
            name: field.name.clone(),
            is_seen: field.own_objects().any(is_seen),
        };
        added.map(field).collect()
    }

    /// Form fields that say something else than in the earlier revision.
    fn filled(&self) -> Vec<String> {
        let is_changed = |id: &ObjectId| {
            let (before, after) = (self.earlier.object(*id), self.now.object(*id));
            before.zip(after).is_some_and(|(before, after)| !self.meaning.same(before, after))
        };
        let inputs = self.earlier.inputs().into_iter();
        let filled = inputs.filter(|input| input.objects.iter().any(is_changed));
        filled.map(|input| input.name).filter(|name| self.permissions.allows_input(name)).collect()
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

/// Whether an object on a page is, if anything, what is seen of a field.
fn is_widget(object: &Dictionary) -> bool {
    let kind = object.get(b"Subtype");
    kind.is_err() || kind.and_then(Object::as_name).is_ok_and(|kind| kind == b"Widget")
}

/// Whether it is a table of objects, which each revision has anew.
fn is_table(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.dict.has_type(b"XRef"))
}
