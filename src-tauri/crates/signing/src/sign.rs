//! Signing a field, as an incremental update.

use chrono::{DateTime, FixedOffset, Utc};
use lopdf::{Dictionary, IncrementalDocument, Object, StringFormat, text_string};

use crate::algorithm::Hash;
use crate::cms_message;
use crate::file::{File, FileFault, SignatureField};
use crate::identity::Identity;
use crate::{stamp, time};

/// Room for figures of the range, which are known last.
const UNKNOWN: i64 = 9_999_999_999;
/// How much longer another message of the same identity can be: ECDSA signatures vary.
const SLACK: usize = 16;
/// Printed with the page, and never moved (ISO 32000-1, 12.5.3).
const PRINTED_AND_LOCKED: i64 = 4 | 128;
/// There are signatures, and the file is to be changed by appending only (ISO 32000-1, 12.7.2).
const SIGNED_AND_APPENDED_TO: i64 = 1 | 2;

/// Why a file could not be signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileFault),
    /// It has no such field for a signature.
    #[error("the file has no such field for a signature")]
    NoField,
    /// The field is signed already.
    #[error("the field is signed already")]
    AlreadySigned,
    /// The certificate does not hold yet.
    #[error("the certificate holds from {0}")]
    NotYetValid(DateTime<Utc>),
    /// The certificate no longer holds.
    #[error("the certificate held until {0}")]
    Expired(DateTime<Utc>),
    /// What the field is to show is no page.
    #[error("what the field is to show cannot be read")]
    Stamp,
    /// The update could not be put together.
    #[error("the signature could not be written")]
    Write,
}

/// Signs a field of a file at a time. `stamp` is a PDF file whose first page the field shows; a field
/// without extent needs none. The bytes of the file are the beginning of what is given back.
///
/// # Errors
/// [`SignError`].
pub fn sign(
    pdf: &[u8],
    field: &str,
    identity: &Identity,
    at: DateTime<FixedOffset>,
    stamp: Option<&[u8]>,
) -> Result<Vec<u8>, SignError> {
    let validity = identity.validity();
    if at.to_utc() < validity.from {
        return Err(SignError::NotYetValid(validity.from));
    }
    if at.to_utc() > validity.until {
        return Err(SignError::Expired(validity.until));
    }
    let file = File::read(pdf)?;
    // An update of an encrypted file would have to be encrypted, too.
    if file.encryption.is_some() {
        return Err(FileFault::Encrypted.into());
    }
    let fields = file.signature_fields();
    let field = fields.iter().find(|one| one.name == field).ok_or(SignError::NoField)?;
    if file.signature(field.id).is_some() {
        return Err(SignError::AlreadySigned);
    }
    let size = message(identity, &[])?.len() + SLACK;
    let update = update(&file, field, &signature(identity, at, size), stamp)?;
    fill(update, pdf.len(), size, identity)
}

fn message(identity: &Identity, pieces: &[&[u8]]) -> Result<Vec<u8>, SignError> {
    let digest = Hash::Sha256.digest(pieces);
    cms_message::make(identity, &digest).map_err(|_| SignError::Write)
}

/// The signature's dictionary with room for range and message.
fn signature(identity: &Identity, at: DateTime<FixedOffset>, size: usize) -> Dictionary {
    let mut signature = Dictionary::new();
    signature.set("Type", "Sig");
    signature.set("Filter", "Adobe.PPKLite");
    signature.set("SubFilter", "ETSI.CAdES.detached");
    signature.set("Name", text_string(&identity.party().name));
    signature.set("M", Object::string_literal(time::written(at)));
    let range = [0, UNKNOWN, UNKNOWN, UNKNOWN].map(Object::Integer);
    signature.set("ByteRange", range.to_vec());
    signature.set("Contents", Object::String(vec![0; size], StringFormat::Hexadecimal));
    signature
}

