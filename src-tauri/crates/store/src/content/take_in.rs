//! Taking a file's content in: read twice, so that nothing is written that is there already and
//! nothing is kept that changed meanwhile.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek};
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::{Limits, PIECE};
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// Takes a file in, unless its content is there, and gives its hash and its size in bytes.
///
/// # Errors
/// [`Error::Unreadable`], [`Error::IsFolder`], [`Error::NothingInFile`], [`Error::FileTooLarge`],
/// [`Error::NoRoomForFile`], [`Error::FileChanged`]; the caller's transaction must then end.
pub(crate) fn take_in(connection: &Connection, path: &Path, limits: Limits) -> Result<(Hash, u64)> {
    let mut source = Source::open(path, limits)?;
    let (hash, bytes) = source.read(|_, _| Ok(()))?;
    if bytes == 0 {
        return Err(Error::NothingInFile { path: path.to_owned() });
    }
    let mut find = connection.prepare_cached(include_str!("find.sql"))?;
    if find.exists([hash])? {
        return Ok((hash, bytes));
    }
    let mut total = connection.prepare_cached(include_str!("total.sql"))?;
    let used: u64 = total.query_row([], |row| row.get(0))?;
    if used + bytes > limits.total {
        let (path, limit) = (path.to_owned(), limits.total);
        return Err(Error::NoRoomForFile { path, bytes, used, limit });
    }
    connection.prepare_cached(include_str!("insert.sql"))?.execute(params![hash, bytes])?;
    let key = connection.last_insert_rowid();
    source.rewind()?;
    if source.keep(connection, key)? != (hash, bytes) {
        return Err(Error::FileChanged { path: path.to_owned() });
    }
    Ok((hash, bytes))
}

/// Takes the pieces of a content in that is known by its hash and its size alone; whether they were
/// what the hash says. The caller's transaction must end where they were not.
pub(crate) fn put_back(connection: &Connection, hash: Hash, path: &Path) -> Result<bool> {
    let mut find = connection.prepare_cached(include_str!("find.sql"))?;
    let key = find.query_row([hash], |row| row.get(0))?;
    let mut source = Source::open(path, Limits { file: u64::MAX, total: u64::MAX })?;
    Ok(source.keep(connection, key)?.0 == hash)
}

/// A file that is read in pieces.
struct Source<'a> {
    file: File,
    path: &'a Path,
    limit: u64,
}

impl<'a> Source<'a> {
    fn open(path: &'a Path, limits: Limits) -> Result<Self> {
        let failed = |source| unreadable(path, source);
        // Looked at first: opening a pipe would wait for somebody to write into it.
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            return Err(Error::IsFolder { path: path.to_owned() });
        }
        if !metadata.is_file() {
            return Err(failed(ErrorKind::InvalidInput.into()));
        }
        let file = File::open(path).map_err(failed)?;
        let source = Self { file, path, limit: limits.file };
        source.must_fit(metadata.len())?;
        Ok(source)
    }

    fn must_fit(&self, bytes: u64) -> Result<()> {
        if bytes > self.limit {
            let (path, limit) = (self.path.to_owned(), self.limit);
            return Err(Error::FileTooLarge { path, bytes, limit });
        }
        Ok(())
    }

    fn rewind(&mut self) -> Result<()> {
        self.file.rewind().map_err(|source| unreadable(self.path, source))
    }

    /// Keeps every piece as one of this content, and gives hash and size of what was read.
    fn keep(&mut self, connection: &Connection, key: i64) -> Result<(Hash, u64)> {
        let mut insert = connection.prepare_cached(include_str!("insert_piece.sql"))?;
        self.read(|ordinal, piece| {
            insert.execute(params![key, ordinal, piece])?;
            Ok(())
        })
    }

    /// Reads to the end, piece by piece, and gives hash and size of what was read.
    fn read(&mut self, mut keep: impl FnMut(u64, &[u8]) -> Result<()>) -> Result<(Hash, u64)> {
        let mut hash = Sha256::new();
        let mut bytes = 0;
        let mut piece = Vec::with_capacity(PIECE);
        for ordinal in 0.. {
            piece.clear();
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
            keep(ordinal, &piece)?;
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
