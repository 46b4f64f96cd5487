//! Undo, redo, the journal, and the check of a whole file.

use backend::{Office, Result, wording};
use serde_json::json;
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

pub(super) fn history(office: &Office, dossier: &str) -> Result<Reply> {
    let entries = office.history(&office.resolve(dossier)?)?;
    let mut lines = Vec::new();
    let mut documents = Vec::new();
    for entry in &entries {
        let (person, change) = (wording::person(&entry.by), wording::change(entry));
        lines.push(say::history_line(entry.seq, wording::local(entry.at), person, &change));
        let shown =
            |value: &Option<String>| value.clone().unwrap_or_else(|| say::nothing().to_owned());
        lines.push(say::history_values(shown(&entry.before), shown(&entry.after)));
        documents.push(json!({
            "seq": entry.seq,
            "step": entry.step,
            "at": entry.at.to_rfc3339(),
            "name": entry.by.name,
            "post": entry.by.post,
            "op": entry.op.name(),
            "subject": entry.subject.to_string(),
            "change": change,
            "before": entry.before,
            "after": entry.after,
            "hash": entry.hash,
        }));
    }
    Ok(Reply::done(lines.join("\n"), json!({"entries": documents})))
}

/// Exits as refused where something is damaged.
pub(super) fn check(office: &Office) -> Result<Reply> {
    let damages: Vec<String> = office.check()?.iter().map(wording::damage).collect();
    if damages.is_empty() {
        return Ok(Reply {
            text: say::check_clear().to_owned(),
            json: json!({"damages": []}),
            exit: DONE,
        });
    }
    let mut lines = vec![say::check_damaged(damages.len())];
    lines.extend(damages.iter().map(say::fault));
    Ok(Reply { text: lines.join("\n"), json: json!({"damages": damages}), exit: REFUSED })
}
