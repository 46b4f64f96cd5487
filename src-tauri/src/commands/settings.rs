//! Settings of this computer, and the log.

use tauri::State;
use views::screens::Reply;
use views::{ProfileForm, Settings, UnitKind};

use crate::program::Program;

/// Characters of a fault that are logged.
const LONGEST_FAULT: usize = 4000;

#[tauri::command]
pub(crate) fn save_settings(program: State<'_, Program>, settings: Settings) -> Reply<()> {
    program.save_settings(settings)
}

#[tauri::command]
pub(crate) fn propose_profile(kind: UnitKind, name: &str, place: &str) -> ProfileForm {
    ProfileForm::from(&backend::propose_profile(kind.into(), name, place))
}

#[tauri::command]
pub(crate) fn log_fault(text: &str) {
    let text: String = text.chars().take(LONGEST_FAULT).collect();
    log::error!(target: "window", "{text}");
}
