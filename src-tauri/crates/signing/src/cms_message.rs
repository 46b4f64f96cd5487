//! The signature itself: a CMS message, detached with the attributes of `CAdES` or around a time stamp
//! (RFC 5652, RFC 5035, RFC 3161, ETSI EN 319 122-1).

use cms::cert::IssuerAndSerialNumber;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{EncapsulatedContentInfo, SignerIdentifier, SignerInfo, SignerInfos};
use der::asn1::{ObjectIdentifier, OctetString, SetOfVec};
use der::{
    Any, AnyRef, Decode, DecodeValue, Encode, FixedTag, Header, Reader, Sequence, SliceReader, Tag,
    TagMode, TagNumber,
};
use serde::{Deserialize, Serialize};
use x509_cert::attr::{Attribute as MadeAttribute, Attributes};
use x509_cert::ext::pkix::SubjectKeyIdentifier;
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::algorithm::{self, Hash, Unverified};
use crate::ber;
use crate::certificate::{Certificate, is_same_name};
use crate::identity::Identity;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(crate) const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
/// `SigningCertificate` of RFC 2634, whose hash is SHA-1.
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
/// A time stamp over the signature (RFC 3161, appendix A).
const SIGNATURE_TIME_STAMP: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");

/// Most certificates that a message may bring.
const MOST_CERTIFICATES: usize = 256;

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
    /// It does not say which certificate the signer used, as its kind demands.
    UnboundCertificate,
    /// The signature over it is none.
    Unverified(Unverified),
}

impl From<Unverified> for CmsFault {
    fn from(unverified: Unverified) -> Self {
        Self::Unverified(unverified)
    }
}

impl From<der::Error> for CmsFault {
    fn from(_: der::Error) -> Self {
        Self::Unreadable
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

/// `SignedData` as it is made: certificates stay as they were issued.
#[derive(Sequence)]
struct MadeMessage {
    version: CmsVersion,
    digest_algorithms: SetOfVec<AlgorithmIdentifierOwned>,
    content: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    certificates: SetOfVec<Any>,
    signers: SignerInfos,
}

/// Makes the message for a SHA-256 digest of the signed bytes.
pub(crate) fn make(identity: &Identity, digest: &[u8]) -> der::Result<Vec<u8>> {
    let certificate = identity.certificate();
    let hash = Hash::Sha256.digest(&[certificate.der()]);
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
            issuer: certificate.content().issuer.clone(),
            serial_number: certificate.content().serial_number.clone(),
        }),
        digest_alg: sha_256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: identity.algorithm(),
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let all = std::iter::once(certificate).chain(identity.chain());
    let certificates: Vec<_> = all.map(|one| Any::from_der(one.der())).collect::<Result<_, _>>()?;
    let message = MadeMessage {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha_256])?,
        content: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: SetOfVec::try_from(certificates)?,
        signers: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&message)? }.to_der()
}

fn attribute(oid: ObjectIdentifier, value: Any) -> der::Result<MadeAttribute> {
    Ok(MadeAttribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// Elements of a SEQUENCE or SET, each as it stands.
struct Elements<'a>(Vec<&'a [u8]>);

impl FixedTag for Elements<'_> {
    const TAG: Tag = Tag::Set;
}

impl<'a> DecodeValue<'a> for Elements<'a> {
    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        reader.read_nested(header.length, |reader| Ok(Self(rest(reader)?)))
    }
}

/// The elements that are left.
fn rest<'a, R: Reader<'a>>(reader: &mut R) -> der::Result<Vec<&'a [u8]>> {
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(reader.tlv_bytes()?);
    }
    Ok(elements)
}

/// An attribute of a signer.
struct Attribute {
    kind: ObjectIdentifier,
    values: Vec<Vec<u8>>,
}

/// Attributes that were signed.
struct SignedAttributes {
    read: Vec<Attribute>,
    /// The attributes in the order in which they stand, and in that of DER, each as the set that was
    /// signed (RFC 5652, 5.4). Programs were seen to sign the one or the other.
    forms: [Vec<u8>; 2],
}

impl SignedAttributes {
    fn read(elements: &[&[u8]]) -> der::Result<Self> {
        let form = |elements: &[&[u8]]| Any::new(Tag::Set, elements.concat())?.to_der();
        let mut sorted = elements.to_vec();
        sorted.sort_unstable();
        Ok(Self { read: attributes(elements)?, forms: [form(elements)?, form(&sorted)?] })
    }

