//! A journal as a text that travels: `par-journal/1`.
//!
//! It may be as long as the data file that it comes from holds: it is written and read entry by entry, and
//! never held whole.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read, Write};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::change::{Op, Subject};
use crate::dossier::must_be_id;
use crate::error::{Error, Result};
use crate::journal::{self, Line};
use crate::sha256::Hash;
use crate::stamp::{Person, moment};

const SCHEMA: &str = "par-journal/1";
/// Bytes of one entry as it travels: its two values, each of at most [`journal::VALUE`] bytes, escaped.
const ENTRY: u64 = 32 << 20;
/// Bytes of a name in an entry: of its subject, of who made it.
const NAME: usize = 4_000;
/// What is said of an entry that is longer.
const TOO_LONG: io::ErrorKind = io::ErrorKind::FileTooLarge;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryText {
    seq: i64,
    step: i64,
    op: String,
    subject: String,
    at: String,
    by: Person,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    hash: String,
}

/// An entry of a journal that came in: its hash goes on from the entry before, and its value is one that
/// this program writes for such an operation. Only [`read`] makes one.
pub(super) struct Proved {
    line: Line,
    op: Op,
    subject: Subject,
}

impl Proved {
    /// The entry as it is stored.
    pub(super) const fn line(&self) -> &Line {
        &self.line
    }

    /// Its operation.
    pub(super) const fn op(&self) -> Op {
        self.op
    }

    /// What it changed.
    pub(super) const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The entry as it is stored.
    pub(super) fn into_line(self) -> Line {
        self.line
    }
}

/// Takes the entries of a journal, oldest first; the text names the dossier.
pub(super) type Take<'a> = &'a mut dyn FnMut(&str, Proved) -> Result<()>;

/// Writes a dossier's journal up to an entry.
pub(super) fn write(
    connection: &Connection,
    (key, dossier): (i64, &str),
    end: i64,
    to: &mut dyn Write,
) -> Result<()> {
    let failed = |source: io::Error| Error::NotWritten { source };
    let dossier = crate::dossier::text(&dossier)?;
    write!(to, "{{\"schema\":\"{SCHEMA}\",\"dossier\":{dossier},\"entries\":[").map_err(failed)?;
    journal::each(connection, key, |line| {
        if line.seq > end {
            return Ok(());
        }
        if line.seq > 1 {
            to.write_all(b",").map_err(failed)?;
        }
        let entry = EntryText {
            seq: line.seq,
            step: line.step,
            op: line.op,
            subject: line.subject,
            at: line.at,
            by: line.by,
            before: line.before,
            after: line.after,
            hash: line.hash.hex(),
        };
        to.write_all(crate::dossier::text(&entry)?.as_bytes()).map_err(failed)
    })?;
    to.write_all(b"]}").map_err(failed)
}

/// Reads what [`write`] wrote, and gives each entry on as soon as it is proved.
///
/// # Errors
/// [`Error::BadTransfer`] for anything else: a chain that is broken, steps out of order, a moment in another
/// form, a value that no program wrote; what `take` refuses; [`Error::NotGiven`] where it cannot be read.
pub(super) fn read(journal: impl Read, take: Take<'_>) -> Result<()> {
    let left = Rc::new(Cell::new(ENTRY));
    let bounded = Bounded { from: BufReader::new(journal), left: Rc::clone(&left) };
    let mut reading = Reading {
        take,
        left,
        dossier: String::new(),
        prev: Hash([0; 32]),
        seq: 0,
        step: 0,
        failed: None,
    };
    let mut parser = serde_json::Deserializer::from_reader(bounded);
    let parsed = parser.deserialize_map(&mut reading).and_then(|()| parser.end());
    match (reading.failed, parsed) {
        (Some(error), _) => Err(error),
        (None, Err(error)) if error.is_io() && error.io_error_kind() != Some(TOO_LONG) => {
            Err(Error::NotGiven { source: error.into() })
        }
        (None, Err(error)) => Err(Error::bad_transfer(error)),
        (None, Ok(())) if reading.seq == 0 => Err(Error::bad_transfer("no entry")),
        (None, Ok(())) => Ok(()),
    }
}