/// The file followed by an update that puts the signature into the field.
fn update(
    file: &File,
    field: &SignatureField,
    signature: &Dictionary,
    stamp: Option<&[u8]>,
) -> Result<Vec<u8>, SignError> {
    let document = file.document.clone();
    let mut update = IncrementalDocument::create_from(file.bytes.to_vec(), document);
    file.document.version.clone_into(&mut update.new_document.version);
    // These describe the previous table of objects.
    for key in ["W", "Index", "Length", "Filter", "DecodeParms", "XRefStm"] {
        update.new_document.trailer.remove(key.as_bytes());
    }
    let shown = match stamp {
        Some(stamp) => Some(stamp::add(&mut update, stamp).ok_or(SignError::Stamp)?),
        None => None,
    };
    let value = update.new_document.add_object(signature.clone());
    for id in [field.id, field.widget] {
        update.opt_clone_object_to_new_document(id).map_err(|_| SignError::Write)?;
    }
    let changed = |update: &mut IncrementalDocument, id, key: &str, value: Object| {
        let dictionary = update.new_document.get_dictionary_mut(id);
        dictionary.map(|one| one.set(key, value)).map_err(|_| SignError::Write)
    };
    changed(&mut update, field.id, "V", value.into())?;
    changed(&mut update, field.widget, "F", PRINTED_AND_LOCKED.into())?;
    if let Some(shown) = shown {
        let mut appearance = Dictionary::new();
        appearance.set("N", shown);
        changed(&mut update, field.widget, "AP", appearance.into())?;
    }
    say_signed(file, &mut update).ok_or(SignError::Write)?;
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).map_err(|_| SignError::Write)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Has the form say that there are signatures.
fn say_signed(file: &File, update: &mut IncrementalDocument) -> Option<()> {
    let form = file.form()?;
    let flags = form.get(b"SigFlags").and_then(Object::as_i64);
    if flags.is_ok_and(|flags| flags == SIGNED_AND_APPENDED_TO) {
        return Some(());
    }
    let mut form = form.clone();
    form.set("SigFlags", SIGNED_AND_APPENDED_TO);
    let catalog = file.catalog_id()?;
    if let Object::Reference(id) = file.catalog()?.get(b"AcroForm").ok()? {
        update.new_document.set_object(*id, form);
    } else {
        update.opt_clone_object_to_new_document(catalog).ok()?;
        update.new_document.get_dictionary_mut(catalog).ok()?.set("AcroForm", form);
    }
    Some(())
}

/// Fills in range and message of a file whose signature is the first one past its earlier bytes.
fn fill(
    mut bytes: Vec<u8>,
    earlier: usize,
    size: usize,
    identity: &Identity,
) -> Result<Vec<u8>, SignError> {
    let room = format!("/ByteRange[0 {UNKNOWN} {UNKNOWN} {UNKNOWN}]");
    let before = [room.as_bytes(), b"/Contents"].concat();
    let place = bytes[earlier..].windows(before.len()).position(|one| one == before);
    let range_at = earlier + place.ok_or(SignError::Write)?;
    let gap_start = range_at + before.len();
    let gap_end = gap_start + size * 2 + 2;

    let range = format!("/ByteRange[0 {gap_start} {gap_end} {}]", bytes.len() - gap_end);
    if range.len() > room.len() {
        return Err(SignError::Write);
    }
    let range = format!("{range:<width$}", width = room.len());
    bytes[range_at..range_at + room.len()].copy_from_slice(range.as_bytes());

    let message = message(identity, &[&bytes[..gap_start], &bytes[gap_end..]])?;
    if message.len() > size {
        return Err(SignError::Write);
    }
    let mut digits = bytes[gap_start + 1..gap_end - 1].chunks_exact_mut(2);
    for byte in message {
        if let Some(pair) = digits.next() {
            pair.copy_from_slice(format!("{byte:02X}").as_bytes());
        }
    }
    Ok(bytes)
}
