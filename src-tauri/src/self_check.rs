//! What the program looks at when it starts, and says in words.

use std::ffi::OsString;
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
const SYNCHRONISED: [(&str, &str); 8] = [
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    (say::google_drive(), "Google Drive"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("nextcloud", "Nextcloud"),
];

/// Variables in which `OneDrive` tells its folders, whatever they are called.
const ONE_DRIVE: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// The service that synchronises the folder of a file, as far as it can be told.
pub(crate) fn synchronised(path: &Path) -> Option<&'static str> {
    by_name(path).or_else(|| in_one_drive(path, ONE_DRIVE.map(std::env::var_os)))
}

/// `OneDrive`, if a path lies in one of its folders.
fn in_one_drive(path: &Path, folders: [Option<OsString>; 3]) -> Option<&'static str> {
    let lower = |path: &Path| path.to_string_lossy().to_lowercase();
    let path = lower(path);
    let mut folders = folders.into_iter().flatten().filter(|folder| !folder.is_empty());
    let is_in = |folder: OsString| Path::new(&path).starts_with(lower(Path::new(&folder)));
    folders.any(is_in).then_some("OneDrive")
}

/// The service that a path names.
fn by_name(path: &Path) -> Option<&'static str> {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let mut names = folders.map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    names.find_map(|name| {
        let service = SYNCHRONISED.iter().find(|(folder, _)| name.starts_with(folder))?;
        Some(service.1)
    })
}

/// Tells in a message of the system that there is no web view, without which no window opens, and
/// whether it had to.
#[cfg(windows)]
pub(crate) fn tell_missing_web_view() -> bool {
    let is_missing = tauri::webview_version().is_err();
    if is_missing {
        let message = rfd::MessageDialog::new().set_title(say::title());
        message.set_level(rfd::MessageLevel::Error).set_description(say::no_web_view()).show();
    }
    is_missing
}

/// Elsewhere the program does not even start without.
#[cfg(not(windows))]
pub(crate) fn tell_missing_web_view() -> bool {
    false
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
    let advice = if cfg!(windows) { say::renew_webview2() } else { say::renew_webkitgtk() };
    let warning = say::old_web_view(&found, needed, advice);
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
            ("/home/lan/Drive của tôi/cchc.db", Some("Google Drive")),
            ("/home/lan/Dropbox/cchc.db", Some("Dropbox")),
            ("/home/lan/cchc/dropbox.db", None),
            ("/home/lan/.local/share/cchc/cchc.db", None),
        ];
        for (path, expected) in cases {
            assert_eq!(by_name(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn one_drive_is_known_by_what_the_system_says() {
        let folders = [None, Some("".into()), Some("/home/Lan/Đám mây".into())];
        for (path, expected) in [
            ("/home/lan/đám mây/cchc.db", Some("OneDrive")),
            ("/home/lan/đám mây khác/cchc.db", None),
            ("/home/lan/cchc.db", None),
        ] {
            assert_eq!(in_one_drive(Path::new(path), folders.clone()), expected, "{path}");
        }
    }

    #[test]
    fn versions_compare_as_numbers_and_not_as_text() {
        assert!(version("2.50.1") > version("2.6.9"));
        assert!(version("109.0.1518.78") >= (109, 0));
        assert!(version("94.0.992.31") < (109, 0));
    }
}
