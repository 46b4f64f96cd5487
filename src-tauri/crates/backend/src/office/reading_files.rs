//! Reading the files that are in the data file, one after the other.

use std::collections::BTreeMap;

use reader::{Kind, Outcome};
use store::{Attachment, Document, Evidence, Unread};

use super::Office;
use super::files_of_evidence::subject_of;
use crate::error::Result;
use crate::file_facts::{EDITION, FileFacts, Particular, Proposed, filled};
use crate::inspector::{Inspector, READ_AT_MOST};

/// A file of the data file that nobody has read yet.
#[derive(Debug)]
pub struct FileToRead {
    sha256: String,
    /// Its content, or why there is none to read.
    content: std::result::Result<Vec<u8>, Outcome>,
}

/// A file that was read.
#[derive(Debug)]
pub struct FileRead {
    /// What was found in it.
    pub facts: FileFacts,
    sha256: String,
    reading: store::Reading,
}

impl Inspector {
    /// Reads a file that was taken out with [`Office::next_to_read`]; while this lasts nobody needs
    /// the data file.
    ///
    /// # Errors
    /// If the reading process cannot be started: then no other file can be read either.
    pub fn read_file(&self, to_read: FileToRead) -> Result<FileRead> {
        let FileToRead { sha256, content } = to_read;
        let (facts, reading) = match content {
            Ok(content) => self.read(Kind::of(&content), content)?,
            Err(outcome) => {
                let nothing = reader::Reading::unread(Kind::Other, outcome);
                let facts = FileFacts::new(&nothing);
                let reading = facts.with(&nothing);
                (facts, reading)
            }
        };
        Ok(FileRead { facts, sha256, reading })
    }
}

impl Office {
    /// How many files nobody has read yet.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn unread(&self) -> Result<usize> {
        Ok(self.store.unread(EDITION)?)
    }

    /// The next file to read, with its content.
    ///
    /// # Errors
    /// If the data file cannot be read. A content that is damaged comes without.
    pub fn next_to_read(&self) -> Result<Option<FileToRead>> {
        let next = self.store.next_unread(EDITION)?;
        next.map(|Unread { sha256, bytes }| self.to_read(sha256, bytes)).transpose()
    }

    /// A file that is to be read before its turn.
    ///
    /// # Errors
    /// As [`Self::next_to_read`].
    pub fn this_to_read(&self, file: &Attachment) -> Result<FileToRead> {
        self.to_read(file.sha256.clone(), file.bytes)
    }

    fn to_read(&self, sha256: String, bytes: u64) -> Result<FileToRead> {
        let content = if bytes > READ_AT_MOST {
            Err(Outcome::TooLarge)
        } else {
            match self.store.whole_content(&sha256) {
                Ok(content) => Ok(content),
                Err(store::Error::Damaged { .. }) => Err(Outcome::Damaged),
                Err(error) => return Err(error.into()),
            }
        };
        Ok(FileToRead { sha256, content })
    }

    /// Keeps what was read.
    ///
    /// # Errors
    /// If the data file cannot be written.
    pub fn keep_read(&mut self, read: &FileRead) -> Result<()> {
        Ok(self.store.keep_readings(&[(&read.sha256, &read.reading)])?)
    }

    /// Reads every file that nobody has read yet.
    ///
    /// # Errors
    /// If the data file cannot be read or written, or the reading process cannot be started.
    pub fn read_all(&mut self, inspector: &Inspector) -> Result<()> {
        while let Some(file) = self.next_to_read()? {
            let read = inspector.read_file(file)?;
            self.keep_read(&read)?;
        }
        Ok(())
    }

    /// What was found in the files of a dossier's documents, by SHA-256 in hex.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn file_facts(&self, dossier: &str) -> Result<BTreeMap<String, FileFacts>> {
        Ok(kept(self.store.facts(dossier)?))
    }

    /// What was found in the files of these documents, by SHA-256 in hex.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn facts_of<'a>(
        &self,
        documents: impl IntoIterator<Item = &'a Evidence>,
    ) -> Result<BTreeMap<String, FileFacts>> {
        let files = documents.into_iter().filter_map(|one| one.file.as_ref());
        Ok(kept(self.store.facts_of(files.map(|file| file.sha256.as_str()))?))
    }

    /// What was found in a file; nothing before it was read.
    ///
    /// # Errors
    /// If the data file cannot be read.
    pub fn facts_of_file(&self, file: &Attachment) -> Result<Option<FileFacts>> {
        Ok(kept(self.store.facts_of([file.sha256.as_str()])?).remove(&file.sha256))
    }

    /// Takes over what the files of these documents propose, in one step; what was entered stays. A
    /// document of which nothing is proposed any more is passed over.
    ///
    /// # Errors
    /// If the dossier is signed off.
    pub fn accept_proposals(&mut self, dossier: &str, evidence: &[String]) -> Result<()> {
        let content = self.dossier(dossier)?;
        let chosen = content.evidence.iter().filter(|one| evidence.contains(&one.id));
        let facts = self.facts_of(chosen.clone())?;
        let accepted: Vec<(&str, Document)> = chosen
            .filter_map(|one| Some((one.id.as_str(), proposed(one, &facts)?.document)))
            .collect();
        let accepted: Vec<(&str, &Document)> =
            accepted.iter().map(|(id, document)| (*id, document)).collect();
        let (store, stamp) = self.change(dossier);
        store.update_evidence(dossier, &accepted, &stamp)?;
        Ok(())
    }
}

