//! Evidence of a dossier.

use tauri::{AppHandle, State};
use views::screens::{Reply, evidence as screen};
use views::{DocumentForm, ExportedView, FilesAdded, PlaceForm, RegisterView, Workspace};

use crate::dialogs::{Ask, ask, ask_files};
use crate::program::{Program, locked};
use crate::{exports, opened};

#[tauri::command(async)]
pub(crate) fn evidence(program: State<'_, Program>, dossier: &str) -> Reply<RegisterView> {
    program.office(|office| screen::register(office, dossier))
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

/// Asks for files and adds a document for each; nothing where none was chosen. The data file is let go after each, so that what is
/// typed meanwhile is saved; one that is refused does not keep the others out.
#[tauri::command(async)]
pub(crate) fn add_files(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    code: Option<String>,
) -> Reply<Option<FilesAdded>> {
    let paths = ask_files(&app);
    if paths.is_empty() {
        return Ok(None);
    }
    let mut results = Vec::new();
    for path in &paths {
        let citation = code.as_deref().map(screen::whole);
        results.push(program.office(|office| Ok(office.add_file(dossier, path, citation)))?);
    }
    Ok(Some(FilesAdded::new(&results)))
}

/// Asks for a document's file and takes it in; tells whether one was chosen.
#[tauri::command(async)]
pub(crate) fn attach_file(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<bool> {
    let Some(path) = ask(&app, &Ask::File) else {
        return Ok(false);
    };
    program.office(|office| Ok(office.attach_file(dossier, evidence, &path)?))?;
    Ok(true)
}

#[tauri::command(async)]
pub(crate) fn detach_file(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<Workspace> {
    program.office(|office| screen::detach(office, dossier, evidence))
}

#[tauri::command(async)]
pub(crate) fn save_evidence_file(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<Option<ExportedView>> {
    let name = program.office(|office| Ok(office.file_name(dossier, evidence)?))?;
    let Some(path) = ask(&app, &Ask::Save { name: &name, folder: program.last_folder() }) else {
        return Ok(None);
    };
    let saved = program.office(|office| Ok(office.save_file(dossier, evidence, &path)?))?;
    program.remember_folder(&saved.path);
    Ok(Some(locked(&program.exports).note_file(&saved)))
}

/// Opens a copy that can only be read, so that nobody changes it in the belief to change the
/// dossier.
#[tauri::command(async)]
pub(crate) fn open_evidence_file(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<()> {
    program.office(|office| Ok(office.file_name(dossier, evidence)?))?;
    let folder = opened::folder_for(&program.folder().opened(), evidence)?;
    let saved = program.office(|office| Ok(office.save_file(dossier, evidence, &folder)?))?;
    opened::must_be_harmless(&saved.path)?;
    opened::set_read_only(&saved.path, true);
    exports::open(&saved.path)
}
