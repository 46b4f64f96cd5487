//! Taking a dossier in, or carrying the one that is here on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::Transaction;
use scoring::Code;

use super::arrival::{Arrival, Meeting, is_act};
use super::contents;
use super::journal_text;
use super::merge::{self, Filled, MergeItem, Merged};
use super::outgoing::{Transfer, TransferSource};
use super::part::{self, HandedPart};
use super::renew;
use super::replay::Replay;
use crate::answer;
use crate::change::{Op, Subject};
use crate::check::Damage;
use crate::criteria_set::StoredSet;
use crate::dossier::{self, Dossier, Head, must_be_id, must_be_kind, stored};
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use crate::lifecycle::{Particulars, Record};
use crate::received::{self, NewNote, Role};
use crate::sha256::Hash;
use crate::sign_off::{self, Comparison};
use crate::stamp::{Person, Stamp};
use crate::store::Store;
use crate::transact::Desk;

/// How a dossier is taken in.
#[derive(Clone, Copy, Debug)]
pub struct Reception<'a> {
    /// The part that is to be filled in here; none of a whole dossier.
    pub handed: Option<&'a HandedPart>,
    /// Whether it is this file's own dossier, to be worked on whatever its state. Otherwise one that was
    /// signed off and not made here is received: only its unit changes it.
    pub is_own: bool,
    /// Of a part that is handed out once more, the subjects of which the handed value is wanted where both
    /// sides changed them.
    pub theirs: &'a BTreeSet<Subject>,
    /// When, and by whom.
    pub stamp: &'a Stamp,
}

/// What taking a dossier in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it meant for this file.
    pub arrival: Arrival,
    /// Contents that came and were not here.
    pub contents: usize,
    /// Whether the dossier is another unit's, which only its unit changes.
    pub is_received: bool,
    /// What became of what an officer entered in a part that was handed out once more.
    pub merged: Merged,
}

/// A dossier after its journal was done.
struct Done {
    head: Head,
    set: Arc<StoredSet>,
    end: (i64, Hash),
}

impl Store {
    /// Takes a dossier in, or carries the one that is here on to where it comes from, in one
    /// transaction. Contents that are due and come along are taken in; others stay with the sender.
    /// Taken in twice, it changes nothing.
    ///
    /// # Errors
    /// [`Error::Diverged`] where what is here went its own way since, [`Error::HasNotes`] where it shall
    /// be this file's own and has notes of a receiving office, [`Error::BadTransfer`] for what no program
    /// wrote, [`Error::SetConflict`] for another set of the same name, [`Error::FileTooLarge`] and
    /// [`Error::NoRoomForFile`] for contents over the limits; and where the file cannot be written. Then
    /// nothing has changed.
    pub fn take_in(
        &mut self,
        transfer: &Transfer,
        (source, bytes): (&mut dyn TransferSource, u64),
        reception: &Reception<'_>,
    ) -> Result<Taken> {
        let meeting = self.meeting(source, reception.handed)?;
        let common = meeting.common;
        match &meeting.arrival {
            Arrival::Diverged(common) => return Err(Error::Diverged { common: *common }),
            Arrival::Resubmitted { .. } if reception.is_own => {
                return Err(Error::Diverged { common });
            }
            _ => {}
        }
        let done = self.straight(bytes, |store| {
            store.take_in_at_once((transfer, source), &meeting, reception)
        });
        self.forget(&meeting.dossier);
        if done.is_err() {
            // A set may have been read that does not stay.
            self.sets.borrow_mut().clear();
        }
        let (contents, is_received, merged) = done?;
        Ok(Taken { contents, arrival: meeting.arrival, is_received, merged })
    }

    /// What would become of what was entered here if a part is handed out once more; nothing is changed.
    ///
    /// # Errors
    /// As [`Self::take_in`].
    pub fn again_preview(
        &self,
        transfer: &Transfer,
        source: &mut dyn TransferSource,
        handed: &HandedPart,
    ) -> Result<Vec<MergeItem>> {
        let meeting = self.meeting(source, Some(handed))?;
        // Ended without a commit, it leaves nothing behind.
        let transaction = self.begin()?;
        let done = self.renewed(&transaction, (transfer, source), &meeting);
        let items = done.and_then(|(done, filled)| {
            merge::items(merge::differences(&transaction, done.head.key, &filled)?)
        });
        drop(transaction);
        self.sets.borrow_mut().clear();
        items
    }

