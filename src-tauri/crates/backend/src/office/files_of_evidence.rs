//! Files of evidence: into the data file and out again.

use std::path::{Path, PathBuf};

use reader::{Kind, Secrecy};
use store::{Attachment, Citation, Document, Evidence, Freed, Intake, Limits};

use super::Office;
use super::evidence::new_id;
use crate::error::{Error, Result};
use crate::inspector::{Inspected, READ_AT_MOST};
use crate::{files, wording};

/// A file that was saved for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A file to take in.
#[derive(Clone, Copy, Debug)]
pub struct FileToAdd<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What was found in it beforehand; nothing where it could not be looked into.
    pub inspected: Option<&'a Inspected>,
    /// Whether its content is taken in even if it bears a mark of secrecy.
    pub even_secret: bool,
}

/// A document that was added for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedFile {
    /// The document.
    pub evidence: String,
    /// The mark because of which its content was left out.
    pub withheld: Option<Secrecy>,
}

/// Room that the disk must have beside what a file takes, in bytes.
const RESERVE: u64 = 64 << 20;

impl Office {
    /// Adds a document for each file, named by the file until its particulars are entered, cited for
    /// a code where one is given. One that bears a mark of secrecy is entered without its content.
    /// One that cannot be taken in, or is a program, does not keep the others out; each of the
    /// others is a step of undo.
    ///
    /// # Errors
    /// If the set has no such code, the dossier is signed off, or the disk has no room; what was
    /// added by then stays.
    pub fn add_files(
        &mut self,
        dossier: &str,
        files: &[FileToAdd<'_>],
        citation: Option<&Citation>,
    ) -> Result<Vec<Result<AddedFile>>> {
        let limits = self.room_for(files.iter().map(|file| file.path))?;
        let mut results: Vec<Result<AddedFile>> = Vec::new();
        let (mut places, mut new) = (Vec::new(), Vec::new());
        for (place, file) in files.iter().enumerate() {
            let document = file.document(citation);
            let added = AddedFile { evidence: document.id.clone(), withheld: file.secrecy() };
            results.push(file.must_be_no_program().map(|()| added.clone()));
            if results[place].is_err() {
                continue;
            }
            if added.withheld.is_some() {
                let (store, stamp) = self.change(dossier);
                store.add_evidence(dossier, &[document], &stamp)?;
            } else {
                places.push(place);
                new.push((document, file.intake()));
            }
        }
        let mut done = 0;
        while done < new.len() {
            let (store, stamp) = self.change(dossier);
            let group = store.add_with_files((dossier, &new[done..]), limits, &stamp)?;
            for result in group {
                if let Err(error) = result {
                    results[places[done]] = Err(error.into());
                }
                done += 1;
            }
        }
        self.keep_inspected(files.iter().filter_map(|file| file.inspected));
        Ok(results)
    }

    /// Takes a file in as the file of a document, in place of an earlier one.
    ///
    /// # Errors
    /// If the file cannot be taken in, is a program, it or the document bears a mark of secrecy,
    /// there is no such document, or the dossier is signed off.
    pub fn attach_file(
        &mut self,
        dossier: &str,
        evidence: &str,
        file: FileToAdd<'_>,
    ) -> Result<()> {
        file.must_be_no_program()?;
        let content = self.dossier(dossier)?;
        let document = content.evidence.iter().find(|one| one.id == evidence);
        let said = document.and_then(|one| reader::secrecy_of_subject(&one.document.subject));
        let said = said.filter(|_| !file.even_secret);
        if let Some(secrecy) = file.secrecy().or(said) {
            let name = store::file_name(file.path);
            let message = words::files::secret_file(name, wording::secrecy(secrecy));
            return Err(Error::refused("secret", message));
        }
        let limits = self.room_for(std::iter::once(file.path))?;
        let (store, stamp) = self.change(dossier);
        store.attach((dossier, evidence), (file.intake(), limits), &stamp)?;
        self.keep_inspected(file.inspected.into_iter());
        Ok(())
    }

    /// How much files may take in this data file.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn limits(&self) -> Result<Limits> {
        Ok(self.store.limits()?)
    }

    /// Sets how much files may take.
    ///
    /// # Errors
    /// If the limits make no sense.
    pub fn set_limits(&mut self, limits: Limits) -> Result<()> {
        Ok(self.store.set_limits(limits)?)
    }

