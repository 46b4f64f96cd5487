//! A package on its way out.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use exchange::{Fault, Manifest, Package, PartName, WriteError};
use store::Transfer;
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

/// A package that is about to be written.
#[derive(Clone, Debug)]
pub struct PackagePlan {
    pub(crate) manifest: Manifest,
    pub(crate) transfer: Transfer,
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
    /// name; in volumes of at most so many bytes where that is wanted. `give` writes the content of a
    /// SHA-256 (hex); between two of them others may work with the data file.
    ///
    /// # Errors
    /// Those of `give`; of kind path where it cannot be written; if `watch` ends it. Then nothing of
    /// it is left.
    pub fn write(
        &self,
        out: &Path,
        volume: Option<u64>,
        give: &mut dyn FnMut(&str, &mut dyn Write) -> Result<()>,
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
        give: &mut dyn FnMut(&str, &mut dyn Write) -> Result<()>,
        paced: &mut Paced<'_>,
    ) -> Result<()> {
        let written = exchange::write(BufWriter::new(file), &self.manifest, |part, to| {
            let mut to = Counted { to, paced, failed: None, is_stopped: false };
            let given = match self.held(part.name) {
                Some(text) => to
                    .write_all(text.as_bytes())
                    .map_err(|error| files::write_failure(path, &error)),
                None => give(&part.sha256.to_string(), &mut to),
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
            other => Error::refused("package", say::not_written(other)),
        })
    }

    /// What of a part is held as text; none of contents.
    fn held(&self, part: PartName) -> Option<&str> {
        let transfer = &self.transfer;
        match part {
            PartName::CriteriaSet => Some(&transfer.criteria_set),
            PartName::Journal => Some(&transfer.journal),
            PartName::Content => Some(&transfer.content),
            PartName::SignOff(ordinal) => {
                let position = usize::try_from(ordinal).ok()?.checked_sub(1)?;
                transfer.sign_offs.get(position).map(String::as_str)
            }
            PartName::Report(_) | PartName::Evidence(_) => None,
        }
    }
}

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
