//! The one door for every change of a dossier: change, journal and commit, or nothing at all.

use std::sync::Arc;

use rusqlite::Transaction;

use crate::change::{Change, Changed, Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::journal::{Chain, Record};
use crate::stamp::{Person, Stamp};
use crate::store::Store;
use crate::transfer::{self, HandedPart};

/// A change in progress.
pub(crate) struct Desk<'a> {
    pub(crate) transaction: Transaction<'a>,
    pub(crate) head: Head,
    pub(crate) set: Arc<StoredSet>,
    changed: Changed,
    op: Op,
    stamp: &'a Stamp,
    /// Where the journal stands; found when there is something to write.
    chain: Option<Chain>,
    /// What alone may change, where the file was handed a part of the dossier.
    part: Option<HandedPart>,
}

impl Store {
    /// Does an operation on a dossier whose state allows it, in one transaction.
    pub(crate) fn transact<T>(
        &mut self,
        (dossier, op): (&str, Op),
        stamp: &Stamp,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T>,
    ) -> Result<(Changed, T)> {
        self.prove_for(dossier, op)?;
        let transaction = self.begin()?;
        let head = dossier::head(&transaction, dossier)?;
        head.must_allow(op)?;
        let part = transfer::handed(&transaction, head.key)?;
        if part.is_some() && op.is_for_the_whole() {
            return Err(Error::PartOnly);
        }
        let set = self.set_by_key(head.set)?;
        let mut desk = Desk { part, ..Desk::at(transaction, head, set, op, stamp) };
        let value = work(&mut desk)?;
        Ok((desk.commit()?, value))
    }
}

impl Store {
    /// Proves a dossier before it is changed, so that no damage is put on record as if somebody had
    /// entered it; before a step on which others rely from the file anew.
    fn prove_for(&self, dossier: &str, op: Op) -> Result<()> {
        if op.is_for_the_whole() || matches!(op, Op::KeepReport | Op::TakeSigned) {
            return self.prove_anew(dossier);
        }
        self.prove(&dossier::head(self.connection(), dossier)?)
    }
}

impl<'a> Desk<'a> {
    /// A desk for an operation; dropped without [`Desk::commit`], it leaves nothing behind.
    pub(crate) fn at(
        transaction: Transaction<'a>,
        head: Head,
        set: Arc<StoredSet>,
        op: Op,
        stamp: &'a Stamp,
    ) -> Self {
        let (changed, chain, part) = (Changed::default(), None, None);
        Self { transaction, head, set, changed, op, stamp, chain, part }
    }

    /// Makes everything durable that was done here.
    pub(crate) fn commit(self) -> Result<Changed> {
        // Content may have come of which the dossier knew already.
        self.transaction.commit()?;
        Ok(self.changed)
    }

    /// Does a part of the work as a step of its own, of which nothing stays where it is refused.
    ///
    /// # Errors
    /// What ends the whole transaction. The inner result is the part's own.
    pub(crate) fn apart(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Result<Changed>> {
        // What is recorded next begins a step, after whatever the journal holds then.
        self.chain = None;
        self.transaction.execute_batch("SAVEPOINT part")?;
        let before = std::mem::take(&mut self.changed);
        let done = work(self);
        let changed = std::mem::replace(&mut self.changed, before);
        self.chain = None;
        match done {
            Ok(()) => {
                self.transaction.execute_batch("RELEASE part")?;
                self.changed.add(&changed);
                Ok(Ok(changed))
            }
            // A full disk may have ended the transaction, and with it every part before.
            Err(error) if self.transaction.is_autocommit() => Err(error),
            Err(error) => match self.transaction.execute_batch("ROLLBACK TO part; RELEASE part") {
                Ok(()) => Ok(Err(error)),
                Err(_) => Err(error),
            },
        }
    }

    /// Gives a subject another value; the same value writes nothing.
    pub(crate) fn put(&mut self, subject: Subject, after: Option<String>) -> Result<()> {
        let before = subject.read(&self.transaction, self.head.key)?;
        self.apply(Change { subject, before, after })
    }

    /// Applies a change and puts it on record.
    pub(crate) fn apply(&mut self, change: Change) -> Result<()> {
        if change.before == change.after {
            return Ok(());
        }
        if let Some(part) = self.part.as_ref().filter(|part| !part.covers(&change.subject)) {
            return Err(Error::OutsidePart { person: part.person.clone() });
        }
        change.subject.write(&self.transaction, self.head.key, change.after.as_deref())?;
        self.record(change)
    }

    /// Puts a change on record that is made already.
    pub(crate) fn record(&mut self, change: Change) -> Result<()> {
        self.record_of(change, self.stamp.author())
    }

    /// Gives a subject another value that somebody else entered; the same value writes nothing.
    pub(crate) fn put_of(
        &mut self,
        subject: Subject,
        after: Option<String>,
        by: Person,
    ) -> Result<()> {
        let before = subject.read(&self.transaction, self.head.key)?;
        if before == after {
            return Ok(());
        }
        subject.write(&self.transaction, self.head.key, after.as_deref())?;
        self.record_of(Change { subject, before, after }, by)
    }

    fn record_of(&mut self, change: Change, by: Person) -> Result<()> {
        self.changed.note(&change.subject);
        let record = Record { op: self.op, change, at: self.stamp.moment(), by };
        let chain = match self.chain.take() {
            Some(chain) => chain,
            None => Chain::end_of(&self.transaction, &self.head)?.next_step(),
        };
        self.chain = Some(chain.append(&self.transaction, &record)?);
        Ok(())
    }
}
