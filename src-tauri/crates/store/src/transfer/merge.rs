//! Taking over what an officer filled in: compared three ways with where both began.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use scoring::Code;

use super::arrival::common;
use super::contents::{self, ContentSource};
use super::journal_text::{self, Incoming};
use super::outgoing::Transfer;
use super::part::HandedPart;
use crate::change::{Op, Subject, Value};
use crate::dossier;
use crate::error::{Error, Result};
use crate::evidence;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The same stands here already.
    Same,
    /// Nobody else changed it: it is taken over.
    Clean,
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
    /// What could not be taken over: its document is not here any more, is needed here, or may have no
    /// file.
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
        let found = differences(self.connection(), &incoming, part)?;
        let standings = standings(&found);
        let item = |one: Difference| {
            let standing = one.in_its_unit(&standings);
            one.into_item(standing)
        };
        // A mark goes with its answer.
        let answered: BTreeSet<Code> = found.iter().filter_map(Difference::answered).collect();
        let told = found.into_iter().filter(|one| !one.is_mark_of(&answered));
        told.map(item).collect()
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
        let limits = self.limits()?;
        self.straight(bytes, |store| {
            let done = store.transact(op, stamp, |desk| {
                let mut merged = Merged::default();
                let found = differences(&desk.transaction, &incoming, part)?;
                let standings = standings(&found);
                let chosen: BTreeSet<String> = found
                    .iter()
                    .filter(|one| theirs.contains(&one.subject))
                    .map(Difference::unit)
                    .collect();
                let needed: BTreeSet<String> =
                    found.iter().filter(|one| one.is_needed_here).map(Difference::unit).collect();
                for one in found {
                    let is_chosen = chosen.contains(&one.unit());
                    match one.in_its_unit(&standings) {
                        Standing::Same => {}
                        Standing::Conflict if !is_chosen => merged.kept.push(one.subject),
                        _ if needed.contains(&one.unit()) => merged.left.push(one.subject),
                        _ if !can_stand(&desk.transaction, desk.head.key, &one)? => {
                            merged.left.push(one.subject);
                        }
                        _ => {
                            if let Subject::Answer { code, .. } = &one.subject {
                                // What was carried over here is not what stands now.
                                let mark = Subject::Carried { code: code.clone() };
                                desk.put_of(mark, None, one.by.clone())?;
                            }
                            let subject = one.subject.clone();
                            desk.put_of(one.subject, one.theirs, one.by)?;
                            merged.taken.push(subject);
                        }
                    }
                }
                contents::fill(&desk.transaction, desk.head.key, (source, limits))?;
                Ok(merged)
            });
            done.map(|(_, merged)| merged)
        })
    }
}

/// How the units of what was changed stand: what belongs together is taken over together.
fn standings(found: &[Difference]) -> BTreeMap<String, Standing> {
    let mut standings = BTreeMap::new();
    for one in found {
        let standing = standings.entry(one.unit()).or_insert(Standing::Same);
        *standing = (*standing).max(one.standing());
    }
    standings
}

/// A subject that the officer changed, with the three values as they are stored.
struct Difference {
    subject: Subject,
    base: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
    by: Person,
    at: String,
    /// Whether it is a citation of a document that the officer took away.
    goes_with_document: bool,
    /// Whether it takes a document away that is cited here where the officer did not know.
    is_needed_here: bool,
}

impl Difference {
    fn standing(&self) -> Standing {
        if self.ours == self.theirs {
            Standing::Same
        } else if self.ours == self.base && !self.is_needed_here {
            Standing::Clean
        } else {
            Standing::Conflict
        }
    }

    /// What it belongs to: a document with its file, or with everything of it where the officer took
    /// it away; an answer with the mark that it was carried over.
    fn unit(&self) -> String {
        match &self.subject {
            Subject::Evidence { id } | Subject::File { evidence: id } => format!("evidence/{id}"),
            Subject::Citation { evidence, .. } if self.goes_with_document => {
                format!("evidence/{evidence}")
            }
            Subject::Answer { code, .. } | Subject::Carried { code } => format!("answer/{code}"),
            other => other.to_string(),
        }
    }

    fn answered(&self) -> Option<Code> {
        match &self.subject {
            Subject::Answer { code, .. } => Some(code.clone()),
            _ => None,
        }
    }

    fn is_mark_of(&self, answered: &BTreeSet<Code>) -> bool {
        matches!(&self.subject, Subject::Carried { code } if answered.contains(code))
    }

    fn in_its_unit(&self, standings: &BTreeMap<String, Standing>) -> Standing {
        match (self.standing(), standings.get(&self.unit())) {
            (Standing::Same, _) => Standing::Same,
            (_, Some(Standing::Conflict)) => Standing::Conflict,
            (own, _) => own,
        }
    }

    fn into_item(self, standing: Standing) -> Result<MergeItem> {
        let Self { subject, base, ours, theirs, by, at, .. } = self;
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

    let before = last_values(base);
    let last = last_values(incoming.lines.get(begun..).unwrap_or_default());
    let taken_away = |id: &str| {
        let document = Subject::Evidence { id: id.to_owned() }.to_string();
        last.get(&*document).is_some_and(|line| line.after.is_none())
    };
    let mut found = Vec::new();
    for (name, line) in &last {
        let subject = Subject::parse(name).ok_or_else(|| Error::bad_transfer(name))?;
        if !part.covers(&subject) {
            continue;
        }
        let base = before.get(name).and_then(|line| line.after.clone());
        if line.after == base {
            continue;
        }
        found.push(Difference {
            ours: subject.read(connection, head.key)?,
            goes_with_document: matches!(
                &subject,
                Subject::Citation { evidence, .. } if taken_away(evidence)
            ),
            is_needed_here: match &subject {
                Subject::Evidence { id } if line.after.is_none() => {
                    let known = |code: &Code| {
                        let citation =
                            Subject::Citation { evidence: id.clone(), code: code.clone() };
                        last.contains_key(&*citation.to_string())
                    };
                    let here = evidence::citations(connection, head.key, id)?;
                    here.iter().any(|citation| !known(&citation.code))
                }
                _ => false,
            },
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

/// The last of these entries about each subject.
fn last_values(lines: &[Line]) -> BTreeMap<&str, &Line> {
    lines.iter().map(|line| (&*line.subject, line)).collect()
}

/// Whether there is a document for what refers to one, that may have a file for a file.
fn can_stand(connection: &Connection, dossier: i64, change: &Difference) -> Result<bool> {
    let (Subject::Citation { evidence, .. } | Subject::File { evidence }) = &change.subject else {
        return Ok(true);
    };
    if change.theirs.is_none() {
        return Ok(true);
    }
    let document = Subject::Evidence { id: evidence.clone() };
    let value = document.read(connection, dossier)?.map(|text| document.value(&text));
    let is_file = matches!(change.subject, Subject::File { .. });
    Ok(match value.transpose()? {
        Some(Value::Document(document)) => !(is_file && document.cite_only),
        _ => false,
    })
}
