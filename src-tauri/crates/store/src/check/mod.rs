//! The check of a whole file: is everything as it was written?

mod proof;
mod record;

use std::collections::BTreeSet;

use rusqlite::{Connection, Params, Row};
use scoring::{CriteriaSet, score};

use crate::content;
use crate::criteria_set::content_hash;
use crate::dossier::{self, Dossier};
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::sign_off;
use crate::store::Store;
use record::Recorded;

/// Something in the file that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// `SQLite`'s own check found this.
    Structure {
        /// Its words.
        detail: String,
    },
    /// A row refers to one that is not there.
    Reference {
        /// The table of the row.
        table: String,
        /// The table to which it refers.
        parent: String,
    },
    /// A table, or what belongs to it, cannot be read to its end.
    Table {
        /// The table.
        table: &'static str,
        /// Why.
        detail: String,
    },
    /// A criteria set's content is not what its hash says.
    CriteriaSet {
        /// The set.
        id: String,
        /// Its version.
        version: String,
    },
    /// A dossier's journal is broken at an entry.
    Journal {
        /// The dossier.
        dossier: String,
        /// The first entry that does not fit.
        seq: i64,
    },
    /// The content of a dossier is not what its journal ends in.
    OffRecord {
        /// The dossier.
        dossier: String,
        /// What differs, as the journal names it.
        subject: String,
    },
    /// Frozen content is not what its hash says.
    Frozen {
        /// The dossier.
        dossier: String,
        /// The sign-off.
        ordinal: u32,
    },
    /// A signed-off dossier is no longer what was signed off.
    Signed {
        /// The dossier.
        dossier: String,
    },
    /// A finished report names another content than its sign-off froze.
    Report {
        /// The dossier.
        dossier: String,
        /// The sign-off, by its ordinal.
        sign_off: u32,
    },
    /// The content of a file is not what its hash says.
    Content {
        /// The hash, in hex.
        sha256: String,
    },
    /// A dossier cannot be read.
    Unreadable {
        /// The dossier.
        dossier: String,
        /// Why.
        detail: String,
    },
}

impl Store {
    /// Everything in the file that is not as it was written; nothing if it is sound. What cannot be
    /// read is told, and everything else is still checked.
    ///
    /// # Errors
    /// Only where the file cannot be read for a reason that is none of its content's.
    pub fn check(&self) -> Result<Vec<Damage>> {
        let connection = self.connection();
        // What the database holds in memory is not what stands in the file.
        connection.execute_batch("PRAGMA shrink_memory")?;
        self.proved.borrow_mut().clear();
        self.sets.borrow_mut().clear();
        let mut damage = structure_as_far_as_read(connection)?;
        damage.extend(altered_sets(connection)?);
        damage.extend(content::altered(connection)?);
        let (ids, unread) = dossiers(connection)?;
        damage.extend(unread);
        for id in ids {
            damage.extend(self.check_as_far_as_read(&id)?);
        }
        if !damage.is_empty() {
            self.leave_as_it_is();
        }
        Ok(damage)
    }

    /// What of criteria sets and dossiers is not as it was written: what makes a copy unfit to take the
    /// place of an earlier one. Contents of files lie elsewhere, and what today's rules count is no
    /// damage.
    pub(crate) fn altered_records(&self) -> Result<Vec<Damage>> {
        let mut damage = altered_sets(self.connection())?;
        let (ids, unread) = dossiers(self.connection())?;
        damage.extend(unread);
        for id in ids {
            let head = dossier::head(self.connection(), &id)?;
            match self.prove(&head) {
                Err(Error::Altered { damage: found, .. }) => damage.extend(found),
                other => other?,
            }
        }
        Ok(damage)
    }

    pub(crate) fn check_dossier(&self, id: &str) -> Result<Vec<Damage>> {
        let head = dossier::head(self.connection(), id)?;
        let (dossier, recorded) = self.beside_its_record(&head)?;
        let mut damage = recorded.damage(self.connection(), &head, &dossier)?;
        damage.extend(self.altered_sign_offs(&head, &dossier)?);
        damage.extend(self.check_sign_offs(&dossier, head.key)?);
        Ok(damage)
    }

    /// The same of a dossier of which not everything may be readable: then item by item.
    fn check_as_far_as_read(&self, id: &str) -> Result<Vec<Damage>> {
        let error = match self.check_dossier(id) {
            Err(error) if error.is_of_content() => error,
            other => return other,
        };
        let named = || id.to_owned();
        let mut damage = vec![Damage::Unreadable { dossier: named(), detail: error.to_string() }];
        if let Ok(head) = dossier::head(self.connection(), id) {
            let recorded = Recorded::read(self.connection(), &head)?;
            damage.extend(recorded.lost(self.connection(), &head));
        }
        Ok(damage)
    }

