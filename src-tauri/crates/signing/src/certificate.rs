//! What a certificate says.

use chrono::{DateTime, Utc};
use der::asn1::{BmpString, ObjectIdentifier, PrintableStringRef, TeletexStringRef, Utf8StringRef};
use der::{Any, Decode, Encode, Tag, Tagged};
use serde::{Deserialize, Serialize};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::name::Name;
use x509_cert::time::Time;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
/// Characters that turn the direction of what follows them.
const TURNING: [char; 11] = [
    '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];
/// Critical extensions whose meaning is heeded or touches signing not at all: key usage, alternative
/// name, basic constraints, policies, extended key usage.
const UNDERSTOOD: [ObjectIdentifier; 5] = [
    ObjectIdentifier::new_unwrap("2.5.29.15"),
    ObjectIdentifier::new_unwrap("2.5.29.17"),
    ObjectIdentifier::new_unwrap("2.5.29.19"),
    ObjectIdentifier::new_unwrap("2.5.29.32"),
    ObjectIdentifier::new_unwrap("2.5.29.37"),
];

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
        let validity = &certificate.tbs_certificate.validity;
        Self { from: moment(validity.not_before), until: moment(validity.not_after) }
    }

    pub(crate) fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.until
    }
}

/// Whether the certificate may sign documents: a key for it, nothing that is not understood.
pub(crate) fn may_sign_documents(certificate: &Certificate) -> bool {
    let signs = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
    is_understood(certificate) && allows(certificate, signs)
}

/// Whether the certificate may issue others, so many of which stand between it and the signer's.
pub(crate) fn may_issue(certificate: &Certificate, between: usize) -> bool {
    let constraints = certificate.tbs_certificate.get::<BasicConstraints>();
    let is_authority = match constraints {
        Ok(Some((_, constraints))) => {
            let most = constraints.path_len_constraint.map_or(usize::MAX, usize::from);
            constraints.ca && between <= most
        }
        Ok(None) | Err(_) => false,
    };
    is_authority && is_understood(certificate) && allows(certificate, KeyUsages::KeyCertSign.into())
}

/// Whether the key may be used for one of these; a certificate that does not say so allows all.
fn allows(certificate: &Certificate, uses: der::flagset::FlagSet<KeyUsages>) -> bool {
    match certificate.tbs_certificate.get::<KeyUsage>() {
        Ok(Some((_, usage))) => !usage.0.is_disjoint(uses),
        Ok(None) => true,
        Err(_) => false,
    }
}

fn is_understood(certificate: &Certificate) -> bool {
    let extensions = certificate.tbs_certificate.extensions.iter().flatten();
    extensions.filter(|one| one.critical).all(|one| UNDERSTOOD.contains(&one.extn_id))
}

fn moment(time: Time) -> DateTime<Utc> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The text of a name's part, without characters that control how it is shown.
fn text(value: &Any) -> Option<String> {
    let bytes = value.to_der().ok()?;
    let text = match value.tag() {
        Tag::Utf8String => Utf8StringRef::from_der(&bytes).ok()?.to_string(),
        Tag::PrintableString => PrintableStringRef::from_der(&bytes).ok()?.to_string(),
        Tag::TeletexString => TeletexStringRef::from_der(&bytes).ok()?.to_string(),
        Tag::BmpString => BmpString::from_der(&bytes).ok()?.to_string(),
        _ => return None,
    };
    Some(text.chars().filter(|&one| !one.is_control() && !TURNING.contains(&one)).collect())
}
