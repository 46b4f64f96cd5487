//! Sign-off, the registry's number, reopening.

use chrono::NaiveDate;
use store::{Dossier, SignOff, SignedOff};
use unicode_normalization::UnicodeNormalization;

use super::Office;
use super::export::made_report;
use crate::error::{Error, Result};

/// What ended a sign-off: the store still has its reasons as data.
enum Stopped {
    Store(store::Error),
    Report(Error),
}

impl From<store::Error> for Stopped {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl Office {
    /// Locks the dossier's content under its hash and keeps the report of it.
    ///
    /// # Errors
    /// With everything that stands in the way, in words; for a number with another symbol.
    pub fn sign_off(
        &mut self,
        dossier: &str,
        number: Option<String>,
        date: Option<NaiveDate>,
    ) -> Result<SignedOff> {
        let number = number.map(|typed| self.number_alone(dossier, &typed)).transpose()?;
        let registry = SignOff { number, date };
        let make = |dossier: &Dossier| made_report(dossier).map_err(Stopped::Report);
        let (store, stamp) = self.change(dossier);
        match store.sign_off_with_report(dossier, &registry, make, &stamp) {
            Err(Stopped::Store(error)) => {
                self.ready_or_refused(dossier, Err(error), words::store::not_ready)
            }
            Err(Stopped::Report(error)) => Err(error),
            Ok(signed) => Ok(signed),
        }
    }

    /// What was done, or everything that stands in the way, in words.
    pub(super) fn ready_or_refused<T>(
        &self,
        dossier: &str,
        done: store::Result<T>,
        message: fn(usize) -> String,
    ) -> Result<T> {
        match done {
            Err(store::Error::NotReady(blockers)) => {
                let dossier = self.dossier(dossier)?;
                let set = &dossier.set.set;
                let faults: Vec<String> =
                    blockers.iter().map(|one| crate::wording::blocker(set, one)).collect();
                Err(Error::refused("not-ready", message(faults.len())).with_faults(faults))
            }
            other => Ok(other?),
        }
    }

    /// Enters the registry's number and date after the sign-off; scores and hash stay.
    ///
    /// # Errors
    /// If the dossier is not signed off, the number is empty or has another symbol, or the date is out
    /// of bounds.
    pub fn set_number(
        &mut self,
        dossier: &str,
        number: &str,
        date: NaiveDate,
    ) -> Result<SignedOff> {
        let number = self.number_alone(dossier, number)?;
        let registry = SignOff { number: Some(number), date: Some(date) };
        let (store, stamp) = self.change(dossier);
        store.set_number_with_report(dossier, &registry, made_report, &stamp)
    }

    /// A number as typed without the dossier's symbol, which the report adds and people type all the
    /// same.
    fn number_alone(&self, dossier: &str, typed: &str) -> Result<String> {
        let typed = typed.trim();
        let Some((number, symbol)) = typed.split_once('/') else {
            return Ok(typed.to_owned());
        };
        let content = self.dossier(dossier)?;
        let own = content.profile.symbol.trim();
        let same = |text: &str| text.nfc().collect::<String>().to_lowercase();
        if same(symbol.trim()) == same(own) {
            return Ok(number.trim().to_owned());
        }
        let message = words::store::other_symbol(typed, own, number.trim());
        Err(Error::refused("other-symbol", message))
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
