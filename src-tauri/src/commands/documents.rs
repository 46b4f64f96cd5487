//! Looking at documents, saving, opening and printing them.

use backend::locked;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use views::screens::Reply;
use views::{DocumentKind, ExportFormat, ExportedView, Preview};

use crate::dialogs::{Ask, ask};
use crate::program::Program;
use crate::{exports, opened};

#[tauri::command]
pub(crate) fn preview_document(
    program: State<'_, Program>,
    dossier: &str,
    kind: DocumentKind,
) -> Reply<Preview> {
    let made = program.office(|office| Ok(office.document(dossier, kind.into())?))?;
    locked(&program.shown).show(made, program.inspector()?)
}

/// The picture goes over as raw bytes.
#[tauri::command]
pub(crate) fn preview_page(
    program: State<'_, Program>,
    page: usize,
    width: u16,
) -> Reply<Response> {
    let content = locked(&program.shown).content()?;
    // The screen counts pages from 0.
    let number = u32::try_from(page).unwrap_or(u32::MAX).saturating_add(1);
    Ok(Response::new(program.inspector()?.picture(content.to_vec(), number, width)?))
}

#[tauri::command]
pub(crate) fn export_dossier(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    format: ExportFormat,
) -> Reply<Option<ExportedView>> {
    let format = format.into();
    let name = program.office(|office| Ok(office.export_name(dossier, format)?))?;
    let Some(path) = ask(&app, &Ask::Save { name: &name, folder: program.last_folder() }) else {
        return Ok(None);
    };
    let exported = program.office(|office| Ok(office.export(dossier, format, &path)?))?;
    program.remember_folder(&path);
    Ok(Some(locked(&program.exports).note(&exported)))
}

#[tauri::command]
pub(crate) fn export_document(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    kind: DocumentKind,
) -> Reply<Option<ExportedView>> {
    let made = program.office(|office| Ok(office.document(dossier, kind.into())?))?;
    let question = Ask::Save { name: &made.file_name, folder: program.last_folder() };
    let Some(path) = ask(&app, &question) else {
        return Ok(None);
    };
    // A report that cannot be opened is exported all the same; only its pages are not counted.
    let pages = program.inspector()?.page_sizes(made.content.clone()).unwrap_or_default().len();
    let view = locked(&program.exports).write(&path, &made, pages)?;
    program.remember_folder(&path);
    Ok(Some(view))
}

#[tauri::command]
pub(crate) fn open_file(program: State<'_, Program>, path: &str) -> Reply<()> {
    let path = locked(&program.exports).known(path)?;
    if !path.is_dir() {
        opened::must_be_harmless(program.inspector()?, &path)?;
    }
    exports::open(&path)
}

#[tauri::command]
pub(crate) fn open_folder(program: State<'_, Program>, path: &str) -> Reply<()> {
    let path = locked(&program.exports).known(path)?;
    exports::reveal(&path)
}

#[tauri::command]
pub(crate) fn print_document(
    program: State<'_, Program>,
    dossier: &str,
    kind: DocumentKind,
) -> Reply<()> {
    let made = program.office(|office| Ok(office.document(dossier, kind.into())?))?;
    let folder = program.folder().prints();
    backend::files::make_folder(&folder)?;
    exports::open(&exports::write_for_printing(&folder, &made)?)
}
