//! A journal as a text that travels: `par-journal/1`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::dossier::{must_be_id, text};
use crate::error::{Error, Result};
use crate::journal::{Line, break_in};
use crate::sha256::Hash;
use crate::stamp::{Person, moment};

const SCHEMA: &str = "par-journal/1";

/// Entries that a journal has at most: many years of work, and replayed within minutes.
pub const ENTRIES: usize = 200_000;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    schema: String,
    dossier: String,
    entries: Vec<EntryText>,
}

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

/// A journal that came in, whole and unbroken.
pub(super) struct Incoming {
    /// The dossier's identifier.
    pub(super) dossier: String,
    /// The entries, oldest first; at least one.
    pub(super) lines: Vec<Line>,
}

pub(super) fn write(dossier: &str, lines: &[Line]) -> Result<String> {
    let entries = lines.iter().map(|line| EntryText {
        seq: line.seq,
        step: line.step,
        op: line.op.clone(),
        subject: line.subject.clone(),
        at: line.at.clone(),
        by: line.by.clone(),
        before: line.before.clone(),
        after: line.after.clone(),
        hash: line.hash.hex(),
    });
    let entries = entries.collect();
    text(&Text { schema: SCHEMA.to_owned(), dossier: dossier.to_owned(), entries })
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// [`Error::BadTransfer`] for anything else: too many entries, a chain that is broken, steps out of
/// order, a moment in another form.
pub(super) fn read(journal: &str) -> Result<Incoming> {
    let text: Text = serde_json::from_str(journal).map_err(Error::bad_transfer)?;
    if text.schema != SCHEMA {
        return Err(Error::bad_transfer(text.schema));
    }
    must_be_id(&text.dossier).map_err(Error::bad_transfer)?;
    if text.entries.len() > ENTRIES {
        return Err(Error::bad_transfer("too many entries"));
    }
    let mut prev = Hash([0; 32]);
    let mut step = 0;
    let mut lines = Vec::with_capacity(text.entries.len());
    for entry in text.entries {
        let follows = entry.step == step + 1 || (step > 0 && entry.step == step);
        if !follows || !is_moment(&entry.at) {
            return Err(Error::bad_transfer(format_args!("entry {}", entry.seq)));
        }
        step = entry.step;
        let hash = Hash::from_hex(&entry.hash).ok_or_else(|| Error::bad_transfer("hash"))?;
        let line = Line {
            seq: entry.seq,
            step: entry.step,
            op: entry.op,
            subject: entry.subject,
            at: entry.at,
            by: entry.by,
            prev,
            hash,
            before: entry.before,
            after: entry.after,
        };
        prev = hash;
        lines.push(line);
    }
    match break_in(&lines, &text.dossier) {
        Some(seq) => Err(Error::bad_transfer(format_args!("entry {seq}"))),
        None if lines.is_empty() => Err(Error::bad_transfer("no entry")),
        None => Ok(Incoming { dossier: text.dossier, lines }),
    }
}

/// Whether a moment is written as [`moment`] writes it: no other text is read back by every reader.
pub(super) fn is_moment(text: &str) -> bool {
    let parsed = text.parse::<DateTime<Utc>>();
    text.len() == "2024-12-01T01:00:00.000Z".len() && parsed.is_ok_and(|at| moment(at) == text)
}
