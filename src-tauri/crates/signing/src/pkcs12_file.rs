//! Reading a PKCS#12 file (RFC 7292, RFC 9579): its private keys and certificates.

use std::cell::Cell;

use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockDecryptMut, InnerIvInit, KeyIvInit};
use cms::content_info::ContentInfo;
use cms::encrypted_data::EncryptedData;
use der::asn1::{BmpString, ObjectIdentifier, OctetString};
use der::referenced::OwnedToRef;
use der::zeroize::Zeroizing;
use der::{AnyRef, Decode, Reader, Sequence, SliceReader};
use des::TdesEde3;
use hmac::digest::Digest;
use hmac::digest::core_api::BlockSizeUser;
use hmac::{Mac, SimpleHmac};
use pkcs5::{EncryptionScheme, pbes2};
use pkcs12::cert_type::CertBag;
use pkcs12::kdf::{Pkcs12KeyType, derive_key};
use pkcs12::mac_data::MacData;
use pkcs12::pbe_params::{EncryptedPrivateKeyInfo, Pkcs12PbeParams};
use pkcs12::pfx::Pfx;
use rc2::Rc2;
use rsa::sha2::{Sha256, Sha384, Sha512};
use sha1::Sha1;
use x509_cert::spki::AlgorithmIdentifierOwned;

use crate::algorithm;
use crate::ber;
use crate::certificate::Certificate;
use crate::identity::IdentityError;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
/// Bags within a bag.
const NESTED: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.6");
const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
const PBES2: ObjectIdentifier = oid("1.2.840.113549.1.5.13");
const PBKDF2: ObjectIdentifier = oid("1.2.840.113549.1.5.12");
const PBMAC1: ObjectIdentifier = oid("1.2.840.113549.1.5.14");
const HMAC_SHA_1: ObjectIdentifier = oid("1.2.840.113549.2.7");
const HMAC_SHA_256: ObjectIdentifier = oid("1.2.840.113549.2.9");
const HMAC_SHA_384: ObjectIdentifier = oid("1.2.840.113549.2.10");
const HMAC_SHA_512: ObjectIdentifier = oid("1.2.840.113549.2.11");
const TRIPLE_DES: ObjectIdentifier = oid("1.2.840.113549.1.12.1.3");
const RC2_128: ObjectIdentifier = oid("1.2.840.113549.1.12.1.5");
const RC2_40: ObjectIdentifier = oid("1.2.840.113549.1.12.1.6");

/// Most rounds of deriving keys, all in a file together; programs use some hundred thousand for each of
/// a few keys.
const MOST_ROUNDS: u32 = 8_000_000;
/// Most rounds of deriving one key.
const MOST_ROUNDS_OF_ONE: u32 = 2_000_000;
/// Most bytes of a file: certificates with their keys take some thousand.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Most levels of bags within one another.
const DEEPEST: usize = 4;
/// Most bytes of a key that a MAC is made with.
const MOST_KEY: u16 = 128;

/// What a file holds.
#[derive(Default)]
pub(crate) struct Contents {
    /// Private keys in PKCS#8.
    pub(crate) keys: Vec<Zeroizing<Vec<u8>>>,
    pub(crate) certificates: Vec<Certificate>,
}

/// `PBMAC1-params` of RFC 8018.
#[derive(Sequence)]
struct MacParameters {
    derivation: AlgorithmIdentifierOwned,
    scheme: AlgorithmIdentifierOwned,
}

