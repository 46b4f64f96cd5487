//! The file of a document: attaching, detaching and reading it.

use std::collections::HashMap;
use std::io::Write;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::ops::{add, must_exist, put};
use super::{Evidence, file_name, rows};
use crate::change::{Changed, Op, Subject};
use crate::content::{self, Intake, Limits, Room};
use crate::document::Document;
use crate::dossier::{self, stored, text};
use crate::error::{Error, Result};
use crate::sha256::Hash;
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

/// The file of a document of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attachment {
    /// Its name, as it had when it was attached, as [`file_name`] tells it.
    pub name: String,
    /// SHA-256 of its content, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Attachment {
    /// Whether it names a content that a data file could hold.
    pub(crate) fn is_possible(&self) -> bool {
        let sizes = 1..=Limits::HIGHEST.file;
        !self.name.is_empty() && sizes.contains(&self.bytes) && hash(self).is_ok()
    }
}

impl Store {
    /// Takes a file in as the file of a document, in place of an earlier one. It is then no longer
    /// one that is cited without its content.
    ///
    /// # Errors
    /// [`Error::UnknownEvidence`], [`Error::WrongState`], and those of a file that cannot be taken
    /// in: [`Error::Unreadable`], [`Error::IsFolder`], [`Error::NothingInFile`],
    /// [`Error::FileTooLarge`], [`Error::NoRoomForFile`], [`Error::FileChanged`]. Then nothing of
    /// it is kept.
    pub fn attach<'a>(
        &mut self,
        (dossier, evidence): (&str, &str),
        (file, limits): (impl Into<Intake<'a>>, Limits),
        stamp: &Stamp,
    ) -> Result<Changed> {
        let file = file.into();
        let op = (dossier, Op::AttachFile);
        let done = self.straight(content::bytes_of(file.path), |store| {
            store.transact(op, stamp, |desk| {
                let mut room = Room::within(&desk.transaction, limits)?;
                let document = rows::document_text(&desk.transaction, desk.head.key, evidence)?
                    .ok_or_else(|| Error::UnknownEvidence { id: evidence.to_owned() })?;
                let document: Document = stored(&document)?;
                if document.cite_only {
                    put(desk, evidence, &Document { cite_only: false, ..document })?;
                }
                attach(desk, evidence, file, &mut room)
            })
        });
        done.map(|(changed, ())| changed)
    }

    /// Takes the file off a document; its content stays as long as this can be undone.
    ///
    /// # Errors
    /// [`Error::UnknownEvidence`], [`Error::NoFile`], [`Error::WrongState`].
    pub fn detach(&mut self, dossier: &str, evidence: &str, stamp: &Stamp) -> Result<Changed> {
        let done = self.transact((dossier, Op::DetachFile), stamp, |desk| {
            must_exist(desk, evidence)?;
            let file = Subject::File { evidence: evidence.to_owned() };
            if file.read(&desk.transaction, desk.head.key)?.is_none() {
                return Err(Error::NoFile { evidence: evidence.to_owned() });
            }
            desk.put(file, None)
        });
        done.map(|(changed, ())| changed)
    }

    /// Writes the content of a document's file, proved by its hash, and tells what it is.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::UnknownEvidence`], [`Error::NoFile`];
    /// [`Error::Damaged`] and [`Error::NotWritten`], after which what was written is worth nothing.
    pub fn read_file(
        &self,
        dossier: &str,
        evidence: &str,
        to: &mut impl Write,
    ) -> Result<Attachment> {
        let head = dossier::head(self.connection(), dossier)?;
        if rows::document_text(self.connection(), head.key, evidence)?.is_none() {
            return Err(Error::UnknownEvidence { id: evidence.to_owned() });
        }
        let file = of(self.connection(), head.key, evidence)?
            .ok_or_else(|| Error::NoFile { evidence: evidence.to_owned() })?;
        content::give_out(self.connection(), hash(&file)?, to)?;
        Ok(file)
    }
}

pub(super) fn add_with_file(
    desk: &mut Desk<'_>,
    new: &Evidence,
    file: Intake<'_>,
    room: &mut Room,
) -> Result<()> {
    desk.set.must_know(new.citations.iter().map(|citation| &citation.code))?;
    add(desk, new)?;
    attach(desk, &new.id, file, room)
}

fn attach(desk: &mut Desk<'_>, evidence: &str, file: Intake<'_>, room: &mut Room) -> Result<()> {
    let (hash, bytes) = content::take_in(&desk.transaction, file, room)?;
    let name = file_name(file.path);
    let file = Attachment { name, sha256: hash.hex(), bytes };
    desk.put(Subject::File { evidence: evidence.to_owned() }, Some(text(&file)?))
}

/// A document's file; none where it has none.
pub(super) fn of(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
) -> Result<Option<Attachment>> {
    let mut statement = connection.prepare_cached(include_str!("get_attachment.sql"))?;
    Ok(statement.query_row(params![dossier, evidence], attachment).optional()?)
}

/// The files of a dossier's documents.
pub(super) fn all(connection: &Connection, dossier: i64) -> Result<HashMap<String, Attachment>> {
    let mut statement = connection.prepare_cached(include_str!("list_attachments.sql"))?;
    let rows = statement.query_map([dossier], |row| Ok((row.get(3)?, attachment(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let sha256 = row.get::<_, Hash>(1)?.hex();
    Ok(Attachment { name: row.get(0)?, sha256, bytes: row.get(2)? })
}

pub(crate) fn attachment_text(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
) -> Result<Option<String>> {
    of(connection, dossier, evidence)?.map(|file| text(&file)).transpose()
}

pub(crate) fn save_attachment(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
    text: &str,
) -> Result<()> {
    let file: Attachment = stored(text)?;
    let hash = hash(&file)?;
    // What a journal names that came from elsewhere may have stayed there.
    content::note_absent(connection, hash, file.bytes)?;
    let mut statement = connection.prepare_cached(include_str!("save_attachment.sql"))?;
    statement.execute(params![dossier, evidence, file.name, hash, file.bytes])?;
    Ok(())
}

pub(crate) fn remove_attachment(
    connection: &Connection,
    dossier: i64,
    evidence: &str,
) -> Result<()> {
    let mut statement = connection.prepare_cached(include_str!("remove_attachment.sql"))?;
    statement.execute(params![dossier, evidence])?;
    Ok(())
}

fn hash(file: &Attachment) -> Result<Hash> {
    Hash::from_hex(&file.sha256).ok_or_else(|| Error::damaged(format_args!("{file:?}")))
}
