//! Sign-off, the registry's number, reopening.

use chrono::NaiveDate;
use store::{SignOff, SignedOff};

use super::Office;
use crate::error::{Error, Result};

impl Office {
    /// Locks the dossier's content under its hash.
    ///
    /// # Errors
    /// With everything that stands in the way, in words.
    pub fn sign_off(
        &mut self,
        dossier: &str,
        number: Option<String>,
        date: Option<NaiveDate>,
    ) -> Result<SignedOff> {
        let (store, stamp) = self.change(dossier);
        match store.sign_off(dossier, &SignOff { number, date }, &stamp) {
            Err(store::Error::NotReady(blockers)) => {
                let dossier = self.dossier(dossier)?;
                let set = &dossier.set.set;
                let faults: Vec<String> =
                    blockers.iter().map(|one| crate::wording::blocker(set, one)).collect();
                let message = words::store::not_ready(faults.len());
                Err(Error::refused("not-ready", message).with_faults(faults))
            }
            other => Ok(other?),
        }
    }

    /// Enters the registry's number and date after the sign-off; scores and hash stay.
    ///
    /// # Errors
    /// If the dossier is not signed off, the number is empty, or the date is out of bounds.
    pub fn set_number(
        &mut self,
        dossier: &str,
        number: String,
        date: NaiveDate,
    ) -> Result<SignedOff> {
        let registry = SignOff { number: Some(number), date: Some(date) };
        let (store, stamp) = self.change(dossier);
        Ok(store.set_number(dossier, &registry, &stamp)?)
    }

    /// Reopens a signed-off dossier for changes; the earlier sign-off is kept.
    ///
    /// # Errors
    /// If it is not signed off, or no reason is given.
    pub fn reopen(&mut self, dossier: &str, reason: &str) -> Result<SignedOff> {
        let (store, stamp) = self.change(dossier);
        Ok(store.reopen(dossier, reason, &stamp)?)
    }
}
