//! Report data, round, sign-off, submission.

use tauri::State;
use views::screens::{Reply, signing as screen};
use views::{ProfileForm, ReportForm, RoundForm, SubmissionForm, TextsForm, Workspace};

use crate::backup;
use crate::program::Program;

#[tauri::command]
pub(crate) fn report_form(program: State<'_, Program>, dossier: &str) -> Reply<ReportForm> {
    program.office(|office| screen::report_form(office, dossier))
}

#[tauri::command]
pub(crate) fn set_profile(
    program: State<'_, Program>,
    dossier: &str,
    profile: ProfileForm,
) -> Reply<Workspace> {
    program.office(|office| screen::set_profile(office, dossier, profile))
}

#[tauri::command]
pub(crate) fn set_report_texts(
    program: State<'_, Program>,
    dossier: &str,
    texts: TextsForm,
) -> Reply<Workspace> {
    program.office(|office| screen::set_report_texts(office, dossier, texts))
}

#[tauri::command]
pub(crate) fn round_form(program: State<'_, Program>, dossier: &str) -> Reply<RoundForm> {
    program.office(|office| screen::round_form(office, dossier))
}

#[tauri::command]
pub(crate) fn set_round(
    program: State<'_, Program>,
    dossier: &str,
    form: RoundForm,
) -> Reply<Workspace> {
    program.office(|office| screen::set_round(office, dossier, form))
}

#[tauri::command]
pub(crate) fn sign_off(
    program: State<'_, Program>,
    dossier: &str,
    number: &str,
    date: &str,
) -> Reply<Workspace> {
    backup::take(&program);
    program.office(|office| screen::sign_off(office, dossier, number, date))
}

#[tauri::command]
pub(crate) fn set_number(
    program: State<'_, Program>,
    dossier: &str,
    number: &str,
    date: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::set_number(office, dossier, number, date))
}

#[tauri::command]
pub(crate) fn reopen(program: State<'_, Program>, dossier: &str, reason: &str) -> Reply<Workspace> {
    program.office(|office| screen::reopen(office, dossier, reason))
}

#[tauri::command]
pub(crate) fn submit(
    program: State<'_, Program>,
    dossier: &str,
    form: SubmissionForm,
) -> Reply<Workspace> {
    program.office(|office| screen::submit(office, dossier, form))
}

#[tauri::command]
pub(crate) fn withdraw(
    program: State<'_, Program>,
    dossier: &str,
    reason: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::withdraw(office, dossier, reason))
}

#[tauri::command]
pub(crate) fn give_back(
    program: State<'_, Program>,
    dossier: &str,
    reason: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::give_back(office, dossier, reason))
}
