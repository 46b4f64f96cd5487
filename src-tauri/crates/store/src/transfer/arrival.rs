//! What a dossier that comes in means for the one that is here.

use super::journal_text::{self, Incoming};
use super::outgoing::Transfer;
use crate::dossier;
use crate::error::{Error, Result};
use crate::journal::{self, Entry, Line};
use crate::store::Store;

/// What a dossier that comes in means for this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is not here yet.
    New,
    /// It is here as it comes.
    Same,
    /// It goes on from what is here, with these entries.
    Ahead(Vec<Entry>),
    /// What is here goes on from it: it brings nothing.
    Behind,
    /// Both went on, from the entry after this position.
    Diverged(i64),
}

impl Store {
    /// What a dossier that comes in would mean for this file; nothing is changed.
    ///
    /// # Errors
    /// [`Error::BadTransfer`] for what no program wrote.
    pub fn arrival(&self, transfer: &Transfer) -> Result<Arrival> {
        let incoming = journal_text::read(&transfer.journal)?;
        self.arrival_of(&incoming)
    }

    pub(super) fn arrival_of(&self, incoming: &Incoming) -> Result<Arrival> {
        let here = match dossier::head(self.connection(), &incoming.dossier) {
            Ok(head) => {
                self.prove(&head)?;
                journal::lines(self.connection(), head.key)?
            }
            Err(Error::UnknownDossier { .. }) => return Ok(Arrival::New),
            Err(other) => return Err(other),
        };
        let common = common(&here, &incoming.lines);
        Ok(match (common == here.len(), common == incoming.lines.len()) {
            (true, true) => Arrival::Same,
            (true, false) => {
                let ahead = incoming.lines.iter().skip(common).cloned();
                Arrival::Ahead(ahead.map(Line::into_entry).collect::<Result<_>>()?)
            }
            (false, true) => Arrival::Behind,
            (false, false) => Arrival::Diverged(i64::try_from(common).unwrap_or(i64::MAX)),
        })
    }
}

/// How many entries two journals have in common.
pub(super) fn common(one: &[Line], other: &[Line]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one.hash == other.hash).count()
}
