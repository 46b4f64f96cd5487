//! A part of a dossier that an officer was handed to fill in.

use rusqlite::{Connection, OptionalExtension, params};
use scoring::Code;

use super::journal_text::Incoming;
use crate::change::{Op, Subject};
use crate::criteria_set::StoredSet;
use crate::dossier::{self, stored, text};
use crate::error::{Error, Result};
use crate::journal::{self, Chain};
use crate::sha256::Hash;
use crate::store::Store;

/// A part of a dossier in an officer's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedPart {
    /// The officer's name.
    pub person: String,
    /// The items of the part.
    pub codes: Vec<Code>,
    /// The last entry of the journal when the part was handed out.
    pub base_seq: i64,
    /// Its hash, in hex.
    pub base_hash: String,
}

impl Store {
    /// The part of a dossier that this file was handed; none where the dossier is its own.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`].
    pub fn handed_part(&self, dossier: &str) -> Result<Option<HandedPart>> {
        let head = dossier::head(self.connection(), dossier)?;
        handed(self.connection(), head.key)
    }

    /// What handing out these items as they stand would say.
    ///
    /// # Errors
    /// [`Error::UnknownCodes`], [`Error::WrongState`] unless the content is open,
    /// [`Error::PartOnly`] for what is a part itself.
    pub fn part_of(&self, dossier: &str, person: &str, codes: &[Code]) -> Result<HandedPart> {
        let head = dossier::head(self.connection(), dossier)?;
        self.prove(&head)?;
        head.must_allow(Op::TakePart)?;
        if handed(self.connection(), head.key)?.is_some() {
            return Err(Error::PartOnly);
        }
        self.set_by_key(head.set)?.must_know(codes.iter())?;
        let (base_seq, base_hash) = Chain::end_of(self.connection(), &head)?.position();
        let (person, codes) = (person.trim().to_owned(), codes.to_vec());
        Ok(HandedPart { person, codes, base_seq, base_hash: base_hash.hex() })
    }
}

impl HandedPart {
    /// Refuses a part whose items the set does not have, or which was not handed out from the end of
    /// this journal.
    pub(super) fn must_be_of(&self, set: &StoredSet, incoming: &Incoming) -> Result<()> {
        set.must_know(self.codes.iter()).map_err(Error::bad_transfer)?;
        let end = incoming.lines.last();
        if end
            .is_some_and(|end| (end.seq, end.hash.hex()) == (self.base_seq, self.base_hash.clone()))
        {
            return Ok(());
        }
        Err(Error::bad_transfer("part"))
    }

    /// Whether a subject is this part's to change: its items, documents, and nothing else.
    pub(crate) fn covers(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Evidence { .. } | Subject::File { .. } => true,
            _ => subject.code().is_some_and(|code| self.codes.contains(code)),
        }
    }
}

/// The part of a dossier that this file was handed.
pub(crate) fn handed(connection: &Connection, dossier: i64) -> Result<Option<HandedPart>> {
    let mut statement = connection.prepare_cached(include_str!("part.sql"))?;
    let found = statement.query_row([dossier], |row| {
        Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get::<_, Hash>(3)?))
    });
    let Some((person, codes, base_seq, base_hash)) = found.optional()? else {
        return Ok(None);
    };
    let codes = stored::<Vec<String>>(&codes)?.into_iter().map(Code::new).collect();
    Ok(Some(HandedPart { person, codes, base_seq, base_hash: base_hash.hex() }))
}

/// Whether the part that this file was handed, if any, is one of its journal and its set.
pub(crate) fn has_sound_part(
    connection: &Connection,
    dossier: i64,
    set: &StoredSet,
) -> Result<bool> {
    let Some(part) = handed(connection, dossier)? else {
        return Ok(true);
    };
    let base = journal::entry(connection, dossier, part.base_seq)?;
    Ok(base.is_some_and(|base| base.hash == part.base_hash)
        && !part.codes.is_empty()
        && set.must_know(part.codes.iter()).is_ok())
}

/// Notes which part of a dossier this file was handed; none makes the dossier its own.
pub(super) fn save(connection: &Connection, dossier: i64, part: Option<&HandedPart>) -> Result<()> {
    let Some(part) = part else {
        connection.prepare_cached(include_str!("remove_part.sql"))?.execute([dossier])?;
        return Ok(());
    };
    let codes: Vec<&str> = part.codes.iter().map(Code::as_str).collect();
    let hash =
        Hash::from_hex(&part.base_hash).ok_or_else(|| Error::bad_transfer(&part.base_hash))?;
    let mut statement = connection.prepare_cached(include_str!("insert_part.sql"))?;
    statement.execute(params![dossier, part.person, text(&codes)?, part.base_seq, hash])?;
    Ok(())
}
