//! Adding many documents with their files, in groups.

use std::path::Path;

use super::Evidence;
use super::attachment::add_with_file;
use crate::change::{Changed, Op};
use crate::content::{self, Intake, Limits, Room};
use crate::error::Result;
use crate::stamp::Stamp;
use crate::store::Store;

/// Bytes of a group, unless its first file alone is larger.
const GROUP: u64 = 16 << 20;
/// Documents of a group.
const DOCUMENTS: usize = 32;

impl Store {
    /// Adds the first of these documents with their citations and files, and gives the result of
    /// each, in their order. As many are added as [`group`] tells: a caller goes on with the others,
    /// and lets somebody else work in between.
    ///
    /// Each document is a step of its own for undo. One that is refused leaves nothing and keeps no other out. All that were added are durable when this
    /// returns; a crash before leaves all of them or none.
    ///
    /// # Errors
    /// For each document as [`Self::add_evidence`] and [`Self::attach`]. For all, when nothing of this call is kept:
    /// [`crate::Error::UnknownDossier`], [`crate::Error::WrongState`], [`crate::Error::SetAside`],
    /// and what the data file itself meets, such as [`crate::Error::DiskFull`].
    pub fn add_with_files<'a, F: Into<Intake<'a>> + Copy>(
        &mut self,
        (dossier, new): (&str, &[(Evidence, F)]),
        limits: Limits,
        stamp: &Stamp,
    ) -> Result<Vec<Result<Changed>>> {
        let (count, bytes) = group(new.iter().map(|(_, file)| (*file).into().path));
        let group = new.get(..count).unwrap_or(new);
        let op = (dossier, Op::AddEvidence);
        let done = self.straight(bytes, |store| {
            store.transact(op, stamp, |desk| {
                let mut room = Room::within(&desk.transaction, limits)?;
                let each = group.iter().map(|(new, file)| {
                    let before = room;
                    let added =
                        desk.apart(|desk| add_with_file(desk, new, (*file).into(), &mut room))?;
                    if added.is_err() {
                        room = before;
                    }
                    Ok(added)
                });
                each.collect()
            })
        });
        done.map(|(_, results)| results)
    }
}

/// How many of these files, from the first on, are added together, and about how many bytes they
/// have: 16 MiB, at most 32 files and at least one, so that others work in between.
pub fn group<'a>(paths: impl Iterator<Item = &'a Path>) -> (usize, u64) {
    let (mut count, mut bytes) = (0, 0);
    for path in paths.take(DOCUMENTS) {
        let with = bytes + content::bytes_of(path);
        if count > 0 && with > GROUP {
            break;
        }
        (bytes, count) = (with, count + 1);
    }
    (count, bytes)
}
