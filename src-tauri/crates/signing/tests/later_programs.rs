//! Files that other programs signed later: what they write anew says the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;
mod update;

use authority::{Authority, OFFICER, Order, PASSWORD};
use lopdf::{Object, Stream, dictionary};
use signing::{
    Change, Coverage, Fault, FileFault, Identity, Roots, Trust, same_document, sign, verify,
};
use small::{moment, now, pdf, roots, signing_time, stamp};
use update::{add_field, set, updated};

fn identity(authority: &Authority) -> Identity {
    let order = Order { key: "P-256", ..OFFICER };
    Identity::from_pkcs12(&authority.order("officer", order), PASSWORD, None, now()).unwrap()
}

#[test]
fn a_second_program_leaves_the_first_signature_holding() {
    let later = moment("2027-01-01T00:00:00Z").to_utc();
    let signed = include_bytes!("files/signed-by-two-programs.pdf");
    let found = verify(signed, &Roots::default(), later).unwrap();
    assert!(found.holds(), "{found:?}");
    assert_eq!(found.signatures.len(), 2);
    let made = &signed[..111_620];
    let compared = same_document(made, signed);
    assert!(compared.is_signatures_alone(), "{compared:?}");
    assert_eq!(compared.signed, ["Signer", "Agency"]);

    // Proofs of the first signature, then a second one that renews their store in place.
    let renewed = include_bytes!("files/proofs-renewed.pdf");
    let found = verify(renewed, &Roots::default(), later).unwrap();
    let faults: Vec<_> = found.signatures.iter().map(|one| one.faults.clone()).collect();
    assert_eq!(faults, [[], []], "{found:?}");
}

const TITLE: &str = "Báo cáo";

