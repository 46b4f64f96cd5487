//! The register of documents and where they are cited.

use tauri::State;
use views::screens::{Reply, evidence as screen};
use views::{DocumentForm, FoundView, LimitsView, PlaceForm, RegisterView, Workspace};

use crate::program::Program;

#[tauri::command]
pub(crate) fn evidence(program: State<'_, Program>, dossier: &str) -> Reply<RegisterView> {
    program.office(|office| screen::register(office, dossier))
}

#[tauri::command]
pub(crate) fn add_evidence(
    program: State<'_, Program>,
    dossier: &str,
    document: DocumentForm,
    code: Option<String>,
    place: PlaceForm,
) -> Reply<Workspace> {
    let citation = code.map(|code| (code, place));
    program.office(|office| screen::add(office, dossier, document, citation))
}

#[tauri::command]
pub(crate) fn update_evidence(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    document: DocumentForm,
) -> Reply<Workspace> {
    program.office(|office| screen::update(office, dossier, evidence, document))
}

#[tauri::command]
pub(crate) fn remove_evidence(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::remove(office, dossier, evidence))
}

#[tauri::command]
pub(crate) fn is_marked_secret(subject: &str) -> bool {
    screen::is_marked_secret(subject)
}

#[tauri::command]
pub(crate) fn cite(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    code: &str,
    place: PlaceForm,
) -> Reply<Workspace> {
    program.office(|office| screen::cite(office, dossier, evidence, (code, place)))
}

#[tauri::command]
pub(crate) fn uncite(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    code: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::uncite(office, dossier, evidence, code))
}

#[tauri::command]
pub(crate) fn accept_proposals(
    program: State<'_, Program>,
    dossier: &str,
    evidence: Vec<String>,
) -> Reply<Workspace> {
    program.office(|office| screen::accept_proposals(office, dossier, &evidence))
}

#[tauri::command]
pub(crate) fn tick_expected(
    program: State<'_, Program>,
    dossier: &str,
    code: &str,
    position: u32,
    ticked: bool,
) -> Reply<Workspace> {
    program.office(|office| screen::tick_expected(office, dossier, (code, position), ticked))
}

#[tauri::command]
pub(crate) fn search_evidence(
    program: State<'_, Program>,
    dossier: &str,
    text: &str,
) -> Reply<Vec<FoundView>> {
    program.office(|office| screen::search(office, dossier, text))
}

#[tauri::command]
pub(crate) fn limits(program: State<'_, Program>) -> Reply<LimitsView> {
    program.office(|office| screen::limits(office))
}

#[tauri::command]
pub(crate) fn set_limits(
    program: State<'_, Program>,
    file: &str,
    total: &str,
) -> Reply<LimitsView> {
    program.office(|office| screen::set_limits(office, file, total))
}
