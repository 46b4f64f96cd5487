//! What a signer allows to be done later: certification (`DocMDP`), locks of fields (`FieldMDP`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;
mod update;

use std::fs;

use authority::{Authority, OFFICER};
use lopdf::{Dictionary, Object, Stream, dictionary};
use signing::{Change, Coverage, Fault, Roots, same_document, verify};
use small::now;
use update::{field, form, page, set, updated};

const UNKNOWN: &str = "9999999999";

/// Signs the field of this place in the form with `openssl`, with entries of the signature more.
fn signed(authority: &Authority, pdf: &[u8], place: usize, entries: &Dictionary) -> Vec<u8> {
    let mut bytes = updated(pdf, |update| {
        let mut signature = dictionary! {
            "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "adbe.pkcs7.detached",
            "M" => Object::string_literal("D:20240205093012Z"),
        };
        signature.extend(entries);
        let unknown: i64 = UNKNOWN.parse().unwrap();
        signature.set("ByteRange", [0, unknown, unknown, unknown].map(Object::Integer).to_vec());
        let room = Object::String(vec![0; 4000], lopdf::StringFormat::Hexadecimal);
        signature.set("Contents", room);
        let signature = update.new_document.add_object(signature);
        let field = field(update, place);
        set(update, field, "V", signature);
    });
    bytes.push(b'\n');
    let range = format!("[0 {UNKNOWN} {UNKNOWN} {UNKNOWN}]");
    let find = |from: usize, sought: &[u8]| {
        from + bytes[from..].windows(sought.len()).position(|one| one == sought).unwrap()
    };
    let range_at = find(pdf.len(), range.as_bytes());
    let start = find(range_at, b"/Contents<") + 9;
    let end = find(start, b">") + 1;
    let filled = format!("[0 {start} {end} {}]", bytes.len() - end);
    let filled = format!("{filled:<width$}", width = range.len());
    bytes[range_at..range_at + range.len()].copy_from_slice(filled.as_bytes());
    fs::write(authority.path("content"), [&bytes[..start], &bytes[end..]].concat()).unwrap();
    authority.openssl(&[
        "cms",
        "-sign",
        "-binary",
        "-in",
        "content",
        "-signer",
        "officer.pem",
        "-inkey",
        "officer.key",
        "-outform",
        "DER",
        "-out",
        "message",
    ]);
    for (place, byte) in authority.read("message").into_iter().enumerate() {
        let at = start + 1 + place * 2;
        bytes[at..at + 2].copy_from_slice(format!("{byte:02X}").as_bytes());
    }
    bytes
}

fn authority() -> Authority {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    authority
}

/// Entries of a signature that names a transform with these parameters.
fn transform(method: &str, parameters: Dictionary) -> Dictionary {
    let reference = dictionary! {
        "Type" => "SigRef", "TransformMethod" => method, "TransformParams" => parameters,
    };
    dictionary! { "Reference" => vec![reference.into()] }
}

fn certifying(level: i64) -> Dictionary {
    transform("DocMDP", dictionary! { "Type" => "TransformParams", "P" => level, "V" => "1.2" })
}

fn saved(document: &mut lopdf::Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The small document, its first page with a form field to be filled in.
fn with_input() -> Vec<u8> {
    updated(&small::pdf(1), |update| {
        let input = update.new_document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx",
            "T" => Object::string_literal("Remark"),
            "Rect" => [10, 10, 90, 30].map(Object::Integer).to_vec(),
        });
        let (page, form) = (page(update), form(update));
        for (id, key) in [(page, "Annots"), (form, "Fields")] {
            let old = update.get_prev_documents().get_dictionary(id).unwrap();
            let old = old.get(key.as_bytes()).and_then(Object::as_array).unwrap().clone();
            set(update, id, key, [old, vec![input.into()]].concat());
        }
    })
}

/// The same with the input filled in.
fn filled(pdf: &[u8]) -> Vec<u8> {
    updated(pdf, |update| {
        let face = update.new_document.add_object(Stream::new(Dictionary::new(), b"q Q".to_vec()));
        let input = field(update, 2);
        set(update, input, "V", Object::string_literal("Seen"));
        set(update, input, "AP", dictionary! { "N" => face });
    })
}

fn faults(pdf: &[u8]) -> Vec<Fault> {
    let found = verify(pdf, &Roots::default(), now()).unwrap();
    found.signatures[0].faults.clone()
}

fn forbidden(field: &str) -> Vec<Fault> {
    vec![Fault::Changed(vec![Change::Forbidden(field.to_owned())])]
}

#[test]
fn a_certified_document_takes_the_signatures_that_the_author_allows() {
    let authority = authority();
    for (level, expected) in [(1, forbidden("Agency")), (2, Vec::new()), (3, Vec::new())] {
        let certified = signed(&authority, &small::pdf(1), 0, &certifying(level));
        assert_eq!(faults(&certified), [], "{level}");
        let both = signed(&authority, &certified, 1, &Dictionary::new());
        assert_eq!(faults(&both), expected, "{level}");
        let found = verify(&both, &Roots::default(), now()).unwrap();
        assert_eq!(found.holds(), expected.is_empty(), "{level}: {found:?}");
    }
}

