//! Signing the finished report, taking it back signed, checking signed files.
//!
//! The window names fields and gives passwords; which files are meant, only the program knows.

use std::path::Path;

use backend::Signing;
use tauri::{AppHandle, State};
use views::screens::{Reply, signatures as screen};
use views::{
    CheckView, Failure, ReportSignatures, ReportSigned, ReportTaken, RootsView, SignatureField,
    SigningFiles,
};
use words::{shell, signature as say};

use crate::dialogs::{Ask, ask};
use crate::program::{Program, locked};

#[tauri::command(async)]
pub(crate) fn report_signatures(
    program: State<'_, Program>,
    dossier: &str,
) -> Reply<ReportSignatures> {
    let signing = program.signing();
    program.office(|office| screen::report_signatures(office, dossier, signing.trusted()))
}

#[tauri::command(async)]
pub(crate) fn signing_files(program: State<'_, Program>) -> SigningFiles {
    program.signing().view()
}

#[tauri::command(async)]
pub(crate) fn choose_identity(
    app: AppHandle,
    program: State<'_, Program>,
    field: SignatureField,
) -> Reply<Option<SigningFiles>> {
    let (title, kind) = (say::ask_identity(), say::kind_identity());
    let Some(path) = ask(&app, &Ask::FileOf { title, kind, endings: &["p12", "pfx"] }) else {
        return Ok(None);
    };
    program.keep(|kept| kept.signing.of(field).identity = Some(path))?;
    Ok(Some(signing_files(program)))
}

#[tauri::command(async)]
pub(crate) fn choose_picture(
    app: AppHandle,
    program: State<'_, Program>,
    field: SignatureField,
) -> Reply<Option<SigningFiles>> {
    let (title, kind) = (say::ask_picture(), say::kind_picture());
    let Some(path) = ask(&app, &Ask::FileOf { title, kind, endings: &["png"] }) else {
        return Ok(None);
    };
    program.keep(|kept| kept.signing.of(field).picture = Some(path))?;
    Ok(Some(signing_files(program)))
}

#[tauri::command(async)]
pub(crate) fn remove_picture(
    program: State<'_, Program>,
    field: SignatureField,
) -> Reply<SigningFiles> {
    program.keep(|kept| kept.signing.of(field).picture = None)?;
    Ok(signing_files(program))
}

#[tauri::command(async)]
pub(crate) fn sign_report(
    program: State<'_, Program>,
    dossier: &str,
    field: SignatureField,
    password: &str,
) -> Reply<ReportSigned> {
    let mut signing = program.signing();
    let paths = signing.of(field);
    let unchosen = || Failure::refused("no-identity", say::no_identity(), Vec::new());
    let identity = paths.identity.as_deref().ok_or_else(unchosen)?;
    let picture = paths.picture.as_deref();
    let signing =
        Signing { identity, password, certificate: None, signatory: field.into(), picture };
    program.office(|office| screen::sign_report(office, dossier, &signing))
}

#[tauri::command(async)]
pub(crate) fn take_signed_report(
    app: AppHandle,
    program: State<'_, Program>,
    dossier: &str,
) -> Reply<Option<ReportTaken>> {
    let (title, kind) = (say::ask_signed_report(), shell::kind_pdf());
    let Some(path) = ask(&app, &Ask::FileOf { title, kind, endings: &["pdf"] }) else {
        return Ok(None);
    };
    let signing = program.signing();
    let taken = program
        .office(|office| screen::take_signed_report(office, dossier, &path, signing.trusted()));
    taken.map(Some)
}

#[tauri::command(async)]
pub(crate) fn check_file(app: AppHandle, program: State<'_, Program>) -> Reply<Option<CheckView>> {
    let (title, kind) = (say::ask_check(), say::kind_check());
    let endings = ["pdf", backend::PACKAGE_ENDING];
    let Some(path) = ask(&app, &Ask::FileOf { title, kind, endings: &endings }) else {
        return Ok(None);
    };
    *locked(&program.checked) = Some(path.clone());
    check(&program, &path).map(Some)
}

/// Checks the file of the last time once more, against what is trusted now.
#[tauri::command(async)]
pub(crate) fn check_file_again(program: State<'_, Program>) -> Reply<Option<CheckView>> {
    let path = locked(&program.checked).clone();
    path.map(|path| check(&program, &path)).transpose()
}

/// This needs no data file, which stays free for other work.
fn check(program: &Program, path: &Path) -> Reply<CheckView> {
    screen::check_file(path, program.signing().trusted())
}

#[tauri::command(async)]
pub(crate) fn roots(program: State<'_, Program>) -> RootsView {
    program.signing().roots_view()
}

/// A folder without any certificate is refused, and the one of before stays.
#[tauri::command(async)]
pub(crate) fn choose_roots(
    app: AppHandle,
    program: State<'_, Program>,
) -> Reply<Option<RootsView>> {
    let Some(folder) = ask(&app, &Ask::Folder(say::ask_roots())) else {
        return Ok(None);
    };
    backend::count_roots(&folder)?;
    program.keep(|kept| kept.signing.roots = Some(folder))?;
    Ok(Some(roots(program)))
}

#[tauri::command(async)]
pub(crate) fn forget_roots(program: State<'_, Program>) -> Reply<RootsView> {
    program.keep(|kept| kept.signing.roots = None)?;
    Ok(roots(program))
}
