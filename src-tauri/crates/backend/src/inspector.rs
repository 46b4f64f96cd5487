//! Reading files of evidence in a process of its own, so that a broken one takes nothing down.

use std::alloc::System;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use cap::Cap;
use reader::{Active, Draw, Fault, Kind, Lent, Opener, Outcome, PageSize, Part, Secrecy, Worker};

use crate::error::{Error, Result};
use crate::examination;
use crate::file_facts::FileFacts;
use crate::files;
use crate::lock::locked;

/// The argument with which a program of this project is started to do nothing but read.
pub const READ_FILES: &str = "--read-files";
/// Bytes of a content that is read; what is larger is kept and given out, but not searched.
pub const READ_AT_MOST: u64 = 128 << 20;
/// Bytes by which the kind of a larger one is judged.
const HEAD: u64 = 64 << 10;

/// Counts the memory of whatever program this is part of, so that the one that reads can be bounded:
/// a document of a few kilobytes may unpack to as much as there is.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Reads on standard input and output until the other side closes: what a program does that was
/// started with [`READ_FILES`]. It then ends at once, even in the middle of a reading: nobody waits
/// for that any more.
///
/// # Errors
/// When either of them breaks off.
pub fn serve_reader(draw: Draw) -> io::Result<()> {
    give_way();
    // Fails where more is in use already, which is far below.
    let _ = MEMORY.set_limit(reader::bounds::MEMORY);
    let (input, mut output) = io::pipe()?;
    thread::spawn(move || {
        // However it ends, there is nothing more to read.
        let _ = io::copy(&mut io::stdin().lock(), &mut output);
        std::process::exit(0);
    });
    let lent = Lent { draw, examine: examination::answer };
    reader::serve(input, io::stdout().lock(), lent)
}

/// Lets the window and whoever types in it come first; where that is refused, reading only disturbs.
#[cfg(unix)]
fn give_way() {
    let _ = rustix::process::nice(10);
}

/// The worker that starts this process sees to it.
#[cfg(not(unix))]
fn give_way() {}

/// Reads files of evidence.
#[derive(Debug)]
pub struct Inspector {
    reading: Mutex<Worker>,
    /// A process of its own, so that no page waits until a long document is read.
    showing: Mutex<Worker>,
}

/// What was found in a file before it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// What was found, its name included.
    pub(crate) facts: FileFacts,
    /// What is kept of it, with its texts, and the SHA-256 of what was read, in hex; none of a file
    /// that could not be read as a whole.
    pub(crate) reading: Option<(String, store::Reading)>,
    /// Whether its text could not be read though it may have one: then nobody knows whether it bears a
    /// mark of secrecy.
    pub(crate) is_unread: bool,
}

impl Inspected {
    /// The mark of secrecy that it bears.
    pub fn secrecy(&self) -> Option<Secrecy> {
        self.facts.secrecy
    }
}

impl Inspector {
    /// An inspector whose processes are this program once more.
    ///
    /// # Errors
    /// If the system does not tell which file this program is.
    pub fn new() -> Result<Self> {
        let failed = |error| Error::refused("no-reader", words::files::no_reader(error));
        let program = std::env::current_exe().map_err(failed)?;
        let worker = || Mutex::new(Worker::new(program.clone(), vec![OsString::from(READ_FILES)]));
        Ok(Self { reading: worker(), showing: worker() })
    }

    /// Looks into a file before it is taken in, once more where the reading process could not be
    /// started, ended or was too slow: a virus scanner may have held it up. One that is too large, or
    /// for which no process can be started, is judged by its first bytes and its name. One that cannot
    /// be opened says nothing; taking it in tells why.
    pub fn inspect(&self, path: &Path) -> Option<Inspected> {
        let first = self.look_into(path)?;
        let is_held_up = first.is_unread && first.facts.is_unfinished();
        if is_held_up { self.look_into(path).or(Some(first)) } else { Some(first) }
    }

    fn look_into(&self, path: &Path) -> Option<Inspected> {
        let name = store::file_name(path);
        let metadata = fs::metadata(path).ok()?;
        files::must_be_foreign(path).ok()?;
        let whole = metadata.len() <= READ_AT_MOST;
        let content = beginning(path, if whole { READ_AT_MOST } else { HEAD }).ok()?;
        let (kind, sha256) = (Kind::of(&content), store::sha256(&content));
        let read = if whole { self.read(kind, content).ok() } else { None };
        let Some((facts, reading)) = read else {
            let outcome = if whole { Outcome::Unfinished } else { Outcome::TooLarge };
            let facts = FileFacts::new(&reader::Reading::unread(kind, outcome)).named(&name);
            let is_unread = is_unread(&facts, false);
            return Some(Inspected { facts, reading: None, is_unread });
        };
        let has_first_page = reading.pages.iter().any(|page| page.page == 1);
        let is_unread = is_unread(&facts, has_first_page);
        Some(Inspected { facts: facts.named(&name), reading: Some((sha256, reading)), is_unread })
    }

