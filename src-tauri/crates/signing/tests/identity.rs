//! PKCS#12 files: what opens, and what is said of those that do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;

use authority::{Authority, OFFICER, Order, PASSWORD};
use proptest::prelude::*;
use signing::{Identity, IdentityError};

fn refused(p12: &[u8], password: &str) -> IdentityError {
    Identity::from_pkcs12(p12, password).err().unwrap()
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
            let identity = Identity::from_pkcs12(file, PASSWORD)
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
        let _ = Identity::from_pkcs12(&changed, PASSWORD);
    });
}
