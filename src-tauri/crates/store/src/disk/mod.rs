//! Files of the disk other than through `SQLite`: which may be read, which may be written, and how a
//! new file takes its place.
//!
//! Everything that this program reads goes through [`open`], everything that it writes through
//! [`Target`] and [`DraftFolder`]. Both refuse whatever would harm a data file.

mod draft;
mod input;
mod kind;
mod opened;
mod output;
mod place;

pub use draft::DraftFolder;
pub use input::{must_be_foreign, open};
pub(crate) use kind::{JOURNAL_MAGIC, WAL_MAGICS};
pub(crate) use opened::{OpenedFile, links, real_path};
pub use opened::{is_same_file, protect};
pub use output::Target;
pub use place::{rename, sync_folder};

use std::io;
use std::path::PathBuf;

/// Why a path is neither read nor written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The path names a folder.
    #[error("{} is a folder", .path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The path names a device, a pipe, a socket or a stream of another file.
    #[error("{} is no plain file", .path.display())]
    NotPlain {
        /// The path.
        path: PathBuf,
    },
    /// The folder of the path does not exist.
    #[error("no folder {}", .path.display())]
    FolderMissing {
        /// The folder.
        path: PathBuf,
    },
    /// The path names a data file of this program, by whatever name.
    #[error("{} is a data file", .path.display())]
    DataFile {
        /// The path.
        path: PathBuf,
    },
    /// The path names what belongs to a data file: a log, a journal, a note, a draft.
    #[error("{} belongs to a data file", .path.display())]
    Companion {
        /// The path.
        path: PathBuf,
    },
    /// The path lies among the backups of a data file.
    #[error("{} lies among backups", .path.display())]
    Backup {
        /// The path.
        path: PathBuf,
    },
    /// The path names the program itself, its settings or its log.
    #[error("{} belongs to the program", .path.display())]
    Program {
        /// The path.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

#[cfg(test)]
mod tests;
