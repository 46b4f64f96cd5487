//! What a file is to this program, by its first bytes.

use std::fs::File;
use std::io::{self, Read};

use crate::file::APPLICATION_ID;

/// Bytes of the head of a `SQLite` file (<https://sqlite.org/fileformat.html>, 1.3).
const HEAD: u64 = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const APPLICATION: usize = 68;

/// How a rollback journal begins (<https://sqlite.org/fileformat.html>, 3).
pub(crate) const JOURNAL_MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
/// How a write-ahead log begins, by the order of the bytes in its sums
/// (<https://sqlite.org/fileformat.html>, 4.1).
pub(crate) const WAL_MAGICS: [[u8; 4]; 2] = [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A data file of this program.
    DataFile,
    /// The log or journal of a database.
    Log,
    /// Anything else.
    Other,
}

impl FileKind {
    /// The kind of an opened file.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(super) fn of(file: &File) -> io::Result<Self> {
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head)?;
        let id = APPLICATION_ID.to_be_bytes();
        let is_ours =
            head.starts_with(MAGIC) && head.get(APPLICATION..APPLICATION + 4) == Some(&id);
        let is_log = head.starts_with(&JOURNAL_MAGIC)
            || WAL_MAGICS.iter().any(|magic| head.starts_with(magic));
        Ok(match (is_ours, is_log) {
            (true, _) => Self::DataFile,
            (false, true) => Self::Log,
            (false, false) => Self::Other,
        })
    }
}
