//! The history: who changed what, an earlier answer back, two versions side by side.

use backend::{Code, Office};

use super::Reply;
use super::scoring::workspace;
use crate::history::{ComparisonView, HistoryView};
use crate::workspace::Workspace;

/// The newest entries, of one item where a code is given, before a position where one is given.
///
/// # Errors
/// If there is no such dossier.
pub fn history(
    office: &Office,
    dossier: &str,
    code: Option<String>,
    before: Option<u32>,
) -> Reply<HistoryView> {
    let code = code.map(Code::new);
    let page = office.history_page(dossier, code.as_ref(), before.map(i64::from))?;
    let broken = office.broken_history(dossier)?;
    let content = office.named(dossier)?;
    Ok(HistoryView::new(&content, page, broken))
}

/// Gives an item the answer back that it had before an entry.
///
/// # Errors
/// If the entry is about no answer, or the dossier is locked.
pub fn restore_answer(office: &mut Office, dossier: &str, seq: u32) -> Reply<Workspace> {
    office.restore_answer(dossier, seq.into())?;
    workspace(office, dossier)
}

/// Two versions side by side: sign-offs by their ordinals, the present where none is named.
///
/// # Errors
/// If there is no such dossier or sign-off.
pub fn compare(
    office: &Office,
    dossier: &str,
    from: Option<u32>,
    to: Option<u32>,
) -> Reply<ComparisonView> {
    Ok(office.compare(dossier, from, to)?.into())
}