    fn take_in_at_once(
        &mut self,
        (transfer, source): (&Transfer, &mut dyn TransferSource),
        meeting: &Meeting,
        reception: &Reception<'_>,
    ) -> Result<(usize, bool, Merged)> {
        let limits = self.limits()?;
        let transaction = self.begin()?;
        let (done, merged, transaction) = match &meeting.arrival {
            Arrival::HandedAgain => {
                let (done, filled) = self.renewed(&transaction, (transfer, source), meeting)?;
                Self::take_part_again(transaction, done, (&filled, reception))?
            }
            Arrival::Resubmitted { .. } => {
                let acts = acts(&transaction, meeting)?;
                let (done, _) = self.renewed(&transaction, (transfer, source), meeting)?;
                note_acts(&transaction, &done.head, &acts)?;
                (done, Merged::default(), transaction)
            }
            Arrival::New | Arrival::Ahead(_) => {
                let done = self.carried_on(&transaction, (transfer, source), meeting)?;
                Self::keep_part(&transaction, &done, meeting, reception)?;
                (done, Merged::default(), transaction)
            }
            Arrival::Same | Arrival::Behind | Arrival::Diverged(_) => {
                let done = self.here(&transaction, meeting)?;
                Self::keep_part(&transaction, &done, meeting, reception)?;
                (done, Merged::default(), transaction)
            }
        };
        let role = settle(&transaction, &done, (&meeting.arrival, reception))?;
        let came = contents::fill(&transaction, done.head.key, (source, limits))?;
        self.must_name_contents(&done.head.id)?;
        self.commit(transaction)?;
        Ok((came, role == Some(Role::Received), merged))
    }

    /// Does the journal from where the two part, or from its beginning.
    fn carried_on(
        &self,
        transaction: &Transaction<'_>,
        (transfer, source): (&Transfer, &mut dyn TransferSource),
        meeting: &Meeting,
    ) -> Result<Done> {
        let here = match meeting.arrival {
            Arrival::New => None,
            _ => Some((dossier::head(transaction, &meeting.dossier)?, meeting.common)),
        };
        if let Some((head, _)) = &here {
            received::begin_arrival(transaction, head.key)?;
        }
        let mut replay = Replay::new(self, (transaction, transfer), here)?;
        let journal = source.journal().map_err(|source| Error::NotGiven { source })?;
        journal_text::read(journal, &mut |dossier, proved| replay.take(dossier, proved))?;
        let (head, set, end) = replay.finish(&meeting.dossier)?;
        self.must_be_sound(&head, &set, transfer)?;
        Ok(Done { head, set, end })
    }

    /// Does the journal from its beginning on in place of the one that is here; gives what that had
    /// besides.
    fn renewed(
        &self,
        transaction: &Transaction<'_>,
        (transfer, source): (&Transfer, &mut dyn TransferSource),
        meeting: &Meeting,
    ) -> Result<(Done, Filled)> {
        let head = dossier::head(transaction, &meeting.dossier)?;
        let mut filled = Filled::since(&head.id, meeting.common);
        journal::each(transaction, head.key, |line| {
            let unreadable = || Error::damaged(format_args!("journal entry {}", line.seq));
            let subject = Subject::parse(&line.subject).ok_or_else(unreadable)?;
            filled.note(&line, &subject);
            Ok(())
        })?;
        renew::empty(transaction, head.key)?;
        let head = dossier::head(transaction, &head.id)?;
        let id = head.id.clone();
        received::begin_arrival(transaction, head.key)?;
        let mut replay = Replay::new(self, (transaction, transfer), Some((head, 0)))?;
        let journal = source.journal().map_err(|source| Error::NotGiven { source })?;
        journal_text::read(journal, &mut |dossier, proved| replay.take(dossier, proved))?;
        let (head, set, end) = replay.finish(&id)?;
        self.must_be_sound(&head, &set, transfer)?;
        Ok((Done { head, set, end }, filled))
    }

    /// The dossier as it is here, and the last entry that comes.
    fn here(&self, transaction: &Transaction<'_>, meeting: &Meeting) -> Result<Done> {
        let head = dossier::head(transaction, &meeting.dossier)?;
        let set = self.set_by_key(head.set)?;
        Ok(Done { head, set, end: meeting.end })
    }

