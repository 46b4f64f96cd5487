//! Signatures in the forms that other programs write: what the standards allow holds, what they do not
//! is told, and no form lets an altered file pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod elements;
mod openssl;
mod small;

use std::fs;

use authority::{Authority, OFFICER, Order};
use chrono::{DateTime, Utc};
use der::Encode;
use der::asn1::ObjectIdentifier;
use elements::{content, element, parts};
use lopdf::Object;
use openssl::{entries, message, prepare, time_stamp};
use signing::{
    ChainFault, CmsFault, Coverage, Fault, Roots, SignatureReport, Trust, Unverified, Verification,
    verify,
};
use small::{moment, now, pdf, roots};

const DETACHED: &str = "adbe.pkcs7.detached";
const BOUND: &str = "ETSI.CAdES.detached";
const STAMPING: Order<'_> = Order { name: "Time of the tests", kind: "stamping", ..OFFICER };

fn authority(order: Order<'_>) -> Authority {
    let authority = Authority::new();
    authority.order("officer", order);
    authority
}

fn checked(bytes: &[u8], authority: &Authority) -> Verification {
    verify(bytes, &roots(&[authority.read("root.pem")]), now()).unwrap()
}

fn only(found: &Verification) -> &SignatureReport {
    let [report] = &found.signatures[..] else { panic!("{found:?}") };
    report
}

/// A file signed with these arguments of `openssl cms`, and the same with a letter changed.
fn signed(authority: &Authority, kind: &str, more: &[&str]) -> [Vec<u8>; 2] {
    signed_with(kind, |content| message(authority, "officer", content, more))
}

fn signed_with(kind: &str, message: impl Fn(&[u8]) -> Vec<u8>) -> [Vec<u8>; 2] {
    let prepared = prepare(&pdf(1), "Signer", &entries(kind));
    let signed = prepared.filled(&message(&prepared.covered()));
    let mut altered = signed.clone();
    let place = altered.windows(6).position(|one| one == b"Page 0").unwrap();
    altered[place] = b'R';
    [signed, altered]
}

fn assert_holds([signed, altered]: &[Vec<u8>; 2], authority: &Authority, what: &str) {
    let found = checked(signed, authority);
    assert!(found.holds(), "{what}: {found:?}");
    assert!(matches!(only(&found).trust, Trust::Trusted(_)), "{what}: {found:?}");
    assert!(!checked(altered, authority).holds(), "{what}");
}

#[test]
fn keys_and_digests_in_use_hold() {
    let pss = |salt: &'static str| vec!["-keyopt", "rsa_padding_mode:pss", "-keyopt", salt];
    for (key, digests, more) in [
        ("rsa:2048", &["sha256", "sha384", "sha512"][..], vec![]),
        ("rsa:3072", &["sha256", "sha384", "sha512"], pss("rsa_pss_saltlen:digest")),
        ("rsa:2048", &["sha256"], pss("rsa_pss_saltlen:0")),
        ("rsa:2048", &["sha512"], pss("rsa_pss_saltlen:max")),
        ("P-256", &["sha256", "sha384", "sha512"], vec![]),
        ("P-384", &["sha256", "sha384", "sha512"], vec![]),
        ("P-521", &["sha256", "sha384", "sha512"], vec![]),
    ] {
        let authority = authority(Order { key, ..OFFICER });
        for digest in digests {
            let more = [&["-md", digest], &more[..]].concat();
            let signed = signed(&authority, DETACHED, &more);
            assert_holds(&signed, &authority, &format!("{key} {more:?}"));
        }
    }
}

#[test]
fn chains_of_large_keys_and_other_curves_hold() {
    for (root, digest) in [("P-384", "sha384"), ("P-521", "sha512"), ("rsa:4096", "sha512")] {
        let authority = Authority::new();
        let between = Order { name: "Between", kind: "between", key: root, ..OFFICER };
        authority.order("between", between);
        authority.order("officer", Order { issuer: "between", digest, ..OFFICER });
        let signed = signed(&authority, BOUND, &["-cades", "-certfile", "between.pem"]);
        assert_holds(&signed, &authority, root);
    }
}

