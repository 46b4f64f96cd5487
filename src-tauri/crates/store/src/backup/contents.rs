//! Contents beside the backups: each once, under its hash, however many backups name it.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::content;
use crate::error::{Error, Result};
use crate::file::{self, make_whole, unwritable};
use crate::sha256::Hash;
use crate::store::Store;

/// The folder of contents in the folder of backups.
const FOLDER: &str = "contents";

impl Store {
    /// The contents that are not beside the backups in this folder yet, by SHA-256 in hex.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn contents_to_back_up(&self, folder: &Path) -> Result<Vec<String>> {
        let there = names(&folder.join(FOLDER));
        let all = content::present(self.connection())?.into_iter().map(Hash::hex);
        Ok(all.filter(|hash| !there.contains(OsStr::new(hash))).collect())
    }

    /// Copies a content beside the backups in this folder. One that is lost or altered is left out:
    /// it must not keep the others from being kept, and the check of the file names it.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Io`] for the folder.
    pub fn back_up_content(&self, folder: &Path, sha256: &str) -> Result<()> {
        let folder = folder.join(FOLDER);
        let hash = Hash::from_hex(sha256).ok_or_else(|| Error::damaged(sha256))?;
        fs::create_dir_all(&folder).map_err(|source| unwritable(&folder, source))?;
        match self.copy_content(hash, &folder.join(sha256)) {
            Err(Error::Damaged { .. }) => Ok(()),
            other => other,
        }
    }

    /// Copies a content into a file of its own.
    fn copy_content(&self, hash: Hash, path: &Path) -> Result<()> {
        make_whole((&file::beside(path, ".part"), path), |draft| {
            let failed = |source| unwritable(draft, source);
            let mut target = File::create(draft).map_err(failed)?;
            content::give_out(self.connection(), hash, &mut target).map_err(
                |error| match error {
                    Error::NotWritten { source } => failed(source),
                    other => other,
                },
            )?;
            target.sync_all().map_err(failed)
        })
    }
}

/// Removes contents beside the backups that neither this data file nor any backup names: nobody
/// could put them back. Where a backup cannot be read, everything stays.
pub(super) fn remove_unnamed(connection: &Connection, folder: &Path) -> Result<()> {
    let mut named: HashSet<OsString> = HashSet::new();
    let mut note = |connection: &Connection| -> Result<()> {
        named.extend(content::hashes(connection)?.into_iter().map(|hash| hash.hex().into()));
        Ok(())
    };
    note(connection)?;
    for backup in super::backups(folder) {
        let backup = file::connect(&backup.path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // One older than contents names none.
        if backup.table_exists(Some("main"), "content")? {
            note(&backup)?;
        }
    }
    let folder = folder.join(FOLDER);
    for name in names(&folder).difference(&named) {
        if name.to_str().and_then(Hash::from_hex).is_some() {
            // One that cannot be removed now is not named at the next backup either.
            let _ = fs::remove_file(folder.join(name));
        }
    }
    Ok(())
}

/// What lies in a folder; nothing where there is none.
fn names(folder: &Path) -> HashSet<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

/// Puts into a restored file the contents that lie beside its backup. One that is lost or altered
/// stays out: the check of the file names it, and everything else is there.
pub(super) fn put_back(connection: &Connection, backup: &Path) -> Result<()> {
    let folder = backup.parent().unwrap_or(Path::new("")).join(FOLDER);
    for hash in content::missing(connection)? {
        put_back_one(connection, hash, &folder.join(hash.hex()))?;
    }
    Ok(())
}

fn put_back_one(connection: &Connection, hash: Hash, path: &Path) -> Result<()> {
    if !path.is_file() {
        return Ok(());
    }
    let transaction = connection.unchecked_transaction()?;
    if content::put_back(&transaction, hash, path)? {
        transaction.commit()?;
    }
    Ok(())
}
