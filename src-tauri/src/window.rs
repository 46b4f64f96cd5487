//! The one window.

use std::path::Path;

use tauri::plugin::TauriPlugin;
use tauri::{
    App, AppHandle, DragDropEvent, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_window_state::StateFlags;
use words::shell as say;

use crate::program::Program;

/// Its label, as the capabilities name it.
const LABEL: &str = "main";

/// Opens it.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(say::title())
        .inner_size(1280.0, 680.0)
        .maximized(true)
        .min_inner_size(800.0, 560.0)
        .center()
        .build()?;
    let handle = app.handle().clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
            handle.state::<Program>().incoming.drop_here(paths);
        }
    });
    Ok(())
}

/// Brings it to the front, because the program was started once more.
pub(crate) fn focus(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let shown = window.unminimize().and_then(|()| window.set_focus());
        if let Err(error) = shown {
            log::warn!("the window cannot be brought to the front: {error}");
        }
    }
}

/// Keeps size and place of the window in this file.
pub(crate) fn state_plugin(file: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_filename(file.to_string_lossy())
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}