fn metadata(title: &str, saved: &str, more: &str) -> Stream {
    let packet = format!(
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>\
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
         rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/' \
         xmp:ModifyDate='{saved}'><dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li>\
         </rdf:Alt></dc:title>{more}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    );
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(kind, packet.into_bytes())
}

#[test]
fn metadata_renewed_in_place_say_the_same_of_the_document() {
    let authority = Authority::new();
    let officer = identity(&authority);
    let mut document = small::document(1);
    let stream = document.add_object(metadata(TITLE, "2024-02-05", ""));
    let catalog = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(catalog).unwrap().set("Metadata", stream);
    let mut made = Vec::new();
    document.save_to(&mut made).unwrap();
    let signed = sign(&made, "Signer", &officer, signing_time(), Some(&stamp())).unwrap();
    let after = |renewed: Stream| {
        let renewed = updated(&signed, |update| update.new_document.set_object(stream, renewed));
        let both = sign(&renewed, "Agency", &officer, signing_time(), None).unwrap();
        let found = verify(&both, &Roots::default(), now()).unwrap();
        assert_eq!(found.holds(), same_document(&made, &both).is_signatures_alone());
        found.signatures[0].faults.clone()
    };
    let mut packed = metadata(TITLE, "2026-03-01", "<pdf:Producer>Another</pdf:Producer>");
    packed.compress().unwrap();
    assert_eq!(after(packed), []);
    let other = [Fault::Changed(vec![Change::Information])];
    assert_eq!(after(metadata("Forged", "2026-03-01", "")), other);
    assert_eq!(after(metadata(TITLE, "", "<pdf:Keywords>Forged</pdf:Keywords>")), other);
    assert_eq!(after(Stream::new(lopdf::Dictionary::new(), b"BT ET".to_vec())), other);

    // What is drawn on a page is no metadata, whoever calls it so.
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Contents", stream);
    let mut made = Vec::new();
    document.save_to(&mut made).unwrap();
    let signed = sign(&made, "Signer", &officer, signing_time(), None).unwrap();
    let renewed = metadata(TITLE, "2026-03-01", "");
    let renewed = updated(&signed, |update| update.new_document.set_object(stream, renewed));
    let found = verify(&renewed, &Roots::default(), now()).unwrap();
    assert_eq!(found.signatures[0].faults, other);
}

#[test]
fn proofs_may_be_renewed_but_nothing_that_is_seen_with_them() {
    let authority = Authority::new();
    let officer = identity(&authority);
    let mut document = small::document(1);
    let proof = document.add_object(Stream::new(lopdf::Dictionary::new(), b"proof".to_vec()));
    let list = document.add_object(Object::Array(vec![proof.into()]));
    let store = document.add_object(dictionary! { "Type" => "DSS", "Certs" => list });
    let catalog = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    document.get_dictionary_mut(catalog).unwrap().set("DSS", store);
    let faults = |document: &lopdf::Document| {
        let mut made = Vec::new();
        document.clone().save_to(&mut made).unwrap();
        let signed = sign(&made, "Signer", &officer, signing_time(), None).unwrap();
        let renewed = updated(&signed, |update| {
            let new = Stream::new(lopdf::Dictionary::new(), b"BT (Forged) Tj ET".to_vec());
            let new = update.new_document.add_object(new);
            update.new_document.set_object(list, vec![proof.into(), new.into()]);
            set(update, store, "VRI", dictionary! { "00" => dictionary! { "Cert" => list } });
        });
        verify(&renewed, &Roots::default(), now()).unwrap().signatures[0].faults.clone()
    };
    assert_eq!(faults(&document), []);
    let page = document.page_iter().next().unwrap();
    document.get_dictionary_mut(page).unwrap().set("Contents", list);
    assert_eq!(faults(&document), [Fault::Changed(vec![Change::Object(list.0)])]);
}

#[test]
fn a_face_laid_over_signed_pages_asks_for_a_trusted_certificate() {
    let authority = Authority::new();
    let officer = identity(&authority);
    let stranger = Authority::new();
    let stranger_roots = roots(&[stranger.read("root.pem")]);
    let own_roots = roots(&[authority.read("root.pem")]);
    let first = sign(&pdf(1), "Signer", &officer, signing_time(), Some(&stamp())).unwrap();
    for (rectangle, is_seen) in [([0, 0, 595, 842], true), ([0; 4], false)] {
        let more = updated(&first, |update| {
            add_field(update, "New", rectangle);
        });
        let both = sign(&more, "New", &officer, signing_time(), Some(&stamp())).unwrap();
        let found = verify(&both, &Roots::default(), now()).unwrap();
        assert_eq!(found.holds(), !is_seen, "{found:?}");
        assert!(found.signatures.iter().all(|one| one.faults.is_empty()), "{found:?}");
        assert_eq!(found.overlays().into_iter().collect::<Vec<_>>().len(), usize::from(is_seen));
        let Some(Coverage::Earlier(later)) = &found.signatures[0].coverage else { panic!() };
        assert_eq!((later.added[0].name.as_str(), later.added[0].is_seen), ("New", is_seen));
        let found = verify(&both, &own_roots, now()).unwrap();
        assert!(found.holds(), "{found:?}");
        let found = verify(&both, &stranger_roots, now()).unwrap();
        assert!(!found.holds() && matches!(found.signatures[1].trust, Trust::Untrusted(_)));
    }
}

#[test]
fn more_signatures_than_are_examined_are_refused() {
    let authority = Authority::new();
    let officer = identity(&authority);
    let signed = sign(&pdf(1), "Signer", &officer, signing_time(), None).unwrap();
    let many = updated(&signed, |update| {
        let old = update::field(update, 0);
        let value =
            update.get_prev_documents().get_dictionary(old).unwrap().get(b"V").unwrap().clone();
        for number in 0..64 {
            let field = add_field(update, &format!("Field {number}"), [0; 4]);
            update.new_document.get_dictionary_mut(field).unwrap().set("V", value.clone());
            let form = update::form(update);
            let old = update.new_document.get_dictionary(form).unwrap().clone();
            update.new_document.set_object(form, old);
        }
        let form = update::form(update);
        let fields: Vec<Object> = update
            .new_document
            .objects
            .iter()
            .filter(|(_, one)| one.as_dict().is_ok_and(|one| one.has(b"FT")))
            .map(|(id, _)| Object::Reference(*id))
            .collect();
        set(update, form, "Fields", [vec![old.into()], fields].concat());
    });
    assert_eq!(verify(&many, &Roots::default(), now()), Err(FileFault::TooManySignatures));
}
