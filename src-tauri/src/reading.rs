//! Reading files of evidence that nobody has read yet, in pauses and one by one.

use std::sync::Once;
use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};
use views::screens::Reply;

use crate::program::{NO_DATA_FILE, Program};

/// The event that tells the window that the register says more.
const READ: &str = "files-read";
/// How often it is looked for files to read.
const NOW_AND_AGAIN: Duration = Duration::from_secs(2);
/// A pause of the person, in which keeping what was read holds up no key.
const PAUSE: Duration = Duration::from_millis(400);
/// Files after which the window is told.
const TELL_EVERY: usize = 20;

static STARTED: Once = Once::new();

/// Begins, the first time that it is called.
pub(crate) fn in_background(app: AppHandle) {
    STARTED.call_once(|| {
        thread::spawn(move || {
            loop {
                thread::sleep(NOW_AND_AGAIN);
                if let Err(failure) = read_all(&app)
                    && failure.code != NO_DATA_FILE
                {
                    log::warn!("files are not read: {}: {}", failure.code, failure.message);
                    // It would fail again at once.
                    thread::sleep(NOW_AND_AGAIN * 30);
                }
            }
        });
    });
}

fn read_all(app: &AppHandle) -> Reply<()> {
    let program = app.state::<Program>();
    let mut count = 0;
    while read_one(&program)? {
        count += 1;
        if count % TELL_EVERY == 0 {
            tell(app);
        }
    }
    if count % TELL_EVERY != 0 {
        tell(app);
    }
    Ok(())
}

/// Reads the next file; whether there was one.
fn read_one(program: &Program) -> Reply<bool> {
    await_pause(program);
    let Some(file) = program.unasked(|office| Ok(office.next_to_read()?))? else {
        return Ok(false);
    };
    let read = program.inspector()?.read_file(file)?;
    await_pause(program);
    program.unasked(|office| Ok(office.keep_read(&read)?))?;
    Ok(true)
}

fn await_pause(program: &Program) {
    while program.pause() < PAUSE {
        thread::sleep(PAUSE / 4);
    }
}

/// A window that is just closing needs not be told.
fn tell(app: &AppHandle) {
    if let Err(error) = app.emit(READ, ()) {
        log::debug!("{error}");
    }
}