    fn check_sign_offs(&self, dossier: &Dossier, key: i64) -> Result<Vec<Damage>> {
        let mut damage = Vec::new();
        for sign_off in &dossier.sign_offs {
            let (ordinal, id) = (sign_off.ordinal, dossier.id.clone());
            let (content, _) = sign_off::content(self.connection(), key, ordinal)?
                .ok_or_else(|| Error::damaged("a sign-off without content"))?;
            if sign_off.reopened.is_none() {
                let score = score(&dossier.set.set, &dossier.answers);
                let now = sign_off::Form::of(&content)
                    .and_then(|form| sign_off::frozen_content(dossier, &score, form));
                if !now.is_ok_and(|now| now == content) {
                    damage.push(Damage::Signed { dossier: id });
                }
            }
        }
        Ok(damage)
    }
}

/// The identifiers of all dossiers, oldest first, as far as the table or its index can be read, and
/// what of them cannot.
fn dossiers(connection: &Connection) -> Result<(Vec<String>, Vec<Damage>)> {
    let table = "dossier";
    let id = |row: &Row<'_>| row.get(0);
    let (mut ids, unread) = as_far_as_read(connection, (table, include_str!("dossiers.sql")), id)?;
    let Some(unread) = unread else {
        return Ok((ids, Vec::new()));
    };
    let known: BTreeSet<String> = ids.iter().cloned().collect();
    let sql = include_str!("dossiers_by_index.sql");
    let (indexed, _) = as_far_as_read::<String>(connection, (table, sql), id)?;
    ids.extend(indexed.into_iter().filter(|id| !known.contains(id)));
    Ok((ids, vec![unread]))
}

fn altered_sets(connection: &Connection) -> Result<Vec<Damage>> {
    let sets = ("criteria_set", include_str!("sets.sql"));
    let (found, unread) = as_far_as_read(connection, sets, |row| {
        let (stored, content): (Hash, String) = (row.get(2)?, row.get(3)?);
        let (id, version): (String, String) = (row.get(0)?, row.get(1)?);
        let is_named = CriteriaSet::parse(content.as_bytes())
            .is_ok_and(|set| (&set.id, &set.version) == (&id, &version));
        let is_whole = is_named && content_hash(content.as_bytes()).ok() == Some(stored);
        Ok((!is_whole).then_some(Damage::CriteriaSet { id, version }))
    })?;
    Ok(found.into_iter().flatten().chain(unread).collect())
}

/// The rows of a query about a table as far as they can be read, and what kept the rest from it.
///
/// # Errors
/// Whatever is no damage of the file.
pub(crate) fn as_far_as_read<T>(
    connection: &Connection,
    (table, sql): (&'static str, &str),
    map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<(Vec<T>, Option<Damage>)> {
    let mut found = Vec::new();
    match gather(connection, sql, [], map, &mut found) {
        Err(error) if error.is_of_content() => {
            Ok((found, Some(Damage::Table { table, detail: error.to_string() })))
        }
        done => done.map(|()| (found, None)),
    }
}

fn gather<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    found: &mut Vec<T>,
) -> Result<()> {
    let mut statement = connection.prepare(sql)?;
    for row in statement.query_map(parameters, map)? {
        found.push(row?);
    }
    Ok(())
}

/// What `SQLite` itself finds, as far as it comes: it gives up at some damages.
fn structure_as_far_as_read(connection: &Connection) -> Result<Vec<Damage>> {
    let mut damage = Vec::new();
    for sql in [INTEGRITY, REFERENCES] {
        let mut found = Vec::new();
        let gathered = gather(connection, sql, [], structural(sql), &mut found);
        damage.extend(found.into_iter().flatten());
        match gathered {
            Err(error) if error.is_of_content() => {
                damage.push(Damage::Structure { detail: error.to_string() });
            }
            other => other?,
        }
    }
    Ok(damage)
}

const INTEGRITY: &str = "PRAGMA integrity_check";
const REFERENCES: &str = "PRAGMA foreign_key_check";

/// What a row of one of these pragmas tells; nothing where it says that all is well.
fn structural(sql: &str) -> impl Fn(&Row<'_>) -> rusqlite::Result<Option<Damage>> {
    let is_reference = sql == REFERENCES;
    move |row| {
        if is_reference {
            return Ok(Some(Damage::Reference { table: row.get(0)?, parent: row.get(2)? }));
        }
        let detail: String = row.get(0)?;
        Ok((detail != "ok").then_some(Damage::Structure { detail }))
    }
}

/// What `SQLite` itself finds: broken structure, rows that refer to nothing.
pub(crate) fn structure(connection: &Connection) -> Result<Vec<Damage>> {
    let mut found = Vec::new();
    for sql in [INTEGRITY, REFERENCES] {
        gather(connection, sql, [], structural(sql), &mut found)?;
    }
    Ok(found.into_iter().flatten().collect())
}
