//! Reports that were signed elsewhere: altered ones are told, right ones taken, each refusal gives its
//! true reason.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "../src-tauri/crates/signing/tests/authority/mod.rs"]
mod authority;
mod headless;

use std::process::Command;

use authority::{Authority, OFFICER, Order};
use headless::{Office, SAMPLES, run};
use serde_json::Value;

/// A signed-off dossier whose report goes to other programs and comes back.
struct Desk {
    authority: Authority,
    office: Office,
}

impl Desk {
    fn new() -> Self {
        let authority = Authority::new();
        authority.order("officer", OFFICER);
        let office = Office::filled(SAMPLES[0]);
        let number = ["--number", "281", "--date", "2024-12-09"];
        office.run(&[&["sign-off", office.dossier.as_str()], &number[..]].concat()).exits(0);
        let made = authority.path("made.pdf").display().to_string();
        office.run(&["export", "pdf", &office.dossier, "--out", &made]).exits(0);
        Self { authority, office }
    }

    fn path(&self, name: &str) -> String {
        self.authority.path(name).display().to_string()
    }

    /// Has another program do something to a file.
    fn elsewhere(&self, command: &str, from: &str, to: &str, more: &[&str]) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/scripts/elsewhere.py");
        let mut python = Command::new("python3");
        python.args([script, command, &self.path(from), &self.path(to)]).args(more);
        let output = python.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn sign(&self, from: &str, to: &str, field: &str, who: &str, digest: &str) {
        let (pem, key) = (self.path(&format!("{who}.pem")), self.path(&format!("{who}.key")));
        self.elsewhere("sign", from, to, &[field, &pem, &key, digest]);
    }

    fn verify(&self, file: &str, more: &[&str]) -> Value {
        run(&[&["verify", &self.path(file), "--json"], more].concat()).json()
    }

    /// Why a report is not taken back: the code, and the sentence.
    fn refused(&self, file: &str, more: &[&str]) -> (String, String) {
        let take = ["report", "take", &self.office.dossier, &self.path(file), "--json"];
        let error = self.office.run(&[&take, more].concat()).exits(1).json()["error"].clone();
        let text = |key: &str| error[key].as_str().unwrap().to_owned();
        (text("code"), text("message"))
    }
}

#[test]
fn a_signature_over_an_altered_report_does_not_make_it_the_report() {
    let desk = Desk::new();
    desk.elsewhere("alter", "made.pdf", "altered.pdf", &[]);
    desk.sign("altered.pdf", "signed.pdf", "Signer", "officer", "sha256");
    // The signature itself is right: it covers what was altered.
    assert_eq!(desk.verify("signed.pdf", &[])["holds"], true);
    let found = desk.verify("signed.pdf", &["--original", &desk.path("made.pdf")]);
    assert_eq!((&found["holds"], &found["sameDocument"]), (&false.into(), &false.into()));
    let (code, message) = desk.refused("signed.pdf", &[]);
    assert_eq!(code, "altered-document");
    assert!(message.contains("tệp bị sửa") && message.contains("ký lại"), "{message}");

    desk.elsewhere("overlay", "made.pdf", "overlay.pdf", &[]);
    desk.sign("overlay.pdf", "covered.pdf", "New", "officer", "sha256");
    let found = desk.verify("covered.pdf", &["--original", &desk.path("made.pdf")]);
    assert_eq!((&found["holds"], &found["sameDocument"]), (&false.into(), &false.into()));
    assert_eq!(desk.refused("covered.pdf", &[]).0, "overlaid-document");
    desk.office.run(&["check"]).exits(0);
}

