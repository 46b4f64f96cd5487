//! Taking a dossier in: its journal is done once more, entry by entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::Transaction;
use scoring::{Code, Json, score};

use super::arrival::Arrival;
use super::contents::{self, ContentSource};
use super::journal_text::{self, Incoming};
use super::outgoing::Transfer;
use super::part::{self, HandedPart};
use crate::answer;
use crate::change::{Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier::{self, Dossier, Founding, Head, must_be_id, must_be_kind, stored};
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use crate::lifecycle;
use crate::report::{self, FinishedReport, ReportKind};
use crate::sha256::Hash;
use crate::sign_off::{self, Form, SignOff, SignOffParticulars, frozen_content};
use crate::store::Store;

/// What taking a dossier in did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it meant for this file.
    pub arrival: Arrival,
    /// Contents that came and were not here.
    pub contents: usize,
}

impl Store {
    /// Takes a dossier in, or carries the one that is here on to where it comes from, in one
    /// transaction. Contents that are due and come along are taken in; others stay with the sender.
    /// Taken in twice, it changes nothing.
    ///
    /// # Errors
    /// [`Error::Diverged`] where what is here went its own way since, [`Error::PartHere`] where that is
    /// a part that was handed out before, [`Error::BadTransfer`] for what no program wrote,
    /// [`Error::SetConflict`] for another set of the same name, [`Error::FileTooLarge`] and
    /// [`Error::NoRoomForFile`] for contents over the limits; and where the file cannot be written. Then
    /// nothing has changed.
    pub fn take_in(
        &mut self,
        transfer: &Transfer,
        (source, bytes): (&mut dyn ContentSource, u64),
        handed: Option<&HandedPart>,
    ) -> Result<Taken> {
        let incoming = journal_text::read(&transfer.journal)?;
        let arrival = self.arrival_of(&incoming)?;
        if let Arrival::Diverged(common) = arrival {
            let is_again = handed.is_some() && self.handed_part(&incoming.dossier)?.is_some();
            return Err(if is_again { Error::PartHere } else { Error::Diverged { common } });
        }
        let done = self.straight(bytes, |store| {
            store.take_in_at_once((transfer, &incoming), &arrival, source, handed)
        });
        if done.is_err() {
            // A set may have been read that does not stay.
            self.sets.borrow_mut().clear();
        }
        Ok(Taken { contents: done?, arrival })
    }

    fn take_in_at_once(
        &mut self,
        (transfer, incoming): (&Transfer, &Incoming),
        arrival: &Arrival,
        source: &mut dyn ContentSource,
        handed: Option<&HandedPart>,
    ) -> Result<usize> {
        let limits = self.limits()?;
        let transaction = self.begin()?;
        if *arrival == Arrival::New {
            self.found(&transaction, transfer, incoming)?;
        }
        let head = dossier::head(&transaction, &incoming.dossier)?;
        let key = head.key;
        let set = self.set_by_key(head.set)?;
        if let Some(part) = handed {
            part.must_be_of(&set, incoming)?;
        }
        if matches!(arrival, Arrival::New | Arrival::Ahead(_)) {
            let known = journal::lines(&transaction, key)?.len();
            let lines = incoming.lines.get(known..).unwrap_or_default();
            let (transaction, sign_offs) = (&transaction, &*transfer.sign_offs);
            Replay { transaction, head, set: Arc::clone(&set), sign_offs }.run(lines)?;
            self.must_be_sound(&incoming.dossier, &set, transfer)?;
            // A whole dossier that is here already stays whole.
            if *arrival == Arrival::New || part::handed(transaction, key)?.is_some() {
                part::save(transaction, key, handed)?;
            }
        }
        let came = contents::fill(&transaction, key, (source, limits))?;
        self.must_name_contents(&incoming.dossier)?;
        transaction.commit()?;
        Ok(came)
    }

