//! Backups of the data file.

use std::path::{Path, PathBuf};

use store::Backup;

use super::Office;
use crate::error::Result;
use crate::files;

impl Office {
    /// Backs the data file up into a folder, unless nothing has changed since the last time.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn back_up(&self, folder: &Path) -> Result<Option<PathBuf>> {
        files::make_folder(folder)?;
        Ok(self.store.back_up(folder, self.clock.now())?)
    }

    /// The contents of files that are not beside the backups yet, by SHA-256 in hex.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn contents_to_back_up(&self, folder: &Path) -> Result<Vec<String>> {
        Ok(self.store.contents_to_back_up(folder)?)
    }

    /// Copies a content beside the backups; each may be large, so that others can work in between.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn back_up_content(&self, folder: &Path, sha256: &str) -> Result<()> {
        Ok(self.store.back_up_content(folder, sha256)?)
    }
}

/// The backups in a folder, the newest first.
pub fn backups(folder: &Path) -> Vec<Backup> {
    store::backups(folder)
}

/// Puts a backup in the data file's place; what stands there is kept under another name.
///
/// # Errors
/// If the backup cannot be read or the data file not be written.
pub fn restore(backup: &Path, data_file: &Path) -> Result<()> {
    store::restore(backup, data_file)?;
    Ok(())
}
