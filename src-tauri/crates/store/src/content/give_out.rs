//! Giving content out, proved by its hash on the way.

use std::io::Write;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::Place;
use crate::error::{Error, Result};
use crate::sha256::Hash;

/// Writes the content of this hash.
///
/// # Errors
/// [`Error::Damaged`] where it is not there or not what the hash says: what was written by then is
/// worth nothing. [`Error::ContentElsewhere`] where it stayed with the sender of a package,
/// [`Error::NotWritten`] where the writer fails.
pub(crate) fn give_out(
    connection: &Connection,
    hash: Hash,
    to: &mut (impl Write + ?Sized),
) -> Result<()> {
    let write = |piece: &[u8]| to.write_all(piece).map_err(|source| Error::NotWritten { source });
    if pieces(connection, hash, write)? {
        return Ok(());
    }
    match super::place(connection, hash)? {
        Place::Absent(_) => Err(Error::ContentElsewhere),
        _ => Err(Error::damaged(format_args!("content {}", hash.hex()))),
    }
}

/// Whether the content of this hash is there as it was taken in.
pub(crate) fn is_whole(connection: &Connection, hash: Hash) -> Result<bool> {
    pieces(connection, hash, |_| Ok(()))
}

/// Reads piece after piece; whether they are what the hash says.
fn pieces(
    connection: &Connection,
    hash: Hash,
    mut with: impl FnMut(&[u8]) -> Result<()>,
) -> Result<bool> {
    let Some(key) = super::key(connection, hash)? else {
        return Ok(false);
    };
    let mut statement = connection.prepare_cached(include_str!("piece.sql"))?;
    let mut found = Sha256::new();
    for ordinal in 0_u64.. {
        let mut rows = statement.query(params![key, ordinal])?;
        let Some(row) = rows.next()? else {
            break;
        };
        let piece = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        found.update(piece);
        with(piece)?;
    }
    Ok(Hash(found.finalize().into()) == hash)
}
