//! Taking a file's content in, so that nothing is written that is there already and nothing is kept
//! that changed meanwhile: a small file is held until its hash is known, a large one read twice.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read, Seek};
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::{Limits, PIECE, Place};
use crate::disk;
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// Pieces of a file that are held in memory; a file of more is read twice.
const HELD: usize = 8;

/// A file to take in.
#[derive(Clone, Copy, Debug)]
pub struct Intake<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// The SHA-256 that it must have, in hex, where somebody has looked into it before.
    pub sha256: Option<&'a str>,
}

impl<'a> From<&'a Path> for Intake<'a> {
    fn from(path: &'a Path) -> Self {
        Self { path, sha256: None }
    }
}

/// About how many bytes a file has; none where it cannot be looked at, and will be refused.
pub fn bytes_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

/// Takes a file in, unless its content is there, and gives its hash and its size in bytes.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::IsFolder`], [`Error::NothingInFile`], [`Error::FileTooLarge`],
/// [`Error::NoRoomForFile`], [`Error::FileChanged`]; the caller's transaction must then end.
pub(crate) fn take_in(
    connection: &Connection,
    Intake { path, sha256 }: Intake<'_>,
    room: &mut Room,
) -> Result<(Hash, u64)> {
    disk::must_be_foreign(path)?;
    let mut source = Source::open(path, room.limits)?;
    let mut held = Vec::new();
    let (hash, bytes) = source.read(|ordinal, piece| {
        if ordinal < HELD {
            held.push(std::mem::take(piece));
        }
        Ok(())
    })?;
    if bytes == 0 {
        return Err(Error::NothingInFile { path: path.to_owned() });
    }
    source.must_be_unchanged(bytes)?;
    if sha256.is_some_and(|sha256| sha256 != hash.hex()) {
        return Err(Error::FileChanged { path: path.to_owned() });
    }
    let place = super::place(connection, hash)?;
    if let Place::Here(_) = place {
        return Ok((hash, bytes));
    }
    room.take(path, bytes)?;
    let key = place.key_for(connection, hash, bytes)?;
    if bytes <= (HELD * PIECE) as u64 {
        held.iter()
            .enumerate()
            .try_for_each(|(ordinal, piece)| keep(connection, key, ordinal, piece))?;
        return Ok((hash, bytes));
    }
    drop(held);
    source.rewind()?;
    if source.keep(connection, key)? != (hash, bytes) {
        return Err(Error::FileChanged { path: path.to_owned() });
    }
    Ok((hash, bytes))
}

/// What a data file still takes in, counted once for all files of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    limits: Limits,
    /// Bytes of all contents that are here.
    used: u64,
}

impl Room {
    /// The room within these limits.
    pub(crate) fn within(connection: &Connection, limits: Limits) -> Result<Self> {
        Ok(Self { limits, used: super::total(connection)? })
    }

    fn take(&mut self, path: &Path, bytes: u64) -> Result<()> {
        let (used, limit) = (self.used, self.limits.total);
        if used + bytes > limit {
            return Err(Error::NoRoomForFile { path: path.to_owned(), bytes, used, limit });
        }
        self.used += bytes;
        Ok(())
    }
}

/// Takes the pieces of a content in that is known by its hash and its size alone; whether they were
/// what the hash says. The caller's transaction must end where they were not.
pub(crate) fn put_back(connection: &Connection, hash: Hash, path: &Path) -> Result<bool> {
    let mut source = Source::open(path, Limits { file: u64::MAX, total: u64::MAX })?;
    let key = match super::place(connection, hash)? {
        Place::Unknown => return Ok(false),
        place => place.key_for(connection, hash, source.opened.len())?,
    };
    Ok(source.keep(connection, key)?.0 == hash)
}

impl Place {
    /// The key under which pieces of a content can be kept that is not here yet.
    pub(super) fn key_for(self, connection: &Connection, hash: Hash, bytes: u64) -> Result<i64> {
        match self {
            Self::Unknown => {
                let mut insert = connection.prepare_cached(include_str!("insert.sql"))?;
                Ok(insert.insert(params![hash, bytes])?)
            }
            // What was said of its size is hearsay; whoever refers to it does so by its hash.
            Self::Absent(key) => {
                connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
                connection.prepare_cached(include_str!("remove.sql"))?.execute([key])?;
                Self::Unknown.key_for(connection, hash, bytes)
            }
            Self::Here(key) => Ok(key),
        }
    }
}

pub(super) fn keep(connection: &Connection, key: i64, ordinal: usize, piece: &[u8]) -> Result<()> {
    let mut insert = connection.prepare_cached(include_str!("insert_piece.sql"))?;
    insert.execute(params![key, ordinal, piece])?;
    Ok(())
}

/// A file that is read in pieces.
struct Source<'a> {
    file: File,
    /// What it was when it was opened.
    opened: Metadata,
    path: &'a Path,
    limit: u64,
}

impl<'a> Source<'a> {
    fn open(path: &'a Path, limits: Limits) -> Result<Self> {
        let failed = |source| unreadable(path, source);
        let file = disk::open(path)?;
        let opened = file.metadata().map_err(failed)?;
        let source = Self { file, opened, path, limit: limits.file };
        source.must_fit(source.opened.len())?;
        Ok(source)
    }

    fn must_fit(&self, bytes: u64) -> Result<()> {
        if bytes > self.limit {
            let (path, limit) = (self.path.to_owned(), self.limit);
            return Err(Error::FileTooLarge { path, bytes, limit });
        }
        Ok(())
    }

    /// Refuses a file of which so many bytes were read while somebody wrote into it.
    fn must_be_unchanged(&self, bytes: u64) -> Result<()> {
        let now = self.file.metadata().map_err(|source| unreadable(self.path, source))?;
        let written = |metadata: &Metadata| metadata.modified().ok();
        if bytes != self.opened.len() || written(&now) != written(&self.opened) {
            return Err(Error::FileChanged { path: self.path.to_owned() });
        }
        Ok(())
    }

    fn rewind(&mut self) -> Result<()> {
        self.file.rewind().map_err(|source| unreadable(self.path, source))
    }

    /// Keeps every piece as one of this content, and gives hash and size of what was read.
    fn keep(&mut self, connection: &Connection, key: i64) -> Result<(Hash, u64)> {
        self.read(|ordinal, piece| keep(connection, key, ordinal, piece))
    }

    /// Reads to the end, piece by piece, and gives hash and size of what was read.
    fn read(
        &mut self,
        mut keep: impl FnMut(usize, &mut Vec<u8>) -> Result<()>,
    ) -> Result<(Hash, u64)> {
        let mut hash = Sha256::new();
        let mut bytes = 0;
        let mut piece = Vec::new();
        for ordinal in 0.. {
            piece.clear();
            // One more tells the end of a file without asking for more room.
            piece.reserve(PIECE + 1);
            let part = self.file.by_ref().take(PIECE as u64);
            let read = { part }.read_to_end(&mut piece);
            let read = read.map_err(|source| unreadable(self.path, source))? as u64;
            if read == 0 {
                break;
            }
            bytes += read;
            // A file may grow while it is read.
            self.must_fit(bytes)?;
            hash.update(&piece);
            keep(ordinal, &mut piece)?;
        }
        Ok((Hash(hash.finalize().into()), bytes))
    }
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    let path = path.to_owned();
    match source.kind() {
        ErrorKind::IsADirectory => Error::IsFolder { path },
        _ => Error::Unreadable { path, source },
    }
}