/// Opens a file with its password.
pub(crate) fn open(bytes: &[u8], password: &str) -> Result<Contents, IdentityError> {
    let damaged = |_| IdentityError::Damaged;
    if bytes.len() > MOST_BYTES {
        return Err(IdentityError::Damaged);
    }
    let der = ber::whole_to_der(bytes).ok_or(IdentityError::Damaged)?;
    let pfx = Pfx::from_der(&der).map_err(damaged)?;
    if pfx.auth_safe.content_type != DATA {
        return Err(IdentityError::UnsupportedProtection);
    }
    let safe: OctetString = pfx.auth_safe.content.decode_as().map_err(damaged)?;
    let rounds = Rounds(Cell::new(MOST_ROUNDS));
    for characters in characters(password) {
        let opening = Opening { password, characters, rounds: &rounds };
        match opening.open(pfx.mac_data.as_ref(), safe.as_bytes()) {
            Err(IdentityError::WrongPassword) => {}
            opened => return opened,
        }
    }
    Err(IdentityError::WrongPassword)
}

/// The password as keys are derived from it (RFC 7292, B.1): in UTF-16 with two zeros at the end. No
/// password is written as these zeros alone, and by some programs as nothing at all. None where a
/// character has no such form.
fn characters(password: &str) -> Vec<Option<Zeroizing<Vec<u8>>>> {
    let wide = BmpString::from_utf8(password).ok().map(|wide| {
        let mut wide = Zeroizing::new(wide.into_bytes().into_vec());
        wide.extend([0; 2]);
        wide
    });
    let nothing = password.is_empty().then(|| Some(Zeroizing::new(Vec::new())));
    std::iter::once(wide).chain(nothing).collect()
}

/// How many rounds may still be spent on a file, so that none keeps the program busy for hours.
struct Rounds(Cell<u32>);

impl Rounds {
    fn spend(&self, stated: impl TryInto<u32>) -> Result<u32, IdentityError> {
        let stated =
            stated.try_into().ok().filter(|rounds| (1..=MOST_ROUNDS_OF_ONE).contains(rounds));
        let stated = stated.ok_or(IdentityError::Damaged)?;
        self.0.set(self.0.get().checked_sub(stated).ok_or(IdentityError::Damaged)?);
        Ok(stated)
    }
}

/// A password that a file is tried with.
struct Opening<'a> {
    password: &'a str,
    characters: Option<Zeroizing<Vec<u8>>>,
    rounds: &'a Rounds,
}

