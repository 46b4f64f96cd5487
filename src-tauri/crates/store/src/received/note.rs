//! A note of the receiving office, as data and as a link of its chain.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::rows;
use crate::change::Op;
use crate::dossier::{stored, text};
use crate::error::{Error, Result};
use crate::lifecycle::{Particulars, Passage, State, TRANSITIONS};
use crate::sha256::Hash;
use crate::stamp::Person;

const SCHEMA: &str = "par-office-note/1";

/// Something that the receiving office did with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeNote {
    /// Its position among the notes on the dossier, from 1.
    pub ordinal: u32,
    /// The operation.
    pub op: Op,
    /// The sign-off that stood then, by its ordinal.
    pub sign_off: u32,
    /// SHA-256 of what that sign-off froze, in hex; of zeros where none stood.
    pub sha256: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Person,
    /// What it records.
    pub particulars: Particulars,
}

impl OfficeNote {
    /// The same as a step of the dossier's way.
    pub fn passage(&self) -> Passage {
        let Self { ordinal, op, sign_off, at, by, particulars, .. } = self.clone();
        Passage { ordinal, op, sign_off, at, by, particulars }
    }

    /// The state to which it leads; none where it leads to none.
    pub(super) fn state(&self) -> Option<State> {
        TRANSITIONS.iter().find(|transition| transition.op == self.op).map(|one| one.to)
    }
}

/// A note that is about to be put on record.
pub(crate) struct NewNote<'a> {
    pub(crate) op: Op,
    /// The sign-off that it concerns: ordinal and hash of what it froze.
    pub(crate) sign_off: (u32, Hash),
    pub(crate) at: &'a str,
    pub(crate) by: &'a Person,
    pub(crate) particulars: &'a Particulars,
}

/// A note as it is stored.
pub(super) struct NoteRow {
    ordinal: u32,
    op: String,
    sign_off: u32,
    sha256: Hash,
    at: String,
    by: Person,
    particulars: String,
    prev: Hash,
    hash: Hash,
}

impl NoteRow {
    pub(super) fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            ordinal: row.get(0)?,
            op: row.get(1)?,
            sign_off: row.get(2)?,
            sha256: row.get(3)?,
            at: row.get(4)?,
            by: Person { name: row.get(5)?, post: row.get(6)? },
            particulars: row.get(7)?,
            prev: row.get(8)?,
            hash: row.get(9)?,
        })
    }

    fn due_hash(&self, dossier: &str) -> Hash {
        let list = serde_json::json!([
            SCHEMA,
            dossier,
            self.ordinal,
            self.op,
            self.sign_off,
            self.sha256.hex(),
            self.at,
            self.by.name,
            self.by.post,
            self.particulars,
            self.prev.hex(),
        ]);
        Hash::of(&list.to_string())
    }

    pub(super) fn into_note(self) -> Result<OfficeNote> {
        let unreadable = || Error::damaged(format_args!("note {}", self.ordinal));
        Ok(OfficeNote {
            ordinal: self.ordinal,
            op: Op::named(&self.op).ok_or_else(unreadable)?,
            sign_off: self.sign_off,
            sha256: self.sha256.hex(),
            at: self.at.parse().map_err(|_| unreadable())?,
            by: self.by,
            particulars: stored(&self.particulars)?,
        })
    }
}

/// Appends a note to the chain of a dossier and gives its ordinal.
pub(crate) fn append(
    connection: &Connection,
    (key, dossier): (i64, &str),
    note: &NewNote<'_>,
) -> Result<u32> {
    let last = rows::notes(connection, key)?.pop();
    let (ordinal, prev) =
        last.map_or((1, Hash([0; 32])), |last| (last.ordinal.saturating_add(1), last.hash));
    let row = NoteRow {
        ordinal,
        op: note.op.name().to_owned(),
        sign_off: note.sign_off.0,
        sha256: note.sign_off.1,
        at: note.at.to_owned(),
        by: note.by.clone(),
        particulars: text(note.particulars)?,
        prev,
        hash: Hash([0; 32]),
    };
    let hash = row.due_hash(dossier);
    let mut statement = connection.prepare_cached(include_str!("insert_note.sql"))?;
    statement.execute(params![
        key,
        row.ordinal,
        row.op,
        row.sign_off,
        row.sha256,
        row.at,
        row.by.name,
        row.by.post,
        row.particulars,
        row.prev,
        hash,
    ])?;
    Ok(ordinal)
}

/// The first note of a dossier at which the chain is broken.
pub(crate) fn broken(connection: &Connection, (key, dossier): (i64, &str)) -> Result<Option<u32>> {
    let mut prev = Hash([0; 32]);
    for (due, row) in (1..).zip(rows::notes(connection, key)?) {
        if row.ordinal != due || row.prev != prev || row.hash != row.due_hash(dossier) {
            return Ok(Some(row.ordinal));
        }
        prev = row.hash;
    }
    Ok(None)
}
