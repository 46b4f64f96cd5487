//! An empty window: what the program's start and memory are compared with.
//!
//! Writes the file given as argument when the page draws its first frame, as the program's own
//! first screen is logged, and stays open.

#![allow(clippy::print_stderr, reason = "a program that is started by hand or by the bench")]

use std::path::PathBuf;

use tauri::{Builder, WebviewUrl, WebviewWindowBuilder};

fn main() {
    let signal = std::env::args_os().nth(1).map(PathBuf::from);
    let ran = Builder::default()
        .setup(move |app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .inner_size(1280.0, 720.0)
                .on_document_title_changed(move |_, title| {
                    if let ("drawn", Some(file)) = (title.as_str(), &signal)
                        && let Err(error) = std::fs::write(file, "")
                    {
                        eprintln!("{}: {error}", file.display());
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("examples/empty_window/tauri.conf.json"));
    if let Err(error) = ran {
        eprintln!("{error}");
    }
}
