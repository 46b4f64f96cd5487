//! The signature itself: a detached CMS message with the attributes of `CAdES` (RFC 5652, RFC 5035,
//! ETSI EN 319 122-1).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{Any, Decode, Encode, Reader, Sequence, SliceReader};
use serde::{Deserialize, Serialize};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::algorithm::{self, Hash, Unverified};
use crate::identity::Identity;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");

/// What is the matter with a signature's message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CmsFault {
    /// It is no CMS message of the form that PDF asks for.
    Unreadable,
    /// The signer's certificate is not in it.
    NoCertificate,
    /// It was not made for this content: a byte was changed.
    ContentChanged,
    /// The certificate is not the one that the signer used.
    OtherCertificate,
    /// The signature over it is none.
    Unverified(Unverified),
}

impl From<Unverified> for CmsFault {
    fn from(unverified: Unverified) -> Self {
        Self::Unverified(unverified)
    }
}

/// `SigningCertificateV2` of RFC 5035, as far as it is used.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
    policies: Option<Any>,
}

/// `ESSCertIDv2`: without an algorithm the hash is SHA-256.
#[derive(Sequence)]
struct CertificateId {
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    issuer_and_serial: Option<Any>,
}

/// Makes the message for a SHA-256 digest of the signed bytes.
pub(crate) fn make(identity: &Identity, digest: &[u8]) -> der::Result<Vec<u8>> {
    let certificate = identity.certificate();
    let hash = Hash::Sha256.digest(&[&certificate.to_der()?]);
    let id =
        CertificateId { algorithm: None, hash: OctetString::new(hash)?, issuer_and_serial: None };
    let own = SigningCertificate { certificates: vec![id], policies: None };
    let attributes: Attributes = SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&own)?)?,
    ])?;
    let digest_signed = Hash::Sha256.digest(&[&attributes.to_der()?]);
    let signature = identity.sign(&digest_signed).ok_or(der::ErrorKind::Failed)?;

    let sha_256 = AlgorithmIdentifierOwned { oid: algorithm::SHA_256, parameters: None };
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: certificate.tbs_certificate.issuer.clone(),
            serial_number: certificate.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: sha_256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: identity.algorithm(),
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let all = std::iter::once(certificate).chain(identity.chain()).cloned();
    let certificates: Vec<_> = all.map(CertificateChoices::Certificate).collect();
    let message = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&message)? }.to_der()
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// A message that was read, with the certificate of its signer.
pub(crate) struct Message {
    signer: SignerInfo,
    /// The signer's certificate.
    pub(crate) certificate: Certificate,
    /// The other certificates in it.
    pub(crate) others: Vec<Certificate>,
}

impl Message {
    /// Reads a message that zeros follow, as it stands in a PDF file.
    pub(crate) fn read(padded: &[u8]) -> Result<Self, CmsFault> {
        let unreadable = |_| CmsFault::Unreadable;
        let mut reader = SliceReader::new(padded).map_err(unreadable)?;
        let bytes = reader.tlv_bytes().map_err(unreadable)?;
        if padded[bytes.len()..].iter().any(|&byte| byte != 0) {
            return Err(CmsFault::Unreadable);
        }
        let info = ContentInfo::from_der(bytes).map_err(unreadable)?;
        if info.content_type != SIGNED_DATA {
            return Err(CmsFault::Unreadable);
        }
        let data: SignedData = info.content.decode_as().map_err(unreadable)?;
        // The content stands in the PDF file, and one signature has one signer (ISO 32000-2, 12.8.3.3).
        let [signer] = data.signer_infos.0.as_slice() else {
            return Err(CmsFault::Unreadable);
        };
        if data.encap_content_info.econtent.is_some()
            || data.encap_content_info.econtent_type != DATA
        {
            return Err(CmsFault::Unreadable);
        }
        let set = data.certificates.map(|set| set.0.into_vec()).unwrap_or_default();
        let mut others: Vec<Certificate> = set.into_iter().filter_map(certificate).collect();
        let is_signer = |one: &Certificate| is_named(&signer.sid, one);
        let place = others.iter().position(is_signer).ok_or(CmsFault::NoCertificate)?;
        let certificate = others.swap_remove(place);
        Ok(Self { signer: signer.clone(), certificate, others })
    }

