//! Giving an item an earlier answer back.

use scoring::{Answer, Code};

use super::enter::enter;
use crate::change::{Changed, Op, Subject, Value};
use crate::error::{Error, Result};
use crate::journal;
use crate::stamp::Stamp;
use crate::store::Store;

impl Store {
    /// Gives an item the answer back that it had before the journal's entry at this position, as a
    /// change like any other. Also tells which item it was; nothing changes where it has that
    /// answer now.
    ///
    /// # Errors
    /// [`Error::NoAnswerThere`] for an entry that is about no answer, [`Error::WrongState`].
    pub fn restore_answer(
        &mut self,
        dossier: &str,
        seq: i64,
        stamp: &Stamp,
    ) -> Result<(Changed, Code)> {
        self.transact((dossier, Op::SetAnswer), stamp, |desk| {
            let entry = journal::entry(&desk.transaction, desk.head.key, seq)?;
            let entry = entry.ok_or(Error::NoAnswerThere { seq })?;
            let (before, _) = entry.values()?;
            let Subject::Answer { section, code } = entry.subject else {
                return Err(Error::NoAnswerThere { seq });
            };
            let answer = match before {
                Some(Value::Answer(answer)) => answer,
                _ => Answer::default(),
            };
            enter(desk, section, &code, &answer)?;
            Ok(code)
        })
    }
}
