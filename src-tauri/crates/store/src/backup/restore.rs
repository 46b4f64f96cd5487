//! Putting a backup in the place of the data file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::copy;
use crate::error::{Error, Result};
use crate::file::{beside, free_name, must_be_data_file, must_be_free, remove, unwritable};

/// What `SQLite` may leave beside a file that was not closed; it belongs to that file alone.
const COMPANIONS: [&str; 3] = [LOG, "-journal", "-shm"];
/// The write-ahead log among them.
const LOG: &str = "-wal";

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
    let part = beside(data_file, ".restore");
    let restored = prepare(backup, &part).and_then(|()| exchange(&part, data_file));
    if restored.is_err() {
        // What failed is told; the remainder is removed at the next attempt.
        let _ = discard(&part);
    }
    restored
}

/// Makes a sound copy of the backup beside the data file.
fn prepare(backup: &Path, part: &Path) -> Result<()> {
    discard(part)?;
    duplicate(backup, part)?;
    let log = beside(backup, LOG);
    if log.exists() {
        duplicate(&log, &beside(part, LOG))?;
    }
    copy::settle(part).map(drop).map_err(|error| match error {
        Error::BadBackup { detail, .. } => Error::BadBackup { path: backup.to_owned(), detail },
        other => other,
    })
}

/// Puts the copy in the place of the data file, or leaves everything as it was.
fn exchange(part: &Path, data_file: &Path) -> Result<Option<PathBuf>> {
    let place =
        |from: &Path| fs::rename(from, data_file).map_err(|source| unwritable(data_file, source));
    if !data_file.exists() {
        return place(part).map(|()| None);
    }
    must_be_free(data_file)?;
    let kept = free_name(data_file, ".old", "db");
    move_whole(data_file, &kept)?;
    if let Err(error) = place(part) {
        // Nothing stands in the way of the old file: its name has just been left.
        move_whole(&kept, data_file)?;
        return Err(error);
    }
    Ok(Some(kept))
}

/// Renames a file with what belongs to it.
fn move_whole(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|source| unwritable(from, source))?;
    for companion in COMPANIONS.map(|suffix| (beside(from, suffix), beside(to, suffix))) {
        if companion.0.exists() {
            fs::rename(&companion.0, &companion.1)
                .map_err(|source| unwritable(&companion.0, source))?;
        }
    }
    Ok(())
}

fn discard(part: &Path) -> Result<()> {
    remove(part)?;
    COMPANIONS.iter().try_for_each(|companion| remove(&beside(part, companion)))
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