#[test]
fn a_form_is_filled_in_only_where_the_author_allows_it() {
    let authority = authority();
    let input = || vec![Fault::Changed(vec![Change::Field("Remark".to_owned())])];
    let pdf = with_input();
    for (entries, expected) in [
        (certifying(1), input()),
        (certifying(2), Vec::new()),
        (certifying(3), Vec::new()),
        (Dictionary::new(), input()),
    ] {
        let first = signed(&authority, &pdf, 0, &entries);
        let later = filled(&first);
        assert_eq!(faults(&later), expected, "{entries:?}");
        if expected.is_empty() {
            let found = verify(&later, &Roots::default(), now()).unwrap();
            let Some(Coverage::Earlier(later)) = &found.signatures[0].coverage else { panic!() };
            assert_eq!(later.filled, ["Remark"]);
        }
        // Never of a document that was made here.
        assert!(!same_document(&pdf, &later).is_signatures_alone());
    }
    // A page is no form, whatever the author allows.
    let first = signed(&authority, &pdf, 0, &certifying(3));
    let altered = updated(&first, |update| {
        let page = page(update);
        set(update, page, "Rotate", 90);
    });
    assert_eq!(faults(&altered), [Fault::Changed(vec![Change::Page(1)])]);
}

#[test]
fn what_a_filled_field_shows_is_written_in_place_unless_a_page_draws_it() {
    let authority = authority();
    for is_drawn in [false, true] {
        let mut face = (0, 0);
        let pdf = updated(&with_input(), |update| {
            let shown = Stream::new(Dictionary::new(), b"q Q".to_vec());
            face = update.new_document.add_object(shown);
            let input = field(update, 2);
            set(update, input, "AP", dictionary! { "N" => face });
            if is_drawn {
                let page = page(update);
                let drawn = dictionary! { "XObject" => dictionary! { "N" => face } };
                set(update, page, "Resources", drawn);
            }
        });
        let first = signed(&authority, &pdf, 0, &certifying(2));
        let later = updated(&first, |update| {
            let shown = Stream::new(Dictionary::new(), b"BT (Seen) Tj ET".to_vec());
            update.new_document.set_object(face, shown);
        });
        let input = vec![Fault::Changed(vec![Change::Field("Remark".to_owned())])];
        assert_eq!(faults(&later), if is_drawn { input } else { Vec::new() });
    }
}

#[test]
fn proofs_of_signatures_may_come_after_any_certification() {
    let authority = authority();
    let pdf = small::pdf(1);
    let catalog = lopdf::Document::load_mem(&pdf).unwrap();
    let catalog = catalog.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let mut certifying = certifying(1);
    let references = certifying.get_mut(b"Reference").and_then(Object::as_array_mut).unwrap();
    references[0].as_dict_mut().unwrap().set("Data", catalog);
    let certified = signed(&authority, &pdf, 0, &certifying);
    let later = updated(&certified, |update| {
        set(update, catalog, "DSS", dictionary! { "Type" => "DSS" });
        set(update, catalog, "Extensions", dictionary! { "ESIC" => Dictionary::new() });
    });
    assert_eq!(faults(&later), []);
    // Once they are signed they stay.
    let both = signed(&authority, &later, 1, &Dictionary::new());
    let without = updated(&both, |update| {
        update.opt_clone_object_to_new_document(catalog).unwrap();
        update.new_document.get_dictionary_mut(catalog).unwrap().remove(b"DSS");
    });
    let found = verify(&without, &Roots::default(), now()).unwrap();
    assert_eq!(found.signatures[1].faults, [Fault::Changed(vec![Change::Document])]);
}

#[test]
fn locked_fields_are_neither_signed_nor_filled_in() {
    let authority = authority();
    let names = |names: &[&str]| -> Vec<Object> {
        names.iter().map(|name| Object::string_literal(*name)).collect()
    };
    let lock = |action: &str, fields: &[&str]| {
        dictionary! { "Type" => "SigFieldLock", "Action" => action, "Fields" => names(fields) }
    };
    for (lock, expected) in [
        (lock("All", &[]), forbidden("Agency")),
        (lock("Include", &["Agency"]), forbidden("Agency")),
        (lock("Include", &["Other"]), Vec::new()),
        (lock("Exclude", &["Agency"]), Vec::new()),
        (lock("Exclude", &["Other"]), forbidden("Agency")),
        (lock("Unknown", &[]), forbidden("Agency")),
        (
            dictionary! { "Action" => "Include", "Fields" => names(&["Other"]), "P" => 1 },
            forbidden("Agency"),
        ),
    ] {
        // As the signature says itself.
        let first = signed(&authority, &small::pdf(1), 0, &transform("FieldMDP", lock.clone()));
        let both = signed(&authority, &first, 1, &Dictionary::new());
        if !lock.has(b"P") {
            assert_eq!(faults(&both), expected, "{lock:?}");
        }
        // As its field had demanded.
        let mut document = small::document(1);
        let form = document.catalog().unwrap().get(b"AcroForm").unwrap().as_reference().unwrap();
        let fields = document.get_dictionary(form).unwrap().get(b"Fields").unwrap();
        let field = fields.as_array().unwrap()[0].as_reference().unwrap();
        document.get_dictionary_mut(field).unwrap().set("Lock", lock.clone());
        let first = signed(&authority, &saved(&mut document), 0, &Dictionary::new());
        let both = signed(&authority, &first, 1, &Dictionary::new());
        assert_eq!(faults(&both), expected, "{lock:?}");
    }
}
