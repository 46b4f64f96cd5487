//! The opened data file, through which everything goes.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::backup;
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
    /// Dossiers that were proved since the file was opened, by identifier.
    pub(crate) proved: RefCell<HashSet<String>>,
    /// The entry that is still being typed.
    open_entry: RefCell<Option<OpenEntry>>,
    /// Steps that can be undone and redone, by dossier, as far as its journal was read.
    pub(crate) stacks: RefCell<HashMap<i64, Stacks>>,
    /// Rows that were changed through the connection until the transaction in progress began.
    rows_changed: Cell<u64>,
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
        backup::finish_restore(path)?;
        DataFile::open(path, holder).map(Self::over)
    }

    /// Looks at a file of this program's own that nobody changes.
    pub(crate) fn look_at(path: &Path) -> Result<Self> {
        DataFile::look_at(path).map(Self::over)
    }

    /// Closes the file, so that everything stands in it alone.
    pub fn close(self) -> Result<()> {
        self.file.close()
    }

    /// Closes the file and removes it from the disk, with what belongs to it.
    ///
    /// # Errors
    /// [`crate::Error::ReadOnly`], [`crate::Error::Io`].
    pub fn discard(self) -> Result<()> {
        self.file.discard()
    }

    /// Which journal the file system allowed.
    pub fn journal(&self) -> Journal {
        self.file.journal
    }

    /// What the file lies on.
    pub fn medium(&self) -> Medium {
        self.file.medium
    }

    /// Logs that an earlier file of this name had left, under the names that they got when this one was
    /// made.
    pub fn logs_set_aside(&self) -> &[PathBuf] {
        &self.file.set_aside
    }

    fn over(file: DataFile) -> Self {
        Self {
            file,
            sets: RefCell::default(),
            proved: RefCell::default(),
            open_entry: RefCell::default(),
            stacks: RefCell::default(),
            rows_changed: Cell::default(),
        }
    }

    /// Keeps the log of a damaged file beside it when the file is closed: what is looked at must not
    /// be changed by that, and the log may hold what the file has lost.
    pub(crate) fn leave_as_it_is(&self) {
        self.file.keep_log_apart();
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

    /// Begins a transaction. Every change goes through here, so that each is another generation of the file.
    pub(crate) fn begin(&self) -> Result<Transaction<'_>> {
        self.file.must_be_in_place()?;
        let transaction =
            Transaction::new_unchecked(self.connection(), TransactionBehavior::Immediate)?;
        DataFile::begin_generation(&transaction)?;
        self.rows_changed.set(self.connection().total_changes());
        Ok(transaction)
    }

    /// Forgets what was remembered of journals, and that this dossier was proved: what was taken in may
    /// have put another journal in the place of its own.
    pub(crate) fn forget(&mut self, dossier: &str) {
        self.close_entry();
        self.stacks.get_mut().clear();
        self.proved.get_mut().remove(dossier);
    }

    /// Commits what was changed since [`Self::begin`]; where nothing was, the file stays as it is.
    pub(crate) fn commit(&self, transaction: Transaction<'_>) -> Result<()> {
        if self.connection().total_changes() == self.rows_changed.get() {
            return Ok(transaction.rollback()?);
        }
        Ok(transaction.commit()?)
    }
}