#[test]
fn a_face_laid_over_a_signed_report_is_told() {
    let desk = Desk::new();
    desk.sign("made.pdf", "first.pdf", "Signer", "officer", "sha256");
    desk.elsewhere("overlay", "first.pdf", "overlay.pdf", &[]);
    desk.sign("overlay.pdf", "covered.pdf", "New", "officer", "sha256");
    assert_eq!(desk.verify("covered.pdf", &[])["holds"], false);
    let said = run(&["verify", &desk.path("covered.pdf")]).exits(1).out;
    assert!(said.contains("có thể che nội dung"), "{said}");
    // Of a signer who is trusted it is told, and holds.
    let found = desk.verify("covered.pdf", &["--roots", &desk.path("roots")]);
    assert_eq!(found["holds"], true, "{found}");
}

#[test]
fn a_report_in_another_notation_is_taken_back() {
    let desk = Desk::new();
    desk.sign("made.pdf", "first.pdf", "Signer", "officer", "sha256");
    desk.elsewhere("rewrite", "first.pdf", "rewritten.pdf", &[]);
    desk.sign("rewritten.pdf", "both.pdf", "Agency", "officer", "sha256");
    let (made, roots) = (desk.path("made.pdf"), desk.path("roots"));
    for file in ["rewritten.pdf", "both.pdf"] {
        let found = desk.verify(file, &["--roots", &roots, "--original", &made]);
        assert_eq!(
            (&found["holds"], &found["sameDocument"]),
            (&true.into(), &true.into()),
            "{found}"
        );
    }
    let (id, both) = (&desk.office.dossier, desk.path("both.pdf"));
    desk.office.run(&["report", "take", id, &both, "--roots", &roots]).exits(0);
    desk.office.run(&["check"]).exits(0);
}

#[test]
fn a_report_that_is_not_taken_back_is_refused_for_its_true_reason() {
    let desk = Desk::new();
    let validity = ["20200101000000Z", "20210101000000Z"];
    desk.authority.order("expired", Order { validity, ..OFFICER });
    desk.authority.order("encrypting", Order { kind: "encrypting", ..OFFICER });
    let stranger = Authority::new();
    stranger.order("other", Order { name: "Other", kind: "root", ..OFFICER });
    std::fs::copy(stranger.path("other.pem"), stranger.path("roots/root.pem")).unwrap();
    let foreign_roots = stranger.path("roots").display().to_string();

    assert_eq!(desk.refused("made.pdf", &[]).0, "not-signed");
    let mut sentences = Vec::new();
    for (who, digest, more, expected) in [
        ("expired", "sha256", &[][..], "expired"),
        ("encrypting", "sha256", &[][..], "not-for-signing"),
        ("officer", "sha1", &[][..], "weak-algorithm"),
        ("officer", "sha256", &["--roots", foreign_roots.as_str()][..], "unknown-issuer"),
    ] {
        desk.sign("made.pdf", "signed.pdf", "Signer", who, digest);
        let (code, message) = desk.refused("signed.pdf", more);
        assert_eq!(code, expected, "{message}");
        assert!(message.contains("Hãy") && !message.contains("đã bị sửa"), "{message}");
        sentences.push(message);
    }
    let arguments = ["Signer", "", "", "", "no message"];
    desk.elsewhere("sign", "made.pdf", "signed.pdf", &arguments);
    sentences.push(desk.refused("signed.pdf", &[]).1);
    assert_eq!(desk.refused("signed.pdf", &[]).0, "unreadable-signature");

    desk.sign("made.pdf", "signed.pdf", "Signer", "officer", "sha256");
    let mut bytes = desk.authority.read("signed.pdf");
    // A figure of the time of signing.
    let place = bytes.windows(5).rposition(|one| one == b"/M(D:").unwrap();
    bytes[place + 18] ^= 1;
    std::fs::write(desk.authority.path("damaged.pdf"), &bytes).unwrap();
    let (code, message) = desk.refused("damaged.pdf", &[]);
    assert_eq!(code, "broken-signature", "{message}");
    sentences.push(message);
    sentences.sort();
    let count = sentences.len();
    sentences.dedup();
    assert_eq!(sentences.len(), count, "{sentences:?}");
}
