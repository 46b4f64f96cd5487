//! Signing and verifying: what holds, and what is told of what does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;

use authority::{Authority, OFFICER, Order, PASSWORD};
use chrono::{TimeDelta, Utc};
use signing::{
    ChainFault, CmsFault, Coverage, Fault, FileFault, Identity, Party, Roots, SignError, Trust,
    Unverified, fields, sign, verify,
};
use small::{modern_pdf, moment, now, pdf, roots, signing_time, stamp};

const AGENCY: Order<'_> =
    Order {
        name: "UBND xã Đức Liễu", organisation: "UBND huyện Bù Đăng", key: "P-256", ..OFFICER
    };

fn identity(authority: &Authority, file: &str, order: Order<'_>) -> Identity {
    Identity::from_pkcs12(&authority.order(file, order), PASSWORD, None, now()).unwrap()
}

fn signed(pdf: &[u8], field: &str, identity: &Identity) -> Vec<u8> {
    sign(pdf, field, identity, signing_time(), Some(&stamp())).unwrap()
}

#[test]
fn a_signature_holds_with_signer_time_and_root() {
    let authority = Authority::new();
    let roots = roots(&[authority.read("root.pem")]);
    for key in ["rsa:2048", "rsa:3072", "P-256"] {
        let officer = identity(&authority, "officer", Order { key, ..OFFICER });
        for pdf in [pdf(1), modern_pdf()] {
            let signed = signed(&pdf, "Signer", &officer);
            assert!(signed.starts_with(&pdf), "{key}");
            let found = verify(&signed, &roots, now()).unwrap();
            assert!(found.holds(), "{key}: {found:?}");
            let [report] = &found.signatures[..] else { panic!("{found:?}") };
            assert_eq!(report.field, "Signer");
            let party = Party {
                name: OFFICER.name.to_owned(),
                organisation: OFFICER.organisation.to_owned(),
            };
            assert_eq!(report.signer.as_ref(), Some(&party));
            assert_eq!(report.signed_at, Some(signing_time()));
            assert_eq!(report.coverage, Some(Coverage::Whole));
            let Trust::Trusted(root) = &report.trust else { panic!("{found:?}") };
            assert_eq!(root.name, "Root of the tests");
        }
    }
}

#[test]
fn the_same_signature_comes_out_every_time() {
    let authority = Authority::new();
    for key in ["rsa:2048", "P-256"] {
        let officer = identity(&authority, "officer", Order { key, ..OFFICER });
        assert_eq!(signed(&pdf(1), "Signer", &officer), signed(&pdf(1), "Signer", &officer));
    }
}

#[test]
fn a_second_signature_leaves_the_first_one_holding() {
    let authority = Authority::new();
    let roots = roots(&[authority.read("root.pem")]);
    let officer = identity(&authority, "officer", OFFICER);
    let agency = identity(&authority, "agency", AGENCY);
    for pdf in [pdf(2), modern_pdf()] {
        let first = signed(&pdf, "Signer", &officer);
        let both = signed(&first, "Agency", &agency);
        assert!(both.starts_with(&first));
        let found = verify(&both, &roots, now()).unwrap();
        assert!(found.holds(), "{found:?}");
        let [one, other] = &found.signatures[..] else { panic!("{found:?}") };
        let Some(Coverage::Earlier(later)) = &one.coverage else { panic!("{found:?}") };
        assert_eq!(later.signed, ["Agency"]);
        assert_eq!(other.coverage, Some(Coverage::Whole));
        let states: Vec<bool> = fields(&both).unwrap().iter().map(|one| one.is_signed).collect();
        assert_eq!(states, [true, true]);
    }
}

#[test]
fn a_chain_goes_through_what_the_signature_brings() {
    let authority = Authority::new();
    let between = Order { name: "Between", kind: "between", ..OFFICER };
    authority.order("between", between);
    authority.order("officer", Order { issuer: "between", ..OFFICER });
    let officer =
        Identity::from_pkcs12(&authority.read("officer.p12"), PASSWORD, None, now()).unwrap();
    let signed = signed(&pdf(1), "Signer", &officer);
    let trust = |roots: &Roots| verify(&signed, roots, now()).unwrap().signatures[0].trust.clone();

    let root = roots(&[authority.read("root.pem")]);
    assert!(matches!(trust(&root), Trust::Trusted(_)));
    assert_eq!(trust(&Roots::default()), Trust::NotAsked);
    let stranger = Authority::new();
    let other = roots(&[stranger.read("root.pem")]);
    // The stranger has the same name, but has not signed.
    let Trust::Untrusted(ChainFault::Unverified(_, Unverified::Mismatch)) = trust(&other) else {
        panic!("{:?}", trust(&other));
    };
    stranger.order("elsewhere", Order { name: "Elsewhere", kind: "root", ..OFFICER });
    let elsewhere = roots(&[stranger.read("elsewhere.pem")]);
    let Trust::Untrusted(ChainFault::UnknownIssuer(party)) = trust(&elsewhere) else {
        panic!("{:?}", trust(&elsewhere));
    };
    assert_eq!(party.name, "Root of the tests");
}

