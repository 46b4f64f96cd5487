//! Documents that the set expects as proof of an item, ticked off one by one.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use scoring::Code;

use crate::change::{Changed, Op, Subject};
use crate::dossier::text;
use crate::error::{Error, Result};
use crate::stamp::Stamp;
use crate::store::Store;

/// A document that the set expects for an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The sub-criterion, bonus or penalty item.
    pub code: Code,
    /// Its position among the item's expected documents, from 0.
    pub position: u32,
}

impl Store {
    /// Ticks an expected document off, or takes the tick back.
    ///
    /// # Errors
    /// [`Error::UnknownCodes`], [`Error::NotExpected`], [`Error::WrongState`].
    pub fn tick_expected(
        &mut self,
        dossier: &str,
        (expected, ticked): (&Expected, bool),
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::TickExpected), stamp, |desk| {
            desk.set.must_know(std::iter::once(&expected.code))?;
            if !desk.set.expects(expected) {
                return Err(Error::NotExpected { expected: expected.clone() });
            }
            desk.put(Subject::Ticked(expected.clone()), ticked.then(|| text(&true)).transpose()?)
        });
        done.map(|(changed, ())| changed)
    }
}

/// The tick as the journal keeps it; none where there is none.
pub(crate) fn tick(
    connection: &Connection,
    dossier: i64,
    expected: &Expected,
) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("find.sql"))?;
    let there = statement.exists(params![dossier, expected.code.as_str(), expected.position])?;
    there.then(|| text(&true)).transpose()
}

pub(crate) fn save_tick(
    connection: &Connection,
    dossier: i64,
    expected: &Expected,
    ticked: bool,
) -> Result<()> {
    let sql = if ticked { include_str!("save.sql") } else { include_str!("remove.sql") };
    let mut statement = connection.prepare_cached(sql)?;
    statement.execute(params![dossier, expected.code.as_str(), expected.position])?;
    Ok(())
}

/// What of a dossier is ticked off.
pub(crate) fn all(connection: &Connection, dossier: i64) -> Result<BTreeSet<Expected>> {
    let mut statement = connection.prepare_cached(include_str!("list.sql"))?;
    let rows = statement.query_map([dossier], |row| {
        Ok(Expected { code: Code::new(row.get::<_, String>(0)?), position: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
