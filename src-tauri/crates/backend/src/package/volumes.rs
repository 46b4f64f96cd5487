//! A package in several files, each small enough for an e-mail.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use exchange::{Fault, Header, Joined};
use words::package as say;

use super::{ENDING, fault};
use crate::error::Result;
use crate::files;

/// A package as it lies on the disk.
#[derive(Debug)]
pub(super) enum Source {
    Whole(BufReader<File>),
    Volumes(Joined<BufReader<File>>),
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Whole(file) => file.read(buffer),
            Self::Volumes(joined) => joined.read(buffer),
        }
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match self {
            Self::Whole(file) => file.seek(to),
            Self::Volumes(joined) => joined.seek(to),
        }
    }
}

/// Cuts a package into volumes beside its name; all of them, read back and proved, or none.
pub(super) fn cut((file, path): (&mut File, &Path), bytes: u64) -> Result<Vec<PathBuf>> {
    let failed = |fault: Fault| fault::of(path, &fault);
    let mut whole = BufReader::new(file);
    let headers = exchange::plan(&mut whole, bytes).map_err(failed)?;
    let mut drafts = Drafts::default();
    for header in &headers {
        let draft = drafts.next(path.with_file_name(name(path, header)))?;
        let unwritten = |error: &std::io::Error| files::write_failure(draft, error);
        let mut to = BufWriter::new(File::create(draft).map_err(|error| unwritten(&error))?);
        exchange::write_volume(&mut whole, header, &mut to).map_err(|fault| match fault {
            Fault::Io(error) => unwritten(&error),
            other => failed(other),
        })?;
        let written = to.into_inner().map_err(std::io::IntoInnerError::into_error);
        written.and_then(|file| file.sync_all()).map_err(|error| unwritten(&error))?;
    }
    drafts.prove(path)?;
    drafts.name()
}

/// Volumes under temporary names; those that were not given their names are removed.
#[derive(Default)]
struct Drafts(Vec<(PathBuf, PathBuf)>);

impl Drafts {
    /// The temporary name of a volume.
    fn next(&mut self, path: PathBuf) -> Result<&Path> {
        let draft = files::temporary_for(&path)?;
        self.0.push((draft, path));
        Ok(self.0.last().map_or(Path::new(""), |(draft, _)| draft))
    }

    fn prove(&self, path: &Path) -> Result<()> {
        let files = self.0.iter().map(|(draft, _)| File::open(draft).map(BufReader::new));
        let files = files.collect::<std::io::Result<Vec<_>>>();
        let files = files.map_err(|error| files::read_failure(path, &error))?;
        prove(files).map(drop).map_err(|fault| fault::of(path, &fault))
    }

    fn name(self) -> Result<Vec<PathBuf>> {
        for (draft, path) in &self.0 {
            store::rename(draft, path).map_err(|error| files::write_failure(path, &error))?;
        }
        Ok(self.0.iter().map(|(_, path)| path.clone()).collect())
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        for (draft, _) in &self.0 {
            // Those that have their names are no longer there.
            let _ = fs::remove_file(draft);
        }
    }
}

/// Puts volumes together and proves each.
fn prove(volumes: Vec<BufReader<File>>) -> std::result::Result<Joined<BufReader<File>>, Fault> {
    let mut joined = Joined::open(volumes)?;
    joined.check(&mut |_| ControlFlow::Continue(()))?;
    Ok(joined)
}

fn name(path: &Path, header: &Header) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{}.{ENDING}", say::volume_name(stem, header.ordinal, header.count))
}

/// Opens a package: the file, or all volumes that lie beside the one that is named.
pub(super) fn open(path: &Path) -> Result<Source> {
    let failed = |error: std::io::Error| files::read_failure(path, &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(files::read_failure(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let Some(first) = Header::read(&mut file) else {
        file.rewind().map_err(failed)?;
        return Ok(Source::Whole(file));
    };
    let mut volumes = Vec::new();
    for path in beside(path) {
        // One that cannot be opened is missed below, by its number.
        let Ok(file) = File::open(&path) else { continue };
        let mut file = BufReader::new(file);
        if Header::read(&mut file).is_some_and(|header| header.package == first.package) {
            file.rewind().map_err(failed)?;
            volumes.push(file);
        }
    }
    prove(volumes).map(Source::Volumes).map_err(|fault| fault::of(path, &fault))
}

/// The packages in the folder of this one, itself among them.
fn beside(path: &Path) -> Vec<PathBuf> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let is_package = |path: &PathBuf| path.is_file() && super::is_package(path);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_package).collect();
    found.sort();
    if !found.iter().any(|one| one.file_name() == path.file_name()) {
        found.push(path.to_owned());
    }
    found
}
