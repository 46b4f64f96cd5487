//! The review before a sign-off.

use store::{Dossier, Review};

use super::Office;
use crate::error::Result;
use crate::wording;

/// A review with its sentences.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The dossier.
    pub dossier: Dossier,
    /// Blockers, warnings and score as data.
    pub review: Review,
    /// The blockers in words.
    pub blockers: Vec<String>,
    /// The warnings in words.
    pub warnings: Vec<String>,
}

impl Office {
    /// What stands in the way of a sign-off today, and what deserves a look.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn review(&self, dossier: &str) -> Result<Reviewed> {
        let review = self.store.review(dossier, self.today())?;
        let dossier = self.store.dossier(dossier)?;
        let set = &dossier.set.set;
        let blockers = review.blockers.iter().map(|one| wording::blocker(set, one)).collect();
        let warnings = review
            .warnings
            .iter()
            .map(|one| wording::review_warning(&dossier, one))
            .chain(unprintable(&dossier))
            .collect();
        Ok(Reviewed { dossier, review, blockers, warnings })
    }
}

/// Explanations and documents with characters that the report's face does not have.
fn unprintable(dossier: &Dossier) -> Vec<String> {
    use words::review as say;

    let mut found = Vec::new();
    let answers = &dossier.answers;
    for (code, answer) in answers.sub_criteria.iter().chain(&answers.bonus).chain(&answers.penalty)
    {
        let characters: String =
            wording::explanations(answer).flat_map(report::printable::unprintable).collect();
        if !characters.is_empty() {
            found.push(say::at(code, say::unprintable(shortened(&characters))));
        }
    }
    for evidence in &dossier.evidence {
        let document = &evidence.document;
        let texts = [&document.number, &document.issuer, &document.subject];
        let characters: String =
            texts.into_iter().flat_map(|text| report::printable::unprintable(text)).collect();
        if !characters.is_empty() {
            let name = wording::document(document);
            found.push(say::at(name, say::unprintable(shortened(&characters))));
        }
    }
    found
}

/// The first few different characters.
fn shortened(characters: &str) -> String {
    const SHOWN: usize = 5;
    let mut different: Vec<char> = Vec::new();
    for character in characters.chars() {
        if !different.contains(&character) && different.len() < SHOWN {
            different.push(character);
        }
    }
    different.into_iter().collect()
}
