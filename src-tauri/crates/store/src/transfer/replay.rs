//! Taking a dossier in: its journal is done once more, entry by entry.

use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::Transaction;

use super::journal_text::{self, Proved};
use super::outgoing::Transfer;
use crate::change::{Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier::{self, Founding, Head, stored};
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use crate::lifecycle;
use crate::report::{self, FinishedReport, ReportKind};
use crate::sha256::Hash;
use crate::sign_off::{self, Comparison, SignOff, SignOffParticulars};
use crate::store::Store;

/// Entries of the first step: the dossier, its profile and its report's paragraphs.
const FOUNDING: usize = 3;
/// Bytes that the values of a dossier may have beyond twice its content: marks, ticks, passages.
const BESIDES: usize = 8 << 20;

/// A dossier whose journal is being done once more.
pub(super) struct Replay<'a> {
    store: &'a Store,
    transaction: &'a Transaction<'a>,
    transfer: &'a Transfer,
    /// The last entry that is here already.
    known: i64,
    /// The last entry that came.
    end: (i64, Hash),
    /// Entries of the first step, until they are complete.
    first: Vec<Proved>,
    /// The dossier, once it is here.
    here: Option<Here>,
    /// What the dossier's values have grown by, in bytes.
    grown: usize,
    shrunk: usize,
}

/// A dossier that is here.
struct Here {
    head: Head,
    set: Arc<StoredSet>,
    /// The step that is being done.
    step: Option<(i64, Op)>,
}

