//! Handing a dossier in, and what the receiving office does with it.

use std::sync::Arc;

use super::conditions::Case;
use super::passage::{self, Particulars, Passage, Submission};
use super::{Recorded, Transition};
use crate::change::{Change, Op, Subject};
use crate::dossier::{self, Dossier};
use crate::error::{Error, Result};
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

impl Store {
    /// Records that a signed-off dossier was handed in.
    ///
    /// # Errors
    /// [`Error::NotReady`] with everything that stands in the way, [`Error::WrongState`].
    pub fn submit(
        &mut self,
        dossier: &str,
        submission: &Submission,
        stamp: &Stamp,
    ) -> Result<Passage> {
        let submission = Some(submission.normalised());
        let particulars = Particulars { submission, ..Particulars::default() };
        self.pass((dossier, Op::Submit), &particulars, stamp)
    }

    /// Takes a submission back, for a written reason, before the appraisal begins; the sign-off
    /// stands.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a reason, [`Error::WrongState`].
    pub fn withdraw(&mut self, dossier: &str, reason: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::Withdraw), &Particulars::of_text(reason), stamp)
    }

    /// Records that the receiving office gave the dossier back, with its reason: the content is
    /// open again, the sign-off is kept.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without a reason, [`Error::WrongState`].
    pub fn give_back(&mut self, dossier: &str, reason: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::GiveBack), &Particulars::of_text(reason), stamp)
    }

    /// Records that the appraisal began.
    ///
    /// # Errors
    /// [`Error::WrongState`].
    pub fn begin_appraisal(&mut self, dossier: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::BeginAppraisal), &Particulars::default(), stamp)
    }

    /// Records the unit's explanation of what the appraisal asked.
    ///
    /// # Errors
    /// [`Error::EmptyText`] without an explanation, [`Error::WrongState`].
    pub fn explain(&mut self, dossier: &str, explanation: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::Explain), &Particulars::of_text(explanation), stamp)
    }

    /// Records that the second appraisal began.
    ///
    /// # Errors
    /// [`Error::WrongState`].
    pub fn appraise_again(&mut self, dossier: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::AppraiseAgain), &Particulars::default(), stamp)
    }

    /// Records that the appraisal is over.
    ///
    /// # Errors
    /// [`Error::WrongState`].
    pub fn finish(&mut self, dossier: &str, stamp: &Stamp) -> Result<Passage> {
        self.pass((dossier, Op::Finish), &Particulars::default(), stamp)
    }

    /// Does a transition that is kept as a passage; of a received dossier, as a note of this office.
    fn pass(
        &mut self,
        (dossier, op): (&str, Op),
        particulars: &Particulars,
        stamp: &Stamp,
    ) -> Result<Passage> {
        if dossier::head(self.connection(), dossier)?.received {
            return self.note((dossier, op), particulars, stamp);
        }
        let done = self.transact((dossier, op), stamp, |desk| {
            let (transition, dossier) = desk.transition(op)?;
            let standing = dossier
                .signed_off()
                .ok_or_else(|| Error::damaged("a locked dossier without a sign-off"))?;
            transition.must_be_ready(&Case {
                dossier: &dossier,
                today: stamp.day(),
                registry: &standing.registry,
                particulars,
            })?;
            if transition.records == Recorded::ReopeningReason {
                desk.reopen_sign_off(standing.ordinal, &particulars.text, stamp)?;
            }
            let (transaction, key) = (&desk.transaction, desk.head.key);
            let at = (op, standing.ordinal);
            let by = (&*stamp.moment(), &stamp.author());
            let ordinal = passage::insert(transaction, key, at, particulars, by)?;
            dossier::save_state(transaction, key, transition.to)?;
            let subject = Subject::Passage { ordinal };
            let after = subject.read(transaction, key)?;
            desk.record(Change { subject, before: None, after })?;
            let last = passage::all(&desk.transaction, key)?.pop();
            last.ok_or_else(|| Error::damaged("a passage that is not there"))
        });
        done.map(|(_, passage)| passage)
    }
}

impl Desk<'_> {
    /// The transition that an operation takes from where the dossier stands, and the dossier.
    pub(crate) fn transition(&self, op: Op) -> Result<(&'static Transition, Dossier)> {
        let found = self.head.state;
        let transition = found.transition(op).ok_or(Error::WrongState { found, op })?;
        let set = Arc::clone(&self.set);
        Ok((transition, dossier::load(&self.transaction, self.head.clone(), set)?))
    }
}
