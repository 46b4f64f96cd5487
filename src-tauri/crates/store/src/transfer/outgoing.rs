//! What of a dossier travels besides the content of its files.

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

use super::contents::ContentSource;
use super::journal_text;
use super::texts::Texts;
use crate::dossier;
use crate::error::{Error, Result};
use crate::journal::Chain;
use crate::sha256::Hash;
use crate::sign_off;
use crate::store::Store;

/// What of a dossier travels besides its journal and the content of its files.
#[derive(Debug)]
pub struct Transfer {
    /// The criteria set as it was given.
    pub criteria_set: String,
    /// The content that each sign-off froze, oldest first.
    pub sign_offs: Texts,
    /// The content as it stands, canonical (`par-signed/2`).
    pub content: String,
}

/// A dossier that goes out.
#[derive(Debug)]
pub struct Outgoing {
    /// Its texts.
    pub transfer: Transfer,
    /// Its journal.
    pub journal: OutgoingJournal,
}

/// A dossier's journal up to an entry, as [`Store::write_journal`] writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingJournal {
    /// The dossier.
    pub dossier: String,
    /// The position of its last entry.
    pub end: i64,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its text, in hex.
    pub sha256: String,
}

/// Where the journal and the contents of a dossier come from that comes in.
pub trait TransferSource: ContentSource {
    /// The journal (`par-journal/1`), from its beginning. What is read holds only if the reader comes to
    /// its end without an error.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn journal(&mut self) -> io::Result<Box<dyn Read + '_>>;
}

impl Store {
    /// A dossier as it travels.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::Altered`]; [`Error::NotWritten`] where there is no room beside
    /// the memory.
    pub fn transfer(&self, dossier: &str) -> Result<Outgoing> {
        self.close_entry();
        self.prove_anew(dossier)?;
        let failed = |source| Error::NotWritten { source };
        let head = dossier::head(self.connection(), dossier)?;
        let set = self.set_by_key(head.set)?;
        let mut sign_offs = Texts::new().map_err(failed)?;
        while let Some((content, _)) =
            sign_off::content(self.connection(), head.key, next(&sign_offs))?
        {
            sign_offs.push(&content).map_err(failed)?;
        }
        let (end, _) = Chain::end_of(self.connection(), &head)?.position();
        let mut counted = Counted::default();
        journal_text::write(self.connection(), (head.key, &head.id), end, &mut counted)?;
        let sha256 = Hash(counted.hash.finalize().into()).hex();
        Ok(Outgoing {
            transfer: Transfer {
                criteria_set: set.content.clone(),
                sign_offs,
                content: self.content(dossier)?,
            },
            journal: OutgoingJournal { dossier: head.id, end, bytes: counted.bytes, sha256 },
        })
    }

    /// Writes a journal that goes out, entry by entry.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::NotWritten`].
    pub fn write_journal(&self, journal: &OutgoingJournal, to: &mut dyn Write) -> Result<()> {
        let head = dossier::head(self.connection(), &journal.dossier)?;
        journal_text::write(self.connection(), (head.key, &head.id), journal.end, to)
    }
}

/// The ordinal of the sign-off after these.
fn next(sign_offs: &Texts) -> u32 {
    u32::try_from(sign_offs.len()).unwrap_or(u32::MAX).saturating_add(1)
}

/// Counts and hashes what is written, and keeps nothing of it.
#[derive(Default)]
struct Counted {
    bytes: u64,
    hash: Sha256,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
