//! Undo and redo, read from the journal: they survive a restart and end at a sign-off.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use scoring::Code;

use crate::change::{Change, Changed, Op};
use crate::dossier;
use crate::error::{Error, Result};
use crate::journal::{self, StepAt};
use crate::stamp::{Person, Stamp};
use crate::store::Store;

/// A step that can be, or was, undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The operation.
    pub op: Op,
    /// The codes that it concerned.
    pub codes: BTreeSet<Code>,
}

/// What undo and redo would do next, and the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// What [`Store::undo`] would take back.
    pub undo: Option<Step>,
    /// What [`Store::redo`] would do again.
    pub redo: Option<Step>,
    /// When the dossier was changed last.
    pub changed_at: DateTime<Utc>,
    /// By whom.
    pub changed_by: Person,
}

/// Steps that can be undone and redone, the next one last, as the journal has them up to an entry.
#[derive(Debug, Default)]
pub(crate) struct Stacks {
    undo: Vec<StepAt>,
    redo: Vec<StepAt>,
    /// The last entry that was read; a journal only grows, until another takes its place
    /// ([`Store::forget`]).
    read_to: i64,
}

impl Store {
    /// What [`Store::undo`] and [`Store::redo`] would do, and who changed the dossier last.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn steps(&self, dossier: &str) -> Result<Steps> {
        let head = dossier::head(self.connection(), dossier)?;
        let (changed_at, changed_by) = journal::last_change(self.connection(), head.key)?;
        let (undo, redo) = match head.must_allow(Op::Undo) {
            Ok(()) => self.next_steps(head.key)?,
            Err(_) => (None, None),
        };
        let undo = self.labelled(head.key, undo)?;
        let redo = self.labelled(head.key, redo)?;
        Ok(Steps { undo, redo, changed_at, changed_by })
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], [`Error::WrongState`].
    pub fn undo(&mut self, dossier: &str, stamp: &Stamp) -> Result<(Changed, Step)> {
        let (last, _) = self.next_steps(dossier::head(self.connection(), dossier)?.key)?;
        self.transact((dossier, Op::Undo), stamp, |desk| {
            let last = last.ok_or(Error::NothingToUndo)?;
            let (op, changes) = journal::step(&desk.transaction, desk.head.key, last)?;
            let step = Step::new(op, &changes);
            for change in changes.into_iter().rev() {
                desk.apply(change.inverse())?;
            }
            Ok(step)
        })
    }

    /// Does the step again that was undone last.
    ///
    /// # Errors
    /// [`Error::NothingToRedo`], [`Error::WrongState`].
    pub fn redo(&mut self, dossier: &str, stamp: &Stamp) -> Result<(Changed, Step)> {
        let (_, next) = self.next_steps(dossier::head(self.connection(), dossier)?.key)?;
        self.transact((dossier, Op::Redo), stamp, |desk| {
            let next = next.ok_or(Error::NothingToRedo)?;
            let (op, changes) = journal::step(&desk.transaction, desk.head.key, next)?;
            let step = Step::new(op, &changes);
            for change in changes {
                desk.apply(change)?;
            }
            Ok(step)
        })
    }

    /// The steps that undo and redo would take next. Of the journal only what is new is read.
    fn next_steps(&self, dossier: i64) -> Result<(Option<StepAt>, Option<StepAt>)> {
        let mut all = self.stacks.borrow_mut();
        let stacks = all.entry(dossier).or_default();
        stacks.read_on(self.connection(), dossier)?;
        Ok((stacks.undo.last().copied(), stacks.redo.last().copied()))
    }

    fn labelled(&self, dossier: i64, step: Option<StepAt>) -> Result<Option<Step>> {
        let Some(step) = step else {
            return Ok(None);
        };
        let (op, changes) = journal::step(self.connection(), dossier, step)?;
        Ok(Some(Step::new(op, &changes)))
    }
}

impl Step {
    fn new(op: Op, changes: &[Change]) -> Self {
        let codes = changes.iter().filter_map(|change| change.subject.code().cloned()).collect();
        Self { op, codes }
    }
}

impl Stacks {
    /// Does the operations that are new in the journal: a new change drops what could be redone, and
    /// nothing passes a boundary.
    fn read_on(&mut self, connection: &Connection, dossier: i64) -> Result<()> {
        for (step, op) in journal::steps(connection, dossier, self.read_to)? {
            match op {
                Op::Undo => self.redo.extend(self.undo.pop()),
                Op::Redo => self.undo.extend(self.redo.pop()),
                // The one takes the other back by itself; the content is untouched by both.
                Op::SetAside | Op::BringBack => {}
                op if op.is_boundary() => (self.undo, self.redo) = (Vec::new(), Vec::new()),
                _ => {
                    self.undo.push(step);
                    self.redo.clear();
                }
            }
            self.read_to = step.last();
        }
        Ok(())
    }
}
