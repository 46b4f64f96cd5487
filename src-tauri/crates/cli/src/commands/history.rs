//! Undo, redo, the journal, versions side by side, and the check of a whole file.

use std::path::Path;

use backend::{Code, ComparedPart, Difference, HistoryLine, Office, Result, wording};
use serde_json::{Value, json};
use words::cli as say;

use crate::output::{DONE, REFUSED, Reply};

pub(super) fn undo(office: &mut Office, dossier: &str) -> Result<Reply> {
    let step = office.undo(&office.resolve(dossier)?)?;
    let change = wording::step(&step);
    Ok(Reply::done(say::undone(&change), json!({"undone": change})))
}

pub(super) fn redo(office: &mut Office, dossier: &str) -> Result<Reply> {
    let step = office.redo(&office.resolve(dossier)?)?;
    let change = wording::step(&step);
    Ok(Reply::done(say::redone(&change), json!({"redone": change})))
}

/// Prints the history, or writes it to a workbook where a path is given.
pub(super) fn history(
    office: &Office,
    dossier: &str,
    code: Option<String>,
    out: Option<&Path>,
) -> Result<Reply> {
    let dossier = office.resolve(dossier)?;
    let code = code.map(Code::new);
    if let Some(out) = out {
        let saved = office.export_history(&dossier, code.as_ref(), out)?;
        let path = saved.path.display().to_string();
        let text = say::file_saved(&path, wording::size(saved.bytes));
        let reply = Reply::done(text, json!({"path": path, "bytes": saved.bytes}));
        return with_damage(office, &dossier, reply);
    }
    let mut lines = Vec::new();
    let mut documents = Vec::new();
    for HistoryLine { entry, what, differences, .. } in office.history(&dossier, code.as_ref())? {
        let person = wording::person(&entry.by);
        lines.push(say::history_line(entry.seq, wording::local(entry.at), person, &what));
        lines.extend(differences.iter().map(difference));
        documents.push(json!({
            "seq": entry.seq,
            "step": entry.step,
            "at": entry.at.to_rfc3339(),
            "name": entry.by.name,
            "post": entry.by.post,
            "op": entry.op.name(),
            "subject": entry.subject.to_string(),
            "code": entry.subject.code().map(Code::as_str),
            "change": what,
            "differences": differences.iter().map(difference_document).collect::<Vec<_>>(),
            "before": entry.before,
            "after": entry.after,
            "hash": entry.hash,
        }));
    }
    let broken = office.broken_history(&dossier)?;
    lines.push(wording::chain(broken));
    let json = json!({"entries": documents, "intact": broken.is_none(), "brokenAt": broken});
    with_damage(office, &dossier, Reply::done(lines.join("\n"), json))
}

/// The same reply; refused, with what is damaged, where the dossier is not what its journal says.
fn with_damage(office: &Office, dossier: &str, mut reply: Reply) -> Result<Reply> {
    let Some(damage) = office.altered(dossier)? else {
        return Ok(reply);
    };
    let mut lines = vec![reply.text, say::history_damaged().to_owned()];
    lines.extend(damage.faults.iter().map(say::fault));
    if let Value::Object(members) = &mut reply.json {
        members.insert("damages".to_owned(), json!(damage.faults));
    }
    Ok(Reply { text: lines.join("\n"), exit: REFUSED, ..reply })
}

pub(super) fn restore(office: &mut Office, dossier: &str, position: i64) -> Result<Reply> {
    let code = office.restore_answer(&office.resolve(dossier)?, position)?;
    Ok(Reply::done(say::restored(&code), json!({"restored": code.as_str()})))
}

/// Prints what differs between two sign-offs, or between one and the present.
pub(super) fn compare(office: &Office, dossier: &str, from: u32, to: Option<u32>) -> Result<Reply> {
    let comparison = office.compare(&office.resolve(dossier)?, Some(from), to)?;
    let mut lines = vec![say::compared(&comparison.from, &comparison.to)];
    if comparison.parts.is_empty() {
        lines.push(say::compared_same().to_owned());
    }
    let mut documents = Vec::new();
    for ComparedPart { code, title, differences } in &comparison.parts {
        let code = code.as_ref().map(Code::as_str);
        lines.push(code.map_or_else(|| title.clone(), |code| say::compared_item(code, title)));
        lines.extend(differences.iter().map(difference));
        documents.push(json!({
            "code": code,
            "title": title,
            "differences": differences.iter().map(difference_document).collect::<Vec<_>>(),
        }));
    }
    let json = json!({"from": comparison.from, "to": comparison.to, "parts": documents});
    Ok(Reply::done(lines.join("\n"), json))
}

fn difference(Difference { label, from, to }: &Difference) -> String {
    let shown = |text: &str| {
        if text.is_empty() { say::nothing().to_owned() } else { text.replace('\n', "; ") }
    };
    say::difference(label, shown(from), shown(to))
}

fn difference_document(Difference { label, from, to }: &Difference) -> Value {
    json!({"label": label, "from": from, "to": to})
}

/// Exits as refused where something is damaged.
pub(super) fn check(office: &Office) -> Result<Reply> {
    let damages: Vec<String> =
        office.check()?.iter().map(|one| office.damage_in_words(one)).collect();
    let (mut lines, mut exit) = (vec![say::check_clear().to_owned()], DONE);
    if !damages.is_empty() {
        (lines, exit) = (vec![say::check_damaged(damages.len())], REFUSED);
        lines.extend(damages.iter().map(say::fault));
        lines.push(say::check_advice().to_owned());
    }
    let missing = office.missing_reports();
    for one in &missing {
        if one.can_be_kept() {
            exit = REFUSED;
            lines.push(say::check_missing_report(&one.dossier));
        } else {
            lines.push(say::check_missing_report_later(&one.dossier, wording::state(one.state)));
        }
    }
    let recounts: Vec<String> = office
        .recounts()
        .iter()
        .map(|(dossier, recount)| say::recount_line(dossier, wording::recount(recount)))
        .collect();
    if !recounts.is_empty() {
        lines.push(say::check_recounted(recounts.len()));
        lines.extend(recounts.iter().map(say::fault));
    }
    let missing: Vec<&str> = missing.iter().map(|one| one.dossier.as_str()).collect();
    let json = json!({"damages": damages, "missingReports": missing, "recounts": recounts});
    Ok(Reply { text: lines.join("\n"), json, exit })
}
