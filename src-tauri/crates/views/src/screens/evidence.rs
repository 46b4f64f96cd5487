//! Evidence of a dossier.

use backend::{Code, Document, Office, Place};
use store::Citation;
use words::views as say;

use super::Reply;
use super::scoring::workspace;
use crate::evidence::{DocumentForm, LimitsView, PlaceForm, RegisterView};
use crate::failure::Failure;
use crate::search::FoundView;
use crate::workspace::Workspace;

/// The register.
///
/// # Errors
/// If there is no such dossier.
pub fn register(office: &Office, dossier: &str) -> Reply<RegisterView> {
    let content = office.dossier(dossier)?;
    let facts = office.file_facts(dossier)?;
    Ok(RegisterView::new(&content, &facts, office.unread()?))
}

/// What files take, and how much they may.
///
/// # Errors
/// If the data file cannot be read.
pub fn limits(office: &Office) -> Reply<LimitsView> {
    Ok(LimitsView::new(office.limits()?, office.content_bytes()?))
}

/// Sets how much files may take, in MB as typed.
///
/// # Errors
/// If that is no number, or makes no sense.
pub fn set_limits(office: &mut Office, file: &str, total: &str) -> Reply<LimitsView> {
    let refused = |fault| Failure::refused("limits", say::limits_refused(), vec![fault]);
    office.set_limits(LimitsView::read(file, total).map_err(refused)?)?;
    limits(office)
}

/// Takes over what the files of documents propose.
///
/// # Errors
/// If there is no such document, or the dossier is locked.
pub fn accept_proposals(
    office: &mut Office,
    dossier: &str,
    evidence: &[String],
) -> Reply<Workspace> {
    office.accept_proposals(dossier, evidence)?;
    workspace(office, dossier)
}

/// Ticks an expected document off, or takes the tick back.
///
/// # Errors
/// If the set expects no such document, or the dossier is locked.
pub fn tick_expected(
    office: &mut Office,
    dossier: &str,
    expected: (&str, u32),
    ticked: bool,
) -> Reply<Workspace> {
    office.tick_expected(dossier, expected, ticked)?;
    workspace(office, dossier)
}

/// Whether a document's subject, as it is typed, bears a mark of secrecy.
pub fn is_marked_secret(subject: &str) -> bool {
    backend::secrecy_of_subject(subject).is_some()
}

/// The documents that say these words.
///
/// # Errors
/// If there is no such dossier.
pub fn search(office: &Office, dossier: &str, text: &str) -> Reply<Vec<FoundView>> {
    let content = office.dossier(dossier)?;
    let found = office.search(dossier, text)?;
    Ok(found.into_iter().filter_map(|one| FoundView::new(&content, one)).collect())
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
