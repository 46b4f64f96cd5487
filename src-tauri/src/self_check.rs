//! What the program looks at when it starts, and says in words.

use std::path::Path;

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use words::shell as say;

/// The oldest web view for which the screens are built: the last one for Windows 7 and 8.1
/// (<https://learn.microsoft.com/microsoft-edge/webview2/release-notes>, runtime 109).
#[cfg(windows)]
const OLDEST_WEB_VIEW: (u32, u32) = (109, 0);
/// The `WebKitGTK` that has what Safari 16.4 has (<https://webkitgtk.org/2023/03/17/webkitgtk2.40.0-released.html>).
#[cfg(not(windows))]
const OLDEST_WEB_VIEW: (u32, u32) = (2, 40);

/// Services that keep a folder the same on several computers, as they name their folders.
const SYNCHRONISED: [(&str, &str); 7] = [
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
];

/// The service that synchronises the folder of a file, if its path names one.
pub(crate) fn synchronised(path: &Path) -> Option<&'static str> {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let mut names = folders.map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    names.find_map(|name| {
        let service = SYNCHRONISED.iter().find(|(folder, _)| name.starts_with(folder))?;
        Some(service.1)
    })
}

/// The warning for a web view that is too old; it is shown at once by the system, because the
/// window itself may stay blank.
pub(crate) fn old_web_view(app: &AppHandle) -> Option<String> {
    let found = match tauri::webview_version() {
        Ok(found) => found,
        Err(error) => {
            log::warn!("the web view's version is unknown: {error}");
            return None;
        }
    };
    log::info!("web view {found}");
    if version(&found) >= OLDEST_WEB_VIEW {
        return None;
    }
    let needed = format!("{}.{}", OLDEST_WEB_VIEW.0, OLDEST_WEB_VIEW.1);
    let component = if cfg!(windows) { say::webview2() } else { say::webkitgtk() };
    let warning = say::old_web_view(&found, needed, component);
    let message = app.dialog().message(warning.clone()).title(say::title());
    message.kind(MessageDialogKind::Warning).show(|_| {});
    Some(warning)
}

/// The first two numbers of a version; 0 where there is none.
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|number| number.trim().parse().unwrap_or_default());
    (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synchronised_folders_are_known_by_their_names() {
        let cases = [
            ("/home/lan/OneDrive - UBND/cchc.db", Some("OneDrive")),
            ("/home/lan/My Drive/a/cchc.db", Some("Google Drive")),
            ("/home/lan/Dropbox/cchc.db", Some("Dropbox")),
            ("/home/lan/cchc/dropbox.db", None),
            ("/home/lan/.local/share/cchc/cchc.db", None),
        ];
        for (path, expected) in cases {
            assert_eq!(synchronised(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn versions_compare_as_numbers_and_not_as_text() {
        assert!(version("2.50.1") > version("2.6.9"));
        assert!(version("109.0.1518.78") >= (109, 0));
        assert!(version("94.0.992.31") < (109, 0));
    }
}
