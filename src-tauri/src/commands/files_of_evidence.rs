//! Files of evidence: in, out again, and looked at.

use std::path::PathBuf;

use backend::{FileToAdd, locked};
use tauri::ipc::{Channel, InvokeBody, Request, Response};
use tauri::{AppHandle, State};
use views::screens::Reply;
use views::{
    ExportedView, Failure, FilesAdded, FilesProgress, FilesSource, LongWork, LookView, PartView,
    ScanView, Workspace,
};
use words::shell as say;

use crate::dialogs::{Ask, ask, ask_files};
use crate::incoming::{self, Watched};
use crate::program::Program;
use crate::works::Work;
use crate::{exports, looked_at, opened};

/// Adds a document for each file of a source; nothing where the person chose none.
#[tauri::command]
pub(crate) fn add_files(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    code: Option<String>,
    source: FilesSource,
    progress: Channel<FilesProgress>,
) -> Reply<Option<FilesAdded>> {
    let paths = match source {
        FilesSource::Files => ask_files(&app),
        FilesSource::Folder => {
            ask(&app, &Ask::Folder(say::ask_evidence_folder())).into_iter().collect()
        }
        FilesSource::Dropped => incoming::dropped(&app, &program),
        FilesSource::Scanned { names } => scanned(&program, &names),
    };
    if paths.is_empty() {
        return Ok(None);
    }
    let walked = backend::walk(&paths);
    let work = program.works.begin(LongWork::Files);
    let watched = Watched { work: &work, progress: &progress };
    incoming::add(&program, dossier, code.as_deref(), &walked, watched).map(Some)
}

/// Files of the scanner's folder by name.
fn scanned(program: &Program, names: &[String]) -> Vec<PathBuf> {
    let Some(folder) = program.scan_folder() else {
        return Vec::new();
    };
    names.iter().filter_map(|name| backend::scanned_path(&folder, name)).collect()
}

#[tauri::command]
pub(crate) fn end_work(program: State<'_, Program>, work: LongWork) {
    program.works.end(work);
}

/// Adds a document for a picture from the clipboard, whose bytes come as they are; dossier and code
/// stand in the heads.
#[tauri::command]
pub(crate) fn add_pasted(program: State<'_, Program>, request: Request<'_>) -> Reply<FilesAdded> {
    let head = |name: &str| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    let InvokeBody::Raw(picture) = request.body() else {
        return Err(Failure::refused("no-picture", say::no_picture(), Vec::new()));
    };
    let moment = program.office(|office| Ok(office.moment()))?;
    let name = format!("{}.png", say::pasted_name(moment.format("%d-%m-%Y %H.%M.%S")));
    let path = opened::folder_for(&program.folder().opened(), "dan")?.join(name);
    backend::files::write(&path, picture)?;
    let walked = backend::walk(std::slice::from_ref(&path));
    let code = Some(head("code")).filter(|code| !code.is_empty());
    // One picture is no work that anybody watches or ends.
    let watched = Watched { work: &Work::default(), progress: &Channel::new(|_| Ok(())) };
    let added = incoming::add(&program, head("dossier"), code, &walked, watched);
    // One that somebody still holds goes with the other copies at the end.
    drop(backend::files::remove(&path));
    added
}

/// Asks for a document's file and takes it in; tells whether one was chosen.
#[tauri::command]
pub(crate) fn attach_file(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    even_secret: bool,
) -> Reply<bool> {
    let Some(path) = ask(&app, &Ask::File) else {
        return Ok(false);
    };
    let inspected = program.inspector()?.inspect(&path);
    let file = FileToAdd { path: &path, inspected: inspected.as_ref(), even_secret };
    let attached = program.office(|office| Ok(office.attach_file(dossier, evidence, file)?));
    attached.map(|()| true).map_err(|failure| failure.of_file(&path))
}

#[tauri::command]
pub(crate) fn detach_file(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<Workspace> {
    program.office(|office| views::screens::evidence::detach(office, dossier, evidence))
}

#[tauri::command]
pub(crate) fn scanned_files(program: State<'_, Program>, dossier: &str) -> Reply<ScanView> {
    let dossier = program.office(|office| Ok(office.dossier(dossier)?))?;
    Ok(match program.scan_folder() {
        Some(folder) => ScanView::new(&folder, backend::scanned(&folder), &dossier),
        None => ScanView::without_folder(),
    })
}

#[tauri::command]
pub(crate) fn choose_scan_folder(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
) -> Reply<Option<ScanView>> {
    let Some(folder) = ask(&app, &Ask::Folder(say::ask_scan_folder())) else {
        return Ok(None);
    };
    program.keep(|kept| kept.scan_folder = Some(folder))?;
    scanned_files(program, dossier).map(Some)
}

#[tauri::command]
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
    opened::mark_foreign(&saved.path);
    program.remember_folder(&saved.path);
    Ok(Some(locked(&program.exports).note_file(&saved)))
}

/// Saves all files of a dossier as folders named by code.
#[tauri::command]
pub(crate) fn export_evidence(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    progress: Channel<FilesProgress>,
) -> Reply<Option<ExportedView>> {
    let Some(folder) = ask(&app, &Ask::Folder(say::ask_export_folder())) else {
        return Ok(None);
    };
    let work = program.works.begin(LongWork::Evidence);
    let mut export =
        program.office(|office| Ok(office.begin_evidence_export(dossier, &folder)?))?;
    // The data file is let go after each file, so that what is typed meanwhile is saved.
    while !export.is_complete() {
        let step = export.progress();
        drop(progress.send(FilesProgress::new(step.done, step.all, step.name)));
        if work.is_ended() {
            return Ok(None);
        }
        program.office(|office| Ok(office.write_next(&mut export)?))?;
    }
    Ok(Some(locked(&program.exports).note_evidence(&export.finish()?)))
}

/// Opens a copy that can only be read, so that nobody changes it in the belief to change the
/// dossier.
#[tauri::command]
pub(crate) fn open_evidence_file(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<()> {
    program.office(|office| Ok(office.file_name(dossier, evidence)?))?;
    let folder = opened::folder_for(&program.folder().opened(), evidence)?;
    let saved = program.office(|office| Ok(office.save_file(dossier, evidence, &folder)?))?;
    if let Err(active) = opened::must_be_harmless(program.inspector()?, &saved.path) {
        backend::files::remove(&saved.path)?;
        return Err(active);
    }
    opened::mark_foreign(&saved.path);
    opened::set_read_only(&saved.path, true);
    exports::open(&saved.path)
}

#[tauri::command]
pub(crate) fn look_at_file(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
) -> Reply<LookView> {
    looked_at::look(&program, dossier, evidence)
}

/// The picture goes over as raw bytes.
#[tauri::command]
pub(crate) fn file_page(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    page: u32,
    width: u16,
) -> Reply<Response> {
    let content = looked_at::content(&program, dossier, evidence)?;
    Ok(Response::new(program.inspector()?.picture(content, page, width)?))
}

#[tauri::command]
pub(crate) fn file_part(
    program: State<'_, Program>,
    dossier: &str,
    evidence: &str,
    part: u32,
) -> Reply<PartView> {
    let content = looked_at::content(&program, dossier, evidence)?;
    Ok(PartView::new(program.inspector()?.part(content, part)?))
}
