//! What holds of the signatures in a file.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use lopdf::{Dictionary, Object};
use serde::{Deserialize, Serialize};

use crate::algorithm::Hash;
use crate::certificate::{Party, Purpose, Validity, may_sign};
use crate::changes::{Change, Later, later};
use crate::cms_message::{CmsFault, DATA, Message};
use crate::file::{File, FileFault, SignatureField};
use crate::permissions::Permissions;
use crate::roots::{Roots, Trust};
use crate::time;
use crate::time_stamp::TimeStamp;

/// How far the clock of whoever signed may be ahead.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(10);
/// Most signatures of one file that are examined: each asks for a reading of its own revision.
const MOST_SIGNATURES: usize = 64;
/// What may stand behind a revision's end mark.
const END: &[u8] = b"%%EOF";
/// Most time stamps over one signature that are looked at.
const MOST_TIME_STAMPS: usize = 4;

/// What was found out about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Each signature of a person or an agency, in the order of the form.
    pub signatures: Vec<SignatureReport>,
    /// Each time stamp over the document, in the order of the form: an authority states when the
    /// document was there, and signs nothing else.
    pub time_stamps: Vec<SignatureReport>,
    /// How many signatures lie in the file that belong to no field, as forgers leave them.
    pub stray: usize,
}

impl Verification {
    /// Whether the file is signed, no signature or time stamp has a fault and each signature is trusted,
    /// as far as it was asked. A time stamp of an authority that nobody knows takes nothing from the
    /// signatures. A face that was laid over signed pages asks for a trusted certificate.
    pub fn holds(&self) -> bool {
        let is_trusted = |one: &SignatureReport| !matches!(one.trust, Trust::Untrusted(_));
        self.is_intact() && self.signatures.iter().all(is_trusted) && self.overlays().is_empty()
    }

    /// Whether the file is signed and nothing is the matter with any signature or time stamp, whoever
    /// the certificates are from.
    pub fn is_intact(&self) -> bool {
        let is_sound = |one: &SignatureReport| one.faults.is_empty();
        self.stray == 0 && !self.signatures.is_empty() && self.all().all(is_sound)
    }

    /// Fields for which an earlier signature saw no place, that show something, and whose signer is
    /// not known to be trusted. What they show may hide what was signed.
    pub fn overlays(&self) -> BTreeSet<&str> {
        let is_trusted = |name: &str| {
            let mut own = self.all().filter(|one| one.field == name);
            own.all(|one| matches!(one.trust, Trust::Trusted(_)))
        };
        let added = self.all().filter_map(|one| match &one.coverage {
            Some(Coverage::Earlier(later)) => Some(&later.added),
            Some(Coverage::Whole) | None => None,
        });
        let seen = added.flatten().filter(|field| field.is_seen);
        seen.map(|field| field.name.as_str()).filter(|name| !is_trusted(name)).collect()
    }

    fn all(&self) -> impl Iterator<Item = &SignatureReport> {
        self.signatures.iter().chain(&self.time_stamps)
    }
}

/// What was found out about a signature or a time stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureReport {
    /// The field's name.
    pub field: String,
    /// Who signed, as the certificate says.
    pub signer: Option<Party>,
    /// From when to when the certificate holds.
    pub validity: Option<Validity>,
    /// When it was signed, as the signer's own clock said; of a time stamp, the time that it states.
    pub signed_at: Option<DateTime<FixedOffset>>,
    /// The time that an authority states for the signature, where it holds.
    pub time_stamp: Option<StatedTime>,
    /// How much of the file it covers; none while that cannot be told.
    pub coverage: Option<Coverage>,
    /// Whether the certificate is trusted; none while it cannot be read.
    pub trust: Trust,
    /// What is the matter; nothing where the signature holds.
    pub faults: Vec<Fault>,
}

/// A time that an authority states for a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedTime {
    /// The time.
    pub at: DateTime<Utc>,
    /// The authority, as its certificate says.
    pub authority: Party,
    /// Whether its certificate is trusted.
    pub trust: Trust,
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
    /// The certificate is not made for stating times.
    NotForTimeStamps,
    /// It does not say when it was signed, and the certificate does not hold now.
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
    let signed = || fields.iter().filter(|field| file.signature(field.id).is_some());
    if signed().count() > MOST_SIGNATURES {
        return Err(FileFault::TooManySignatures);
    }
    let mut found = Verification {
        signatures: Vec::new(),
        time_stamps: Vec::new(),
        stray: stray(&file, &fields),
    };
    for field in signed() {
        let Some(signature) = file.signature(field.id) else { continue };
        let examination = Examination { file: &file, field, signature, roots, now };
        if is_time_stamp(signature) {
            found.time_stamps.push(examination.report(Examination::time_stamp));
        } else {
            found.signatures.push(examination.report(Examination::signature));
        }
    }
    Ok(found)
}

