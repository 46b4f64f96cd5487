//! Small PDF files with fields for signatures.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use chrono::{DateTime, FixedOffset, Utc};
use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, dictionary};
use signing::Roots;

/// A document of so many pages with the empty fields "Signer" and "Agency" on the last.
pub fn document(pages: usize) -> Document {
    let mut document = Document::with_version("1.7");
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F" => font } });
    let mut kids = Vec::new();
    for page in 0..pages {
        let text = format!("BT /F 12 Tf 72 720 Td (Page {page} of the report) Tj ET");
        let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
        kids.push(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
            "MediaBox" => numbers([0, 0, 595, 842]),
        }));
    }
    let last = *kids.last().unwrap();
    let field = |name: &str, left: i64| {
        dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "P" => last, "F" => 132,
            "T" => Object::string_literal(name), "Rect" => numbers([left, 100, left + 120, 190]),
        }
    };
    let fields = [("Signer", 300), ("Agency", 210)].map(|(name, left)| field(name, left));
    let fields: Vec<Object> =
        fields.map(|field| Object::Reference(document.add_object(field))).to_vec();
    let page = document.get_dictionary_mut(last).unwrap();
    page.set("Annots", fields.clone());
    let form = document.add_object(dictionary! { "Fields" => fields, "SigFlags" => 3 });
    let count = i64::try_from(kids.len()).unwrap();
    let kids: Vec<Object> = kids.into_iter().map(Object::Reference).collect();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => tree, "AcroForm" => form,
    });
    let info = document.add_object(dictionary! { "Title" => Object::string_literal("Report") });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    document
}

pub fn pdf(pages: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    document(pages).save_to(&mut bytes).unwrap();
    bytes
}

/// The same with objects in streams and a table of objects in a stream.
pub fn modern_pdf() -> Vec<u8> {
    let mut bytes = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document(1).save_with_options(&mut bytes, options).unwrap();
    bytes
}

/// A file of one page, as a field shows it.
pub fn stamp() -> Vec<u8> {
    pdf(1)
}

fn numbers(numbers: [i64; 4]) -> Vec<Object> {
    numbers.map(Object::Integer).to_vec()
}

pub fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

/// The time at which the tests sign.
pub fn signing_time() -> DateTime<FixedOffset> {
    moment("2024-02-05T09:30:12+07:00")
}

/// The time at which the tests verify.
pub fn now() -> DateTime<Utc> {
    moment("2026-03-01T08:00:00+07:00").to_utc()
}

pub fn roots(files: &[Vec<u8>]) -> Roots {
    let mut roots = Roots::default();
    for file in files {
        assert_eq!(roots.add(file), 1);
    }
    roots
}
