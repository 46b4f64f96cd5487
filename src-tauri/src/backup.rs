//! Backups that nobody asks for: soon after the first screen stands, then now and again, in a pause.

use std::sync::Once;
use std::thread;
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager};

use crate::program::{NO_DATA_FILE, Program, told};

/// How long the person may work before the first one, so that the first steps are not held up.
const SOON: Duration = Duration::from_secs(5);
/// How long from one to the next; where nothing has changed, none is made.
const LATER: Duration = Duration::from_mins(20);

/// A pause of the person, in which a backup holds nothing up.
const PAUSE: Duration = Duration::from_secs(2);
/// How long a backup waits for one; somebody who never pauses needs it all the same.
const PATIENCE: Duration = Duration::from_mins(5);

static STARTED: Once = Once::new();

/// Begins, the first time that it is called. What fails is logged; the list of dossiers tells it
/// by the date of the last backup.
pub(crate) fn in_background(app: AppHandle) {
    STARTED.call_once(|| {
        thread::spawn(move || {
            thread::sleep(SOON);
            loop {
                let program = app.state::<Program>();
                await_pause(&program);
                take(&program);
                free_unused(&program);
                thread::sleep(LATER);
            }
        });
    });
}

/// Gives the room of contents back that nothing needs any more, a little at a time: nobody has asked
/// for it, and whoever works must not wait for it.
fn free_unused(program: &Program) {
    let freed = program.unasked(|office| Ok(office.remove_unused()?)).and_then(|freed| {
        while program.unasked(|office| Ok(office.give_room_back()?))? {}
        Ok(freed)
    });
    match freed {
        Ok(freed) if freed.files > 0 => log::info!("{} bytes were freed", freed.bytes),
        Ok(_) => {}
        Err(failure) if failure.code == NO_DATA_FILE => {}
        Err(failure) => log::warn!("nothing freed: {}: {}", failure.code, failure.message),
    }
}

fn await_pause(program: &Program) {
    let begin = Instant::now();
    while program.pause() < PAUSE && begin.elapsed() < PATIENCE {
        thread::sleep(PAUSE / 4);
    }
}

/// Takes one, unless nothing has changed; that it cannot be taken holds nothing else up.
pub(crate) fn take(program: &Program) {
    match program.back_up().and_then(told) {
        Ok(()) => log::info!("the backup is up to date"),
        Err(failure) if failure.code == NO_DATA_FILE => {}
        Err(failure) => log::warn!("no backup: {}: {}", failure.code, failure.message),
    }
}
