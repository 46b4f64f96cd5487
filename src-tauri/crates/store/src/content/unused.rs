//! Removing content that nothing needs any more, and giving its room back.
//!
//! It is wanted most where the disk is full: everything is done in small steps, each of which frees
//! what it needs for the next one.

use rusqlite::Connection;

use crate::change::Op;
use crate::error::{Error, Result};
use crate::store::Store;

/// Bytes of the contents that are removed at a time, unless the first alone has more.
const GROUP: u64 = 16 << 20;
/// Pages that are given back at a time; fewer where the disk has no room to move so many.
const PAGES: [u32; 4] = [1024, 128, 16, 1];

/// What was freed, and what could not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freed {
    /// Contents that were removed.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Contents that no document has, kept because undo or redo could bring them back or a sign-off
    /// names them.
    pub kept_files: usize,
    /// Their size in bytes.
    pub kept_bytes: u64,
    /// Contents that nothing needs and that could not be removed, because the disk failed or is full.
    pub left_files: usize,
    /// Bytes within the file that are free and could not be given back to the disk.
    pub left_bytes: u64,
}

impl Freed {
    /// Whether everything was done that there was to do.
    pub const fn is_complete(&self) -> bool {
        self.left_files == 0 && self.left_bytes == 0
    }
}

impl Store {
    /// Removes every content that no document has, that no step of undo or redo could bring back
    /// and that no sign-off names, and gives the room back to the disk, with what earlier runs left
    /// free. What could not be done because the disk failed or is full is told in [`Freed`].
    ///
    /// # Errors
    /// If the data file cannot be read, or nothing at all could be done.
    pub fn free_unused(&mut self) -> Result<Freed> {
        let mut unused = unused(self.connection())?;
        let free_before = free_pages(self.connection())?;
        let mut given_back = give_back(self.connection());
        let mut freed = Freed::default();
        let mut removed = Ok(());
        while !unused.is_empty() && removed.is_ok() {
            let later = unused.split_off(group(&unused));
            removed = self.remove(&unused);
            if removed.is_err() {
                unused.extend(later);
                break;
            }
            freed.files += unused.len();
            freed.bytes += unused.iter().map(|(_, bytes)| bytes).sum::<u64>();
            unused = later;
            given_back = give_back(self.connection());
        }
        if freed.files == 0 && free_pages(self.connection())? >= free_before {
            // Nothing was done: that is all there is to tell.
            removed?;
            given_back?;
            return self.with_rest(freed, &unused, true);
        }
        self.with_rest(freed, &unused, given_back.is_ok())
    }

    fn remove(&self, contents: &[(i64, u64)]) -> Result<()> {
        let transaction = self.begin()?;
        {
            let mut remove = transaction.prepare_cached(include_str!("remove.sql"))?;
            for (key, _) in contents {
                remove.execute([key])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Completes what was freed by what stays: contents that should have been removed, and free pages
    /// unless all that could be given back were.
    fn with_rest(&self, freed: Freed, left: &[(i64, u64)], all_given_back: bool) -> Result<Freed> {
        let connection = self.connection();
        let page: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let (detached, bytes): (usize, u64) =
            connection.query_row(include_str!("detached.sql"), [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let unneeded: u64 = left.iter().map(|(_, bytes)| bytes).sum();
        Ok(Freed {
            kept_files: detached.saturating_sub(left.len()),
            kept_bytes: bytes.saturating_sub(unneeded),
            left_files: left.len(),
            left_bytes: if all_given_back { 0 } else { free_pages(connection)? * page },
            ..freed
        })
    }
}

/// The contents that nothing needs, by key, with their bytes.
fn unused(connection: &Connection) -> Result<Vec<(i64, u64)>> {
    let mut statement = connection.prepare_cached(include_str!("unused.sql"))?;
    let found = statement.query_map([Op::boundaries()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// How many of these contents are removed together.
fn group(contents: &[(i64, u64)]) -> usize {
    let mut bytes = 0;
    let fitting = contents.iter().take_while(|(_, size)| {
        bytes += size;
        bytes <= GROUP
    });
    fitting.count().max(1)
}

fn free_pages(connection: &Connection) -> Result<u64> {
    Ok(connection.pragma_query_value(None, "freelist_count", |row| row.get(0))?)
}

/// Gives the free pages back to the disk. A page is moved through the log, which is emptied after each
/// step, so that no step needs more room than its own pages.
fn give_back(connection: &Connection) -> Result<()> {
    let mut steps = PAGES.into_iter();
    let mut pages = steps.next();
    let mut free = free_pages(connection)?;
    while let (Some(step), true) = (pages, free > 0) {
        match vacuum(connection, step).and_then(|()| free_pages(connection)) {
            // A file without the lists that this needs keeps its free pages.
            Ok(left) if left == free => return Ok(()),
            Ok(left) => free = left,
            Err(error @ (Error::DiskFull | Error::Medium { .. })) => {
                pages = steps.next();
                if pages.is_none() {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    checkpoint(connection, "TRUNCATE")
}

fn vacuum(connection: &Connection, pages: u32) -> Result<()> {
    {
        // The pragma frees a page for every row that is read.
        let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
    }
    checkpoint(connection, "RESTART")
}

fn checkpoint(connection: &Connection, how: &str) -> Result<()> {
    Ok(connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))?)
}
