//! Evidence of a dossier.

use backend::{Code, Document, Office, Place};
use store::Citation;
use words::views as say;

use super::Reply;
use super::scoring::workspace;
use crate::evidence::{DocumentForm, EvidenceView, LimitsView, PlaceForm, RegisterView};
use crate::failure::Failure;
use crate::workspace::Workspace;

/// The register.
///
/// # Errors
/// If there is no such dossier.
pub fn register(office: &Office, dossier: &str) -> Reply<RegisterView> {
    let documents = office.dossier(dossier)?.evidence.iter().map(EvidenceView::new).collect();
    let limits = LimitsView { file: String::new(), total: String::new(), used: String::new() };
    Ok(RegisterView { documents, kinds: Vec::new(), unread: 0, limits })
}

/// Enters a document, cited for a code at once where one is given.
///
/// # Errors
/// If its date is none, it has no subject, or the dossier is locked.
pub fn add(
    office: &mut Office,
    dossier: &str,
    document: DocumentForm,
    citation: Option<(String, PlaceForm)>,
) -> Reply<Workspace> {
    let citation = citation.map(|(code, place)| citation_of(&code, place));
    office.add_document(dossier, read(document)?, citation)?;
    workspace(office, dossier)
}

/// Takes the file off a document.
///
/// # Errors
/// If it has none, or the dossier is locked.
pub fn detach(office: &mut Office, dossier: &str, evidence: &str) -> Reply<Workspace> {
    office.detach_file(dossier, evidence)?;
    workspace(office, dossier)
}

/// Changes a document's particulars.
///
/// # Errors
/// As [`add`].
pub fn update(
    office: &mut Office,
    dossier: &str,
    evidence: &str,
    document: DocumentForm,
) -> Reply<Workspace> {
    office.update_evidence(dossier, evidence, &read(document)?)?;
    workspace(office, dossier)
}

/// Removes a document with its citations.
///
/// # Errors
/// If there is none, or the dossier is locked.
pub fn remove(office: &mut Office, dossier: &str, evidence: &str) -> Reply<Workspace> {
    office.remove_evidence(dossier, evidence)?;
    workspace(office, dossier)
}

/// Cites a document for a code, or changes where in it.
///
/// # Errors
/// If there is no such document or code, or the dossier is locked.
pub fn cite(
    office: &mut Office,
    dossier: &str,
    evidence: &str,
    (code, place): (&str, PlaceForm),
) -> Reply<Workspace> {
    office.cite(dossier, evidence, &citation_of(code, place))?;
    workspace(office, dossier)
}

/// Takes a citation back.
///
/// # Errors
/// If there is none, or the dossier is locked.
pub fn uncite(office: &mut Office, dossier: &str, evidence: &str, code: &str) -> Reply<Workspace> {
    office.uncite(dossier, evidence, code)?;
    workspace(office, dossier)
}

/// A citation of a whole document for a code.
pub fn whole(code: &str) -> Citation {
    Citation { code: Code::new(code), place: Place::default() }
}

fn citation_of(code: &str, place: PlaceForm) -> Citation {
    Citation { code: Code::new(code), place: place.into() }
}

fn read(document: DocumentForm) -> Reply<Document> {
    let refused = |fault| Failure::refused("document", say::document_refused(), vec![fault]);
    document.read().map_err(refused)
}
