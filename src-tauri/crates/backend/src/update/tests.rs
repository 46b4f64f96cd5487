use std::io::Cursor;

use minisign::KeyPair;

use super::*;
use crate::Refusal;

const NAME: &str = "cham-diem-cchc-0.2.0-setup.exe";
const COMMENT: &str = "par-index version:0.2.0";

/// A memory stick with an installer and its signature, and the folder that the program copies to.
struct Stick {
    folder: tempfile::TempDir,
    keys: KeyPair,
}

impl Stick {
    fn new() -> Self {
        let stick = Self {
            folder: tempfile::tempdir().unwrap(),
            keys: KeyPair::generate_unencrypted_keypair().unwrap(),
        };
        fs::write(stick.installer(), content()).unwrap();
        stick.sign(COMMENT);
        stick
    }

    fn installer(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    fn signature(&self) -> PathBuf {
        signature_path(&self.installer())
    }

    fn copies(&self) -> PathBuf {
        self.folder.path().join("cap-nhat")
    }

    fn key(&self) -> UpdateKey {
        UpdateKey::new(Some(&self.keys.pk.to_base64())).unwrap()
    }

    fn sign(&self, comment: &str) {
        let content = Cursor::new(fs::read(self.installer()).unwrap());
        let signed = minisign::sign(None, &self.keys.sk, content, Some(comment), None).unwrap();
        fs::write(self.signature(), signed.into_string()).unwrap();
    }

    fn find_with(&self, key: &UpdateKey) -> Result<Update> {
        Update::find(&self.installer(), key, &Version::new(0, 1, 0), &self.copies())
    }

    fn find(&self) -> Result<Update> {
        self.find_with(&self.key())
    }

    /// The code of the refusal, which leaves no copy.
    fn refused(&self) -> &'static str {
        let error = self.find().unwrap_err();
        let left = fs::read_dir(self.copies()).map_or(0, Iterator::count);
        assert_eq!(left, 0, "{}", error.message);
        assert!(error.message.ends_with('.'), "{}", error.message);
        error.code
    }
}

fn content() -> Vec<u8> {
    let mut content = b"MZ\x90\x00".to_vec();
    content.extend((0..3000_u32).flat_map(u32::to_le_bytes));
    content
}

/// Another character of base64 that differs in a bit which every one of them carries.
fn other(one: u8) -> u8 {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    ALPHABET.iter().position(|each| *each == one).map_or(b'A', |place| ALPHABET[place ^ 32])
}

#[test]
fn newer_installer_is_copied_and_known_by_its_version() {
    let stick = Stick::new();
    let update = stick.find().unwrap();
    assert_eq!(update.version(), &Version::new(0, 2, 0));
    let proven = update.prove().unwrap();
    let copy = proven.path();
    assert!(copy.starts_with(stick.copies()) && copy.extension().unwrap() == "exe");
    assert_eq!(fs::read(copy).unwrap(), content());
    assert_eq!(fs::read_dir(stick.copies()).unwrap().count(), 1);
}

#[test]
fn what_happens_on_the_stick_afterwards_changes_nothing() {
    let stick = Stick::new();
    let update = stick.find().unwrap();
    fs::write(stick.installer(), b"MZ something else").unwrap();
    fs::remove_file(stick.signature()).unwrap();
    assert_eq!(fs::read(update.prove().unwrap().path()).unwrap(), content());
}

#[test]
fn copy_that_was_changed_or_removed_is_not_started() {
    let stick = Stick::new();
    let update = stick.find().unwrap();
    let copy = update.prove().unwrap().path().to_owned();
    fs::write(copy, b"MZ something else").unwrap();
    assert_eq!(update.prove().unwrap_err().code, "changed-installer");
    clear_updates(&stick.copies());
    assert_eq!(update.prove().unwrap_err().code, "missing-file");
}

#[test]
fn copies_of_earlier_updates_do_not_stay() {
    let stick = Stick::new();
    fs::create_dir(stick.copies()).unwrap();
    fs::write(stick.copies().join("planted.dll"), "x").unwrap();
    stick.find().unwrap();
    assert_eq!(fs::read_dir(stick.copies()).unwrap().count(), 1);
    clear_updates(&stick.copies());
    assert_eq!(fs::read_dir(stick.copies()).unwrap().count(), 0);
    clear_updates(&stick.folder.path().join("none"));
}

#[test]
fn without_a_key_it_is_said_so() {
    for key in [None, Some(""), Some("RWQ")] {
        let error = UpdateKey::new(key).map(drop).unwrap_err();
        assert_eq!((error.code, error.refusal), ("no-update-key", Refusal::Refused));
    }
}

#[test]
fn only_a_newer_version_is_taken() {
    let stick = Stick::new();
    for (version, code) in [
        ("0.1.0", Some("same-version")),
        ("0.1.0+build.7", Some("same-version")),
        ("0.1.0-rc.1", Some("older-version")),
        ("0.0.9", Some("older-version")),
        ("0.1.1-rc.1", None),
        ("0.10.0", None),
        ("1.0.0", None),
    ] {
        stick.sign(&format!("par-index version:{version}"));
        match code {
            Some(code) => assert_eq!(stick.refused(), code, "{version}"),
            None => assert_eq!(stick.find().unwrap().version().to_string(), version),
        }
    }
}

