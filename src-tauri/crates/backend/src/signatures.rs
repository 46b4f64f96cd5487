//! Signing finished PDF files with a PKCS#12 file, and checking signed ones.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use report::layout::Signatory;
use report::length::Length;
use report::stamp::{Picture, PictureError, stamp};
use serde::{Deserialize, Serialize};
use signing::{
    Candidate, FileFault, Identity, IdentityError, Later, Party, Roots, SignError, Verification,
};
use words::signature as say;

use crate::error::{Error, Result};
use crate::office::Clock;
use crate::{examination, files, wording};

/// The largest PDF file that is signed or checked, in bytes.
const PDF_LIMIT: usize = 64 * 1024 * 1024;

/// With what a field is signed.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// The PKCS#12 file with key and certificate.
    pub identity: &'a Path,
    /// Its password, used once and kept nowhere.
    pub password: &'a str,
    /// The name or serial number of the certificate, where the file holds several.
    pub certificate: Option<&'a str>,
    /// Whose field is signed.
    pub signatory: Signatory,
    /// A PNG picture of the handwritten signature or the seal.
    pub picture: Option<&'a Path>,
}

/// What was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedFile {
    /// The field's name.
    pub field: &'static str,
    /// Who signed, as the certificate says.
    pub signer: Party,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// What was found out about a signed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedFile {
    /// Each signature.
    pub verification: Verification,
    /// What came after the document that was made; none if that was not asked.
    pub since_made: Option<Later>,
}

impl CheckedFile {
    /// Whether the file is signed and nothing is the matter with it.
    pub fn holds(&self) -> bool {
        self.verification.holds() && self.is_same_document() != Some(false)
    }

    /// Whether the file is the document that was made, with nothing but signatures added; none if that
    /// was not asked.
    pub fn is_same_document(&self) -> Option<bool> {
        self.since_made.as_ref().map(Later::is_signatures_alone)
    }

    /// Whether it is signed and was not altered since, whoever the certificates are from.
    pub(crate) fn is_intact(&self) -> bool {
        self.verification.is_intact() && self.is_same_document() != Some(false)
    }
}

/// Signs a field of a PDF file; the file that is signed stays as it is.
///
/// # Errors
/// Of kind path, or refused with what is the matter with certificate, password, picture or file.
pub fn sign_file(
    pdf: &Path,
    signing: &Signing<'_>,
    out: &Path,
    clock: Clock,
) -> Result<SignedFile> {
    let content = read_pdf(pdf)?;
    let (signed, told) = sign((pdf, &content), signing, clock)?;
    files::write(out, &signed)?;
    Ok(told)
}

/// Signs a field of a PDF file's content, which messages call by this name.
pub(crate) fn sign(
    (name, pdf): (&Path, &[u8]),
    with: &Signing<'_>,
    clock: Clock,
) -> Result<(Vec<u8>, SignedFile)> {
    let at = clock.now();
    let p12 = files::read(with.identity)?;
    let identity = Identity::from_pkcs12(&p12, with.password, with.certificate, at.to_utc())
        .map_err(|error| identity_error(&error, with))?;
    // What the reading process has examined is opened here, too: the same code on the same bytes.
    let before = check((name, pdf), &Roots::default(), None, clock)?.verification;
    if !before.signatures.is_empty() && !before.holds() {
        let message = say::broken_before(name.display());
        return Err(Error::refused("broken-signature", message));
    }
    let field = with.signatory.field_name();
    let stamp = stamp_for((name, pdf), with, &identity.party(), at)?;
    let signed = signing::sign(pdf, field, &identity, at, stamp.as_deref());
    let signed = signed.map_err(|error| sign_error(&error, (name, field), &identity.party()))?;
    Ok((signed, SignedFile { field, signer: identity.party(), at }))
}

/// What the field shows; none where the field cannot be seen.
fn stamp_for(
    (name, pdf): (&Path, &[u8]),
    order: &Signing<'_>,
    signer: &Party,
    at: DateTime<FixedOffset>,
) -> Result<Option<Vec<u8>>> {
    let fields = signing::fields(pdf).map_err(|fault| file_error(fault, name))?;
    let field = fields.iter().find(|one| one.name == order.signatory.field_name());
    let Some(field) = field.filter(|field| field.width > 0 && field.height > 0) else {
        return Ok(None);
    };
    let picture = match order.picture {
        Some(path) => {
            let picture = Picture::from_png(&files::read(path)?);
            Some(picture.map_err(|error| picture_error(&error, path))?)
        }
        None => None,
    };
    let time = wording::exact(at);
    let agency = if signer.organisation.is_empty() { &signer.name } else { &signer.organisation };
    let lines = match (&picture, order.signatory) {
        (Some(_), Signatory::Signer) => Vec::new(),
        (Some(_), Signatory::Agency) => vec![agency.clone(), time],
        (None, _) => vec![say::signed_by(&signer.name), say::agency(agency), say::time(time)],
    };
    let (width, height) = (Length::thousandths(field.width), Length::thousandths(field.height));
    let stamp = stamp(width, height, picture.as_ref(), &lines);
    stamp.map(Some).map_err(|_| Error::refused("not-signed", say::failed(name.display())))
}

