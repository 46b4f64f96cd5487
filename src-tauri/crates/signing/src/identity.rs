//! Who signs: a private key, its certificate and those that vouch for it.

use chrono::{DateTime, Utc};
use der::Decode;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use p256::pkcs8::{EncodePublicKey, PrivateKeyInfo};
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use unicode_normalization::UnicodeNormalization;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::algorithm;
use crate::certificate::{Certificate, Party, Purpose, Validity, is_binding, may_sign};
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
    /// The certificate, the first of those in the file, is not made for signing documents, but for
    /// issuing others or for encryption alone.
    #[error("the certificate of {} is not made for signing documents", .0.party.name)]
    NotForSigning(Candidate),
    /// Several certificates can sign, and nobody said which.
    #[error("several certificates can sign")]
    Several(Vec<Candidate>),
    /// None of these certificates is the one that was asked for.
    #[error("no certificate has that name or number")]
    NoSuchCertificate(Vec<Candidate>),
}

/// A certificate that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whom it names.
    pub party: Party,
    /// Its serial number in hexadecimal digits.
    pub serial: String,
}

/// Most keys of a file that are looked at.
const MOST_KEYS: usize = 64;

/// Who signs. The key is wiped from memory when it is dropped.
pub struct Identity {
    key: Key,
    certificate: Certificate,
    /// The certificates that vouch for it, the nearest first.
    chain: Vec<Certificate>,
}

#[derive(Clone)]
enum Key {
    Rsa(Box<RsaPrivateKey>),
    P256(p256::ecdsa::SigningKey),
}

impl Identity {
    /// Opens a PKCS#12 file (`.p12`, `.pfx`), closed with AES or, as older programs do it, with 3DES
    /// or RC2, and chooses who signs at a time. `wanted` is the name or the serial number of a
    /// certificate. Where nobody is wanted, it is the one that may sign; of several the one that holds
    /// at the time, then the one whose signatures are meant to bind.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub fn from_pkcs12(
        bytes: &[u8],
        password: &str,
        wanted: Option<&str>,
        at: DateTime<Utc>,
    ) -> Result<Self, IdentityError> {
        let mut all = identities(bytes, password)?;
        if let Some(wanted) = wanted {
            let candidates = candidates(&all);
            all.retain(|one| one.is_called(wanted));
            if all.is_empty() {
                return Err(IdentityError::NoSuchCertificate(candidates));
            }
        }
        if let Some(first) = all.first()
            && !all.iter().any(|one| may_sign(&one.certificate, Purpose::Document))
        {
            return Err(IdentityError::NotForSigning(first.candidate()));
        }
        all.retain(|one| may_sign(&one.certificate, Purpose::Document));
        prefer(&mut all, |one| one.validity().holds(at));
        prefer(&mut all, |one| is_binding(&one.certificate));
        if all.len() > 1 {
            return Err(IdentityError::Several(candidates(&all)));
        }
        all.pop().ok_or(IdentityError::NoCertificate)
    }

    fn candidate(&self) -> Candidate {
        let serial = self.certificate.content().serial_number.as_bytes();
        let digits = serial.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        let digits: String =
            digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect();
        Candidate { party: self.party(), serial: digits.to_uppercase() }
    }

    /// Whether this is its name, or its serial number in hexadecimal digits, however they are set.
    fn is_called(&self, wanted: &str) -> bool {
        let name = |name: &str| {
            let name: String = name.nfc().flat_map(char::to_lowercase).collect();
            name.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let number = |number: &str| {
            let digits = number.chars().filter(|one| !matches!(one, ' ' | ':'));
            let digits: String = digits.flat_map(char::to_uppercase).collect();
            digits.trim_start_matches("0X").trim_start_matches('0').to_owned()
        };
        let Candidate { party, serial } = self.candidate();
        name(&party.name) == name(wanted) || number(&serial) == number(wanted)
    }

    /// Whom the certificate names.
    pub fn party(&self) -> Party {
        Party::of(&self.certificate.content().subject)
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

/// Leaves those that are so, if any is.
fn prefer(all: &mut Vec<Identity>, is_so: impl Fn(&Identity) -> bool) {
    if all.iter().any(&is_so) {
        all.retain(is_so);
    }
}

fn candidates(all: &[Identity]) -> Vec<Candidate> {
    all.iter().map(Identity::candidate).collect()
}

/// Each certificate of a file whose key lies in it, too.
fn identities(bytes: &[u8], password: &str) -> Result<Vec<Identity>, IdentityError> {
    let contents = pkcs12_file::open(bytes, password)?;
    if contents.keys.is_empty() {
        return Err(IdentityError::NoPrivateKey);
    }
    let mut found: Vec<Identity> = Vec::new();
    let mut fault = IdentityError::NoCertificate;
    for key in contents.keys.iter().take(MOST_KEYS) {
        let key = match Key::read(key) {
            Ok(key) => key,
            Err(unusable) => {
                fault = unusable;
                continue;
            }
        };
        let public = key.public()?;
        for certificate in &contents.certificates {
            let is_its = certificate.content().subject_public_key_info == public;
            if is_its && !found.iter().any(|one| one.certificate == *certificate) {
                let (key, chain) = (key.clone(), chain(certificate, &contents.certificates));
                found.push(Identity { key, certificate: certificate.clone(), chain });
            }
        }
    }
    if found.is_empty() { Err(fault) } else { Ok(found) }
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
        let is_next = |one: &&Certificate| last.is_issued_by(one) && !chain.contains(one);
        match all.iter().find(is_next) {
            Some(next) => chain.push(next.clone()),
            None => break,
        }
    }
    chain.split_off(1)
}
