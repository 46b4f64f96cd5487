//! Answers of last year that still fit.

use scoring::Code;
use store::CarriedOver;

use super::Office;
use crate::error::Result;

impl Office {
    /// Carries the answers of another dossier over that still fit, as one step of undo; each is
    /// marked until it is confirmed or changed.
    ///
    /// # Errors
    /// If one of the two does not exist, or the new one is signed off.
    pub fn carry_over(&mut self, from: &str, into: &str) -> Result<CarriedOver> {
        let (store, stamp) = self.change(into);
        Ok(store.carry_over(from, into, &stamp)?)
    }

    /// Confirms an answer that was carried over, as it stands.
    ///
    /// # Errors
    /// If there is no such dossier or code, or it is signed off.
    pub fn confirm_carried(&mut self, dossier: &str, code: &str) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.confirm_carried(dossier, &Code::new(code), &stamp)?;
        Ok(())
    }
}