    /// The only value of the only attribute of a kind; none where there is no such attribute.
    fn value<'a, T: Decode<'a>>(&'a self, kind: ObjectIdentifier) -> Result<Option<T>, CmsFault> {
        let found: Vec<_> = self.read.iter().filter(|attribute| attribute.kind == kind).collect();
        match found[..] {
            [] => Ok(None),
            [Attribute { values, .. }] => match &values[..] {
                [value] => Ok(Some(T::from_der(value)?)),
                _ => Err(CmsFault::Unreadable),
            },
            _ => Err(CmsFault::Unreadable),
        }
    }
}

fn attributes(elements: &[&[u8]]) -> der::Result<Vec<Attribute>> {
    let read = |element: &&[u8]| {
        let mut reader = SliceReader::new(element)?;
        reader.sequence(|reader| {
            let kind = reader.decode()?;
            let values: Elements<'_> = reader.decode()?;
            Ok(Attribute { kind, values: values.0.into_iter().map(<[u8]>::to_vec).collect() })
        })
    };
    elements.iter().map(read).collect()
}

/// A message that was read, with the certificate of its signer.
pub(crate) struct Message {
    /// The signer's certificate.
    pub(crate) certificate: Certificate,
    /// The other certificates in it.
    pub(crate) others: Vec<Certificate>,
    /// What kind of content it is about.
    pub(crate) content_type: ObjectIdentifier,
    /// The content, where it lies in the message itself.
    pub(crate) content: Option<Vec<u8>>,
    signer: Signer,
}

/// `SignerInfo`, with what was signed kept as it stands.
struct Signer {
    id: SignerIdentifier,
    digest_algorithm: AlgorithmIdentifierOwned,
    signed: Option<SignedAttributes>,
    algorithm: AlgorithmIdentifierOwned,
    signature: Vec<u8>,
    unsigned: Vec<Attribute>,
}

impl Signer {
    fn read(der: &[u8]) -> der::Result<Self> {
        SliceReader::new(der)?.sequence(|reader| {
            reader.decode::<AnyRef<'_>>()?;
            let id = reader.decode()?;
            let digest_algorithm = reader.decode()?;
            let signed =
                reader.context_specific::<Elements<'_>>(TagNumber::N0, TagMode::Implicit)?;
            let signed = signed.map(|signed| SignedAttributes::read(&signed.0)).transpose()?;
            let algorithm = reader.decode()?;
            let signature = reader.decode::<OctetString>()?.into_bytes();
            let unsigned =
                reader.context_specific::<Elements<'_>>(TagNumber::N1, TagMode::Implicit)?;
            let unsigned = attributes(&unsigned.map(|unsigned| unsigned.0).unwrap_or_default())?;
            Ok(Self { id, digest_algorithm, signed, algorithm, signature, unsigned })
        })
    }
}

/// `SignedData`, with what is not needed left as it stands.
struct SignedData<'a> {
    content_type: ObjectIdentifier,
    content: Option<OctetString>,
    certificates: Vec<&'a [u8]>,
    signers: Vec<&'a [u8]>,
}

impl<'a> SignedData<'a> {
    fn read(message: &'a [u8]) -> der::Result<Self> {
        SliceReader::new(message)?.sequence(|reader| {
            let kind: ObjectIdentifier = reader.decode()?;
            if kind != SIGNED_DATA {
                return Err(der::ErrorKind::Failed.into());
            }
            let content = reader.tlv_bytes()?;
            SliceReader::new(AnyRef::from_der(content)?.value())?.sequence(|reader| {
                reader.decode::<AnyRef<'_>>()?;
                reader.decode::<AnyRef<'_>>()?;
                let content: EncapsulatedContentInfo = reader.decode()?;
                let certificates =
                    reader.context_specific::<Elements<'_>>(TagNumber::N0, TagMode::Implicit)?;
                reader.context_specific::<Elements<'_>>(TagNumber::N1, TagMode::Implicit)?;
                let signers: Elements<'_> = reader.decode()?;
                Ok(Self {
                    content_type: content.econtent_type,
                    content: content.econtent.map(|content| content.decode_as()).transpose()?,
                    certificates: certificates.map(|all| all.0).unwrap_or_default(),
                    signers: signers.0,
                })
            })
        })
    }
}

impl Message {
    /// Reads a message that zeros follow, as it stands in a PDF file.
    pub(crate) fn read(padded: &[u8]) -> Result<Self, CmsFault> {
        let (message, length) = ber::to_der(padded).ok_or(CmsFault::Unreadable)?;
        if padded[length..].iter().any(|&byte| byte != 0) {
            return Err(CmsFault::Unreadable);
        }
        let data = SignedData::read(&message)?;
        // One signature has one signer (ISO 32000-2, 12.8.3.3).
        let [signer] = data.signers[..] else {
            return Err(CmsFault::Unreadable);
        };
        let signer = Signer::read(signer)?;
        // Attribute certificates and the like are left aside.
        let certificates = data.certificates.iter().take(MOST_CERTIFICATES);
        let mut others: Vec<_> = certificates.flat_map(|der| Certificate::read(der)).collect();
        let is_signer = |one: &Certificate| is_named(&signer.id, one);
        let place = others.iter().position(is_signer).ok_or(CmsFault::NoCertificate)?;
        Ok(Self {
            certificate: others.swap_remove(place),
            others,
            content_type: data.content_type,
            content: data.content.map(OctetString::into_bytes),
            signer,
        })
    }