fn kept(facts: BTreeMap<String, String>) -> BTreeMap<String, FileFacts> {
    let facts = facts.into_iter();
    facts.filter_map(|(sha256, facts)| Some((sha256, FileFacts::kept(&facts)?))).collect()
}

/// A document with what its file says where nothing was entered; none where it says nothing more.
/// The name that the program gave it counts as nothing.
pub fn proposed(evidence: &Evidence, facts: &BTreeMap<String, FileFacts>) -> Option<Proposed> {
    let file = evidence.file.as_ref()?;
    let facts = facts.get(&file.sha256)?;
    let found = facts.named(&file.name).proposal;
    let entered = &evidence.document;
    let mut known = entered.clone();
    if !found.subject.is_empty() && known.subject == subject_of(&file.name) {
        known.subject.clear();
    }
    let document = filled(&known, &found);
    let by_content = filled(&known, &facts.proposal);
    let from_name = Particular::differing(&document, &by_content).collect();
    (document != *entered).then_some(Proposed { document, from_name })
}

#[cfg(test)]
mod tests {
    use reader::{Metadata, PageText, Signature};

    use super::*;

    fn attached(name: &str, document: Document) -> Evidence {
        let file = Attachment { name: name.to_owned(), sha256: "a".to_owned(), bytes: 1 };
        Evidence { id: "1".to_owned(), document, file: Some(file), citations: Vec::new() }
    }

    fn read(text: &str) -> BTreeMap<String, FileFacts> {
        let facts = FileFacts::new(&reader::Reading {
            kind: Kind::Pdf,
            outcome: Outcome::Read,
            pages: 1,
            texts: vec![PageText { page: 1, text: text.to_owned() }],
            margins: String::new(),
            metadata: Metadata::default(),
            signature: Signature::Unknown,
        });
        BTreeMap::from([("a".to_owned(), facts)])
    }

    #[test]
    fn proposal_tells_what_comes_from_the_name() {
        let facts = read("UBND XÃ A\nSố: 12/BC-UBND\n");
        let name = "15-KH-UBND cải cách hành chính ngày 05-02-2024.pdf";
        let subject = subject_of(name);
        let one = attached(name, Document { subject, ..Document::default() });
        let Proposed { document, from_name } = proposed(&one, &facts).unwrap();
        assert_eq!(document.number, "12/BC-UBND");
        assert_eq!(document.subject, "Cải cách hành chính");
        assert_eq!(from_name, [Particular::Date, Particular::Subject]);
        let entered = Document { kind: String::new(), ..document };
        let left = proposed(&attached("x.pdf", entered), &facts).unwrap();
        assert_eq!((left.document.kind.as_str(), left.from_name), ("Báo cáo", Vec::new()));
    }
}
