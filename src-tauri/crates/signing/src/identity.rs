//! Who signs: a private key, its certificate and those that vouch for it.

use der::Decode;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::pkcs8::{EncodePublicKey, PrivateKeyInfo};
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use x509_cert::Certificate;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::algorithm;
use crate::certificate::{Party, Validity};
use crate::pkcs12_file;

/// Why a PKCS#12 file gives no identity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The password does not open it.
    #[error("the password is wrong")]
    WrongPassword,
    /// It holds certificates only.
    #[error("the file holds no private key")]
    NoPrivateKey,
    /// It holds no certificate that belongs to its private key.
    #[error("the file holds no certificate of its private key")]
    NoCertificate,
    /// It is no PKCS#12 file, or a damaged one.
    #[error("no readable PKCS#12 file")]
    Damaged,
    /// It is protected in a way that is not known here.
    #[error("the file's protection is not known")]
    UnsupportedProtection,
    /// The key is neither RSA of at least 2048 bits nor ECDSA on the curve P-256.
    #[error("the key is of no kind that can sign")]
    UnsupportedKey,
}

/// Who signs. The key is wiped from memory when it is dropped.
pub struct Identity {
    key: Key,
    certificate: Certificate,
    /// The certificates that vouch for it, the nearest first.
    chain: Vec<Certificate>,
}

enum Key {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
}

impl Identity {
    /// Opens a PKCS#12 file (`.p12`, `.pfx`), closed with AES or, as older programs do it, with 3DES
    /// or RC2.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub fn from_pkcs12(bytes: &[u8], password: &str) -> Result<Self, IdentityError> {
        let contents = pkcs12_file::open(bytes, password)?;
        if contents.keys.is_empty() {
            return Err(IdentityError::NoPrivateKey);
        }
        let mut fault = IdentityError::NoCertificate;
        for key in &contents.keys {
            let key = match Key::read(key) {
                Ok(key) => key,
                Err(unusable) => {
                    fault = unusable;
                    continue;
                }
            };
            let public = key.public()?;
            let is_its = |one: &&Certificate| one.tbs_certificate.subject_public_key_info == public;
            if let Some(certificate) = contents.certificates.iter().find(is_its) {
                let chain = chain(certificate, &contents.certificates);
                return Ok(Self { key, certificate: certificate.clone(), chain });
            }
        }
        Err(fault)
    }

    /// Whom the certificate names.
    pub fn party(&self) -> Party {
        Party::of(&self.certificate.tbs_certificate.subject)
    }

    /// From when to when the certificate holds.
    pub fn validity(&self) -> Validity {
        Validity::of(&self.certificate)
    }

    pub(crate) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub(crate) fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The algorithm of its signatures over SHA-256.
    pub(crate) fn algorithm(&self) -> AlgorithmIdentifierOwned {
        match self.key {
            Key::Rsa(_) => AlgorithmIdentifierOwned {
                oid: algorithm::RSA_SHA_256,
                parameters: Some(der::Any::null()),
            },
            Key::P256(_) => {
                AlgorithmIdentifierOwned { oid: algorithm::ECDSA_SHA_256, parameters: None }
            }
        }
    }

    /// Signs a SHA-256 digest. The same digest gives the same signature.
    pub(crate) fn sign(&self, digest: &[u8]) -> Option<Vec<u8>> {
        match &self.key {
            Key::Rsa(key) => key.sign(Pkcs1v15Sign::new::<Sha256>(), digest).ok(),
            Key::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(digest).ok()?;
                Some(signature.to_der().as_bytes().to_vec())
            }
        }
    }
}

impl Key {
    /// Reads a private key in PKCS#8.
    fn read(bytes: &[u8]) -> Result<Self, IdentityError> {
        let info = PrivateKeyInfo::from_der(bytes).map_err(|_| IdentityError::Damaged)?;
        match info.algorithm.oid {
            algorithm::RSA => {
                let key = RsaPrivateKey::try_from(info).map_err(|_| IdentityError::Damaged)?;
                if key.n().bits() < algorithm::RSA_BITS {
                    return Err(IdentityError::UnsupportedKey);
                }
                Ok(Self::Rsa(Box::new(key)))
            }
            algorithm::EC => {
                let key = p256::SecretKey::try_from(info);
                Ok(Self::P256(key.map_err(|_| IdentityError::UnsupportedKey)?.into()))
            }
            _ => Err(IdentityError::UnsupportedKey),
        }
    }

    /// The public key that belongs to it.
    fn public(&self) -> Result<SubjectPublicKeyInfoOwned, IdentityError> {
        let document = match self {
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
            Self::P256(key) => p256::PublicKey::from(key.verifying_key()).to_public_key_der(),
        };
        let document = document.map_err(|_| IdentityError::Damaged)?;
        SubjectPublicKeyInfoOwned::from_der(document.as_bytes()).map_err(|_| IdentityError::Damaged)
    }
}

/// The certificates that vouch for one, each issued by the next.
fn chain(certificate: &Certificate, all: &[Certificate]) -> Vec<Certificate> {
    let mut chain = vec![certificate.clone()];
    while let Some(last) = chain.last() {
        let issuer = &last.tbs_certificate.issuer;
        let is_next =
            |one: &&Certificate| &one.tbs_certificate.subject == issuer && !chain.contains(one);
        match all.iter().find(is_next) {
            Some(next) => chain.push(next.clone()),
            None => break,
        }
    }
    chain.split_off(1)
}
