//! A PDF file as far as signatures need it: read strictly, nothing repaired.

use std::collections::BTreeSet;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use serde::{Deserialize, Serialize};

use crate::source::{self, Source};

/// Most bytes that a compressed part may unfold to while the file is read.
pub(crate) const MOST_UNFOLDED: usize = 256 * 1024 * 1024;
/// Most levels of fields below one another.
const DEEPEST: usize = 16;
/// A widget that is neither shown nor printed (ISO 32000-1, 12.5.3).
const HIDDEN: i64 = 2;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileFault {
    /// It does not begin as a PDF file does.
    #[error("no PDF file")]
    NotPdf,
    /// Its parts cannot be found.
    #[error("the PDF file is damaged")]
    Damaged,
    /// It is closed with a password, or in a way that is not known here.
    #[error("the PDF file is encrypted")]
    Encrypted,
    /// It has more signatures than are examined.
    #[error("the PDF file has too many signatures")]
    TooManySignatures,
}

/// A field for a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its full name.
    pub name: String,
    /// Whether it is signed.
    pub is_signed: bool,
    /// Its width on the page, in thousandths of a point; 0 where it is not seen.
    pub width: i64,
    /// Its height on the page, in thousandths of a point; 0 where it is not seen.
    pub height: i64,
}

/// The fields for signatures in a file.
///
/// # Errors
/// [`FileFault`].
pub fn fields(pdf: &[u8]) -> Result<Vec<Field>, FileFault> {
    let file = File::read(pdf)?;
    let field = |field: SignatureField| {
        let [width, height] = file.size(field.widget);
        let is_signed = file.signature(field.id).is_some();
        Field { name: field.name, is_signed, width, height }
    };
    Ok(file.signature_fields().into_iter().map(field).collect())
}

/// A file that was read.
pub(crate) struct File<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) document: Document,
    /// From where in the file places count.
    start: usize,
    /// How the file is encrypted; none where it is not.
    pub(crate) encryption: Option<Dictionary>,
}

/// Where a field for a signature stands.
#[derive(Clone, Debug)]
pub(crate) struct SignatureField {
    pub(crate) name: String,
    pub(crate) id: ObjectId,
    /// What is seen of it: the field itself or its first kid.
    pub(crate) widget: ObjectId,
    /// All that is seen of it.
    pub(crate) widgets: Vec<ObjectId>,
}

impl SignatureField {
    /// The field and what is seen of it.
    pub(crate) fn own_objects(&self) -> impl Iterator<Item = ObjectId> {
        std::iter::once(self.id).chain(self.widgets.iter().copied())
    }
}

/// A field that is filled in, not signed.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) name: String,
    /// The field and what is seen of it.
    pub(crate) objects: Vec<ObjectId>,
}

/// A field without further fields below it.
struct Terminal {
    name: String,
    id: ObjectId,
    widgets: Vec<ObjectId>,
    is_signature: bool,
}

/// What a field has from those above it.
#[derive(Clone, Copy)]
struct Above<'a> {
    name: &'a str,
    is_signature: bool,
    depth: usize,
}

/// Where an object lies in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At an offset.
    Offset(usize, u16),
    /// In a stream of objects, which lies at an offset itself.
    Stream { offset: usize, index: u16 },
}

