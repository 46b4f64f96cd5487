//! Setting a dossier aside: it leaves the list, whole, until it is brought back.

use rusqlite::Connection;

use super::head;
use crate::change::{Changed, Op, Subject};
use crate::error::Result;
use crate::stamp::Stamp;
use crate::store::Store;

/// The value that the journal keeps of a dossier that is set aside.
const ASIDE: &str = "true";

impl Store {
    /// Takes a dossier out of the list, in whatever state; nothing of it is lost, and it refuses
    /// changes until [`Store::bring_back`].
    ///
    /// # Errors
    /// [`crate::Error::UnknownDossier`].
    pub fn set_aside(&mut self, dossier: &str, stamp: &Stamp) -> Result<Changed> {
        self.put_aside((dossier, Op::SetAside), true, stamp)
    }

    /// Brings a dossier back that was set aside, as it was.
    ///
    /// # Errors
    /// [`crate::Error::UnknownDossier`].
    pub fn bring_back(&mut self, dossier: &str, stamp: &Stamp) -> Result<Changed> {
        self.put_aside((dossier, Op::BringBack), false, stamp)
    }

    fn put_aside(&mut self, at: (&str, Op), aside: bool, stamp: &Stamp) -> Result<Changed> {
        if head(self.connection(), at.0)?.received {
            self.put_received_aside(at, stamp)?;
            let mut changed = Changed::default();
            changed.note(&Subject::SetAside);
            return Ok(changed);
        }
        let done = self.transact(at, stamp, |desk| {
            desk.put(Subject::SetAside, aside.then(|| ASIDE.to_owned()))
        });
        done.map(|(changed, ())| changed)
    }
}

/// What the journal keeps of whether a dossier is set aside.
pub(crate) fn set_aside_text(connection: &Connection, dossier: i64) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached(include_str!("is_set_aside.sql"))?;
    let aside: bool = statement.query_row([dossier], |row| row.get(0))?;
    Ok(aside.then(|| ASIDE.to_owned()))
}

pub(crate) fn save_set_aside(connection: &Connection, dossier: i64, aside: bool) -> Result<()> {
    let sql = if aside { include_str!("put_aside.sql") } else { include_str!("bring_back.sql") };
    connection.prepare_cached(sql)?.execute([dossier])?;
    Ok(())
}