/// Whether it is a time stamp over the document (ISO 32000-2, 12.8.5).
fn is_time_stamp(signature: &Dictionary) -> bool {
    signature.get(b"SubFilter").and_then(Object::as_name).is_ok_and(|kind| kind == b"ETSI.RFC3161")
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

/// How the bytes that are covered are signed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `adbe.pkcs7.detached`: the bytes themselves.
    Detached,
    /// `ETSI.CAdES.detached`: the same, and the signer's certificate is bound to the signature.
    Bound,
    /// `adbe.pkcs7.sha1`: their SHA-1, which lies in the message.
    Sha1,
}

impl Kind {
    fn read(signature: &Dictionary) -> Result<Self, Fault> {
        match signature.get(b"SubFilter").and_then(Object::as_name) {
            Ok(b"adbe.pkcs7.detached") => Ok(Self::Detached),
            Ok(b"ETSI.CAdES.detached") => Ok(Self::Bound),
            Ok(b"adbe.pkcs7.sha1") => Ok(Self::Sha1),
            Ok(other) => Err(Fault::Kind(String::from_utf8_lossy(other).into_owned())),
            Err(_) => Err(Fault::Kind(String::new())),
        }
    }
}

/// A signature that is examined.
struct Examination<'a> {
    file: &'a File<'a>,
    field: &'a SignatureField,
    signature: &'a Dictionary,
    roots: &'a Roots,
    now: DateTime<Utc>,
}

