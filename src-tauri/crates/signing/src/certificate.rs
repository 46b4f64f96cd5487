//! What a certificate says.

use std::ops::Range;

use chrono::{DateTime, Utc};
use der::asn1::{
    BmpString, Ia5StringRef, ObjectIdentifier, PrintableStringRef, TeletexStringRef, Utf8StringRef,
};
use der::{Any, AnyRef, Decode, Encode, Reader, SliceReader, Tag, Tagged};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_cert::name::{Name, RelativeDistinguishedName};
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ANY_PURPOSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
/// Purposes that have nothing to do with documents: of servers, of programs, of time stamps and of
/// answers about revoked certificates (RFC 5280, 4.2.1.12). Others, such as those of makers of
/// programs, may mean documents.
const OTHER_PURPOSES: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.3"),
    TIME_STAMPING,
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9"),
];
/// Characters that turn the direction of what follows them.
const TURNING: [char; 11] = [
    '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];
/// Critical extensions whose meaning is heeded or touches signing not at all: key usage, alternative
/// name, basic constraints, policies, extended key usage, statements of qualified certificates.
const UNDERSTOOD: [ObjectIdentifier; 6] = [
    ObjectIdentifier::new_unwrap("2.5.29.15"),
    ObjectIdentifier::new_unwrap("2.5.29.17"),
    ObjectIdentifier::new_unwrap("2.5.29.19"),
    ObjectIdentifier::new_unwrap("2.5.29.32"),
    ObjectIdentifier::new_unwrap("2.5.29.37"),
    ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.1.3"),
];

/// A certificate together with the bytes that it was read from: they are what was signed and hashed,
/// and whoever issued it need not have encoded it as it would be here.
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    read: x509_cert::Certificate,
    der: Vec<u8>,
    /// The bytes that the issuer signed.
    signed: Range<usize>,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Certificate {
    pub(crate) fn read(der: &[u8]) -> der::Result<Self> {
        let read = x509_cert::Certificate::from_der(der)?;
        let whole = AnyRef::from_der(der)?.value();
        let signed = SliceReader::new(whole)?.tlv_bytes()?.len();
        let start = der.len() - whole.len();
        Ok(Self { read, der: der.to_vec(), signed: start..start + signed })
    }

    pub(crate) const fn content(&self) -> &TbsCertificate {
        &self.read.tbs_certificate
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// What the issuer signed.
    pub(crate) fn signed_bytes(&self) -> &[u8] {
        self.der.get(self.signed.clone()).unwrap_or_default()
    }

    /// The issuer's signature.
    pub(crate) fn signature(&self) -> &[u8] {
        self.read.signature.raw_bytes()
    }

    /// The algorithm of the issuer's signature; none where it is told in two ways.
    pub(crate) fn signature_algorithm(&self) -> Option<&AlgorithmIdentifierOwned> {
        let algorithm = &self.read.signature_algorithm;
        (*algorithm == self.content().signature).then_some(algorithm)
    }

    /// Whether another is named as its issuer.
    pub(crate) fn is_issued_by(&self, issuer: &Self) -> bool {
        is_same_name(&self.content().issuer, &issuer.content().subject)
    }

    pub(crate) fn is_own_issuer(&self) -> bool {
        self.is_issued_by(self)
    }
}

/// Whom a certificate names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name, such as "Nguyễn Văn Đức".
    pub name: String,
    /// The agency, empty where none is named.
    pub organisation: String,
}

/// From when to when a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The last moment.
    pub until: DateTime<Utc>,
}

impl Party {
    pub(crate) fn of(name: &Name) -> Self {
        let value = |kind| {
            let mut attributes = name.0.iter().flat_map(|attributes| attributes.0.iter());
            let found = attributes.rfind(|attribute| attribute.oid == kind);
            found.and_then(|attribute| text(&attribute.value)).unwrap_or_default()
        };
        let common = value(COMMON_NAME);
        let name = if common.is_empty() { name.to_string() } else { common };
        Self { name, organisation: value(ORGANISATION) }
    }
}

impl Validity {
    pub(crate) fn of(certificate: &Certificate) -> Self {
        let validity = &certificate.content().validity;
        Self { from: moment(validity.not_before), until: moment(validity.not_after) }
    }

    pub(crate) fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.until
    }
}

/// What a signature is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A person or an agency signs a document.
    Document,
    /// An authority states a time (RFC 3161).
    TimeStamp,
}

/// Whether the certificate may sign for a purpose: a key that signs, nothing that is not understood.
pub(crate) fn may_sign(certificate: &Certificate, purpose: Purpose) -> bool {
    let signs = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
    let is_purpose = match purpose {
        Purpose::Document => may_serve(certificate, purpose),
        // A time stamp's certificate must say so (RFC 3161, 2.3).
        Purpose::TimeStamp => purposes(certificate).is_some_and(|all| all.contains(&TIME_STAMPING)),
    };
    is_purpose && is_understood(certificate) && allows(certificate, signs)
}

