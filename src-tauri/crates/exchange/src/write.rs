//! Writing a package: the manifest, then each part as it is announced.

use std::io::{self, ErrorKind, Seek, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::manifest::ENTRY;
use crate::sha256::Hasher;
use crate::{Fault, Manifest, Part, PartName};

/// Why a package was not written. What was written until then is no package.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    /// The manifest is none.
    #[error(transparent)]
    Manifest(Fault),
    /// The caller could not give a part; or not write it, when its own error says so.
    #[error("the part {part} could not be given")]
    Content {
        /// The part.
        part: PartName,
        /// Why.
        source: E,
    },
    /// The caller gave other bytes than the manifest announces.
    #[error("the part {part} is not as announced")]
    Differs {
        /// The part.
        part: PartName,
    },
    /// The system refused to write.
    #[error(transparent)]
    Io(io::Error),
}

/// Writes a package into an empty file. `content` is asked for each part in the manifest's order and
/// writes its bytes; they are counted and hashed on their way and never held. The same input gives the
/// same bytes.
///
/// # Errors
/// [`WriteError`]; the caller discards what was written.
pub fn write<E>(
    mut to: impl Write + Seek,
    manifest: &Manifest,
    content: impl FnMut(&Part, &mut dyn Write) -> Result<(), E>,
) -> Result<(), WriteError<E>> {
    let json = manifest.to_json().map_err(WriteError::Manifest)?;
    let mut archive = ZipWriter::new(&mut to);
    if let Err(error) = fill(&mut archive, &json, &manifest.parts, content) {
        // Were it dropped, it would write a directory, and what is torn would look whole.
        std::mem::forget(archive);
        return Err(error);
    }
    archive.finish().map_err(of_zip)?;
    to.flush().map_err(WriteError::Io)
}

fn fill<E>(
    archive: &mut ZipWriter<impl Write + Seek>,
    manifest: &[u8],
    parts: &[Part],
    mut content: impl FnMut(&Part, &mut dyn Write) -> Result<(), E>,
) -> Result<(), WriteError<E>> {
    archive.start_file(ENTRY, options(true)).map_err(of_zip)?;
    archive.write_all(manifest).map_err(WriteError::Io)?;
    for part in parts {
        // Only a journal can be so long; the others keep the bytes that they always had.
        let is_long = part.bytes >= u64::from(u32::MAX);
        let options = options(part.name.is_deflated()).large_file(is_long);
        archive.start_file(part.name, options).map_err(of_zip)?;
        let mut announced = Announced {
            to: archive,
            hash: Hasher::default(),
            left: part.bytes,
            is_exceeded: false,
        };
        let given = content(part, &mut announced);
        if announced.is_exceeded {
            return Err(WriteError::Differs { part: part.name });
        }
        given.map_err(|source| WriteError::Content { part: part.name, source })?;
        if announced.left > 0 || announced.hash.finish() != part.sha256 {
            return Err(WriteError::Differs { part: part.name });
        }
    }
    Ok(())
}

/// The same on every system and every day.
fn options(is_deflated: bool) -> SimpleFileOptions {
    let method = if is_deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
}

fn of_zip<E>(error: ZipError) -> WriteError<E> {
    WriteError::Io(error.into())
}

/// Takes the bytes of a part and proves them.
struct Announced<'a> {
    to: &'a mut dyn Write,
    hash: Hasher,
    /// Bytes that are still to come.
    left: u64,
    /// Whether there were more.
    is_exceeded: bool,
}

impl Write for Announced<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            self.is_exceeded = true;
            return Err(ErrorKind::FileTooLarge.into());
        }
        let count = self.to.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or(bytes));
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
