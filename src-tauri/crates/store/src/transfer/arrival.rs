//! What a dossier that comes in means for the one that is here.

use super::journal_text;
use super::outgoing::TransferSource;
use super::part::{self, HandedPart};
use crate::change::Op;
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::journal::{self, Entry, Line};
use crate::received::{self, Role};
use crate::sha256::Hash;
use crate::store::Store;

/// Bytes of values that are told of what comes.
const TOLD: usize = 16 << 20;

/// What a dossier that comes in means for this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is not here yet.
    New,
    /// It is here as it comes.
    Same,
    /// It goes on from what is here, with these entries.
    Ahead(Vec<Entry>),
    /// It goes on with these entries; of what is here it lacks only so many acts of the receiving office,
    /// which become notes of this office.
    Resubmitted {
        /// The entries.
        entries: Vec<Entry>,
        /// The acts.
        acts: usize,
    },
    /// It is a part that is handed out once more; what was entered in the part that is here is kept.
    HandedAgain,
    /// What is here goes on from it: it brings nothing.
    Behind,
    /// Both went on, from the entry after this position.
    Diverged(i64),
}

/// How the journal that comes stands to the one that is here.
pub(super) struct Meeting {
    pub(super) arrival: Arrival,
    /// The dossier.
    pub(super) dossier: String,
    /// The last entry that both have.
    pub(super) common: i64,
    /// The last entry that comes; of a dossier that is not here yet, none is read.
    pub(super) end: (i64, Hash),
}

impl Store {
    /// What a dossier that comes in, perhaps as a part to fill in, would mean for this file; nothing is
    /// changed.
    ///
    /// # Errors
    /// [`Error::BadTransfer`] for what no program wrote.
    pub fn arrival(
        &self,
        source: &mut dyn TransferSource,
        handed: Option<&HandedPart>,
    ) -> Result<Arrival> {
        Ok(self.meeting(source, handed)?.arrival)
    }

    pub(super) fn meeting(
        &self,
        source: &mut dyn TransferSource,
        handed: Option<&HandedPart>,
    ) -> Result<Meeting> {
        let mut here: Option<Head> = None;
        let (mut common, mut end, mut told, mut ahead) = (0, (0, Hash([0; 32])), 0, Vec::new());
        let mut id = String::new();
        let journal = source.journal().map_err(|source| Error::NotGiven { source })?;
        let read = journal_text::read(journal, &mut |dossier, proved| {
            let head = if let Some(head) = &here {
                head
            } else {
                dossier.clone_into(&mut id);
                let head = dossier::head(self.connection(), dossier)?;
                self.prove(&head)?;
                here.insert(head)
            };
            let line = proved.line();
            end = (line.seq, line.hash);
            if common + 1 == line.seq
                && journal::hash_at(self.connection(), head.key, line.seq)? == Some(line.hash)
            {
                common = line.seq;
                return Ok(());
            }
            told += line.bytes();
            let entry = proved.into_line().into_entry()?;
            // However much comes, what is told of it is held in memory.
            ahead.push(if told > TOLD {
                Entry { before: None, after: None, ..entry }
            } else {
                entry
            });
            Ok(())
        });
        match (read, here) {
            (Err(Error::UnknownDossier { .. }), None) => {
                Ok(Meeting { arrival: Arrival::New, dossier: id, common: 0, end })
            }
            (Err(error), _) => Err(error),
            (Ok(()), None) => Err(Error::bad_transfer("no entry")),
            (Ok(()), Some(head)) => {
                let arrival = self.met(&head, (common, end.0), ahead, handed)?;
                Ok(Meeting { arrival, dossier: id, common, end })
            }
        }
    }

    fn met(
        &self,
        head: &Head,
        (common, end): (i64, i64),
        ahead: Vec<Entry>,
        handed: Option<&HandedPart>,
    ) -> Result<Arrival> {
        let last = journal::Chain::end_of(self.connection(), head)?.position().0;
        if common == end {
            return Ok(if common == last { Arrival::Same } else { Arrival::Behind });
        }
        if common == last {
            return Ok(Arrival::Ahead(ahead));
        }
        let part = part::handed(self.connection(), head.key)?;
        match (part, handed) {
            (Some(part), Some(_)) if part.base_seq <= common => Ok(Arrival::HandedAgain),
            (None, None) => Ok(match self.acts_since(head, common)? {
                Some(acts) => Arrival::Resubmitted { entries: ahead, acts },
                None => Arrival::Diverged(common),
            }),
            (Some(_) | None, Some(_) | None) => Ok(Arrival::Diverged(common)),
        }
    }

    /// How many steps of a receiving office follow an entry; none where something else follows, or the
    /// dossier is this file's own.
    fn acts_since(&self, head: &Head, common: i64) -> Result<Option<usize>> {
        if received::role(self.connection(), head.key)? == Some(Role::Own) {
            return Ok(None);
        }
        let (mut acts, mut step, mut is_all) = (0, 0, true);
        journal::each(self.connection(), head.key, |line: Line| {
            if line.seq > common {
                is_all &= Op::named(&line.op).is_some_and(is_act);
                acts += usize::from(line.step != step);
                step = line.step;
            }
            Ok(())
        })?;
        Ok(is_all.then_some(acts))
    }
}

/// Whether a receiving office does it with a dossier that lies with it.
pub(super) fn is_act(op: Op) -> bool {
    matches!(
        op,
        Op::Submit
            | Op::Withdraw
            | Op::GiveBack
            | Op::BeginAppraisal
            | Op::Explain
            | Op::AppraiseAgain
            | Op::Finish
            | Op::SetAside
            | Op::BringBack
    )
}