#[test]
fn weak_and_unknown_algorithms_are_told_by_name_and_altered_files_as_altered() {
    let told = |key: &str, digest: &str| {
        let authority = authority(Order { key, ..OFFICER });
        let [signed, altered] = signed(&authority, DETACHED, &["-md", digest]);
        let altered = checked(&altered, &authority);
        let expected = [Fault::Message(CmsFault::ContentChanged)];
        if digest == "sha1" || key != "rsa:1024" {
            assert_eq!(only(&altered).faults, expected, "{key} {digest}");
        }
        let found = checked(&signed, &authority);
        match &only(&found).faults[..] {
            [Fault::Message(CmsFault::Unverified(reason))] => reason.clone(),
            _ => panic!("{key} {digest}: {found:?}"),
        }
    };
    assert_eq!(told("rsa:2048", "sha1"), Unverified::WeakDigest("SHA-1".into()));
    assert_eq!(told("P-256", "sha1"), Unverified::WeakDigest("SHA-1".into()));
    assert_eq!(told("rsa:1024", "sha256"), Unverified::WeakKey(1024));
    let named = |name: &str| Unverified::Unknown(name.to_owned());
    assert_eq!(told("brainpoolP256r1", "sha256"), named("brainpoolP256r1"));
    assert_eq!(told("secp256k1", "sha256"), named("secp256k1"));
}

#[test]
fn a_digest_in_the_message_itself_is_told_as_weak() {
    let authority = authority(OFFICER);
    let of_digest = |content: &[u8]| {
        fs::write(authority.path("whole"), content).unwrap();
        authority.openssl(&["dgst", "-sha1", "-binary", "-out", "digest", "whole"]);
        message(&authority, "officer", &authority.read("digest"), &["-nodetach"])
    };
    let [signed, altered] = signed_with("adbe.pkcs7.sha1", of_digest);
    let faults = |bytes: &[u8]| only(&checked(bytes, &authority)).faults.clone();
    let weak = Unverified::WeakDigest("SHA-1".into());
    assert_eq!(faults(&signed), [Fault::Message(CmsFault::Unverified(weak))]);
    assert_eq!(faults(&altered), [Fault::Message(CmsFault::ContentChanged)]);
    // The same message says nothing under another name.
    let [signed, _] = signed_with(DETACHED, of_digest);
    assert_eq!(faults(&signed), [Fault::Message(CmsFault::Unreadable)]);
}

#[test]
fn messages_with_and_without_attributes_hold() {
    let authority = authority(OFFICER);
    for more in
        [&["-noattr"][..], &["-nosmimecap"], &["-keyid"], &["-cades"], &["-keyid", "-noattr"]]
    {
        assert_holds(&signed(&authority, DETACHED, more), &authority, &format!("{more:?}"));
    }
    assert_holds(&signed(&authority, BOUND, &["-cades"]), &authority, "bound");
    for more in [&["-noattr"][..], &[]] {
        let [signed, _] = signed(&authority, BOUND, more);
        let faults = &only(&checked(&signed, &authority)).faults.clone();
        assert_eq!(*faults, [Fault::Message(CmsFault::UnboundCertificate)], "{more:?}");
    }
    let [signed, _] = signed(&authority, DETACHED, &["-nocerts"]);
    let faults = &only(&checked(&signed, &authority)).faults.clone();
    assert_eq!(*faults, [Fault::Message(CmsFault::NoCertificate)]);
}

/// The message with another signer: its parts are version, name, digest, attributes, algorithm and
/// signature.
fn with_signer(message: &[u8], change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let [kind, content] = &parts(message)[..] else { panic!("{message:02x?}") };
    let mut data = parts(&parts(content)[0]);
    let mut signer = parts(&parts(data.last().unwrap())[0]);
    change(&mut signer);
    *data.last_mut().unwrap() = element(0x31, &element(0x30, &signer.concat()));
    let data = element(0xa0, &element(0x30, &data.concat()));
    element(0x30, &[&kind[..], &data].concat())
}

