//! The proof that a dossier is what its journal says, before anything of it is shown or given out.
//!
//! A bit that a disk turned over is seen by nothing else: `SQLite` gives out what stands there. Each
//! dossier is therefore proved when it is read first, and anew before an act that others rely on.

use super::{Damage, record::Recorded};
use crate::dossier::{self, Dossier, Head};
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::sign_off;
use crate::store::Store;

impl Store {
    /// Proves a dossier, unless it was proved since the file was opened.
    ///
    /// In a transaction nothing is proved: whoever began it has proved the dossier, and what stands
    /// there may not stay.
    ///
    /// # Errors
    /// [`Error::Altered`] with everything that differs.
    pub(crate) fn prove(&self, head: &Head) -> Result<()> {
        if !self.connection().is_autocommit() || self.proved.borrow().contains(&head.id) {
            return Ok(());
        }
        match self.differences(head) {
            Ok(damage) if damage.is_empty() => {
                self.proved.borrow_mut().insert(head.id.clone());
                Ok(())
            }
            Ok(damage) => Err(self.altered(head, damage)),
            Err(error) if error.is_of_content() && !error.is_of_disk() => {
                let dossier = head.id.clone();
                let damage = vec![Damage::Unreadable { dossier, detail: error.to_string() }];
                Err(self.altered(head, damage))
            }
            Err(error) => Err(error),
        }
    }

    /// Proves a dossier whatever was proved before, from the file's own pages and not from those that
    /// the database holds in memory.
    ///
    /// # Errors
    /// As [`Self::prove`], and [`Error::UnknownDossier`].
    pub(crate) fn prove_anew(&self, dossier: &str) -> Result<()> {
        if !self.connection().is_autocommit() {
            return Ok(());
        }
        self.connection().execute_batch("PRAGMA shrink_memory")?;
        self.sets.borrow_mut().clear();
        self.proved.borrow_mut().remove(dossier);
        self.prove(&dossier::head(self.connection(), dossier)?)
    }

    /// What of a dossier is not as its journal says. What was counted when it was signed off is left
    /// to the check of the file: other rules may count otherwise.
    fn differences(&self, head: &Head) -> Result<Vec<Damage>> {
        let (dossier, recorded) = self.beside_its_record(head)?;
        let mut damage = recorded.damage(self.connection(), head, &dossier)?;
        damage.extend(self.altered_sign_offs(head, &dossier)?);
        Ok(damage)
    }

    /// A dossier as it stands and what its journal says of it.
    pub(super) fn beside_its_record(&self, head: &Head) -> Result<(Dossier, Recorded)> {
        let recorded = Recorded::read(self.connection(), head)?;
        let set = self.set_by_key(head.set)?;
        Ok((dossier::load(self.connection(), head.clone(), set)?, recorded))
    }

    /// Sign-offs whose frozen content is not what its hash says.
    pub(super) fn altered_sign_offs(&self, head: &Head, dossier: &Dossier) -> Result<Vec<Damage>> {
        let mut damage = Vec::new();
        for sign_off in &dossier.sign_offs {
            let ordinal = sign_off.ordinal;
            let (content, sha256) = sign_off::content(self.connection(), head.key, ordinal)?
                .ok_or_else(|| Error::damaged("a sign-off without content"))?;
            if Hash::of(&content) != sha256 {
                damage.push(Damage::Frozen { dossier: dossier.id.clone(), ordinal });
            }
        }
        Ok(damage)
    }

    /// The refusal of a damaged dossier. From now on the file is left as it is as far as possible: its
    /// log stays beside it for whoever saves what can be saved.
    fn altered(&self, head: &Head, damage: Vec<Damage>) -> Error {
        self.leave_as_it_is();
        Error::Altered { dossier: head.id.clone(), damage }
    }
}
