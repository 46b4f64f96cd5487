//! PKCS#12 files: what opens, and what is said of those that do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod elements;
mod small;

use authority::{Authority, OFFICER, Order, PASSWORD};
use der::Encode;
use der::asn1::ObjectIdentifier;
use elements::{content, element, parts};
use hmac::{Hmac, Mac};
use proptest::prelude::*;
use rsa::sha2::Sha256;
use signing::{Candidate, Identity, IdentityError, sign, verify};
use small::{now, pdf, roots, signing_time};

fn refused(p12: &[u8], password: &str) -> IdentityError {
    Identity::from_pkcs12(p12, password, None, now()).err().unwrap()
}

#[test]
fn files_of_old_and_new_programs_open() {
    let authority = Authority::new();
    for key in ["rsa:2048", "P-256"] {
        let modern = authority.order("officer", Order { key, ..OFFICER });
        let legacy = ["-legacy", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
        let rc2_40 = [&legacy[..], &["-certpbe", "PBE-SHA1-RC2-40"]].concat();
        let rc2_128 = [&legacy[..], &["-certpbe", "PBE-SHA1-RC2-128"]].concat();
        let aes_128 = ["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC", "-macalg", "sha512"];
        let files = [
            modern,
            authority.pack("officer", "root", &rc2_40),
            authority.pack("officer", "root", &rc2_128),
            authority.pack("officer", "root", &aes_128),
            authority.pack("officer", "root", &["-nomac"]),
            authority.pack("officer", "root", &["-keypbe", "NONE", "-certpbe", "NONE"]),
        ];
        for (number, file) in files.iter().enumerate() {
            let identity = Identity::from_pkcs12(file, PASSWORD, None, now())
                .unwrap_or_else(|error| panic!("{key}, {number}: {error}"));
            assert_eq!(identity.party().name, OFFICER.name);
            assert_eq!(identity.party().organisation, OFFICER.organisation);
            assert_eq!(identity.validity().from.to_rfc3339(), "2020-01-01T00:00:00+00:00");
            assert_eq!(refused(file, "another"), IdentityError::WrongPassword, "{key}, {number}");
        }
    }
}

#[test]
fn what_is_the_matter_is_told() {
    let authority = Authority::new();
    let file = authority.order("officer", OFFICER);
    for password in ["", "mat khau", "mật khẩu ", "Mật khẩu", "😀"] {
        assert_eq!(refused(&file, password), IdentityError::WrongPassword, "{password}");
    }
    let pem = authority.read("officer.pem");
    for damaged in [&[][..], b"text", &file[..file.len() / 2], &pem] {
        assert_eq!(refused(damaged, PASSWORD), IdentityError::Damaged);
    }

    let pack = |more: &[&str]| {
        let password = format!("pass:{PASSWORD}");
        let pack = ["pkcs12", "-export", "-in", "officer.pem", "-passout", &password];
        authority.openssl(&[&pack, more, &["-out", "part.p12"]].concat());
        authority.read("part.p12")
    };
    assert_eq!(refused(&pack(&["-nokeys"]), PASSWORD), IdentityError::NoPrivateKey);

    for (key, expected) in
        [("rsa:1024", IdentityError::UnsupportedKey), ("P-384", IdentityError::UnsupportedKey)]
    {
        let file = authority.order("weak", Order { key, ..OFFICER });
        assert_eq!(refused(&file, PASSWORD), expected, "{key}");
    }
}

#[test]
fn no_byte_of_a_file_makes_it_panic_when_it_is_wrong() {
    let authority = Authority::new();
    let file = authority.order("officer", Order { key: "P-256", ..OFFICER });
    let config =
        ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() };
    let places = (0..file.len(), any::<u8>());
    proptest!(config, |((place, byte) in places)| {
        let mut changed = file.clone();
        changed[place] = byte;
        let _ = Identity::from_pkcs12(&changed, PASSWORD, None, now());
    });
}

const OPEN: [&str; 5] = ["-nomac", "-keypbe", "NONE", "-certpbe", "NONE"];