    /// Enters what an officer had entered once more, after a part was handed out again.
    fn take_part_again<'a>(
        transaction: Transaction<'a>,
        done: Done,
        (filled, reception): (&Filled, &Reception<'a>),
    ) -> Result<(Done, Merged, Transaction<'a>)> {
        let Some(part) = reception.handed else {
            return Err(Error::NotHandedOut);
        };
        part.must_be_of(&done.set, done.end)?;
        let (head, set) = (done.head.clone(), Arc::clone(&done.set));
        let mut desk = Desk::at(transaction, head, set, Op::TakePart, reception.stamp);
        let found = merge::differences(&desk.transaction, done.head.key, filled)?;
        let given = merge::units(&found, reception.theirs);
        let merged = merge::apply(&mut desk, found, &|unit| !given.contains(unit))?;
        // What was entered for items that are no longer this officer's goes back with the rest.
        let part = part.with(merged.taken.iter().filter_map(Subject::code).cloned());
        part::save(&desk.transaction, done.head.key, Some(&part))?;
        Ok((done, merged, desk.into_transaction()))
    }

    /// Notes the part that this file was handed. A whole dossier that is here already stays whole, and an
    /// earlier part does not take the place of a later one.
    fn keep_part(
        transaction: &Transaction<'_>,
        done: &Done,
        meeting: &Meeting,
        reception: &Reception<'_>,
    ) -> Result<()> {
        let key = done.head.key;
        if let Some(part) = reception.handed {
            part.must_be_of(&done.set, done.end)?;
        }
        let before = part::handed(transaction, key)?;
        match (&meeting.arrival, before, reception.handed) {
            (Arrival::New, _, handed) | (Arrival::Ahead(_), Some(_), handed) => {
                part::save(transaction, key, handed)
            }
            (Arrival::Same | Arrival::Behind, Some(before), Some(part))
                if before.base_seq <= part.base_seq =>
            {
                let part = part.with(entered_since(transaction, key, part.base_seq)?);
                let codes = |part: &HandedPart| part.codes.iter().cloned().collect::<BTreeSet<_>>();
                let is_same = codes(&part) == codes(&before) && part.person == before.person;
                if is_same { Ok(()) } else { part::save(transaction, key, Some(&part)) }
            }
            (
                Arrival::Ahead(_)
                | Arrival::Same
                | Arrival::Behind
                | Arrival::Resubmitted { .. }
                | Arrival::HandedAgain
                | Arrival::Diverged(_),
                _,
                _,
            ) => Ok(()),
        }
    }

    /// Refuses what a program would never have come to.
    fn must_be_sound(&self, head: &Head, set: &Arc<StoredSet>, transfer: &Transfer) -> Result<()> {
        let dossier = self.dossier(&head.id).map_err(Error::of_transfer)?;
        let damage = self.check_sign_offs(&dossier, head.key).map_err(Error::of_transfer)?;
        // Notes of this office are none of the package's.
        let of_package = |damage: &&Damage| !matches!(damage, Damage::Notes { .. });
        if let Some(damage) = damage.iter().find(of_package) {
            return Err(Error::bad_transfer(format_args!("{damage:?}")));
        }
        fits(&dossier, set).map_err(Error::bad_transfer)?;
        match sign_off::compare(&transfer.content, &dossier) {
            Ok(Comparison::Same | Comparison::Recounted(_)) => Ok(()),
            Ok(Comparison::Different) => Err(Error::bad_transfer("content")),
            Err(error) => Err(Error::bad_transfer(error)),
        }
    }

    /// Refuses files whose size is not that of the content that is here.
    fn must_name_contents(&self, id: &str) -> Result<()> {
        let here: BTreeMap<String, u64> = self
            .contents_of(id)?
            .into_iter()
            .filter(|content| content.is_here)
            .map(|content| (content.sha256, content.bytes))
            .collect();
        let dossier = self.dossier(id)?;
        let evidence = dossier.evidence.iter().filter_map(|one| one.file.as_ref());
        let named = evidence
            .map(|file| (&file.sha256, file.bytes))
            .chain(dossier.reports.iter().map(|report| (&report.sha256, report.bytes)));
        for (sha256, bytes) in named {
            if here.get(sha256).is_some_and(|here| *here != bytes) {
                return Err(Error::bad_transfer(sha256));
            }
        }
        Ok(())
    }
}