impl<'a> Replay<'a> {
    /// A journal whose entries are done after the known ones; of a dossier that is here, or is to be
    /// made.
    pub(super) fn new(
        store: &'a Store,
        (transaction, transfer): (&'a Transaction<'a>, &'a Transfer),
        here: Option<(Head, i64)>,
    ) -> Result<Self> {
        let known = here.as_ref().map_or(0, |(_, known)| *known);
        let here = match here {
            Some((head, _)) => {
                let set = store.set_by_key(head.set)?;
                Some(Here { head, set, step: None })
            }
            None => None,
        };
        let (end, first) = ((0, Hash([0; 32])), Vec::new());
        Ok(Self { store, transaction, transfer, known, end, first, here, grown: 0, shrunk: 0 })
    }

    /// Does an entry, the oldest first.
    pub(super) fn take(&mut self, dossier: &str, proved: Proved) -> Result<()> {
        let line = proved.line();
        self.end = (line.seq, line.hash);
        if line.seq <= self.known {
            return Ok(());
        }
        self.grown = self.grown.saturating_add(line.after.as_ref().map_or(0, String::len));
        self.shrunk = self.shrunk.saturating_add(line.before.as_ref().map_or(0, String::len));
        let most = self.transfer.content.len().saturating_mul(2).saturating_add(BESIDES);
        if self.grown.saturating_sub(self.shrunk) > most {
            return Err(Error::bad_transfer("larger than its content"));
        }
        if line.step > 1 {
            self.begin(dossier)?;
            return self.one(&proved);
        }
        self.first.push(proved);
        if self.first.len() > FOUNDING { Err(Error::bad_transfer("founding")) } else { Ok(()) }
    }

    /// Ends the journal; gives the dossier, its set and the last entry.
    pub(super) fn finish(mut self, dossier: &str) -> Result<(Head, Arc<StoredSet>, (i64, Hash))> {
        self.begin(dossier)?;
        self.end_step()?;
        let Here { head, set, .. } = self.here.ok_or_else(|| Error::bad_transfer("no entry"))?;
        Ok((head, set, self.end))
    }

    /// Does the first step, if it is still to be done.
    fn begin(&mut self, dossier: &str) -> Result<()> {
        let first = std::mem::take(&mut self.first);
        if first.is_empty() {
            return Ok(());
        }
        match &self.here {
            None => {
                self.found(dossier, &first)?;
                let head = dossier::head(self.transaction, dossier)?;
                let set = self.store.set_by_key(head.set)?;
                self.here = Some(Here { head, set, step: None });
            }
            Some(here) => self.found_again(here, &first)?,
        }
        first.iter().try_for_each(|proved| self.one(proved))
    }

    /// Makes the dossier's row, as its first step says.
    fn found(&self, dossier: &str, first: &[Proved]) -> Result<()> {
        let founding: Founding =
            stored(value(first, &Subject::Dossier)?).map_err(Error::bad_transfer)?;
        if !journal_text::is_moment(founding.created_at()) {
            return Err(Error::bad_transfer("founding"));
        }
        let set = self.store.put_set(self.transaction, self.transfer.criteria_set.as_bytes())?;
        if founding.criteria_set_version() != (&set.set.id, &set.set.version, &set.sha256) {
            return Err(Error::bad_transfer("criteria set"));
        }
        let texts = (value(first, &Subject::Profile)?, value(first, &Subject::ReportTexts)?);
        dossier::insert(self.transaction, (dossier, set.key), &founding, texts)
            .map_err(Error::of_transfer)
    }

    /// Gives an emptied dossier the profile and the paragraphs back with which it was made.
    fn found_again(&self, here: &Here, first: &[Proved]) -> Result<()> {
        for subject in [Subject::Profile, Subject::ReportTexts] {
            let text = Some(value(first, &subject)?);
            subject.write(self.transaction, here.head.key, text).map_err(Error::of_transfer)?;
        }
        Ok(())
    }

    /// Does an entry of a dossier that is here.
    fn one(&mut self, proved: &Proved) -> Result<()> {
        let (line, op) = (proved.line(), proved.op());
        let is_begun = self.here.as_ref().and_then(|here| here.step) == Some((line.step, op));
        if !is_begun {
            self.begin_step(line, op)?;
        }
        let here = self.here.as_ref().ok_or_else(|| Error::bad_transfer("no dossier"))?;
        match self.line(here, proved) {
            Ok(true) => self.record(here, line),
            Ok(false) => Err(Error::bad_transfer(format_args!("entry {}", line.seq))),
            // A disk may be full; whatever else is refused here, the journal was not ours.
            Err(error @ (Error::DiskFull | Error::ReadOnly { .. })) => Err(error),
            Err(error) => Err(Error::bad_transfer(format_args!("entry {}: {error}", line.seq))),
        }
    }

    fn begin_step(&mut self, line: &Line, op: Op) -> Result<()> {
        self.end_step()?;
        let here = self.here.as_mut().ok_or_else(|| Error::bad_transfer("no dossier"))?;
        let is_first = line.seq == 1 && op == Op::NewDossier;
        let is_other_op = here.step.is_some_and(|(step, _)| step == line.step);
        if is_other_op || (!is_first && !here.head.state.allows(op)) {
            return Err(Error::bad_transfer(format_args!("entry {}", line.seq)));
        }
        here.step = Some((line.step, op));
        Ok(())
    }

    /// Brings the transition about that the step was.
    fn end_step(&mut self) -> Result<()> {
        let Some(here) = &mut self.here else {
            return Ok(());
        };
        let Some(transition) = here.step.and_then(|(_, op)| here.head.state.transition(op)) else {
            return Ok(());
        };
        let saved = dossier::save_state(self.transaction, here.head.key, transition.to);
        saved.map_err(Error::of_transfer)?;
        here.head.state = transition.to;
        Ok(())
    }

    fn record(&self, here: &Here, line: &Line) -> Result<()> {
        journal::append(self.transaction, here.head.key, line).map_err(Error::of_transfer)
    }

    /// Does what an entry says; whether it led from the value before to the value after.
    fn line(&self, here: &Here, proved: &Proved) -> Result<bool> {
        let (connection, key) = (self.transaction, here.head.key);
        let (line, op, subject) = (proved.line(), proved.op(), proved.subject());
        if op == Op::NewDossier {
            return Ok(line.before.is_none() && subject.read(connection, key)? == line.after);
        }
        if subject.read(connection, key)? != line.before {
            return Ok(false);
        }
        match (subject, line.after.as_deref()) {
            (Subject::SignOff { ordinal }, Some(text)) => {
                self.sign_off(here, (op, *ordinal), stored(text)?, line)?;
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
                self.must_be_finished(here, op, &stored(text)?)?;
                subject.write(connection, key, line.after.as_deref())?;
            }
            (_, after) => subject.write(connection, key, after)?,
        }
        Ok(subject.read(connection, key)? == line.after)
    }

    fn sign_off(
        &self,
        here: &Here,
        (op, ordinal): (Op, u32),
        particulars: SignOffParticulars,
        line: &Line,
    ) -> Result<()> {
        let (connection, at) = (self.transaction, (here.head.key, ordinal));
        let date: Option<NaiveDate> =
            particulars.date.as_deref().map(str::parse).transpose().map_err(Error::bad_transfer)?;
        let registry = SignOff { number: particulars.number, date };
        if op == Op::SignOff {
            let position = usize::try_from(ordinal).unwrap_or(usize::MAX).wrapping_sub(1);
            let content = self.transfer.sign_offs.get(position);
            let content = content
                .map_err(|source| Error::NotGiven { source })?
                .ok_or_else(|| Error::bad_transfer(format_args!("sign-off {ordinal}")))?;
            self.must_freeze(here, &content)?;
            let frozen = (Hash::of(&content), &*content);
            return sign_off::insert(connection, at, &registry, (&line.at, &line.by), frozen);
        }
        if op == Op::SetNumber && report::has_signed(connection, here.head.key, ordinal)? {
            return Err(Error::ReportSigned);
        }
        match particulars.reason {
            Some(reason) => sign_off::reopen(connection, at, &line.at, &reason),
            None => sign_off::save_number(connection, at, &registry),
        }
    }

    /// Refuses a sign-off that froze something else than the dossier says. Points may be those of other
    /// rules.
    fn must_freeze(&self, here: &Here, content: &str) -> Result<()> {
        let dossier = dossier::load(self.transaction, here.head.clone(), Arc::clone(&here.set))?;
        match sign_off::compare(content, &dossier)? {
            Comparison::Same | Comparison::Recounted(_) => Ok(()),
            Comparison::Different => Err(Error::bad_transfer("frozen content")),
        }
    }

    /// Refuses a report that is not of the sign-off that stands, or came in another way than it says.
    fn must_be_finished(&self, here: &Here, op: Op, report: &FinishedReport) -> Result<()> {
        let standing = sign_off::all(self.transaction, here.head.key)?.pop();
        let is_its = standing.is_some_and(|standing| report.is_of(&standing));
        let is_signed = report.kind == ReportKind::Signed;
        if is_its && is_signed == (op == Op::TakeSigned) {
            return Ok(());
        }
        Err(Error::bad_transfer("finished report"))
    }
}

/// The value that the first step gives a subject.
fn value<'a>(first: &'a [Proved], due: &Subject) -> Result<&'a str> {
    let mut values = first.iter().filter(|proved| proved.subject() == due);
    let text = values.next().and_then(|proved| proved.line().after.as_deref());
    text.ok_or_else(|| Error::bad_transfer(format_args!("{due} is missing")))
}
