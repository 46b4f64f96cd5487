//! What was done to a dossier, an earlier answer back, two versions side by side.

use std::path::Path;
use std::sync::Arc;

use scoring::Code;
use store::{Dossier, Version};
use words::history as say;

use super::Office;
use super::export::workbook;
use super::files_of_evidence::SavedFile;
use crate::error::{Error, Result};
use crate::history::{Comparison, HistoryLine, Teller, compare, list};
use crate::{files, wording};

/// Entries of a page.
const PAGE: u32 = 100;

/// A part of a dossier's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryPage {
    /// The newest first.
    pub lines: Vec<HistoryLine>,
    /// Whether there are older ones.
    pub older: bool,
}

impl Office {
    /// Why a dossier's content is not what its journal says; none where it is.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn altered(&self, dossier: &str) -> Result<Option<Error>> {
        match self.dossier(dossier) {
            Err(error) if error.is_of_damage() => Ok(Some(error)),
            other => other.map(|_| None),
        }
    }

    /// A dossier to name what its history is about: of a damaged one what is left of it.
    ///
    /// # Errors
    /// If there is no such dossier, or nothing of it can be read.
    pub fn named(&self, dossier: &str) -> Result<Arc<Dossier>> {
        match self.dossier(dossier) {
            Err(error) if error.is_of_damage() => {
                Ok(Arc::new(self.store.dossier_as_it_stands(dossier)?))
            }
            other => other,
        }
    }

    /// Everything that was done to a dossier, or to one of its items, oldest first.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn history(&self, dossier: &str, code: Option<&Code>) -> Result<Vec<HistoryLine>> {
        let content = self.named(dossier)?;
        let teller = Teller { store: &self.store, dossier: &content };
        let entries = self.store.history(dossier)?.into_iter();
        let wanted = entries.filter(|entry| code.is_none() || entry.subject.code() == code);
        wanted.map(|entry| teller.tell(entry)).collect()
    }

    /// The newest of it: before an entry's position where one is given.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn history_page(
        &self,
        dossier: &str,
        code: Option<&Code>,
        before: Option<i64>,
    ) -> Result<HistoryPage> {
        let content = self.named(dossier)?;
        let teller = Teller { store: &self.store, dossier: &content };
        let page = self.store.history_page(dossier, (code, before), PAGE)?;
        let lines = page.entries.into_iter().map(|entry| teller.tell(entry));
        Ok(HistoryPage { lines: lines.collect::<Result<_>>()?, older: page.older })
    }

    /// Where a dossier's journal is not as it was written; none where it is whole.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn broken_history(&self, dossier: &str) -> Result<Option<i64>> {
        Ok(self.store.broken_history(dossier)?)
    }

    /// Writes a dossier's history, or that of one item, to a workbook, or under its usual name into
    /// a folder, and reads it back.
    ///
    /// # Errors
    /// If there is no such dossier, or the file cannot be written.
    pub fn export_history(
        &self,
        dossier: &str,
        code: Option<&Code>,
        out: &Path,
    ) -> Result<SavedFile> {
        let lines = self.history(dossier, code)?;
        let content = self.dossier(dossier)?;
        let whose = (content.profile.name.as_str(), content.set.set.year);
        let bytes = workbook(&list(whose, &lines, self.broken_history(dossier)?))?;
        let path = files::in_folder(out, &self.history_name(dossier)?);
        files::write(&path, &bytes)?;
        Ok(SavedFile { path, bytes: bytes.len() as u64 })
    }

    /// The name under which a history is usually saved.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn history_name(&self, dossier: &str) -> Result<String> {
        let report = report::file_name(&self.report(dossier)?);
        let stem = Path::new(&report).file_stem().unwrap_or_default().to_string_lossy();
        Ok(say::list_file_name(stem))
    }

    /// Gives an item the answer back that it had before the entry at this position, and tells which
    /// item it was; it is one step of undo.
    ///
    /// # Errors
    /// If the entry is about no answer, or the dossier is signed off.
    pub fn restore_answer(&mut self, dossier: &str, seq: i64) -> Result<Code> {
        let (store, stamp) = self.change(dossier);
        Ok(store.restore_answer(dossier, seq, &stamp)?.1)
    }

    /// Two versions of a dossier side by side: as sign-offs froze it, by their ordinals from 1, or
    /// as it stands where none is named.
    ///
    /// # Errors
    /// If there is no such dossier or sign-off.
    pub fn compare(&self, dossier: &str, from: Option<u32>, to: Option<u32>) -> Result<Comparison> {
        let content = self.dossier(dossier)?;
        let read = |ordinal| -> Result<Version> { Ok(self.store.version(dossier, ordinal)?) };
        let parts = compare(&content.set.set, &read(from)?, &read(to)?);
        let name = |ordinal: Option<u32>| {
            let sign_off = ordinal
                .and_then(|ordinal| content.sign_offs.iter().find(|one| one.ordinal == ordinal));
            sign_off.map_or_else(|| say::version_now().to_owned(), wording::version)
        };
        Ok(Comparison { from: name(from), to: name(to), parts })
    }
}
