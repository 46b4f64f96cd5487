//! The list of dossiers, and a new one.

use tauri::{AppHandle, State};
use views::screens::{Reply, home as screen};
use views::{Home, NewDossier, NewDossierForm, SetLine, SetRef};

use crate::dialogs::{Ask, ask};
use crate::program::{Program, told};

#[tauri::command(async)]
pub(crate) fn home(program: State<'_, Program>) -> Reply<Home> {
    program.home(|_| Ok(()))
}

#[tauri::command(async)]
pub(crate) fn criteria_sets(program: State<'_, Program>) -> Reply<Vec<SetLine>> {
    program.office(|office| screen::criteria_sets(office))
}

#[tauri::command(async)]
pub(crate) fn read_criteria_set(
    app: AppHandle,
    program: State<'_, Program>,
) -> Reply<Option<SetLine>> {
    let Some(path) = ask(&app, &Ask::CriteriaSet) else {
        return Ok(None);
    };
    program.office(|office| Ok(Some(SetLine::new(&office.take_criteria_set(&path)?))))
}

#[tauri::command(async)]
pub(crate) fn new_dossier_form(
    program: State<'_, Program>,
    set: SetRef,
    carry_from: Option<String>,
) -> Reply<NewDossierForm> {
    let kept = program.settings().profile;
    program.office(|office| {
        screen::new_dossier_form(office, set, carry_from.as_deref(), kept.as_ref())
    })
}

#[tauri::command(async)]
pub(crate) fn new_dossier(program: State<'_, Program>, form: NewDossierForm) -> Reply<NewDossier> {
    program.office(|office| screen::new_dossier(office, form))
}

#[tauri::command(async)]
pub(crate) fn set_aside(program: State<'_, Program>, dossier: &str) -> Reply<Home> {
    program.home(|office| office.set_aside(dossier))
}

#[tauri::command(async)]
pub(crate) fn restore(program: State<'_, Program>, dossier: &str) -> Reply<Home> {
    program.home(|office| office.bring_back(dossier))
}

#[tauri::command(async)]
pub(crate) fn back_up(program: State<'_, Program>) -> Reply<Home> {
    told(program.back_up()?)?;
    program.home(|_| Ok(()))
}