/// The message with other signed attributes, and the signature over them as they stand.
fn with_attributes(
    authority: &Authority,
    message: &[u8],
    change: impl FnOnce(&mut Vec<Vec<u8>>),
) -> Vec<u8> {
    with_signer(message, |signer| {
        let mut attributes = parts(&signer[3]);
        change(&mut attributes);
        fs::write(authority.path("attributes"), element(0x31, &attributes.concat())).unwrap();
        authority.openssl(&[
            "dgst",
            "-sha256",
            "-sign",
            "officer.key",
            "-out",
            "signature",
            "attributes",
        ]);
        signer[3] = element(0xa0, &attributes.concat());
        signer[5] = element(0x04, &authority.read("signature"));
    })
}

fn is_attribute(attribute: &[u8], kind: &str) -> bool {
    parts(attribute)[0] == ObjectIdentifier::new_unwrap(kind).to_der().unwrap()
}

const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";

#[test]
fn attributes_in_any_order_hold() {
    let authority = authority(OFFICER);
    let cades = |content: &[u8]| message(&authority, "officer", content, &["-cades"]);
    // Signed as they stand.
    let stands = |content: &[u8]| {
        with_attributes(&authority, &cades(content), |attributes| attributes.reverse())
    };
    assert_holds(&signed_with(BOUND, stands), &authority, "as they stand");
    // Signed in the order of DER, and laid down in another.
    let sorted = |content: &[u8]| {
        with_signer(&cades(content), |signer| {
            let mut attributes = parts(&signer[3]);
            attributes.reverse();
            signer[3] = element(0xa0, &attributes.concat());
        })
    };
    assert_holds(&signed_with(BOUND, sorted), &authority, "sorted");
    // An attribute that says the same twice is none.
    let twice = |content: &[u8]| {
        with_attributes(&authority, &cades(content), |attributes| {
            attributes.push(attributes[0].clone());
            attributes.push(attributes[1].clone());
        })
    };
    let [signed, _] = signed_with(BOUND, twice);
    assert!(!checked(&signed, &authority).holds());
}

#[test]
fn an_older_or_other_name_of_the_certificate_is_checked() {
    let authority = authority(OFFICER);
    authority.openssl(&["x509", "-in", "officer.pem", "-outform", "DER", "-out", "officer.der"]);
    let older = |of: &str, digest: &str| {
        authority.openssl(&["dgst", "-sha1", "-binary", "-out", digest, of]);
        let hash =
            element(0x30, &element(0x30, &element(0x30, &element(0x04, &authority.read(digest)))));
        let kind = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.12").to_der().unwrap();
        element(0x30, &[kind, element(0x31, &hash)].concat())
    };
    for (of, holds) in [("officer.der", true), ("root.pem", false)] {
        let attribute = older(of, "hash");
        let made = |content: &[u8]| {
            let made = message(&authority, "officer", content, &["-cades"]);
            with_attributes(&authority, &made, |attributes| {
                attributes.retain(|one| !is_attribute(one, SIGNING_CERTIFICATE_V2));
                attributes.push(attribute.clone());
            })
        };
        let [signed, altered] = signed_with(BOUND, made);
        if holds {
            assert_holds(&[signed, altered], &authority, of);
        } else {
            let found = checked(&signed, &authority);
            assert_eq!(only(&found).faults, [Fault::Message(CmsFault::OtherCertificate)]);
        }
    }
}