    /// Verifies it against the signed bytes of the file. `bound` asks for the attribute that binds
    /// the signer's certificate, as `CAdES` does.
    pub(crate) fn verify(&self, content: &[&[u8]], bound: bool) -> Result<(), CmsFault> {
        let hash = Hash::of_oid(self.signer.digest_alg.oid)?;
        let attributes = self.signer.signed_attrs.as_ref().ok_or(CmsFault::Unreadable)?;
        let kind: ObjectIdentifier = value(attributes, CONTENT_TYPE)?;
        let digest: OctetString = value(attributes, MESSAGE_DIGEST)?;
        if kind != DATA {
            return Err(CmsFault::Unreadable);
        }
        if digest.as_bytes() != hash.digest(content) {
            return Err(CmsFault::ContentChanged);
        }
        let message = attributes.to_der().map_err(|_| CmsFault::Unreadable)?;
        algorithm::verify(
            &self.certificate.tbs_certificate.subject_public_key_info,
            &self.signer.signature_algorithm,
            Some(hash),
            &message,
            self.signer.signature.as_bytes(),
        )?;
        let names_one = attributes.iter().any(|one| one.oid == SIGNING_CERTIFICATE_V2);
        if bound || names_one { self.verify_certificate(attributes) } else { Ok(()) }
    }

    /// Whether the certificate is the one that the signer meant.
    fn verify_certificate(&self, attributes: &Attributes) -> Result<(), CmsFault> {
        let named: SigningCertificate = value(attributes, SIGNING_CERTIFICATE_V2)?;
        let first = named.certificates.first().ok_or(CmsFault::Unreadable)?;
        let hash = match &first.algorithm {
            Some(algorithm) => Hash::of_oid(algorithm.oid)?,
            None => Hash::Sha256,
        };
        let bytes = self.certificate.to_der().map_err(|_| CmsFault::Unreadable)?;
        if first.hash.as_bytes() == hash.digest(&[&bytes]) {
            Ok(())
        } else {
            Err(CmsFault::OtherCertificate)
        }
    }

    /// The time of signing that it states, in seconds since 1970.
    pub(crate) fn signing_time(&self) -> Option<u64> {
        let attributes = self.signer.signed_attrs.as_ref()?;
        let time: Any = value(attributes, SIGNING_TIME).ok()?;
        let time = x509_cert::time::Time::from_der(&time.to_der().ok()?).ok()?;
        Some(time.to_unix_duration().as_secs())
    }
}

/// The only value of the only attribute of a kind.
fn value<'a, T>(attributes: &'a Attributes, kind: ObjectIdentifier) -> Result<T, CmsFault>
where
    T: der::Choice<'a> + der::DecodeValue<'a>,
{
    let mut found = attributes.iter().filter(|attribute| attribute.oid == kind);
    match (found.next(), found.next()) {
        (Some(attribute), None) => match attribute.values.as_slice() {
            [value] => value.decode_as().map_err(|_| CmsFault::Unreadable),
            _ => Err(CmsFault::Unreadable),
        },
        _ => Err(CmsFault::Unreadable),
    }
}

fn certificate(choice: CertificateChoices) -> Option<Certificate> {
    match choice {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    }
}

/// Whether a certificate is the one that a signer is named by.
fn is_named(id: &SignerIdentifier, certificate: &Certificate) -> bool {
    let content = &certificate.tbs_certificate;
    match id {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            id.issuer == content.issuer && id.serial_number == content.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            let own = content.get::<SubjectKeyIdentifier>();
            matches!(own, Ok(Some((_, own))) if own.0 == id.0)
        }
    }
}
