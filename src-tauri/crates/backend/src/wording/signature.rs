//! What holds of a signature, in words.

use report::layout::Signatory;
use signing::{
    ChainFault, Change, CmsFault, Coverage, Fault, Later, SignatureReport, StatedTime, Trust,
    Unverified, Verification,
};
use words::signature as say;

use super::{exact, local};

/// What is the matter with a signature: a stable word for machines and a sentence.
pub fn signature_faults(report: &SignatureReport) -> Vec<(&'static str, String)> {
    let trust = match &report.trust {
        Trust::Untrusted(fault) => Some(chain_fault(fault)),
        Trust::Trusted(_) | Trust::NotAsked => None,
    };
    report.faults.iter().map(fault).chain(trust).collect()
}

/// What a signature says of itself, a line each.
pub fn signature_facts(report: &SignatureReport) -> Vec<String> {
    let mut facts = vec![match report.signed_at {
        Some(time) => say::signed_at(exact(time)),
        None => say::no_time_stated().to_owned(),
    }];
    if report.signer.is_none() {
        facts.clear();
    }
    if let Some(StatedTime { at, authority, trust }) = &report.time_stamp {
        let (at, authority) = (local(*at), &authority.name);
        facts.push(match trust {
            Trust::Trusted(_) => say::stamped(at, authority),
            Trust::NotAsked | Trust::Untrusted(_) => say::stamped_by_stranger(at, authority),
        });
    }
    facts.extend(common_facts(report));
    facts
}

/// What a time stamp over the document says of itself, a line each.
pub fn time_stamp_facts(report: &SignatureReport) -> Vec<String> {
    let at = report.signed_at.map(|time| say::stated_at(local(time.to_utc())));
    at.into_iter().chain(common_facts(report)).collect()
}

fn common_facts(report: &SignatureReport) -> Vec<String> {
    let mut facts = Vec::new();
    match &report.coverage {
        Some(Coverage::Whole) => facts.push(say::covers_whole().to_owned()),
        Some(Coverage::Earlier(later)) => {
            facts.push(say::covers_earlier().to_owned());
            facts.extend(later_facts(later));
        }
        None => {}
    }
    if let Some(validity) = report.validity {
        facts.push(say::validity(local(validity.from), local(validity.until)));
    }
    match &report.trust {
        Trust::Trusted(root) => facts.push(say::trusted(&root.name)),
        Trust::NotAsked if report.faults.is_empty() => facts.push(say::not_asked().to_owned()),
        Trust::NotAsked | Trust::Untrusted(_) => {}
    }
    facts
}

/// What came after a signature, a line each.
fn later_facts(later: &Later) -> Vec<String> {
    let mut facts = Vec::new();
    for name in &later.signed {
        let field = signature_field(name);
        let is_added =
            |seen| later.added.iter().any(|one| one.name == *name && one.is_seen == seen);
        facts.push(if is_added(true) {
            say::signed_later_over(field)
        } else if is_added(false) {
            say::signed_later_unseen(field)
        } else {
            say::signed_later(field)
        });
    }
    if !later.filled.is_empty() {
        facts.push(say::filled_later(later.filled.join(", ")));
    }
    facts
}

/// Which signatures show something where no place was prepared, though nobody is known to vouch for
/// their signers; none where there are none.
pub fn overlays(verification: &Verification) -> Option<String> {
    let names: Vec<&str> = verification.overlays().into_iter().map(signature_field).collect();
    (!names.is_empty()).then(|| say::overlays(names.join(", ")))
}

/// Whether a file is the document that was made, in words.
pub fn since_made(later: &Later) -> String {
    other_than_made(later).unwrap_or_else(|| say::same_document().to_owned())
}

/// Why a file is not the document that was made; none if it is.
pub(crate) fn other_than_made(later: &Later) -> Option<String> {
    if later.is_signatures_alone() {
        return None;
    }
    if later.others.contains(&Change::Beginning) {
        return Some(say::other_document().to_owned());
    }
    let filled = later.filled.iter().map(say::change_input);
    let changes: Vec<String> = later.others.iter().map(change).chain(filled).collect();
    if !changes.is_empty() {
        return Some(say::altered_document(changes.join(", ")));
    }
    let seen = later.added.iter().filter(|field| field.is_seen);
    let names: Vec<&str> = seen.map(|field| signature_field(&field.name)).collect();
    Some(say::overlaid_document(names.join(", ")))
}

/// The same as a stable word for machines.
pub(crate) fn other_than_made_code(later: &Later) -> &'static str {
    if later.others.contains(&Change::Beginning) {
        "other-document"
    } else if later.others.is_empty() && later.filled.is_empty() {
        "overlaid-document"
    } else {
        "altered-document"
    }
}

