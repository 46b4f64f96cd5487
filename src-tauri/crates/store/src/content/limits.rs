//! How much a data file takes in.

use rusqlite::OptionalExtension;

use crate::error::{Error, Result};
use crate::store::Store;

/// How much a data file takes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file: u64,
    /// All files together, in bytes.
    pub total: u64,
}

impl Default for Limits {
    /// 50 MB a file, 2 GB in all.
    fn default() -> Self {
        Self { file: 50 << 20, total: 2 << 30 }
    }
}

impl Limits {
    /// The highest that can be set: 1 GB a file, 1 TB in all.
    pub const HIGHEST: Self = Self { file: 1 << 30, total: 1 << 40 };
    /// The lowest that can be set: 1 MB.
    pub const LOWEST: u64 = 1 << 20;

    fn must_be_sensible(self) -> Result<()> {
        let file = (Self::LOWEST..=Self::HIGHEST.file).contains(&self.file);
        let total = (self.file..=Self::HIGHEST.total).contains(&self.total);
        if file && total { Ok(()) } else { Err(Error::BadLimits { limits: self }) }
    }
}

impl Store {
    /// How much this file takes in.
    pub fn limits(&self) -> Result<Limits> {
        let usual = Limits::default();
        Ok(Limits {
            file: self.limit("file_limit")?.unwrap_or(usual.file),
            total: self.limit("total_limit")?.unwrap_or(usual.total),
        })
    }

    /// Sets how much this file takes in from now on; what is in it stays.
    ///
    /// # Errors
    /// [`Error::BadLimits`] outside [`Limits::LOWEST`] and [`Limits::HIGHEST`], or where a single
    /// file could be larger than all together.
    pub fn set_limits(&mut self, limits: Limits) -> Result<()> {
        limits.must_be_sensible()?;
        let transaction = self.begin()?;
        for (name, bytes) in [("file_limit", limits.file), ("total_limit", limits.total)] {
            transaction.prepare_cached(include_str!("save_limit.sql"))?.execute((name, bytes))?;
        }
        Ok(transaction.commit()?)
    }

    /// What all contents take, in bytes.
    pub fn content_bytes(&self) -> Result<u64> {
        super::total(self.connection())
    }

    fn limit(&self, name: &str) -> Result<Option<u64>> {
        let mut statement = self.connection().prepare_cached(include_str!("limit.sql"))?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }
}