#[test]
fn the_issuer_is_the_same_in_another_spelling() {
    let authority = authority(OFFICER);
    let replace = |bytes: &mut [u8], from: &[u8], to: &[u8]| {
        let place = bytes.windows(from.len()).position(|one| one == from).unwrap();
        bytes[place..place + to.len()].copy_from_slice(to);
    };
    for to in [&b"\x13\x11Root of the tests"[..], b"\x0c\x11ROOT OF THE TESTS"] {
        let made = |content: &[u8]| {
            let made = message(&authority, "officer", content, &[]);
            with_signer(&made, |signer| {
                replace(&mut signer[1], b"\x0c\x11Root of the tests", to);
            })
        };
        assert_holds(&signed_with(DETACHED, made), &authority, "spelling");
    }
    let other = |content: &[u8]| {
        let made = message(&authority, "officer", content, &[]);
        with_signer(&made, |signer| {
            replace(&mut signer[1], b"\x0c\x11Root of the tests", b"\x0c\x11Root of the  test");
        })
    };
    let [signed, _] = signed_with(DETACHED, other);
    let found = checked(&signed, &authority);
    assert_eq!(only(&found).faults, [Fault::Message(CmsFault::NoCertificate)]);
}

#[test]
fn messages_in_ber_hold() {
    /// The same with each length left open, and each string of octets in pieces.
    fn ber(der: &[u8], is_whole: bool) -> Vec<u8> {
        let (tag, has_parts) = (der[0], der[0] & 0x20 != 0);
        if has_parts {
            let inner: Vec<u8> = parts(der).iter().flat_map(|one| ber(one, is_whole)).collect();
            return [&[tag, 0x80], &inner[..], &[0, 0]].concat();
        }
        if tag != 0x04 || is_whole {
            return der.to_vec();
        }
        let pieces: Vec<u8> =
            content(der).chunks(100).flat_map(|piece| element(0x04, piece)).collect();
        [&[0x24, 0x80], &pieces[..], &[0, 0]].concat()
    }
    let authority = authority(OFFICER);
    for is_whole in [true, false] {
        let made =
            |content: &[u8]| ber(&message(&authority, "officer", content, &["-cades"]), is_whole);
        assert_holds(&signed_with(BOUND, made), &authority, "ber");
    }
    let nested = [0x30, 0x80].repeat(2000);
    let [signed, _] = signed_with(BOUND, |_| nested.clone());
    let found = checked(&signed, &authority);
    assert_eq!(only(&found).faults, [Fault::Message(CmsFault::Unreadable)]);
}

#[test]
fn a_signature_need_not_say_when_it_was_made() {
    let authority = authority(OFFICER);
    let mut entries = entries(DETACHED);
    entries.retain(|(key, _)| *key != "M");
    let prepared = prepare(&pdf(1), "Signer", &entries);
    let made = message(&authority, "officer", &prepared.covered(), &["-cades"]);
    let timeless = with_attributes(&authority, &made, |attributes| {
        attributes.retain(|one| !is_attribute(one, SIGNING_TIME));
    });
    let bytes = prepared.filled(&timeless);
    let found = checked(&bytes, &authority);
    assert!(found.holds(), "{found:?}");
    assert_eq!(only(&found).signed_at, None);
    // Once the certificate has expired, nobody can say that it held.
    let later = moment("2050-01-01T00:00:00Z").to_utc();
    let found = verify(&bytes, &Roots::default(), later).unwrap();
    assert_eq!(only(&found).faults, [Fault::NoTime]);

    // With the attribute alone, its time counts.
    let stated = checked(&prepared.filled(&made), &authority);
    assert!(only(&stated).signed_at.is_some_and(|time| time.to_utc() > now()));
    assert_eq!(only(&stated).faults, [Fault::InFuture]);
}

#[test]
fn certificates_for_other_uses_are_told() {
    for kind in ["encrypting", "server", "stamping"] {
        let authority = authority(Order { kind, ..OFFICER });
        let [signed, _] = signed(&authority, DETACHED, &[]);
        let found = checked(&signed, &authority);
        assert_eq!(only(&found).faults, [Fault::NotForSigning], "{kind}");
    }
    let authority = Authority::new();
    let made = |content: &[u8]| message(&authority, "root", content, &[]);
    let stranger = Authority::new();
    stranger.order("other", Order { name: "Other", kind: "root", ..OFFICER });
    let [signed, _] = signed_with(DETACHED, made);
    let found = verify(&signed, &roots(&[stranger.read("other.pem")]), now()).unwrap();
    assert_eq!(only(&found).faults, [Fault::NotForSigning]);
    assert!(matches!(only(&found).trust, Trust::Untrusted(ChainFault::SelfMade(_))), "{found:?}");
}

