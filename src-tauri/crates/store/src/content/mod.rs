//! The content of files: each once, addressed by its SHA-256, in and out in pieces.

mod give_out;
mod limits;
mod take_in;
mod unused;

pub(crate) use give_out::{give_out, is_whole};
pub use limits::Limits;
pub use take_in::{Intake, bytes_of};
pub(crate) use take_in::{put_back, take_in};
pub use unused::Freed;

use rusqlite::{Connection, OptionalExtension};

use crate::check::Damage;
use crate::error::Result;
use crate::sha256::Hash;

/// Bytes of a piece.
const PIECE: usize = 1 << 20;

/// The key of the content of this hash; none where it is not there.
pub(crate) fn key(connection: &Connection, hash: Hash) -> Result<Option<i64>> {
    let mut find = connection.prepare_cached(include_str!("find.sql"))?;
    Ok(find.query_row([hash], |row| row.get(0)).optional()?)
}

/// The hash of every content.
pub(crate) fn hashes(connection: &Connection) -> Result<Vec<Hash>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Contents of which no piece is there, as in a backup; none where the file is older than contents.
pub(crate) fn missing(connection: &Connection) -> Result<Vec<Hash>> {
    if !connection.table_exists(Some("main"), "content")? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare(include_str!("missing.sql"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Contents that are no longer what their hash says.
pub(crate) fn altered(connection: &Connection) -> Result<Vec<Damage>> {
    let mut damage = Vec::new();
    for hash in hashes(connection)? {
        if !is_whole(connection, hash)? {
            damage.push(Damage::Content { sha256: hash.hex() });
        }
    }
    Ok(damage)
}
