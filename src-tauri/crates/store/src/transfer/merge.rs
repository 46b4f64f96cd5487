//! Taking over what an officer filled in: compared three ways with where both began.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use scoring::Code;

use super::contents;
use super::journal_text;
use super::outgoing::TransferSource;
use super::part::HandedPart;
use crate::change::{Op, Subject, Value};
use crate::dossier::{self, Head};
use crate::error::{Error, Result};
use crate::evidence;
use crate::journal::{self, Line};
use crate::sha256::Hash;
use crate::stamp::{Person, Stamp};
use crate::store::Store;
use crate::transact::Desk;

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
    pub fn merge_preview(
        &self,
        source: &mut dyn TransferSource,
        part: &HandedPart,
    ) -> Result<Vec<MergeItem>> {
        let filled = Filled::read(source, part)?;
        let head = filled.head(self.connection())?;
        items(differences(self.connection(), head.key, &filled)?)
    }

    /// Takes a filled part over in one step, each value with the officer who entered it: what nobody
    /// else changed, and of conflicts those that are named.
    ///
    /// # Errors
    /// As [`Self::merge_preview`]; [`Error::WrongState`] unless the content is open,
    /// [`Error::PartOnly`] for what is a part itself.
    pub fn merge(
        &mut self,
        (source, bytes): (&mut dyn TransferSource, u64),
        part: &HandedPart,
        theirs: &BTreeSet<Subject>,
        stamp: &Stamp,
    ) -> Result<Merged> {
        let filled = Filled::read(source, part)?;
        let op = (&*filled.dossier, Op::TakePart);
        let limits = self.limits()?;
        self.straight(bytes, |store| {
            let done = store.transact(op, stamp, |desk| {
                filled.head(&desk.transaction)?;
                let found = differences(&desk.transaction, desk.head.key, &filled)?;
                let chosen = units(&found, theirs);
                let merged = apply(desk, found, &|unit| chosen.contains(unit))?;
                contents::fill(&desk.transaction, desk.head.key, (source, limits))?;
                Ok(merged)
            });
            done.map(|(_, merged)| merged)
        })
    }
}

/// The units of what was chosen.
pub(super) fn units(found: &[Difference], chosen: &BTreeSet<Subject>) -> BTreeSet<String> {
    found.iter().filter(|one| chosen.contains(&one.subject)).map(Difference::unit).collect()
}

/// The changes as they are told: a mark goes with its answer.
pub(super) fn items(found: Vec<Difference>) -> Result<Vec<MergeItem>> {
    let standings = standings(&found);
    let answered: BTreeSet<Code> = found.iter().filter_map(Difference::answered).collect();
    let told = found.into_iter().filter(|one| !one.is_mark_of(&answered));
    let item = |one: Difference| {
        let standing = one.in_its_unit(&standings);
        one.into_item(standing)
    };
    told.map(item).collect()
}

