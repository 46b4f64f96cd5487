//! The log file in the program's folder, and what goes there when something panics.

use std::path::Path;

use log::LevelFilter;
use tauri::AppHandle;
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};
use words::shell as say;

/// The log file's name without its ending.
pub(crate) const NAME: &str = "par-index";
/// Bytes after which a new log file begins.
const LARGEST: u128 = 1_000_000;
/// Log files that are kept.
const FILES: usize = 5;

/// Starts the log; the warning if it cannot be written, which is no reason not to work.
pub(crate) fn start(app: &AppHandle, folder: &Path) -> Option<String> {
    let target = TargetKind::Folder { path: folder.to_owned(), file_name: Some(NAME.to_owned()) };
    let plugin = Builder::new()
        .clear_targets()
        .target(Target::new(target))
        .level(LevelFilter::Info)
        .max_file_size(LARGEST)
        .rotation_strategy(RotationStrategy::KeepSome(FILES))
        .build();
    let started = app.plugin(plugin);
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        log::error!("{panic}");
        log::logger().flush();
        earlier(panic);
    }));
    started.err().map(|_| say::log_not_written().to_owned())
}
