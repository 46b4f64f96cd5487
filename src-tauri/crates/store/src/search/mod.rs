//! The search over a dossier's documents: what the register says of them and what their files say.
//!
//! Every word must be there, the last one at least in its beginning. Words as they were typed come
//! before words that are the same without diacritics, and words one after another before words that
//! only stand on the same page.

mod excerpt;
mod pages;
mod register;

pub use excerpt::Excerpt;

use crate::dossier;
use crate::error::Result;
use crate::normal_form::nfc;
use crate::reading::{Spelling, fold, words};
use crate::store::Store;
use pages::Hit;

/// Documents that are given at most for what the register says, and as many for their pages.
const DOCUMENTS: usize = 50;
/// Pages of one document that are given at most.
const PAGES: usize = 3;

/// A document that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The document.
    pub evidence: String,
    /// Whether the words stand there as they were typed, diacritics and all.
    pub exact: bool,
    /// Whether the register says the words.
    pub in_register: bool,
    /// Pages of its file that say them, the best first.
    pub pages: Vec<PageFound>,
    /// Whether more of its pages do.
    pub more_pages: bool,
}

/// A page that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFound {
    /// Which page, from 1.
    pub page: u32,
    /// What it says there.
    pub excerpt: Excerpt,
}

/// Words that are looked for, each in both spellings.
struct Query(Vec<Sought>);

struct Sought {
    exact: String,
    folded: String,
}

impl Query {
    fn of(text: &str) -> Self {
        let text = nfc(text);
        let words = words(&text).map(|(start, end)| text.get(start..end).unwrap_or_default());
        let words = words.map(|word| Sought { exact: word.to_lowercase(), folded: fold(word) });
        // Diacritics alone are no word to the index.
        Self(words.filter(|word| !word.folded.is_empty()).collect())
    }

    /// The words in a spelling.
    fn spelled(&self, spelling: Spelling) -> Vec<&str> {
        let words = self.0.iter().map(|word| match spelling {
            Spelling::Exact => &word.exact,
            Spelling::Folded => &word.folded,
        });
        words.map(String::as_str).collect()
    }
}

impl Store {
    /// The documents of a dossier that say these words, the best first; nothing for a text without
    /// a word.
    ///
    /// # Errors
    /// [`crate::Error::UnknownDossier`].
    pub fn search(&self, dossier: &str, text: &str) -> Result<Vec<Found>> {
        let head = dossier::head(self.connection(), dossier)?;
        self.prove(&head)?;
        let query = Query::of(text);
        if query.0.is_empty() {
            return Ok(Vec::new());
        }
        let mut findings = Findings::default();
        let entries = register::entries(self.connection(), head.key)?;
        for spelling in [Spelling::Exact, Spelling::Folded] {
            let words = query.spelled(spelling);
            for evidence in register::saying(&entries, &words, spelling).take(DOCUMENTS) {
                findings.document(evidence, spelling).in_register = true;
            }
            for closeness in pages::closest_first(&words, spelling) {
                if findings.has_enough() {
                    break;
                }
                pages::saying(self.connection(), head.key, &closeness, |hit| {
                    findings.page(hit, spelling)
                })?;
            }
        }
        findings.with_excerpts(|key| Ok(Excerpt::of(&pages::text(self.connection(), key)?, &query)))
    }
}

/// Documents as they are found.
#[derive(Default)]
struct Findings {
    found: Vec<Found>,
    /// Of each document the keys of its pages.
    keys: Vec<Vec<i64>>,
    with_pages: usize,
}

impl Findings {
    /// The document, at the end if it is new.
    fn document(&mut self, evidence: &str, spelling: Spelling) -> &mut Found {
        let at = self.place(evidence, spelling);
        &mut self.found[at]
    }

    fn place(&mut self, evidence: &str, spelling: Spelling) -> usize {
        let known = self.found.iter().position(|one| one.evidence == evidence);
        known.unwrap_or_else(|| {
            self.found.push(Found {
                evidence: evidence.to_owned(),
                exact: spelling == Spelling::Exact,
                in_register: false,
                pages: Vec::new(),
                more_pages: false,
            });
            self.keys.push(Vec::new());
            self.found.len() - 1
        })
    }

    /// Whether no more pages are wanted.
    fn has_enough(&self) -> bool {
        self.with_pages == DOCUMENTS
    }

    /// Takes a page in; whether more are wanted.
    fn page(&mut self, hit: &Hit, spelling: Spelling) -> bool {
        let at = self.place(&hit.evidence, spelling);
        let (one, keys) = (&mut self.found[at], &mut self.keys[at]);
        if keys.len() == PAGES {
            one.more_pages |= !keys.contains(&hit.key);
        } else if !keys.contains(&hit.key) {
            self.with_pages += usize::from(keys.is_empty());
            keys.push(hit.key);
            one.pages.push(PageFound { page: hit.page, excerpt: Excerpt::default() });
        }
        !self.has_enough()
    }

    /// What was found, with a few words of each page by its key.
    fn with_excerpts(mut self, of: impl Fn(i64) -> Result<Excerpt>) -> Result<Vec<Found>> {
        for (one, keys) in self.found.iter_mut().zip(&self.keys) {
            for (page, key) in one.pages.iter_mut().zip(keys) {
                page.excerpt = of(*key)?;
            }
        }
        Ok(self.found)
    }
}
