//! What the objects of a revision are, as far as they may be changed later.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};

use crate::file::{File, Input, SignatureField};

/// What an object is, as far as it may be changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Catalog,
    Form,
    Fields,
    /// A field for a signature, or what is seen of it.
    Field(String),
    /// Any other field, or what is seen of it.
    Input(String),
    Page(usize),
    Annotations(usize),
    Information,
    Metadata,
    Extensions,
    /// What is seen of a field that is filled in.
    Face(String),
    /// What proofs of signatures consist of, and nothing else.
    Proof,
}

impl Role {
    /// The keys under which such an object is referred to; none where any may.
    const fn keys(&self) -> Option<&'static [&'static [u8]]> {
        Some(match self {
            // What a certification is about names the catalog as well.
            Self::Catalog => &[b"Root", b"Data"],
            Self::Form => &[b"AcroForm"],
            Self::Fields => &[b"Fields"],
            Self::Field(_) | Self::Input(_) => {
                &[b"Fields", b"Kids", b"Annots", b"Parent", b"Obj", b"CO"]
            }
            Self::Page(_) | Self::Proof => return None,
            Self::Annotations(_) => &[b"Annots"],
            Self::Information => &[b"Info"],
            Self::Metadata => &[b"Metadata"],
            Self::Extensions => &[b"Extensions"],
            Self::Face(_) => &[b"N"],
        })
    }
}

/// What the objects of a revision are.
pub(crate) struct Roles<'a> {
    roles: BTreeMap<u32, BTreeSet<Role>>,
    mentions: BTreeMap<u32, Mentions<'a>>,
}

/// How an object is referred to.
#[derive(Default)]
struct Mentions<'a> {
    keys: BTreeSet<&'a [u8]>,
    count: usize,
}

impl<'a> Roles<'a> {
    pub(crate) fn of(file: &'a File<'a>, fields: &[SignatureField], inputs: &[Input]) -> Self {
        let mut roles = Self { roles: BTreeMap::new(), mentions: mentions(file) };
        let trailer = &file.document.trailer;
        roles.enter(trailer.get(b"Root").ok(), &Role::Catalog);
        roles.enter(trailer.get(b"Info").ok(), &Role::Information);
        if let Some(catalog) = file.catalog() {
            roles.enter(catalog.get(b"AcroForm").ok(), &Role::Form);
            roles.enter(catalog.get(b"Metadata").ok(), &Role::Metadata);
            roles.enter(catalog.get(b"Extensions").ok(), &Role::Extensions);
        }
        roles.enter(file.form().and_then(|form| form.get(b"Fields").ok()), &Role::Fields);
        for field in fields {
            for id in field.own_objects() {
                roles.add(id.0, &Role::Field(field.name.clone()));
            }
        }
        for input in inputs {
            for id in &input.objects {
                roles.add(id.0, &Role::Input(input.name.clone()));
                let faces =
                    file.dictionary(*id).and_then(|one| one.get(b"AP").ok()?.as_dict().ok());
                let face = faces.and_then(|faces| faces.get(b"N").ok());
                roles.enter(face, &Role::Face(input.name.clone()));
            }
        }
        for (page, id) in (1..).zip(file.document.page_iter()) {
            roles.add(id.0, &Role::Page(page));
            let annotations = file.dictionary(id).and_then(|page| page.get(b"Annots").ok());
            roles.enter(annotations, &Role::Annotations(page));
        }
        for number in proofs(file) {
            roles.add(number, &Role::Proof);
        }
        roles
    }

    fn enter(&mut self, object: Option<&Object>, role: &Role) {
        if let Some(Object::Reference(id)) = object {
            self.add(id.0, role);
        }
    }

    fn add(&mut self, number: u32, role: &Role) {
        self.roles.entry(number).or_default().insert(role.clone());
    }

    /// What an object is called when it must be told that it was changed.
    pub(crate) fn first(&self, number: u32) -> Option<&Role> {
        self.roles.get(&number)?.first()
    }

