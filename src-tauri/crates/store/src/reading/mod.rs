//! What was read from contents: facts, and the text of every page for the search.
//!
//! It follows from the content, so that no journal keeps it and no backup holds it: where it is
//! missing or older than the reader, the content is read again.

mod words;

pub(crate) use words::{Spelling, begins, fold, words};

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::content;
use crate::dossier;
use crate::error::{Error, Result};
use crate::normal_form::nfc;
use crate::sha256::Hash;
use crate::store::Store;

/// What a reader found in a content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Which edition of the reader it was: a later one reads again.
    pub edition: u32,
    /// Facts, as JSON that only the reader looks into.
    pub facts: String,
    /// The text of its pages, as far as there is any.
    pub pages: Vec<PageText>,
}

/// The text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageText {
    /// Which page, from 1.
    pub page: u32,
    /// Its text.
    pub text: String,
}

/// A content that no reader of this edition has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its SHA-256, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Store {
    /// How many contents of documents no reader of this edition has read.
    pub fn unread(&self, edition: u32) -> Result<usize> {
        let mut statement = self.connection().prepare_cached(include_str!("unread.sql"))?;
        Ok(statement.query_row([edition], |row| row.get(0))?)
    }

    /// The newest of them.
    pub fn next_unread(&self, edition: u32) -> Result<Option<Unread>> {
        let mut statement = self.connection().prepare_cached(include_str!("next_unread.sql"))?;
        let found = statement.query_row([edition], |row| {
            Ok(Unread { sha256: row.get::<_, Hash>(0)?.hex(), bytes: row.get(1)? })
        });
        Ok(found.optional()?)
    }

    /// A whole content, proved by its hash; for those small enough to be read at once.
    ///
    /// # Errors
    /// [`Error::Damaged`] where it is not there or not what its hash says.
    pub fn whole_content(&self, sha256: &str) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        content::give_out(self.connection(), hash(sha256)?, &mut whole)?;
        Ok(whole)
    }

    /// Keeps what was read from contents, each by its SHA-256 in hex, in place of earlier readings
    /// and all at once. A content that is not there, or no longer, is left alone.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn keep_readings(&mut self, readings: &[(&str, &Reading)]) -> Result<()> {
        let transaction = self.begin()?;
        for (sha256, reading) in readings {
            if let Some(key) = content::key(&transaction, hash(sha256)?)? {
                keep(&transaction, key, reading)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// What was found in the contents of a dossier's documents, by SHA-256 in hex.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn facts(&self, dossier: &str) -> Result<BTreeMap<String, String>> {
        let head = dossier::head(self.connection(), dossier)?;
        let mut statement = self.connection().prepare_cached(include_str!("facts.sql"))?;
        let rows = statement
            .query_map([head.key], |row| Ok((row.get::<_, Hash>(0)?.hex(), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was found in these contents, by SHA-256 in hex; nothing of those that nobody has read.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn facts_of<'a>(
        &self,
        contents: impl IntoIterator<Item = &'a str>,
    ) -> Result<BTreeMap<String, String>> {
        let mut statement = self.connection().prepare_cached(include_str!("facts_of.sql"))?;
        let mut found = BTreeMap::new();
        for sha256 in contents {
            let facts = statement.query_row([hash(sha256)?], |row| row.get(0)).optional()?;
            found.extend(facts.map(|facts| (sha256.to_owned(), facts)));
        }
        Ok(found)
    }
}

fn keep(connection: &Connection, content: i64, reading: &Reading) -> Result<()> {
    forget(connection, content)?;
    let mut insert = connection.prepare_cached(include_str!("insert.sql"))?;
    insert.execute(params![content, reading.edition, reading.facts])?;
    let mut page = connection.prepare_cached(include_str!("insert_page.sql"))?;
    let mut index = connection.prepare_cached(include_str!("insert_words.sql"))?;
    for one in &reading.pages {
        let text = nfc(&one.text);
        let row = page.insert(params![content, one.page, text])?;
        index.execute(params![row, text, fold(&text)])?;
    }
    Ok(())
}

/// Removes what was read earlier; row by row, since the words of a page go with its row alone.
fn forget(connection: &Connection, content: i64) -> Result<()> {
    connection.prepare_cached(include_str!("remove_pages.sql"))?.execute([content])?;
    connection.prepare_cached(include_str!("remove.sql"))?.execute([content])?;
    Ok(())
}

fn hash(sha256: &str) -> Result<Hash> {
    Hash::from_hex(sha256).ok_or_else(|| Error::damaged(format_args!("content {sha256:?}")))
}
