//! A package that came in.

use std::cell::RefCell;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use exchange::{Fault, Kind, Manifest, Package, PartName, Sha256};
use scoring::Code;
use store::{
    ContentSource, Dossier, FinishedReport, HandedPart, Recount, Texts, Transfer, TransferSource,
};

use super::volumes::{self, Source};
use super::{PackageProgress, Watch, fault};
use crate::error::Result;
use crate::files;
use crate::office::{Clock, Office};

/// A package that came in, every part of it proved and its dossier sound.
#[derive(Debug)]
pub struct Received {
    path: PathBuf,
    manifest: Manifest,
    pub(crate) contents: RefCell<Contents>,
    pub(crate) transfer: Transfer,
    dossier: Dossier,
    recount: Option<Recount>,
}

/// The parts of a package, from which contents come.
#[derive(Debug)]
pub(crate) struct Contents(Package<Source>);

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
        let transfer = transfer(&mut package, path)?;
        let manifest = package.manifest().clone();
        let mut contents = Contents(package);
        let dossier = rehearse(&transfer, &mut contents)?;
        let recount = recount(&transfer, &dossier)?;
        let (path, contents) = (path.to_owned(), RefCell::new(contents));
        let received = Self { path, manifest, contents, transfer, dossier, recount };
        received.must_tell_the_truth()?;
        Ok(received)
    }

    /// Refuses a manifest that says something else than the dossier.
    fn must_tell_the_truth(&self) -> Result<()> {
        let (said, dossier) = (self.manifest(), &self.dossier);
        let set = &dossier.set.set;
        let is_true = (&said.dossier.id, &*said.dossier.state)
            == (&dossier.id, dossier.state.name())
            && (&said.criteria_set.id, &said.criteria_set.version) == (&set.id, &set.version)
            && (&*said.unit.kind, &said.unit.name)
                == (dossier.profile.kind.word(), &dossier.profile.name)
            && said.year == set.year;
        if is_true { Ok(()) } else { Err(fault::of(&self.path, &Fault::Damaged)) }
    }

    /// The dossier in it, or the one to which the part belongs.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What the rules of today count otherwise than the package says; none where they count the same.
    pub fn recount(&self) -> Option<&Recount> {
        self.recount.as_ref()
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
        self.contents.borrow().part(sha256).is_some()
    }

    /// A finished report in it; none where it is not there.
    ///
    /// # Errors
    /// If the package cannot be read any more.
    pub(crate) fn report(&mut self, report: &FinishedReport) -> Result<Option<Vec<u8>>> {
        let contents = self.contents.get_mut();
        let Some(name) = contents.part(&report.sha256) else {
            return Ok(None);
        };
        let bytes = contents.0.bytes(&name);
        bytes.map(Some).map_err(|fault| fault::of(&self.path, &fault))
    }
}

impl Contents {
    /// The part of this content; none where it does not come along.
    fn part(&self, sha256: &str) -> Option<PartName> {
        self.0.content(&Sha256::from_hex(sha256)?)
    }

    fn read_journal(&mut self) -> std::io::Result<Box<dyn Read + '_>> {
        let journal = self.0.reader(&PartName::Journal).map_err(std::io::Error::other)?;
        Ok(Box::new(journal))
    }
}

impl ContentSource for Contents {
    fn bytes_of(&self, sha256: &str) -> Option<u64> {
        self.0.part(&self.part(sha256)?).map(|part| part.bytes)
    }

    fn give(&mut self, sha256: &str, to: &mut dyn Write) -> std::io::Result<()> {
        let name = self.part(sha256).ok_or(std::io::ErrorKind::NotFound)?;
        self.0.copy(&name, to).map_err(std::io::Error::other)
    }
}

impl TransferSource for Contents {
    fn journal(&mut self) -> std::io::Result<Box<dyn Read + '_>> {
        self.read_journal()
    }
}

/// Takes a dossier into a data file of its own, where it does no harm, and gives what it is then.
fn rehearse(transfer: &Transfer, contents: &mut Contents) -> Result<Dossier> {
    let drafts = files::drafts(&std::env::temp_dir())?;
    let path = drafts.draft("rehearsal.db");
    let mut office = Office::create(&path, crate::user(), Clock::System)?;
    let dossier = office.rehearse(transfer, &mut JournalAlone(contents))?;
    office.close()?;
    Ok(dossier)
}

/// What the rules of today count otherwise than the standing sign-off of a package; of an open dossier,
/// than its content.
fn recount(transfer: &Transfer, dossier: &Dossier) -> Result<Option<Recount>> {
    let failed = |error: std::io::Error| files::read_failure(&std::env::temp_dir(), &error);
    let position =
        dossier.signed_off().and_then(|one| usize::try_from(one.ordinal).ok()?.checked_sub(1));
    let frozen = match position {
        Some(position) => transfer.sign_offs.get(position).map_err(failed)?,
        None => None,
    };
    Ok(dossier.recount(frozen.as_deref().unwrap_or(&transfer.content))?)
}

/// The journal of a package, without any content.
struct JournalAlone<'a>(&'a mut Contents);

impl ContentSource for JournalAlone<'_> {
    fn bytes_of(&self, _: &str) -> Option<u64> {
        None
    }

    fn give(&mut self, _: &str, _: &mut dyn Write) -> std::io::Result<()> {
        Err(std::io::ErrorKind::NotFound.into())
    }
}

impl TransferSource for JournalAlone<'_> {
    fn journal(&mut self) -> std::io::Result<Box<dyn Read + '_>> {
        self.0.read_journal()
    }
}

/// The texts of a package.
fn transfer(package: &mut Package<Source>, path: &Path) -> Result<Transfer> {
    let failed = |fault: Fault| fault::of(path, &fault);
    let unwritten = |error: std::io::Error| files::write_failure(&std::env::temp_dir(), &error);
    let mut sign_offs = Texts::new().map_err(unwritten)?;
    for ordinal in 1.. {
        let name = PartName::SignOff(ordinal);
        if package.part(&name).is_none() {
            break;
        }
        sign_offs.push(&text(package, name).map_err(failed)?).map_err(unwritten)?;
    }
    let criteria_set = text(package, PartName::CriteriaSet).map_err(failed)?;
    if !store::is_sparse(&criteria_set) {
        return Err(failed(Fault::TooLarge));
    }
    Ok(Transfer {
        criteria_set,
        sign_offs,
        content: text(package, PartName::Content).map_err(failed)?,
    })
}

fn text(package: &mut Package<Source>, name: PartName) -> std::result::Result<String, Fault> {
    let bytes = package.bytes(&name)?;
    String::from_utf8(bytes).map_err(|_| Fault::DamagedPart { part: name })
}
