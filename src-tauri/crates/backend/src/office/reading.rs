//! Dossiers that were read and have not changed since, so that a key press reads no SQL.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use store::{Dossier, DossierSummary};

use super::{Office, SAMPLE};
use crate::error::{Error, Result};

/// What was read of the data file.
#[derive(Debug, Default)]
pub(super) struct Reading {
    dossiers: RefCell<HashMap<String, Arc<Dossier>>>,
    /// Lines of the list: each costs the scoring of its dossier.
    summaries: RefCell<HashMap<String, DossierSummary>>,
    /// By dossier: the unit's dossier of an earlier year.
    earlier: RefCell<HashMap<String, Option<String>>>,
}

impl Reading {
    /// Forgets a dossier that is to be changed.
    pub(super) fn forget(&mut self, dossier: &str) {
        self.dossiers.get_mut().remove(dossier);
        self.summaries.get_mut().remove(dossier);
    }

    /// Forgets which dossier comes before which.
    pub(super) fn forget_order(&mut self) {
        self.earlier.get_mut().clear();
    }
}

impl Office {
    /// A dossier with everything in it.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn dossier(&self, id: &str) -> Result<Arc<Dossier>> {
        if let Some(read) = self.reading.dossiers.borrow().get(id) {
            return Ok(Arc::clone(read));
        }
        let read = Arc::new(self.store.dossier(id)?);
        self.reading.dossiers.borrow_mut().insert(id.to_owned(), Arc::clone(&read));
        Ok(read)
    }

    /// The dossiers that are set aside, or those that are not, the newest first. Damaged ones are left
    /// out: they are told by [`Self::damaged_dossiers`].
    pub(super) fn summaries(&self, aside: bool) -> Result<Vec<DossierSummary>> {
        let listed = self.store.listed()?.into_iter().filter(|(_, is_aside)| *is_aside == aside);
        let read = listed.map(|(id, _)| self.summary(&id));
        read.filter(|summary| !summary.as_ref().is_err_and(Error::is_of_damage)).collect()
    }

    /// Why dossiers that are damaged are not in the lists, by identifier.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn damaged_dossiers(&self) -> Result<Vec<(String, Error)>> {
        let mut damaged = Vec::new();
        for (id, _) in self.store.listed()? {
            match self.summary(&id) {
                Err(error) if error.is_of_damage() => damaged.push((id, error)),
                other => {
                    other?;
                }
            }
        }
        Ok(damaged)
    }

    fn summary(&self, id: &str) -> Result<DossierSummary> {
        if let Some(read) = self.reading.summaries.borrow().get(id) {
            return Ok(read.clone());
        }
        let read = self.store.summary(id)?;
        self.reading.summaries.borrow_mut().insert(id.to_owned(), read.clone());
        Ok(read)
    }

    /// The newest other dossier of the same unit with an earlier year.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn earlier(&self, id: &str) -> Result<Option<Arc<Dossier>>> {
        if let Some(known) = self.reading.earlier.borrow().get(id) {
            return known.as_deref().map(|earlier| self.dossier(earlier)).transpose();
        }
        let dossier = self.dossier(id)?;
        let earlier = self.earlier_of(&dossier.profile.name, dossier.set.set.year)?;
        self.reading.earlier.borrow_mut().insert(id.to_owned(), earlier.clone());
        earlier.map(|earlier| self.dossier(&earlier)).transpose()
    }

    /// The identifier of a unit's newest dossier with a year before this one; the sample, whose
    /// figures are made up, is never it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn earlier_of(&self, unit: &str, year: i32) -> Result<Option<String>> {
        let unit = unit.trim().to_lowercase();
        let dossiers = self.summaries(false)?;
        // The list has the newest first; of two with the same year the first one is taken.
        let earlier = dossiers
            .into_iter()
            .rev()
            .filter(|one| one.year < year && one.unit.trim().to_lowercase() == unit)
            .filter(|one| one.id != SAMPLE)
            .max_by_key(|one| one.year);
        Ok(earlier.map(|one| one.id))
    }
}