    /// What all files take, in bytes.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn content_bytes(&self) -> Result<u64> {
        Ok(self.store.content_bytes()?)
    }

    /// The limits for files, once the disk has room for them. Small ones are written twice, into the
    /// log and into their place.
    fn room_for<'a>(&self, paths: impl Iterator<Item = &'a Path>) -> Result<Limits> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let bytes: u64 = paths.map(store::bytes_of).sum();
        // A system that does not tell its room lets the writing itself find out.
        if let Ok(free) = fs4::available_space(folder) {
            must_fit(bytes, free)?;
        }
        self.limits()
    }

    /// Keeps what was read beforehand. Where that fails, the files are read again later.
    fn keep_inspected<'a>(&mut self, inspected: impl Iterator<Item = &'a Inspected>) {
        let readings: Vec<(&str, &store::Reading)> = inspected
            .filter_map(|one| one.reading.as_ref())
            .map(|(sha256, reading)| (sha256.as_str(), reading))
            .collect();
        let _ = self.store.keep_readings(&readings);
    }

    /// Takes the file off a document.
    ///
    /// # Errors
    /// If there is no such document, it has no file, or the dossier is signed off.
    pub fn detach_file(&mut self, dossier: &str, evidence: &str) -> Result<()> {
        let (store, stamp) = self.change(dossier);
        store.detach(dossier, evidence, &stamp)?;
        Ok(())
    }

    /// Saves the file of a document under a path, or under its own name into a folder. It appears
    /// whole and as it was taken in, or not at all.
    ///
    /// # Errors
    /// If there is no such document, it has no file, or the path cannot be written.
    pub fn save_file(&self, dossier: &str, evidence: &str, out: &Path) -> Result<SavedFile> {
        let name = self.file_name(dossier, evidence)?;
        let path = files::in_folder(out, &name);
        let file = self.give_out(dossier, evidence, &path)?;
        Ok(SavedFile { path, bytes: file.bytes })
    }

    /// Writes the file of a document, whole and as it was taken in, or not at all.
    pub(super) fn give_out(
        &self,
        dossier: &str,
        evidence: &str,
        path: &Path,
    ) -> Result<Attachment> {
        files::write_through(path, |to| {
            self.store.read_file(dossier, evidence, to).map_err(|error| match error {
                store::Error::NotWritten { source } => files::write_failure(path, &source),
                other => other.into(),
            })
        })
    }

    /// The name under which the file of a document is usually saved: its own, as far as every
    /// system allows it.
    ///
    /// # Errors
    /// If there is no such document, or it has no file.
    pub fn file_name(&self, dossier: &str, evidence: &str) -> Result<String> {
        Ok(files::usable_name(&self.file(dossier, evidence)?.name))
    }

    /// The file of a document.
    ///
    /// # Errors
    /// If there is no such document, or it has no file.
    pub fn file(&self, dossier: &str, evidence: &str) -> Result<Attachment> {
        let content = self.dossier(dossier)?;
        let id = evidence.to_owned();
        let known = content.evidence.iter().find(|one| one.id == id);
        let document = known.ok_or_else(|| store::Error::UnknownEvidence { id: id.clone() })?;
        Ok(document.file.clone().ok_or(store::Error::NoFile { evidence: id })?)
    }

    /// The content of a file, to be looked at.
    ///
    /// # Errors
    /// If it is too large for that, or no longer what it was.
    pub fn content(&self, file: &Attachment) -> Result<Vec<u8>> {
        if file.bytes > READ_AT_MOST {
            return Err(Error::refused("not-shown", words::files::fault_too_large()));
        }
        Ok(self.store.whole_content(&file.sha256)?)
    }

    /// Removes content that nothing needs any more and gives its room back to the disk.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn free_unused(&mut self) -> Result<Freed> {
        Ok(self.store.free_unused()?)
    }

    /// The same without giving the room back, for which see [`Self::give_room_back`].
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn remove_unused(&mut self) -> Result<Freed> {
        Ok(self.store.remove_unused()?)
    }

    /// Gives a little of the free room back to the disk; whether there is more.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn give_room_back(&mut self) -> Result<bool> {
        Ok(self.store.give_room_back()?)
    }
}

impl FileToAdd<'_> {
    /// The file as it was looked into.
    fn intake(&self) -> Intake<'_> {
        let reading = self.inspected.and_then(|inspected| inspected.reading.as_ref());
        Intake { path: self.path, sha256: reading.map(|(sha256, _)| sha256.as_str()) }
    }

    /// The document that stands for it.
    fn document(&self, citation: Option<&Citation>) -> Evidence {
        let subject = subject_of(&store::file_name(self.path));
        let cite_only = self.secrecy().is_some();
        let document = Document { subject, cite_only, ..Document::default() };
        let id = new_id();
        Evidence { id, document, file: None, citations: citation.cloned().into_iter().collect() }
    }

    /// The mark because of which its content is left out.
    fn secrecy(&self) -> Option<Secrecy> {
        self.inspected.and_then(Inspected::secrecy).filter(|_| !self.even_secret)
    }

    /// Refuses what a computer would run, whatever its name says: nobody can appraise it, and who
    /// opens it may be harmed.
    fn must_be_no_program(&self) -> Result<()> {
        if self.inspected.is_some_and(|inspected| inspected.facts.kind == Kind::Program) {
            let message = words::files::program_file(self.path.display());
            return Err(Error::refused("program-file", message));
        }
        Ok(())
    }
}

fn must_fit(bytes: u64, free: u64) -> Result<()> {
    let needed = bytes.saturating_mul(2).saturating_add(RESERVE);
    if needed <= free {
        return Ok(());
    }
    let (bytes, needed, free) = (wording::size(bytes), wording::size(needed), wording::size(free));
    Err(Error::path("disk-full", words::files::no_room_on_disk(bytes, needed, free)))
}

/// What a document is called, by its file's name, until somebody says what it is about.
pub(super) fn subject_of(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem.split(['_', ' ']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { stem.into_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disk_must_have_room_for_the_file_twice_and_a_reserve() {
        assert!(must_fit(10, RESERVE + 20).is_ok());
        let refused = must_fit(11, RESERVE + 20).unwrap_err();
        assert_eq!(refused.code, "disk-full");
        let said = must_fit(3 << 20, 2 << 20).unwrap_err().message;
        let figures = ["(3 MB)", "70 MB", "2 MB"].map(|figure| said.find(figure));
        assert!(figures[0].is_some() && figures.is_sorted(), "{said}");
        assert!(must_fit(u64::MAX, u64::MAX).is_ok());
        assert!(must_fit(u64::MAX, RESERVE).is_err());
    }
}
