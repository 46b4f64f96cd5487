//! Removing content that nothing needs any more, and giving its room back.

use crate::change::Op;
use crate::error::Result;
use crate::store::Store;

/// Pages of which the room is given back at a time: some 16 MB.
const PAGES: u32 = 2048;

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
}

impl Store {
    /// Removes every content that no document has, that no step of undo or redo could bring back
    /// and that no sign-off names, and gives the room back to the disk.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn free_unused(&mut self) -> Result<Freed> {
        let freed = self.remove_unused()?;
        if freed.files > 0 {
            while self.give_room_back()? {}
        }
        Ok(freed)
    }

    /// Gives a little of the room that is free in the file back to the disk; whether there is more.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn give_room_back(&mut self) -> Result<bool> {
        let free = || -> Result<u32> {
            let pragma =
                self.connection().pragma_query_value(None, "freelist_count", |row| row.get(0));
            Ok(pragma?)
        };
        let before = free()?;
        // The pragma frees a page for every row that is read.
        let sql = format!("PRAGMA incremental_vacuum({PAGES})");
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query([])?;
        while rows.next()?.is_some() {}
        let left = free()?;
        Ok(left > 0 && left < before)
    }

    /// Removes what [`Self::free_unused`] does; its room stays in the file.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn remove_unused(&mut self) -> Result<Freed> {
        let transaction = self.begin()?;
        let mut freed = Freed::default();
        {
            let mut unused = transaction.prepare_cached(include_str!("unused.sql"))?;
            let mut remove = transaction.prepare_cached(include_str!("remove.sql"))?;
            let found =
                unused.query_map([Op::boundaries()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let found: Vec<(i64, u64)> = found.collect::<rusqlite::Result<_>>()?;
            for (key, bytes) in found {
                remove.execute([key])?;
                freed.files += 1;
                freed.bytes += bytes;
            }
            (freed.kept_files, freed.kept_bytes) =
                transaction.query_row(include_str!("detached.sql"), [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
        }
        if freed.files > 0 {
            transaction.commit()?;
        }
        Ok(freed)
    }
}
