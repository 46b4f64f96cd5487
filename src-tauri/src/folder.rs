//! Where the program keeps its files.

use std::path::{Path, PathBuf};

use tauri::{App, Manager};

/// Its name in the user's own data. Data lies there: it never changes.
const NAME: &str = "Cham diem CCHC";

/// The folder with the data file, settings, log and backups.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// This folder.
    pub(crate) fn at(root: PathBuf) -> Self {
        Self(root)
    }

    /// The folder in the user's own data, which no service copies to other computers.
    pub(crate) fn usual(app: &App) -> tauri::Result<Self> {
        Ok(Self(app.path().local_data_dir()?.join(NAME)))
    }

    /// Makes it, where it is missing.
    pub(crate) fn make(&self) -> backend::Result<()> {
        backend::files::make_folder(&self.0)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    /// The data file's usual place.
    pub(crate) fn data_file(&self) -> PathBuf {
        self.0.join("cchc.db")
    }

    /// How the path of a data file is kept: one in this folder by its name alone, so that the whole
    /// folder may be moved, as on a memory stick.
    pub(crate) fn kept_path(&self, data_file: &Path) -> PathBuf {
        data_file.strip_prefix(&self.0).unwrap_or(data_file).to_owned()
    }

    /// The path of a data file from how it is kept.
    pub(crate) fn resolve(&self, kept: &Path) -> PathBuf {
        self.0.join(kept)
    }

    /// Settings of this computer.
    pub(crate) fn settings(&self) -> PathBuf {
        self.0.join("settings.json")
    }

    /// Where the window stood.
    pub(crate) fn window_state(&self) -> PathBuf {
        self.0.join("window.json")
    }

    /// The folder of the log.
    pub(crate) fn logs(&self) -> PathBuf {
        self.0.join("log")
    }

    /// Documents that were made to be printed.
    pub(crate) fn prints(&self) -> PathBuf {
        self.0.join("in")
    }

    /// Copies of evidence files that were opened.
    pub(crate) fn opened(&self) -> PathBuf {
        self.0.join("mo")
    }

    /// The copy of an installer that updates the program.
    pub(crate) fn updates(&self) -> PathBuf {
        self.0.join("cap-nhat")
    }

    /// The backups of a data file: in this folder for the usual one, else beside it, so that
    /// backups of different files never mix.
    pub(crate) fn backups(&self, data_file: &Path) -> PathBuf {
        if data_file == self.data_file() {
            return self.0.join("backups");
        }
        let mut name = data_file.as_os_str().to_owned();
        name.push(".backups");
        name.into()
    }
}