/// A file that holds what two hold, which have no password.
fn both(one: &[u8], other: &[u8]) -> Vec<u8> {
    let safe = |p12: &[u8]| parts(content(&parts(&parts(&parts(p12)[1])[1])[0])).concat();
    with_safe(one, &element(0x30, &[safe(one), safe(other)].concat()), &[])
}

/// A file of the same version with another content, and what is to follow it.
fn with_safe(p12: &[u8], safe: &[u8], more: &[u8]) -> Vec<u8> {
    let [version, outer] = &parts(p12)[..2] else { panic!("{p12:02x?}") };
    let kind = &parts(outer)[0];
    let outer = element(0x30, &[&kind[..], &element(0xa0, &element(0x04, safe))].concat());
    element(0x30, &[&version[..], &outer, more].concat())
}

fn safe_of(p12: &[u8]) -> Vec<u8> {
    content(&parts(&parts(&parts(p12)[1])[1])[0]).to_vec()
}

fn chosen(p12: &[u8], wanted: Option<&str>) -> Result<String, IdentityError> {
    let identity = Identity::from_pkcs12(p12, "", wanted, now())?;
    // The key is the certificate's own.
    let signed = sign(&pdf(1), "Signer", &identity, signing_time(), None).unwrap();
    let found = verify(&signed, &signing::Roots::default(), now()).unwrap();
    assert!(found.holds(), "{found:?}");
    Ok(identity.party().name)
}

#[test]
fn the_key_that_may_sign_is_chosen() {
    let authority = Authority::new();
    let open = |name: &str, order: Order<'_>| {
        authority.order(name, Order { name, ..order });
        authority.pack(name, "root", &OPEN)
    };
    let past = ["20200101000000Z", "20250101000000Z"];
    let signer = open("signer", OFFICER);
    let other = open("other", OFFICER);
    let encrypting = open("encrypting", Order { kind: "encrypting", ..OFFICER });
    let authenticating = open("authenticating", Order { kind: "authenticating", ..OFFICER });
    let expired = open("expired", Order { validity: past, ..OFFICER });
    for wrong in [&encrypting, &authenticating, &expired] {
        assert_eq!(chosen(&both(wrong, &signer), None).unwrap(), "signer");
        assert_eq!(chosen(&both(&signer, wrong), None).unwrap(), "signer");
    }
    // Whoever has no better one signs with that.
    assert_eq!(chosen(&authenticating, None).unwrap(), "authenticating");

    let Err(IdentityError::Several(all)) = chosen(&both(&signer, &other), None) else {
        panic!("two certificates can sign");
    };
    let names: Vec<&str> = all.iter().map(|one| one.party.name.as_str()).collect();
    assert_eq!(names, ["signer", "other"]);
    for (index, name) in names.iter().enumerate() {
        let file = both(&signer, &other);
        let serial = &all[index].serial;
        let spaced = format!("0x{}:{}", &serial[..2].to_lowercase(), &serial[2..]);
        for wanted in [name, &name.to_uppercase().as_str(), &serial.as_str(), &spaced.as_str()] {
            assert_eq!(chosen(&file, Some(wanted)).as_deref(), Ok(*name), "{wanted}");
        }
    }
    let error = chosen(&both(&signer, &other), Some("nobody")).unwrap_err();
    assert_eq!(error, IdentityError::NoSuchCertificate(all));
    // Who was asked for, and may not sign, is not replaced by another.
    let error = chosen(&both(&signer, &encrypting), Some("encrypting")).unwrap_err();
    let IdentityError::NotForSigning(Candidate { party, .. }) = error else { panic!("{error}") };
    assert_eq!(party.name, "encrypting");
}

#[test]
fn a_certificate_that_may_not_sign_is_refused() {
    let authority = Authority::new();
    for (name, kind) in [("ca", "root"), ("encrypting", "encrypting"), ("server", "server")] {
        let file = authority.order(name, Order { name, kind, ..OFFICER });
        let IdentityError::NotForSigning(one) = refused(&file, PASSWORD) else {
            panic!("{name}");
        };
        assert_eq!(one.party.name, name);
    }
}