    /// Verifies it against its content. `bound` asks for the attribute that binds the signer's
    /// certificate, as `CAdES` does.
    pub(crate) fn verify(&self, content: &[&[u8]], bound: bool) -> Result<(), CmsFault> {
        let hash = Hash::of_oid(self.signer.digest_algorithm.oid)?;
        let Some(signed) = &self.signer.signed else {
            // Without attributes the content itself is signed, which then must be plain data
            // (RFC 5652, 5.3 and 5.4). That it was made for other content cannot be told from another
            // signature.
            if bound {
                return Err(CmsFault::UnboundCertificate);
            }
            if self.content_type != DATA {
                return Err(CmsFault::Unreadable);
            }
            return Ok(self.verify_signature(hash, content)?);
        };
        let kind: Option<ObjectIdentifier> = signed.value(CONTENT_TYPE)?;
        let digest: Option<OctetString> = signed.value(MESSAGE_DIGEST)?;
        if kind != Some(self.content_type) {
            return Err(CmsFault::Unreadable);
        }
        let digest = digest.ok_or(CmsFault::Unreadable)?;
        if digest.as_bytes() != hash.digest(content) {
            return Err(CmsFault::ContentChanged);
        }
        let [stands, sorted] = &signed.forms;
        match self.verify_signature(hash, &[stands]) {
            Err(Unverified::Mismatch) => self.verify_signature(hash, &[sorted])?,
            verified => verified?,
        }
        self.verify_certificate(signed, bound)
    }

    fn verify_signature(&self, hash: Hash, message: &[&[u8]]) -> Result<(), Unverified> {
        algorithm::verify(
            &self.certificate.content().subject_public_key_info,
            &self.signer.algorithm,
            Some(hash),
            message,
            &self.signer.signature,
        )
    }

    /// Whether the certificate is the one that the signer meant.
    fn verify_certificate(&self, signed: &SignedAttributes, bound: bool) -> Result<(), CmsFault> {
        let newer: Option<SigningCertificate> = signed.value(SIGNING_CERTIFICATE_V2)?;
        let older: Option<SigningCertificate> = signed.value(SIGNING_CERTIFICATE)?;
        if newer.is_none() && older.is_none() && bound {
            return Err(CmsFault::UnboundCertificate);
        }
        // No second certificate with the same SHA-1 can be made, only two at once; and the signer's
        // number and issuer are signed by whoever issued it.
        for (named, usual) in [(newer, Hash::Sha256), (older, Hash::Sha1)] {
            let Some(named) = named else { continue };
            let first = named.certificates.first().ok_or(CmsFault::Unreadable)?;
            let hash = match &first.algorithm {
                Some(algorithm) => Hash::of_oid(algorithm.oid)?,
                None => usual,
            };
            if first.hash.as_bytes() != hash.digest(&[self.certificate.der()]) {
                return Err(CmsFault::OtherCertificate);
            }
        }
        Ok(())
    }

    /// The time of signing that it states, in seconds since 1970.
    pub(crate) fn signing_time(&self) -> Option<u64> {
        let time: x509_cert::time::Time =
            self.signer.signed.as_ref()?.value(SIGNING_TIME).ok()??;
        Some(time.to_unix_duration().as_secs())
    }

    /// The signature, over which others state a time.
    pub(crate) fn signature(&self) -> &[u8] {
        &self.signer.signature
    }

    /// The time stamps over the signature, as they stand.
    pub(crate) fn time_stamps(&self) -> impl Iterator<Item = &[u8]> {
        let stamps = self.signer.unsigned.iter().filter(|one| one.kind == SIGNATURE_TIME_STAMP);
        stamps.flat_map(|one| one.values.iter().map(Vec::as_slice))
    }
}

/// Whether a certificate is the one that a signer is named by.
fn is_named(id: &SignerIdentifier, certificate: &Certificate) -> bool {
    let content = certificate.content();
    match id {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            is_same_name(&id.issuer, &content.issuer) && id.serial_number == content.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            let own = content.get::<SubjectKeyIdentifier>();
            matches!(own, Ok(Some((_, own))) if own.0 == id.0)
        }
    }
}
