//! Reading a PKCS#12 file (RFC 7292): its private keys and certificates.

use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut, InnerIvInit, KeyIvInit};
use cms::content_info::ContentInfo;
use cms::encrypted_data::EncryptedData;
use der::asn1::{ContextSpecific, ObjectIdentifier, OctetString};
use der::referenced::OwnedToRef;
use der::{Decode, Encode};
use des::TdesEde3;
use hmac::digest::Digest;
use hmac::{Mac, SimpleHmac};
use pkcs5::{EncryptionScheme, pbes2};
use pkcs12::cert_type::CertBag;
use pkcs12::kdf::{Pkcs12KeyType, derive_key_utf8};
use pkcs12::mac_data::MacData;
use pkcs12::pbe_params::{EncryptedPrivateKeyInfo, Pkcs12PbeParams};
use pkcs12::pfx::Pfx;
use pkcs12::safe_bag::SafeContents;
use rc2::Rc2;
use rsa::sha2::{Sha256, Sha384, Sha512};
use sha1::Sha1;
use x509_cert::Certificate;
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::algorithm;
use crate::identity::IdentityError;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
const SHA_1: ObjectIdentifier = oid("1.3.14.3.2.26");
const SHA_384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");
const TRIPLE_DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");
const RC2_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.5");
const RC2_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.6");

/// Most rounds of deriving a key; programs use some hundred thousand.
const MOST_ROUNDS: u32 = 2_000_000;

/// What a file holds.
#[derive(Default)]
pub(crate) struct Contents {
    /// Private keys in PKCS#8.
    pub(crate) keys: Vec<der::zeroize::Zeroizing<Vec<u8>>>,
    pub(crate) certificates: Vec<Certificate>,
}

/// Opens a file with its password.
pub(crate) fn open(bytes: &[u8], password: &str) -> Result<Contents, IdentityError> {
    let damaged = |_| IdentityError::Damaged;
    let pfx = Pfx::from_der(bytes).map_err(damaged)?;
    if pfx.auth_safe.content_type != DATA {
        return Err(IdentityError::UnsupportedProtection);
    }
    let safe: OctetString = pfx.auth_safe.content.decode_as().map_err(damaged)?;
    if let Some(mac) = &pfx.mac_data {
        check_mac(mac, password, safe.as_bytes())?;
    }
    // Past a password that was proven, what cannot be opened is damaged.
    let unopened = match pfx.mac_data {
        Some(_) => IdentityError::Damaged,
        None => IdentityError::WrongPassword,
    };
    let decrypted = |algorithm: &AlgorithmIdentifierOwned, content: &[u8]| {
        decrypt(algorithm, content, password)?.ok_or_else(|| unopened.clone())
    };
    let mut contents = Contents::default();
    for part in Vec::<ContentInfo>::from_der(safe.as_bytes()).map_err(damaged)? {
        let bags = match part.content_type {
            DATA => part.content.decode_as::<OctetString>().map_err(damaged)?.into_bytes(),
            ENCRYPTED_DATA => {
                let data: EncryptedData = part.content.decode_as().map_err(damaged)?;
                let info = data.enc_content_info;
                let content = info.encrypted_content.ok_or(IdentityError::Damaged)?;
                decrypted(&info.content_enc_alg, content.as_bytes())?
            }
            _ => return Err(IdentityError::UnsupportedProtection),
        };
        for bag in SafeContents::from_der(&bags).map_err(damaged)? {
            match bag.bag_id {
                KEY_BAG => {
                    let key = ContextSpecific::<der::Any>::from_der(&bag.bag_value);
                    let key = key.and_then(|key| key.value.to_der()).map_err(damaged)?;
                    contents.keys.push(key.into());
                }
                SHROUDED_KEY_BAG => {
                    let key = ContextSpecific::<EncryptedPrivateKeyInfo>::from_der(&bag.bag_value);
                    let key = key.map_err(damaged)?.value;
                    let content = key.encrypted_data.as_bytes();
                    let key = decrypted(&key.encryption_algorithm, content)?;
                    contents.keys.push(key.into());
                }
                CERTIFICATE_BAG => {
                    let bag = ContextSpecific::<CertBag>::from_der(&bag.bag_value);
                    let bag = bag.map_err(damaged)?.value;
                    if bag.cert_id == X509_CERTIFICATE {
                        let certificate = Certificate::from_der(bag.cert_value.as_bytes());
                        contents.certificates.push(certificate.map_err(damaged)?);
                    }
                }
                _ => {}
            }
        }
    }
    Ok(contents)
}

