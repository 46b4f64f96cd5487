//! Signing the report and checking it, as a person or script does.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

#[path = "../src-tauri/crates/signing/tests/authority/mod.rs"]
mod authority;
mod headless;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use authority::{Authority, OFFICER, Order, PASSWORD};
use headless::{Run, bare, pdf_text, program, run, with_input};

/// The sample's signed-off report, beside certificates of a signer and an agency.
struct Desk {
    authority: Authority,
    report: PathBuf,
}

const AGENCY: Order<'_> =
    Order {
        name: "UBND xã Đức Liễu", organisation: "UBND huyện Bù Đăng", key: "P-256", ..OFFICER
    };

impl Desk {
    fn new() -> Self {
        let authority = Authority::new();
        authority.order("officer", OFFICER);
        authority.order("agency", AGENCY);
        run(&["demo", "--out", authority.path("out").to_str().unwrap()]).exits(0);
        let report = authority.path("report.pdf");
        let made = authority.path("out/BC-tu-cham-CCHC-2024_xa-duc-lieu_281-BC-UBND.pdf");
        fs::copy(made, &report).unwrap();
        Self { authority, report }
    }

    fn path(&self, name: &str) -> String {
        self.authority.path(name).display().to_string()
    }

    /// Signs a file with the password on standard input.
    fn sign(&self, from: &str, p12: &str, field: &str, to: &str, more: &[&str]) -> Run {
        self.sign_with(PASSWORD, from, p12, field, to, more)
    }

    fn sign_with(
        &self,
        password: &str,
        from: &str,
        p12: &str,
        field: &str,
        to: &str,
        more: &[&str],
    ) -> Run {
        let (from, p12, to) = (self.path(from), self.path(p12), self.path(to));
        let mut command = program();
        command
            .args(["sign", &from, "--p12", &p12, "--field", field, "--out", &to])
            .arg("--password-stdin")
            .args(more);
        with_input(&mut command, &format!("{password}\r\nnot the password\n"))
    }

    fn verify(&self, file: &str, more: &[&str]) -> Run {
        run(&[&["verify", &self.path(file)], more].concat())
    }

    /// A round red picture with transparent corners.
    fn seal(&self) -> String {
        let path = self.path("seal.png");
        let source = "import struct, sys, zlib\n\
            n = 60\n\
            row = lambda y: b'\\0' + b''.join(bytes([200, 0, 0, 255 if (x-30)**2+(y-30)**2 < 900 else 0]) \
            for x in range(n))\n\
            chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + \
            struct.pack('>I', zlib.crc32(kind + data))\n\
            png = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', n, n, 8, 6, 0, 0, 0)) \
            + chunk(b'IDAT', zlib.compress(b''.join(row(y) for y in range(n)))) + chunk(b'IEND', b'')\n\
            open(sys.argv[1], 'wb').write(png)\n";
        let status = Command::new("python3").args(["-c", source, &path]).status().unwrap();
        assert!(status.success());
        path
    }
}

