//! What forgers do to signed files, and what chance does: none of it passes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;
mod update;

use authority::{Authority, OFFICER, Order, PASSWORD};
use lopdf::{Dictionary, IncrementalDocument, Object, Stream};
use proptest::prelude::*;
use signing::{Change, CmsFault, Coverage, Fault, Identity, Roots, sign, verify};
use small::{modern_pdf, now, pdf, roots, signing_time, stamp};
use update::{field, form, page, set, updated};

struct Signed {
    bytes: Vec<u8>,
    roots: Roots,
    officer: Identity,
}

fn signed(pdf: &[u8]) -> Signed {
    let authority = Authority::new();
    let order = Order { key: "P-256", ..OFFICER };
    let officer =
        Identity::from_pkcs12(&authority.order("officer", order), PASSWORD, None, now()).unwrap();
    let bytes = sign(pdf, "Signer", &officer, signing_time(), Some(&stamp())).unwrap();
    Signed { bytes, roots: roots(&[authority.read("root.pem")]), officer }
}

/// Where the gap for the signature begins and ends.
fn gap(bytes: &[u8]) -> (usize, usize) {
    let find = |from: usize, sought: &[u8]| {
        from + bytes[from..].windows(sought.len()).position(|one| one == sought).unwrap()
    };
    let range = bytes.windows(11).rposition(|one| one == b"/ByteRange[").unwrap();
    let start = find(range, b"/Contents<") + 9;
    (start, find(start, b">") + 1)
}

/// Whether a changed file is found out, or reads the same.
fn is_found_or_the_same(original: &Signed, changed: &[u8], place: usize) -> bool {
    let Ok(found) = verify(changed, &original.roots, now()) else {
        return true;
    };
    let (start, end) = gap(&original.bytes);
    // Beside the signed bytes there is but the signature, of which no reader shows anything; what is
    // said of it must stay the same.
    let same = || {
        (start..end).contains(&place)
            && found == verify(&original.bytes, &original.roots, now()).unwrap()
    };
    !found.holds() || same()
}

#[test]
fn each_changed_byte_of_a_small_file_is_found() {
    for pdf in [pdf(1), modern_pdf()] {
        let signed = signed(&pdf);
        assert!(verify(&signed.bytes, &signed.roots, now()).unwrap().holds());
        for place in 0..signed.bytes.len() {
            for mask in [0x01, 0x20] {
                let mut changed = signed.bytes.clone();
                changed[place] ^= mask;
                assert!(is_found_or_the_same(&signed, &changed, place), "{place} {mask:x}");
            }
        }
    }
}

#[test]
fn changed_bytes_of_a_large_file_are_found() {
    let signed = signed(&pdf(400));
    for place in (0..signed.bytes.len()).step_by(1499) {
        let mut changed = signed.bytes.clone();
        changed[place] ^= 0x04;
        assert!(is_found_or_the_same(&signed, &changed, place), "{place}");
    }
}

#[test]
fn a_file_cut_off_or_lengthened_is_found() {
    let signed = signed(&pdf(1));
    for length in 0..signed.bytes.len() - 1 {
        let found = verify(&signed.bytes[..length], &signed.roots, now());
        assert!(!found.is_ok_and(|found| found.holds()), "{length}");
    }
    for more in [&b"x"[..], b"%", b"\n%%EOF", b"\nstartxref\n0\n%%EOF\n"] {
        let longer = [&signed.bytes, more].concat();
        assert!(
            !verify(&longer, &signed.roots, now()).is_ok_and(|found| found.holds()),
            "{more:?}"
        );
    }
    let padded = [&signed.bytes, &b"\r\n"[..]].concat();
    assert!(verify(&padded, &signed.roots, now()).unwrap().holds());
}

/// What a change of the signed file is told as.
fn told(signed: &Signed, change: impl FnOnce(&mut IncrementalDocument)) -> Vec<Change> {
    let forged = updated(&signed.bytes, change);
    let found = verify(&forged, &signed.roots, now()).unwrap();
    assert!(!found.holds(), "{found:?}");
    match &found.signatures[0].faults[..] {
        [Fault::Changed(changes)] => changes.clone(),
        faults => panic!("{faults:?}"),
    }
}

