//! Commands on the dossiers of a data file.

use std::path::Path;

use backend::{AnswersSet, Clock, Format, Office, Person, Result, Reviewed, wording};
use chrono::NaiveDate;
use serde_json::{Value, json};
use words::cli as say;

use crate::args;
use crate::output::{REFUSED, Reply};

pub(super) fn init(file: &Path, by: Person) -> Result<Reply> {
    Office::create(file, by, Clock::System)?.close()?;
    let path = file.display().to_string();
    Ok(Reply::done(say::created(&path), json!({"file": path})))
}

/// Prints the identifier and nothing else, so that scripts can take it.
pub(super) fn new_dossier(
    office: &mut Office,
    criteria: &Path,
    profile: &Path,
    round: &Path,
) -> Result<Reply> {
    let id = office.new_dossier(criteria, profile, round)?;
    Ok(Reply::done(&id, json!({"dossier": id})))
}

pub(super) fn list(office: &Office) -> Result<Reply> {
    let dossiers = office.dossiers()?;
    let mut lines = Vec::new();
    let mut documents = Vec::new();
    for one in &dossiers {
        let totals = &one.totals;
        lines.push(say::dossier_line(
            &one.id,
            one.year,
            &one.unit,
            wording::state(one.state),
            one.progress.done,
            one.progress.total,
            wording::number(totals.self_points),
            wording::number(totals.self_applicable_max),
        ));
        documents.push(json!({
            "dossier": one.id,
            "state": one.state.name(),
            "unit": one.unit,
            "year": one.year,
            "criteriaSet": one.criteria_set,
            "criteriaSetVersion": one.criteria_set_version,
            "round": one.round,
            "done": one.progress.done,
            "total": one.progress.total,
            "selfPoints": totals.self_points.to_json(),
            "selfApplicableMax": totals.self_applicable_max.to_json(),
        }));
    }
    let damaged = office.damaged_dossiers()?;
    if damaged.is_empty() {
        if lines.is_empty() {
            lines.push(say::no_dossiers().to_owned());
        }
        return Ok(Reply::done(lines.join("\n"), json!({"dossiers": documents})));
    }
    lines.push(say::list_damaged(damaged.len()));
    for (_, error) in &damaged {
        lines.push(error.message.clone());
        lines.extend(error.faults.iter().map(say::fault));
    }
    let damaged: Vec<Value> = damaged
        .into_iter()
        .map(|(id, error)| json!({"dossier": id, "message": error.message, "faults": error.faults}))
        .collect();
    let json = json!({"dossiers": documents, "damaged": damaged});
    Ok(Reply { text: lines.join("\n"), json, exit: REFUSED })
}

pub(super) fn set_answers(office: &mut Office, dossier: &str, path: &Path) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let AnswersSet { changed, score, invalid } = office.set_answers(&dossier, path)?;
    let totals = &score.totals;
    let mut lines = vec![if changed.is_empty() {
        say::answers_unchanged().to_owned()
    } else {
        let (points, maximum) = (totals.self_points, totals.self_applicable_max);
        let (points, maximum) = (wording::number(points), wording::number(maximum));
        say::answers_set(changed.codes.len(), points, maximum)
    }];
    if !invalid.is_empty() {
        lines.push(say::still_invalid(invalid.len()));
        lines.extend(invalid.iter().map(|(code, message)| say::item_message(code, message)));
    }
    let changed: Vec<&str> = changed.codes.iter().map(backend::Code::as_str).collect();
    let invalid: Vec<Value> = invalid
        .iter()
        .map(|(code, message)| json!({"code": code.as_str(), "message": message}))
        .collect();
    let json = json!({
        "changed": changed,
        "invalid": invalid,
        "selfPoints": totals.self_points.to_json(),
        "selfApplicableMax": totals.self_applicable_max.to_json(),
    });
    Ok(Reply::done(lines.join("\n"), json))
}

pub(super) fn answers(office: &Office, dossier: &str) -> Result<Reply> {
    let text = office.answers(&office.resolve(dossier)?)?;
    let json: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
    Ok(Reply::done(format!("{json:#}"), json))
}

