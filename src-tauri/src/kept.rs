//! What is kept on this computer between two starts: settings, and which data file was open.

use std::path::{Path, PathBuf};

use backend::files;
use serde::{Deserialize, Serialize};
use views::Settings;
use words::shell as say;

use crate::signing_paths::SigningPaths;

/// Sizes of text that the window offers, in percent.
const TEXT_SIZES: std::ops::RangeInclusive<u16> = 100..=200;

/// The content of `settings.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Kept {
    /// The data file that was open last.
    pub(crate) data_file: Option<PathBuf>,
    /// The folder of the last export.
    pub(crate) last_folder: Option<PathBuf>,
    /// The folder into which the scanner writes.
    pub(crate) scan_folder: Option<PathBuf>,
    /// With which files reports are signed, and whose certificates are trusted.
    pub(crate) signing: SigningPaths,
    /// Settings.
    pub(crate) settings: Settings,
}

impl Kept {
    /// Reads the file. One that cannot be read or understood is set aside and said so, so that what
    /// it says of the data file is not written over; then, as where there is none, the defaults hold.
    pub(crate) fn read(path: &Path) -> (Self, Option<String>) {
        let content = match files::read(path) {
            Ok(content) => content,
            Err(error) if error.code == "missing-file" => return (Self::default(), None),
            Err(error) => return (Self::default(), Some(set_aside(path, &error.message))),
        };
        match serde_json::from_slice::<Self>(&content) {
            Ok(mut kept) => {
                let size = kept.settings.text_size;
                kept.settings.text_size = size.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
                (kept, None)
            }
            Err(error) => (Self::default(), Some(set_aside(path, &error))),
        }
    }

    /// Writes the file, whole or not at all.
    pub(crate) fn write(&self, path: &Path) -> backend::Result<()> {
        // These types have no map with keys other than text, so that they always become JSON.
        let content = serde_json::to_vec_pretty(self).unwrap_or_default();
        files::write_own(path, &content)
    }
}

/// Sets a file aside that cannot be used, and gives the warning.
fn set_aside(path: &Path, error: &dyn std::fmt::Display) -> String {
    log::warn!("{}: {error}", path.display());
    let aside = path.with_extension("unreadable.json");
    match std::fs::rename(path, &aside) {
        Ok(()) => say::settings_set_aside(aside.display()),
        Err(error) => say::settings_not_written(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let settings = Settings { text_size: 150, ..Settings::default() };
        let kept = Kept { data_file: Some("C:/a.db".into()), settings, ..Kept::default() };
        kept.write(&path).unwrap();
        assert_eq!(Kept::read(&path), (kept, None));
    }

    #[test]
    fn unreadable_settings_are_set_aside_and_said_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        std::fs::write(&path, "{\"settings\": 5").unwrap();
        let (kept, warning) = Kept::read(&path);
        assert_eq!(kept, Kept::default());
        assert!(warning.unwrap().contains("settings.unreadable.json"));
        assert!(!path.exists());
        assert!(path.with_extension("unreadable.json").exists());
    }

    #[test]
    fn settings_that_cannot_be_read_are_kept_aside_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        // Too large to be settings; a file that is denied or locked is met with in the same way.
        std::fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let (kept, warning) = Kept::read(&path);
        assert_eq!(kept, Kept::default());
        assert!(warning.is_some());
        assert!(path.with_extension("unreadable.json").exists());
    }

    #[test]
    fn settings_of_an_older_program_keep_what_they_have() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        std::fs::write(&path, r#"{"settings":{"textSize":400,"person":"Lan"}}"#).unwrap();
        let (kept, warning) = Kept::read(&path);
        assert_eq!((kept.settings.text_size, kept.settings.person.as_str()), (200, "Lan"));
        assert_eq!(warning, None);
    }
}