    /// Makes the dossier's row, as its first step says.
    fn found(
        &self,
        transaction: &Transaction<'_>,
        transfer: &Transfer,
        incoming: &Incoming,
    ) -> Result<()> {
        let first = incoming.lines.iter().take_while(|line| line.step == 1);
        let value = |due: &Subject| {
            let mut lines = first.clone().filter(|line| line.subject == due.to_string());
            let text = lines.next().and_then(|line| line.after.as_deref());
            text.ok_or_else(|| Error::bad_transfer(format_args!("{due} is missing")))
        };
        let founding: Founding = stored(value(&Subject::Dossier)?).map_err(Error::bad_transfer)?;
        if !journal_text::is_moment(founding.created_at()) {
            return Err(Error::bad_transfer("founding"));
        }
        let set = self.put_set(transaction, transfer.criteria_set.as_bytes())?;
        if founding.criteria_set_version() != (&set.set.id, &set.set.version, &set.sha256) {
            return Err(Error::bad_transfer("criteria set"));
        }
        let texts = (value(&Subject::Profile)?, value(&Subject::ReportTexts)?);
        dossier::insert(transaction, (&incoming.dossier, set.key), &founding, texts)
            .map_err(Error::of_transfer)
    }

    /// Refuses what a program would never have come to.
    fn must_be_sound(&self, id: &str, set: &Arc<StoredSet>, transfer: &Transfer) -> Result<()> {
        if let Some(damage) = self.check_dossier(id).map_err(Error::of_transfer)?.first() {
            return Err(Error::bad_transfer(format_args!("{damage:?}")));
        }
        let dossier = self.dossier(id).map_err(Error::of_transfer)?;
        fits(&dossier, set).map_err(Error::bad_transfer)?;
        if self.content(id)? != transfer.content {
            return Err(Error::bad_transfer("content"));
        }
        Ok(())
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

/// A dossier whose journal is being done once more.
struct Replay<'a> {
    transaction: &'a Transaction<'a>,
    head: Head,
    set: Arc<StoredSet>,
    /// What each sign-off froze.
    sign_offs: &'a [String],
}

impl Replay<'_> {
    fn run(mut self, lines: &[Line]) -> Result<()> {
        for step in lines.chunk_by(|one, next| one.step == next.step) {
            self.step(step)?;
        }
        Ok(())
    }

    fn step(&mut self, lines: &[Line]) -> Result<()> {
        let Some(first) = lines.first() else {
            return Ok(());
        };
        let op = Op::named(&first.op).ok_or_else(|| Error::bad_transfer(&first.op))?;
        let is_first = first.seq == 1 && op == Op::NewDossier;
        if !is_first && !self.head.state.allows(op) {
            return Err(Error::bad_transfer(format_args!("entry {}", first.seq)));
        }
        for line in lines {
            let done = if line.op == first.op { self.line(op, line) } else { Ok(false) };
            match done {
                Ok(true) => self.record(line)?,
                Ok(false) => return Err(Error::bad_transfer(format_args!("entry {}", line.seq))),
                Err(error) if error.is_of_the_file() => return Err(error),
                Err(error) => {
                    return Err(Error::bad_transfer(format_args!("entry {}: {error}", line.seq)));
                }
            }
        }
        if let Some(transition) = self.head.state.transition(op) {
            let saved = dossier::save_state(self.transaction, self.head.key, transition.to);
            saved.map_err(Error::of_transfer)?;
            self.head.state = transition.to;
        }
        Ok(())
    }

    fn record(&self, line: &Line) -> Result<()> {
        journal::append(self.transaction, self.head.key, line).map_err(Error::of_transfer)
    }

