//! Evidence of a dossier.

use tauri::State;
use views::screens::{Reply, evidence as screen};
use views::{DocumentForm, EvidenceView, PlaceForm, Workspace};

use crate::program::Program;

#[tauri::command(async)]
pub(crate) fn evidence(program: State<'_, Program>, dossier: &str) -> Reply<Vec<EvidenceView>> {
    program.office(|office| screen::list(office, dossier))
}

#[tauri::command(async)]
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

#[tauri::command(async)]
pub(crate) fn update_evidence(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    document: DocumentForm,
) -> Reply<Workspace> {
    program.office(|office| screen::update(office, dossier, evidence, document))
}

#[tauri::command(async)]
pub(crate) fn remove_evidence(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::remove(office, dossier, evidence))
}

#[tauri::command(async)]
pub(crate) fn cite(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    code: &str,
    place: PlaceForm,
) -> Reply<Workspace> {
    program.office(|office| screen::cite(office, dossier, evidence, (code, place)))
}

#[tauri::command(async)]
pub(crate) fn uncite(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    code: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::uncite(office, dossier, evidence, code))
}
