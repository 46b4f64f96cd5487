//! Where commands run: aside from the workers of the event loop.

use std::sync::Arc;

use tauri::ipc::Invoke;
use tauri::{Runtime, async_runtime};

/// Runs each command of a handler on a thread that may wait: for a dialog, a lock, a disk.
///
/// The workers of the event loop are as many as the computer has cores. Commands that wait there
/// hold up every other command, live points among them, as soon as there are as many as cores.
pub(super) fn aside<R: Runtime>(
    handler: impl Fn(Invoke<R>) -> bool + Send + Sync + 'static,
) -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    let handler = Arc::new(handler);
    move |invoke| {
        let handler = Arc::clone(&handler);
        // The answer goes to the window through the call itself, so that nobody awaits the thread.
        drop(async_runtime::spawn_blocking(move || {
            let command = invoke.message.command().to_owned();
            let resolver = invoke.resolver.clone();
            if !handler(invoke) {
                resolver.reject(format!("there is no command {command}"));
            }
        }));
        true
    }
}
