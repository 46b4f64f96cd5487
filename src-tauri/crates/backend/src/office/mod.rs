//! An office's opened data file with the person who works on it.

mod answers;
mod backups;
mod carry_over;
mod criteria_sets;
mod documents;
mod dossiers;
mod evidence;
mod evidence_export;
mod export;
mod files_of_evidence;
mod finished_report;
mod history;
mod packages;
mod particulars;
mod paste;
mod reading;
mod reading_files;
mod review;
mod sample;
mod search;
mod sign_off;
mod submission;

pub use answers::AnswersSet;
pub use backups::{
    BackupDone, BackupRun, backup_folder, backups, backups_of, damages, now, restore, verify_backup,
};
pub use criteria_sets::bundled;
pub use documents::{DocumentKind, Made};
pub use evidence::NewCitation;
pub use evidence_export::{EvidenceExport, EvidenceExported, ExportProgress};
pub use export::{Exported, Format};
pub use files_of_evidence::{AddedFile, FileToAdd, SavedFile};
pub(crate) use finished_report::names_its_sign_off;
pub use history::HistoryPage;
pub use packages::MergeLine;
pub use reading_files::{FileRead, FileToRead, proposed};
pub use review::{Reviewed, Unprintable, UnprintablePlace};
pub(crate) use sample::{SAMPLE, sample_person};
pub use submission::plans;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use store::{Holder, Medium, Person, Stamp, Step, Steps, Store};

use reading::Reading;

use crate::error::{Error, Result};
use crate::wording;

/// Where the moment of a change comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// Always this moment, so that the sample comes out the same every time.
    Fixed(DateTime<FixedOffset>),
}

impl Clock {
    pub(crate) fn now(self) -> DateTime<FixedOffset> {
        match self {
            Self::System => Utc::now().with_timezone(&wording::office_zone()),
            Self::Fixed(moment) => moment,
        }
    }
}

/// An opened data file, its clock and the person at the keyboard.
#[derive(Debug)]
pub struct Office {
    store: Store,
    path: PathBuf,
    clock: Clock,
    by: Person,
    reading: Reading,
}

impl Office {
    /// Makes a new data file and opens it.
    ///
    /// # Errors
    /// If the file exists or its folder cannot be written.
    pub fn create(path: &Path, by: Person, clock: Clock) -> Result<Self> {
        let store = Store::create(path, &holder(&by))?;
        Ok(Self { store, path: path.to_owned(), clock, by, reading: Reading::default() })
    }

    /// Opens a data file for itself alone.
    ///
    /// # Errors
    /// If the file cannot be opened, is none of this program's, or somebody else has it open.
    pub fn open(path: &Path, by: Person, clock: Clock) -> Result<Self> {
        let store = Store::open(path, &holder(&by))?;
        Ok(Self { store, path: path.to_owned(), clock, by, reading: Reading::default() })
    }

    /// Closes the file, so that everything stands in it alone.
    ///
    /// # Errors
    /// If the last pages cannot be written.
    pub fn close(self) -> Result<()> {
        Ok(self.store.close()?)
    }

    /// The data file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the data file lies on.
    pub fn medium(&self) -> Medium {
        self.store.medium()
    }

    /// What the data file takes on the disk in bytes, with what is not yet in its place.
    pub fn bytes(&self) -> u64 {
        let mut log = self.path.as_os_str().to_owned();
        log.push("-wal");
        let size = |path: &Path| std::fs::metadata(path).map(|file| file.len()).unwrap_or_default();
        size(&self.path) + size(Path::new(&log))
    }

    /// From now on this person is the author of changes.
    pub fn work_as(&mut self, person: Person) {
        self.by = person;
    }

    /// The identifier of the one dossier that begins so.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub fn resolve(&self, beginning: &str) -> Result<String> {
        let mut found = self.store.dossier_ids()?;
        found.retain(|id| id.starts_with(beginning));
        if let Some(exact) = found.iter().find(|id| *id == beginning) {
            return Ok(exact.clone());
        }
        match &found[..] {
            [one] if !beginning.is_empty() => Ok(one.clone()),
            [_, ..] if !beginning.is_empty() => {
                let message = words::store::ambiguous_dossier(found.len(), beginning);
                Err(Error::refused("ambiguous-dossier", message))
            }
            _ => Err(store::Error::UnknownDossier { id: beginning.to_owned() }.into()),
        }
    }

    /// Takes the last step back and tells which it was.
    ///
    /// # Errors
    /// If there is none since the last sign-off.
    pub fn undo(&mut self, dossier: &str) -> Result<Step> {
        // The step may be one of the unit's name.
        self.reading.forget_order();
        let (store, stamp) = self.change(dossier);
        Ok(store.undo(dossier, &stamp)?.1)
    }

    /// Does the step again that was undone last and tells which it was.
    ///
    /// # Errors
    /// If there is none.
    pub fn redo(&mut self, dossier: &str) -> Result<Step> {
        // The step may be one of the unit's name.
        self.reading.forget_order();
        let (store, stamp) = self.change(dossier);
        Ok(store.redo(dossier, &stamp)?.1)
    }

    /// What can be undone and redone, and when the dossier was changed last.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn steps(&self, dossier: &str) -> Result<Steps> {
        Ok(self.store.steps(dossier)?)
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.clock.now(), by: self.by.clone() }
    }

    /// The store and the stamp for a change of a dossier, which is read anew afterwards.
    fn change(&mut self, dossier: &str) -> (&mut Store, Stamp) {
        self.reading.forget(dossier);
        let stamp = self.stamp();
        (&mut self.store, stamp)
    }

    /// The present moment, in the office's time.
    pub fn moment(&self) -> DateTime<FixedOffset> {
        self.clock.now()
    }

    /// The office's calendar day.
    pub fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }
}

/// The person that the operating system names, where nobody gave another.
pub fn user() -> Person {
    Person { name: whoami::username().unwrap_or_default(), post: String::new() }
}

/// Who is shown to others as having the file open.
fn holder(by: &Person) -> Holder {
    Holder {
        name: wording::person(by),
        computer: whoami::hostname().unwrap_or_default(),
        pid: std::process::id(),
        since: Utc::now(),
    }
}