impl Examination<'_> {
    /// What an examination finds. What it returns ends it; other faults stand in the report.
    fn report(
        &self,
        examine: impl Fn(&Self, &mut SignatureReport) -> Result<(), Fault>,
    ) -> SignatureReport {
        let mut report = SignatureReport {
            field: self.field.name.clone(),
            signer: None,
            validity: None,
            signed_at: None,
            time_stamp: None,
            coverage: None,
            trust: Trust::NotAsked,
            faults: Vec::new(),
        };
        if let Err(fault) = examine(self, &mut report) {
            report.faults.push(fault);
        }
        report
    }

    fn signature(&self, report: &mut SignatureReport) -> Result<(), Fault> {
        let contents = self.contents()?;
        // What cannot be read has no signer to be shown.
        let message = Message::read(contents).map_err(Fault::Message)?;
        report.signer = Some(Party::of(&message.certificate.content().subject));
        report.validity = Some(Validity::of(&message.certificate));
        report.signed_at = signed_at(self.file, self.signature, &message);

        let kind = Kind::read(self.signature)?;
        let range = self.range(contents)?;
        verify_content(&message, kind, &range.pieces(self.file)).map_err(Fault::Message)?;
        self.cover(&range, report)?;

        if !may_sign(&message.certificate, Purpose::Document) {
            report.faults.push(Fault::NotForSigning);
        }
        report.time_stamp = self.stated_time(&message);
        let stamped = || Some(report.time_stamp.as_ref()?.at);
        let at = report.signed_at.map(|time| time.to_utc()).or_else(stamped);
        report.faults.extend(self.time_faults(at, Validity::of(&message.certificate)));
        let at = (at.unwrap_or(self.now), Purpose::Document);
        report.trust = self.roots.trust(&message.certificate, &message.others, at);
        Ok(())
    }

    fn time_stamp(&self, report: &mut SignatureReport) -> Result<(), Fault> {
        let contents = self.contents()?;
        let stamp = TimeStamp::read(contents).map_err(Fault::Message)?;
        let certificate = &stamp.message.certificate;
        let validity = Validity::of(certificate);
        report.signer = Some(Party::of(&certificate.content().subject));
        report.validity = Some(validity);
        report.signed_at = Some(stamp.at.fixed_offset());

        let range = self.range(contents)?;
        stamp.verify(&range.pieces(self.file)).map_err(Fault::Message)?;
        self.cover(&range, report)?;
        if !may_sign(certificate, Purpose::TimeStamp) {
            report.faults.push(Fault::NotForTimeStamps);
        }
        report.faults.extend(self.time_faults(Some(stamp.at), validity));
        report.trust = self.trust_in(&stamp);
        Ok(())
    }

    fn contents(&self) -> Result<&[u8], Fault> {
        match self.signature.get(b"Contents") {
            Ok(Object::String(contents, _)) => Ok(contents),
            Ok(_) | Err(_) => Err(Fault::Range),
        }
    }

    fn range(&self, contents: &[u8]) -> Result<Range, Fault> {
        Range::read(self.file.bytes, self.signature, contents).ok_or(Fault::Range)
    }

    /// Tells how much of the file is covered, and what was changed later.
    fn cover(&self, range: &Range, report: &mut SignatureReport) -> Result<(), Fault> {
        let coverage = coverage(self.file, self.field, self.signature, range)?;
        if let Coverage::Earlier(later) = &coverage
            && !later.others.is_empty()
        {
            report.faults.push(Fault::Changed(later.others.clone()));
        }
        report.coverage = Some(coverage);
        Ok(())
    }

    /// What is the matter with a time at which a certificate was used. A signature need not say when
    /// it was made (ISO 32000-1, table 252): the certificate must then hold now.
    fn time_faults(&self, at: Option<DateTime<Utc>>, validity: Validity) -> Vec<Fault> {
        let Some(at) = at else {
            return if validity.holds(self.now) { Vec::new() } else { vec![Fault::NoTime] };
        };
        let mut faults = Vec::new();
        if at > self.now + CLOCKS_DIFFER {
            faults.push(Fault::InFuture);
        }
        if at < validity.from {
            faults.push(Fault::NotYetValid);
        } else if at > validity.until {
            faults.push(Fault::Expired);
        }
        faults
    }

    /// The first time stamp over the signature that holds.
    fn stated_time(&self, message: &Message) -> Option<StatedTime> {
        let mut stamps = message.time_stamps().take(MOST_TIME_STAMPS);
        stamps.find_map(|stamp| {
            let stamp = TimeStamp::read(stamp).ok()?;
            let certificate = &stamp.message.certificate;
            stamp.verify(&[message.signature()]).ok()?;
            let is_valid = self.time_faults(Some(stamp.at), Validity::of(certificate)).is_empty();
            (is_valid && may_sign(certificate, Purpose::TimeStamp)).then(|| StatedTime {
                at: stamp.at,
                authority: Party::of(&certificate.content().subject),
                trust: self.trust_in(&stamp),
            })
        })
    }

    fn trust_in(&self, stamp: &TimeStamp) -> Trust {
        let (certificate, others) = (&stamp.message.certificate, &stamp.message.others);
        self.roots.trust(certificate, others, (stamp.at, Purpose::TimeStamp))
    }
}

/// Verifies a message against the bytes that are covered.
fn verify_content(message: &Message, kind: Kind, pieces: &[&[u8]]) -> Result<(), CmsFault> {
    if message.content_type != DATA {
        return Err(CmsFault::Unreadable);
    }
    match (kind, &message.content) {
        (Kind::Detached, None) => message.verify(pieces, false),
        (Kind::Bound, None) => message.verify(pieces, true),
        (Kind::Sha1, Some(digest)) => {
            if *digest != Hash::Sha1.digest(pieces) {
                return Err(CmsFault::ContentChanged);
            }
            message.verify(&[digest], false)?;
            Ok(Hash::Sha1.check_strength()?)
        }
        (Kind::Detached | Kind::Bound, Some(_)) | (Kind::Sha1, None) => Err(CmsFault::Unreadable),
    }
}

/// The time of signing: what the signature's dictionary says, else the message.
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
    /// The bytes that are covered: those before the gap and those after it.
    fn pieces<'a>(&self, file: &File<'a>) -> [&'a [u8]; 2] {
        [&file.bytes[..self.gap_start], &file.bytes[self.gap_end..self.end]]
    }

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
    let permissions = Permissions::of(&signed, field, signature);
    let mut later = later(&signed, file, &permissions);
    // Time stamps are told by themselves.
    let fields = file.signature_fields();
    let stamped = |field: &&SignatureField| file.signature(field.id).is_some_and(is_time_stamp);
    let stamped: Vec<&str> = fields.iter().filter(stamped).map(|one| one.name.as_str()).collect();
    later.signed.retain(|name| !stamped.contains(&name.as_str()));
    if signed.encryption != file.encryption {
        later.others.push(Change::Document);
    }
    Ok(Coverage::Earlier(later))
}
