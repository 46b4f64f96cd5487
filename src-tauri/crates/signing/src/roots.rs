//! The certificates that are trusted, and the chain from a signer's to one of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::algorithm::{self, Unverified};
use crate::certificate::{Certificate, Party, Purpose, Validity, may_issue};

/// Most certificates between the signer's and a trusted one.
const LONGEST: usize = 6;
/// Most signatures that are verified in search of a chain.
const MOST_TRIALS: usize = 64;

/// Certificates that are trusted.
#[derive(Clone, Debug, Default)]
pub struct Roots(Vec<Certificate>);

/// Whether a chain leads from a signer's certificate to a trusted one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trust {
    /// No certificates to trust were given.
    NotAsked,
    /// It leads to this one.
    Trusted(Party),
    /// It does not.
    Untrusted(ChainFault),
}

/// Why no chain leads to a trusted certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChainFault {
    /// Nobody knows the issuer: its certificate is neither in the file nor among the trusted ones.
    UnknownIssuer(Party),
    /// The certificate is its own issuer, and not among the trusted ones.
    SelfMade(Party),
    /// An issuer's certificate did not hold at that time.
    NotValid(Party, Validity),
    /// Whoever is named as issuer may issue no certificates.
    MayNotIssue(Party),
    /// The issuer's signature on a certificate is none.
    Unverified(Party, Unverified),
    /// The chain is longer than any in use.
    TooLong,
}

impl Roots {
    /// Takes in the certificates of a file, in PEM or DER, and tells how many there are; none if it
    /// holds no readable certificate.
    pub fn add(&mut self, file: &[u8]) -> usize {
        let found: Vec<_> = match pem(file) {
            blocks if blocks.is_empty() => Certificate::read(file).into_iter().collect(),
            blocks => blocks.iter().flat_map(|der| Certificate::read(der)).collect(),
        };
        let count = found.len();
        self.0.extend(found);
        count
    }

    /// Each of them in DER, as [`Self::add`] takes it in.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|one| one.der().to_vec()).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks for a chain through these certificates at a time, for what the signer's is used for.
    pub(crate) fn trust(
        &self,
        signer: &Certificate,
        others: &[Certificate],
        (at, purpose): (DateTime<Utc>, Purpose),
    ) -> Trust {
        if self.is_empty() {
            return Trust::NotAsked;
        }
        let mut search =
            Search { roots: &self.0, others, at, purpose, trials: MOST_TRIALS, fault: None };
        match search.from(signer, 0) {
            Some(root) => Trust::Trusted(root),
            None => Trust::Untrusted(search.fault.unwrap_or_else(|| unknown(signer, 0))),
        }
    }
}

/// What is the matter with a certificate whose issuer nobody knows, or that is an end of a chain that
/// nobody trusts, with so many certificates before it.
fn unknown(certificate: &Certificate, before: usize) -> ChainFault {
    let issuer = Party::of(&certificate.content().issuer);
    if before == 0 && certificate.is_own_issuer() {
        ChainFault::SelfMade(issuer)
    } else {
        ChainFault::UnknownIssuer(issuer)
    }
}

/// The content of the certificates in a text file (RFC 7468).
fn pem(file: &[u8]) -> Vec<Vec<u8>> {
    const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
    const END: &[u8] = b"-----END CERTIFICATE-----";
    let find =
        |bytes: &[u8], sought: &[u8]| bytes.windows(sought.len()).position(|one| one == sought);
    let mut found = Vec::new();
    let mut rest = file;
    while let Some(begin) = find(rest, BEGIN) {
        rest = &rest[begin..];
        let Some(end) = find(rest, END) else {
            break;
        };
        let (block, after) = rest.split_at(end + END.len());
        found.extend(der::pem::decode_vec(block).ok().map(|(_, der)| der));
        rest = after;
    }
    found
}

struct Search<'a> {
    roots: &'a [Certificate],
    others: &'a [Certificate],
    at: DateTime<Utc>,
    purpose: Purpose,
    trials: usize,
    /// The fault found first, which lies nearest to the signer.
    fault: Option<ChainFault>,
}

impl Search<'_> {
    /// The trusted certificate at the end of a chain, with so many certificates before this one.
    fn from(&mut self, certificate: &Certificate, before: usize) -> Option<Party> {
        if self.roots.contains(certificate) {
            return Some(Party::of(&certificate.content().subject));
        }
        if before > LONGEST {
            return self.fail(ChainFault::TooLong);
        }
        let (roots, others) = (self.roots, self.others);
        let mut known = false;
        for one in roots.iter().chain(others) {
            if !certificate.is_issued_by(one) || one == certificate {
                continue;
            }
            known = true;
            let has_issued = self.check(one, certificate, before);
            let found = has_issued.and_then(|()| self.from(one, before + 1));
            if found.is_some() {
                return found;
            }
        }
        if known { None } else { self.fail(unknown(certificate, before)) }
    }

    /// Whether one certificate has issued another, its child.
    fn check(&mut self, issuer: &Certificate, child: &Certificate, before: usize) -> Option<()> {
        let party = Party::of(&issuer.content().subject);
        self.trials = self.trials.checked_sub(1)?;
        if !may_issue(issuer, before, self.purpose) {
            return self.fail(ChainFault::MayNotIssue(party));
        }
        let validity = Validity::of(issuer);
        if !validity.holds(self.at) {
            return self.fail(ChainFault::NotValid(party, validity));
        }
        let algorithm = child.signature_algorithm().ok_or(Unverified::Mismatch);
        let key = &issuer.content().subject_public_key_info;
        let verified = algorithm.and_then(|algorithm| {
            algorithm::verify(key, algorithm, None, &[child.signed_bytes()], child.signature())
        });
        match verified {
            Ok(()) => Some(()),
            Err(fault) => self.fail(ChainFault::Unverified(party, fault)),
        }
    }

    fn fail<T>(&mut self, fault: ChainFault) -> Option<T> {
        self.fault.get_or_insert(fault);
        None
    }
}