impl Opening<'_> {
    fn open(&self, mac: Option<&MacData>, safe: &[u8]) -> Result<Contents, IdentityError> {
        // Past a password that was proven, what cannot be opened is damaged.
        let unopened = match mac {
            Some(mac) => {
                self.check_mac(mac, safe)?;
                IdentityError::Damaged
            }
            None => IdentityError::WrongPassword,
        };
        let decrypted = |algorithm: &AlgorithmIdentifierOwned, content: &[u8]| {
            let opened = self.decrypt(algorithm, content)?.ok_or_else(|| unopened.clone())?;
            ber::whole_to_der(&opened).map(Zeroizing::new).ok_or_else(|| unopened.clone())
        };
        let damaged = |_| IdentityError::Damaged;
        let safe = ber::whole_to_der(safe).ok_or(IdentityError::Damaged)?;
        let mut contents = Contents::default();
        for part in Vec::<ContentInfo>::from_der(&safe).map_err(damaged)? {
            let bags = match part.content_type {
                DATA => {
                    let bags: OctetString = part.content.decode_as().map_err(damaged)?;
                    Zeroizing::new(
                        ber::whole_to_der(bags.as_bytes()).ok_or(IdentityError::Damaged)?,
                    )
                }
                ENCRYPTED_DATA => {
                    let data: EncryptedData = part.content.decode_as().map_err(damaged)?;
                    let info = data.enc_content_info;
                    let content = info.encrypted_content.ok_or(IdentityError::Damaged)?;
                    decrypted(&info.content_enc_alg, content.as_bytes())?
                }
                _ => return Err(IdentityError::UnsupportedProtection),
            };
            read_bags(&bags, DEEPEST, &decrypted, &mut contents)?;
        }
        Ok(contents)
    }

    /// The key that is derived for a use (RFC 7292, appendix B).
    fn derive<D>(
        &self,
        salt: &[u8],
        rounds: u32,
        (kind, size): (Pkcs12KeyType, usize),
    ) -> Result<Zeroizing<Vec<u8>>, IdentityError>
    where
        D: Digest + hmac::digest::FixedOutputReset + BlockSizeUser,
    {
        let characters = self.characters.as_ref().ok_or(IdentityError::WrongPassword)?;
        let rounds = i32::try_from(rounds).map_err(|_| IdentityError::Damaged)?;
        Ok(Zeroizing::new(derive_key::<D>(characters, salt, kind, rounds, size)))
    }

    /// The file's own proof that the password is right and nothing was changed.
    fn check_mac(&self, mac: &MacData, content: &[u8]) -> Result<(), IdentityError> {
        let check = match mac.mac.algorithm.oid {
            algorithm::SHA_1 => Self::is_mac::<Sha1>,
            algorithm::SHA_256 => Self::is_mac::<Sha256>,
            algorithm::SHA_384 => Self::is_mac::<Sha384>,
            algorithm::SHA_512 => Self::is_mac::<Sha512>,
            PBMAC1 => Self::is_mac_of_pbkdf2,
            _ => return Err(IdentityError::UnsupportedProtection),
        };
        if check(self, mac, content)? { Ok(()) } else { Err(IdentityError::WrongPassword) }
    }

    fn is_mac<D>(&self, mac: &MacData, content: &[u8]) -> Result<bool, IdentityError>
    where
        D: Digest + BlockSizeUser + hmac::digest::FixedOutputReset + hmac::digest::Update,
    {
        let rounds = self.rounds.spend(mac.iterations)?;
        let size = <D as Digest>::output_size();
        let key = self.derive::<D>(mac.mac_salt.as_bytes(), rounds, (Pkcs12KeyType::Mac, size))?;
        Ok(has_mac::<D>(&key, content, mac.mac.digest.as_bytes()))
    }

    /// The same with a key derived by PBKDF2 (RFC 9579): salt and rounds stand in the parameters.
    fn is_mac_of_pbkdf2(&self, mac: &MacData, content: &[u8]) -> Result<bool, IdentityError> {
        let unsupported = || IdentityError::UnsupportedProtection;
        let parameters = mac.mac.algorithm.parameters.as_ref().ok_or(IdentityError::Damaged)?;
        let MacParameters { derivation, scheme } =
            parameters.decode_as().map_err(|_| IdentityError::Damaged)?;
        let derivation = derivation.owned_to_ref();
        if derivation.oid != PBKDF2 {
            return Err(unsupported());
        }
        let parameters = derivation.parameters.ok_or(IdentityError::Damaged)?;
        let parameters = pbes2::Pbkdf2Params::try_from(parameters).map_err(|_| unsupported())?;
        // The length of the key must stand there (RFC 9579, 5).
        let size = parameters.key_length.filter(|size| (1..=MOST_KEY).contains(size));
        let mut key = Zeroizing::new(vec![0; usize::from(size.ok_or(IdentityError::Damaged)?)]);
        let rounds = self.rounds.spend(parameters.iteration_count)?;
        let derive = match parameters.prf {
            pbes2::Pbkdf2Prf::HmacWithSha1 => pbkdf2::pbkdf2_hmac::<Sha1>,
            pbes2::Pbkdf2Prf::HmacWithSha256 => pbkdf2::pbkdf2_hmac::<Sha256>,
            pbes2::Pbkdf2Prf::HmacWithSha384 => pbkdf2::pbkdf2_hmac::<Sha384>,
            pbes2::Pbkdf2Prf::HmacWithSha512 => pbkdf2::pbkdf2_hmac::<Sha512>,
            _ => return Err(unsupported()),
        };
        derive(self.password.as_bytes(), parameters.salt, rounds, &mut key);
        let has_mac = match scheme.oid {
            HMAC_SHA_1 => has_mac::<Sha1>,
            HMAC_SHA_256 => has_mac::<Sha256>,
            HMAC_SHA_384 => has_mac::<Sha384>,
            HMAC_SHA_512 => has_mac::<Sha512>,
            _ => return Err(unsupported()),
        };
        Ok(has_mac(&key, content, mac.mac.digest.as_bytes()))
    }

    /// Opens what was closed with the password; none if it does not open.
    fn decrypt(
        &self,
        algorithm: &AlgorithmIdentifierOwned,
        content: &[u8],
    ) -> Result<Option<Zeroizing<Vec<u8>>>, IdentityError> {
        let parameters = algorithm.parameters.as_ref().ok_or(IdentityError::Damaged)?;
        if algorithm.oid == PBES2 {
            let scheme = EncryptionScheme::try_from(algorithm.owned_to_ref())
                .map_err(|_| IdentityError::UnsupportedProtection)?;
            let derived = scheme.pbes2().and_then(|scheme| scheme.kdf.pbkdf2());
            let derived = derived.ok_or(IdentityError::UnsupportedProtection)?;
            self.rounds.spend(derived.iteration_count)?;
            return Ok(scheme.decrypt(self.password, content).ok().map(Zeroizing::new));
        }
        let parameters: Pkcs12PbeParams =
            parameters.decode_as().map_err(|_| IdentityError::Damaged)?;
        let rounds = self.rounds.spend(parameters.iterations)?;
        let derive =
            |kind, size| self.derive::<Sha1>(parameters.salt.as_bytes(), rounds, (kind, size));
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
        Ok(opened.ok().map(Zeroizing::new))
    }
}

