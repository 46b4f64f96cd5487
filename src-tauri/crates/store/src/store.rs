//! The opened data file, through which everything goes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::criteria_set::StoredSet;
use crate::error::Result;
use crate::file::{DataFile, Holder, Journal, Medium};
use crate::journal::OpenEntry;
use crate::undo::Stacks;

/// Bytes from which writing straight into the file outweighs the change of journals.
const MUCH: u64 = 4 << 20;

/// An office's data file, opened and locked.
///
/// Dropping it closes the file; [`Store::close`] tells what failed then.
#[derive(Debug)]
pub struct Store {
    file: DataFile,
    /// Sets read so far; they never change.
    pub(crate) sets: RefCell<HashMap<i64, Arc<StoredSet>>>,
    /// The entry that is still being typed.
    open_entry: RefCell<Option<OpenEntry>>,
    /// Steps that can be undone and redone, by dossier, as far as its journal was read.
    pub(crate) stacks: RefCell<HashMap<i64, Stacks>>,
}

impl Store {
    /// Makes a new data file and opens it.
    ///
    /// # Errors
    /// [`crate::Error::Exists`], [`crate::Error::FolderMissing`], [`crate::Error::ReadOnly`],
    /// [`crate::Error::DiskFull`]; an existing file is never touched.
    pub fn create(path: &Path, holder: &Holder) -> Result<Self> {
        DataFile::create(path, holder).map(Self::over)
    }

    /// Opens a data file for itself alone; an older one is backed up beside itself and migrated.
    ///
    /// # Errors
    /// A distinct [`crate::Error`] for each way in which a file can be unfit: missing, a folder,
    /// empty, no database, another program's, newer, locked, read-only, damaged.
    pub fn open(path: &Path, holder: &Holder) -> Result<Self> {
        DataFile::open(path, holder).map(Self::over)
    }

    /// Closes the file, so that everything stands in it alone.
    pub fn close(self) -> Result<()> {
        self.file.close()
    }

    /// Which journal the file system allowed.
    pub fn journal(&self) -> Journal {
        self.file.journal
    }

    /// What the file lies on.
    pub fn medium(&self) -> Medium {
        self.file.medium
    }

    fn over(file: DataFile) -> Self {
        Self {
            file,
            sets: RefCell::default(),
            open_entry: RefCell::default(),
            stacks: RefCell::default(),
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.file.connection
    }

    /// Ends the entry that is still being typed and gives it; what is typed next is an entry of its own.
    ///
    /// Whatever copies the journal or shows it outside calls this first.
    pub(crate) fn close_entry(&self) -> Option<OpenEntry> {
        self.open_entry.take()
    }

    pub(crate) fn leave_open(&self, entry: Option<OpenEntry>) {
        self.open_entry.replace(entry);
    }

    /// Does work that writes about so many bytes: many go straight into the file, as durable as
    /// through the log.
    pub(crate) fn straight<T>(
        &mut self,
        bytes: u64,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        if bytes < MUCH {
            return work(self);
        }
        self.file.leave_log()?;
        let done = work(self);
        // Where the log cannot be taken up again, the other journal serves on.
        let _ = self.file.take_up_log();
        done
    }

    pub(crate) fn begin(&self) -> Result<Transaction<'_>> {
        Ok(Transaction::new_unchecked(self.connection(), TransactionBehavior::Immediate)?)
    }
}
