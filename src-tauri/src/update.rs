//! A newer program from a file: with which key, on which systems, and how its installer is started.

use std::path::Path;
use std::process::{Command, Stdio};

use backend::{Update, UpdateKey, Version};
use views::screens::Reply;
use views::{Failure, UpdateFound};
use words::update as say;

use crate::program::{Program, locked};

/// The key that installers are verified with; refused where the program was built without one, or
/// where it cannot be updated by an installer. That would install a second program, without the data,
/// beside a portable one.
pub(crate) fn key(portable: bool) -> Reply<UpdateKey> {
    if portable {
        return Err(Failure::refused("portable", say::portable(), Vec::new()));
    }
    if !cfg!(any(windows, feature = "scripted-dialogs")) {
        return Err(Failure::refused("windows-only", say::windows_only(), Vec::new()));
    }
    Ok(UpdateKey::new(built_in().as_deref())?)
}

/// The base64 line of a minisign public key, an input of the build whose shape `build.rs` has checked.
#[cfg(not(feature = "scripted-dialogs"))]
fn built_in() -> Option<String> {
    option_env!("PAR_INDEX_UPDATE_KEY").map(str::to_owned)
}

/// Tests sign with keys of their own.
#[cfg(feature = "scripted-dialogs")]
fn built_in() -> Option<String> {
    std::env::var("PAR_INDEX_UPDATE_KEY").ok()
}

/// Verifies an installer and keeps it for [`install`].
pub(crate) fn find(
    program: &Program,
    installer: &Path,
    key: &UpdateKey,
    running: &Version,
) -> Reply<UpdateFound> {
    let mut kept = locked(&program.update);
    *kept = None;
    let found = Update::find(installer, key, running, &program.folder().updates());
    let update = found.map_err(|error| Failure::from(error).of_file(installer))?;
    let view = UpdateFound::new(&update, running);
    *kept = Some(update);
    Ok(view)
}

/// Backs the data file up, closes it and starts the installer that was found. Where that fails, the
/// data file is open again.
pub(crate) fn install(program: &Program) -> Reply<()> {
    let none = || Failure::refused("no-update", say::none_found(), Vec::new());
    let update = locked(&program.update).clone().ok_or_else(none)?;
    back_up(program)?;
    let closed = program
        .close_data_file()
        .map_err(|error| Failure::refused(error.code, say::not_closed(error.message), Vec::new()));
    let started = closed.and_then(|()| start(&update));
    if started.is_err() {
        program.start();
    }
    started
}

/// Without a backup of the open data file nothing is updated. One that is not open, such as a newer
/// program's, has nothing to back up: no installer touches it.
fn back_up(program: &Program) -> Reply<()> {
    if !program.is_open() {
        return Ok(());
    }
    // A damaged data file was copied as it is, and no installer touches it.
    program.back_up().map(drop).map_err(|failure| {
        let message = say::not_backed_up(failure.message);
        Failure { message, ..failure }
    })
}

/// Starts the copy by itself, without a shell; it goes on when this program ends.
fn start(update: &Update) -> Reply<()> {
    // Kept until the installer runs, so that it is what was proved.
    let proven = update.prove()?;
    #[cfg(all(unix, feature = "scripted-dialogs"))]
    make_executable(proven.path());
    let null = Stdio::null;
    let started = Command::new(proven.path()).stdin(null()).stdout(null()).stderr(null()).spawn();
    match started {
        Ok(_) => {
            log::info!("the installer of {} was started", update.version());
            Ok(())
        }
        Err(error) => {
            Err(Failure::refused("installer-not-started", say::not_started(error), Vec::new()))
        }
    }
}

/// Windows starts a file by its name; the tests have a script in the installer's place.
#[cfg(all(unix, feature = "scripted-dialogs"))]
fn make_executable(copy: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let permissions = std::fs::Permissions::from_mode(0o700);
    if let Err(error) = std::fs::set_permissions(copy, permissions) {
        log::error!("{}: {error}", copy.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portable_copy_is_not_updated_by_an_installer() {
        assert_eq!(key(true).unwrap_err().code, "portable");
        assert!(key(false).is_ok() || key(false).unwrap_err().code != "portable");
    }
}