fn has_mac<D>(key: &[u8], content: &[u8], mac: &[u8]) -> bool
where
    D: Digest + BlockSizeUser,
{
    let Ok(mut computed) = <SimpleHmac<D> as Mac>::new_from_slice(key) else {
        return false;
    };
    Mac::update(&mut computed, content);
    computed.verify_slice(mac).is_ok()
}

/// Takes keys and certificates out of bags, and of bags in them.
fn read_bags(
    bags: &[u8],
    deeper: usize,
    decrypted: &impl Fn(&AlgorithmIdentifierOwned, &[u8]) -> Result<Zeroizing<Vec<u8>>, IdentityError>,
    contents: &mut Contents,
) -> Result<(), IdentityError> {
    let damaged = |_| IdentityError::Damaged;
    for (kind, bag) in split_bags(bags).map_err(damaged)? {
        match kind {
            KEY_BAG => contents.keys.push(bag.to_vec().into()),
            SHROUDED_KEY_BAG => {
                let key = EncryptedPrivateKeyInfo::from_der(bag).map_err(damaged)?;
                let content = key.encrypted_data.as_bytes();
                contents.keys.push(decrypted(&key.encryption_algorithm, content)?);
            }
            CERTIFICATE_BAG => {
                let bag = CertBag::from_der(bag).map_err(damaged)?;
                if bag.cert_id == X509_CERTIFICATE {
                    // One that cannot be read cannot sign, and another may.
                    contents.certificates.extend(Certificate::read(bag.cert_value.as_bytes()));
                }
            }
            NESTED => {
                let deeper = deeper.checked_sub(1).ok_or(IdentityError::Damaged)?;
                read_bags(bag, deeper, decrypted, contents)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Each bag's kind and content; names and other attributes are left aside, as programs write them.
fn split_bags(bags: &[u8]) -> der::Result<Vec<(ObjectIdentifier, &[u8])>> {
    let mut reader = SliceReader::new(bags)?;
    reader.sequence(|reader| {
        let mut found = Vec::new();
        while !reader.is_finished() {
            found.push(reader.sequence(|reader| {
                let kind = reader.decode()?;
                let content = AnyRef::from_der(reader.tlv_bytes()?)?.value();
                while !reader.is_finished() {
                    reader.tlv_bytes()?;
                }
                Ok((kind, content))
            })?);
        }
        Ok(found)
    })
}
