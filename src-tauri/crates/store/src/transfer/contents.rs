//! The content of a dossier's files on its way.

use std::io::{self, Write};
use std::path::PathBuf;

use rusqlite::Connection;

use crate::content::{self, Keeper, Limits};
use crate::dossier;
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::store::Store;

/// The content of a file that a dossier has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferContent {
    /// SHA-256, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The ordinal of the finished report that it is; none for evidence.
    pub report: Option<u32>,
    /// Whether it is in this file; what stayed with the sender of a package is not.
    pub is_here: bool,
}

/// Where contents come from as a dossier is taken in.
pub trait ContentSource {
    /// The size in bytes of the content of this SHA-256 (hex); none where it does not come along.
    fn bytes_of(&self, sha256: &str) -> Option<u64>;

    /// Writes that content.
    ///
    /// # Errors
    /// Where it cannot be read or the writer fails.
    fn give(&mut self, sha256: &str, to: &mut dyn Write) -> io::Result<()>;
}

impl Store {
    /// The contents that a dossier has, finished reports first.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn contents_of(&self, dossier: &str) -> Result<Vec<TransferContent>> {
        let head = dossier::head(self.connection(), dossier)?;
        of(self.connection(), head.key)
    }

    /// Writes a content, proved by its hash.
    ///
    /// # Errors
    /// [`Error::ContentElsewhere`], [`Error::Damaged`], [`Error::NotWritten`].
    pub fn read_content(&self, sha256: &str, to: &mut dyn Write) -> Result<()> {
        let hash = Hash::from_hex(sha256).ok_or_else(|| Error::damaged(sha256))?;
        content::give_out(self.connection(), hash, to)
    }
}

pub(super) fn of(connection: &Connection, dossier: i64) -> Result<Vec<TransferContent>> {
    let mut statement = connection.prepare_cached(include_str!("contents.sql"))?;
    let rows = statement.query_map([dossier], |row| {
        let report: u32 = row.get(2)?;
        Ok(TransferContent {
            sha256: row.get::<_, Hash>(0)?.hex(),
            bytes: row.get(1)?,
            report: (report > 0).then_some(report),
            is_here: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes in what a dossier has and is not here, as far as it comes; gives how many came.
pub(super) fn fill(
    connection: &Connection,
    dossier: i64,
    (source, limits): (&mut dyn ContentSource, Limits),
) -> Result<usize> {
    let due: Vec<(String, u64)> = of(connection, dossier)?
        .into_iter()
        .filter(|content| !content.is_here)
        .filter_map(|content| Some((source.bytes_of(&content.sha256)?, content.sha256)))
        .map(|(bytes, sha256)| (sha256, bytes))
        .collect();
    must_fit(connection, &due, limits)?;
    for (sha256, bytes) in &due {
        take(connection, (sha256, *bytes), source)?;
    }
    connection.execute_batch(include_str!("absent_left.sql"))?;
    Ok(due.len())
}

/// Refuses what the data file does not take in, before anything is written.
fn must_fit(connection: &Connection, due: &[(String, u64)], limits: Limits) -> Result<()> {
    if let Some((sha256, _)) = due.iter().find(|(_, bytes)| *bytes == 0) {
        return Err(Error::bad_transfer(sha256));
    }
    let large = due.iter().find(|(_, bytes)| *bytes > limits.file);
    let named = |sha256: &str| PathBuf::from(sha256);
    if let Some((sha256, bytes)) = large {
        let (path, bytes, limit) = (named(sha256), *bytes, limits.file);
        return Err(Error::FileTooLarge { path, bytes, limit });
    }
    let used = content::total(connection)?;
    let bytes = due.iter().map(|(_, bytes)| bytes).sum::<u64>();
    match due.first() {
        Some((sha256, _)) if used + bytes > limits.total => {
            let (path, limit) = (named(sha256), limits.total);
            Err(Error::NoRoomForFile { path, bytes, used, limit })
        }
        _ => Ok(()),
    }
}

fn take(
    connection: &Connection,
    (sha256, bytes): (&str, u64),
    source: &mut dyn ContentSource,
) -> Result<()> {
    let hash = Hash::from_hex(sha256).ok_or_else(|| Error::bad_transfer(sha256))?;
    let Some(mut keeper) = Keeper::begin(connection, hash, bytes)? else {
        return Ok(());
    };
    let given = source.give(sha256, &mut keeper);
    keeper.must_be_kept()?;
    given.map_err(|source| Error::NotGiven { source })?;
    if keeper.finish()? { Ok(()) } else { Err(Error::bad_transfer(sha256)) }
}
