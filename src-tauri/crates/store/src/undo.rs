//! Undo and redo, read from the journal: they survive a restart and end at a sign-off.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use scoring::Code;

use crate::change::{Change, Changed, Op};
use crate::dossier;
use crate::error::{Error, Result};
use crate::journal;
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

/// Steps that can be undone and redone, the next one last.
#[derive(Default)]
struct Stacks {
    undo: Vec<i64>,
    redo: Vec<i64>,
}

impl Store {
    /// What [`Store::undo`] and [`Store::redo`] would do, and who changed the dossier last.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn steps(&self, dossier: &str) -> Result<Steps> {
        let head = dossier::head(self.connection(), dossier)?;
        let (changed_at, changed_by) = journal::last_change(self.connection(), head.key)?;
        let stacks = match head.must_allow(Op::Undo) {
            Ok(()) => stacks(self.connection(), head.key)?,
            Err(_) => Stacks::default(),
        };
        let undo = self.labelled(head.key, stacks.undo.last())?;
        let redo = self.labelled(head.key, stacks.redo.last())?;
        Ok(Steps { undo, redo, changed_at, changed_by })
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], [`Error::WrongState`].
    pub fn undo(&mut self, dossier: &str, stamp: &Stamp) -> Result<(Changed, Step)> {
        self.transact((dossier, Op::Undo), stamp, |desk| {
            let stacks = stacks(&desk.transaction, desk.head.key)?;
            let last = *stacks.undo.last().ok_or(Error::NothingToUndo)?;
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
        self.transact((dossier, Op::Redo), stamp, |desk| {
            let stacks = stacks(&desk.transaction, desk.head.key)?;
            let next = *stacks.redo.last().ok_or(Error::NothingToRedo)?;
            let (op, changes) = journal::step(&desk.transaction, desk.head.key, next)?;
            let step = Step::new(op, &changes);
            for change in changes {
                desk.apply(change)?;
            }
            Ok(step)
        })
    }

    fn labelled(&self, dossier: i64, step: Option<&i64>) -> Result<Option<Step>> {
        let Some(step) = step else {
            return Ok(None);
        };
        let (op, changes) = journal::step(self.connection(), dossier, *step)?;
        Ok(Some(Step::new(op, &changes)))
    }
}

impl Step {
    fn new(op: Op, changes: &[Change]) -> Self {
        let codes = changes.iter().filter_map(|change| change.subject.code().cloned()).collect();
        Self { op, codes }
    }
}

/// Replays the journal's operations: a new change drops what could be redone.
fn stacks(connection: &Connection, dossier: i64) -> Result<Stacks> {
    let mut stacks = Stacks::default();
    for (step, op) in journal::steps(connection, dossier)? {
        match op {
            Op::Undo => stacks.redo.extend(stacks.undo.pop()),
            Op::Redo => stacks.undo.extend(stacks.redo.pop()),
            // The one takes the other back by itself; the content is untouched by both.
            Op::SetAside | Op::BringBack => {}
            _ => {
                stacks.undo.push(step);
                stacks.redo.clear();
            }
        }
    }
    Ok(stacks)
}
