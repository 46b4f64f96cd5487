//! Blockers and warnings of a review as sentences.

use scoring::{Answer, CriteriaSet, Outcome, Verdict, Warning};
use store::{Blocker, BlockerKind, Dossier, PlannedDate, ReviewWarning};
use words::review as say;

use super::problem::{inputs_of, label, method_of};
use super::{day, document, score_warning, unfinished};

/// What stands in the way of a sign-off or a submission.
pub fn blocker(set: &CriteriaSet, blocker: &Blocker) -> String {
    at(blocker, &blocker_message(set, blocker))
}

/// The same without the code and part where it lies.
pub fn blocker_message(set: &CriteriaSet, blocker: &Blocker) -> String {
    let method = blocker.code.as_ref().and_then(|code| method_of(set, code));
    let (verdict, explain): (Verdict, fn(String) -> String) = match (&blocker.kind, &method) {
        (BlockerKind::Incomplete { missing, round_date }, Some(_)) => (
            Verdict::Incomplete { missing: missing.clone(), round_date: round_date.clone() },
            |detail| say::incomplete(detail),
        ),
        (BlockerKind::Invalid(problems), Some(_)) => {
            (Verdict::Invalid(problems.clone()), |detail| detail)
        }
        (BlockerKind::PlanUnreached { input, date, day: submitted }, Some(method)) => {
            let label = label(inputs_of(method, blocker.part.as_deref()), input);
            return say::plan_unreached(label, day(*date), day(*submitted));
        }
        _ => return message_without_labels(blocker),
    };
    let outcome = Outcome {
        verdict,
        points: scoring::Decimal::ZERO,
        applicable_max: scoring::Decimal::ZERO,
        parts: Vec::new(),
    };
    let lines = method.map(|method| unfinished(set, &method, &outcome)).unwrap_or_default();
    explain(words::list(&lines))
}

/// The same where the set is not at hand.
pub fn blocker_without_labels(blocker: &Blocker) -> String {
    at(blocker, &message_without_labels(blocker))
}

fn message_without_labels(blocker: &Blocker) -> String {
    match &blocker.kind {
        BlockerKind::Incomplete { missing, .. } => {
            say::incomplete(words::scoring::missing(missing.join(", ")))
        }
        BlockerKind::Invalid(_) => words::scoring::status_invalid().to_owned(),
        BlockerKind::NoReason => say::no_reason().to_owned(),
        BlockerKind::NoEvidence => say::no_evidence().to_owned(),
        BlockerKind::CarriedOver => say::carried_over().to_owned(),
        BlockerKind::EmptyProfileField(field) => say::empty_profile_field(profile_field(field)),
        BlockerKind::ReportDate { date, earliest, latest } => {
            say::report_date(day(*date), day(*earliest), day(*latest))
        }
        BlockerKind::NoReportNumber => say::no_report_number().to_owned(),
        BlockerKind::NoReportDate => say::no_report_date().to_owned(),
        BlockerKind::NoDocumentNumber => say::no_document_number().to_owned(),
        BlockerKind::SubmittedBeforeReport { date, report } => {
            say::submitted_before_report(day(*date), day(*report))
        }
        BlockerKind::SubmittedAhead { date, today } => {
            say::submitted_ahead(day(*date), day(*today))
        }
        BlockerKind::PlanUnreached { input, date, day: submitted } => {
            say::plan_unreached(input, day(*date), day(*submitted))
        }
    }
}

fn at(blocker: &Blocker, message: &str) -> String {
    match (&blocker.code, &blocker.part) {
        (Some(code), Some(part)) => say::at_part(code, part, message),
        (Some(code), None) => say::at(code, message),
        (None, _) => message.to_owned(),
    }
}

/// Something that deserves a look.
pub fn review_warning(dossier: &Dossier, warning: &ReviewWarning) -> String {
    let message = warning_message(dossier, warning);
    match warning {
        ReviewWarning::Scoring(Warning { code, .. })
        | ReviewWarning::VagueCitation { code, .. }
        | ReviewWarning::PlannedDate(PlannedDate { code, .. }) => say::at(code, message),
        ReviewWarning::FutureEvidence { .. } | ReviewWarning::UncitedEvidence { .. } => message,
    }
}

/// The same without the code where it lies.
pub fn warning_message(dossier: &Dossier, warning: &ReviewWarning) -> String {
    let set = &dossier.set.set;
    let name = |id: &str| {
        let found = dossier.evidence.iter().find(|evidence| evidence.id == id);
        found.map_or_else(|| id.to_owned(), |evidence| document(&evidence.document))
    };
    match warning {
        ReviewWarning::Scoring(warning) => score_warning(set, warning),
        ReviewWarning::VagueCitation { evidence, .. } => say::vague_citation(name(evidence)),
        ReviewWarning::FutureEvidence { evidence, date } => {
            say::future_evidence(name(evidence), day(*date))
        }
        ReviewWarning::UncitedEvidence { evidence } => say::uncited_evidence(name(evidence)),
        ReviewWarning::PlannedDate(PlannedDate { code, part, input, date }) => {
            let method = method_of(set, code);
            let inputs = method.as_ref().map(|method| inputs_of(method, part.as_deref()));
            let label = label(inputs.unwrap_or_default(), input);
            say::planned_date(label, day(*date))
        }
    }
}

fn profile_field(field: &str) -> &str {
    match field {
        "name" => say::field_name(),
        "issuingBody" => say::field_issuing_body(),
        "receivingOffice" => say::field_receiving_office(),
        "place" => say::field_place(),
        "symbol" => say::field_symbol(),
        "signer.post" => say::field_signer_post(),
        "signer.name" => say::field_signer_name(),
        "preparedBy" => say::field_prepared_by(),
        "fileCopy" => say::field_file_copy(),
        "recipients" => say::field_recipients(),
        other => other,
    }
}

/// Every text of an answer, its parts' included.
pub fn explanations(answer: &Answer) -> impl Iterator<Item = &str> {
    let parts = answer.parts.values().filter_map(|part| part.explanation.as_deref());
    answer.explanation.as_deref().into_iter().chain(parts)
}

/// The first few different characters of these texts that the report's face does not have.
pub fn unprintable<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    const SHOWN: usize = 5;
    let mut different: Vec<char> = Vec::new();
    for character in texts.flat_map(report::printable::unprintable) {
        if !different.contains(&character) && different.len() < SHOWN {
            different.push(character);
        }
    }
    different.into_iter().collect()
}

/// The warning for an answer whose texts cannot be printed; none where all can.
pub fn unprintable_text(answer: &Answer) -> Option<String> {
    let characters = unprintable(explanations(answer));
    (!characters.is_empty()).then(|| say::unprintable(characters))
}