/// Takes changes over, of conflicts those whose unit is wanted.
pub(super) fn apply(
    desk: &mut Desk<'_>,
    found: Vec<Difference>,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Merged> {
    let mut merged = Merged::default();
    let standings = standings(&found);
    let needed: BTreeSet<String> =
        found.iter().filter(|one| one.is_needed_here).map(Difference::unit).collect();
    for one in found {
        match one.in_its_unit(&standings) {
            Standing::Same => {}
            Standing::Conflict if !is_wanted(&one.unit()) => merged.kept.push(one.subject),
            Standing::Conflict | Standing::Clean if needed.contains(&one.unit()) => {
                merged.left.push(one.subject);
            }
            Standing::Conflict | Standing::Clean
                if !can_stand(&desk.transaction, desk.head.key, &one)? =>
            {
                merged.left.push(one.subject);
            }
            Standing::Conflict | Standing::Clean => {
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
    Ok(merged)
}

/// What an officer entered since a part was handed out, as a journal says.
pub(super) struct Filled {
    /// The dossier.
    dossier: String,
    /// What is the officer's to change; none takes everything.
    part: Option<HandedPart>,
    /// The last entry that both sides have.
    base: i64,
    /// The value of each subject at that entry.
    before: BTreeMap<String, Option<String>>,
    /// The last change of each subject since.
    changes: BTreeMap<String, Entered>,
}

/// The last change of a subject, and what it was on the way.
struct Entered {
    subject: Subject,
    after: Option<String>,
    by: Person,
    at: String,
    /// Hashes of the values that the officer entered, the last among them.
    hashes: BTreeSet<Option<[u8; 32]>>,
}

impl Filled {
    /// What was entered after an entry of a dossier.
    pub(super) fn since(dossier: &str, base: i64) -> Self {
        let (before, changes) = (BTreeMap::new(), BTreeMap::new());
        Self { dossier: dossier.to_owned(), part: None, base, before, changes }
    }

    /// What a filled part brings.
    fn read(source: &mut dyn TransferSource, part: &HandedPart) -> Result<Self> {
        let mut filled = Self { part: Some(part.clone()), ..Self::since("", part.base_seq) };
        let mut is_based = false;
        let journal = source.journal().map_err(|source| Error::NotGiven { source })?;
        journal_text::read(journal, &mut |dossier, proved| {
            let line = proved.line();
            is_based |= line.seq == part.base_seq && line.hash.hex() == part.base_hash;
            if filled.dossier.is_empty() {
                dossier.clone_into(&mut filled.dossier);
            }
            filled.note(line, proved.subject());
            Ok(())
        })?;
        if is_based { Ok(filled) } else { Err(Error::NotHandedOut) }
    }

    /// Takes an entry in, the oldest first.
    pub(super) fn note(&mut self, line: &Line, subject: &Subject) {
        if line.seq <= self.base {
            self.before.insert(line.subject.clone(), line.after.clone());
            return;
        }
        let entered = line.after.as_deref().map(|after| Hash::of(after).0);
        let change = self.changes.entry(line.subject.clone()).or_insert_with(|| Entered {
            subject: subject.clone(),
            after: None,
            by: line.by.clone(),
            at: String::new(),
            hashes: BTreeSet::new(),
        });
        change.after.clone_from(&line.after);
        change.by.clone_from(&line.by);
        change.at.clone_from(&line.at);
        change.hashes.insert(entered);
    }

    /// The dossier that is here, if the part was handed out from it.
    fn head(&self, connection: &Connection) -> Result<Head> {
        let head = match dossier::head(connection, &self.dossier) {
            Err(Error::UnknownDossier { .. }) => return Err(Error::NotHandedOut),
            other => other?,
        };
        // The hash of an entry is that of all before it.
        let here = journal::hash_at(connection, head.key, self.base)?.map(Hash::hex);
        let due = self.part.as_ref().map(|part| &part.base_hash);
        if here.as_ref() == due { Ok(head) } else { Err(Error::NotHandedOut) }
    }

    fn is_taken_away(&self, evidence: &str) -> bool {
        let document = Subject::Evidence { id: evidence.to_owned() }.to_string();
        self.changes.get(&document).is_some_and(|change| change.after.is_none())
    }

    /// Whether the dossier that is here cites a document for a code of which the officer did not know.
    fn is_cited_besides(&self, connection: &Connection, (key, id): (i64, &str)) -> Result<bool> {
        let known = |code: &Code| {
            let citation = Subject::Citation { evidence: id.to_owned(), code: code.clone() };
            self.changes.contains_key(&citation.to_string())
        };
        let here = evidence::citations(connection, key, id)?;
        Ok(here.iter().any(|citation| !known(&citation.code)))
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
pub(super) struct Difference {
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
    /// Whether what stands here is what the officer entered before, and was taken over then.
    is_earlier: bool,
}

impl Difference {
    fn standing(&self) -> Standing {
        if self.ours == self.theirs {
            Standing::Same
        } else if (self.ours == self.base || self.is_earlier) && !self.is_needed_here {
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

/// What the officer changed against what is here, in the order in which it can be done.
pub(super) fn differences(
    connection: &Connection,
    key: i64,
    filled: &Filled,
) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    for (name, change) in &filled.changes {
        let subject = &change.subject;
        let base = filled.before.get(name).cloned().flatten();
        let is_its = filled.part.as_ref().is_none_or(|part| part.covers(subject));
        if !is_its || change.after == base {
            continue;
        }
        let ours = subject.read(connection, key)?;
        let hash = ours.as_deref().map(|ours| Hash::of(ours).0);
        found.push(Difference {
            goes_with_document: matches!(
                subject,
                Subject::Citation { evidence, .. } if filled.is_taken_away(evidence)
            ),
            is_needed_here: match subject {
                Subject::Evidence { id } if change.after.is_none() => {
                    filled.is_cited_besides(connection, (key, id))?
                }
                _ => false,
            },
            is_earlier: change.hashes.contains(&hash),
            subject: subject.clone(),
            base,
            ours,
            theirs: change.after.clone(),
            by: change.by.clone(),
            at: change.at.clone(),
        });
    }
    found.sort_by_key(Difference::rank);
    Ok(found)
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
