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
use crate::reading::{Word, words};
use crate::store::Store;

/// Documents that are given at most.
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

/// Words that are looked for.
pub(crate) struct Query {
    pub(crate) words: Vec<Word>,
}

/// How closely words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As they were typed.
    Exact,
    /// Without diacritics.
    Folded,
}

impl Query {
    fn of(text: &str) -> Self {
        Self { words: words(text) }
    }

    /// The words in a spelling.
    pub(crate) fn spelled(&self, spelling: Spelling) -> Vec<&str> {
        self.words.iter().map(|word| word.spelled(spelling)).collect()
    }
}

impl Word {
    pub(crate) fn spelled(&self, spelling: Spelling) -> &str {
        match spelling {
            Spelling::Exact => &self.exact,
            Spelling::Folded => &self.folded,
        }
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
        let query = Query::of(text);
        let mut found: Vec<Found> = Vec::new();
        if query.words.is_empty() {
            return Ok(found);
        }
        let entries = register::entries(self.connection(), head.key)?;
        for spelling in [Spelling::Exact, Spelling::Folded] {
            for evidence in register::saying(&entries, &query, spelling) {
                let one = entry(&mut found, evidence, spelling);
                one.in_register = true;
            }
            for hit in pages::saying(self.connection(), head.key, &query, spelling)? {
                let one = entry(&mut found, &hit.evidence, spelling);
                if one.pages.iter().any(|known| known.page == hit.page) {
                    continue;
                }
                if one.pages.len() == PAGES {
                    one.more_pages = true;
                    continue;
                }
                let page = pages::text(self.connection(), hit.key)?;
                let excerpt = Excerpt::of(&page, &query);
                one.pages.push(PageFound { page: hit.page, excerpt });
            }
            if found.len() >= DOCUMENTS {
                break;
            }
        }
        found.truncate(DOCUMENTS);
        Ok(found)
    }
}

/// The document among those found, at the end if it is new.
fn entry<'a>(found: &'a mut Vec<Found>, evidence: &str, spelling: Spelling) -> &'a mut Found {
    let at = found.iter().position(|one| one.evidence == evidence);
    let at = at.unwrap_or_else(|| {
        found.push(Found {
            evidence: evidence.to_owned(),
            exact: spelling == Spelling::Exact,
            in_register: false,
            pages: Vec::new(),
            more_pages: false,
        });
        found.len() - 1
    });
    &mut found[at]
}
