//! Adding many documents with their files, in groups.

use std::path::Path;

use super::Evidence;
use super::attachment::add_with_file;
use crate::change::{Changed, Op};
use crate::content::{self, Limits};
use crate::dossier::State;
use crate::error::Result;
use crate::stamp::Stamp;
use crate::store::Store;

/// Bytes of a group, unless its first file alone is larger.
const GROUP: u64 = 32 << 20;
/// Documents of a group.
const DOCUMENTS: usize = 128;

impl Store {
    /// Adds the first of these documents with their citations and files, and gives the result of
    /// each, in their order. As many are added as come to 32 MiB, at most 128 and at least one: a
    /// caller goes on with the others, and lets somebody else work in between.
    ///
    /// Each document is a step of its own for undo, as with [`Self::add_with_file`]. One that is
    /// refused leaves nothing and keeps no other out. All that were added are durable when this
    /// returns; a crash before leaves all of them or none.
    ///
    /// # Errors
    /// For each document as [`Self::add_with_file`]. For all, when nothing of this call is kept:
    /// [`crate::Error::UnknownDossier`], [`crate::Error::WrongState`], [`crate::Error::SetAside`],
    /// and what the data file itself meets, such as [`crate::Error::DiskFull`].
    pub fn add_with_files(
        &mut self,
        (dossier, new): (&str, &[(Evidence, &Path)]),
        limits: Limits,
        stamp: &Stamp,
    ) -> Result<Vec<Result<Changed>>> {
        let (group, bytes) = first_group(new);
        let op = (dossier, Op::AddEvidence);
        let done = self.straight(bytes, |store| {
            store.transact(op, State::Drafting, stamp, |desk| {
                let each = group
                    .iter()
                    .map(|(new, path)| desk.apart(|desk| add_with_file(desk, new, path, limits)));
                each.collect()
            })
        });
        done.map(|(_, results)| results)
    }
}

/// Those that are added together, and about how many bytes their files have.
fn first_group<'a, 'p>(new: &'a [(Evidence, &'p Path)]) -> (&'a [(Evidence, &'p Path)], u64) {
    let mut bytes = 0;
    let mut count = 0;
    for (_, path) in new.iter().take(DOCUMENTS) {
        let with = bytes + content::bytes_of(path);
        if count > 0 && with > GROUP {
            break;
        }
        (bytes, count) = (with, count + 1);
    }
    (new.get(..count).unwrap_or(new), bytes)
}
