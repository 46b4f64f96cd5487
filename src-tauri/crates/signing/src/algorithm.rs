//! Which digests and signatures are trusted, and whether one fits.

use std::borrow::Cow;

use der::asn1::ObjectIdentifier;
use der::referenced::OwnedToRef;
use p256::ecdsa;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use serde::{Deserialize, Serialize};
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(crate) const SHA_256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
pub(crate) const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub(crate) const RSA_SHA_256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA_384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA_512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
pub(crate) const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub(crate) const ECDSA_SHA_256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA_512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");

/// Digests that were broken, alone and in signatures.
const WEAK: [(ObjectIdentifier, &str); 7] = [
    (oid("1.2.840.113549.2.5"), "MD5"),
    (oid("1.3.14.3.2.26"), "SHA-1"),
    (oid("1.2.840.113549.1.1.4"), "MD5"),
    (oid("1.2.840.113549.1.1.5"), "SHA-1"),
    (oid("1.3.14.3.2.29"), "SHA-1"),
    (oid("1.2.840.10045.4.1"), "SHA-1"),
    (oid("1.2.840.113549.1.1.2"), "MD2"),
];

/// Fewest bits of an RSA key.
pub(crate) const RSA_BITS: usize = 2048;

/// Why a signature could not be verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unverified {
    /// The digest was broken long ago.
    #[error("{0} is too weak")]
    WeakDigest(Cow<'static, str>),
    /// The key has too few bits.
    #[error("a key of {0} bits is too weak")]
    WeakKey(usize),
    /// The algorithm is not known here, by its object identifier.
    #[error("the algorithm {0} is not known")]
    Unknown(String),
    /// It is not the signature of this key over this content.
    #[error("the signature does not fit")]
    Mismatch,
}

/// A digest that is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(crate) fn of_oid(id: ObjectIdentifier) -> Result<Self, Unverified> {
        match id {
            SHA_256 => Ok(Self::Sha256),
            SHA_384 => Ok(Self::Sha384),
            SHA_512 => Ok(Self::Sha512),
            other => Err(unknown(other)),
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
            Self::Sha256 => run::<Sha256>(pieces),
            Self::Sha384 => run::<Sha384>(pieces),
            Self::Sha512 => run::<Sha512>(pieces),
        }
    }

    fn rsa_padding(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}

/// Verifies a signature over a message. `hash` is the digest that was named apart from the
/// signature's algorithm, if any; the two must agree.
pub(crate) fn verify(
    key: &SubjectPublicKeyInfoOwned,
    algorithm: &AlgorithmIdentifierOwned,
    hash: Option<Hash>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Unverified> {
    let (family, named) = match algorithm.oid {
        RSA => (RSA, hash.ok_or_else(|| unknown(RSA))?),
        RSA_SHA_256 => (RSA, Hash::Sha256),
        RSA_SHA_384 => (RSA, Hash::Sha384),
        RSA_SHA_512 => (RSA, Hash::Sha512),
        ECDSA_SHA_256 => (EC, Hash::Sha256),
        ECDSA_SHA_384 => (EC, Hash::Sha384),
        ECDSA_SHA_512 => (EC, Hash::Sha512),
        other => return Err(unknown(other)),
    };
    if key.algorithm.oid != family || hash.is_some_and(|hash| hash != named) {
        return Err(Unverified::Mismatch);
    }
    let digest = named.digest(&[message]);
    if family == RSA {
        let key = RsaPublicKey::try_from(key.owned_to_ref()).map_err(|_| unknown(family))?;
        let bits = key.n().bits();
        if bits < RSA_BITS {
            return Err(Unverified::WeakKey(bits));
        }
        let verified = key.verify(named.rsa_padding(), &digest, signature);
        return verified.map_err(|_| Unverified::Mismatch);
    }
    let key = ecdsa::VerifyingKey::try_from(key.owned_to_ref()).map_err(|_| unknown(family))?;
    let signature = ecdsa::Signature::from_der(signature).map_err(|_| Unverified::Mismatch)?;
    key.verify_prehash(&digest, &signature).map_err(|_| Unverified::Mismatch)
}

/// Tells a weak algorithm from one that is not known.
fn unknown(id: ObjectIdentifier) -> Unverified {
    match WEAK.iter().find(|(weak, _)| *weak == id) {
        Some((_, name)) => Unverified::WeakDigest(Cow::Borrowed(name)),
        None => Unverified::Unknown(id.to_string()),
    }
}
