//! Which digests and signatures are trusted, and whether one fits.

use std::borrow::Cow;

use der::Decode;
use der::asn1::ObjectIdentifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs1::RsaPssParams;
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, Pss, RsaPublicKey};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(crate) const SHA_1: ObjectIdentifier = oid("1.3.14.3.2.26");
pub(crate) const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
pub(crate) const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
pub(crate) const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
pub(crate) const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_SHA_1: ObjectIdentifier = oid("1.2.840.113549.1.1.5");
const RSA_SHA_1_OF_OIW: ObjectIdentifier = oid("1.3.14.3.2.29");
pub(crate) const RSA_SHA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const MASK_1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
pub(crate) const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
const ECDSA_SHA_1: ObjectIdentifier = oid("1.2.840.10045.4.1");
pub(crate) const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA_512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
const P_256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P_384: ObjectIdentifier = oid("1.3.132.0.34");
const P_521: ObjectIdentifier = oid("1.3.132.0.35");

/// Digests that were broken, alone and in signatures, and that are not computed here.
const BROKEN: [(ObjectIdentifier, &str); 4] = [
    (oid("1.2.840.113549.2.5"), "MD5"),
    (oid("1.2.840.113549.1.1.4"), "MD5"),
    (oid("1.2.840.113549.2.2"), "MD2"),
    (oid("1.2.840.113549.1.1.2"), "MD2"),
];

/// What algorithms and curves are called that are not verified here.
const NAMES: [(ObjectIdentifier, &str); 23] = [
    (oid("2.16.840.1.101.3.4.2.4"), "SHA-224"),
    (oid("2.16.840.1.101.3.4.2.5"), "SHA-512/224"),
    (oid("2.16.840.1.101.3.4.2.6"), "SHA-512/256"),
    (oid("2.16.840.1.101.3.4.2.7"), "SHA3-224"),
    (oid("2.16.840.1.101.3.4.2.8"), "SHA3-256"),
    (oid("2.16.840.1.101.3.4.2.9"), "SHA3-384"),
    (oid("2.16.840.1.101.3.4.2.10"), "SHA3-512"),
    (oid("2.16.840.1.101.3.4.2.12"), "SHAKE256"),
    (oid("2.16.840.1.101.3.4.2.18"), "SHAKE256"),
    (oid("1.3.36.3.2.1"), "RIPEMD-160"),
    (oid("1.2.840.10040.4.1"), "DSA"),
    (oid("1.2.840.10040.4.3"), "DSA/SHA-1"),
    (oid("2.16.840.1.101.3.4.3.2"), "DSA/SHA-256"),
    (oid("1.3.101.112"), "Ed25519"),
    (oid("1.3.101.113"), "Ed448"),
    (oid("1.3.36.3.3.2.8.1.1.7"), "brainpoolP256r1"),
    (oid("1.3.36.3.3.2.8.1.1.11"), "brainpoolP384r1"),
    (oid("1.3.36.3.3.2.8.1.1.13"), "brainpoolP512r1"),
    (oid("1.3.132.0.10"), "secp256k1"),
    (oid("1.2.643.7.1.1.3.2"), "GOST R 34.10-2012"),
    (oid("1.2.156.10197.1.501"), "SM2"),
    (oid("2.16.840.1.101.3.4.3.17"), "ML-DSA-44"),
    (oid("2.16.840.1.101.3.4.3.18"), "ML-DSA-65"),
];

/// Fewest bits of an RSA key.
pub(crate) const RSA_BITS: usize = 2048;
/// Most bits of an RSA key: larger ones keep the program busy.
const MOST_RSA_BITS: usize = 8192;
/// Bytes of a number on the curve P-521.
const P_521_BYTES: usize = 66;

/// Why a signature could not be verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unverified {
    /// It fits, but the digest was broken long ago.
    #[error("{0} is too weak")]
    WeakDigest(Cow<'static, str>),
    /// It fits, but the key has too few bits.
    #[error("a key of {0} bits is too weak")]
    WeakKey(usize),
    /// The algorithm is not known here, by its name or, where it has none, its object identifier.
    #[error("the algorithm {0} is not known")]
    Unknown(String),
    /// It is not the signature of this key over this content.
    #[error("the signature does not fit")]
    Mismatch,
}

