//! Correcting the round's particulars while the dossier is drafted.

use rusqlite::{Connection, OptionalExtension, params};

use super::texts;
use crate::change::{Changed, Op, Subject};
use crate::error::Result;
use crate::round::Round;
use crate::stamp::Stamp;
use crate::store::Store;

impl Store {
    /// Replaces the round's particulars; the answers follow its dates from then on.
    ///
    /// # Errors
    /// [`crate::Error::OtherYear`], [`crate::Error::UnknownDeadlines`],
    /// [`crate::Error::WrongState`].
    pub fn set_round(&mut self, dossier: &str, round: &Round, stamp: &Stamp) -> Result<Changed> {
        let done = self.transact((dossier, Op::SetRound), stamp, |desk| {
            round.must_fit(&desk.set.set)?;
            let text = texts::text(&round.normalised())?;
            let first = texts::first_round_text(&desk.transaction, desk.head.key)?;
            desk.put_typed(Subject::Round, (text != first).then_some(text))
        });
        done.map(|(changed, ())| changed)
    }
}

/// The round as it was corrected; none where it never was.
pub(crate) fn corrected_round_text(
    connection: &Connection,
    dossier: i64,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("corrected_round.sql"))?;
    Ok(statement.query_row([dossier], |row| row.get(0)).optional()?)
}

pub(crate) fn correct_round(connection: &Connection, dossier: i64, text: &str) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("correct_round.sql"))?;
    statement.execute(params![dossier, text])?;
    Ok(())
}

/// Makes the round again what it was when the dossier was made.
pub(crate) fn restore_round(connection: &Connection, dossier: i64) -> Result<()> {
    connection.prepare_cached(include_str!("restore_round.sql"))?.execute([dossier])?;
    Ok(())
}
