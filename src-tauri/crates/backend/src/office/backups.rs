//! Backups of the data file.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use store::{BackedUp, Backup, ContentsBeside, Damage, PendingBackup, Restored, Verified};

use super::{Clock, Office, holder};
use crate::error::{Error, Result};
use crate::files;

/// A backup that is being taken, in steps of which only some need the data file: between them others
/// can work with it. Contents of files come first, so that no backup names one that is not there.
pub struct BackupRun {
    folder: PathBuf,
    /// The data file that is backed up; in the meantime another may have been opened.
    data_file: PathBuf,
    contents: ContentsBeside,
    copy: Option<PendingBackup>,
    /// What kept contents from being written; the data file is backed up all the same.
    failed: Option<Error>,
}

/// What a backup did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupDone {
    /// What came of the data file.
    pub data_file: BackedUp,
    /// Contents that could not be kept, because the data file does not have them whole.
    pub lost: usize,
    /// What kept other contents from being written.
    pub failed: Option<Error>,
}

impl BackupRun {
    /// Finds what is to be done.
    ///
    /// # Errors
    /// If the folder cannot be made or the data file be read.
    pub fn begin(office: &Office, folder: &Path) -> Result<Self> {
        files::make_folder(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            data_file: office.path().to_owned(),
            contents: ContentsBeside::begin(&office.store, folder, office.today())?,
            copy: None,
            failed: None,
        })
    }

    /// The next content that the data file must give; those that are kept already are proved on the
    /// way.
    pub fn next_content(&mut self) -> Option<String> {
        if self.failed.is_some() { None } else { self.contents.next_due() }
    }

    /// Writes that content. Where the folder takes nothing any more, the next is none.
    pub fn write_content(&mut self, office: &Office, sha256: &str) {
        if self.is_of(office) {
            self.failed = self.contents.write(&office.store, sha256).err().map(Error::from);
        }
    }

    /// Copies the data file, unless nothing has changed.
    ///
    /// # Errors
    /// If the folder cannot be written or the data file be read.
    pub fn copy(&mut self, office: &Office) -> Result<()> {
        if self.is_of(office) {
            self.copy = office.store.begin_backup(&self.folder, office.clock.now())?;
        }
        Ok(())
    }

    /// Proves the copy and gives it its name.
    ///
    /// # Errors
    /// If the folder cannot be written or the copy is not sound.
    pub fn finish(self) -> Result<BackupDone> {
        let Self { contents, copy, failed, .. } = self;
        let lost = contents.finish();
        let data_file = copy.map_or(Ok(BackedUp::UpToDate), PendingBackup::finish)?;
        Ok(BackupDone { data_file, lost, failed })
    }

    fn is_of(&self, office: &Office) -> bool {
        office.path() == self.data_file
    }
}

impl Office {
    /// Backs the data file up into a folder, with the contents of files, unless nothing has changed
    /// since the last time.
    ///
    /// # Errors
    /// If the folder cannot be written or the copy is not sound.
    pub fn back_up(&self, folder: &Path) -> Result<BackupDone> {
        let mut run = BackupRun::begin(self, folder)?;
        while let Some(content) = run.next_content() {
            run.write_content(self, &content);
        }
        run.copy(self)?;
        run.finish()
    }
}

/// The backups in a folder, the one that was made last first.
pub fn backups(folder: &Path) -> Vec<Backup> {
    store::backups(folder)
}

/// The backups of a data file in a folder, the one that was made last first.
pub fn backups_of(folder: &Path, data_file: &Path) -> Vec<Backup> {
    store::backups_of_file(folder, data_file)
}

/// Where the backups of a data file usually lie: beside it, or in the program's folder for the one
/// that the window made there.
pub fn backup_folder(data_file: &Path) -> PathBuf {
    let beside_it = data_file.with_file_name("backups");
    if data_file.file_name().is_some_and(|name| name == "cchc.db") && beside_it.is_dir() {
        return beside_it;
    }
    let mut name = data_file.as_os_str().to_owned();
    name.push(".backups");
    name.into()
}

/// The present moment in the office's time.
pub fn now() -> DateTime<FixedOffset> {
    Clock::System.now()
}

/// Proves a backup with every content that belongs to it.
///
/// # Errors
/// If it is no data file or cannot be read.
pub fn verify_backup(backup: &Path) -> Result<Verified> {
    let folder = files::drafts(&std::env::temp_dir())?;
    Ok(store::verify(backup, folder.path(), &holder(&super::user()))?)
}

/// Puts a backup in the data file's place; what stands there is kept under another name.
///
/// # Errors
/// If the backup cannot be read or the data file not be written.
pub fn restore(backup: &Path, data_file: &Path) -> Result<Restored> {
    Ok(store::restore(backup, data_file)?)
}

/// The single damages in words, without names that only an opened data file knows.
pub fn damages(damages: &[Damage]) -> Vec<String> {
    damages.iter().map(crate::wording::damage).collect()
}
