//! Files as other programs lay them out: tables a line break off, bytes before the header, encryption
//! that asks nobody for a password.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod openssl;
mod small;

use authority::{Authority, OFFICER, PASSWORD};
use openssl::{Prepared, entries, message, prepare};
use signing::{Change, Coverage, Fault, FileFault, Identity, Roots, SignError, sign, verify};
use small::{modern_pdf, now, pdf, roots, signing_time};

/// Where a text stands last.
fn last(bytes: &[u8], text: &str) -> usize {
    bytes.windows(text.len()).rposition(|one| one == text.as_bytes()).unwrap()
}

/// The file with a place that stands last after this word some bytes further on or back.
fn misplaced(bytes: &mut [u8], word: &str, by: isize) {
    let start = last(bytes, word) + word.len();
    let blanks = bytes[start..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let figures = bytes[start + blanks..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let figures = start + blanks..start + blanks + figures;
    let place: usize = std::str::from_utf8(&bytes[figures.clone()]).unwrap().parse().unwrap();
    let place = format!("{:0width$}", place.checked_add_signed(by).unwrap(), width = figures.len());
    assert_eq!(place.len(), figures.len());
    bytes[figures].copy_from_slice(place.as_bytes());
}

fn filled(authority: &Authority, prepared: &Prepared) -> Vec<u8> {
    let content = prepared.covered();
    prepared.filled(&message(authority, "officer", &content, &["-cades"]))
}

#[test]
fn tables_behind_the_place_that_is_named_are_found() {
    let authority = Authority::new();
    let p12 = authority.order("officer", OFFICER);
    let officer = Identity::from_pkcs12(&p12, PASSWORD, None, now()).unwrap();
    let roots = roots(&[authority.read("root.pem")]);
    for (what, pdf) in [("table", pdf(40)), ("stream", modern_pdf())] {
        for by in [-1, 0] {
            let mut prepared = prepare(&pdf, "Signer", &entries("ETSI.CAdES.detached"));
            prepared.change(|bytes| misplaced(bytes, "startxref", by));
            prepared.change(|bytes| misplaced(bytes, "/Prev", by));
            let signed = filled(&authority, &prepared);
            let found = verify(&signed, &roots, now()).unwrap();
            assert!(found.holds(), "{what} {by}: {found:?}");

            let both = sign(&signed, "Agency", &officer, signing_time(), None).unwrap();
            let found = verify(&both, &roots, now()).unwrap();
            assert!(found.holds(), "{what} {by}: {found:?}");

            // What hides behind such a place is found all the same.
            let mut altered = signed.clone();
            let place = last(&altered, "Page 0");
            altered[place] = b'R';
            assert!(!verify(&altered, &roots, now()).is_ok_and(|found| found.holds()));
        }
        for by in [-3, 2] {
            let mut bytes = pdf.clone();
            misplaced(&mut bytes, "startxref", by);
            assert_eq!(verify(&bytes, &roots, now()), Err(FileFault::Damaged), "{what} {by}");
        }
    }
}

#[test]
fn a_page_that_is_exchanged_past_a_misplaced_table_is_told() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let mut prepared = prepare(&pdf(1), "Signer", &entries("adbe.pkcs7.detached"));
    prepared.change(|bytes| misplaced(bytes, "startxref", -1));
    let signed = filled(&authority, &prepared);
    let place = last(&signed, "startxref") + 10;
    let figures = signed[place..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let previous = std::str::from_utf8(&signed[place..place + figures]).unwrap().to_owned();
    let document = lopdf::Document::load_mem(&pdf(1)).unwrap();
    let page = document.page_iter().next().unwrap().0;
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let (at, size) = (signed.len(), document.max_id + 50);
    let object = format!("{page} 0 obj\n<</Type/Page>>\nendobj\n");
    let table = at + object.len();
    let more = format!(
        "{object}\nxref\n{page} 1\n{at:010} 00000 n \ntrailer\n<</Size {size}/Root {root} 0 R/Prev \
         {previous}>>\nstartxref\n{table}\n%%EOF\n"
    );
    let forged = [&signed, more.as_bytes()].concat();
    let found = verify(&forged, &Roots::default(), now()).unwrap();
    let [Fault::Changed(changes)] = &found.signatures[0].faults[..] else { panic!("{found:?}") };
    assert!(changes.contains(&Change::Page(1)), "{changes:?}");
}

#[test]
fn bytes_before_the_header_are_covered_too() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let roots = roots(&[authority.read("root.pem")]);
    for pdf in [pdf(1), modern_pdf()] {
        for junk in [&b"\xef\xbb\xbf"[..], b"HTTP/1.1 200 OK\r\n\r\n", &[b' '; 1000]] {
            let mut prepared = prepare(&pdf, "Signer", &entries("ETSI.CAdES.detached"));
            prepared.precede(junk);
            let signed = filled(&authority, &prepared);
            let found = verify(&signed, &roots, now()).unwrap();
            assert!(found.holds(), "{junk:?}: {found:?}");
            assert_eq!(found.signatures[0].coverage, Some(Coverage::Whole));
            let mut altered = signed.clone();
            altered[0] ^= 1;
            assert!(!verify(&altered, &roots, now()).unwrap().holds());
            assert!(!verify(&signed[1..], &roots, now()).is_ok_and(|found| found.holds()));
        }
        let far = [&[b' '; 1025], &pdf[..]].concat();
        assert_eq!(verify(&far, &roots, now()), Err(FileFault::NotPdf));
    }
}

#[test]
fn places_that_count_from_the_first_byte_are_found() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let mut prepared = prepare(&pdf(1), "Signer", &entries("ETSI.CAdES.detached"));
    let junk = b"some bytes before the file\n";
    prepared.precede(junk);
    prepared.change(|bytes| {
        let places: Vec<usize> =
            (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b" 00000 n")).collect();
        for place in places {
            let entry = place - 10..place;
            let number = std::str::from_utf8(&bytes[entry.clone()]).unwrap();
            let number: usize = number.parse().unwrap();
            bytes[entry].copy_from_slice(format!("{:010}", number + junk.len()).as_bytes());
        }
        for word in ["startxref", "/Prev"] {
            misplaced(bytes, word, isize::try_from(junk.len()).unwrap());
        }
    });
    let signed = filled(&authority, &prepared);
    let found = verify(&signed, &roots(&[authority.read("root.pem")]), now()).unwrap();
    assert!(found.holds(), "{found:?}");
}