/// Whether the key is meant for signatures that bind whoever made them.
pub(crate) fn is_binding(certificate: &Certificate) -> bool {
    let usage = certificate.content().get::<KeyUsage>();
    matches!(usage, Ok(Some((_, usage))) if usage.non_repudiation())
}

/// Whether the certificate may issue others, so many of which stand between it and the signer's.
pub(crate) fn may_issue(certificate: &Certificate, between: usize, purpose: Purpose) -> bool {
    let constraints = certificate.content().get::<BasicConstraints>();
    let is_authority = match constraints {
        Ok(Some((_, constraints))) => {
            let most = constraints.path_len_constraint.map_or(usize::MAX, usize::from);
            constraints.ca && between <= most
        }
        Ok(None) | Err(_) => false,
    };
    is_authority
        && is_understood(certificate)
        && allows(certificate, KeyUsages::KeyCertSign.into())
        && may_serve(certificate, purpose)
}

/// Whether the purposes that a certificate names, if any, leave room for this one. What an authority's
/// certificate names bounds what it issues.
fn may_serve(certificate: &Certificate, purpose: Purpose) -> bool {
    let Some(all) = purposes(certificate) else {
        return !has_unreadable_purposes(certificate);
    };
    all.iter().any(|one| match purpose {
        Purpose::Document => !OTHER_PURPOSES.contains(one),
        Purpose::TimeStamp => [ANY_PURPOSE, TIME_STAMPING].contains(one),
    })
}

/// The purposes that a certificate names; none where it names none.
fn purposes(certificate: &Certificate) -> Option<Vec<ObjectIdentifier>> {
    let purposes = certificate.content().get::<ExtendedKeyUsage>();
    purposes.ok().flatten().map(|(_, purposes)| purposes.0)
}

fn has_unreadable_purposes(certificate: &Certificate) -> bool {
    certificate.content().get::<ExtendedKeyUsage>().is_err()
}

/// Whether two names mean the same (RFC 5280, 7.1): case, the width of gaps and the kind of string do
/// not count.
pub(crate) fn is_same_name(one: &Name, other: &Name) -> bool {
    let parts = |name: &Name| -> Vec<Vec<(ObjectIdentifier, Compared)>> {
        name.0.iter().map(compared).collect()
    };
    parts(one) == parts(other)
}

/// A value of a name as it is compared.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Compared {
    Text(String),
    /// What is no text, with its tag.
    Other(Vec<u8>),
}

/// The values of one step of a name, whose order means nothing.
fn compared(step: &RelativeDistinguishedName) -> Vec<(ObjectIdentifier, Compared)> {
    let value = |value: &Any| match characters(value) {
        Some(text) => {
            let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
            Compared::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        None => Compared::Other(value.to_der().unwrap_or_default()),
    };
    let mut values: Vec<_> = step.0.iter().map(|one| (one.oid, value(&one.value))).collect();
    values.sort();
    values
}

/// Whether the key may be used for one of these; a certificate that does not say so allows all.
fn allows(certificate: &Certificate, uses: der::flagset::FlagSet<KeyUsages>) -> bool {
    match certificate.content().get::<KeyUsage>() {
        Ok(Some((_, usage))) => !usage.0.is_disjoint(uses),
        Ok(None) => true,
        Err(_) => false,
    }
}

fn is_understood(certificate: &Certificate) -> bool {
    let extensions = certificate.content().extensions.iter().flatten();
    extensions.filter(|one| one.critical).all(|one| UNDERSTOOD.contains(&one.extn_id))
}

fn moment(time: Time) -> DateTime<Utc> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The text of a name's part, without characters that control how it is shown.
fn text(value: &Any) -> Option<String> {
    let text = characters(value)?;
    Some(text.chars().filter(|&one| !one.is_control() && !TURNING.contains(&one)).collect())
}

/// The characters of a string; none where it is no string.
fn characters(value: &Any) -> Option<String> {
    let bytes = value.to_der().ok()?;
    Some(match value.tag() {
        Tag::Utf8String => Utf8StringRef::from_der(&bytes).ok()?.to_string(),
        Tag::PrintableString => PrintableStringRef::from_der(&bytes).ok()?.to_string(),
        Tag::TeletexString => TeletexStringRef::from_der(&bytes).ok()?.to_string(),
        Tag::Ia5String => Ia5StringRef::from_der(&bytes).ok()?.to_string(),
        Tag::BmpString => BmpString::from_der(&bytes).ok()?.to_string(),
        _ => return None,
    })
}
