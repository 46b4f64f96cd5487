//! The opened data file, through which everything goes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::criteria_set::StoredSet;
use crate::error::Result;
use crate::file::{DataFile, Holder, Journal};

/// An office's data file, opened and locked.
///
/// Dropping it closes the file; [`Store::close`] tells what failed then.
#[derive(Debug)]
pub struct Store {
    file: DataFile,
    /// Sets read so far; they never change.
    pub(crate) sets: RefCell<HashMap<i64, Arc<StoredSet>>>,
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

    fn over(file: DataFile) -> Self {
        Self { file, sets: RefCell::default() }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.file.connection
    }

    pub(crate) fn begin(&self) -> Result<Transaction<'_>> {
        Ok(Transaction::new_unchecked(self.connection(), TransactionBehavior::Immediate)?)
    }
}
