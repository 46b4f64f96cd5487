//! The history, an earlier answer back, two versions side by side.

use backend::{Code, locked};
use tauri::{AppHandle, State};
use views::screens::{Reply, history as screen};
use views::{ComparisonView, ExportedView, HistoryView, Workspace};

use crate::dialogs::{Ask, ask};
use crate::program::Program;

#[tauri::command]
pub(crate) fn history(
    program: State<'_, Program>,
    dossier: &str,
    code: Option<String>,
    before: Option<u32>,
) -> Reply<HistoryView> {
    program.office(|office| screen::history(office, dossier, code, before))
}

#[tauri::command]
pub(crate) fn restore_answer(
    program: State<'_, Program>,
    dossier: &str,
    seq: u32,
) -> Reply<Workspace> {
    program.office(|office| screen::restore_answer(office, dossier, seq))
}

#[tauri::command]
pub(crate) fn compare(
    program: State<'_, Program>,
    dossier: &str,
    from: Option<u32>,
    to: Option<u32>,
) -> Reply<ComparisonView> {
    program.office(|office| screen::compare(office, dossier, from, to))
}

#[tauri::command]
pub(crate) fn export_history(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    code: Option<String>,
) -> Reply<Option<ExportedView>> {
    let name = program.office(|office| Ok(office.history_name(dossier)?))?;
    let Some(path) = ask(&app, &Ask::Save { name: &name, folder: program.last_folder() }) else {
        return Ok(None);
    };
    let code = code.map(Code::new);
    let saved =
        program.office(|office| Ok(office.export_history(dossier, code.as_ref(), &path)?))?;
    program.remember_folder(&path);
    Ok(Some(locked(&program.exports).note_file(&saved)))
}
