//! The search over documents and what their files say.

use store::Found;

use super::Office;
use crate::error::Result;

impl Office {
    /// The documents of a dossier that say these words, the best first.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn search(&self, dossier: &str, text: &str) -> Result<Vec<Found>> {
        Ok(self.store.search(dossier, text)?)
    }
}
