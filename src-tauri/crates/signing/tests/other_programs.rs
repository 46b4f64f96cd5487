//! What other programs say of our signatures, and we of theirs: `pdfsig` of poppler-utils, and
//! pyHanko in the Python environment that `cargo xtask test` makes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod authority;
mod small;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use authority::{Authority, OFFICER, Order, PASSWORD};
use signing::{Coverage, Identity, Trust, sign, verify};
use small::{modern_pdf, now, pdf, roots, signing_time, stamp};

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said} {complained}");
    said
}

fn pdfsig(path: &Path) -> String {
    output(Command::new("pdfsig").arg("-nocert").arg(path))
}

fn pyhanko(program: &str, arguments: &[&Path]) -> String {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target"),
        PathBuf::from,
    );
    let python = target.join("pyhanko/venv/bin/python");
    assert!(python.exists(), "{}: run cargo xtask test once", python.display());
    output(Command::new(python).args(["-W", "ignore", "-c", program]).args(arguments))
}

const VALIDATE: &str = r"
import sys
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
root = load_cert_from_pemder(sys.argv[2])
with open(sys.argv[1], 'rb') as file:
    reader = PdfFileReader(file)
    for signature in reader.embedded_signatures:
        trust = ValidationContext(trust_roots=[root], allow_fetching=False)
        status = validate_pdf_signature(signature, trust)
        print(signature.field_name, status.bottom_line, status.intact, status.valid,
              status.trusted, status.coverage.name, status.modification_level.name)
";

const SIGN: &str = r"
import sys
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
signer = signers.SimpleSigner.load_pkcs12(sys.argv[2], passphrase=sys.argv[4].encode())
with open(sys.argv[1], 'rb') as file, open(sys.argv[3], 'wb') as out:
    metadata = signers.PdfSignatureMetadata(
        field_name=sys.argv[5], subfilter=SigSeedSubFilter[sys.argv[6]], md_algorithm='sha512')
    signers.sign_pdf(IncrementalPdfFileWriter(file), metadata, signer=signer, output=out)
";

fn identity(authority: &Authority, file: &str, key: &str) -> Identity {
    let p12 = authority.order(file, Order { key, ..OFFICER });
    Identity::from_pkcs12(&p12, PASSWORD, None, now()).unwrap()
}

#[test]
fn other_programs_accept_our_signatures() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", "rsa:2048");
    let agency = identity(&authority, "agency", "P-256");
    for pdf in [pdf(2), modern_pdf()] {
        let first = sign(&pdf, "Signer", &officer, signing_time(), Some(&stamp())).unwrap();
        let both = sign(&first, "Agency", &agency, signing_time(), None).unwrap();
        for (bytes, count) in [(&first, 1), (&both, 2)] {
            let path = authority.path("signed.pdf");
            fs::write(&path, bytes).unwrap();
            let said = pdfsig(&path);
            let times = |sought: &str| said.matches(sought).count();
            assert_eq!(times("Signature Validation: Signature is Valid."), count, "{said}");
            assert_eq!(times("Signature Type: ETSI.CAdES.detached"), count, "{said}");
            assert_eq!(times("Total document signed"), 1, "{said}");

            let said = pyhanko(VALIDATE, &[&path, &authority.path("root.pem")]);
            let lines: Vec<&str> = said.lines().collect();
            let whole = "True True True True ENTIRE_FILE NONE";
            let earlier = "Signer True True True True ENTIRE_REVISION FORM_FILLING";
            let expected = match count {
                1 => vec![format!("Signer {whole}")],
                _ => vec![earlier.to_owned(), format!("Agency {whole}")],
            };
            assert_eq!(lines, expected);
        }
    }
}

#[test]
fn other_programs_see_a_changed_byte() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", "rsa:2048");
    let mut signed = sign(&pdf(1), "Signer", &officer, signing_time(), None).unwrap();
    let place = signed.windows(4).position(|one| one == b"Page").unwrap();
    signed[place + 2] ^= 1;
    let path = authority.path("changed.pdf");
    fs::write(&path, &signed).unwrap();
    assert!(!pdfsig(&path).contains("Signature is Valid."));
    let said = pyhanko(VALIDATE, &[&path, &authority.path("root.pem")]);
    assert!(said.starts_with("Signer False False"), "{said}");
}

#[test]
fn a_file_signed_by_another_program_comes_back() {
    let authority = Authority::new();
    let officer = identity(&authority, "officer", "rsa:2048");
    authority.order("agency", Order { key: "P-256", ..OFFICER });
    let roots = roots(&[authority.read("root.pem")]);
    for pdf in [pdf(2), modern_pdf()] {
        let first = sign(&pdf, "Signer", &officer, signing_time(), Some(&stamp())).unwrap();
        for (earlier, field) in [(&pdf, "Agency"), (&first, "Agency"), (&first, "Another")] {
            for kind in ["PADES", "ADOBE_PKCS7_DETACHED"] {
                let (from, to) = (authority.path("in.pdf"), authority.path("out.pdf"));
                fs::write(&from, earlier).unwrap();
                let p12 = authority.path("agency.p12");
                let words = [PASSWORD, field, kind].map(Path::new);
                pyhanko(SIGN, &[&from, &p12, &to, words[0], words[1], words[2]]);
                let signed = fs::read(&to).unwrap();
                assert!(signed.starts_with(earlier));

                let found = verify(&signed, &roots, chrono::Utc::now()).unwrap();
                assert!(found.holds(), "{field} {kind}: {found:?}");
                let last = found.signatures.last().unwrap();
                assert_eq!((last.field.as_str(), &last.coverage), (field, &Some(Coverage::Whole)));
                assert!(matches!(last.trust, Trust::Trusted(_)));
                if earlier == &pdf {
                    let both = sign(&signed, "Signer", &officer, signing_time(), None).unwrap();
                    let found = verify(&both, &roots, now().max(chrono::Utc::now())).unwrap();
                    assert!(found.holds(), "{field} {kind}: {found:?}");
                    assert_eq!(found.signatures.len(), 2);
                }
            }
        }
    }
}
