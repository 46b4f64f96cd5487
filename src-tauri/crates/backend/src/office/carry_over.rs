//! Answers of last year that still fit.

use scoring::Code;

use super::Office;
use crate::error::Result;

impl Office {
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