    /// Reads a content of this kind.
    ///
    /// # Errors
    /// If the reading process cannot be started.
    pub(crate) fn read(&self, kind: Kind, content: Vec<u8>) -> Result<(FileFacts, store::Reading)> {
        // What has no text needs no process.
        let reading = match kind {
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Picture(_)
            | Kind::OldOffice
            | Kind::Text
            | Kind::Archive
            | Kind::Other => locked(&self.reading).read(content).map_err(shown)?,
            Kind::Program => reader::Reading::unread(kind, Outcome::Nothing),
        };
        let facts = FileFacts::new(&reading);
        let kept = facts.with(&reading);
        Ok((facts, kept))
    }

    /// What a file would do when a program opens it; nothing where it is harmless. One that is too
    /// large to be looked into is judged by its first bytes.
    ///
    /// # Errors
    /// If it cannot be read, or the reading process cannot be started.
    pub fn activity_of_file(&self, path: &Path, opener: Opener) -> Result<Option<Active>> {
        let metadata = fs::metadata(path).map_err(|error| files::read_failure(path, &error))?;
        let whole = metadata.len() <= READ_AT_MOST;
        let content = beginning(path, if whole { READ_AT_MOST } else { HEAD })?;
        if whole {
            return self.activity(content, opener);
        }
        let is_looked_into = opener != Opener::Viewer && reader::can_act(&content);
        Ok(match Kind::of(&content) {
            Kind::Program => Some(Active::Program),
            Kind::Pdf
            | Kind::Docx
            | Kind::Xlsx
            | Kind::Picture(_)
            | Kind::Text
            | Kind::OldOffice
            | Kind::Archive
            | Kind::Other => is_looked_into.then_some(Active::Unexamined),
        })
    }

    /// What a content would do when a program opens it; nothing where it is harmless.
    ///
    /// # Errors
    /// If the reading process cannot be started.
    pub fn activity(&self, content: Vec<u8>, opener: Opener) -> Result<Option<Active>> {
        match opener {
            Opener::Viewer => Ok((Kind::of(&content) == Kind::Program).then_some(Active::Program)),
            Opener::Cells | Opener::Any => {
                locked(&self.showing).active(content, opener).map_err(shown)
            }
        }
    }

    /// A page of a PDF, or a picture, as PNG of this width in pixels.
    ///
    /// # Errors
    /// If it cannot be drawn; the sentence says why.
    pub fn picture(&self, content: Vec<u8>, page: u32, width: u16) -> Result<Vec<u8>> {
        locked(&self.showing).picture(content, page, width).map_err(shown)
    }

    /// The sizes of a PDF document's pages.
    ///
    /// # Errors
    /// If it cannot be read; the sentence says why.
    pub fn page_sizes(&self, content: Vec<u8>) -> Result<Vec<PageSize>> {
        locked(&self.showing).sizes(content).map_err(shown)
    }

    /// A part of a document as paragraphs and tables.
    ///
    /// # Errors
    /// If it cannot be read; the sentence says why.
    pub fn part(&self, content: Vec<u8>, page: u32) -> Result<Part> {
        locked(&self.showing).blocks(content, page).map_err(shown)
    }
}

/// Whether a file of this kind has a text that is read.
const fn may_be_read(kind: Kind) -> bool {
    match kind {
        Kind::Pdf
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Text
        | Kind::OldOffice
        | Kind::Archive
        | Kind::Other => true,
        Kind::Picture(_) | Kind::Program => false,
    }
}

/// Whether nobody knows what stands on the first page of a file that may have a text. A page that has
/// none counts as read when all were.
fn is_unread(facts: &FileFacts, has_first_page: bool) -> bool {
    match facts.outcome {
        Outcome::Unfinished => may_be_read(facts.kind) && !has_first_page,
        // Archives and the like are large and seldom documents.
        Outcome::TooLarge => {
            let is_document =
                matches!(facts.kind, Kind::Pdf | Kind::Docx | Kind::Xlsx | Kind::Text);
            is_document && !has_first_page
        }
        Outcome::Read | Outcome::Encrypted | Outcome::Damaged | Outcome::Nothing => false,
    }
}

/// So many bytes of a file, from the first on.
fn beginning(path: &Path, bytes: u64) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    let read = files::open(path)?.take(bytes).read_to_end(&mut content);
    read.map_err(|error| files::read_failure(path, &error))?;
    Ok(content)
}

fn shown(fault: Fault) -> Error {
    use words::files as say;
    let message = match fault {
        Fault::Encrypted => say::fault_encrypted(),
        Fault::Damaged => say::fault_damaged(),
        Fault::Unfinished => say::fault_unfinished(),
        Fault::TooLarge => say::fault_too_large(),
        Fault::NoPage => say::fault_no_page(),
        Fault::NothingToShow => say::fault_nothing_to_show(),
        Fault::NoProcess => return Error::refused("no-reader", say::no_reader(fault)),
    };
    Error::refused("not-shown", message)
}
