//! Taking over what an officer filled in: compared three ways with where both began.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::arrival::common;
use super::contents::{self, ContentSource};
use super::journal_text::{self, Incoming};
use super::outgoing::Transfer;
use super::part::HandedPart;
use crate::change::{Op, Subject, Value};
use crate::dossier;
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use crate::stamp::{Person, Stamp};
use crate::store::Store;

/// A change that an officer made to the part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeItem {
    /// What was changed.
    pub subject: Subject,
    /// The value when the part was handed out.
    pub base: Option<Value>,
    /// The value that stands here.
    pub ours: Option<Value>,
    /// The officer's value.
    pub theirs: Option<Value>,
    /// Who entered it last.
    pub by: Person,
    /// When.
    pub at: DateTime<Utc>,
    /// How it stands to what is here.
    pub standing: Standing,
}

/// How an officer's change stands to what is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody else changed it: it is taken over.
    Clean,
    /// The same stands here already.
    Same,
    /// It was changed here as well, to something else: somebody must choose.
    Conflict,
}

/// What a merge did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// What was taken over.
    pub taken: Vec<Subject>,
    /// Conflicts in which the value here was kept.
    pub kept: Vec<Subject>,
    /// What could not be taken over: its document is not here any more, or is still cited.
    pub left: Vec<Subject>,
}

impl Store {
    /// What taking a filled part over would change; nothing is changed.
    ///
    /// # Errors
    /// [`Error::NotHandedOut`] for a part of another dossier or of another history,
    /// [`Error::BadTransfer`] for what no program wrote.
    pub fn merge_preview(&self, transfer: &Transfer, part: &HandedPart) -> Result<Vec<MergeItem>> {
        let incoming = journal_text::read(&transfer.journal)?;
        let items = differences(self.connection(), &incoming, part)?;
        items.into_iter().map(Difference::into_item).collect()
    }

    /// Takes a filled part over in one step, each value with the officer who entered it: what nobody
    /// else changed, and of conflicts those that are named.
    ///
    /// # Errors
    /// As [`Self::merge_preview`]; [`Error::WrongState`] unless the content is open,
    /// [`Error::PartOnly`] for what is a part itself.
    pub fn merge(
        &mut self,
        (transfer, part): (&Transfer, &HandedPart),
        theirs: &BTreeSet<Subject>,
        (source, bytes): (&mut dyn ContentSource, u64),
        stamp: &Stamp,
    ) -> Result<Merged> {
        let incoming = journal_text::read(&transfer.journal)?;
        let op = (&*incoming.dossier, Op::TakePart);
        self.straight(bytes, |store| {
            let done = store.transact(op, stamp, |desk| {
                let mut merged = Merged::default();
                for one in differences(&desk.transaction, &incoming, part)? {
                    let is_chosen = theirs.contains(&one.subject);
                    match one.standing() {
                        Standing::Same => {}
                        Standing::Conflict if !is_chosen => merged.kept.push(one.subject),
                        _ if !can_stand(&desk.transaction, desk.head.key, &one)? => {
                            merged.left.push(one.subject);
                        }
                        _ => {
                            let subject = one.subject.clone();
                            desk.put_of(one.subject, one.theirs, one.by)?;
                            merged.taken.push(subject);
                        }
                    }
                }
                contents::fill(&desk.transaction, desk.head.key, source)?;
                Ok(merged)
            });
            done.map(|(_, merged)| merged)
        })
    }
}

/// A subject that the officer changed, with the three values as they are stored.
struct Difference {
    subject: Subject,
    base: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
    by: Person,
    at: String,
}

impl Difference {
    fn standing(&self) -> Standing {
        if self.ours == self.theirs {
            Standing::Same
        } else if self.ours == self.base {
            Standing::Clean
        } else {
            Standing::Conflict
        }
    }

    fn into_item(self) -> Result<MergeItem> {
        let standing = self.standing();
        let Self { subject, base, ours, theirs, by, at } = self;
        let read = |text: Option<String>| text.map(|text| subject.value(&text)).transpose();
        let (base, ours) = (read(base)?, read(ours)?);
        let theirs = read(theirs).map_err(Error::bad_transfer)?;
        let at = at.parse().map_err(Error::bad_transfer)?;
        Ok(MergeItem { subject, base, ours, theirs, by, at, standing })
    }

    /// Documents come before what refers to them and go after it.
    fn rank(&self) -> u8 {
        match (&self.subject, self.theirs.is_some()) {
            (Subject::Evidence { .. }, true) => 0,
            (Subject::Evidence { .. }, false) => 2,
            _ => 1,
        }
    }
}

/// What the officer changed in the part since it was handed out, in the order in which it can be done.
fn differences(
    connection: &Connection,
    incoming: &Incoming,
    part: &HandedPart,
) -> Result<Vec<Difference>> {
    let head = match dossier::head(connection, &incoming.dossier) {
        Err(Error::UnknownDossier { .. }) => return Err(Error::NotHandedOut),
        other => other?,
    };
    let here = journal::lines(connection, head.key)?;
    let begun = usize::try_from(part.base_seq).unwrap_or(usize::MAX);
    let is_base = |line: &Line| line.hash.hex() == part.base_hash;
    let base = incoming.lines.get(..begun).filter(|lines| lines.last().is_some_and(is_base));
    let base = base.filter(|lines| common(&here, lines) == lines.len());
    let base = base.ok_or(Error::NotHandedOut)?;

    let mut last: BTreeMap<&str, &Line> = BTreeMap::new();
    for line in incoming.lines.get(begun..).unwrap_or_default() {
        last.insert(&line.subject, line);
    }
    let mut found = Vec::new();
    for (name, line) in last {
        let subject = Subject::parse(name).ok_or_else(|| Error::bad_transfer(name))?;
        if !part.covers(&subject) {
            continue;
        }
        let before = base.iter().rev().find(|line| line.subject == name);
        let base = before.and_then(|line| line.after.clone());
        if line.after == base {
            continue;
        }
        found.push(Difference {
            ours: subject.read(connection, head.key)?,
            subject,
            base,
            theirs: line.after.clone(),
            by: line.by.clone(),
            at: line.at.clone(),
        });
    }
    found.sort_by_key(Difference::rank);
    Ok(found)
}

/// Whether a change leaves nothing that refers to a document which is not there.
fn can_stand(connection: &Connection, dossier: i64, change: &Difference) -> Result<bool> {
    match &change.subject {
        Subject::Citation { evidence, .. } | Subject::File { evidence }
            if change.theirs.is_some() =>
        {
            Ok((Subject::Evidence { id: evidence.clone() }).read(connection, dossier)?.is_some())
        }
        Subject::Evidence { id } if change.theirs.is_none() => {
            let all = crate::evidence::all(connection, dossier)?;
            let referred =
                |one: &crate::evidence::Evidence| !one.citations.is_empty() || one.file.is_some();
            Ok(!all.iter().any(|one| one.id == *id && referred(one)))
        }
        _ => Ok(true),
    }
}
