//! The review before a sign-off.

use std::sync::Arc;

use scoring::Code;
use store::{Dossier, Review};

use super::Office;
use crate::error::Result;
use crate::wording;

/// A review with its sentences.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The dossier.
    pub dossier: Arc<Dossier>,
    /// Blockers, warnings and score as data.
    pub review: Review,
    /// The blockers in words.
    pub blockers: Vec<String>,
    /// The warnings in words, those about text that cannot be printed among them.
    pub warnings: Vec<String>,
    /// Texts that cannot be printed.
    pub unprintable: Vec<Unprintable>,
}

/// A text with characters that the report's face does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprintable {
    /// Where it stands.
    pub place: UnprintablePlace,
    /// The first few of them.
    pub characters: String,
}

/// Where a text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnprintablePlace {
    /// In the explanation of an item.
    Item(Code),
    /// In a document's particulars, by identifier.
    Evidence(String),
}

impl Office {
    /// What stands in the way of a sign-off today, and what deserves a look.
    ///
    /// # Errors
    /// If there is no such dossier.
    pub fn review(&self, dossier: &str) -> Result<Reviewed> {
        let review = self.store.review(dossier, self.today())?;
        let dossier = self.dossier(dossier)?;
        let set = &dossier.set.set;
        let blockers = review.blockers.iter().map(|one| wording::blocker(set, one)).collect();
        let unprintable = unprintable(&dossier);
        let warnings = review
            .warnings
            .iter()
            .map(|one| wording::review_warning(&dossier, one))
            .chain(unprintable.iter().map(|found| unprintable_warning(&dossier, found)))
            .collect();
        Ok(Reviewed { dossier, review, blockers, warnings, unprintable })
    }
}

/// Explanations and documents with characters that the report's face does not have.
fn unprintable(dossier: &Dossier) -> Vec<Unprintable> {
    let answers = &dossier.answers;
    let entered = answers.sub_criteria.iter().chain(&answers.bonus).chain(&answers.penalty);
    let explanations = entered.map(|(code, answer)| {
        (UnprintablePlace::Item(code.clone()), wording::unprintable(wording::explanations(answer)))
    });
    let documents = dossier.evidence.iter().map(|evidence| {
        let document = &evidence.document;
        let texts = [&document.number, &document.issuer, &document.subject];
        let characters = wording::unprintable(texts.into_iter().map(String::as_str));
        (UnprintablePlace::Evidence(evidence.id.clone()), characters)
    });
    explanations
        .chain(documents)
        .filter(|(_, characters)| !characters.is_empty())
        .map(|(place, characters)| Unprintable { place, characters })
        .collect()
}

/// The sentence for text that cannot be printed.
fn unprintable_warning(dossier: &Dossier, found: &Unprintable) -> String {
    let message = words::review::unprintable(&found.characters);
    match &found.place {
        UnprintablePlace::Item(code) => words::review::at(code, message),
        UnprintablePlace::Evidence(id) => {
            let evidence = dossier.evidence.iter().find(|evidence| evidence.id == *id);
            let name = evidence.map(|evidence| wording::document(&evidence.document));
            words::review::at(name.unwrap_or_default(), message)
        }
    }
}
