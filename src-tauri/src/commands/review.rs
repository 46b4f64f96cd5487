//! The review before a sign-off.

use tauri::State;
use views::ReviewView;
use views::screens::{Reply, review as screen};

use crate::program::Program;

#[tauri::command]
pub(crate) fn review(program: State<'_, Program>, dossier: &str) -> Reply<ReviewView> {
    program.office(|office| screen::review(office, dossier))
}