    /// The only thing that an object is; none where it is nothing known, or several things at once:
    /// such an object may change as neither.
    pub(crate) fn only(&self, number: u32) -> Option<&Role> {
        let roles = self.roles.get(&number)?;
        let (role, 1) = (roles.first()?, roles.len()) else {
            return None;
        };
        let mentions = self.mentions.get(&number);
        let is_known = |keys: &[&[u8]]| {
            mentions.is_none_or(|mentions| mentions.keys.iter().all(|key| keys.contains(key)))
        };
        // A page may draw what another widget shows, too.
        let is_shared = mentions.is_some_and(|mentions| mentions.count > 1);
        let is_face = matches!(role, Role::Face(_));
        (role.keys().is_none_or(is_known) && !(is_face && is_shared)).then_some(role)
    }

    /// Whether anything in the revision refers to an object.
    pub(crate) fn is_mentioned(&self, number: u32) -> bool {
        self.mentions.contains_key(&number)
    }
}

/// Calls for each reference in an object, with the key that it stands under.
fn references<'a>(key: &'a [u8], object: &'a Object, found: &mut impl FnMut(&'a [u8], ObjectId)) {
    let mut rest = vec![(key, object)];
    while let Some((key, object)) = rest.pop() {
        match object {
            Object::Reference(id) => found(key, *id),
            Object::Array(items) => rest.extend(items.iter().map(|item| (key, item))),
            Object::Dictionary(dictionary) => {
                rest.extend(dictionary.iter().map(|(key, one)| (key.as_slice(), one)));
            }
            Object::Stream(stream) => {
                rest.extend(stream.dict.iter().map(|(key, one)| (key.as_slice(), one)));
            }
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(_, _) => {}
        }
    }
}

/// Under which keys each object is referred to, by another object or the trailer.
fn mentions<'a>(file: &'a File<'a>) -> BTreeMap<u32, Mentions<'a>> {
    let mut mentions: BTreeMap<u32, Mentions<'a>> = BTreeMap::new();
    let mut note = |key, id: ObjectId| {
        let mentions = mentions.entry(id.0).or_default();
        mentions.keys.insert(key);
        mentions.count += 1;
    };
    for object in file.document.objects.values() {
        references(b"", object, &mut note);
    }
    for (key, object) in &file.document.trailer {
        references(key, object, &mut note);
    }
    mentions
}

/// The objects that only the proofs of signatures (ETSI EN 319 142-1, 5.4.2) consist of.
fn proofs(file: &File) -> BTreeSet<u32> {
    let Some(store) = file.catalog().and_then(|catalog| catalog.get(b"DSS").ok()) else {
        return BTreeSet::new();
    };
    let mut proofs = reached(file, [store]);
    let mut others: Vec<&Object> = Vec::new();
    for (id, object) in &file.document.objects {
        if Some(*id) == file.catalog_id() {
            let entries = file.catalog().into_iter().flatten();
            let entries = entries.filter(|(key, _)| key.as_slice() != b"DSS");
            others.extend(entries.map(|(_, one)| one));
        } else if !proofs.contains(&id.0) {
            others.push(object);
        }
    }
    // The trailer leads to the catalog, which was looked at entry by entry.
    let root = |key: &[u8]| key == b"Root";
    let trailer = file.document.trailer.iter().filter(|(key, _)| !root(key));
    others.extend(trailer.map(|(_, one)| one));
    let shared = reached(file, others);
    proofs.retain(|number| !shared.contains(number));
    proofs
}

/// The numbers of all objects that some values lead to.
fn reached<'a>(file: &'a File<'a>, from: impl IntoIterator<Item = &'a Object>) -> BTreeSet<u32> {
    let mut reached = BTreeSet::new();
    let mut rest: Vec<&Object> = from.into_iter().collect();
    while let Some(object) = rest.pop() {
        references(b"", object, &mut |_, id| {
            if reached.insert(id.0) {
                rest.extend(file.object(id));
            }
        });
    }
    reached
}
