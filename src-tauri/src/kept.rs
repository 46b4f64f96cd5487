//! What is kept on this computer between two starts: settings, and which data file was open.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use backend::{KnownCode, files};
use serde::{Deserialize, Serialize};
use views::Settings;
use words::shell as say;

use crate::signing_paths::SigningPaths;

/// Sizes of text that the window offers, in percent.
const TEXT_SIZES: std::ops::RangeInclusive<u16> = 100..=200;

/// How often a file that cannot be read is tried again at once, and after which rest: services that
/// scan or copy files hold them for moments.
const TRIES: u32 = 5;
const REST: Duration = Duration::from_millis(100);
/// Files set aside that may stand side by side.
const MOST_ASIDE: u32 = 99;

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
    /// What a content says. Sizes of text that the window does not offer become ones that it does.
    fn parse(content: &[u8]) -> serde_json::Result<Self> {
        let mut kept: Self = serde_json::from_slice(content)?;
        let size = kept.settings.text_size;
        kept.settings.text_size = size.clamp(*TEXT_SIZES.start(), *TEXT_SIZES.end());
        Ok(kept)
    }

    /// The defaults with the data file that a content names which cannot be understood as a whole,
    /// so that a damaged file of settings does not lose the known data file.
    fn salvage(content: &[u8]) -> Self {
        const NAME: &[u8] = b"\"dataFile\"";
        let at = content.windows(NAME.len()).position(|window| window == NAME);
        let value = at.and_then(|at| content.get(at + NAME.len()..)).map(<[u8]>::trim_ascii_start);
        let value = value.and_then(|rest| rest.strip_prefix(b":")).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_slice(value).into_iter::<Option<PathBuf>>();
        Self { data_file: values.next().and_then(Result::ok).flatten(), ..Self::default() }
    }

    /// Writes the file, whole or not at all.
    fn write(&self, path: &Path) -> backend::Result<()> {
        // These types have no map with keys other than text, so that they always become JSON.
        let content = serde_json::to_vec_pretty(self).unwrap_or_default();
        files::write_own(path, &content)
    }
}

/// The file of settings. While it cannot be read, nothing is written over it.
#[derive(Debug)]
pub(crate) struct KeptFile {
    path: PathBuf,
    /// What it says; none while it cannot be read.
    kept: Option<Kept>,
    warning: Option<String>,
}

impl KeptFile {
    /// The file at this path, read where it can be. One that can be read and not understood is set
    /// aside and said so; then, as where there is none, the defaults hold.
    pub(crate) fn open(path: PathBuf) -> Self {
        let mut file = Self { path, kept: None, warning: None };
        if let Err(error) = file.read() {
            log::warn!("{}: {}", file.path.display(), error.message);
        }
        file
    }

    /// What the file says, read now unless it was read already.
    ///
    /// # Errors
    /// While it cannot be read, as where another program holds it; it then stands as it was.
    pub(crate) fn read(&mut self) -> backend::Result<&Kept> {
        let kept = match self.kept.take() {
            Some(kept) => kept,
            None => self.understood(read_patiently(&self.path)?),
        };
        Ok(self.kept.insert(kept))
    }

    /// What the file says; the defaults while it cannot be read.
    pub(crate) fn get(&self) -> Kept {
        self.kept.clone().unwrap_or_default()
    }

    /// What the person should know of the file.
    pub(crate) fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Changes what is kept, and writes it.
    ///
    /// # Errors
    /// If the file cannot be read or written; then nothing has changed.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Kept)) -> backend::Result<()> {
        let mut changed = self.read()?.clone();
        change(&mut changed);
        changed.write(&self.path)?;
        // That this copy cannot be written does not undo the change.
        if let Err(error) = changed.write(&copy(&self.path)) {
            log::warn!("{}", error.message);
        }
        self.kept = Some(changed);
        Ok(())
    }

    /// What a content says; one without any is that of a file that is not there.
    fn understood(&mut self, content: Option<Vec<u8>>) -> Kept {
        let Some(content) = content else {
            return Kept::default();
        };
        Kept::parse(&content).unwrap_or_else(|error| {
            self.warning = Some(set_aside(&self.path, &error));
            let salvaged = Kept::salvage(&content);
            let data_file = salvaged.data_file.or_else(|| data_file_of_copy(&self.path));
            Kept { data_file, ..salvaged }
        })
    }
}

/// The data file that the copy of the settings names.
fn data_file_of_copy(path: &Path) -> Option<PathBuf> {
    let content = files::read(&copy(path)).ok()?;
    Kept::parse(&content).ok()?.data_file
}

/// A copy of the settings, so that a damaged file of them loses no data file.
fn copy(path: &Path) -> PathBuf {
    path.with_extension("copy.json")
}

/// Reads a file, again and again for a moment where it cannot be read; none where its folder is there
/// and has no such file.
/// A file that is too large to be settings has a content that says nothing.
fn read_patiently(path: &Path) -> backend::Result<Option<Vec<u8>>> {
    let mut tries = 1;
    let has_folder = path.parent().is_some_and(Path::is_dir);
    loop {
        match files::read(path) {
            Ok(content) => return Ok(Some(content)),
            Err(error) if has_folder && error.known() == Some(KnownCode::MissingFile) => {
                return Ok(None);
            }
            Err(error) if error.known() == Some(KnownCode::TooLarge) => {
                return Ok(Some(Vec::new()));
            }
            Err(_) if !has_folder => return Err(no_folder(path)),
            Err(error) if tries == TRIES => return Err(error),
            Err(_) => thread::sleep(REST),
        }
        tries += 1;
    }
}

