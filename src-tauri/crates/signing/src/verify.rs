//! What holds of the signatures in a file.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use lopdf::{Dictionary, Object};
use serde::{Deserialize, Serialize};

use crate::certificate::{Party, Validity, may_sign_documents};
use crate::changes::{Change, Later, later};
use crate::cms_message::{CmsFault, Message};
use crate::file::{File, FileFault, SignatureField};
use crate::roots::{Roots, Trust};
use crate::time;

/// How far the clock of whoever signed may be ahead.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);
/// Most signatures that are examined: each takes a digest of the file and another reading of it.
const MOST_SIGNATURES: usize = 100;
/// What may stand behind a revision's end mark.
const END: &[u8] = b"%%EOF";

/// What was found out about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Each signature, in the order of the form.
    pub signatures: Vec<SignatureReport>,
    /// How many signatures lie in the file that belong to no field, as forgers leave them.
    pub stray: usize,
}

impl Verification {
    /// Whether the file is signed, no signature has a fault and each is trusted, as far as it was
    /// asked.
    pub fn holds(&self) -> bool {
        let holds = |one: &SignatureReport| {
            one.faults.is_empty() && !matches!(one.trust, Trust::Untrusted(_))
        };
        self.stray == 0 && !self.signatures.is_empty() && self.signatures.iter().all(holds)
    }
}

/// What was found out about a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureReport {
    /// The field's name.
    pub field: String,
    /// Who signed, as the certificate says.
    pub signer: Option<Party>,
    /// From when to when the certificate holds.
    pub validity: Option<Validity>,
    /// When it was signed, as the signer's own clock said.
    pub signed_at: Option<DateTime<FixedOffset>>,
    /// How much of the file it covers; none while that cannot be told.
    pub coverage: Option<Coverage>,
    /// Whether the certificate is trusted; none while it cannot be read.
    pub trust: Trust,
    /// What is the matter; nothing where the signature holds.
    pub faults: Vec<Fault>,
}

/// How much of a file a signature covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Coverage {
    /// All of it.
    Whole,
    /// An earlier revision.
    Earlier(Later),
}

/// What is the matter with a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It is of a kind that is not known here, by its name.
    Kind(String),
    /// The bytes that it says it covers are not a revision without the signature itself.
    Range,
    /// The signed revision cannot be read, or had no such signature.
    Revision,
    /// Its message.
    Message(CmsFault),
    /// Something was changed after it.
    Changed(Vec<Change>),
    /// The certificate is not made for signing documents.
    NotForSigning,
    /// It does not say when it was signed.
    NoTime,
    /// It says that it was signed at a time that is still to come.
    InFuture,
    /// The certificate did not hold yet at the time of signing.
    NotYetValid,
    /// The certificate no longer held at the time of signing.
    Expired,
}

/// Verifies every signature in a file. `now` is the time at which it is asked.
///
/// # Errors
/// [`FileFault`] where the file itself cannot be read.
pub fn verify(pdf: &[u8], roots: &Roots, now: DateTime<Utc>) -> Result<Verification, FileFault> {
    let file = File::read(pdf)?;
    let fields = file.signature_fields();
    let signed: Vec<&SignatureField> =
        fields.iter().filter(|field| file.signature(field.id).is_some()).collect();
    if signed.len() > MOST_SIGNATURES {
        return Err(FileFault::TooManySignatures);
    }
    let signatures = signed.into_iter().map(|field| report(&file, field, roots, now)).collect();
    Ok(Verification { signatures, stray: stray(&file, &fields) })
}

/// How many signatures no field holds.
fn stray(file: &File, fields: &[SignatureField]) -> usize {
    let value = |field: &SignatureField| {
        file.dictionary(field.id)?.get(b"V").and_then(Object::as_reference).ok()
    };
    let held: BTreeSet<_> = fields.iter().filter_map(value).collect();
    let is_signature = |object: &Object| {
        object.as_dict().is_ok_and(|one| one.has(b"ByteRange") && one.has(b"Contents"))
    };
    let all = file.document.objects.iter();
    all.filter(|(id, object)| is_signature(object) && !held.contains(id)).count()
}

fn report(
    file: &File,
    field: &SignatureField,
    roots: &Roots,
    now: DateTime<Utc>,
) -> SignatureReport {
    let mut report = SignatureReport {
        field: field.name.clone(),
        signer: None,
        validity: None,
        signed_at: None,
        coverage: None,
        trust: Trust::NotAsked,
        faults: Vec::new(),
    };
    if let Some(signature) = file.signature(field.id)
        && let Err(fault) = examine(file, field, signature, roots, now, &mut report)
    {
        report.faults.push(fault);
    }
    report
}