/// Checks the signatures of a PDF file: against the certificates of a folder, if one is given, and
/// whether it is the document that was made, with nothing but signatures added.
///
/// # Errors
/// Of kind path, or refused if the file is no readable PDF or the folder holds no certificate.
pub fn check_signatures(
    pdf: &Path,
    roots: Option<&Path>,
    original: Option<&Path>,
    clock: Clock,
) -> Result<CheckedFile> {
    let bytes = read_pdf(pdf)?;
    let original = original.map(read_pdf).transpose()?;
    check((pdf, &bytes), &trusted(roots)?, original.as_deref(), clock)
}

/// How many certificates to trust there are in a folder.
///
/// # Errors
/// Of kind path, or refused if there is none.
pub fn count_roots(folder: &Path) -> Result<usize> {
    read_roots(folder).map(|roots| roots.len())
}

/// The certificates of a folder; none where none is given.
pub(crate) fn trusted(folder: Option<&Path>) -> Result<Roots> {
    folder.map_or_else(|| Ok(Roots::default()), read_roots)
}

/// Checks the signatures of a PDF file's content, which messages call by this name, in the reading
/// process.
pub(crate) fn check(
    (name, pdf): (&Path, &[u8]),
    roots: &Roots,
    original: Option<&[u8]>,
    clock: Clock,
) -> Result<CheckedFile> {
    let now = clock.now().to_utc();
    let checked = examination::signatures((name, pdf), roots, original, now)?;
    checked.map_err(|fault| file_error(fault, name))
}

/// The content of a PDF file to be checked or signed.
pub(crate) fn read_pdf(path: &Path) -> Result<Vec<u8>> {
    files::read_up_to(path, PDF_LIMIT)
}

/// Endings of files that hold certificates. Others may lie beside them, as large as they like.
const ROOT_ENDINGS: [&str; 4] = ["pem", "crt", "cer", "der"];

/// Every certificate in the files of a folder.
fn read_roots(folder: &Path) -> Result<Roots> {
    let failed = |error: &std::io::Error| files::read_failure(folder, error);
    let mut roots = Roots::default();
    for entry in std::fs::read_dir(folder).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let fits = |known: &str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
        if ROOT_ENDINGS.iter().any(|known| fits(known)) && path.is_file() {
            roots.add(&files::read(&path)?);
        }
    }
    if roots.is_empty() {
        return Err(Error::refused("no-roots", say::no_roots(folder.display())));
    }
    Ok(roots)
}

fn identity_error(error: &IdentityError, with: &Signing<'_>) -> Error {
    let path = with.identity.display();
    let list = |candidates: &[Candidate]| {
        let called = |one: &Candidate| say::candidate(&one.party.name, &one.serial);
        candidates.iter().map(called).collect::<Vec<_>>().join("; ")
    };
    match error {
        IdentityError::WrongPassword => Error::refused("wrong-password", say::wrong_password(path)),
        IdentityError::NoPrivateKey => Error::refused("no-private-key", say::no_private_key(path)),
        IdentityError::NoCertificate => Error::refused("no-certificate", say::no_certificate(path)),
        IdentityError::Damaged => Error::refused("damaged-p12", say::damaged_identity(path)),
        IdentityError::UnsupportedProtection => {
            Error::refused("unsupported-p12", say::unsupported_protection(path))
        }
        IdentityError::UnsupportedKey => {
            Error::refused("unsupported-key", say::unsupported_key(path))
        }
        IdentityError::NotForSigning(one) => {
            Error::refused("not-for-signing", say::not_for_signing(&one.party.name, path))
        }
        IdentityError::Several(all) => {
            Error::refused("several-certificates", say::several_certificates(path, list(all)))
        }
        IdentityError::NoSuchCertificate(all) => {
            let wanted = with.certificate.unwrap_or_default();
            let message = say::no_such_certificate(path, wanted, list(all));
            Error::refused("no-such-certificate", message)
        }
    }
}

fn file_error(fault: FileFault, path: &Path) -> Error {
    let path = path.display();
    match fault {
        FileFault::NotPdf => Error::refused("not-pdf", say::not_pdf(path)),
        FileFault::Damaged => Error::refused("damaged-pdf", say::damaged_pdf(path)),
        FileFault::Encrypted => Error::refused("encrypted-pdf", say::encrypted_pdf(path)),
        FileFault::TooManySignatures => {
            Error::refused("many-signatures", say::many_signatures(path))
        }
    }
}

fn picture_error(error: &PictureError, path: &Path) -> Error {
    let path = path.display();
    match error {
        PictureError::Unreadable(_) => {
            Error::refused("unreadable-picture", say::unreadable_picture(path))
        }
        PictureError::TooLarge(_) => Error::refused("large-picture", say::large_picture(path)),
    }
}

fn sign_error(error: &SignError, (name, field): (&Path, &str), signer: &Party) -> Error {
    let path = name.display();
    match error {
        SignError::File(fault) => file_error(*fault, name),
        SignError::NoField => {
            Error::refused("no-field", say::no_field(path, wording::signature_field(field)))
        }
        SignError::AlreadySigned => {
            let message = say::already_signed(wording::signature_field(field), path);
            Error::refused("already-signed", message)
        }
        SignError::NotYetValid(from) => {
            let message = say::not_yet_valid(&signer.name, wording::local(*from));
            Error::refused("not-yet-valid", message)
        }
        SignError::Expired(until) => {
            Error::refused("expired", say::expired(&signer.name, wording::local(*until)))
        }
        SignError::Stamp | SignError::Write => Error::refused("not-signed", say::failed(path)),
    }
}