/// What was changed, in words.
pub(crate) fn changes(changes: &[Change]) -> String {
    changes.iter().map(change).collect::<Vec<_>>().join(", ")
}

/// What a field is called: those of the report by whose they are, any other by its name.
pub fn signature_field(name: &str) -> &str {
    if name == Signatory::Signer.field_name() {
        say::field_signer()
    } else if name == Signatory::Agency.field_name() {
        say::field_agency()
    } else {
        name
    }
}

/// Who signed.
pub fn signer(report: &SignatureReport) -> String {
    match &report.signer {
        Some(party) if party.organisation.is_empty() => party.name.clone(),
        Some(party) => say::signer(&party.name, &party.organisation),
        None => say::unknown_signer().to_owned(),
    }
}

fn fault(fault: &Fault) -> (&'static str, String) {
    match fault {
        Fault::Kind(kind) => ("kind", say::fault_kind(kind)),
        Fault::Range => ("range", say::fault_range().to_owned()),
        Fault::Revision => ("revision", say::fault_revision().to_owned()),
        Fault::Message(fault) => message_fault(fault),
        Fault::Changed(found) => ("changed-later", say::fault_changed(changes(found))),
        Fault::NotForSigning => ("not-for-signing", say::fault_not_for_signing().to_owned()),
        Fault::NotForTimeStamps => {
            ("not-for-time-stamps", say::fault_not_for_time_stamps().to_owned())
        }
        Fault::NoTime => ("no-time", say::fault_no_time().to_owned()),
        Fault::InFuture => ("in-future", say::fault_in_future().to_owned()),
        Fault::NotYetValid => ("not-yet-valid", say::fault_not_yet_valid().to_owned()),
        Fault::Expired => ("expired", say::fault_expired().to_owned()),
    }
}

fn message_fault(fault: &CmsFault) -> (&'static str, String) {
    match fault {
        CmsFault::Unreadable => ("unreadable", say::fault_unreadable().to_owned()),
        CmsFault::NoCertificate => ("no-certificate", say::fault_no_certificate().to_owned()),
        CmsFault::ContentChanged => ("content-changed", say::fault_content_changed().to_owned()),
        CmsFault::OtherCertificate => {
            ("other-certificate", say::fault_other_certificate().to_owned())
        }
        CmsFault::UnboundCertificate => {
            ("unbound-certificate", say::fault_unbound_certificate().to_owned())
        }
        CmsFault::Unverified(reason) => ("unverified", unverified(reason)),
    }
}

/// What is the matter with a certificate's chain: a stable word for machines and a sentence.
pub(crate) fn chain_fault(fault: &ChainFault) -> (&'static str, String) {
    match fault {
        ChainFault::UnknownIssuer(party) => ("unknown-issuer", say::unknown_issuer(&party.name)),
        ChainFault::SelfMade(party) => ("self-made", say::self_made(&party.name)),
        ChainFault::NotValid(party, validity) => {
            let (from, until) = (local(validity.from), local(validity.until));
            ("issuer-not-valid", say::issuer_not_valid(&party.name, from, until))
        }
        ChainFault::MayNotIssue(party) => ("issuer-may-not", say::issuer_may_not(&party.name)),
        ChainFault::Unverified(party, reason) => {
            ("issuer-unverified", say::issuer_unverified(&party.name, unverified(reason)))
        }
        ChainFault::TooLong => ("chain-too-long", say::chain_too_long().to_owned()),
    }
}

/// Why a signature could not be verified.
pub(crate) fn unverified(reason: &Unverified) -> String {
    match reason {
        Unverified::WeakDigest(name) => say::weak_digest(name),
        Unverified::WeakKey(bits) => say::weak_key(bits),
        Unverified::Unknown(name) => say::unknown_algorithm(name),
        Unverified::Mismatch => say::mismatch().to_owned(),
    }
}

fn change(change: &Change) -> String {
    match change {
        Change::Beginning => say::change_beginning().to_owned(),
        Change::Page(number) => say::change_page(number),
        Change::Field(name) => say::change_field(signature_field(name)),
        Change::Forbidden(name) => say::change_forbidden(signature_field(name)),
        Change::Form => say::change_form().to_owned(),
        Change::Document => say::change_document().to_owned(),
        Change::Information => say::change_information().to_owned(),
        Change::Object(number) => say::change_object(number),
        Change::Table => say::change_table().to_owned(),
        Change::Trailing => say::change_trailing().to_owned(),
    }
}
