//! What the window changes one at a time: an answer, a citation, the report's paragraphs.

use std::path::Path;

use scoring::{Answer, Code};
use store::{Dossier, Place, Profile, ReportTexts, Step};

use super::Office;
use crate::error::Result;
use crate::files;

impl Office {
    /// A dossier with everything in it.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn dossier(&self, id: &str) -> Result<Dossier> {
        Ok(self.store.dossier(id)?)
    }

    /// Replaces one answer; an empty one clears it. What is invalid is kept.
    ///
    /// # Errors
    /// If the set has no such code, the unit does not score the item, or the dossier is signed off.
    pub fn set_answer(&mut self, dossier: &str, code: &str, answer: &Answer) -> Result<()> {
        let stamp = self.stamp();
        self.store.set_answer(dossier, &Code::new(code), answer, &stamp)?;
        Ok(())
    }

    /// Cites a document that is there for a code, or changes where in it.
    ///
    /// # Errors
    /// If document or code are unknown, or the dossier is signed off.
    pub fn cite(&mut self, dossier: &str, evidence: &str, code: &str, place: &Place) -> Result<()> {
        let stamp = self.stamp();
        self.store.cite(dossier, (evidence, &Code::new(code)), place, &stamp)?;
        Ok(())
    }

    /// Takes a citation back; the document stays.
    ///
    /// # Errors
    /// If there is no such citation, or the dossier is signed off.
    pub fn uncite(&mut self, dossier: &str, evidence: &str, code: &str) -> Result<()> {
        let stamp = self.stamp();
        self.store.uncite(dossier, (evidence, &Code::new(code)), &stamp)?;
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

    /// Replaces the report's own paragraphs.
    ///
    /// # Errors
    /// If the dossier is signed off.
    pub fn set_report_texts(&mut self, dossier: &str, texts: &ReportTexts) -> Result<()> {
        let stamp = self.stamp();
        self.store.set_report_texts(dossier, texts, &stamp)?;
        Ok(())
    }

    /// Replaces the unit's profile in a dossier.
    ///
    /// # Errors
    /// If the dossier is signed off, or the profile is of the other kind of unit.
    pub fn set_profile(&mut self, dossier: &str, profile: &Profile) -> Result<()> {
        let stamp = self.stamp();
        self.store.set_profile(dossier, profile, &stamp)?;
        Ok(())
    }

    /// What undo and redo would do now.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn labels(&self, dossier: &str) -> Result<(Option<Step>, Option<Step>)> {
        Ok((self.store.undo_label(dossier)?, self.store.redo_label(dossier)?))
    }
}