#[test]
fn files_that_are_encrypted_against_changes_alone_are_verified() {
    let authority = Authority::new();
    let p12 = authority.order("officer", OFFICER);
    let officer = Identity::from_pkcs12(&p12, PASSWORD, None, now()).unwrap();
    let root = include_bytes!("samples/root.pem").to_vec();
    for (name, bytes) in [
        ("rc4", &include_bytes!("samples/encrypted-rc4.pdf")[..]),
        ("aes-128", include_bytes!("samples/encrypted-aes-128.pdf")),
        ("aes-256", include_bytes!("samples/encrypted-aes-256.pdf")),
        ("attachments", include_bytes!("samples/encrypted-attachments.pdf")),
    ] {
        let found = verify(bytes, &roots(std::slice::from_ref(&root)), now()).unwrap();
        assert!(found.holds(), "{name}: {found:?}");
        let report = &found.signatures[0];
        assert_eq!(report.signer.as_ref().unwrap().name, "Nguyễn Văn Mẫu", "{name}");
        assert_eq!(
            report.signed_at.unwrap().to_utc().to_rfc3339(),
            "2024-02-05T16:30:12+00:00",
            "{name}"
        );
        let places = (0..bytes.len()).step_by(397);
        for place in places {
            let mut altered = bytes.to_vec();
            altered[place] ^= 4;
            let altered = verify(&altered, &Roots::default(), now());
            let passes = altered.is_ok_and(|altered| altered.holds());
            assert!(!passes || is_in_gap(bytes, place), "{name} {place}");
        }
        let error = sign(bytes, "Agency", &officer, signing_time(), None).unwrap_err();
        assert_eq!(error, SignError::File(FileFault::Encrypted), "{name}");
    }
    let closed = include_bytes!("samples/encrypted-with-password.pdf");
    assert_eq!(verify(closed, &Roots::default(), now()), Err(FileFault::Encrypted));
}

/// Whether a byte is of the message, of which nothing is shown.
fn is_in_gap(bytes: &[u8], place: usize) -> bool {
    let start = last(bytes, "/Contents");
    let length = bytes[start..].iter().take_while(|byte| **byte != b'>').count();
    (start..start + length).contains(&place)
}
