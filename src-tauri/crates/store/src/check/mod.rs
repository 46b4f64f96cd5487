//! The check of a whole file: is everything as it was written?

mod record;

use rusqlite::Connection;

use crate::content;
use crate::criteria_set::content_hash;
use crate::dossier::Dossier;
use crate::error::{Error, Result};
use crate::journal;
use crate::received;
use crate::sha256::Hash;
use crate::sign_off::{self, Comparison, Recount};
use crate::store::Store;

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
    /// The notes of the receiving office on a dossier are broken at one.
    Notes {
        /// The dossier.
        dossier: String,
        /// The first note that does not fit.
        ordinal: u32,
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
    /// Everything in the file that is not as it was written; nothing if it is sound.
    ///
    /// # Errors
    /// Only where the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Damage>> {
        let mut damage = structure(self.connection())?;
        damage.extend(self.altered_sets()?);
        damage.extend(content::altered(self.connection())?);
        let mut statement = self.connection().prepare_cached(include_str!("dossiers.sql"))?;
        let ids: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in ids {
            match self.check_dossier(&id) {
                Ok(found) => damage.extend(found),
                Err(error) => {
                    damage.push(Damage::Unreadable { dossier: id, detail: error.to_string() });
                }
            }
        }
        Ok(damage)
    }

    fn altered_sets(&self) -> Result<Vec<Damage>> {
        let mut statement = self.connection().prepare_cached(include_str!("sets.sql"))?;
        let mut rows = statement.query([])?;
        let mut damage = Vec::new();
        while let Some(row) = rows.next()? {
            let (stored, content): (Hash, String) = (row.get(2)?, row.get(3)?);
            if content_hash(content.as_bytes()).ok() != Some(stored) {
                damage.push(Damage::CriteriaSet { id: row.get(0)?, version: row.get(1)? });
            }
        }
        Ok(damage)
    }

    pub(crate) fn check_dossier(&self, id: &str) -> Result<Vec<Damage>> {
        let head = crate::dossier::head(self.connection(), id)?;
        let lines = journal::lines(self.connection(), head.key)?;
        let named = || id.to_owned();
        let broken =
            journal::break_in(&lines, id).map(|seq| Damage::Journal { dossier: named(), seq });
        let dossier = self.dossier(id)?;
        let off_record = record::differences(self.connection(), head.key, &dossier, &lines)?;
        let off_record =
            off_record.into_iter().map(|subject| Damage::OffRecord { dossier: named(), subject });
        let mut damage: Vec<Damage> = broken.into_iter().chain(off_record).collect();
        damage.extend(self.check_sign_offs(&dossier, head.key)?);
        Ok(damage)
    }

    /// What the rules of today count otherwise than the standing sign-off of a dossier says; none where
    /// they count the same, or no sign-off stands.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::Damaged`].
    pub fn recount(&self, dossier: &str) -> Result<Option<Recount>> {
        let dossier = self.dossier(dossier)?;
        let Some(standing) = dossier.signed_off() else {
            return Ok(None);
        };
        let content = self.signed_content(&dossier.id, standing.ordinal)?;
        dossier.recount(&content.ok_or_else(|| Error::damaged("a sign-off without content"))?)
    }

    pub(crate) fn check_sign_offs(&self, dossier: &Dossier, key: i64) -> Result<Vec<Damage>> {
        let mut damage = Vec::new();
        if let Some(ordinal) = received::broken(self.connection(), (key, &dossier.id))? {
            damage.push(Damage::Notes { dossier: dossier.id.clone(), ordinal });
        }
        for sign_off in &dossier.sign_offs {
            let (ordinal, id) = (sign_off.ordinal, dossier.id.clone());
            let (content, sha256) = sign_off::content(self.connection(), key, ordinal)?
                .ok_or_else(|| Error::damaged("a sign-off without content"))?;
            if Hash::of(&content) != sha256 {
                damage.push(Damage::Frozen { dossier: id.clone(), ordinal });
            }
            if sign_off.reopened.is_none() {
                match sign_off::compare(&content, dossier) {
                    // Points by the rules of its time are no damage; [`Store::recount`] tells them.
                    Ok(Comparison::Same | Comparison::Recounted(_)) => {}
                    Ok(Comparison::Different) | Err(_) => {
                        damage.push(Damage::Signed { dossier: id });
                    }
                }
            }
        }
        Ok(damage)
    }
}

/// What `SQLite` itself finds: broken structure, rows that refer to nothing.
pub(crate) fn structure(connection: &Connection) -> Result<Vec<Damage>> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines = statement.query_map([], |row| row.get(0))?;
    let lines = lines.collect::<rusqlite::Result<Vec<String>>>()?;
    let faults = lines.into_iter().filter(|line| line != "ok");
    let faults = faults.map(|detail| Damage::Structure { detail });

    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let rows = statement
        .query_map([], |row| Ok(Damage::Reference { table: row.get(0)?, parent: row.get(2)? }))?;
    let lost = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(faults.chain(lost).collect())
}