/// A digest that can be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    /// Collisions can be made, so that no signature over it is trusted.
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn of_oid(id: ObjectIdentifier) -> Result<Self, Unverified> {
        match id {
            SHA_1 => Ok(Self::Sha1),
            SHA_256 => Ok(Self::Sha256),
            SHA_384 => Ok(Self::Sha384),
            SHA_512 => Ok(Self::Sha512),
            other => Err(unknown(other)),
        }
    }

    const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => SHA_1,
            Self::Sha256 => SHA_256,
            Self::Sha384 => SHA_384,
            Self::Sha512 => SHA_512,
        }
    }

    /// The digest of pieces that follow one another.
    pub(crate) fn digest(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn run<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            let mut hasher = D::new();
            for piece in pieces {
                hasher.update(piece);
            }
            hasher.finalize().to_vec()
        }
        match self {
            Self::Sha1 => run::<Sha1>(pieces),
            Self::Sha256 => run::<Sha256>(pieces),
            Self::Sha384 => run::<Sha384>(pieces),
            Self::Sha512 => run::<Sha512>(pieces),
        }
    }

    /// Whether signatures over it are trusted.
    pub(crate) const fn check_strength(self) -> Result<(), Unverified> {
        match self {
            Self::Sha1 => Err(Unverified::WeakDigest(Cow::Borrowed("SHA-1"))),
            Self::Sha256 | Self::Sha384 | Self::Sha512 => Ok(()),
        }
    }

    fn padding(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }

    fn salted_padding(self, salt: usize) -> Pss {
        match self {
            Self::Sha1 => Pss::new_with_salt::<Sha1>(salt),
            Self::Sha256 => Pss::new_with_salt::<Sha256>(salt),
            Self::Sha384 => Pss::new_with_salt::<Sha384>(salt),
            Self::Sha512 => Pss::new_with_salt::<Sha512>(salt),
        }
    }
}

/// How a digest is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Rsa(Padding),
    Ecdsa,
}

/// How a digest is filled up to the length of an RSA key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Padding {
    /// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2).
    Fixed,
    /// RSASSA-PSS with so many bytes of salt (RFC 8017, 8.1).
    Salted(usize),
}

impl Scheme {
    /// Reads an algorithm; its digest may be left to what is said beside it.
    fn read(
        algorithm: &AlgorithmIdentifierOwned,
        beside: Option<Hash>,
    ) -> Result<(Self, Hash), Unverified> {
        let beside = || beside.ok_or_else(|| unknown(algorithm.oid));
        Ok(match algorithm.oid {
            RSA => (Self::Rsa(Padding::Fixed), beside()?),
            RSA_SHA_1 | RSA_SHA_1_OF_OIW => (Self::Rsa(Padding::Fixed), Hash::Sha1),
            RSA_SHA_256 => (Self::Rsa(Padding::Fixed), Hash::Sha256),
            RSA_SHA_384 => (Self::Rsa(Padding::Fixed), Hash::Sha384),
            RSA_SHA_512 => (Self::Rsa(Padding::Fixed), Hash::Sha512),
            RSA_PSS => {
                let (hash, salt) = salted(algorithm)?;
                (Self::Rsa(Padding::Salted(salt)), hash)
            }
            EC => (Self::Ecdsa, beside()?),
            ECDSA_SHA_1 => (Self::Ecdsa, Hash::Sha1),
            ECDSA_SHA_256 => (Self::Ecdsa, Hash::Sha256),
            ECDSA_SHA_384 => (Self::Ecdsa, Hash::Sha384),
            ECDSA_SHA_512 => (Self::Ecdsa, Hash::Sha512),
            other => return Err(unknown(other)),
        })
    }
}

/// The digest and the length of the salt that parameters of RSASSA-PSS name. The mask must be made of
/// the same digest, as RFC 8017 recommends and every program in use does.
fn salted(algorithm: &AlgorithmIdentifierOwned) -> Result<(Hash, usize), Unverified> {
    let name = || Unverified::Unknown("RSASSA-PSS".to_owned());
    let parameters = algorithm.parameters.as_ref().ok_or_else(name)?;
    let parameters: RsaPssParams<'_> = parameters.decode_as().map_err(|_| name())?;
    let hash = Hash::of_oid(parameters.hash.oid)?;
    let mask = parameters.mask_gen;
    let is_usual = mask.oid == MASK_1
        && mask.parameters.is_some_and(|parameters| parameters.oid == hash.oid());
    if is_usual { Ok((hash, usize::from(parameters.salt_len))) } else { Err(name()) }
}

