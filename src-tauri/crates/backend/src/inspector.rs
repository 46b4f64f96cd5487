//! Reading files of evidence in a process of its own, so that a broken one takes nothing down.

use std::alloc::System;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cap::Cap;
use reader::{Fault, Kind, Part, Secrecy, Worker};

use crate::error::{Error, Result};
use crate::file_facts::FileFacts;

/// The argument with which a program of this project is started to do nothing but read.
pub const READ_FILES: &str = "--read-files";
/// Bytes of a content that is read; what is larger is kept and given out, but not searched.
pub(crate) const READ_AT_MOST: u64 = 128 << 20;
/// Bytes by which the kind of a larger one is judged.
const HEAD: u64 = 64 << 10;

/// Counts the memory of whatever program this is part of, so that the one that reads can be bounded:
/// a document of a few kilobytes may unpack to as much as there is.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Reads on standard input and output until the other side closes: what a program does that was
/// started with [`READ_FILES`].
///
/// # Errors
/// When either of them breaks off.
pub fn serve_reader() -> io::Result<()> {
    // Fails where more is in use already, which is far below.
    let _ = MEMORY.set_limit(reader::bounds::MEMORY);
    reader::serve(io::stdin().lock(), io::stdout().lock())
}

/// Reads files of evidence.
#[derive(Debug)]
pub struct Inspector {
    worker: Mutex<Worker>,
}

/// What was found in a file before it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// What was found.
    pub(crate) facts: FileFacts,
    /// The same with its texts, and the SHA-256 of what was read, in hex; none of a file that is
    /// too large to be read as a whole.
    pub(crate) reading: Option<(String, store::Reading)>,
}

impl Inspected {
    /// The mark of secrecy that it bears.
    pub fn secrecy(&self) -> Option<Secrecy> {
        self.facts.secrecy
    }
}

impl Inspector {
    /// An inspector whose process is this program once more.
    ///
    /// # Errors
    /// If the system does not tell which file this program is.
    pub fn new() -> Result<Self> {
        let failed = |error| Error::refused("no-reader", words::files::no_reader(error));
        let program = std::env::current_exe().map_err(failed)?;
        let worker = Worker::new(program, vec![OsString::from(READ_FILES)]);
        Ok(Self { worker: Mutex::new(worker) })
    }

    /// Looks into a file before it is taken in; one that is too large to be read is judged by its
    /// first bytes and its name. One that cannot be read says nothing; taking it in tells why.
    pub fn inspect(&self, path: &Path) -> Option<Inspected> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let metadata = fs::metadata(path).ok()?;
        // Opening a pipe would wait for somebody to write into it.
        if !metadata.is_file() {
            return None;
        }
        let whole = metadata.len() <= READ_AT_MOST;
        let content = beginning(path, if whole { READ_AT_MOST } else { HEAD }).ok()?;
        if !whole {
            let facts = FileFacts::new(&name, &reader::Reading::unread(Kind::of(&content)));
            return Some(Inspected { facts, reading: None });
        }
        let sha256 = store::sha256(&content);
        let (facts, reading) = self.read(&name, content).ok()?;
        Some(Inspected { facts, reading: Some((sha256, reading)) })
    }

    /// Reads a content that is attached under a name.
    ///
    /// # Errors
    /// If the reading process cannot be started.
    pub(crate) fn read(&self, name: &str, content: Vec<u8>) -> Result<(FileFacts, store::Reading)> {
        // What has no text needs no process.
        let kind = Kind::of(&content);
        let reading = match kind {
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Picture(_)
            | Kind::OldOffice
            | Kind::Text => self.worker().read(content).map_err(shown)?,
            Kind::Archive | Kind::Program | Kind::Other => reader::read(content),
        };
        let facts = FileFacts::new(name, &reading);
        let kept = facts.with(&reading);
        Ok((facts, kept))
    }

    /// A page of a PDF, or a picture, as PNG of this width in pixels.
    ///
    /// # Errors
    /// If it cannot be drawn; the sentence says why.
    pub fn picture(&self, content: Vec<u8>, page: u32, width: u16) -> Result<Vec<u8>> {
        self.worker().picture(content, page, width).map_err(shown)
    }

    /// A part of a document as paragraphs and tables.
    ///
    /// # Errors
    /// If it cannot be read; the sentence says why.
    pub fn part(&self, content: Vec<u8>, page: u32) -> Result<Part> {
        self.worker().blocks(content, page).map_err(shown)
    }

    fn worker(&self) -> MutexGuard<'_, Worker> {
        // A worker starts a new process whenever the last one is not as it should be.
        self.worker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So many bytes of a file, from the first on.
fn beginning(path: &Path, bytes: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?.take(bytes).read_to_end(&mut content)?;
    Ok(content)
}

fn shown(fault: Fault) -> Error {
    use words::files as say;
    let message = match fault {
        Fault::Encrypted => say::fault_encrypted(),
        Fault::Damaged => say::fault_damaged(),
        Fault::TooLarge => say::fault_too_large(),
        Fault::NoPage => say::fault_no_page(),
        Fault::NothingToShow => say::fault_nothing_to_show(),
        Fault::NoProcess => return Error::refused("no-reader", say::no_reader(fault)),
    };
    Error::refused("not-shown", message)
}
