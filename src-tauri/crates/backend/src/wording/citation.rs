//! Documents and where they are cited.

use store::{Citation, Document, Evidence, Place};
use words::dossier as say;

use super::day;

/// A document by number, date and subject, as far as they are known.
pub fn document(document: &Document) -> String {
    match (document.number.trim(), document.date) {
        ("", _) => say::cited_unnumbered(&document.subject),
        (number, Some(date)) => say::cited_number(number, day(date), &document.subject),
        (number, None) => say::cited_undated(number, &document.subject),
    }
}

/// A citation: the document, section and page.
pub fn citation(evidence: &Evidence, citation: &Citation) -> String {
    let place: String = places(&citation.place).into_iter().map(say::cited_place).collect();
    say::citation(document(&evidence.document), place)
}

/// A citation beside the document: the code, section and page.
pub(crate) fn cited_for(citation: &Citation) -> String {
    let places = places(&citation.place);
    match places.split_first() {
        None => citation.code.to_string(),
        Some((first, others)) => {
            let others: String = others.iter().map(say::cited_place).collect();
            say::cited_for(&citation.code, format!("{first}{others}"))
        }
    }
}

/// Section, page and note, as far as they are known.
pub(crate) fn places(place: &Place) -> Vec<String> {
    let page = Some(place.page.trim()).filter(|page| !page.is_empty()).map(say::page);
    let section = Some(place.section.trim().to_owned()).filter(|section| !section.is_empty());
    let note = Some(place.note.trim().to_owned()).filter(|note| !note.is_empty());
    section.into_iter().chain(page).chain(note).collect()
}
