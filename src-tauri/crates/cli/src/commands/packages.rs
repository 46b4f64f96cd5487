//! Packages out of a data file and into it, parts of several officers, and the check of a package.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use backend::{
    Arrival, Clock, MergeLine, Office, PackageOrder, PackageProgress, Purpose, Received,
    ReportState, Result, Standing, TakeIn, check_package, wording,
};
use serde_json::{Value, json};
use words::{cli as say, package as told};

use super::signatures;
use crate::args::{EvidenceInPackage, PackageCommand, PartCommand, VolumeArguments};
use crate::output::{DONE, REFUSED, Reply};

pub(super) fn package(office: &mut Office, command: PackageCommand) -> Result<Reply> {
    match command {
        PackageCommand::Export { dossier, out, evidence, volume } => {
            let with_files = evidence == EvidenceInPackage::All;
            let order = PackageOrder { purpose: Purpose::Dossier, with_files };
            export(office, (&dossier.id, &order), &out, &volume)
        }
        PackageCommand::Show { package } => {
            let received = Received::open(&package, &mut go_on)?;
            show(office, &received)
        }
    }
}

pub(super) fn part(office: &mut Office, command: PartCommand) -> Result<Reply> {
    match command {
        PartCommand::HandOut { dossier, to, codes, out } => {
            let order = PackageOrder { purpose: Purpose::HandOut { to, codes }, with_files: false };
            export(office, (&dossier.id, &order), &out, &VolumeArguments::default())
        }
        PartCommand::Return { dossier, out, volume } => {
            let order = PackageOrder { purpose: Purpose::FilledPart, with_files: true };
            export(office, (&dossier.id, &order), &out, &volume)
        }
    }
}

fn export(
    office: &Office,
    (dossier, order): (&str, &PackageOrder),
    out: &Path,
    volume: &VolumeArguments,
) -> Result<Reply> {
    let plan = office.plan_package(&office.resolve(dossier)?, order)?;
    let written = office.export_package(&plan, (out, volume.bytes()), &mut go_on)?;
    let size = wording::size(written.bytes);
    let paths: Vec<String> = written.paths.iter().map(|path| path.display().to_string()).collect();
    let first = paths.first().map_or("", String::as_str);
    let text = match paths.len() {
        1 => told::written(first, size, plan.files, plan.only_cited),
        count => told::written_volumes(count, size, plan.files, plan.only_cited, first),
    };
    let text = plan.warning().into_iter().fold(text, |text, warning| [text, warning].join("\n"));
    Ok(Reply::done(
        text,
        json!({
            "paths": paths,
            "bytes": written.bytes,
            "files": plan.files,
            "onlyCited": plan.only_cited,
        }),
    ))
}

/// Tells what a package holds, and what taking it in would change.
fn show(office: &Office, received: &Received) -> Result<Reply> {
    let mut lines = facts(received);
    let mut json = document(received);
    if received.is_filled_part() {
        let items = office.merge_preview(received)?;
        lines.extend(items.iter().map(merge_line));
        json["changes"] = items.iter().map(merge_document).collect();
        return Ok(Reply::done(lines.join("\n"), json));
    }
    let arrival = office.arrival(received)?;
    lines.push(wording::arrival(&arrival));
    json["arrival"] = json!(arrival_word(&arrival));
    if arrival == Arrival::HandedAgain {
        let items = office.merge_preview(received)?;
        lines.extend(items.iter().map(merge_line));
        json["changes"] = items.iter().map(merge_document).collect();
        return Ok(Reply::done(lines.join("\n"), json));
    }
    let changes = office.arriving(received, &arrival)?;
    let changes =
        changes.iter().map(|line| told::change_line(wording::person(&line.entry.by), &line.what));
    let changes: Vec<String> = changes.collect();
    lines.extend(changes.iter().map(say::fault));
    json["changes"] = json!(changes);
    Ok(Reply::done(lines.join("\n"), json))
}

