//! A package in several files, each small enough for an e-mail.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use exchange::{Fault, Header, Joined};
use store::disk::Target;
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

/// Writes a package in volumes beside its name; all of them, read back and proved, or none. Earlier ones of
/// the same names are replaced once all are complete.
pub(super) fn write(
    path: &Path,
    bytes: u64,
    fill: impl FnOnce(&mut File) -> Result<()>,
) -> Result<Vec<PathBuf>> {
    let target = files::target(path)?;
    let drafts = files::drafts(target.folder())?;
    let unwritten = |error: std::io::Error| files::write_failure(path, &error);
    let mut whole = files::create(&drafts.draft("whole")).map_err(unwritten)?;
    fill(&mut whole)?;
    let headers = exchange::plan(&mut whole, bytes).map_err(|fault| fault::of(path, &fault))?;
    let mut volumes = Vec::new();
    for header in &headers {
        let target = files::target(&path.with_file_name(name(path, header)))?;
        let draft = format!("volume-{}", header.ordinal);
        cut(&mut whole, header, (&drafts.draft(&draft), &target))?;
        volumes.push((draft, target));
    }
    // Windows removes no file that is open.
    drop(whole);
    let written = volumes.iter().map(|(draft, _)| files::open(&drafts.draft(draft)));
    let written = written.map(|file| file.map(BufReader::new)).collect::<Result<Vec<_>>>()?;
    prove(written).map(drop).map_err(|fault| fault::of(path, &fault))?;
    drafts.place(&volumes).map_err(|fault| files::refusal(fault, files::write_failure))?;
    Ok(volumes.into_iter().map(|(_, target)| target.path().to_owned()).collect())
}

/// Writes a volume of a package.
fn cut(whole: &mut File, header: &Header, (draft, target): (&Path, &Target)) -> Result<()> {
    let unwritten = |error: &std::io::Error| files::write_failure(target.path(), error);
    let mut to = BufWriter::new(files::create(draft).map_err(|error| unwritten(&error))?);
    exchange::write_volume(&mut BufReader::new(whole), header, &mut to).map_err(
        |fault| match fault {
            Fault::Io(error) => unwritten(&error),
            other => fault::of(target.path(), &other),
        },
    )?;
    let written = to.into_inner().map_err(std::io::IntoInnerError::into_error);
    written.and_then(|file| file.sync_all()).map_err(|error| unwritten(&error))
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
    let mut file = BufReader::new(files::open(path)?);
    let Some(first) = Header::read(&mut file) else {
        file.rewind().map_err(failed)?;
        return Ok(Source::Whole(file));
    };
    let mut volumes = Vec::new();
    for path in beside(path) {
        // One that cannot be opened is missed below, by its number.
        let Ok(file) = files::open(&path) else { continue };
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