fn no_folder(path: &Path) -> backend::Error {
    let folder = path.parent().unwrap_or(path);
    backend::Error::path("folder-missing", words::files::folder_missing(folder.display()))
}

/// Sets a file aside that cannot be understood, beside those set aside before, and gives the warning.
fn set_aside(path: &Path, error: &dyn std::fmt::Display) -> String {
    log::warn!("{}: {error}", path.display());
    let numbered = (2..=MOST_ASIDE).map(|number| format!("unreadable.{number}.json"));
    let mut endings = std::iter::once("unreadable.json".to_owned()).chain(numbered);
    let aside = endings.find_map(|ending| {
        let aside = path.with_extension(ending);
        (!aside.exists()).then_some(aside)
    });
    let aside = aside.unwrap_or_else(|| path.with_extension("unreadable.json"));
    match std::fs::rename(path, &aside) {
        Ok(()) => say::settings_set_aside(aside.display()),
        Err(error) => say::settings_not_written(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        (folder, path)
    }

    #[test]
    fn settings_come_back_as_they_were_written() {
        let (_folder, path) = file();
        let settings = Settings { text_size: 150, ..Settings::default() };
        let kept = Kept { data_file: Some("C:/a.db".into()), settings, ..Kept::default() };
        kept.write(&path).unwrap();
        let read = KeptFile::open(path);
        assert_eq!((read.get(), read.warning()), (kept, None));
    }

    #[test]
    fn settings_that_cannot_be_understood_are_set_aside_and_said_so() {
        let (_folder, path) = file();
        for (number, aside) in
            ["settings.unreadable.json", "settings.unreadable.2.json"].into_iter().enumerate()
        {
            let content = format!("{{\"settings\": {number}");
            std::fs::write(&path, &content).unwrap();
            let read = KeptFile::open(path.clone());
            assert_eq!(read.get(), Kept::default());
            assert!(read.warning().unwrap().contains(aside));
            assert!(!path.exists());
            assert_eq!(std::fs::read_to_string(path.with_file_name(aside)).unwrap(), content);
        }
    }

    #[test]
    fn known_data_file_outlives_settings_that_cannot_be_understood() {
        for content in [
            r#"{"dataFile": "D:\\\u0110i\u1ec3m\\a.db", "settings": 5}"#,
            r#"{"dataFile" : "D:\\\u0110i\u1ec3m\\a.db", "lastFolder": "C:/x"#,
        ] {
            let (_folder, path) = file();
            std::fs::write(&path, content).unwrap();
            let mut read = KeptFile::open(path);
            assert_eq!(read.get().data_file, Some("D:\\Điểm\\a.db".into()), "{content}");
            assert!(read.warning().is_some());
            assert_eq!(read.read().unwrap().settings, Settings::default());
        }
        let (_folder, path) = file();
        std::fs::write(&path, r#"{"dataFile": "D:/a"#).unwrap();
        assert_eq!(KeptFile::open(path).get(), Kept::default());
    }

    #[test]
    fn known_data_file_outlives_settings_that_are_empty() {
        let (_folder, path) = file();
        let mut first = KeptFile::open(path.clone());
        first.change(|kept| kept.data_file = Some("D:/a.db".into())).unwrap();
        std::fs::write(&path, "").unwrap();
        let read = KeptFile::open(path);
        assert_eq!(read.get(), Kept { data_file: Some("D:/a.db".into()), ..Kept::default() });
        assert!(read.warning().is_some());
    }

    #[test]
    fn file_too_large_to_be_settings_is_set_aside() {
        let (_folder, path) = file();
        std::fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let read = KeptFile::open(path.clone());
        assert_eq!(read.get(), Kept::default());
        assert!(read.warning().is_some());
        assert!(path.with_extension("unreadable.json").exists());
    }

    #[test]
    fn settings_that_cannot_be_read_stay_where_they_are_and_come_back() {
        let (folder, path) = file();
        let kept = Kept { data_file: Some("C:/a.db".into()), ..Kept::default() };
        // A folder of the name is refused on every system, for every user, as a held file is.
        std::fs::create_dir(&path).unwrap();
        let mut read = KeptFile::open(path.clone());
        assert!(read.read().is_err());
        assert!(read.change(|kept| kept.last_folder = Some("C:/x".into())).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(path.is_dir());

        std::fs::remove_dir(&path).unwrap();
        kept.write(&path).unwrap();
        read.change(|kept| kept.last_folder = Some("C:/x".into())).unwrap();
        let both = Kept { last_folder: Some("C:/x".into()), ..kept };
        assert_eq!(KeptFile::open(path).get(), both);
        assert_eq!(read.warning(), None);
    }

    #[test]
    fn settings_of_an_older_program_keep_what_they_have() {
        let (_folder, path) = file();
        std::fs::write(&path, r#"{"settings":{"textSize":400,"person":"Lan"}}"#).unwrap();
        let read = KeptFile::open(path);
        let settings = read.get().settings;
        assert_eq!((settings.text_size, settings.person.as_str()), (200, "Lan"));
        assert_eq!(read.warning(), None);
    }
}
