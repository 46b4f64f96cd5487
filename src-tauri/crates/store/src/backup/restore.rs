//! Putting a backup in the place of the data file.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::{contents, copy};
use crate::error::{Error, Result};
use crate::file::{
    beside, companions, free_name, must_be_data_file, must_be_free, rename, unwritable,
};

/// Puts a backup in the place of a data file that nobody has open.
///
/// The file that was there is kept beside under another name, which is given; none where there was
/// no file. The backup itself stays where it is.
///
/// # Errors
/// Whatever makes the backup unfit to be opened, [`Error::BadBackup`] where it is damaged,
/// [`Error::Locked`] where somebody has the data file open; in each case the data file stays.
pub fn restore(backup: &Path, data_file: &Path) -> Result<Option<PathBuf>> {
    must_be_data_file(backup)?;
    if data_file.is_dir() {
        return Err(Error::IsFolder { path: data_file.to_owned() });
    }
    let draft = beside(data_file, ".restore");
    let restored = prepare(backup, &draft).and_then(|()| exchange(&draft, data_file));
    if restored.is_err() {
        // What failed is told; a draft that stays is removed at the next attempt.
        let _ = companions::remove(&draft);
    }
    restored
}

/// Makes a sound copy of the backup beside the data file.
fn prepare(backup: &Path, draft: &Path) -> Result<()> {
    companions::remove(draft)?;
    duplicate(backup, draft)?;
    let log = beside(backup, companions::LOG);
    if log.exists() {
        duplicate(&log, &beside(draft, companions::LOG))?;
    }
    copy::settle_with(draft, |copy| contents::put_back(copy, backup)).map(drop).map_err(|error| {
        match error {
            Error::BadBackup { detail, .. } => Error::BadBackup { path: backup.to_owned(), detail },
            other => other,
        }
    })
}

/// Puts the draft in the place of the data file, or leaves everything as it was.
fn exchange(draft: &Path, data_file: &Path) -> Result<Option<PathBuf>> {
    let place = || rename(draft, data_file).map_err(|source| unwritable(data_file, source));
    if !data_file.exists() {
        return place().map(|()| None);
    }
    must_be_free(data_file)?;
    let kept = free_name(data_file, ".old", "db");
    companions::rename(data_file, &kept)?;
    if let Err(error) = place() {
        companions::rename(&kept, data_file)?;
        return Err(error);
    }
    Ok(Some(kept))
}

/// Copies a file's content, not its permissions: a backup may be read-only.
fn duplicate(from: &Path, to: &Path) -> Result<()> {
    let mut source =
        File::open(from).map_err(|source| Error::Io { path: from.to_owned(), source })?;
    let mut write = || {
        let mut target = File::create(to)?;
        std::io::copy(&mut source, &mut target)?;
        target.sync_all()
    };
    write().map_err(|source| unwritable(to, source))
}
