//! Updating the program from a file.

use tauri::{AppHandle, State};
use views::UpdateFound;
use views::screens::Reply;
use words::update as say;

use crate::dialogs::{Ask, ask};
use crate::program::Program;
use crate::{arguments, update};

/// Asks for an installer and verifies it; nothing where the dialog was closed.
#[tauri::command]
pub(crate) fn find_update(
    app: AppHandle,
    program: State<'_, Program>,
) -> Reply<Option<UpdateFound>> {
    let key = update::key(arguments::is_portable())?;
    let question = Ask::FileOf { title: say::ask(), kind: say::kind(), endings: &["exe"] };
    let Some(installer) = ask(&app, &question) else {
        return Ok(None);
    };
    update::find(&program, &installer, &key, &app.package_info().version).map(Some)
}

/// Starts the installer that was found last, and ends the program.
#[tauri::command]
pub(crate) fn install_update(app: AppHandle, program: State<'_, Program>) -> Reply<()> {
    update::install(&program)?;
    app.exit(0);
    Ok(())
}
