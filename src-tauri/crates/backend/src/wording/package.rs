//! Packages as sentences.

use exchange::Kind;
use store::{Arrival, Dossier, ReportKind, Standing, Taken};
use words::package as say;

use super::{exact, size, state};
use crate::package::{CheckedReport, Received, ReportState};

/// What a package is.
pub fn package_kind(received: &Received) -> String {
    let manifest = received.manifest();
    let person = manifest.hand_out.as_ref().map(|part| part.to.as_str()).unwrap_or_default();
    match manifest.kind {
        Kind::Dossier => say::kind_dossier().to_owned(),
        Kind::HandOut => say::kind_hand_out(person),
        Kind::FilledPart => say::kind_filled_part(person),
    }
}

/// What a package holds, as labels with texts.
pub fn package_facts(received: &Received) -> Vec<(&'static str, String)> {
    let (manifest, dossier) = (received.manifest(), received.dossier());
    let set = &dossier.set.set;
    let files = match received.files() {
        (0, _) => say::no_files().to_owned(),
        (count, bytes) => say::files_text(count, size(bytes)),
    };
    let answers = &dossier.answers;
    let items = answers.sub_criteria.len() + answers.bonus.len() + answers.penalty.len();
    let mut facts = vec![
        (say::label_unit(), dossier.profile.name.clone()),
        (say::label_year(), set.year.to_string()),
        (say::label_set(), say::set_text(&set.title, &set.version)),
        (say::label_state(), standing_state(dossier)),
        (say::label_items(), items.to_string()),
        (say::label_documents(), dossier.evidence.len().to_string()),
        (say::label_files(), files),
        (say::label_reports(), dossier.reports.len().to_string()),
    ];
    if let Some(part) = &manifest.hand_out {
        facts.push((say::label_part(), part.codes.join(", ")));
    }
    if let Some(recount) = received.recount() {
        facts.push((say::label_recount(), super::recount(recount)));
    }
    let created = chrono::DateTime::parse_from_rfc3339(&manifest.created_at);
    let moment = created.map_or_else(|_| manifest.created_at.clone(), exact);
    facts.push((say::label_created(), say::created_text(moment, &manifest.program)));
    facts
}

/// The state, and whether the dossier is kept off the list.
fn standing_state(dossier: &Dossier) -> String {
    let state = state(dossier.state);
    if dossier.is_set_aside { say::set_aside(state) } else { state.to_owned() }
}

/// What taking a dossier in would mean.
pub fn arrival(arrival: &Arrival) -> String {
    match arrival {
        Arrival::New => say::arrival_new().to_owned(),
        Arrival::Same => say::arrival_same().to_owned(),
        Arrival::Ahead(entries) => say::arrival_ahead(entries.len()),
        Arrival::Resubmitted { entries, acts } => say::arrival_resubmitted(entries.len(), acts),
        Arrival::HandedAgain => say::arrival_handed_again().to_owned(),
        Arrival::Behind => say::arrival_behind().to_owned(),
        Arrival::Diverged(common) => say::arrival_diverged(common),
    }
}

/// What taking a dossier in did.
pub fn taken(taken: &Taken) -> String {
    let dossier = match &taken.arrival {
        Arrival::New => say::taken_new().to_owned(),
        Arrival::Same | Arrival::Diverged(_) => say::taken_same().to_owned(),
        Arrival::Ahead(entries) => say::taken_ahead(entries.len()),
        Arrival::Resubmitted { entries, acts } => say::taken_resubmitted(entries.len(), acts),
        Arrival::HandedAgain => {
            let merged = &taken.merged;
            say::taken_again(merged.taken.len(), merged.kept.len(), merged.left.len())
        }
        Arrival::Behind => say::taken_behind().to_owned(),
    };
    let dossier = if taken.is_received { say::taken_received(dossier) } else { dossier };
    match (&taken.arrival, taken.contents) {
        (Arrival::New, _) | (_, 0) => dossier,
        (_, files) => say::taken_files(dossier, files),
    }
}

/// How an officer's change stands to what is here.
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Clean => say::standing_clean(),
        Standing::Same => say::standing_same(),
        Standing::Conflict => say::standing_conflict(),
    }
}

/// The finished reports of a package, and whether they are those of their sign-offs.
pub fn package_reports(reports: &[CheckedReport]) -> Vec<String> {
    if reports.is_empty() {
        return vec![say::unsigned_dossier().to_owned()];
    }
    let line = |checked: &CheckedReport| {
        let (ordinal, name) = (checked.report.sign_off, &checked.report.name);
        match (checked.state, checked.report.kind) {
            (ReportState::Missing, _) => say::report_missing(name, ordinal),
            (ReportState::Foreign, _) => say::report_foreign(name, ordinal),
            (ReportState::OfItsSignOff, ReportKind::Made) => say::report_made(ordinal, name),
            (ReportState::OfItsSignOff, ReportKind::Signed) => say::report_signed(ordinal, name),
        }
    };
    reports.iter().map(line).collect()
}
