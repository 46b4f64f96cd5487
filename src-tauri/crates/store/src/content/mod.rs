//! The content of files: each once, addressed by its SHA-256, in and out in pieces.

mod give_out;
mod keeper;
mod limits;
mod take_in;
mod unused;

pub(crate) use give_out::{give_out, is_whole};
pub(crate) use keeper::Keeper;
pub use limits::Limits;
pub use take_in::{Intake, bytes_of};
pub(crate) use take_in::{put_back, take_in};
pub use unused::Freed;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::check::{Damage, as_far_as_read};
use crate::error::Result;
use crate::sha256::Hash;

/// Bytes of a piece.
const PIECE: usize = 1 << 20;

/// The key of the content of this hash; none where it is not there.
pub(crate) fn key(connection: &Connection, hash: Hash) -> Result<Option<i64>> {
    let mut find = connection.prepare_cached(include_str!("find.sql"))?;
    Ok(find.query_row([hash], |row| row.get(0)).optional()?)
}

/// Where a content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nobody has named it.
    Unknown,
    /// Here, under this key.
    Here(i64),
    /// It stayed with the sender of a package; only hash and size are known, under this key.
    Absent(i64),
}

/// Where the content of this hash is.
pub(crate) fn place(connection: &Connection, hash: Hash) -> Result<Place> {
    let mut find = connection.prepare_cached(include_str!("place.sql"))?;
    let found = find.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(match found {
        None => Place::Unknown,
        Some((key, false)) => Place::Here(key),
        Some((key, true)) => Place::Absent(key),
    })
}

/// Notes that a content of so many bytes is known by its hash alone.
pub(crate) fn note_absent(connection: &Connection, hash: Hash, bytes: u64) -> Result<()> {
    if place(connection, hash)? == Place::Unknown {
        let mut insert = connection.prepare_cached(include_str!("insert.sql"))?;
        let key = insert.insert(params![hash, bytes])?;
        connection.prepare_cached(include_str!("set_absent.sql"))?.execute([key])?;
    }
    Ok(())
}

/// What all contents that are here take, in bytes.
pub(crate) fn total(connection: &Connection) -> Result<u64> {
    let mut total = connection.prepare_cached(include_str!("total.sql"))?;
    Ok(total.query_row([], |row| row.get(0))?)
}

/// The hash of every content, and of those that are known by it alone.
pub(crate) fn hashes(connection: &Connection) -> Result<Vec<Hash>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Hash in hex and size in bytes of every content that is here.
pub(crate) fn present_sizes(connection: &Connection) -> Result<Vec<(String, u64)>> {
    let mut statement = connection.prepare_cached(include_str!("present_sizes.sql"))?;
    let sizes = |row: &Row<'_>| Ok((row.get::<_, Hash>(0)?.hex(), row.get(1)?));
    Ok(statement.query_map([], sizes)?.collect::<rusqlite::Result<_>>()?)
}

/// Contents of which no piece is there, as in a backup; none where the file is older than contents.
pub(crate) fn missing(connection: &Connection) -> Result<Vec<Hash>> {
    if !connection.table_exists(Some("main"), "content")? {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare(include_str!("missing.sql"))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Contents that are no longer what hash and size say.
pub(crate) fn altered(connection: &Connection) -> Result<Vec<Damage>> {
    let hash = |row: &Row<'_>| row.get(0);
    let contents = ("content", include_str!("present.sql"));
    let (hashes, unread) = as_far_as_read(connection, contents, hash)?;
    let mut damage = Vec::new();
    for hash in hashes {
        match is_whole(connection, hash) {
            Ok(true) => {}
            Err(error) if !error.is_of_content() => return Err(error),
            Ok(false) | Err(_) => damage.push(Damage::Content { sha256: hash.hex() }),
        }
    }
    let sizes = ("content", include_str!("wrong_sizes.sql"));
    let (wrong, unread_sizes) = as_far_as_read(connection, sizes, hash)?;
    let wrong = wrong.into_iter().map(|hash: Hash| Damage::Content { sha256: hash.hex() });
    for one in wrong.chain(unread).chain(unread_sizes) {
        if !damage.contains(&one) {
            damage.push(one);
        }
    }
    Ok(damage)
}
