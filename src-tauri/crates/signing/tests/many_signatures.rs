//! A file whose signatures are too many to be examined.
#![allow(clippy::unwrap_used, missing_docs)]

use chrono::Utc;
use lopdf::{Document, Object, dictionary};
use signing::{FileFault, Roots, verify};

/// A file with so many fields that are signed, if only by name.
fn signed(times: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let fields: Vec<Object> = (0..times)
        .map(|number| {
            let signature = document.add_object(dictionary! {
                "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "adbe.pkcs7.detached",
                "ByteRange" => vec![0.into(), 1.into(), 2.into(), 3.into()],
                "Contents" => Object::string_literal("x"),
            });
            let name = Object::string_literal(format!("F{number}"));
            let field = dictionary! { "FT" => "Sig", "T" => name, "V" => signature };
            document.add_object(field).into()
        })
        .collect();
    let form = document.add_object(dictionary! { "Fields" => fields, "SigFlags" => 3 });
    let pages = document.add_object(dictionary! {
        "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0,
    });
    let catalog = document
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "AcroForm" => form });
    document.trailer.set("Root", catalog);
    let mut content = Vec::new();
    document.save_to(&mut content).unwrap();
    content
}

#[test]
fn of_too_many_signatures_none_is_examined() {
    let verify = |times| verify(&signed(times), &Roots::default(), Utc::now());
    let few = verify(64).unwrap();
    assert_eq!(few.signatures.len(), 64);
    assert!(!few.holds());
    assert_eq!(verify(65), Err(FileFault::TooManySignatures));
}