    /// Does what an entry says; whether it led from the value before to the value after.
    fn line(&self, op: Op, line: &Line) -> Result<bool> {
        let (connection, key) = (self.transaction, self.head.key);
        let subject =
            Subject::parse(&line.subject).ok_or_else(|| Error::bad_transfer(&line.subject))?;
        let is_founded = op == Op::NewDossier;
        let is_possible = op.may_touch(&subject)
            && is_founded == (line.step == 1)
            && line.before != line.after
            && line.after.as_deref().is_none_or(|after| subject.is_value(after));
        if !is_possible {
            return Ok(false);
        }
        if is_founded {
            return Ok(line.before.is_none() && subject.read(connection, key)? == line.after);
        }
        if subject.read(connection, key)? != line.before {
            return Ok(false);
        }
        match (&subject, line.after.as_deref()) {
            (Subject::SignOff { ordinal }, Some(text)) => {
                self.sign_off(op, (*ordinal, stored(text)?), line)?;
            }
            (Subject::Passage { ordinal }, Some(text)) => {
                let record: lifecycle::Record = stored(text)?;
                let about = (op, record.sign_off);
                let by = (&*line.at, &line.by);
                let particulars = record.particulars();
                let given = lifecycle::insert(connection, key, about, &particulars, by)?;
                if given != *ordinal {
                    return Ok(false);
                }
            }
            (Subject::Report { .. }, Some(text)) => {
                self.must_be_finished(op, &stored(text)?)?;
                subject.write(connection, key, line.after.as_deref())?;
            }
            (_, after) => subject.write(connection, key, after)?,
        }
        Ok(subject.read(connection, key)? == line.after)
    }

    fn sign_off(
        &self,
        op: Op,
        (ordinal, particulars): (u32, SignOffParticulars),
        line: &Line,
    ) -> Result<()> {
        let (connection, at) = (self.transaction, (self.head.key, ordinal));
        let date: Option<NaiveDate> =
            particulars.date.as_deref().map(str::parse).transpose().map_err(Error::bad_transfer)?;
        let registry = SignOff { number: particulars.number, date };
        if op == Op::SignOff {
            let position = usize::try_from(ordinal).unwrap_or(usize::MAX).wrapping_sub(1);
            let content = self
                .sign_offs
                .get(position)
                .ok_or_else(|| Error::bad_transfer(format_args!("sign-off {ordinal}")))?;
            self.must_freeze(content)?;
            let hash = Hash::of(content);
            return sign_off::insert(
                connection,
                at,
                &registry,
                (&line.at, &line.by),
                (hash, content),
            );
        }
        if op == Op::SetNumber && report::has_signed(connection, self.head.key, ordinal)? {
            return Err(Error::ReportSigned);
        }
        match particulars.reason {
            Some(reason) => sign_off::reopen(connection, at, &line.at, &reason),
            None => sign_off::save_number(connection, at, &registry),
        }
    }

    /// Refuses a sign-off that froze something else than the dossier says. Points may be those of an
    /// earlier version of the rules; of the sign-off that stands they are compared as well.
    fn must_freeze(&self, content: &str) -> Result<()> {
        let form = Form::of(content)?;
        let dossier = dossier::load(self.transaction, self.head.clone(), Arc::clone(&self.set))?;
        let score = score(&self.set.set, &dossier.answers);
        let due = frozen_content(&dossier, &score, form)?;
        if without_result(content)? == without_result(&due)? {
            return Ok(());
        }
        Err(Error::bad_transfer("frozen content"))
    }

    /// Refuses a report that is not of the sign-off that stands, or came in another way than it says.
    fn must_be_finished(&self, op: Op, report: &FinishedReport) -> Result<()> {
        let standing = sign_off::all(self.transaction, self.head.key)?.pop();
        let is_its = standing.is_some_and(|standing| report.is_of(&standing));
        let is_signed = report.kind == ReportKind::Signed;
        if is_its && is_signed == (op == Op::TakeSigned) {
            return Ok(());
        }
        Err(Error::bad_transfer("finished report"))
    }
}

fn without_result(content: &str) -> Result<Json> {
    let mut json = Json::parse(content.as_bytes())?;
    if let Json::Object(members) = &mut json {
        members.retain(|(name, _)| name != "result");
    }
    Ok(json)
}