#[test]
fn an_authority_for_other_purposes_vouches_for_no_signer() {
    let authority = Authority::new();
    let between = Order { name: "Servers only", kind: "between_for_servers", ..OFFICER };
    authority.order("between", between);
    authority.order("officer", Order { issuer: "between", ..OFFICER });
    let [signed, _] = signed(&authority, DETACHED, &["-certfile", "between.pem"]);
    let found = checked(&signed, &authority);
    let Trust::Untrusted(ChainFault::MayNotIssue(party)) = &only(&found).trust else {
        panic!("{found:?}");
    };
    assert_eq!(party.name, "Servers only");
}

fn stamp_entries() -> Vec<(&'static str, Object)> {
    vec![
        ("Type", "DocTimeStamp".into()),
        ("Filter", "Adobe.PPKLite".into()),
        ("SubFilter", "ETSI.RFC3161".into()),
    ]
}

/// The time at which files with time stamps are verified: `openssl` states that of the computer.
fn later() -> DateTime<Utc> {
    Utc::now()
}

#[test]
fn a_time_stamp_over_the_document_is_no_signature_and_is_checked() {
    let authority = authority(OFFICER);
    authority.order("stamping", STAMPING);
    let roots = roots(&[authority.read("root.pem")]);
    for digest in ["sha256", "sha512"] {
        let [signed, _] = signed(&authority, BOUND, &["-cades"]);
        let prepared = prepare(&signed, "Agency", &stamp_entries());
        let bytes =
            prepared.filled(&time_stamp(&authority, "stamping", &prepared.covered(), digest));
        let found = verify(&bytes, &roots, later()).unwrap();
        assert!(found.holds(), "{found:?}");
        assert_eq!(only(&found).field, "Signer");
        let Some(Coverage::Earlier(changes)) = &only(&found).coverage else { panic!("{found:?}") };
        assert!(changes.signed.is_empty() && changes.others.is_empty());
        let [stamp] = &found.time_stamps[..] else { panic!("{found:?}") };
        assert_eq!(stamp.field, "Agency");
        assert_eq!(stamp.signer.as_ref().unwrap().name, STAMPING.name);
        assert_eq!(stamp.coverage, Some(Coverage::Whole));
        assert!(stamp.signed_at.is_some() && matches!(stamp.trust, Trust::Trusted(_)));

        let mut altered = bytes.clone();
        let place = altered.windows(6).position(|one| one == b"Page 0").unwrap();
        altered[place] = b'R';
        let found = verify(&altered, &roots, later()).unwrap();
        assert!(!found.holds());
        assert_eq!(found.time_stamps[0].faults, [Fault::Message(CmsFault::ContentChanged)]);
    }
}

#[test]
fn a_file_with_time_stamps_alone_is_not_signed() {
    let authority = authority(STAMPING);
    let prepared = prepare(&pdf(1), "Signer", &stamp_entries());
    let bytes = prepared.filled(&time_stamp(&authority, "officer", &prepared.covered(), "sha256"));
    let found = verify(&bytes, &Roots::default(), later()).unwrap();
    assert_eq!((found.signatures.len(), found.time_stamps.len()), (0, 1));
    assert!(found.time_stamps[0].faults.is_empty(), "{found:?}");
    assert!(!found.holds() && !found.is_intact());
}

