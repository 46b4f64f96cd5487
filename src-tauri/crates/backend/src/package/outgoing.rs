//! A package on its way out.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use exchange::{Fault, Manifest, Package, PartName, WriteError};
use store::{Outgoing, OutgoingJournal};
use words::package as say;

use super::{PackageProgress, Watch, fault, volumes};
use crate::error::{Error, KnownCode, Result};
use crate::files;

/// What a package is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The whole dossier, for another data file.
    Dossier,
    /// A part, for an officer to fill in.
    HandOut {
        /// The officer's name.
        to: String,
        /// Areas, criteria or items of the part.
        codes: Vec<String>,
    },
    /// The part that was filled in, back to where it comes from.
    FilledPart,
}

/// What is wanted of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageOrder {
    /// What it is for.
    pub purpose: Purpose,
    /// Whether the files of the evidence go along; else they are only named.
    pub with_files: bool,
}

/// A part of a package that the data file writes as it is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// The dossier's journal.
    Journal(&'a OutgoingJournal),
    /// The content of this SHA-256 (hex).
    Content(&'a str),
}

/// Writes a part of a package.
pub(crate) type Give<'a> = &'a mut dyn FnMut(Given<'_>, &mut dyn Write) -> Result<()>;

/// A package that is about to be written.
#[derive(Debug)]
pub struct PackagePlan {
    pub(crate) manifest: Manifest,
    pub(crate) outgoing: Outgoing,
    /// The usual file name.
    pub name: String,
    /// Files of evidence that go along.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// Documents that are only cited: cite-only ones, and those whose file stays or is elsewhere.
    pub only_cited: usize,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageWritten {
    /// The package, or its volumes in order.
    pub paths: Vec<PathBuf>,
    /// Size in bytes, of all together.
    pub bytes: u64,
}

impl PackagePlan {
    /// Writes the package under a temporary name, reads it back, proves every part and gives it its
    /// name; in volumes of at most so many bytes where that is wanted. `give` writes the journal
    /// and contents; between two of them others may work with the data file.
    ///
    /// # Errors
    /// Those of `give`; of kind path where it cannot be written; if `watch` ends it. Then nothing of
    /// it is left.
    pub fn write(
        &self,
        out: &Path,
        volume: Option<u64>,
        give: Give<'_>,
        watch: Watch<'_>,
    ) -> Result<PackageWritten> {
        let path = files::in_folder(out, &self.name);
        let mut paced = Paced { done: 0, all: 2 * self.manifest.bytes(), watch };
        let work = |file: &mut File| {
            self.fill((file, &path), give, &mut paced)?;
            prove((file, &path), &mut paced)
        };
        let paths = match volume {
            None => files::write_through(&path, work).map(|()| vec![path.clone()])?,
            Some(bytes) => volumes::write(&path, bytes, work)?,
        };
        let bytes = paths.iter().map(|path| store::bytes_of(path)).sum();
        Ok(PackageWritten { paths, bytes })
    }

    fn fill(
        &self,
        (file, path): (&mut File, &Path),
        give: Give<'_>,
        paced: &mut Paced<'_>,
    ) -> Result<()> {
        let written = exchange::write(BufWriter::new(file), &self.manifest, |part, to| {
            let mut to = Counted { to, paced, failed: None, is_stopped: false };
            let unwritten = |error: &std::io::Error| files::write_failure(path, error);
            let given = match part.name {
                PartName::Journal => give(Given::Journal(&self.outgoing.journal), &mut to),
                PartName::Report(_) | PartName::Evidence(_) => {
                    give(Given::Content(&part.sha256.to_string()), &mut to)
                }
                PartName::CriteriaSet | PartName::Content | PartName::SignOff(_) => {
                    let text = self.held(part.name).map_err(|error| unwritten(&error))?;
                    to.write_all(text.as_bytes()).map_err(|error| unwritten(&error))
                }
            };
            match (to.is_stopped, to.failed) {
                (true, _) => Err(Error::refused(KnownCode::Cancelled.word(), say::cancelled())),
                (_, Some(error)) => Err(files::write_failure(path, &error)),
                _ => given,
            }
        });
        written.map_err(|error| match error {
            WriteError::Content { source, .. } => source,
            WriteError::Io(error) => files::write_failure(path, &error),
            WriteError::Manifest(Fault::TooLarge) => {
                Error::refused("too-large", say::cannot_leave(self.manifest.parts.len()))
            }
            other => Error::refused("package", say::not_written(other)),
        })
    }

    /// A part that is held as text.
    fn held(&self, part: PartName) -> std::io::Result<Cow<'_, str>> {
        let transfer = &self.outgoing.transfer;
        let text = match part {
            PartName::CriteriaSet => Some(Cow::from(&transfer.criteria_set)),
            PartName::Content => Some(Cow::from(&transfer.content)),
            PartName::SignOff(ordinal) => {
                let position = usize::try_from(ordinal).ok().and_then(|one| one.checked_sub(1));
                transfer.sign_offs.get(position.unwrap_or(usize::MAX))?.map(Cow::from)
            }
            PartName::Journal | PartName::Report(_) | PartName::Evidence(_) => None,
        };
        text.ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    /// What is told while the dossier can still leave, but comes near to what a package holds; none before.
    pub fn warning(&self) -> Option<String> {
        let parts = self.manifest.parts.len();
        (parts > NEAR).then(|| say::near_limit(parts, exchange::bounds::PARTS))
    }
}

/// Parts from which on it is told that a package holds no more than so many.
const NEAR: usize = exchange::bounds::PARTS / 4 * 3;

/// Reads a package back and proves every part.
fn prove((file, path): (&File, &Path), paced: &mut Paced<'_>) -> Result<()> {
    let failed = |fault: &Fault| fault::of(path, fault);
    let mut package = Package::open(BufReader::new(file)).map_err(|fault| failed(&fault))?;
    let before = paced.done;
    let proved = package.verify_with(&mut |done| paced.reach(before + done));
    proved.map_err(|fault| failed(&fault))
}

/// Progress on its way to whoever watches.
struct Paced<'a> {
    done: u64,
    all: u64,
    watch: Watch<'a>,
}

impl Paced<'_> {
    fn reach(&mut self, done: u64) -> ControlFlow<()> {
        self.done = done;
        (self.watch)(PackageProgress { done, all: self.all })
    }
}

/// Counts what is written, and stops when told to.
struct Counted<'a, 'b> {
    to: &'a mut dyn Write,
    paced: &'a mut Paced<'b>,
    /// What the file system said: whoever writes tells only that something failed.
    failed: Option<std::io::Error>,
    is_stopped: bool,
}

impl Write for Counted<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = match self.to.write(bytes) {
            Ok(written) => written,
            Err(error) => {
                let kind = error.kind();
                self.failed = Some(error);
                return Err(kind.into());
            }
        };
        if self.paced.reach(self.paced.done + written as u64).is_break() {
            self.is_stopped = true;
            return Err(std::io::ErrorKind::Other.into());
        }
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
