//! The start: which data file, and what if it is in trouble.

use tauri::{AppHandle, State};
use views::screens::Reply;
use views::{BackupLine, ProfileForm, StartView};

use crate::dialogs::{Ask, ask};
use crate::program::Program;
use crate::{backup, reading};

#[tauri::command]
pub(crate) fn start(program: State<'_, Program>) -> StartView {
    program.start()
}

#[tauri::command]
pub(crate) fn create_data_file(
    program: State<'_, Program>,
    profile: ProfileForm,
) -> Reply<StartView> {
    program.create(Some(profile))
}

#[tauri::command]
pub(crate) fn open_data_file(
    app: AppHandle,
    program: State<'_, Program>,
) -> Reply<Option<StartView>> {
    ask(&app, &Ask::DataFile).map(|path| program.open(&path)).transpose()
}

#[tauri::command]
pub(crate) fn open_sample(program: State<'_, Program>) -> Reply<String> {
    program.sample()
}

#[tauri::command]
pub(crate) fn backups(program: State<'_, Program>) -> Vec<BackupLine> {
    program.backups()
}

#[tauri::command]
pub(crate) fn restore_backup(program: State<'_, Program>, id: String) -> Reply<StartView> {
    program.restore(&id)
}

#[tauri::command]
pub(crate) fn ready(app: AppHandle) {
    log::info!("the first screen stands");
    backup::in_background(app.clone());
    reading::in_background(app);
}
