//! What of a dossier travels besides the content of its files.

use crate::dossier;
use crate::error::Result;
use crate::journal;
use crate::sign_off;
use crate::store::Store;

use super::journal_text;

/// A dossier as it travels, without the content of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The criteria set as it was given.
    pub criteria_set: String,
    /// The journal (`par-journal/1`).
    pub journal: String,
    /// The content that each sign-off froze, oldest first.
    pub sign_offs: Vec<String>,
    /// The content as it stands, canonical (`par-signed/2`).
    pub content: String,
}

impl Store {
    /// A dossier as it travels.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`](crate::Error::UnknownDossier),
    /// [`Error::Altered`](crate::Error::Altered).
    pub fn transfer(&self, dossier: &str) -> Result<Transfer> {
        self.prove_anew(dossier)?;
        let head = dossier::head(self.connection(), dossier)?;
        let set = self.set_by_key(head.set)?;
        let lines = journal::lines(self.connection(), head.key)?;
        let mut sign_offs = Vec::new();
        while let Some((content, _)) =
            sign_off::content(self.connection(), head.key, next(&sign_offs))?
        {
            sign_offs.push(content);
        }
        Ok(Transfer {
            criteria_set: set.content.clone(),
            journal: journal_text::write(&head.id, &lines)?,
            sign_offs,
            content: self.content(dossier)?,
        })
    }
}

/// The ordinal of the sign-off after these.
fn next(sign_offs: &[String]) -> u32 {
    u32::try_from(sign_offs.len()).unwrap_or(u32::MAX).saturating_add(1)
}