#[test]
fn each_later_change_is_told_by_what_it_changes() {
    let signed = signed(&pdf(2));
    let content = |update: &mut IncrementalDocument| {
        let content = Stream::new(Dictionary::new(), b"BT (Forged) Tj ET".to_vec());
        update.new_document.add_object(content)
    };
    assert_eq!(
        told(&signed, |update| {
            let content = content(update);
            let page = page(update);
            set(update, page, "Contents", content);
        }),
        [Change::Page(1)]
    );
    let [Change::Object(_)] = told(&signed, |update| {
        let page = update.get_prev_documents().get_dictionary(page(update)).unwrap();
        let content = page.get(b"Contents").and_then(Object::as_reference).unwrap();
        let forged = Stream::new(Dictionary::new(), b"BT (Forged) Tj ET".to_vec());
        update.new_document.set_object(content, forged);
    })[..] else {
        panic!("a content was exchanged");
    };
    assert_eq!(
        told(&signed, |update| {
            let catalog = update.get_prev_documents().trailer.get(b"Root").unwrap();
            let catalog = catalog.as_reference().unwrap();
            set(update, catalog, "OpenAction", vec![Object::Integer(0), "Fit".into()]);
        }),
        [Change::Document]
    );
    assert_eq!(
        told(&signed, |update| {
            let form = form(update);
            set(update, form, "NeedAppearances", true);
        }),
        [Change::Form]
    );
    assert_eq!(
        told(&signed, |update| {
            let info = update.get_prev_documents().trailer.get(b"Info").unwrap();
            let info = info.as_reference().unwrap();
            set(update, info, "Title", Object::string_literal("Forged"));
        }),
        [Change::Information]
    );
    assert_eq!(
        told(&signed, |update| {
            let catalog = update.get_prev_documents().catalog().unwrap().clone();
            let catalog = update.new_document.add_object(catalog);
            update.new_document.trailer.set("Root", catalog);
        }),
        [Change::Document]
    );
}

#[test]
fn a_field_that_stays_empty_may_not_show_anything() {
    let signed = signed(&pdf(1));
    for (index, name) in ["Signer", "Agency"].into_iter().enumerate() {
        let changes = told(&signed, |update| {
            let stamp = Stream::new(Dictionary::new(), b"0 0 100 100 re f".to_vec());
            let stamp = update.new_document.add_object(stamp);
            let mut appearance = Dictionary::new();
            appearance.set("N", stamp);
            let field = field(update, index);
            set(update, field, "AP", appearance);
        });
        assert_eq!(changes, [Change::Field(name.to_owned())]);
    }
    let changes = told(&signed, |update| {
        let mut note = Dictionary::new();
        note.set("Type", "Annot");
        note.set("Subtype", "FreeText");
        let note = update.new_document.add_object(note);
        let page = page(update);
        let old = update.get_prev_documents().get_dictionary(page).unwrap();
        let mut notes = old.get(b"Annots").and_then(Object::as_array).unwrap().clone();
        notes.push(note.into());
        set(update, page, "Annots", notes);
    });
    assert_eq!(changes, [Change::Page(1)]);
}

#[test]
fn what_the_signed_file_left_open_may_not_be_filled_in() {
    let mut document = small::document(1);
    // The page refers to an object that does not exist: nothing is shown.
    let missing = (500, 0);
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Contents", missing);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let signed = signed(&bytes);
    let changes = told(&signed, |update| {
        let forged = Stream::new(Dictionary::new(), b"BT (Forged) Tj ET".to_vec());
        update.new_document.set_object(missing, forged);
    });
    assert_eq!(changes, [Change::Object(500)]);
}

