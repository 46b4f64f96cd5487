//! The certificates that are trusted, and the chain from a signer's to one of them.

use chrono::{DateTime, Utc};
use der::{Decode, Encode};
use serde::{Deserialize, Serialize};
use x509_cert::Certificate;

use crate::algorithm::{self, Unverified};
use crate::certificate::{Party, Validity, may_issue};

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
        let found = match Certificate::load_pem_chain(file) {
            Ok(found) if !found.is_empty() => found,
            _ => Certificate::from_der(file).into_iter().collect(),
        };
        let count = found.len();
        self.0.extend(found);
        count
    }

    /// Each of them in DER, as [`Self::add`] takes it in.
    pub fn certificates(&self) -> Vec<Vec<u8>> {
        // What was read from DER can be written again.
        self.0.iter().filter_map(|one| one.to_der().ok()).collect()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Looks for a chain through these certificates at a time.
    pub(crate) fn trust(
        &self,
        signer: &Certificate,
        others: &[Certificate],
        at: DateTime<Utc>,
    ) -> Trust {
        if self.is_empty() {
            return Trust::NotAsked;
        }
        let mut search = Search { roots: &self.0, others, at, trials: MOST_TRIALS, fault: None };
        match search.from(signer, 0) {
            Some(root) => Trust::Trusted(root),
            None => Trust::Untrusted(search.fault.unwrap_or_else(|| unknown(signer, 0))),
        }
    }
}

/// What is the matter with a certificate whose issuer nobody knows, or that is an end of a chain that
/// nobody trusts, with so many certificates before it.
fn unknown(certificate: &Certificate, before: usize) -> ChainFault {
    let issuer = Party::of(&certificate.tbs_certificate.issuer);
    if before == 0 && is_own_issuer(certificate) {
        ChainFault::SelfMade(issuer)
    } else {
        ChainFault::UnknownIssuer(issuer)
    }
}

fn is_own_issuer(certificate: &Certificate) -> bool {
    certificate.tbs_certificate.issuer == certificate.tbs_certificate.subject
}

struct Search<'a> {
    roots: &'a [Certificate],
    others: &'a [Certificate],
    at: DateTime<Utc>,
    trials: usize,
    /// The fault found first, which lies nearest to the signer.
    fault: Option<ChainFault>,
}

impl Search<'_> {
    /// The trusted certificate at the end of a chain, with so many certificates before this one.
    fn from(&mut self, certificate: &Certificate, before: usize) -> Option<Party> {
        if self.roots.contains(certificate) {
            return Some(Party::of(&certificate.tbs_certificate.subject));
        }
        if before > LONGEST {
            return self.fail(ChainFault::TooLong);
        }
        let issuer = &certificate.tbs_certificate.issuer;
        let (roots, others) = (self.roots, self.others);
        let mut known = false;
        for one in roots.iter().chain(others) {
            if &one.tbs_certificate.subject != issuer || one == certificate {
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
        let party = Party::of(&issuer.tbs_certificate.subject);
        self.trials = self.trials.checked_sub(1)?;
        if !may_issue(issuer, before) {
            return self.fail(ChainFault::MayNotIssue(party));
        }
        let validity = Validity::of(issuer);
        if !validity.holds(self.at) {
            return self.fail(ChainFault::NotValid(party, validity));
        }
        let verified =
            child.tbs_certificate.to_der().map_err(|_| Unverified::Mismatch).and_then(|content| {
                algorithm::verify(
                    &issuer.tbs_certificate.subject_public_key_info,
                    &child.signature_algorithm,
                    None,
                    &content,
                    child.signature.raw_bytes(),
                )
            });
        match verified {
            Ok(()) if child.signature_algorithm == child.tbs_certificate.signature => Some(()),
            Ok(()) => self.fail(ChainFault::Unverified(party, Unverified::Mismatch)),
            Err(fault) => self.fail(ChainFault::Unverified(party, fault)),
        }
    }

    fn fail<T>(&mut self, fault: ChainFault) -> Option<T> {
        self.fault.get_or_insert(fault);
        None
    }
}
