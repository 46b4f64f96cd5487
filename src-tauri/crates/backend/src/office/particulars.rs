//! What stands around the answers: the unit's profile, the round, the report's own paragraphs.

use std::path::Path;

use store::{Profile, ReportTexts, Round};

use super::Office;
use crate::error::Result;
use crate::files;

impl Office {
    /// Replaces the unit's profile in a dossier.
    ///
    /// # Errors
    /// If it is for another kind of unit, or the dossier is signed off.
    pub fn set_profile(&mut self, dossier: &str, profile: &Profile) -> Result<()> {
        self.reading.forget_order();
        let (store, stamp) = self.change(dossier);
        store.set_profile(dossier, profile, &stamp)?;
        Ok(())
    }

    /// Replaces the round of a dossier.
    ///
    /// # Errors
    /// If it is for another year or fixes dates that the set does not have, or the dossier is
    /// signed off.
    pub fn set_round(&mut self, dossier: &str, round: &Round) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.set_round(dossier, round, &stamp)?;
        Ok(())
    }

    /// Replaces the report's own paragraphs.
    ///
    /// # Errors
    /// If the dossier is signed off.
    pub fn set_report_texts(&mut self, dossier: &str, texts: &ReportTexts) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.set_report_texts(dossier, texts, &stamp)?;
        Ok(())
    }

    /// Replaces the report's own paragraphs by those of a file.
    ///
    /// # Errors
    /// If the file is at fault, or the dossier is signed off.
    pub fn read_report_texts(&mut self, dossier: &str, path: &Path) -> Result<()> {
        let content = files::read(path)?;
        self.take_report_texts(dossier, &content).map_err(|error| error.in_file(path))
    }

    /// The same from the content of a file.
    ///
    /// # Errors
    /// As [`Self::read_report_texts`].
    pub fn take_report_texts(&mut self, dossier: &str, content: &[u8]) -> Result<()> {
        self.set_report_texts(dossier, &ReportTexts::parse(content)?)
    }
}
