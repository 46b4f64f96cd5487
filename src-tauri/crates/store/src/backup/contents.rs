//! Contents beside the backups: each once, under its hash, however many backups name it.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;

use crate::content;
use crate::error::{Error, Result};
use crate::file::{self, unwritable};
use crate::sha256::Hash;
use crate::store::Store;

/// The folder of contents in the folder of backups.
const FOLDER: &str = "contents";

impl Store {
    /// Copies one content that is not beside the backups in this folder yet, and tells whether
    /// there was one: a caller goes on until there is none, and lets others work in between.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Io`] for the folder.
    pub fn back_up_content(&self, folder: &Path) -> Result<bool> {
        let folder = folder.join(FOLDER);
        let hashes = content::hashes(self.connection())?;
        let missing = hashes.into_iter().find(|hash| !folder.join(hash.hex()).exists());
        let Some(hash) = missing else {
            return Ok(false);
        };
        fs::create_dir_all(&folder).map_err(|source| unwritable(&folder, source))?;
        let path = folder.join(hash.hex());
        let draft = file::beside(&path, ".part");
        let failed = |source| unwritable(&draft, source);
        let mut target = File::create(&draft).map_err(failed)?;
        content::give_out(self.connection(), hash, &mut target).map_err(|error| match error {
            Error::NotWritten { source } => failed(source),
            other => other,
        })?;
        target.sync_all().map_err(failed)?;
        drop(target);
        fs::rename(&draft, &path).map_err(|source| unwritable(&path, source))?;
        Ok(true)
    }
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