/// How the dossier that came is treated from now on.
fn settle(
    transaction: &Transaction<'_>,
    done: &Done,
    (arrival, reception): (&Arrival, &Reception<'_>),
) -> Result<Option<Role>> {
    let key = done.head.key;
    let before = received::role(transaction, key)?;
    if reception.is_own && before == Some(Role::Received) && received::has_notes(transaction, key)?
    {
        return Err(Error::HasNotes);
    }
    let came_open = done.head.state.is_open();
    let role = match (arrival, before) {
        _ if reception.is_own => before.map(|_| Role::Own).or(match arrival {
            Arrival::New => Some(Role::Own),
            _ => None,
        }),
        (Arrival::Resubmitted { .. }, _) => Some(Role::Received),
        // What is one's own, or another's, stays so.
        (_, Some(role @ (Role::Own | Role::Received))) => Some(role),
        (Arrival::New, None) | (Arrival::Ahead(_), Some(Role::Open)) if !came_open => {
            Some(Role::Received)
        }
        (Arrival::New, None) => Some(Role::Open),
        (_, before) => before,
    };
    let is_new = matches!(
        arrival,
        Arrival::New | Arrival::Ahead(_) | Arrival::Resubmitted { .. } | Arrival::HandedAgain
    );
    match role {
        Some(role) if is_new || before != Some(role) => {
            received::save(transaction, (key, role), done.end, reception.stamp)?;
        }
        Some(_) => received::end_arrival(transaction, key)?,
        None => {}
    }
    Ok(role)
}

/// The items that were entered after an entry.
fn entered_since(transaction: &Transaction<'_>, key: i64, base: i64) -> Result<Vec<Code>> {
    let mut codes = BTreeSet::new();
    journal::each(transaction, key, |line| {
        let subject = Subject::parse(&line.subject).filter(|_| line.seq > base);
        codes.extend(subject.as_ref().and_then(Subject::code).cloned());
        Ok(())
    })?;
    Ok(codes.into_iter().collect())
}

/// An act of a receiving office that stands in the journal of a unit.
struct Act {
    op: Op,
    sign_off: (u32, Hash),
    at: String,
    by: Person,
    particulars: Particulars,
}

/// The acts after the entry that both have, oldest first.
fn acts(transaction: &Transaction<'_>, meeting: &Meeting) -> Result<Vec<Act>> {
    let key = dossier::head(transaction, &meeting.dossier)?.key;
    let sign_offs: BTreeMap<u32, Hash> = sign_off::all(transaction, key)?
        .into_iter()
        .filter_map(|one| Some((one.ordinal, Hash::from_hex(&one.sha256)?)))
        .collect();
    let mut acts = Vec::new();
    journal::each(transaction, key, |line| {
        if line.seq > meeting.common {
            acts.extend(act(line, &sign_offs)?);
        }
        Ok(())
    })?;
    Ok(acts)
}

/// The act of an entry; none of one that only belongs to it, such as the end of a sign-off.
fn act(line: Line, sign_offs: &BTreeMap<u32, Hash>) -> Result<Option<Act>> {
    let unreadable = || Error::damaged(format_args!("journal entry {}", line.seq));
    let op = Op::named(&line.op).filter(|op| is_act(*op)).ok_or_else(unreadable)?;
    let subject = Subject::parse(&line.subject).ok_or_else(unreadable)?;
    let (ordinal, particulars) = match (&subject, line.after.as_deref()) {
        (Subject::Passage { .. }, Some(record)) => {
            let record: Record = stored(record)?;
            (record.sign_off, record.particulars())
        }
        (Subject::SetAside, _) => (0, Particulars::default()),
        _ => return Ok(None),
    };
    let hash = sign_offs.get(&ordinal).copied().unwrap_or(Hash([0; 32]));
    let sign_off = (ordinal, hash);
    Ok(Some(Act { op, sign_off, at: line.at, by: line.by, particulars }))
}

/// Keeps acts as notes of this office.
fn note_acts(transaction: &Transaction<'_>, head: &Head, acts: &[Act]) -> Result<()> {
    for Act { op, sign_off, at, by, particulars } in acts {
        let note = NewNote { op: *op, sign_off: *sign_off, at, by, particulars };
        received::append(transaction, (head.key, &head.id), &note)?;
    }
    Ok(())
}

/// Refuses a dossier that does not fit its set.
fn fits(dossier: &Dossier, set: &StoredSet) -> Result<()> {
    must_be_kind(set, &dossier.profile)?;
    dossier.round.must_fit(&set.set)?;
    let answered = answer::entered(&dossier.answers).map(|(_, code, _)| code);
    let cited = dossier.evidence.iter().flat_map(|one| &one.citations).map(|one| &one.code);
    let codes: Vec<&Code> = answered.chain(cited).chain(&dossier.carried).collect();
    set.must_know(codes.into_iter())?;
    if let Some(expected) = dossier.ticked.iter().find(|one| !set.expects(one)) {
        return Err(Error::NotExpected { expected: expected.clone() });
    }
    for (section, code, _) in answer::entered(&dossier.answers) {
        if set.section(code) != Some(section) {
            return Err(Error::UnknownCodes { codes: vec![code.clone()] });
        }
    }
    dossier.evidence.iter().try_for_each(|one| must_be_id(&one.id))
}