#[test]
fn signer_and_agency_sign_the_report() {
    let desk = Desk::new();
    let signed = desk.sign("report.pdf", "officer.p12", "signer", "signed.pdf", &[]).exits(0);
    assert!(signed.out.contains("Nguyễn Văn Đức"), "{signed:?}");
    let seal = desk.seal();
    let both = ["--picture", seal.as_str(), "--json"];
    let both = desk.sign("signed.pdf", "agency.p12", "agency", "both.pdf", &both).exits(0).json();
    assert_eq!(both["field"], "Agency");
    assert_eq!(both["signer"], "UBND xã Đức Liễu");

    let bytes = |name: &str| desk.authority.read(name);
    assert!(bytes("signed.pdf").starts_with(&bytes("report.pdf")));
    assert!(bytes("both.pdf").starts_with(&bytes("signed.pdf")));
    // Without a picture the field says who signed; beside the seal stand agency and time.
    let text = pdf_text(&desk.authority.path("both.pdf"));
    for shown in [
        "Ký bởi: Nguyễn Văn Đức",
        "Cơ quan: UBND xã Đức Liễu",
        "Thời gian ký: ",
        "UBND huyện Bù Đăng",
        "+07:00",
    ] {
        assert!(text.contains(&bare(shown)), "{shown}: {text}");
    }

    let (roots, report) = (desk.path("roots"), desk.report.display().to_string());
    let found = desk.verify("both.pdf", &["--roots", &roots, "--original", &report, "--json"]);
    let found = found.exits(0).json();
    assert_eq!((&found["holds"], &found["sameDocument"]), (&true.into(), &true.into()));
    let signatures = found["signatures"].as_array().unwrap();
    assert_eq!(signatures.len(), 2);
    assert_eq!(signatures[0]["signedLater"], serde_json::json!(["Agency"]));
    assert_eq!(signatures[0]["organisation"], "UBND xã Đức Liễu");
    assert_eq!(signatures[0]["trustedRoot"], "Root of the tests");
    assert_eq!(signatures[1]["coversWholeFile"], true);

    let said = desk.verify("both.pdf", &["--roots", &roots]).exits(0).out;
    for shown in ["1. Ô “Người ký”: Nguyễn Văn Đức, UBND xã Đức Liễu", "Mọi chữ ký đều đúng"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
    let pdfsig = Command::new("pdfsig").arg("-nocert").arg(desk.path("both.pdf")).output().unwrap();
    let said = String::from_utf8(pdfsig.stdout).unwrap();
    assert_eq!(said.matches("Signature is Valid.").count(), 2, "{said}");
}

#[test]
fn what_is_the_matter_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    let old = Order { validity: ["20200101000000Z", "20210101000000Z"], ..OFFICER };
    desk.authority.order("expired", old);
    let young = Order { validity: ["20990101000000Z", "21000101000000Z"], ..OFFICER };
    desk.authority.order("young", young);
    fs::write(desk.authority.path("text.txt"), "text").unwrap();
    let refused = |password: &str, from: &str, p12: &str, field: &str, more: &[&str]| {
        let more = [more, &["--json"]].concat();
        let run = desk.sign_with(password, from, p12, field, "none.pdf", &more);
        assert!(!desk.authority.path("none.pdf").exists());
        (run.exit, run.json()["error"]["code"].as_str().unwrap().to_owned())
    };
    let code = |code: &str| (1, code.to_owned());
    let (report, officer) = ("report.pdf", "officer.p12");
    let text = desk.path("text.txt");
    assert_eq!(refused("wrong", report, officer, "signer", &[]), code("wrong-password"));
    assert_eq!(refused(PASSWORD, report, "officer.pem", "signer", &[]), code("damaged-p12"));
    assert_eq!(refused(PASSWORD, report, "expired.p12", "signer", &[]), code("expired"));
    assert_eq!(refused(PASSWORD, report, "young.p12", "signer", &[]), code("not-yet-valid"));
    assert_eq!(refused(PASSWORD, "text.txt", officer, "signer", &[]), code("not-pdf"));
    let picture = ["--picture", text.as_str()];
    assert_eq!(refused(PASSWORD, report, officer, "signer", &picture), code("unreadable-picture"));
    let draft = "out/BC-tu-cham-CCHC-2024_xa-duc-lieu_DU-THAO.pdf";
    assert_eq!(refused(PASSWORD, draft, officer, "signer", &[]), code("no-field"));
    let missing = refused(PASSWORD, "khong-co.pdf", officer, "signer", &[]);
    assert_eq!(missing, (3, "missing-file".to_owned()));

    desk.sign(report, officer, "signer", "signed.pdf", &[]).exits(0);
    assert_eq!(refused(PASSWORD, "signed.pdf", officer, "signer", &[]), code("already-signed"));
    let mut bytes = desk.authority.read("signed.pdf");
    bytes[5000] ^= 1;
    fs::write(desk.authority.path("changed.pdf"), &bytes).unwrap();
    let (exit, code) = refused(PASSWORD, "changed.pdf", "agency.p12", "agency", &[]);
    assert!(exit == 1 && (code == "broken-signature" || code == "damaged-pdf"), "{code}");
}

