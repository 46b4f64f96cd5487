//! A PDF file as far as signatures need it: read strictly, nothing repaired.

use std::collections::BTreeSet;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use serde::{Deserialize, Serialize};

/// Most bytes that a compressed part may unfold to while the file is read.
const MOST_UNFOLDED: usize = 256 * 1024 * 1024;
/// Most levels of fields below one another.
const DEEPEST: usize = 16;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileFault {
    /// It does not begin as a PDF file does.
    #[error("no PDF file")]
    NotPdf,
    /// Its parts cannot be found.
    #[error("the PDF file is damaged")]
    Damaged,
    /// It is closed with a password, if only against changes.
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
        if !bytes.starts_with(b"%PDF-") {
            return Err(FileFault::NotPdf);
        }
        let options = LoadOptions::with_max_decompressed_size(MOST_UNFOLDED);
        let document =
            Document::load_mem_with_options(bytes, options).map_err(|_| FileFault::Damaged)?;
        if document.was_encrypted() || document.trailer.has(b"Encrypt") {
            return Err(FileFault::Encrypted);
        }
        let file = Self { bytes, document };
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
        let mut found = Vec::new();
        let fields = self.form().and_then(|form| self.entry(form, b"Fields")?.as_array().ok());
        let mut seen = BTreeSet::new();
        for field in fields.into_iter().flatten() {
            self.collect(field, "", false, 0, &mut seen, &mut found);
        }
        found
    }

    fn collect(
        &self,
        field: &Object,
        above: &str,
        is_signature: bool,
        depth: usize,
        seen: &mut BTreeSet<ObjectId>,
        found: &mut Vec<SignatureField>,
    ) {
        let Ok(id) = field.as_reference() else {
            return;
        };
        let Some(dictionary) = self.dictionary(id) else {
            return;
        };
        if depth > DEEPEST || !seen.insert(id) {
            return;
        }
        let own =
            self.entry(dictionary, b"T").and_then(|name| lopdf::decode_text_string(name).ok());
        let name = match (above, own) {
            (_, None) => above.to_owned(),
            ("", Some(own)) => own,
            (above, Some(own)) => format!("{above}.{own}"),
        };
        let is_signature = match self.entry(dictionary, b"FT").map(Object::as_name) {
            Some(kind) => kind.is_ok_and(|kind| kind == b"Sig"),
            None => is_signature,
        };
        let kids = self.entry(dictionary, b"Kids").and_then(|kids| kids.as_array().ok());
        let kids: Vec<&Object> = kids.into_iter().flatten().collect();
        let is_named = |kid: &&Object| {
            let kid = kid.as_reference().ok().and_then(|id| self.dictionary(id));
            kid.is_some_and(|kid| kid.has(b"T"))
        };
        if kids.iter().any(is_named) {
            for kid in kids {
                self.collect(kid, &name, is_signature, depth + 1, seen, found);
            }
        } else if is_signature {
            let kids: Vec<_> = kids.into_iter().filter_map(|kid| kid.as_reference().ok()).collect();
            let widgets = if kids.is_empty() { vec![id] } else { kids };
            found.push(SignatureField { name, id, widget: widgets[0], widgets });
        }
    }

    /// The signature in a field.
    pub(crate) fn signature(&self, field: ObjectId) -> Option<&Dictionary> {
        self.entry(self.dictionary(field)?, b"V")?.as_dict().ok()
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
        let rest = self.bytes.get(offset..).unwrap_or_default();
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