#[test]
fn files_of_other_programs_open() {
    let root = include_bytes!("samples/root.pem").to_vec();
    for p12 in [&include_bytes!("samples/two-keys.p12")[..], include_bytes!("samples/ber.p12")] {
        let identity = Identity::from_pkcs12(p12, "Mat-khau1", None, now()).unwrap();
        assert_eq!(identity.party().name, "Nguyễn Văn Mẫu");
        let signed = sign(&pdf(1), "Signer", &identity, signing_time(), None).unwrap();
        let found = verify(&signed, &roots(std::slice::from_ref(&root)), now()).unwrap();
        assert!(found.holds(), "{found:?}");
        assert_eq!(refused(p12, "mat-khau1"), IdentityError::WrongPassword);
    }
}

fn oid(text: &str) -> Vec<u8> {
    ObjectIdentifier::new_unwrap(text).to_der().unwrap()
}

#[test]
fn no_password_is_known_in_both_its_forms() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let modern = authority.pack("officer", "root", &["-passout", "pass:"]);
    assert!(chosen(&modern, None).is_ok());
    let open = authority.pack("officer", "root", &OPEN);
    let safe = safe_of(&open);
    for characters in [&[][..], &[0, 0]] {
        let kind = pkcs12::kdf::Pkcs12KeyType::Mac;
        let key = pkcs12::kdf::derive_key::<Sha256>(characters, b"salt", kind, 2048, 32);
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(&safe);
        let hash = element(0x30, &[oid("2.16.840.1.101.3.4.2.1"), vec![5, 0]].concat());
        let mac = element(0x30, &[hash, element(4, &mac.finalize().into_bytes())].concat());
        let mac = [mac, element(4, b"salt"), element(2, &[8, 0])].concat();
        let file = with_safe(&open, &safe, &element(0x30, &mac));
        assert!(chosen(&file, None).is_ok(), "{characters:?}");
        assert_eq!(refused(&file, "another"), IdentityError::WrongPassword);
    }
}

#[test]
fn a_mac_by_pbkdf2_is_checked() {
    let authority = Authority::new();
    authority.order("officer", OFFICER);
    let open = authority.pack("officer", "root", &OPEN);
    let safe = safe_of(&open);
    let file = |rounds: &[u8], is_right: bool| {
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(PASSWORD.as_bytes(), b"salt", 2048, &mut key);
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(if is_right { &safe } else { b"other" });
        let mac = mac.finalize().into_bytes();
        let hmac = element(0x30, &[oid("1.2.840.113549.2.9"), vec![5, 0]].concat());
        let numbers = [element(4, b"salt"), element(2, rounds), element(2, &[32]), hmac.clone()];
        let numbers = element(0x30, &numbers.concat());
        let derivation = element(0x30, &[oid("1.2.840.113549.1.5.12"), numbers].concat());
        let parameters = element(0x30, &[derivation, hmac].concat());
        let algorithm = element(0x30, &[oid("1.2.840.113549.1.5.14"), parameters].concat());
        let mac = element(0x30, &[algorithm, element(4, &mac)].concat());
        let mac = [mac, element(4, b"salt"), element(2, &[1])].concat();
        with_safe(&open, &safe, &element(0x30, &mac))
    };
    let right = file(&[8, 0], true);
    let identity = Identity::from_pkcs12(&right, PASSWORD, None, now()).unwrap();
    assert_eq!(identity.party().name, OFFICER.name);
    assert_eq!(refused(&right, "another"), IdentityError::WrongPassword);
    assert_eq!(refused(&file(&[8, 0], false), PASSWORD), IdentityError::WrongPassword);
    // Nobody waits for a file that asks for hours.
    assert_eq!(refused(&file(&[0x7f, 0xff, 0xff, 0xff], true), PASSWORD), IdentityError::Damaged);
}
