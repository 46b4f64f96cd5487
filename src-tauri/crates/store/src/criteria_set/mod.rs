//! Criteria sets: kept whole, never changed, read once.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use scoring::{Code, CriteriaSet, Json, SubCriterion};

use crate::answer::Section;
use crate::error::{Error, Result};
use crate::expected::Expected;
use crate::sha256::Hash;
use crate::store::Store;

/// A stored set.
#[derive(Debug)]
pub struct StoredSet {
    pub(crate) key: i64,
    /// SHA-256 of its content without white space, in hex.
    pub sha256: String,
    /// Its content as it was given.
    pub content: String,
    /// The set.
    pub set: CriteriaSet,
}

impl Store {
    /// Takes a criteria set in; the same set and version with the same content is left as it is.
    ///
    /// # Errors
    /// [`Error::Read`] for what is no set, [`Error::SetConflict`] for other content under a known
    /// id and version.
    pub fn add_criteria_set(&mut self, content: &[u8]) -> Result<Arc<StoredSet>> {
        let transaction = self.begin()?;
        let set = self.put_set(&transaction, content)?;
        transaction.commit()?;
        Ok(set)
    }

    /// The same in a transaction that is the caller's.
    pub(crate) fn put_set(
        &self,
        transaction: &Transaction<'_>,
        content: &[u8],
    ) -> Result<Arc<StoredSet>> {
        let set = CriteriaSet::parse(content)?;
        let given = content_hash(content)?;
        let content = String::from_utf8_lossy(content);
        let key = match find(transaction, &set.id, &set.version)? {
            Some((key, stored)) if stored == given => return self.set_by_key(key),
            Some((_, stored)) => {
                let (id, version) = (set.id, set.version);
                return Err(Error::SetConflict {
                    id,
                    version,
                    stored: stored.hex(),
                    given: given.hex(),
                });
            }
            None => {
                let insert = include_str!("insert.sql");
                transaction.prepare_cached(insert)?.insert(params![
                    set.id,
                    set.version,
                    given,
                    content
                ])?
            }
        };
        read(transaction, key).map(Arc::new)
    }

    /// The sets of this file, by id and version.
    pub fn criteria_sets(&self) -> Result<Vec<Arc<StoredSet>>> {
        let mut statement = self.connection().prepare_cached(include_str!("list.sql"))?;
        let keys: Vec<i64> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        keys.into_iter().map(|key| self.set_by_key(key)).collect()
    }

    /// The set of this id and version.
    ///
    /// # Errors
    /// [`Error::UnknownSet`].
    pub fn criteria_set(&self, id: &str, version: &str) -> Result<Arc<StoredSet>> {
        match find(self.connection(), id, version)? {
            Some((key, _)) => self.set_by_key(key),
            None => Err(Error::UnknownSet { id: id.to_owned(), version: version.to_owned() }),
        }
    }

    /// A set, read at most once while the file is open.
    pub(crate) fn set_by_key(&self, key: i64) -> Result<Arc<StoredSet>> {
        if let Some(set) = self.sets.borrow().get(&key) {
            return Ok(Arc::clone(set));
        }
        let stored = Arc::new(read(self.connection(), key)?);
        self.sets.borrow_mut().insert(key, Arc::clone(&stored));
        Ok(stored)
    }
}

impl StoredSet {
    /// Where a code stands in the set; none for an unknown one.
    pub(crate) fn section(&self, code: &Code) -> Option<Section> {
        if self.set.sub_criterion(code).is_some() {
            Some(Section::SubCriterion)
        } else if self.set.bonus_item(code).is_some() {
            Some(Section::Bonus)
        } else {
            self.set.penalty_item(code).map(|_| Section::Penalty)
        }
    }

    /// The sub-criterion of this code.
    pub(crate) fn sub_criterion(&self, code: &Code) -> Option<&SubCriterion> {
        self.set.sub_criterion(code)
    }

    /// The documents that are expected as proof of an item; none for an unknown code.
    pub(crate) fn expected(&self, code: &Code) -> &[String] {
        let set = &self.set;
        set.sub_criterion(code)
            .map(|item| &item.evidence)
            .or_else(|| set.bonus_item(code).map(|item| &item.evidence))
            .or_else(|| set.penalty_item(code).map(|item| &item.evidence))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether the set expects this document.
    pub(crate) fn expects(&self, expected: &Expected) -> bool {
        usize::try_from(expected.position)
            .is_ok_and(|position| position < self.expected(&expected.code).len())
    }

    /// Refuses codes that the set does not have.
    pub(crate) fn must_know<'a>(&self, codes: impl Iterator<Item = &'a Code>) -> Result<()> {
        let unknown: Vec<Code> =
            codes.filter(|code| self.section(code).is_none()).cloned().collect();
        if unknown.is_empty() { Ok(()) } else { Err(Error::UnknownCodes { codes: unknown }) }
    }
}

/// The hash of a set's content, whatever its white space.
pub(crate) fn content_hash(content: &[u8]) -> Result<Hash> {
    Ok(Hash::of(&Json::parse(content)?.to_compact()))
}

fn read(connection: &Connection, key: i64) -> Result<StoredSet> {
    let mut statement = connection.prepare_cached(include_str!("get.sql"))?;
    let (sha256, content): (Hash, String) =
        statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let set = CriteriaSet::parse(content.as_bytes()).map_err(Error::damaged)?;
    if content_hash(content.as_bytes())? != sha256 {
        return Err(Error::damaged(format_args!("criteria set {} {}", set.id, set.version)));
    }
    Ok(StoredSet { key, sha256: sha256.hex(), content, set })
}

fn find(connection: &Connection, id: &str, version: &str) -> Result<Option<(i64, Hash)>> {
    let mut statement = connection.prepare_cached(include_str!("find.sql"))?;
    let found = statement.query_row([id, version], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}
