//! The report's own paragraphs.

use std::path::Path;

use store::ReportTexts;

use super::Office;
use crate::error::Result;
use crate::files;

impl Office {
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
        let stamp = self.stamp();
        self.store.set_report_texts(dossier, &ReportTexts::parse(content)?, &stamp)?;
        Ok(())
    }
}
