//! A package that came in.

use std::io::Write;
use std::path::{Path, PathBuf};

use exchange::{Fault, Kind, Manifest, Package, PartName, Sha256};
use scoring::Code;
use store::{ContentSource, Dossier, HandedPart, Transfer};

use super::volumes::{self, Source};
use super::{PackageProgress, Watch, fault};
use crate::error::Result;
use crate::files;
use crate::office::{Clock, Office};

/// A package that came in, every part of it proved and its dossier sound.
#[derive(Debug)]
pub struct Received {
    path: PathBuf,
    package: Package<Source>,
    pub(crate) transfer: Transfer,
    dossier: Dossier,
}

impl Received {
    /// Opens a package, or all volumes that lie beside this one, proves every part and does the
    /// dossier's journal once, apart from any data file of an office.
    ///
    /// # Errors
    /// Of kind path; refused with what is the matter; if `watch` ends it.
    pub fn open(path: &Path, watch: Watch<'_>) -> Result<Self> {
        let failed = |fault: Fault| fault::of(path, &fault);
        let mut package = Package::open(volumes::open(path)?).map_err(failed)?;
        let all = package.manifest().bytes();
        package.verify_with(&mut |done| watch(PackageProgress { done, all })).map_err(failed)?;
        let transfer = transfer(&mut package).map_err(failed)?;
        let dossier = rehearse(&transfer, &package.manifest().dossier.id)?;
        Ok(Self { path: path.to_owned(), package, transfer, dossier })
    }

    /// The dossier in it, or the one to which the part belongs.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        self.package.manifest()
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The part that it hands out or gives back; none of a whole dossier.
    pub(crate) fn part(&self) -> Option<HandedPart> {
        self.manifest().hand_out.as_ref().map(|part| HandedPart {
            person: part.to.clone(),
            codes: part.codes.iter().map(Code::new).collect(),
            base_seq: part.base_seq,
            base_hash: part.base_hash.to_string(),
        })
    }

    /// Whether it gives a part back that was filled in.
    pub fn is_filled_part(&self) -> bool {
        self.manifest().kind == Kind::FilledPart
    }

    /// Files of evidence in it, and their size in bytes.
    pub fn files(&self) -> (usize, u64) {
        let files = self.manifest().parts.iter();
        let files = files.filter(|part| matches!(part.name, PartName::Evidence(_)));
        files.fold((0, 0), |(count, bytes), part| (count + 1, bytes + part.bytes))
    }

    /// Whether it holds the content of this SHA-256 (hex).
    pub(crate) fn holds(&self, sha256: &str) -> bool {
        self.content(sha256).is_some()
    }

    /// The part that is the content of this SHA-256 (hex).
    fn content(&self, sha256: &str) -> Option<PartName> {
        let hash = Sha256::from_hex(sha256)?;
        let is_content =
            |name: PartName| matches!(name, PartName::Report(_) | PartName::Evidence(_));
        let mut parts = self.manifest().parts.iter();
        parts.find(|part| part.sha256 == hash && is_content(part.name)).map(|part| part.name)
    }

    /// The finished reports in it, by their ordinals.
    ///
    /// # Errors
    /// If the package cannot be read any more.
    pub(crate) fn reports(&mut self) -> Result<Vec<(u32, Vec<u8>)>> {
        let ordinals: Vec<u32> = self
            .manifest()
            .parts
            .iter()
            .filter_map(|part| match part.name {
                PartName::Report(ordinal) => Some(ordinal),
                _ => None,
            })
            .collect();
        let mut reports = Vec::new();
        for ordinal in ordinals {
            let bytes = self.package.bytes(&PartName::Report(ordinal));
            reports.push((ordinal, bytes.map_err(|fault| fault::of(&self.path, &fault))?));
        }
        Ok(reports)
    }
}

impl ContentSource for Received {
    fn give(&mut self, sha256: &str, to: &mut dyn Write) -> std::io::Result<bool> {
        let Some(name) = self.content(sha256) else {
            return Ok(false);
        };
        self.package.copy(&name, to).map_err(std::io::Error::other)?;
        Ok(true)
    }
}

/// Takes a dossier into a data file of its own, where it does no harm, and gives what it is then.
fn rehearse(transfer: &Transfer, id: &str) -> Result<Dossier> {
    let failed = |error: std::io::Error| files::write_failure(&std::env::temp_dir(), &error);
    let folder = tempfile::tempdir().map_err(failed)?;
    let mut office =
        Office::create(&folder.path().join("rehearsal.db"), crate::user(), Clock::System)?;
    office.store_mut().take_in(transfer, (&mut Nothing, 0), None)?;
    let dossier = office.store_mut().dossier(id)?;
    office.close()?;
    Ok(dossier)
}

/// No content at all.
struct Nothing;

impl ContentSource for Nothing {
    fn give(&mut self, _: &str, _: &mut dyn Write) -> std::io::Result<bool> {
        Ok(false)
    }
}

/// The texts of a package.
fn transfer(package: &mut Package<Source>) -> std::result::Result<Transfer, Fault> {
    let mut sign_offs = Vec::new();
    for ordinal in 1.. {
        let name = PartName::SignOff(ordinal);
        if package.manifest().part(&name).is_none() {
            break;
        }
        sign_offs.push(text(package, name)?);
    }
    Ok(Transfer {
        criteria_set: text(package, PartName::CriteriaSet)?,
        journal: text(package, PartName::Journal)?,
        sign_offs,
        content: text(package, PartName::Content)?,
    })
}

fn text(package: &mut Package<Source>, name: PartName) -> std::result::Result<String, Fault> {
    let bytes = package.bytes(&name)?;
    String::from_utf8(bytes).map_err(|_| Fault::DamagedPart { part: name })
}