/// A journal that is being read.
struct Reading<'a> {
    take: Take<'a>,
    /// Bytes that the entry may still have.
    left: Rc<Cell<u64>>,
    dossier: String,
    /// Hash, position and step of the entry before.
    prev: Hash,
    seq: i64,
    step: i64,
    /// Why an entry was refused; the parser tells only that one was.
    failed: Option<Error>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Member {
    Schema,
    Dossier,
    Entries,
}

impl<'de> Visitor<'de> for &mut Reading<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(SCHEMA)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> std::result::Result<(), A::Error> {
        let mut schema: Option<String> = None;
        let mut is_read = false;
        while let Some(member) = members.next_key()? {
            match member {
                Member::Schema => schema = Some(members.next_value()?),
                Member::Dossier if !is_read => self.dossier = members.next_value()?,
                // Where the name of the form comes last, it is looked at last: nothing stays of what came.
                Member::Entries
                    if !is_read && schema.as_deref().is_none_or(|one| one == SCHEMA) =>
                {
                    must_be_id(&self.dossier).map_err(A::Error::custom)?;
                    members.next_value_seed(Entries(self))?;
                    is_read = true;
                }
                Member::Dossier | Member::Entries => return Err(A::Error::custom("members")),
            }
        }
        if schema.as_deref() == Some(SCHEMA) { Ok(()) } else { Err(A::Error::custom("schema")) }
    }
}

struct Entries<'a, 'b>(&'a mut Reading<'b>);

impl<'de> DeserializeSeed<'de> for Entries<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> std::result::Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        let Self(reading) = self;
        while let Some(entry) = list.next_element::<EntryText>()? {
            reading.left.set(ENTRY);
            if let Err(error) = reading.entry(entry) {
                reading.failed = Some(error);
                return Err(A::Error::custom("entry"));
            }
        }
        Ok(())
    }
}

impl Reading<'_> {
    fn entry(&mut self, entry: EntryText) -> Result<()> {
        let proved = self.prove(entry)?;
        (self.seq, self.step, self.prev) = (proved.line.seq, proved.line.step, proved.line.hash);
        (self.take)(&self.dossier, proved)
    }

    fn prove(&self, entry: EntryText) -> Result<Proved> {
        let refused = || Error::bad_transfer(format_args!("entry {}", entry.seq));
        let follows = entry.seq == self.seq + 1
            && (entry.step == self.step + 1 || (self.step > 0 && entry.step == self.step));
        if !follows || !is_moment(&entry.at) {
            return Err(refused());
        }
        let op = Op::named(&entry.op).ok_or_else(refused)?;
        let subject = Subject::parse(&entry.subject).ok_or_else(refused)?;
        let lengths = [&entry.subject, &entry.by.name, &entry.by.post].map(String::len);
        let is_possible = lengths.into_iter().all(|bytes| bytes <= NAME)
            && op.may_touch(&subject)
            && (op == Op::NewDossier) == (entry.step == 1)
            && entry.before != entry.after
            && entry
                .after
                .as_deref()
                .is_none_or(|after| is_sparse(after) && subject.is_value(after));
        if !is_possible {
            return Err(refused());
        }
        let hash = Hash::from_hex(&entry.hash).ok_or_else(refused)?;
        let line = Line {
            seq: entry.seq,
            step: entry.step,
            op: entry.op,
            subject: entry.subject,
            at: entry.at,
            by: entry.by,
            prev: self.prev,
            hash,
            before: entry.before,
            after: entry.after,
        };
        if line.is_whole(&self.dossier) {
            return Ok(Proved { line, op, subject });
        }
        Err(Error::bad_transfer(format_args!("entry {}", line.seq)))
    }
}

/// Values that a JSON text has at most: a tree of them takes many times the memory of the text.
const VALUES: usize = 400_000;

/// Whether a JSON text that comes in has no more values than can be held; counted by what divides them.
pub fn is_sparse(json: &str) -> bool {
    json.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count() <= VALUES
}

/// Whether a moment is written as [`moment`] writes it: no other text is read back by every reader.
pub(super) fn is_moment(text: &str) -> bool {
    let parsed = text.parse::<DateTime<Utc>>();
    text.len() == "2024-12-01T01:00:00.000Z".len() && parsed.is_ok_and(|at| moment(at) == text)
}

/// Reads no more than one entry may have.
struct Bounded<R> {
    from: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.ok_or_else(|| io::Error::from(TOO_LONG))?);
        Ok(count)
    }
}
