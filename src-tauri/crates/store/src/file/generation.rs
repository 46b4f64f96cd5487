//! Which state of a data file this is: a random mark that every transaction changes.

use rusqlite::Connection;

use super::schema::STEPS;
use crate::error::Result;

/// Bytes of each of the three blobs of the row.
const BLOB: usize = 16;
/// The first of them, by which a page is known (`migrations/007_generation.sql`).
const MARK: &[u8; BLOB] = b"par-index/gen..1";
/// A leaf of a table's tree with one row (<https://sqlite.org/fileformat.html>, 1.6).
const LEAF: u8 = 13;
const ROWS: std::ops::Range<usize> = 3..5;

/// A state of a data file, and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Generation {
    pub(super) previous: [u8; BLOB],
    pub(super) current: [u8; BLOB],
}

impl Generation {
    /// The state that a page tells; none of any other page.
    pub(super) fn of_page(page: &[u8]) -> Option<Self> {
        let is_leaf = page.first() == Some(&LEAF) && page.get(ROWS) == Some(&[0, 1]);
        let (rest, current) = page.split_last_chunk()?;
        let (rest, previous) = rest.split_last_chunk()?;
        let marked = is_leaf && rest.ends_with(MARK);
        marked.then_some(Self { previous: *previous, current: *current })
    }

    /// Whether nothing came before: the row was made then.
    pub(super) fn is_first(&self) -> bool {
        self.previous == [0; BLOB]
    }
}

/// Whether files of this schema version have the row.
pub(super) fn is_kept(version: u32) -> bool {
    let since = STEPS.iter().position(|sql| sql.contains("TABLE generation"));
    since.is_some_and(|since| version as usize > since)
}

/// Begins another state, as the first thing in a transaction: so that the log or journal of the
/// transaction holds the row's page, however far the transaction comes.
pub(crate) fn begin(connection: &Connection) -> Result<()> {
    connection.prepare_cached(include_str!("next_generation.sql"))?.execute([])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_is_the_one_that_the_migration_writes() {
        let hex = MARK.map(|byte| format!("{byte:02x}")).concat();
        assert!(include_str!("migrations/007_generation.sql").contains(&hex));
    }
}
