//! The window: starts the program and translates between the screens and the backend.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod arguments;
mod backup;
mod commands;
mod dialogs;
mod exports;
mod folder;
mod incoming;
mod kept;
mod logging;
mod looked_at;
mod opened;
mod program;
mod reading;
mod self_check;
mod shown;
mod signing_paths;
mod update;
mod window;
mod works;

use std::path::Path;

use tauri::{App, Builder, Manager, RunEvent, Wry};

use folder::Folder;
use program::Program;

fn main() {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == backend::READ_FILES) {
        // Nobody sees what goes wrong here: the other side sees that it has ended.
        drop(backend::serve_reader(backend::draw));
        return;
    }
    if self_check::tell_missing_web_view() {
        std::process::exit(1);
    }
    let given = arguments::data_folder();
    let mut builder = Builder::default();
    // A folder of its own is for tests and portable use, which may run side by side.
    if given.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            let arguments = arguments.into_iter().skip(1).map(Into::into);
            window::focus(app);
            if let Some(package) = arguments::package(arguments, Path::new(&folder)) {
                incoming::give(app, package);
            }
        }));
    }
    let built = commands::register(builder)
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| set_up(app, given).map_err(Into::into))
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                app.state::<Program>().close();
            }
        }),
        Err(error) => log::error!("the window cannot be opened: {error}"),
    }
}

/// Finds the program's folder, starts the log, opens the window.
fn set_up(app: &mut App<Wry>, given: Option<std::path::PathBuf>) -> tauri::Result<()> {
    let folder = match given {
        Some(folder) => Folder::at(folder),
        None => Folder::usual(app)?,
    };
    let mut warnings = Vec::new();
    if let Err(error) = folder.make() {
        warnings.push(error.message);
    }
    warnings.extend(logging::start(app.handle(), &folder.logs()));
    log::info!("start {} in {}", app.package_info().version, folder.root().display());
    warnings.extend(self_check::old_web_view(app.handle()));
    app.handle().plugin(window::state_plugin(&folder.window_state()))?;
    let program = Program::new(folder, warnings);
    let arguments = std::env::args_os().skip(1);
    if let Some(package) =
        arguments::package(arguments, &std::env::current_dir().unwrap_or_default())
    {
        program.incoming.give(package);
    }
    app.manage(program);
    // The data file is read while the web view comes up.
    let handle = app.handle().clone();
    std::thread::spawn(move || {
        let program = handle.state::<Program>();
        program.start();
        program.clear_earlier();
    });
    window::open(app)
}