#[test]
fn comment_must_name_one_version() {
    let stick = Stick::new();
    for comment in [
        "timestamp:1633700835\tfile:test",
        "",
        "version:",
        "version: 0.2.0",
        "version:0.2",
        "version:0.2.0.1",
        "my-version:0.2.0",
        "version:0.2.0 version:0.3.0",
    ] {
        stick.sign(comment);
        assert_eq!(stick.refused(), "no-version", "{comment}");
    }
}

#[test]
fn signature_must_lie_beside_the_installer() {
    let stick = Stick::new();
    fs::remove_file(stick.signature()).unwrap();
    let error = stick.find().unwrap_err();
    assert_eq!((error.code, error.refusal), ("no-signature", Refusal::Path));
    assert!(error.message.contains(&format!("{NAME}.minisig")), "{}", error.message);
}

#[test]
fn damaged_signatures_are_told_as_such() {
    let stick = Stick::new();
    let whole = fs::read_to_string(stick.signature()).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let damaged: [Vec<u8>; 6] = [
        Vec::new(),
        vec![0xff; 200],
        vec![b'x'; SIGNATURE_LIMIT + 1],
        lines[..3].join("\n").into(),
        whole.replace("trusted comment: par", "comment: par").into(),
        // "RU" begins the algorithm "ED"; "RV" begins an unknown one.
        whole.replace("\nRU", "\nRV").into(),
    ];
    for content in damaged {
        fs::write(stick.signature(), &content).unwrap();
        assert_eq!(stick.refused(), "damaged-signature", "{}", content.len());
    }
    // "RW" begins "Ed", which covers the file itself instead of its hash.
    fs::write(stick.signature(), whole.replace("\nRU", "\nRW")).unwrap();
    assert_eq!(stick.refused(), "old-signature");
}

#[test]
fn no_byte_of_signature_and_comment_can_be_changed() {
    let stick = Stick::new();
    let whole = fs::read(stick.signature()).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').collect();
    // Algorithm and number of the key, the signature, the comment, the signature of both.
    let regions = [
        (ends[0] + 1, ends[1], 1),
        (ends[1] + 1 + "trusted comment: ".len(), ends[2], 1),
        (ends[2] + 1, ends[3], 7),
    ];
    for (from, to, step) in regions {
        for at in (from..to).step_by(step).filter(|at| whole[*at] != b'=') {
            let mut changed = whole.clone();
            changed[at] = other(whole[at]);
            fs::write(stick.signature(), &changed).unwrap();
            let code = stick.refused();
            let expected = ["other-key", "changed-installer", "damaged-signature", "old-signature"];
            assert!(expected.contains(&code), "{at}: {code}");
        }
    }
    // What stands in the first line is signed by nobody, and is not used.
    let mut changed = whole;
    changed[0] = b'U';
    fs::write(stick.signature(), &changed).unwrap();
    stick.find().unwrap();
}

#[test]
fn no_byte_of_the_installer_can_be_changed() {
    let stick = Stick::new();
    let whole = content();
    for at in (4..whole.len()).step_by(611).chain([whole.len() - 1]) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(stick.installer(), &changed).unwrap();
        assert_eq!(stick.refused(), "changed-installer", "{at}");
    }
    for changed in [&whole[..whole.len() - 1], &[&whole[..], b"\0"].concat()] {
        fs::write(stick.installer(), changed).unwrap();
        assert_eq!(stick.refused(), "changed-installer", "{}", changed.len());
    }
}

#[test]
fn key_of_somebody_else_is_refused() {
    let stick = Stick::new();
    let theirs = Stick::new();
    let error = stick.find_with(&theirs.key()).unwrap_err();
    assert_eq!(error.code, "other-key");
    assert!(error.message.contains(NAME), "{}", error.message);
}

#[test]
fn only_programs_are_installers() {
    let stick = Stick::new();
    for content in [b"".as_slice(), b"%PDF-1.7", b"RUQ"] {
        fs::write(stick.installer(), content).unwrap();
        stick.sign(COMMENT);
        assert_eq!(stick.refused(), "not-installer");
    }
}

#[test]
fn too_large_an_installer_is_refused_before_it_is_copied() {
    let stick = Stick::new();
    let file = File::options().write(true).open(stick.installer()).unwrap();
    file.set_len(INSTALLER_LIMIT + 1).unwrap();
    assert_eq!(stick.refused(), "too-large");
}

#[test]
fn paths_that_cannot_be_used_are_named() {
    let stick = Stick::new();
    // A file where the copy's folder should be.
    fs::write(stick.copies(), "").unwrap();
    assert_eq!(stick.find().unwrap_err().refusal, Refusal::Path);
    fs::remove_file(stick.installer()).unwrap();
    let error = stick.find().unwrap_err();
    assert_eq!((error.code, error.refusal), ("missing-file", Refusal::Path));
    fs::create_dir(stick.installer()).unwrap();
    assert_eq!(stick.find().unwrap_err().code, "is-folder");
}