impl<'a> File<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, FileFault> {
        let Source { document, start, encryption } = source::read(bytes)?;
        let file = Self { bytes, document, start, encryption };
        if file.catalog().is_none() { Err(FileFault::Damaged) } else { Ok(file) }
    }

    /// An object, where the table of objects has it. What lies in the file besides is no part of it.
    pub(crate) fn object(&self, id: ObjectId) -> Option<&Object> {
        let generation = match self.document.reference_table.get(id.0)? {
            XrefEntry::Normal { generation, .. } => *generation,
            XrefEntry::Compressed { .. } => 0,
            XrefEntry::Free | XrefEntry::UnusableFree => return None,
        };
        if id.1 == generation { self.document.objects.get(&id) } else { None }
    }

    /// The object that is meant, references followed.
    pub(crate) fn resolved<'b>(&'b self, mut object: &'b Object) -> Option<&'b Object> {
        for _ in 0..DEEPEST {
            match object {
                Object::Reference(id) => object = self.object(*id)?,
                other => return Some(other),
            }
        }
        None
    }

    /// An entry of a dictionary, references followed.
    pub(crate) fn entry<'b>(
        &'b self,
        dictionary: &'b Dictionary,
        key: &[u8],
    ) -> Option<&'b Object> {
        self.resolved(dictionary.get(key).ok()?)
    }

    pub(crate) fn dictionary(&self, id: ObjectId) -> Option<&Dictionary> {
        self.object(id)?.as_dict().ok()
    }

    pub(crate) fn catalog_id(&self) -> Option<ObjectId> {
        self.document.trailer.get(b"Root").ok()?.as_reference().ok()
    }

    pub(crate) fn catalog(&self) -> Option<&Dictionary> {
        self.dictionary(self.catalog_id()?)
    }

    pub(crate) fn form(&self) -> Option<&Dictionary> {
        self.entry(self.catalog()?, b"AcroForm")?.as_dict().ok()
    }

    /// The fields for signatures, in the order of the form.
    pub(crate) fn signature_fields(&self) -> Vec<SignatureField> {
        let signatures = self.terminals().into_iter().filter(|field| field.is_signature);
        let field = |field: Terminal| SignatureField {
            name: field.name,
            id: field.id,
            widget: field.widgets[0],
            widgets: field.widgets,
        };
        signatures.map(field).collect()
    }

    /// All other fields of the form.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let input = |field: Terminal| {
            let objects = std::iter::once(field.id).chain(field.widgets).collect();
            (!field.is_signature).then_some(Input { name: field.name, objects })
        };
        self.terminals().into_iter().filter_map(input).collect()
    }

    /// The fields of the form that have no fields below them.
    fn terminals(&self) -> Vec<Terminal> {
        let mut found = Vec::new();
        let fields = self.form().and_then(|form| self.entry(form, b"Fields")?.as_array().ok());
        let mut seen = BTreeSet::new();
        for field in fields.into_iter().flatten() {
            self.collect(
                field,
                Above { name: "", is_signature: false, depth: 0 },
                &mut seen,
                &mut found,
            );
        }
        found
    }

    fn collect(
        &self,
        field: &Object,
        above: Above<'_>,
        seen: &mut BTreeSet<ObjectId>,
        found: &mut Vec<Terminal>,
    ) {
        let Ok(id) = field.as_reference() else {
            return;
        };
        let Some(dictionary) = self.dictionary(id) else {
            return;
        };
        if above.depth > DEEPEST || !seen.insert(id) {
            return;
        }
        let own =
            self.entry(dictionary, b"T").and_then(|name| lopdf::decode_text_string(name).ok());
        let name = match (above.name, own) {
            (_, None) => above.name.to_owned(),
            ("", Some(own)) => own,
            (above, Some(own)) => format!("{above}.{own}"),
        };
        let is_signature = match self.entry(dictionary, b"FT").map(Object::as_name) {
            Some(kind) => kind.is_ok_and(|kind| kind == b"Sig"),
            None => above.is_signature,
        };
        let kids = self.entry(dictionary, b"Kids").and_then(|kids| kids.as_array().ok());
        let kids: Vec<&Object> = kids.into_iter().flatten().collect();
        let is_named = |kid: &&Object| {
            let kid = kid.as_reference().ok().and_then(|id| self.dictionary(id));
            kid.is_some_and(|kid| kid.has(b"T"))
        };
        // A signed field is one, even if what is seen of it bears a name of its own.
        let is_signed = is_signature && dictionary.has(b"V");
        if !is_signed && kids.iter().any(is_named) {
            for kid in kids {
                let above = Above { name: &name, is_signature, depth: above.depth + 1 };
                self.collect(kid, above, seen, found);
            }
        } else {
            let kids: Vec<_> = kids.into_iter().filter_map(|kid| kid.as_reference().ok()).collect();
            let widgets = if kids.is_empty() { vec![id] } else { kids };
            found.push(Terminal { name, id, widgets, is_signature });
        }
    }

    /// The signature in a field.
    pub(crate) fn signature(&self, field: ObjectId) -> Option<&Dictionary> {
        self.entry(self.dictionary(field)?, b"V")?.as_dict().ok()
    }

    /// Whether the signature in a field is a time stamp of the document (ETSI EN 319 142-1, 5.4.3).
    pub(crate) fn is_time_stamp(&self, field: ObjectId) -> bool {
        let kind =
            self.signature(field).and_then(|one| self.entry(one, b"SubFilter")?.as_name().ok());
        kind == Some(b"ETSI.RFC3161")
    }

    /// Whether anything is seen of a widget, as far as it says.
    pub(crate) fn is_seen(&self, widget: &Dictionary) -> bool {
        let flags = self.entry(widget, b"F").and_then(|flags| flags.as_i64().ok());
        let is_hidden = flags.is_some_and(|flags| flags & HIDDEN != 0);
        let rectangle = self.entry(widget, b"Rect").and_then(|one| one.as_array().ok());
        let Some(rectangle) = rectangle else {
            return false;
        };
        let corners: Option<Vec<i64>> =
            rectangle.iter().map(|corner| thousandths(self.resolved(corner)?)).collect();
        let is_empty = match corners.as_deref() {
            Some([left, bottom, right, top]) => left == right && bottom == top,
            Some(_) | None => false,
        };
        !is_empty && !is_hidden
    }

    /// Width and height of a widget in thousandths of a point.
    pub(crate) fn size(&self, widget: ObjectId) -> [i64; 2] {
        let rectangle = self.dictionary(widget).and_then(|widget| self.entry(widget, b"Rect"));
        let corners = rectangle.and_then(|corners| corners.as_array().ok());
        let corners: Vec<i64> = corners
            .into_iter()
            .flatten()
            .filter_map(|corner| self.resolved(corner).and_then(thousandths))
            .collect();
        match corners[..] {
            [left, bottom, right, top] => [(right - left).abs(), (top - bottom).abs()],
            _ => [0, 0],
        }
    }

    /// Where an object lies.
    pub(crate) fn place(&self, number: u32) -> Option<Place> {
        let table = &self.document.reference_table;
        match *table.get(number)? {
            XrefEntry::Normal { offset, generation } => {
                Some(Place::Offset(usize::try_from(offset).ok()?, generation))
            }
            XrefEntry::Compressed { container, index } => match table.get(container)? {
                XrefEntry::Normal { offset, .. } => {
                    Some(Place::Stream { offset: usize::try_from(*offset).ok()?, index })
                }
                _ => None,
            },
            XrefEntry::Free | XrefEntry::UnusableFree => None,
        }
    }

    /// Whether an object of this number lies where the table says so. Readers differ in what they
    /// make of a table that lies.
    pub(crate) fn lies_where_said(&self, number: u32) -> bool {
        let Some(Place::Offset(offset, generation)) = self.place(number) else {
            return true;
        };
        let head = format!("{number} {generation} obj");
        let rest =
            self.bytes.get(self.start..).and_then(|bytes| bytes.get(offset..)).unwrap_or_default();
        rest.trim_ascii_start().starts_with(head.as_bytes())
    }
}

/// A number in thousandths.
fn thousandths(number: &Object) -> Option<i64> {
    /// More than any page; keeps sums within bounds.
    const MOST: f32 = 1_000_000.0;
    let number = number.as_float().ok().filter(|number| number.abs() < MOST)?;
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        reason = "a PDF file states positions as decimal numbers, and this one was bounded"
    )]
    Some((number * 1000.0).round() as i64)
}