#[test]
fn who_may_not_issue_is_named() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    authority.order("accomplice", Order { name: "Accomplice", issuer: "officer", ..OFFICER });
    let p12 = authority.pack("accomplice", "officer", &[]);
    let accomplice = Identity::from_pkcs12(&p12, PASSWORD, None, now()).unwrap();
    let signed = signed(&pdf(1), "Signer", &accomplice);
    let roots = roots(&[authority.read("root.pem")]);
    let found = verify(&signed, &roots, now()).unwrap();
    let Trust::Untrusted(ChainFault::MayNotIssue(party)) = &found.signatures[0].trust else {
        panic!("{found:?}");
    };
    assert_eq!(party.name, OFFICER.name);
    assert!(!found.holds());
}

#[test]
fn weak_digests_on_the_way_are_refused() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", Order { digest: "sha1", ..OFFICER });
    let signed = signed(&pdf(1), "Signer", &officer);
    let found = verify(&signed, &roots(&[authority.read("root.pem")]), now()).unwrap();
    let Trust::Untrusted(ChainFault::Unverified(_, reason)) = &found.signatures[0].trust else {
        panic!("{found:?}");
    };
    assert_eq!(*reason, Unverified::WeakDigest("SHA-1".into()));
}

#[test]
fn nobody_signs_before_or_after_the_certificate_holds() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", OFFICER);
    let at = |time| sign(&pdf(1), "Signer", &officer, moment(time), None).unwrap_err();
    let from = moment("2020-01-01T00:00:00Z").to_utc();
    let until = moment("2045-01-01T00:00:00Z").to_utc();
    assert_eq!(at("2020-01-01T06:59:59+07:00"), SignError::NotYetValid(from));
    assert_eq!(at("2045-01-01T07:00:01+07:00"), SignError::Expired(until));
}

#[test]
fn a_signature_from_the_future_is_told() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", OFFICER);
    let signed = signed(&pdf(1), "Signer", &officer);
    let asked = |at: chrono::DateTime<Utc>| {
        verify(&signed, &Roots::default(), at).unwrap().signatures[0].faults.clone()
    };
    let time = signing_time().to_utc();
    assert_eq!(asked(time - TimeDelta::minutes(9)), []);
    assert_eq!(asked(time - TimeDelta::hours(1)), [Fault::InFuture]);
}

#[test]
fn what_cannot_be_signed_is_refused() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", OFFICER);
    let refused = |pdf: &[u8], field: &str, stamp: Option<&[u8]>| {
        sign(pdf, field, &officer, signing_time(), stamp).unwrap_err()
    };
    let pdf = pdf(1);
    assert_eq!(refused(b"text", "Signer", None), SignError::File(FileFault::NotPdf));
    assert_eq!(refused(&pdf[..300], "Signer", None), SignError::File(FileFault::Damaged));
    assert_eq!(refused(&pdf, "Other", None), SignError::NoField);
    assert_eq!(refused(&pdf, "Signer", Some(b"text")), SignError::Stamp);
    let signed = signed(&pdf, "Signer", &officer);
    assert_eq!(refused(&signed, "Signer", None), SignError::AlreadySigned);
}

#[test]
fn a_file_without_signatures_does_not_hold() {
    let found = verify(&pdf(1), &Roots::default(), now()).unwrap();
    assert!(found.signatures.is_empty() && !found.holds());
}

#[test]
fn an_exchanged_certificate_is_told() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", OFFICER);
    let signed = signed(&pdf(1), "Signer", &officer);
    // The same key and number under another name, as long as the first one.
    let pair = |byte| format!("{byte:02X}");
    let hex = |name: &str| name.bytes().map(pair).collect::<Vec<_>>().concat();
    let (name, other) = (hex(OFFICER.name), hex("Nguyễn Văn Đạc"));
    let mut forged = signed.clone();
    let place = signed.windows(name.len()).rposition(|one| one == name.as_bytes()).unwrap();
    forged[place..place + name.len()].copy_from_slice(other.as_bytes());
    let found = verify(&forged, &Roots::default(), now()).unwrap();
    assert_eq!(
        found.signatures[0].faults,
        [Fault::Message(CmsFault::OtherCertificate)],
        "{found:?}"
    );
}
