//! Undo and redo, read from the journal: they survive a restart and end at a sign-off.

use std::collections::BTreeSet;

use rusqlite::Connection;
use scoring::Code;

use crate::change::{Change, Changed, Op};
use crate::dossier::{self, State};
use crate::error::{Error, Result};
use crate::journal;
use crate::stamp::Stamp;
use crate::store::Store;

/// A step that can be, or was, undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The operation.
    pub op: Op,
    /// The codes that it concerned.
    pub codes: BTreeSet<Code>,
}

/// Steps that can be undone and redone, the next one last.
#[derive(Default)]
struct Stacks {
    undo: Vec<i64>,
    redo: Vec<i64>,
}

impl Store {
    /// What [`Store::undo`] would take back.
    pub fn undo_label(&self, dossier: &str) -> Result<Option<Step>> {
        self.label(dossier, |stacks| stacks.undo)
    }

    /// What [`Store::redo`] would do again.
    pub fn redo_label(&self, dossier: &str) -> Result<Option<Step>> {
        self.label(dossier, |stacks| stacks.redo)
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// [`Error::NothingToUndo`], [`Error::WrongState`].
    pub fn undo(&mut self, dossier: &str, stamp: &Stamp) -> Result<(Changed, Step)> {
        self.transact((dossier, Op::Undo), State::Drafting, stamp, |desk| {
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
        self.transact((dossier, Op::Redo), State::Drafting, stamp, |desk| {
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

    fn label(&self, dossier: &str, pick: impl Fn(Stacks) -> Vec<i64>) -> Result<Option<Step>> {
        let head = dossier::head(self.connection(), dossier)?;
        if head.state != State::Drafting {
            return Ok(None);
        }
        let Some(step) = pick(stacks(self.connection(), head.key)?).pop() else {
            return Ok(None);
        };
        let (op, changes) = journal::step(self.connection(), head.key, step)?;
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
            _ => {
                stacks.undo.push(step);
                stacks.redo.clear();
            }
        }
    }
    Ok(stacks)
}
