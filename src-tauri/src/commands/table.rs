//! The annex as a table.

use tauri::State;
use views::screens::{Reply, table as screen};
use views::{PastePlan, PasteRequest, RetypeView, TableView, Workspace};

use crate::program::Program;

#[tauri::command]
pub(crate) fn table(program: State<'_, Program>, dossier: &str) -> Reply<TableView> {
    program.office(|office| screen::table(office, dossier))
}

#[tauri::command]
pub(crate) fn retype(program: State<'_, Program>, dossier: &str) -> Reply<RetypeView> {
    program.office(|office| screen::retype(office, dossier))
}

#[tauri::command]
pub(crate) fn plan_paste(
    program: State<'_, Program>,
    dossier: &str,
    request: PasteRequest,
) -> Reply<PastePlan> {
    program.office(|office| screen::plan_paste(office, dossier, request))
}

#[tauri::command]
pub(crate) fn paste(
    program: State<'_, Program>,
    dossier: &str,
    request: PasteRequest,
) -> Reply<Workspace> {
    program.office(|office| screen::paste(office, dossier, request))
}
