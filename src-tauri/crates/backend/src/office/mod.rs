//! An office's opened data file with the person who works on it.

mod answers;
mod dossiers;
mod evidence;
mod export;
mod report_texts;
mod review;
mod sign_off;

pub use answers::AnswersSet;
pub use evidence::NewCitation;
pub use export::{Exported, Format};
pub use review::Reviewed;

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use store::{Damage, Entry, Holder, Person, Stamp, Step, Store};

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
    fn now(self) -> DateTime<FixedOffset> {
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
    clock: Clock,
    by: Person,
}

impl Office {
    /// Makes a new data file and opens it.
    ///
    /// # Errors
    /// If the file exists or its folder cannot be written.
    pub fn create(path: &Path, by: Person, clock: Clock) -> Result<Self> {
        Ok(Self { store: Store::create(path, &holder(&by))?, clock, by })
    }

    /// Opens a data file for itself alone.
    ///
    /// # Errors
    /// If the file cannot be opened, is none of this program's, or somebody else has it open.
    pub fn open(path: &Path, by: Person, clock: Clock) -> Result<Self> {
        Ok(Self { store: Store::open(path, &holder(&by))?, clock, by })
    }

    /// Closes the file, so that everything stands in it alone.
    ///
    /// # Errors
    /// If the last pages cannot be written.
    pub fn close(self) -> Result<()> {
        Ok(self.store.close()?)
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
        let stamp = self.stamp();
        Ok(self.store.undo(dossier, &stamp)?.1)
    }

    /// Does the step again that was undone last and tells which it was.
    ///
    /// # Errors
    /// If there is none.
    pub fn redo(&mut self, dossier: &str) -> Result<Step> {
        let stamp = self.stamp();
        Ok(self.store.redo(dossier, &stamp)?.1)
    }

    /// Everything that was done to a dossier, oldest first.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn history(&self, dossier: &str) -> Result<Vec<Entry>> {
        Ok(self.store.history(dossier)?)
    }

    /// Everything in the file that is not as it was written.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<Damage>> {
        Ok(self.store.check()?)
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.clock.now(), by: self.by.clone() }
    }

    fn today(&self) -> NaiveDate {
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
