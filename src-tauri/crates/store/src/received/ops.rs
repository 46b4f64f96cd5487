//! What the receiving office records of a received dossier.

use super::note::NewNote;
use super::{Role, append, rows};
use crate::change::Op;
use crate::dossier::{self, Dossier, Head};
use crate::error::{Error, Result};
use crate::lifecycle::{Case, Particulars, Party, Passage, State, Transition};
use crate::sha256::Hash;
use crate::stamp::Stamp;
use crate::store::Store;

impl Dossier {
    /// The transition that this office may record of a received dossier as it stands.
    pub(super) fn office_transition(&self, op: Op) -> Option<&'static Transition> {
        let shown = self.shown_state();
        let transition = match op {
            // The unit may have recorded that it handed the dossier in; the receipt is this office's own.
            Op::Submit if shown == State::Submitted && self.standing_notes().next().is_none() => {
                State::SignedOff.transition(op)
            }
            _ => shown.transition(op),
        };
        let is_office = |one: &&Transition| {
            one.by == Party::ReceivingOffice || matches!(one.op, Op::Submit | Op::Explain)
        };
        transition.filter(is_office)
    }
}

impl Store {
    /// Whether a dossier that is here came in a package as one to be worked on while it is open.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn came_open(&self, dossier: &str) -> Result<bool> {
        let head = dossier::head(self.connection(), dossier)?;
        Ok(rows::role(self.connection(), head.key)? == Some(Role::Open))
    }

    /// Records an act of the receiving office beside a received dossier.
    ///
    /// # Errors
    /// [`Error::Received`] for what is the unit's to do; as the operations on a dossier of one's own.
    pub(crate) fn note(
        &mut self,
        (dossier, op): (&str, Op),
        particulars: &Particulars,
        stamp: &Stamp,
    ) -> Result<Passage> {
        let transaction = self.begin()?;
        let head = dossier::head(&transaction, dossier)?;
        if head.set_aside {
            return Err(Error::SetAside { id: head.id });
        }
        let set = self.set_by_key(head.set)?;
        let (key, id) = (head.key, head.id.clone());
        let dossier = dossier::load(&transaction, head, set)?;
        let is_the_units = matches!(op, Op::SignOff | Op::Reopen | Op::Withdraw);
        let found = dossier.shown_state();
        let transition = match dossier.office_transition(op) {
            Some(transition) => transition,
            None if is_the_units => return Err(Error::Received),
            None => return Err(Error::WrongState { found, op }),
        };
        let standing = dossier.signed_off().ok_or(Error::WrongState { found, op })?;
        transition.must_be_ready(&Case {
            dossier: &dossier,
            today: stamp.day(),
            registry: &standing.registry,
            particulars,
        })?;
        let hash = Hash::from_hex(&standing.sha256).ok_or_else(|| Error::damaged("a sign-off"))?;
        let (at, by) = (stamp.moment(), stamp.author());
        let sign_off = (standing.ordinal, hash);
        let note = NewNote { op, sign_off, at: &at, by: &by, particulars };
        let ordinal = append(&transaction, (key, &id), &note)?;
        transaction.commit()?;
        let (sign_off, particulars) = (standing.ordinal, particulars.clone());
        Ok(Passage { ordinal, op, sign_off, at: stamp.at.to_utc(), by, particulars })
    }

    /// Takes a received dossier off the list of this office, or puts it back.
    pub(crate) fn put_received_aside(
        &mut self,
        (dossier, op): (&str, Op),
        stamp: &Stamp,
    ) -> Result<()> {
        let transaction = self.begin()?;
        let head = dossier::head(&transaction, dossier)?;
        let aside = op == Op::SetAside;
        if head.set_aside == aside {
            return Ok(());
        }
        let (key, sign_off) = (head.key, standing(&transaction, &head)?);
        let (at, by) = (stamp.moment(), stamp.author());
        let particulars = &Particulars::default();
        let note = NewNote { op, sign_off, at: &at, by: &by, particulars };
        append(&transaction, (key, &head.id), &note)?;
        rows::set_aside(&transaction, key, aside)?;
        Ok(transaction.commit()?)
    }
}

/// The sign-off that stands: ordinal and hash of what it froze; zeros where none does.
fn standing(connection: &rusqlite::Connection, head: &Head) -> Result<(u32, Hash)> {
    let last = crate::sign_off::all(connection, head.key)?.pop();
    let standing = last.filter(|one| one.reopened.is_none());
    let found = standing.and_then(|one| Some((one.ordinal, Hash::from_hex(&one.sha256)?)));
    Ok(found.unwrap_or((0, Hash([0; 32]))))
}
