//! The one door for every change of a dossier: change, journal and commit, or nothing at all.

use std::sync::Arc;

use rusqlite::Transaction;

use crate::change::{self, Change, Changed, Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::journal::{self, Chain, OpenEntry, Record};
use crate::sha256::Hash;
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
    /// The last entry that was written here.
    end: Option<(i64, Hash)>,
    /// What alone may change, where the file was handed a part of the dossier.
    part: Option<HandedPart>,
    /// The last entry of the journal, as long as the next rest in typing may replace it.
    open: Option<OpenEntry>,
    /// The entry that is open once this is committed.
    left_open: Option<OpenEntry>,
}

impl Store {
    /// Does an operation on a dossier whose state allows it, in one transaction.
    pub(crate) fn transact<T>(
        &mut self,
        act: (&str, Op),
        stamp: &Stamp,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T>,
    ) -> Result<(Changed, T)> {
        self.transact_with(act, stamp, work)
    }

    /// The same for work that can fail in ways which the store does not know.
    pub(crate) fn transact_with<T, E: From<Error>>(
        &mut self,
        (dossier, op): (&str, Op),
        stamp: &Stamp,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, E>,
    ) -> Result<(Changed, T), E> {
        self.prove_for(dossier, op)?;
        let open = self.close_entry();
        let transaction = self.begin()?;
        let head = dossier::head(&transaction, dossier)?;
        head.must_allow(op)?;
        let part = transfer::handed(&transaction, head.key)?;
        if part.is_some() && op.is_for_the_whole() {
            return Err(Error::PartOnly.into());
        }
        let set = self.set_by_key(head.set)?;
        let mut desk = Desk { part, open, ..Desk::at(transaction, head, set, op, stamp) };
        let value = work(&mut desk)?;
        let (changed, left_open) = desk.finish(self)?;
        self.leave_open(left_open);
        Ok((changed, value))
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
        Self {
            transaction,
            head,
            set,
            changed: Changed::default(),
            op,
            stamp,
            chain: None,
            end: None,
            part: None,
            open: None,
            left_open: None,
        }
    }

    /// Makes everything durable that was done here.
    pub(crate) fn commit(self, store: &Store) -> Result<()> {
        self.finish(store).map(drop)
    }

    fn finish(self, store: &Store) -> Result<(Changed, Option<OpenEntry>)> {
        let Self { transaction, head, changed, end, left_open, .. } = self;
        match store.commit(transaction) {
            Ok(()) => Ok((changed, left_open)),
            Err(error) => Err(not_committed(store, &head, end, error)),
        }
    }

    /// Goes on with the operation that follows in the same transaction, as a step of its own.
    pub(crate) fn follow_with(&mut self, op: Op) -> Result<()> {
        self.head = dossier::head(&self.transaction, &self.head.id)?;
        self.head.must_allow(op)?;
        self.op = op;
        self.chain = None;
        Ok(())
    }

    /// Gives the transaction back, to be ended by the caller.
    pub(crate) fn into_transaction(self) -> Transaction<'a> {
        self.transaction
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
        let (before, end) = (std::mem::take(&mut self.changed), self.end);
        let done = work(self);
        let changed = std::mem::replace(&mut self.changed, before);
        self.chain = None;
        if done.is_err() {
            self.end = end;
        }
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
        change::must_be_short(after.as_deref())?;
        let before = subject.read(&self.transaction, self.head.key)?;
        self.apply(Change { subject, before, after })
    }

    /// Gives a subject the value that a person typed. What the same person typed into the same field
    /// shortly before becomes one entry with it, if it is all that its operation does.
    pub(crate) fn put_typed(&mut self, subject: Subject, after: Option<String>) -> Result<()> {
        change::must_be_short(after.as_deref())?;
        let open = self.open.take().filter(|_| self.chain.is_none());
        let before = subject.read(&self.transaction, self.head.key)?;
        let change = Change { subject, before, after };
        if !self.do_change(&change)? {
            // The entry is still the last one.
            self.left_open = open;
            return Ok(());
        }
        if self.chain.is_some() {
            return self.record(change);
        }
        let record = self.record_by(change, self.stamp.author());
        let end = Chain::end_of(&self.transaction, &self.head)?;
        let (chain, open) = end.type_in(&self.transaction, (open, self.stamp.at), record)?;
        self.left_open = Some(open);
        self.go_on_from(chain);
        Ok(())
    }

    /// Applies a change and puts it on record.
    pub(crate) fn apply(&mut self, change: Change) -> Result<()> {
        if self.do_change(&change)? { self.record(change) } else { Ok(()) }
    }

    /// Makes a change that may be made here; whether there was anything to change.
    fn do_change(&self, change: &Change) -> Result<bool> {
        if change.before == change.after {
            return Ok(false);
        }
        if let Some(part) = self.part.as_ref().filter(|part| !part.covers(&change.subject)) {
            return Err(Error::OutsidePart { person: part.person.clone() });
        }
        change.subject.write(&self.transaction, self.head.key, change.after.as_deref())?;
        Ok(true)
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
        if let Some(value) = change.after.as_ref().filter(|value| value.len() > journal::VALUE) {
            let (bytes, limit) = (value.len() as u64, journal::VALUE as u64);
            return Err(Error::ValueTooLong { bytes, limit });
        }
        // An operation of several entries is whole as it is.
        self.left_open = None;
        let record = self.record_by(change, by);
        let chain = match self.chain.take() {
            Some(chain) => chain,
            None => Chain::end_of(&self.transaction, &self.head)?.next_step(),
        };
        let chain = chain.append(&self.transaction, &record)?;
        self.go_on_from(chain);
        Ok(())
    }

    fn go_on_from(&mut self, chain: Chain) {
        self.end = Some(chain.position());
        self.chain = Some(chain);
    }

    fn record_by(&mut self, change: Change, by: Person) -> Record {
        self.changed.note(&change.subject);
        Record { op: self.op, change, at: self.stamp.moment(), by }
    }
}

/// What a failed commit means: nothing was done, or what was done may not last.
fn not_committed(store: &Store, head: &Head, due: Option<(i64, Hash)>, error: Error) -> Error {
    match (due, Chain::end_of(store.connection(), head)) {
        // The journal ends as it did before.
        (Some(due), Ok(end)) if end.position() != due => error,
        // The file was refused before anything was written.
        (Some(_), _) if matches!(error, Error::Displaced { .. }) => error,
        (Some(_), _) => Error::Unconfirmed { detail: error.to_string() },
        (None, _) => error,
    }
}
