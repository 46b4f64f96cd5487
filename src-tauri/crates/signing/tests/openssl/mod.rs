//! Signatures as other programs make them, by the program `openssl`: in every form that CMS allows.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use std::fs;
use std::ops::Range;

use lopdf::{Dictionary, Document, IncrementalDocument, Object, StringFormat};

use crate::authority::Authority;

/// Bytes that are kept free for a message.
const ROOM: usize = 8192;
const UNKNOWN: i64 = 9_999_999_999;

/// A file with a signature whose message is still missing.
pub struct Prepared {
    bytes: Vec<u8>,
    /// Where the range stands; the gap for the message follows.
    range: Range<usize>,
}

/// Puts a signature into an empty field of a file, with these entries besides range and message.
pub fn prepare(pdf: &[u8], field: &str, entries: &[(&str, Object)]) -> Prepared {
    let document = Document::load_mem(pdf).unwrap();
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), document);
    let mut signature = Dictionary::new();
    for (key, value) in entries {
        signature.set(*key, value.clone());
    }
    signature.set("ByteRange", [0, UNKNOWN, UNKNOWN, UNKNOWN].map(Object::Integer).to_vec());
    signature.set("Contents", Object::String(vec![0; ROOM], StringFormat::Hexadecimal));
    let value = update.new_document.add_object(signature);
    let is_field = |object: &Object| {
        let name = object.as_dict().and_then(|one| one.get(b"T")).and_then(Object::as_str);
        name.is_ok_and(|name| name == field.as_bytes())
    };
    let objects = &update.get_prev_documents().objects;
    let id = *objects.iter().find(|(_, object)| is_field(object)).unwrap().0;
    update.opt_clone_object_to_new_document(id).unwrap();
    update.new_document.get_dictionary_mut(id).unwrap().set("V", value);
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();

    let room = format!("/ByteRange[0 {UNKNOWN} {UNKNOWN} {UNKNOWN}]");
    let range = bytes.windows(room.len()).rposition(|one| one == room.as_bytes()).unwrap();
    let mut prepared = Prepared { bytes, range: range..range + room.len() };
    prepared.state_range();
    prepared
}

/// The entries of a signature of a kind, made at the time of the tests.
pub fn entries(kind: &str) -> Vec<(&'static str, Object)> {
    vec![
        ("Type", "Sig".into()),
        ("Filter", "Adobe.PPKLite".into()),
        ("SubFilter", kind.into()),
        ("M", Object::string_literal("D:20240205093012+07'00'")),
    ]
}

impl Prepared {
    fn gap(&self) -> Range<usize> {
        let start = self.range.end + "/Contents".len();
        start..start + ROOM * 2 + 2
    }

    fn state_range(&mut self) {
        let Range { start, end } = self.gap();
        let stated = format!("/ByteRange[0 {start} {end} {}]", self.bytes.len() - end);
        let stated = format!("{stated:<width$}", width = self.range.len());
        self.bytes[self.range.clone()].copy_from_slice(stated.as_bytes());
    }

    /// Changes bytes before they are signed; their number stays.
    pub fn change(&mut self, change: impl FnOnce(&mut [u8])) {
        change(&mut self.bytes);
    }

    /// Puts bytes before the file.
    pub fn precede(&mut self, junk: &[u8]) {
        self.bytes.splice(..0, junk.iter().copied());
        self.range = self.range.start + junk.len()..self.range.end + junk.len();
        self.state_range();
    }

    /// What is signed.
    pub fn covered(&self) -> Vec<u8> {
        let gap = self.gap();
        [&self.bytes[..gap.start], &self.bytes[gap.end..]].concat()
    }

    /// The file with its message.
    pub fn filled(&self, message: &[u8]) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        let gap = self.gap();
        let digits = bytes[gap.start + 1..gap.end - 1].chunks_exact_mut(2);
        assert!(message.len() <= digits.len());
        for (pair, byte) in digits.zip(message) {
            pair.copy_from_slice(format!("{byte:02x}").as_bytes());
        }
        bytes
    }
}

/// A message over content by a certificate of the authority, with further arguments of `openssl cms`.
pub fn message(authority: &Authority, signer: &str, content: &[u8], more: &[&str]) -> Vec<u8> {
    fs::write(authority.path("content"), content).unwrap();
    let (certificate, key) = (format!("{signer}.pem"), format!("{signer}.key"));
    let sign = [
        "cms",
        "-sign",
        "-binary",
        "-in",
        "content",
        "-outform",
        "DER",
        "-out",
        "message",
        "-signer",
        &certificate,
        "-inkey",
        &key,
    ];
    authority.openssl(&[&sign, more].concat());
    authority.read("message")
}

/// A time stamp over content by a certificate of the authority.
pub fn time_stamp(authority: &Authority, signer: &str, content: &[u8], digest: &str) -> Vec<u8> {
    let configuration = "[tsa]\ndefault_tsa = own\n[own]\nserial = serial\ndefault_policy = 1.2.3.4\n\
         digests = sha1, sha256, sha384, sha512\nsigner_digest = sha256\nordering = no\n\
         tsa_name = no\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n";
    fs::write(authority.path("tsa"), configuration).unwrap();
    fs::write(authority.path("content"), content).unwrap();
    let digest = format!("-{digest}");
    authority.openssl(&["ts", "-query", "-data", "content", &digest, "-cert", "-out", "query"]);
    let (certificate, key) = (format!("{signer}.pem"), format!("{signer}.key"));
    authority.openssl(&[
        "ts",
        "-reply",
        "-config",
        "tsa",
        "-section",
        "own",
        "-queryfile",
        "query",
        "-signer",
        &certificate,
        "-inkey",
        &key,
        "-token_out",
        "-out",
        "token",
    ]);
    authority.read("token")
}
