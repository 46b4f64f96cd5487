//! Is a dossier's content what its journal says?

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Damage;
use crate::answer;
use crate::change::{Op, Subject};
use crate::dossier::{self, Dossier, Head};
use crate::error::Result;
use crate::journal::{self, ChainProof, Line};
use crate::lifecycle::State;
use crate::stamp::{Person, moment};
use crate::transfer;

/// What a journal says of a dossier: the values in which it ends, and whether its chain is whole.
pub(super) struct Recorded {
    /// The first entry that does not fit, or that cannot be read.
    broken: Option<i64>,
    /// The value of each subject that was ever named.
    values: BTreeMap<String, Option<String>>,
    /// Who made an entry of a sign-off or a passage, and when, by subject and operation.
    moments: BTreeMap<(String, String), (String, Person)>,
    /// The state to which the operations lead; none where they leave the table of transitions.
    state: Option<State>,
    step: i64,
}

impl Recorded {
    /// Reads a dossier's journal entry by entry, as far as it can be read.
    ///
    /// # Errors
    /// Whatever is no damage of the file.
    pub(super) fn read(connection: &Connection, head: &Head) -> Result<Self> {
        let mut proof = ChainProof::new(&head.id);
        let mut recorded = Self {
            broken: None,
            values: BTreeMap::new(),
            moments: BTreeMap::new(),
            state: Some(State::Drafting),
            step: 0,
        };
        let read = journal::each_line(connection, head.key, |line| {
            proof.add(&line);
            recorded.add(line);
        });
        match read {
            Err(error) if error.is_of_content() => proof.end_unreadable(),
            other => other?,
        }
        Ok(Self { broken: proof.broken, ..recorded })
    }

    /// What of a dossier is not as it was written.
    pub(super) fn damage(
        &self,
        connection: &Connection,
        head: &Head,
        dossier: &Dossier,
    ) -> Result<Vec<Damage>> {
        let named = || head.id.clone();
        let broken = self.broken.map(|seq| Damage::Journal { dossier: named(), seq });
        let differing = self.differences(connection, head.key, dossier)?;
        let differing =
            differing.into_iter().map(|subject| Damage::OffRecord { dossier: named(), subject });
        Ok(broken.into_iter().chain(differing).collect())
    }

    fn add(&mut self, line: Line) {
        if line.step != self.step {
            self.step = line.step;
            self.state = self.state.and_then(|state| after(state, &line.op));
        }
        if line.subject.starts_with("signOff/") || line.subject.starts_with("passage/") {
            let by = (line.at, line.by);
            self.moments.insert((line.subject.clone(), line.op), by);
        }
        self.values.insert(line.subject, line.after);
    }

    /// What of a dossier differs from its journal, as the journal names it.
    fn differences(
        &self,
        connection: &Connection,
        key: i64,
        dossier: &Dossier,
    ) -> Result<Vec<String>> {
        let mut due: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for subject in present(dossier) {
            due.insert(subject.to_string(), None);
        }
        for (name, value) in &self.values {
            due.insert(name.clone(), value.as_deref());
        }
        let mut differing = Vec::new();
        for (name, due) in due {
            if !stands(connection, key, (&name, due))? || !self.is_moment_of(dossier, &name) {
                differing.push(name);
            }
        }
        let signed_off = !dossier.state.is_open();
        if signed_off != dossier.signed_off().is_some() || self.state != Some(dossier.state) {
            differing.push("state".to_owned());
        }
        // Where the profile differs, it names another unit as well.
        let has_its_profile = differing.iter().all(|name| name != "profile");
        if has_its_profile && !dossier::has_its_unit(connection, key, &dossier.profile)? {
            differing.push("unit".to_owned());
        }
        if !transfer::has_sound_part(connection, key, &dossier.set)? {
            differing.push("part".to_owned());
        }
        Ok(differing)
    }

    /// The subjects whose value in the journal is not to be read in the tables, though the dossier as
    /// a whole cannot be read.
    pub(super) fn lost(&self, connection: &Connection, head: &Head) -> Vec<Damage> {
        let named = || head.id.clone();
        let broken = self.broken.map(|seq| Damage::Journal { dossier: named(), seq });
        let due = self.values.iter().map(|(name, value)| (name.as_str(), value.as_deref()));
        let lost = due.filter(|due| !stands(connection, head.key, *due).unwrap_or(false));
        let lost =
            lost.map(|(name, _)| Damage::OffRecord { dossier: named(), subject: name.to_owned() });
        broken.into_iter().chain(lost).collect()
    }

    /// Whether person and moment of a sign-off or a passage are those of its entries.
    fn is_moment_of(&self, dossier: &Dossier, name: &str) -> bool {
        let made = |op: &str| self.moments.get(&(name.to_owned(), op.to_owned()));
        match Subject::parse(name) {
            Some(Subject::SignOff { ordinal }) => {
                let Some(found) = dossier.sign_offs.iter().find(|one| one.ordinal == ordinal)
                else {
                    return true;
                };
                let signed = made(Op::SignOff.name());
                let ended = made(Op::Reopen.name()).or_else(|| made(Op::GiveBack.name()));
                signed.is_some_and(|(at, by)| *at == moment(found.at) && *by == found.by)
                    && ended.map(|(at, _)| at.clone())
                        == found.reopened.as_ref().map(|ended| moment(ended.at))
            }
            Some(Subject::Passage { ordinal }) => {
                let found = dossier.passages.iter().find(|one| one.ordinal == ordinal);
                found.is_none_or(|found| {
                    made(found.op.name())
                        .is_some_and(|(at, by)| *at == moment(found.at) && *by == found.by)
                })
            }
            _ => true,
        }
    }
}

/// Whether a subject has its due value in the tables.
fn stands(connection: &Connection, key: i64, (name, due): (&str, Option<&str>)) -> Result<bool> {
    let stored = match Subject::parse(name) {
        Some(subject) => subject.read(connection, key)?,
        None => None,
    };
    Ok(stored.as_deref() == due)
}

/// The state to which an operation leads; none where it leaves the table of transitions.
fn after(state: State, op: &str) -> Option<State> {
    let op = Op::named(op)?;
    if op.is_transition() { Some(state.transition(op)?.to) } else { Some(state) }
}

/// What a dossier consists of.
fn present(dossier: &Dossier) -> Vec<Subject> {
    let mut subjects = vec![
        Subject::Dossier,
        Subject::Round,
        Subject::Profile,
        Subject::ReportTexts,
        Subject::SetAside,
    ];
    subjects.extend(dossier.carried.iter().map(|code| Subject::Carried { code: code.clone() }));
    let answers = answer::entered(&dossier.answers);
    subjects
        .extend(answers.map(|(section, code, _)| Subject::Answer { section, code: code.clone() }));
    for evidence in &dossier.evidence {
        subjects.push(Subject::Evidence { id: evidence.id.clone() });
        subjects
            .extend(evidence.file.iter().map(|_| Subject::File { evidence: evidence.id.clone() }));
        subjects.extend(evidence.citations.iter().map(|citation| Subject::Citation {
            evidence: evidence.id.clone(),
            code: citation.code.clone(),
        }));
    }
    subjects.extend(dossier.ticked.iter().cloned().map(Subject::Ticked));
    subjects.extend(dossier.sign_offs.iter().map(|one| Subject::SignOff { ordinal: one.ordinal }));
    subjects.extend(dossier.passages.iter().map(|one| Subject::Passage { ordinal: one.ordinal }));
    let reports = (1..).zip(&dossier.reports);
    subjects.extend(reports.map(|(ordinal, _)| Subject::Report { ordinal }));
    subjects
}
