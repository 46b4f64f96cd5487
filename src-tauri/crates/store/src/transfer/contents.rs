//! The content of a dossier's files on its way.

use std::io::{self, Write};

use rusqlite::Connection;

use crate::content::{self, Keeper, Place};
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
    /// Writes the content of this SHA-256 (hex), if it is there; whether it is.
    ///
    /// # Errors
    /// Where it cannot be read or the writer fails.
    fn give(&mut self, sha256: &str, to: &mut dyn Write) -> io::Result<bool>;
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
    source: &mut dyn ContentSource,
) -> Result<usize> {
    let mut came = 0;
    for due in of(connection, dossier)?.iter().filter(|content| !content.is_here) {
        came += usize::from(take(connection, due, source)?);
    }
    connection.execute_batch(include_str!("absent_left.sql"))?;
    Ok(came)
}

fn take(
    connection: &Connection,
    due: &TransferContent,
    source: &mut dyn ContentSource,
) -> Result<bool> {
    let hash = Hash::from_hex(&due.sha256).ok_or_else(|| Error::bad_transfer(&due.sha256))?;
    let Place::Absent(_) = content::place(connection, hash)? else {
        return Ok(false);
    };
    let mut parcel = Parcel { connection, hash, bytes: due.bytes, keeper: None };
    let given = source.give(&due.sha256, &mut parcel);
    match (parcel.keeper, given) {
        // What a piece failed for says more than that it could not be written.
        (Some(keeper), given) => {
            keeper.finish()?;
            given.map_err(|source| Error::NotGiven { source }).map(|_| true)
        }
        (None, given) => given.map_err(|source| Error::NotGiven { source }).map(|_| false),
    }
}

/// A content that begins to be kept with its first byte.
struct Parcel<'a> {
    connection: &'a Connection,
    hash: Hash,
    bytes: u64,
    keeper: Option<Keeper<'a>>,
}

impl Write for Parcel<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.keeper.is_none() {
            let keeper = Keeper::begin(self.connection, self.hash, self.bytes);
            self.keeper = keeper.map_err(io::Error::other)?;
        }
        match &mut self.keeper {
            Some(keeper) => keeper.write(bytes),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
