//! Scoring: the tree, one item, live points, undo.

use tauri::State;
use views::screens::{Reply, scoring as screen};
use views::{Entry, ItemView, ResultView, Workspace};

use crate::program::Program;

#[tauri::command]
pub(crate) fn open_dossier(program: State<'_, Program>, dossier: &str) -> Reply<Workspace> {
    program.showing(dossier, |office| screen::workspace(office, dossier))
}

#[tauri::command]
pub(crate) fn item(program: State<'_, Program>, dossier: &str, code: &str) -> Reply<ItemView> {
    program.office(|office| screen::item(office, dossier, code))
}

#[tauri::command]
pub(crate) fn preview(
    program: State<'_, Program>,
    dossier: &str,
    code: &str,
    entry: Entry,
) -> Reply<ResultView> {
    let content = program.dossier(dossier)?;
    screen::preview(&content, code, &entry)
}

#[tauri::command]
pub(crate) fn set_answer(
    program: State<'_, Program>,
    dossier: &str,
    code: &str,
    entry: Entry,
) -> Reply<Workspace> {
    program.office(|office| screen::set_answer(office, dossier, code, &entry))
}

#[tauri::command]
pub(crate) fn confirm_carried(
    program: State<'_, Program>,
    dossier: &str,
    code: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::confirm_carried(office, dossier, code))
}

#[tauri::command]
pub(crate) fn undo(program: State<'_, Program>, dossier: &str) -> Reply<Workspace> {
    program.office(|office| screen::undo(office, dossier))
}

#[tauri::command]
pub(crate) fn redo(program: State<'_, Program>, dossier: &str) -> Reply<Workspace> {
    program.office(|office| screen::redo(office, dossier))
}