#[test]
fn time_stamps_that_state_nothing_are_told() {
    let authority = authority(OFFICER);
    authority.order("stamping", STAMPING);
    let prepared = prepare(&pdf(1), "Signer", &stamp_entries());
    let faults = |message: &[u8]| {
        let found = verify(&prepared.filled(message), &Roots::default(), later()).unwrap();
        found.time_stamps[0].faults.clone()
    };
    let covered = prepared.covered();
    // Of another document, or over a digest that two documents can share.
    let other = time_stamp(&authority, "stamping", b"another document", "sha256");
    assert_eq!(faults(&other), [Fault::Message(CmsFault::ContentChanged)]);
    let weak = time_stamp(&authority, "stamping", &covered, "sha1");
    let reason = Unverified::WeakDigest("SHA-1".into());
    assert_eq!(faults(&weak), [Fault::Message(CmsFault::Unverified(reason))]);
    // Of somebody who may sign documents and nothing else.
    let stamp = time_stamp(&authority, "stamping", &covered, "sha256");
    let info = parts(&parts(&parts(&parts(&parts(&stamp)[1])[0])[2])[1]).remove(0);
    let more = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-nodetach", "-cades"];
    let forged = message(&authority, "officer", content(&info), &more);
    assert_eq!(faults(&forged), [Fault::NotForTimeStamps]);
    // A signature is no time stamp.
    let signature = message(&authority, "stamping", &covered, &["-cades"]);
    assert_eq!(faults(&signature), [Fault::Message(CmsFault::Unreadable)]);
}

#[test]
fn a_time_stamp_over_the_signature_is_told_where_it_holds() {
    let authority = authority(OFFICER);
    authority.order("stamping", STAMPING);
    let stamped = |over: Option<&[u8]>, times: usize| {
        let made = |covered: &[u8]| {
            let made = message(&authority, "officer", covered, &["-cades"]);
            with_signer(&made, |signer| {
                let over = over.unwrap_or_else(|| content(&signer[5]));
                let token = time_stamp(&authority, "stamping", over, "sha256");
                let kind = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
                let attribute = [kind.to_der().unwrap(), element(0x31, &token)].concat();
                signer.push(element(0xa1, &element(0x30, &attribute).repeat(times)));
            })
        };
        let [signed, _] = signed_with(BOUND, made);
        let found = verify(&signed, &roots(&[authority.read("root.pem")]), later()).unwrap();
        assert!(found.holds(), "{found:?}");
        only(&found).time_stamp.clone()
    };
    let stated = stamped(None, 1).unwrap();
    assert_eq!(stated.authority.name, STAMPING.name);
    assert!(matches!(stated.trust, Trust::Trusted(_)));
    // The same twice is no fault.
    assert!(stamped(None, 2).is_some());
    assert_eq!(stamped(Some(b"another signature"), 1), None);
}

#[test]
fn files_of_other_programs_hold() {
    let root = include_bytes!("samples/root.pem").to_vec();
    // Some were made later than the other tests sign.
    let later = moment("2030-01-01T00:00:00Z").to_utc();
    let checked = |bytes: &[u8]| verify(bytes, &roots(std::slice::from_ref(&root)), later).unwrap();
    let found = checked(include_bytes!("samples/ber.pdf"));
    assert!(found.holds(), "{found:?}");

    let found = checked(include_bytes!("samples/stamped.pdf"));
    assert!(found.holds(), "{found:?}");
    let [stamp] = &found.time_stamps[..] else { panic!("{found:?}") };
    assert_eq!(stamp.signed_at.unwrap().to_rfc3339(), "2024-02-05T10:00:00+00:00");
    // Who states the time is unknown here, which takes nothing from the signature.
    assert!(matches!(stamp.trust, Trust::Untrusted(ChainFault::UnknownIssuer(_))), "{found:?}");

    let found = checked(include_bytes!("samples/time-stamped.pdf"));
    let report = only(&found);
    assert!(report.faults.is_empty() && matches!(report.trust, Trust::Trusted(_)), "{found:?}");
    assert!(report.time_stamp.is_some() && found.stray == 0, "{found:?}");
    let [stamp] = &found.time_stamps[..] else { panic!("{found:?}") };
    assert!(!stamp.faults.iter().any(|one| matches!(one, Fault::Message(_))), "{found:?}");
}
