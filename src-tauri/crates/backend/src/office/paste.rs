//! Pasting a block of cells into the summary table.

use super::Office;
use crate::error::{Error, Result};
use crate::paste::{PastePlan, PasteRequest, plan};

impl Office {
    /// What pasting a block would change.
    ///
    /// # Errors
    /// If there is no such dossier, its set has no such cell as the anchor, or the block is larger
    /// than 16 MB or 10,000 rows.
    pub fn plan_paste(&self, dossier: &str, request: &PasteRequest) -> Result<PastePlan> {
        Ok(plan(&*self.dossier(dossier)?, request)?.0)
    }

    /// Pastes a block as one step of undo and tells what it changed. Values that cannot be read
    /// are kept as they stand in the block and are invalid.
    ///
    /// # Errors
    /// As [`Self::plan_paste`], if nothing would change, or the dossier is signed off; then
    /// nothing is changed.
    pub fn paste(&mut self, dossier: &str, request: &PasteRequest) -> Result<PastePlan> {
        let (plan, answers) = plan(&*self.dossier(dossier)?, request)?;
        if plan.changes.is_empty() {
            return Err(Error::refused("nothing-to-paste", words::paste::nothing()));
        }
        let (store, stamp) = self.change(dossier);
        store.set_answers(dossier, &answers, &stamp)?;
        Ok(plan)
    }
}