pub(super) fn import(
    office: &mut Office,
    package: &Path,
    is_dry: bool,
    (is_own, theirs): (bool, &[String]),
) -> Result<Reply> {
    let mut received = Received::open(package, &mut go_on)?;
    let Reply { text, mut json, exit } = show(office, &received)?;
    if is_dry {
        return Ok(Reply { text, json, exit });
    }
    let done = if received.is_filled_part() {
        let chosen = chosen(office, &received, theirs)?;
        let merged = office.merge(&mut received, &chosen)?;
        let (taken, kept, left) = (merged.taken.len(), merged.kept.len(), merged.left.len());
        json["merged"] = json!({"taken": taken, "kept": kept, "left": left});
        told::merged(taken, kept, left)
    } else {
        let is_again = office.arrival(&received)? == Arrival::HandedAgain;
        let theirs = if is_again { chosen(office, &received, theirs)? } else { BTreeSet::new() };
        let taken = office.take_in(&mut received, &TakeIn { is_own, theirs })?;
        json["received"] = json!(taken.is_received);
        wording::taken(&taken)
    };
    Ok(Reply { text: [text, done].join("\n"), json, exit })
}

/// The conflicts in which the officer's value is wanted, by the codes of their items, or by the names of
/// what was changed.
fn chosen(
    office: &Office,
    received: &Received,
    theirs: &[String],
) -> Result<BTreeSet<backend::Subject>> {
    let items = office.merge_preview(received)?.into_iter();
    let wanted = items.filter(|item| {
        let name = item.subject.to_string();
        let code = item.subject.code().map(backend::Code::as_str);
        theirs.iter().any(|one| *one == name || Some(one.as_str()) == code)
    });
    Ok(wanted.map(|item| item.subject).collect())
}

/// Checks a package; exits as refused where something is the matter with a report in it.
pub(super) fn verify(path: &Path, roots: Option<&PathBuf>) -> Result<Reply> {
    let is_trust_asked = roots.is_some();
    let checked = check_package(path, roots.map(PathBuf::as_path), Clock::System)?;
    let mut lines = facts(&checked.received);
    lines.push(told::sound().to_owned());
    lines.extend(wording::package_reports(&checked.reports));
    let mut json = document(&checked.received);
    json["reports"] = checked
        .reports
        .iter()
        .map(|report| {
            json!({
                "name": report.report.name,
                "signOff": report.report.sign_off,
                "ofItsSignOff": report.state == ReportState::OfItsSignOff,
                "signatures": report.signatures.as_ref().map(signatures::checked_document),
            })
        })
        .collect();
    json["holds"] = json!(checked.holds());
    for signed in checked.reports.iter().filter_map(|report| report.signatures.as_ref()) {
        lines.extend(signatures::told(signed, is_trust_asked));
    }
    let verdict = if checked.holds() { told::holds() } else { told::fails() };
    lines.push(verdict.to_owned());
    let exit = if checked.holds() { DONE } else { REFUSED };
    Ok(Reply { text: lines.join("\n"), json, exit })
}

fn facts(received: &Received) -> Vec<String> {
    let mut lines = vec![wording::package_kind(received)];
    let facts = wording::package_facts(received);
    lines.extend(facts.iter().map(|(label, text)| say::fact(label, text)));
    lines
}

fn document(received: &Received) -> Value {
    let manifest = received.manifest();
    let (files, bytes) = received.files();
    json!({
        "kind": manifest.kind,
        "dossier": manifest.dossier.id,
        "state": manifest.dossier.state,
        "sha256": manifest.dossier.sha256,
        "unit": manifest.unit.name,
        "year": manifest.year,
        "criteriaSet": manifest.criteria_set.id,
        "criteriaSetVersion": manifest.criteria_set.version,
        "createdAt": manifest.created_at,
        "program": manifest.program,
        "files": files,
        "fileBytes": bytes,
        "recount": received.recount().map(wording::recount),
    })
}

const fn arrival_word(arrival: &Arrival) -> &'static str {
    match arrival {
        Arrival::New => "new",
        Arrival::Same => "same",
        Arrival::Ahead(_) => "ahead",
        Arrival::Resubmitted { .. } => "resubmitted",
        Arrival::HandedAgain => "handed-again",
        Arrival::Behind => "behind",
        Arrival::Diverged(_) => "diverged",
    }
}

fn merge_line(item: &MergeLine) -> String {
    say::fault(told::merge_item(&item.what, wording::standing(item.standing), &item.who))
}

fn merge_document(item: &MergeLine) -> Value {
    json!({
        "subject": item.subject.to_string(),
        "what": item.what,
        "by": item.who,
        "standing": match item.standing {
            Standing::Clean => "clean",
            Standing::Same => "same",
            Standing::Conflict => "conflict",
        },
    })
}

fn go_on(_: PackageProgress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
