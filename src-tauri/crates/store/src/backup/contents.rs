//! Contents beside the backups: each once, under its hash, however many backups name it.

use std::collections::{HashSet, VecDeque};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::proved::ProvedOn;
use crate::content::{self, Place};
use crate::error::{Error, Result};
use crate::file::{self, make_whole, unwritable};
use crate::sha256::Hash;
use crate::store::Store;

/// The folder of contents in the folder of backups.
const FOLDER: &str = "contents";
/// Bytes that are read again at a backup, so that it never takes long.
const PROVED_AT_ONCE: u64 = 256 << 20;
/// Bytes read at a time.
const PIECE: usize = 1 << 16;

/// The contents beside the backups in a folder, while they are brought up to date with a data file.
///
/// What is missing or has another size is written; what was not read for a month is read again, little
/// by little, and written anew where it was damaged.
#[derive(Debug)]
pub struct ContentsBeside {
    folder: PathBuf,
    today: NaiveDate,
    proved: ProvedOn,
    /// What is to be looked at: hash in hex, size in bytes.
    due: VecDeque<(String, u64)>,
    /// Everything that the data file has.
    known: HashSet<String>,
    lost: usize,
}

impl ContentsBeside {
    /// Finds what is to be done in a folder of backups.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn begin(store: &Store, folder: &Path, today: NaiveDate) -> Result<Self> {
        let folder = folder.join(FOLDER);
        let proved = ProvedOn::read(&folder);
        let present = content::present_sizes(store.connection())?;
        let known = present.iter().map(|(hash, _)| hash.clone()).collect();
        let is_there = |(hash, bytes): &(String, u64)| {
            fs::metadata(folder.join(hash)).is_ok_and(|file| file.is_file() && file.len() == *bytes)
        };
        let (there, mut due): (Vec<_>, Vec<_>) = present.into_iter().partition(is_there);
        let mut again: Vec<(String, u64)> =
            there.into_iter().filter(|(hash, _)| proved.is_due(hash, today)).collect();
        again.sort_by_key(|(hash, _)| proved.last(hash));
        let mut bytes = 0;
        due.extend(again.into_iter().take_while(|(_, size)| {
            let fits = bytes < PROVED_AT_ONCE;
            bytes += size;
            fits
        }));
        Ok(Self { folder, today, proved, due: due.into(), known, lost: 0 })
    }

    /// The next content that the data file must give, by SHA-256 in hex; none when all is done. Those
    /// that lie there whole are proved on the way, for which the data file is not needed.
    pub fn next_due(&mut self) -> Option<String> {
        while let Some((sha256, _)) = self.due.pop_front() {
            if is_whole(&self.folder.join(&sha256), &sha256) {
                self.proved.note(&sha256, self.today);
                continue;
            }
            self.proved.forget(&sha256);
            return Some(sha256);
        }
        None
    }

    /// Writes a content of the data file. One that is lost, altered or cannot be read there is counted
    /// and left out: it must not keep the others from being kept, and the check of the file names it.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Io`] for the folder.
    pub fn write(&mut self, store: &Store, sha256: &str) -> Result<()> {
        fs::create_dir_all(&self.folder).map_err(|source| unwritable(&self.folder, source))?;
        let hash = Hash::from_hex(sha256).ok_or_else(|| Error::damaged(sha256))?;
        match copy(store.connection(), hash, &self.folder.join(sha256)) {
            Ok(()) => self.proved.note(sha256, self.today),
            Err(error) if error.is_of_content() => self.lost += 1,
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Keeps when what was proved; gives how many contents could not be kept.
    pub fn finish(mut self) -> usize {
        // What is not noted is read again.
        let known = self.known;
        let _ = self.proved.write(&self.folder, |hash| known.contains(hash));
        self.lost
    }
}

/// Copies a content into a file of its own.
fn copy(connection: &Connection, hash: Hash, path: &Path) -> Result<()> {
    make_whole((&file::beside(path, ".part"), path), |draft| {
        let failed = |source| unwritable(draft, source);
        let mut target = File::create(draft).map_err(failed)?;
        content::give_out(connection, hash, &mut target).map_err(|error| match error {
            Error::NotWritten { source } => failed(source),
            other => other,
        })?;
        target.sync_all().map_err(failed)
    })
}

/// Whether a file is there and is what a hash in hex says.
pub(super) fn is_whole(path: &Path, sha256: &str) -> bool {
    let hashed = || -> io::Result<Hash> {
        let mut file = BufReader::with_capacity(PIECE, File::open(path)?);
        let (mut hash, mut piece) = (Sha256::new(), vec![0; PIECE]);
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(Hash(hash.finalize().into())),
                read => hash.update(piece.get(..read).unwrap_or_default()),
            }
        }
    };
    hashed().is_ok_and(|found| found.hex() == sha256)
}

/// Removes contents beside the backups that no backup names: nobody could put them back. Where a backup
/// cannot be read, everything stays.
pub(super) fn remove_unnamed(folder: &Path) -> Result<()> {
    let mut named: HashSet<OsString> = HashSet::new();
    for backup in super::backups(folder) {
        named.extend(named_in(&backup.path)?.into_iter().map(OsString::from));
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

/// The contents that a backup names, by SHA-256 in hex.
pub(super) fn named_in(backup: &Path) -> Result<Vec<String>> {
    let backup = file::connect(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // One older than contents names none.
    if !backup.table_exists(Some("main"), "content")? {
        return Ok(Vec::new());
    }
    Ok(content::hashes(&backup)?.into_iter().map(Hash::hex).collect())
}

/// What lies in a folder; nothing where there is none.
fn names(folder: &Path) -> HashSet<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

/// The content of this hash beside a backup.
pub(super) fn beside(backup: &Path, sha256: &str) -> PathBuf {
    backup.parent().unwrap_or(Path::new("")).join(FOLDER).join(sha256)
}

/// Puts into a restored file the contents that lie beside its backup. One that is lost, altered or
/// unreadable stays out and is given: everything else is there.
pub(super) fn put_back(connection: &Connection, backup: &Path) -> Result<Vec<String>> {
    let has_absent = connection.table_exists(Some("main"), "absent_content")?;
    let mut lost = Vec::new();
    for hash in content::missing(connection)? {
        // What stayed with the sender of a package may have come since, and is no loss where it has not.
        let is_absent = has_absent && matches!(content::place(connection, hash)?, Place::Absent(_));
        if !put_back_one(connection, hash, &beside(backup, &hash.hex()))? && !is_absent {
            lost.push(hash.hex());
        }
    }
    Ok(lost)
}

fn put_back_one(connection: &Connection, hash: Hash, path: &Path) -> Result<bool> {
    if !path.is_file() {
        return Ok(false);
    }
    let transaction = connection.unchecked_transaction()?;
    match content::put_back(&transaction, hash, path) {
        Ok(true) => transaction.commit()?,
        // What cannot be read beside the backup is lost; a disk without room is another matter.
        Ok(false) | Err(Error::Unreadable { .. } | Error::FileChanged { .. }) => return Ok(false),
        Err(other) => return Err(other),
    }
    Ok(true)
}
