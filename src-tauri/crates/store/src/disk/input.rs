//! Opening a file to read it.

use std::fs::{self, File};
use std::path::Path;

use file_id::get_file_id;

use super::kind::FileKind;
use super::{Fault, opened, output};

/// Opens a plain file for reading.
///
/// A data file that this process has open is refused before it is opened a second time, by whatever
/// name: closing a second descriptor would drop the lock of the first on Unix.
///
/// # Errors
/// [`Fault::IsFolder`], [`Fault::NotPlain`], [`Fault::DataFile`], [`Fault::Io`].
pub fn open(path: &Path) -> Result<File, Fault> {
    let failed = |source| Fault::Io { path: path.to_owned(), source };
    // Looked at first: opening a pipe would wait for somebody to write into it.
    must_be_plain(path, &fs::metadata(path).map_err(failed)?)?;
    if opened::is_opened(get_file_id(path).map_err(failed)?) {
        return Err(Fault::DataFile { path: path.to_owned() });
    }
    let file = File::open(path).map_err(failed)?;
    must_be_plain(path, &file.metadata().map_err(failed)?)?;
    Ok(file)
}

/// Refuses whatever is this program's own, so that it never becomes a document: data files, what lies
/// beside them, backups.
///
/// # Errors
/// As [`open`], and [`Fault::Companion`], [`Fault::Backup`], [`Fault::Program`].
pub fn must_be_foreign(path: &Path) -> Result<(), Fault> {
    let path = &output::absolute(path)?;
    opened::must_be_no_data_file(path)?;
    opened::must_be_no_program(path)?;
    let file = open(path)?;
    let failed = |source| Fault::Io { path: path.to_owned(), source };
    output::must_not_be_ours(path, FileKind::of(&file).map_err(failed)?)
}

fn must_be_plain(path: &Path, metadata: &fs::Metadata) -> Result<(), Fault> {
    let path = || path.to_owned();
    if metadata.is_dir() {
        Err(Fault::IsFolder { path: path() })
    } else if metadata.is_file() {
        Ok(())
    } else {
        Err(Fault::NotPlain { path: path() })
    }
}
