//! Why a report that was signed elsewhere is not taken back: the true reason, with what to do.

use std::path::Path;

use signing::{ChainFault, CmsFault, Fault, SignatureReport, Trust, Unverified};
use words::signature as say;

use crate::error::Error;
use crate::signatures::CheckedFile;
use crate::wording;

/// Why a file is not taken back; none if it is. `goes_on_from_kept` is whether the file has the
/// signatures that are kept already.
pub(super) fn refusal(
    checked: &CheckedFile,
    goes_on_from_kept: bool,
    file: &Path,
) -> Option<Error> {
    let document = checked.since_made.as_ref().and_then(|later| {
        let message = wording::other_than_made(later)?;
        Some(Error::refused(wording::other_than_made_code(later), message))
    });
    if document.is_some() {
        return document;
    }
    if !goes_on_from_kept {
        return Some(Error::refused("signature-missing", say::signature_missing()));
    }
    let verification = &checked.verification;
    if verification.signatures.is_empty() {
        return Some(Error::refused("not-signed", say::unsigned()));
    }
    let signature = verification.signatures.iter().find_map(of_signature);
    // Trust in the authority of a time stamp is not asked for.
    let time_stamp = || {
        let mut stamps = verification.time_stamps.iter();
        stamps.find_map(|stamp| stamp.faults.first().map(|fault| of_fault(fault, stamp)))
    };
    signature
        .or_else(time_stamp)
        .or_else(|| (verification.stray > 0).then(|| altered(file.display().to_string())))
}

fn altered(file: String) -> Error {
    Error::refused("broken-signature", say::altered(file))
}

/// What is the matter with a signature, the first fault that it has.
fn of_signature(report: &SignatureReport) -> Option<Error> {
    let untrusted = match &report.trust {
        Trust::Untrusted(fault) => Some(fault),
        Trust::Trusted(_) | Trust::NotAsked => None,
    };
    let fault = report.faults.first().map(|fault| of_fault(fault, report));
    fault.or_else(|| untrusted.map(|fault| of_chain(fault, report)))
}

fn of_fault(fault: &Fault, report: &SignatureReport) -> Error {
    let field = wording::signature_field(&report.field);
    let signer = wording::signer(report);
    match fault {
        Fault::Message(fault) => of_message(fault, report),
        Fault::Changed(changes) => {
            Error::refused("broken-signature", say::taken_changed(field, wording::changes(changes)))
        }
        Fault::Range | Fault::Revision => {
            Error::refused("broken-signature", say::taken_range(field))
        }
        Fault::Kind(kind) => Error::refused("unknown-kind", say::taken_kind(field, kind)),
        Fault::NotForSigning => {
            Error::refused("not-for-signing", say::taken_not_for_signing(signer, field))
        }
        Fault::NotForTimeStamps => {
            Error::refused("not-for-time-stamps", say::taken_not_for_time_stamps(field))
        }
        Fault::NoTime => Error::refused("no-time", say::taken_no_time(field)),
        Fault::InFuture => Error::refused("in-future", say::taken_in_future(field)),
        Fault::NotYetValid => {
            Error::refused("not-yet-valid", say::taken_not_yet_valid(signer, field))
        }
        Fault::Expired => Error::refused("expired", say::taken_expired(signer, field)),
    }
}

fn of_message(fault: &CmsFault, report: &SignatureReport) -> Error {
    let field = wording::signature_field(&report.field);
    match fault {
        CmsFault::ContentChanged => {
            Error::refused("broken-signature", say::taken_content_changed(field))
        }
        CmsFault::Unreadable | CmsFault::NoCertificate => {
            Error::refused("unreadable-signature", say::taken_unreadable(field))
        }
        CmsFault::OtherCertificate => {
            Error::refused("other-certificate", say::taken_other_certificate(field))
        }
        CmsFault::UnboundCertificate => {
            Error::refused("unbound-certificate", say::taken_unbound_certificate(field))
        }
        CmsFault::Unverified(reason) => of_algorithm(reason, field),
    }
}

fn of_algorithm(reason: &Unverified, field: &str) -> Error {
    let told = wording::unverified(reason);
    match reason {
        Unverified::WeakDigest(_) | Unverified::WeakKey(_) => {
            Error::refused("weak-algorithm", say::taken_weak(field, told))
        }
        Unverified::Unknown(_) => {
            Error::refused("unknown-algorithm", say::taken_unknown_algorithm(field, told))
        }
        Unverified::Mismatch => Error::refused("broken-signature", say::taken_mismatch(field)),
    }
}

fn of_chain(fault: &ChainFault, report: &SignatureReport) -> Error {
    let signer = wording::signer(report);
    let (code, told) = wording::chain_fault(fault);
    match fault {
        ChainFault::UnknownIssuer(issuer) => {
            Error::refused(code, say::taken_unknown_issuer(signer, &issuer.name))
        }
        ChainFault::SelfMade(_)
        | ChainFault::NotValid(..)
        | ChainFault::MayNotIssue(_)
        | ChainFault::Unverified(..)
        | ChainFault::TooLong => Error::refused(code, say::taken_untrusted(signer, told)),
    }
}