#[test]
fn the_certificate_that_signs_may_be_named() {
    let desk = Desk::new();
    let encrypting = Order { name: "Encrypting", kind: "encrypting", ..OFFICER };
    desk.authority.order("encrypting", encrypting);
    let sign = |p12: &str, more: &[&str]| {
        let more = [more, &["--json"]].concat();
        desk.sign("report.pdf", p12, "signer", "named.pdf", &more)
    };
    let refused = sign("encrypting.p12", &[]).exits(1).json()["error"].clone();
    assert_eq!(refused["code"], "not-for-signing");
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("Encrypting") && message.contains("không dùng để ký"), "{message}");
    let refused =
        sign("officer.p12", &["--certificate", "Ai Khác"]).exits(1).json()["error"].clone();
    assert_eq!(refused["code"], "no-such-certificate");
    assert!(refused["message"].as_str().unwrap().contains("Nguyễn Văn Đức (số hiệu "));
    assert!(!desk.authority.path("named.pdf").exists());
    let signed = sign("officer.p12", &["--certificate", "nguyễn văn đức"]).exits(0).json();
    assert_eq!(signed["signer"], "Nguyễn Văn Đức");
}

#[test]
fn a_time_stamp_over_the_document_is_told_by_itself() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../signing/tests/samples");
    let (file, roots) = (format!("{samples}/stamped.pdf"), samples.to_owned());
    let found = run(&["verify", &file, "--roots", &roots, "--json"]).exits(0).json();
    assert_eq!(found["signatures"].as_array().unwrap().len(), 1);
    let [stamp] = &found["timeStamps"].as_array().unwrap()[..] else { panic!("{found}") };
    assert_eq!(stamp["faults"], serde_json::json!([]));
    let said = run(&["verify", &file, "--roots", &roots]).exits(0).out;
    for shown in ["Dấu thời gian ở ô “", "thời gian được xác nhận: ", "Mọi chữ ký đều đúng"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
}

#[test]
fn a_password_is_asked_for_or_read_never_taken_from_elsewhere() {
    let desk = Desk::new();
    let (report, p12) = (desk.report.display().to_string(), desk.path("officer.p12"));
    let out = desk.path("none.pdf");
    let sign = ["sign", &report, "--p12", &p12, "--field", "signer", "--out", &out];
    let output = program().args(sign).stdin(Stdio::null()).output().unwrap();
    assert!(Run::of(output).exits(2).err.contains("--password-stdin"));
    run(&[&sign[..], &["--password", PASSWORD]].concat()).exits(2);
}

#[test]
fn each_fault_of_a_file_is_told() {
    let desk = Desk::new();
    let codes = |file: &str, more: &[&str]| {
        let found = desk.verify(file, &[more, &["--json"]].concat()).exits(1).json();
        let signatures = found["signatures"].as_array().unwrap().clone();
        let faults = signatures.iter().flat_map(|one| one["faults"].as_array().unwrap().clone());
        faults.map(|fault| fault["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes("report.pdf", &[]).is_empty());
    assert!(desk.verify("report.pdf", &[]).exits(1).out.contains("chưa có chữ ký số"));

    desk.sign("report.pdf", "officer.p12", "signer", "signed.pdf", &[]).exits(0);
    desk.verify("signed.pdf", &[]).exits(0);
    let stranger = Authority::new();
    stranger.order("other", Order { name: "Other", kind: "root", ..OFFICER });
    fs::copy(stranger.path("other.pem"), stranger.path("roots/root.pem")).unwrap();
    let roots = stranger.path("roots").display().to_string();
    assert_eq!(codes("signed.pdf", &["--roots", &roots]), ["unknown-issuer"]);

    let mut bytes = desk.authority.read("signed.pdf");
    let title = bytes.windows(9).position(|one| one == b"/Keywords").unwrap();
    bytes[title + 12] ^= 1;
    fs::write(desk.authority.path("changed.pdf"), &bytes).unwrap();
    assert_eq!(codes("changed.pdf", &[]), ["content-changed"]);
    let said = desk.verify("changed.pdf", &[]).exits(1).out;
    assert!(said.contains("nội dung đã bị thay đổi sau khi ký"), "{said}");

    fs::write(desk.authority.path("another.pdf"), b"%PDF-1.7 another").unwrap();
    let original = desk.path("another.pdf");
    let said = desk.verify("signed.pdf", &["--original", &original]).exits(1).out;
    assert!(said.contains("không nối tiếp tệp gốc"), "{said}");

    fs::create_dir(desk.authority.path("empty")).unwrap();
    let empty = desk.path("empty");
    desk.verify("signed.pdf", &["--roots", &empty]).exits(1);
    desk.verify("signed.pdf", &["--roots", &desk.path("none")]).exits(3);
    desk.verify("none.pdf", &[]).exits(3);
}