/// The file's own proof that the password is right and nothing was changed.
fn check_mac(mac: &MacData, password: &str, content: &[u8]) -> Result<(), IdentityError> {
    let rounds = rounds(mac.iterations)?;
    let check = match mac.mac.algorithm.oid {
        SHA_1 => is_mac::<Sha1>,
        algorithm::SHA_256 => is_mac::<Sha256>,
        SHA_384 => is_mac::<Sha384>,
        SHA_512 => is_mac::<Sha512>,
        _ => return Err(IdentityError::UnsupportedProtection),
    };
    if check(mac, password, rounds, content) { Ok(()) } else { Err(IdentityError::WrongPassword) }
}

fn is_mac<
    D: Digest
        + hmac::digest::core_api::BlockSizeUser
        + hmac::digest::FixedOutputReset
        + hmac::digest::Update,
>(
    mac: &MacData,
    password: &str,
    rounds: i32,
    content: &[u8],
) -> bool {
    let salt = mac.mac_salt.as_bytes();
    let size = <D as Digest>::output_size();
    let key = derive_key_utf8::<D>(password, salt, Pkcs12KeyType::Mac, rounds, size);
    let Some(mut computed) =
        key.ok().and_then(|key| <SimpleHmac<D> as Mac>::new_from_slice(&key).ok())
    else {
        return false;
    };
    Mac::update(&mut computed, content);
    computed.verify_slice(mac.mac.digest.as_bytes()).is_ok()
}

/// Opens what was closed with a password; none if it does not open.
fn decrypt(
    algorithm: &AlgorithmIdentifierOwned,
    content: &[u8],
    password: &str,
) -> Result<Option<Vec<u8>>, IdentityError> {
    let parameters = algorithm.parameters.as_ref().ok_or(IdentityError::Damaged)?;
    if algorithm.oid == PBES2 {
        let scheme = EncryptionScheme::try_from(algorithm.owned_to_ref())
            .map_err(|_| IdentityError::UnsupportedProtection)?;
        let derived = scheme.pbes2().and_then(|scheme| scheme.kdf.pbkdf2());
        let Some(pbes2::Pbkdf2Params { iteration_count, .. }) = derived else {
            return Err(IdentityError::UnsupportedProtection);
        };
        rounds(*iteration_count)?;
        return Ok(scheme.decrypt(password, content).ok());
    }
    let parameters: Pkcs12PbeParams = parameters.decode_as().map_err(|_| IdentityError::Damaged)?;
    let rounds = rounds(parameters.iterations)?;
    let derive = |kind, size| {
        derive_key_utf8::<Sha1>(password, parameters.salt.as_bytes(), kind, rounds, size)
            .map_err(|_| IdentityError::WrongPassword)
    };
    let iv = derive(Pkcs12KeyType::Iv, 8)?;
    let key = |size| derive(Pkcs12KeyType::EncryptionKey, size);
    let rc2 = |size: usize| {
        let cipher = Rc2::new_with_eff_key_len(&key(size)?, size * 8);
        let cipher = Decryptor::inner_iv_slice_init(cipher, &iv);
        cipher.map_err(|_| IdentityError::Damaged)
    };
    let opened = match algorithm.oid {
        TRIPLE_DES => Decryptor::<TdesEde3>::new_from_slices(&key(24)?, &iv)
            .map_err(|_| IdentityError::Damaged)?
            .decrypt_padded_vec_mut::<Pkcs7>(content),
        RC2_128 => rc2(16)?.decrypt_padded_vec_mut::<Pkcs7>(content),
        RC2_40 => rc2(5)?.decrypt_padded_vec_mut::<Pkcs7>(content),
        _ => return Err(IdentityError::UnsupportedProtection),
    };
    Ok(opened.ok())
}

/// Rounds within bounds, so that no file keeps the program busy for hours.
fn rounds(stated: impl TryInto<u32>) -> Result<i32, IdentityError> {
    let stated = stated.try_into().ok().filter(|stated| (1..=MOST_ROUNDS).contains(stated));
    let rounds = stated.and_then(|stated| i32::try_from(stated).ok());
    rounds.ok_or(IdentityError::Damaged)
}
