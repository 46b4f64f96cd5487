//! Adding, changing, removing and citing documents.

use scoring::Code;

use super::{Evidence, Place, rows};
use crate::change::{Changed, Op, Subject};
use crate::document::Document;
use crate::dossier::{must_be_id, text};
use crate::error::{Error, Result};
use crate::stamp::Stamp;
use crate::store::Store;
use crate::transact::Desk;

impl Store {
    /// Adds documents with their citations, without files, in one step.
    ///
    /// # Errors
    /// [`Error::BadId`], [`Error::EvidenceExists`], [`Error::EmptyText`] for a document without
    /// a subject, [`Error::UnknownCodes`], [`Error::WrongState`].
    pub fn add_evidence(
        &mut self,
        dossier: &str,
        new: &[Evidence],
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::AddEvidence), stamp, |desk| {
            let citations = new.iter().flat_map(|evidence| &evidence.citations);
            desk.set.must_know(citations.map(|citation| &citation.code))?;
            new.iter().try_for_each(|evidence| add(desk, evidence))
        });
        done.map(|(changed, ())| changed)
    }

    /// Changes the particulars of documents, in one step. One that is to be cited without its
    /// content loses its file.
    ///
    /// # Errors
    /// [`Error::UnknownEvidence`], [`Error::EmptyText`], [`Error::WrongState`].
    pub fn update_evidence(
        &mut self,
        dossier: &str,
        documents: &[(&str, &Document)],
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::UpdateEvidence), stamp, |desk| {
            documents.iter().try_for_each(|(id, document)| {
                must_exist(desk, id)?;
                if document.cite_only {
                    desk.put(Subject::File { evidence: (*id).to_owned() }, None)?;
                }
                if documents.len() > 1 {
                    return put(desk, id, document);
                }
                let after = particulars(document)?;
                desk.put_typed(Subject::Evidence { id: (*id).to_owned() }, Some(after))
            })
        });
        done.map(|(changed, ())| changed)
    }

    /// Removes a document with its citations and its file, in one step.
    ///
    /// # Errors
    /// [`Error::UnknownEvidence`], [`Error::WrongState`].
    pub fn remove_evidence(&mut self, dossier: &str, id: &str, stamp: &Stamp) -> Result<Changed> {
        let done = self.transact((dossier, Op::RemoveEvidence), stamp, |desk| {
            must_exist(desk, id)?;
            for citation in rows::citations(&desk.transaction, desk.head.key, id)? {
                desk.put(Subject::Citation { evidence: id.to_owned(), code: citation.code }, None)?;
            }
            desk.put(Subject::File { evidence: id.to_owned() }, None)?;
            desk.put(Subject::Evidence { id: id.to_owned() }, None)
        });
        done.map(|(changed, ())| changed)
    }

    /// Cites a document for a code, or changes where in the document it says so.
    ///
    /// # Errors
    /// [`Error::UnknownEvidence`], [`Error::UnknownCodes`], [`Error::WrongState`].
    pub fn cite(
        &mut self,
        dossier: &str,
        (evidence, code): (&str, &Code),
        place: &Place,
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::Cite), stamp, |desk| {
            must_exist(desk, evidence)?;
            desk.set.must_know(std::iter::once(code))?;
            let subject = Subject::Citation { evidence: evidence.to_owned(), code: code.clone() };
            desk.put_typed(subject, Some(text(&place.normalised())?))
        });
        done.map(|(changed, ())| changed)
    }

    /// Takes a citation back.
    ///
    /// # Errors
    /// [`Error::UnknownCitation`], [`Error::WrongState`].
    pub fn uncite(
        &mut self,
        dossier: &str,
        (evidence, code): (&str, &Code),
        stamp: &Stamp,
    ) -> Result<Changed> {
        let done = self.transact((dossier, Op::Uncite), stamp, |desk| {
            let citation = Subject::Citation { evidence: evidence.to_owned(), code: code.clone() };
            if citation.read(&desk.transaction, desk.head.key)?.is_none() {
                let (evidence, code) = (evidence.to_owned(), code.clone());
                return Err(Error::UnknownCitation { evidence, code });
            }
            desk.put(citation, None)
        });
        done.map(|(changed, ())| changed)
    }
}

pub(super) fn add(desk: &mut Desk<'_>, evidence: &Evidence) -> Result<()> {
    must_be_id(&evidence.id)?;
    if rows::document_text(&desk.transaction, desk.head.key, &evidence.id)?.is_some() {
        return Err(Error::EvidenceExists { id: evidence.id.clone() });
    }
    put(desk, &evidence.id, &evidence.document)?;
    let mut citations = evidence.citations.iter();
    citations.try_for_each(|citation| cite(desk, &evidence.id, &citation.code, &citation.place))
}

pub(super) fn put(desk: &mut Desk<'_>, id: &str, document: &Document) -> Result<()> {
    let after = particulars(document)?;
    desk.put(Subject::Evidence { id: id.to_owned() }, Some(after))
}

/// A document as the journal keeps it.
fn particulars(document: &Document) -> Result<String> {
    if document.subject.trim().is_empty() {
        return Err(Error::EmptyText { field: "subject" });
    }
    text(&document.normalised())
}

fn cite(desk: &mut Desk<'_>, evidence: &str, code: &Code, place: &Place) -> Result<()> {
    let subject = Subject::Citation { evidence: evidence.to_owned(), code: code.clone() };
    desk.put(subject, Some(text(&place.normalised())?))
}

pub(super) fn must_exist(desk: &Desk<'_>, id: &str) -> Result<()> {
    match rows::document_text(&desk.transaction, desk.head.key, id)? {
        Some(_) => Ok(()),
        None => Err(Error::UnknownEvidence { id: id.to_owned() }),
    }
}