pub(super) fn set_texts(office: &mut Office, dossier: &str, path: &Path) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    office.read_report_texts(&dossier, path)?;
    Ok(Reply::done(say::texts_set(), json!({"dossier": dossier})))
}

/// Exits as refused while something blocks the sign-off.
pub(super) fn review(office: &Office, dossier: &str) -> Result<Reply> {
    let Reviewed { dossier, review, blockers, warnings, .. } =
        office.review(&office.resolve(dossier)?)?;
    let totals = &review.score.totals;
    let class = dossier.set.set.classification.get(review.score.class);
    let provisional = if review.score.provisional { say::provisional() } else { "" };
    let mut lines = Vec::new();
    if blockers.is_empty() {
        lines.push(say::review_clear().to_owned());
    } else {
        lines.push(say::review_blocked(blockers.len()));
        lines.extend(blockers.iter().map(say::fault));
    }
    if !warnings.is_empty() {
        lines.push(say::review_warnings(warnings.len()));
        lines.extend(warnings.iter().map(say::fault));
    }
    lines.push(say::review_total(
        wording::number(totals.self_points),
        wording::number(totals.self_applicable_max),
        wording::number(totals.index),
        class.map(|class| class.label.as_str()).unwrap_or_default(),
        provisional,
    ));
    let json = json!({
        "ready": blockers.is_empty(),
        "blockers": review.blockers.iter().zip(&blockers).map(|(blocker, message)| json!({
            "code": blocker.code.as_ref().map(backend::Code::as_str),
            "part": blocker.part,
            "message": message,
        })).collect::<Vec<_>>(),
        "warnings": warnings,
        "selfPoints": totals.self_points.to_json(),
        "selfApplicableMax": totals.self_applicable_max.to_json(),
        "index": totals.index.to_json(),
        "classification": class.map(|class| &class.id),
        "provisional": review.score.provisional,
    });
    let exit = if blockers.is_empty() { crate::output::DONE } else { REFUSED };
    Ok(Reply { text: lines.join("\n"), json, exit })
}

pub(super) fn sign_off(
    office: &mut Office,
    dossier: &str,
    number: Option<String>,
    date: Option<NaiveDate>,
) -> Result<Reply> {
    let signed = office.sign_off(&office.resolve(dossier)?, number, date)?;
    let json = json!({"sha256": signed.sha256, "ordinal": signed.ordinal});
    Ok(Reply::done(say::signed_off(&signed.sha256), json))
}

pub(super) fn number(
    office: &mut Office,
    dossier: &str,
    number: String,
    date: NaiveDate,
) -> Result<Reply> {
    let signed = office.set_number(&office.resolve(dossier)?, &number, date)?;
    let number = signed.registry.number.unwrap_or(number);
    let json = json!({"number": number, "date": date.to_string(), "sha256": signed.sha256});
    Ok(Reply::done(say::numbered(number, wording::day(date)), json))
}

pub(super) fn reopen(office: &mut Office, dossier: &str, reason: &str) -> Result<Reply> {
    let reopened = office.reopen(&office.resolve(dossier)?, reason)?;
    let json = json!({"ordinal": reopened.ordinal, "sha256": reopened.sha256});
    Ok(Reply::done(say::reopened(), json))
}

pub(super) fn export(
    office: &Office,
    dossier: &str,
    format: args::Format,
    out: &Path,
) -> Result<Reply> {
    let format = match format {
        args::Format::Pdf => Format::Pdf,
        args::Format::Xlsx => Format::Xlsx,
        args::Format::Retype => Format::Retype,
        args::Format::Json => Format::Json,
    };
    let exported = office.export(&office.resolve(dossier)?, format, out)?;
    let path = exported.path.display().to_string();
    let size = kilobytes(exported.bytes);
    let text = say::exported(&path, exported.items, exported.documents, size);
    let json = json!({
        "path": path,
        "bytes": exported.bytes,
        "subCriteria": exported.items,
        "documents": exported.documents,
    });
    Ok(Reply::done(text, json))
}

/// Bytes as kilobytes, rounded up.
pub(super) const fn kilobytes(bytes: usize) -> usize {
    bytes.div_ceil(1024)
}
