//! Scoring: the tree, one item, live points, undo.

use backend::{Dossier, Evidence, Office};

use super::Reply;
use crate::entry::Entry;
use crate::failure::Failure;
use crate::item::ItemView;
use crate::result::{ResultView, read_entry};
use crate::scored::Scored;
use crate::workspace::Workspace;

/// The opened dossier.
///
/// # Errors
/// If there is no such dossier.
pub fn workspace(office: &Office, dossier: &str) -> Reply<Workspace> {
    let steps = office.steps(dossier)?;
    let content = office.dossier(dossier)?;
    let handed = office.handed_part(dossier)?;
    Ok(Workspace::new(&Scored::new(&content), office.today(), &steps, handed))
}

/// One item, last year's beside it.
///
/// # Errors
/// If there is no such dossier or item.
pub fn item(office: &Office, dossier: &str, code: &str) -> Reply<ItemView> {
    let content = office.dossier(dossier)?;
    let earlier = office.earlier(dossier)?;
    let earlier = earlier.as_deref().map(Scored::new);
    let is_cited =
        |document: &&Evidence| document.citations.iter().any(|one| one.code.as_str() == code);
    let facts = office.facts_of(content.evidence.iter().filter(is_cited))?;
    let view = ItemView::new(&Scored::new(&content), &facts, earlier.as_ref(), code);
    view.ok_or_else(|| unknown(code))
}

/// Points of what is typed, before it is saved.
///
/// # Errors
/// If there is no such item.
pub fn preview(dossier: &Dossier, code: &str, entry: &Entry) -> Reply<ResultView> {
    ResultView::preview(dossier, code, entry).ok_or_else(|| unknown(code))
}

/// Enters what was typed.
///
/// # Errors
/// If there is no such dossier or item, or the dossier is locked.
pub fn set_answer(
    office: &mut Office,
    dossier: &str,
    code: &str,
    entry: &Entry,
) -> Reply<Workspace> {
    let content = office.dossier(dossier)?;
    let answer = read_entry(&content, code, entry).ok_or_else(|| unknown(code))?;
    office.set_answer(dossier, code, &answer)?;
    workspace(office, dossier)
}

/// Confirms an answer that was carried over.
///
/// # Errors
/// If there is no such dossier or item, or the dossier is locked.
pub fn confirm_carried(office: &mut Office, dossier: &str, code: &str) -> Reply<Workspace> {
    office.confirm_carried(dossier, code)?;
    workspace(office, dossier)
}

/// Takes the last step back.
///
/// # Errors
/// If there is none, or the dossier is locked.
pub fn undo(office: &mut Office, dossier: &str) -> Reply<Workspace> {
    office.undo(dossier)?;
    workspace(office, dossier)
}

/// Does the step again that was undone last.
///
/// # Errors
/// If there is none, or the dossier is locked.
pub fn redo(office: &mut Office, dossier: &str) -> Reply<Workspace> {
    office.redo(dossier)?;
    workspace(office, dossier)
}

fn unknown(code: &str) -> Failure {
    Failure::refused("unknown-code", words::store::unknown_codes(code), Vec::new())
}
