//! How near a dossier's journal is to what a package can carry, told long before.

use exchange::bounds::SMALL_PART;
use store::{JOURNAL_ENTRIES, JournalSize};

use super::Office;
use crate::error::Result;

/// Percent of what a package can carry from which on it is told.
const TOLD_FROM: u64 = 50;
/// Percent from which on something should be done.
const URGENT_FROM: u64 = 80;

/// A journal that comes near to what a package can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongJournal {
    /// The dossier.
    pub dossier: String,
    /// Percent of what a package can carry.
    pub percent: u64,
}

impl LongJournal {
    /// Whether the dossier should be packed and gone on with in a new one before long.
    pub const fn is_urgent(&self) -> bool {
        self.percent >= URGENT_FROM
    }
}

impl Office {
    /// Dossiers whose journals have come to half of what a package can carry, or more.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn long_journals(&self) -> Result<Vec<LongJournal>> {
        let mut long = Vec::new();
        for dossier in self.store.dossier_ids()? {
            let percent = percent(self.store.journal_size(&dossier)?);
            if percent >= TOLD_FROM {
                long.push(LongJournal { dossier, percent });
            }
        }
        Ok(long)
    }
}

/// Percent of what a package can carry, of entries or of bytes, whichever is nearer.
fn percent(size: JournalSize) -> u64 {
    let of = |part: u64, whole: u64| part.saturating_mul(100) / whole;
    let entries = of(size.entries, JOURNAL_ENTRIES as u64);
    entries.max(of(size.bytes, SMALL_PART))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_bound_is_nearer_counts() {
        let percent = |entries, bytes| percent(JournalSize { entries, bytes });
        assert_eq!(percent(JOURNAL_ENTRIES as u64 / 2, 0), 50);
        assert_eq!(percent(1, SMALL_PART / 5 * 4 + 5), 80);
        assert_eq!(percent(u64::MAX, u64::MAX), u64::MAX / JOURNAL_ENTRIES as u64);
        let journal = |percent| LongJournal { dossier: String::new(), percent };
        assert!(!journal(79).is_urgent() && journal(80).is_urgent());
    }
}
