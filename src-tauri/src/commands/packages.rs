//! Packages of dossiers: written, looked at, taken in, merged.

use std::ops::ControlFlow;
use std::path::PathBuf;

use backend::{Given, KnownCode, PackageProgress, Received, locked};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use views::screens::{Reply, packages as screen};
use views::{
    ArrivedView, ExportedView, Failure, LongWork, PackageForm, PackagePlanView, PackageShare,
    PackageSource, PackageTaken,
};
use words::package as say;

use crate::backup;
use crate::dialogs::{Ask, ask};
use crate::incoming;
use crate::program::{NO_DATA_FILE, Program};
use crate::works::Work;

#[tauri::command]
pub(crate) fn plan_package(program: State<'_, Program>, dossier: &str) -> Reply<PackagePlanView> {
    program.office(|office| screen::plan(office, dossier))
}

/// Writes a package. The data file is let go after each content, so that what is typed meanwhile is
/// saved.
#[tauri::command]
pub(crate) fn export_package(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
    form: PackageForm,
    progress: Channel<PackageShare>,
) -> Reply<Option<ExportedView>> {
    let (order, volume) = form.read()?;
    let plan = program.office(|office| Ok(office.plan_package(dossier, &order)?))?;
    let question = Ask::Save { name: &plan.name, folder: program.last_folder() };
    let Some(path) = ask(&app, &question) else {
        return Ok(None);
    };
    let work = program.works.begin(LongWork::Package);
    let mut give = |given: Given<'_>, to: &mut dyn std::io::Write| {
        let written = program.office(|office| Ok(office.give(given, to)));
        written
            .unwrap_or_else(|failure| Err(backend::Error::refused(NO_DATA_FILE, failure.message)))
    };
    let written = plan.write(&path, volume, &mut give, &mut watched(&work, &progress));
    let written = match written {
        Err(error) if error.known() == Some(KnownCode::Cancelled) => return Ok(None),
        written => written?,
    };
    program.remember_folder(&path);
    Ok(Some(locked(&program.exports).note_package(&plan, &written)))
}

/// Opens a package and proves all of it; nothing where the person chose none or ended it.
#[tauri::command]
pub(crate) fn open_package(
    app: AppHandle,
    program: State<'_, Program>,
    source: PackageSource,
    progress: Channel<PackageShare>,
) -> Reply<Option<ArrivedView>> {
    let path: Option<PathBuf> = match source {
        PackageSource::Chosen => ask(&app, &Ask::Package),
        PackageSource::Dropped => {
            incoming::dropped(&app, &program).into_iter().find(|path| backend::is_package(path))
        }
        PackageSource::Given => program.incoming.take_given(),
    };
    let Some(path) = path else {
        return Ok(None);
    };
    let work = program.works.begin(LongWork::Proof);
    let opened = match Received::open(&path, &mut watched(&work, &progress)) {
        Err(error) if error.known() == Some(KnownCode::Cancelled) => return Ok(None),
        opened => opened.map_err(|error| Failure::from(error).of_file(&path))?,
    };
    let view = program.office(|office| screen::arrived(office, &opened))?;
    *locked(&program.received) = Some(opened);
    Ok(Some(view))
}

/// Lets the package go that is looked at.
#[tauri::command]
pub(crate) fn close_package(program: State<'_, Program>) {
    *locked(&program.received) = None;
}

#[tauri::command]
pub(crate) fn take_package(program: State<'_, Program>, own: bool) -> Reply<PackageTaken> {
    work_on(&program, |received| program.office(|office| screen::take_in(office, received, own)))
}

#[tauri::command]
pub(crate) fn merge_package(
    program: State<'_, Program>,
    theirs: Vec<String>,
) -> Reply<PackageTaken> {
    work_on(&program, |received| program.office(|office| screen::merge(office, received, &theirs)))
}

/// Does something with the package that is looked at, and lets it go once that is done. What stood
/// here before is in a backup.
fn work_on<T>(program: &Program, work: impl FnOnce(&mut Received) -> Reply<T>) -> Reply<T> {
    backup::take(program);
    let mut held = locked(&program.received);
    let none = || Failure::refused("no-package", say::none_open(), Vec::new());
    let done = work(held.as_mut().ok_or_else(none)?)?;
    *held = None;
    Ok(done)
}

/// Tells the window each percent, and ends the work when the person wants it to.
fn watched(
    work: &Work,
    progress: &Channel<PackageShare>,
) -> impl FnMut(PackageProgress) -> ControlFlow<()> {
    let mut told = None;
    move |at| {
        let share = PackageShare::from(at);
        if told != Some(share.percent) {
            told = Some(share.percent);
            // A window that is gone needs no progress.
            drop(progress.send(share));
        }
        if work.is_ended() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