/// Verifies a signature over pieces that follow one another. `hash` is the digest that was named apart
/// from the signature's algorithm, if any; the two must agree.
pub(crate) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    hash: Option<Hash>,
    message: &[&[u8]],
    signature: &[u8],
) -> Result<(), Unverified> {
    let (scheme, named) = Scheme::read(algorithm, hash)?;
    if hash.is_some_and(|hash| hash != named) {
        return Err(Unverified::Mismatch);
    }
    let digest = named.digest(message);
    match scheme {
        Scheme::Rsa(padding) => verify_rsa(key, (padding, named), &digest, signature)?,
        Scheme::Ecdsa => verify_ecdsa(key, &digest, signature)?,
    }
    // That it fits is proven first: what was altered is told as altered, however weak it is.
    named.check_strength()
}

fn verify_rsa(
    key: &SubjectPublicKeyInfoOwned,
    (padding, hash): (Padding, Hash),
    digest: &[u8],
    signature: &[u8],
) -> Result<(), Unverified> {
    match (key.algorithm.oid, padding) {
        (RSA, _) => {}
        // A key that is for RSASSA-PSS alone may bind its parameters, too (RFC 4055, 1.2).
        (RSA_PSS, Padding::Salted(salt)) => {
            if key.algorithm.parameters.is_some() {
                let (bound, least) = salted(&key.algorithm)?;
                if bound != hash || salt < least {
                    return Err(Unverified::Mismatch);
                }
            }
        }
        _ => return Err(Unverified::Mismatch),
    }
    let unreadable = || unknown(key.algorithm.oid);
    let bits = key.subject_public_key.raw_bytes();
    let numbers = rsa::pkcs1::RsaPublicKey::from_der(bits).map_err(|_| unreadable())?;
    let number = |bytes: &[u8]| BigUint::from_bytes_be(bytes);
    let (modulus, exponent) =
        (number(numbers.modulus.as_bytes()), number(numbers.public_exponent.as_bytes()));
    let key = RsaPublicKey::new_with_max_size(modulus, exponent, MOST_RSA_BITS)
        .map_err(|_| unreadable())?;
    match padding {
        Padding::Salted(salt) => key.verify(hash.salted_padding(salt), digest, signature),
        Padding::Fixed => key.verify(hash.padding(), digest, signature),
    }
    .map_err(|_| Unverified::Mismatch)?;
    let bits = key.n().bits();
    if bits < RSA_BITS { Err(Unverified::WeakKey(bits)) } else { Ok(()) }
}

fn verify_ecdsa(
    key: &SubjectPublicKeyInfoOwned,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), Unverified> {
    if key.algorithm.oid != EC {
        return Err(Unverified::Mismatch);
    }
    let curve = key.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as().ok());
    let curve: ObjectIdentifier = curve.ok_or_else(|| unknown(EC))?;
    let point = key.subject_public_key.raw_bytes();
    let mismatch = |_| Unverified::Mismatch;
    match curve {
        P_256 => {
            let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(mismatch)?;
            let signature = p256::ecdsa::Signature::from_der(signature).map_err(mismatch)?;
            key.verify_prehash(digest, &signature)
        }
        P_384 => {
            let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(mismatch)?;
            let signature = p384::ecdsa::Signature::from_der(signature).map_err(mismatch)?;
            key.verify_prehash(digest, &signature)
        }
        P_521 => {
            let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(point).map_err(mismatch)?;
            let signature = p521::ecdsa::Signature::from_der(signature).map_err(mismatch)?;
            // A digest shorter than a number of the curve is that number (FIPS 186-5, 6.4.1), yet the
            // library refuses one of less than half its length.
            let zeros = vec![0; P_521_BYTES.saturating_sub(digest.len())];
            key.verify_prehash(&[&zeros, digest].concat(), &signature)
        }
        other => return Err(unknown(other)),
    }
    .map_err(mismatch)
}

/// Tells a weak algorithm from one that is not known.
fn unknown(id: ObjectIdentifier) -> Unverified {
    let name = |names: &[(ObjectIdentifier, &'static str)]| {
        names.iter().find(|(known, _)| *known == id).map(|(_, name)| *name)
    };
    match (name(&BROKEN), name(&NAMES)) {
        (Some(weak), _) => Unverified::WeakDigest(weak.into()),
        (None, Some(name)) => Unverified::Unknown(name.to_owned()),
        (None, None) => Unverified::Unknown(id.to_string()),
    }
}
