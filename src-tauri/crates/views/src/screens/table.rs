//! The annex as a table, pasting into it, and typing it once more elsewhere.

use backend::Office;

use super::Reply;
use super::scoring::workspace;
use crate::paste::{PastePlan, PasteRequest};
use crate::retype::RetypeView;
use crate::scored::Scored;
use crate::table::TableView;
use crate::workspace::Workspace;

/// The whole table.
///
/// # Errors
/// If there is no such dossier.
pub fn table(office: &Office, dossier: &str) -> Reply<TableView> {
    let content = office.dossier(dossier)?;
    Ok(TableView::new(&Scored::new(&content)))
}

/// What is typed once more into a province's web form.
///
/// # Errors
/// If there is no such dossier.
pub fn retype(office: &Office, dossier: &str) -> Reply<RetypeView> {
    Ok(office.retype(dossier)?.into())
}

/// What pasting a block would change.
///
/// # Errors
/// If there is no such dossier, or nothing in the block can be read.
pub fn plan_paste(office: &Office, dossier: &str, request: PasteRequest) -> Reply<PastePlan> {
    Ok(office.plan_paste(dossier, &request.into())?.into())
}

/// Pastes a block, as one step of undo.
///
/// # Errors
/// As [`plan_paste`], or if the dossier is locked.
pub fn paste(office: &mut Office, dossier: &str, request: PasteRequest) -> Reply<Workspace> {
    office.paste(dossier, &request.into())?;
    workspace(office, dossier)
}
