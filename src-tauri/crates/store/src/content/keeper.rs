//! Keeping content that somebody writes, proved by the hash under which it is announced.

use std::io;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::take_in::keep;
use super::{PIECE, Place};
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// Takes a content in as it is written, piece by piece.
///
/// Where it fails, or is not what was announced, the caller's transaction must end.
pub(crate) struct Keeper<'a> {
    connection: &'a Connection,
    /// The hash and the size in bytes that it must have.
    due: (Hash, u64),
    key: i64,
    ordinal: usize,
    piece: Vec<u8>,
    found: Sha256,
    bytes: u64,
    /// What kept a piece from being kept; a writer can tell only that something did.
    failed: Option<Error>,
}

impl<'a> Keeper<'a> {
    /// Begins a content; none where it is here already.
    pub(crate) fn begin(
        connection: &'a Connection,
        hash: Hash,
        bytes: u64,
    ) -> Result<Option<Self>> {
        let place = super::place(connection, hash)?;
        if let Place::Here(_) = place {
            return Ok(None);
        }
        let key = place.key_for(connection, hash, bytes)?;
        Ok(Some(Self {
            connection,
            due: (hash, bytes),
            key,
            ordinal: 0,
            piece: Vec::new(),
            found: Sha256::new(),
            bytes: 0,
            failed: None,
        }))
    }

    /// What kept a piece from being kept, if that is why writing failed.
    ///
    /// # Errors
    /// That.
    pub(crate) fn must_be_kept(&mut self) -> Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Keeps what is left; whether it is what was announced.
    ///
    /// # Errors
    /// What failed on the way.
    pub(crate) fn finish(mut self) -> Result<bool> {
        self.must_be_kept()?;
        if !self.piece.is_empty() {
            self.keep()?;
        }
        Ok((Hash(self.found.finalize().into()), self.bytes) == self.due)
    }

    fn keep(&mut self) -> Result<()> {
        keep(self.connection, self.key, self.ordinal, &self.piece)?;
        self.ordinal += 1;
        self.piece.clear();
        Ok(())
    }
}

impl io::Write for Keeper<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PIECE - self.piece.len();
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.piece.extend_from_slice(taken);
        self.found.update(taken);
        self.bytes += taken.len() as u64;
        if self.bytes > self.due.1 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if self.piece.len() == PIECE
            && let Err(error) = self.keep()
        {
            self.failed = Some(error);
            return Err(io::ErrorKind::Other.into());
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
