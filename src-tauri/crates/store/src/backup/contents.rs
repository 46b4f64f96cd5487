//! Contents beside the backups: each once, under its hash, however many backups name it.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;

use crate::content;
use crate::error::{Error, Result};
use crate::file::{self, make_whole, unwritable};
use crate::sha256::Hash;
use crate::store::Store;

/// The folder of contents in the folder of backups.
const FOLDER: &str = "contents";

/// Bytes after which a call ends, and contents: others wait no longer than these take.
const BYTES: u64 = 16 << 20;
const CONTENTS: usize = 32;

impl Store {
    /// Copies contents that are not beside the backups in this folder yet, until they come to some
    /// 16 MiB, and tells whether there were any: a caller goes on until there are none, and lets
    /// others work in between.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Io`] for the folder.
    pub fn back_up_content(&self, folder: &Path) -> Result<bool> {
        let folder = folder.join(FOLDER);
        let there = names(&folder);
        let hashes = content::hashes(self.connection())?;
        let missing = hashes.into_iter().filter(|hash| !there.contains(OsStr::new(&hash.hex())));
        let (mut bytes, mut copied) = (0, 0);
        for hash in missing {
            if copied == 0 {
                fs::create_dir_all(&folder).map_err(|source| unwritable(&folder, source))?;
            }
            bytes += self.copy_content(hash, &folder.join(hash.hex()))?;
            copied += 1;
            if bytes >= BYTES || copied == CONTENTS {
                break;
            }
        }
        Ok(copied > 0)
    }

    /// Copies a content into a file of its own and gives its size in bytes.
    fn copy_content(&self, hash: Hash, path: &Path) -> Result<u64> {
        let mut bytes = 0;
        make_whole((&file::beside(path, ".part"), path), |draft| {
            let failed = |source| unwritable(draft, source);
            let mut target = File::create(draft).map_err(failed)?;
            content::give_out(self.connection(), hash, &mut target).map_err(
                |error| match error {
                    Error::NotWritten { source } => failed(source),
                    other => other,
                },
            )?;
            target.sync_all().map_err(failed)?;
            bytes = target.metadata().map_err(failed)?.len();
            Ok(())
        })?;
        Ok(bytes)
    }
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