/// Fills a report in. What is returned ends the examination; other faults stand in the report.
fn examine(
    file: &File,
    field: &SignatureField,
    signature: &Dictionary,
    roots: &Roots,
    now: DateTime<Utc>,
    report: &mut SignatureReport,
) -> Result<(), Fault> {
    // What cannot be read has no signer to be shown.
    let Ok(Object::String(contents, _)) = signature.get(b"Contents") else {
        return Err(Fault::Range);
    };
    let message = Message::read(contents).map_err(Fault::Message)?;
    report.signer = Some(Party::of(&message.certificate.tbs_certificate.subject));
    let validity = Validity::of(&message.certificate);
    report.validity = Some(validity);
    report.signed_at = signed_at(file, signature, &message);

    let bound = match signature.get(b"SubFilter").and_then(Object::as_name) {
        Ok(b"ETSI.CAdES.detached") => true,
        Ok(b"adbe.pkcs7.detached") => false,
        Ok(other) => return Err(Fault::Kind(String::from_utf8_lossy(other).into_owned())),
        Err(_) => return Err(Fault::Kind(String::new())),
    };
    let range = Range::read(file.bytes, signature, contents).ok_or(Fault::Range)?;
    let pieces = [&file.bytes[..range.gap_start], &file.bytes[range.gap_end..range.end]];
    message.verify(&pieces, bound).map_err(Fault::Message)?;
    report.coverage = Some(coverage(file, field, signature, &range)?);
    if let Some(Coverage::Earlier(later)) = &report.coverage
        && !later.others.is_empty()
    {
        report.faults.push(Fault::Changed(later.others.clone()));
    }

    if !may_sign_documents(&message.certificate) {
        report.faults.push(Fault::NotForSigning);
    }
    let Some(signed_at) = report.signed_at else {
        return Err(Fault::NoTime);
    };
    let signed_at = signed_at.to_utc();
    if signed_at > now + CLOCKS_DIFFER {
        report.faults.push(Fault::InFuture);
    }
    if signed_at < validity.from {
        report.faults.push(Fault::NotYetValid);
    } else if signed_at > validity.until {
        report.faults.push(Fault::Expired);
    }
    report.trust = roots.trust(&message.certificate, &message.others, signed_at);
    Ok(())
}

/// When it was signed: as the signature in the PDF file says, else the message.
fn signed_at(
    file: &File,
    signature: &Dictionary,
    message: &Message,
) -> Option<DateTime<FixedOffset>> {
    let stated = file.entry(signature, b"M").and_then(|time| lopdf::decode_text_string(time).ok());
    stated.and_then(|text| time::read(&text)).or_else(|| {
        let seconds = i64::try_from(message.signing_time()?).ok()?;
        Some(DateTime::from_timestamp(seconds, 0)?.fixed_offset())
    })
}

/// The bytes that a signature covers: those from the file's beginning to a revision's end, but for a
/// gap that holds the signature itself.
struct Range {
    gap_start: usize,
    gap_end: usize,
    end: usize,
}

impl Range {
    /// Reads the range; none unless the gap is exactly the hexadecimal string of the signature, and
    /// the end that of a revision.
    fn read(bytes: &[u8], signature: &Dictionary, contents: &[u8]) -> Option<Self> {
        let range = signature.get(b"ByteRange").and_then(Object::as_array).ok()?;
        let number =
            |object: &Object| object.as_i64().ok().and_then(|one| usize::try_from(one).ok());
        let numbers: Vec<usize> = range.iter().map(number).collect::<Option<_>>()?;
        let [0, gap_start, gap_end, rest] = numbers[..] else {
            return None;
        };
        let end = gap_end.checked_add(rest)?;
        let signed = bytes.get(..end)?;
        let gap = signed.get(gap_start..gap_end)?;
        let digits = gap.strip_prefix(b"<")?.strip_suffix(b">")?;
        let before = signed[..gap_start].trim_ascii_end();
        let ends = signed.trim_ascii_end();
        let is_whole = digits.len() == contents.len() * 2
            && digits.chunks_exact(2).zip(contents).all(|(pair, byte)| value(pair) == Some(*byte));
        let is_revision = ends.ends_with(END) && signed.len() - ends.len() <= 2;
        (is_whole && is_revision && before.ends_with(b"/Contents")).then_some(Self {
            gap_start,
            gap_end,
            end,
        })
    }
}

/// The byte that two hexadecimal digits stand for.
fn value(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

/// How much of the file a range covers, and what came later.
fn coverage(
    file: &File,
    field: &SignatureField,
    signature: &Dictionary,
    range: &Range,
) -> Result<Coverage, Fault> {
    if file.bytes[range.end..].trim_ascii().is_empty() {
        return Ok(Coverage::Whole);
    }
    let signed = File::read(&file.bytes[..range.end]).map_err(|_| Fault::Revision)?;
    if signed.signature(field.id) != Some(signature) {
        return Err(Fault::Revision);
    }
    let mut later = later(&signed, file);
    if signed.document.xref_start == file.document.xref_start {
        later.others.push(Change::Trailing);
    }
    Ok(Coverage::Earlier(later))
}