#[test]
fn a_table_that_leads_readers_astray_is_found() {
    let signed = signed(&pdf(1));
    let document = lopdf::Document::load_mem(&signed.bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let old = document.reference_table.get(page.0).unwrap().clone();
    let lopdf::xref::XrefEntry::Normal { offset: old, .. } = old else { panic!("{old:?}") };
    let forged = updated(&signed.bytes, |update| {
        let id = page;
        set(update, id, "Contents", Object::Null);
    });
    // A further entry of the table leads to the old page, which some readers then take for it.
    let place = forged.windows(7).rposition(|bytes| bytes == b"trailer").unwrap();
    let entry = format!("900 1\n{old:010} 00000 n \n");
    let forged = [&forged[..place], entry.as_bytes(), &forged[place..]].concat();
    let found = verify(&forged, &signed.roots, now()).unwrap();
    let [Fault::Changed(changes)] = &found.signatures[0].faults[..] else { panic!("{found:?}") };
    assert!(changes.contains(&Change::Object(900)), "{changes:?}");
}

#[test]
fn ranges_that_leave_more_out_than_the_signature_are_refused() {
    let signed = signed(&pdf(1));
    let (start, end) = gap(&signed.bytes);
    let length = signed.bytes.len();
    let range = signed.bytes.windows(11).rposition(|one| one == b"/ByteRange[").unwrap();
    let room = start - 9 - range;
    for numbers in [
        format!("0 {start} {end}"),
        format!("0 {start} {end} {} 0 0", length - end),
        format!("1 {} {end} {}", start - 1, length - end),
        format!("0 {} {end} {}", start - 1, length - end),
        format!("0 {} {end} {}", start + 1, length - end),
        format!("0 {start} {} {}", end + 1, length - end - 1),
        format!("0 {start} {} {}", end - 1, length - end + 1),
        format!("0 {start} {end} {}", length - end - 8),
        format!("0 {start} {end} {}", length - end + 1),
        format!("0 {start} {end} {}", i64::MAX),
        format!("0 {end} {start} {}", length - start),
        format!("0 -{start} {end} {}", length - end),
        "0 0 0 0".to_owned(),
        String::new(),
    ] {
        let forged = format!("{:<room$}", format!("/ByteRange[{numbers}]"));
        let mut bytes = signed.bytes.clone();
        bytes.splice(range..range + room, forged.bytes().take(room));
        let found = verify(&bytes, &signed.roots, now());
        let Ok(found) = found else { continue };
        assert_eq!(found.signatures[0].faults, [Fault::Range], "{numbers}");
    }
}

#[test]
fn a_signature_that_was_moved_to_another_file_is_found() {
    let one = signed(&pdf(1));
    let mut other = pdf(1);
    let place = other.windows(6).position(|bytes| bytes == b"Page 0").unwrap();
    other[place + 5] = b'1';
    let other = sign(&other, "Signer", &one.officer, signing_time(), Some(&stamp()));
    let mut other = other.unwrap();
    let (start, end) = gap(&one.bytes);
    other[start..end].copy_from_slice(&one.bytes[start..end]);
    let found = verify(&other, &one.roots, now()).unwrap();
    assert_eq!(found.signatures[0].faults, [Fault::Message(CmsFault::ContentChanged)]);
}

#[test]
fn a_signature_outside_of_any_field_is_counted() {
    let signed = signed(&pdf(1));
    let forged = updated(&signed.bytes, |update| {
        let field = field(update, 0);
        let field = update.get_prev_documents().get_dictionary(field).unwrap();
        let value = field.get(b"V").and_then(Object::as_reference).unwrap();
        let copy = update.get_prev_documents().get_dictionary(value).unwrap().clone();
        update.new_document.add_object(copy);
    });
    let found = verify(&forged, &signed.roots, now()).unwrap();
    assert_eq!((found.stray, found.holds()), (1, false));
}

#[test]
fn a_field_emptied_again_no_longer_holds() {
    let signed = signed(&pdf(1));
    let both = sign(&signed.bytes, "Agency", &signed.officer, signing_time(), None).unwrap();
    let forged = updated(&both, |update| {
        let field = field(update, 0);
        update.opt_clone_object_to_new_document(field).unwrap();
        update.new_document.get_dictionary_mut(field).unwrap().remove(b"V");
    });
    let found = verify(&forged, &signed.roots, now()).unwrap();
    assert!(!found.holds() && found.stray == 1, "{found:?}");
    let [report] = &found.signatures[..] else { panic!("{found:?}") };
    assert!(matches!(report.coverage, Some(Coverage::Earlier(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = verify(&bytes, &Roots::default(), now());
        let pdf = [b"%PDF-1.7\n", &bytes[..]].concat();
        let _ = verify(&pdf, &Roots::default(), now());
    }
}

#[test]
fn no_mixture_of_changes_makes_it_panic_or_pass() {
    for pdf in [pdf(1), modern_pdf()] {
        let signed = signed(&pdf);
        let (start, end) = gap(&signed.bytes);
        let change =
            (0..signed.bytes.len(), 0..200_usize, proptest::collection::vec(any::<u8>(), 0..40));
        let changes = proptest::collection::vec(change, 1..6);
        let config =
            ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
        proptest!(config, |(changes in changes)| {
            let mut bytes = signed.bytes.clone();
            let mut is_outside = false;
            for (place, removed, inserted) in changes {
                let place = place.min(bytes.len());
                let until = (place + removed).min(bytes.len());
                is_outside |= place < start || until > end || inserted.len() != until - place;
                bytes.splice(place..until, inserted);
            }
            let passes = verify(&bytes, &signed.roots, now()).is_ok_and(|found| found.holds());
            prop_assert!(!passes || bytes == signed.bytes || !is_outside);
        });
    }
}
