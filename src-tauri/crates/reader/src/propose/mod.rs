//! What a document seems to be, from its first page, its title and its file's name.

mod casing;
mod date;
mod file_name;
mod fold;
mod head;
mod number;
mod subject;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use crate::secrecy::{secrecy, stamp};
use crate::{Secrecy, legacy};

/// What a document seems to be. Only what was really found; a person decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Number and symbol, such as `12/BC-UBND`. Empty when the document has none yet, too.
    pub number: String,
    /// The day of issue.
    pub date: Option<NaiveDate>,
    /// The issuing body.
    pub issuer: String,
    /// What it is about, without its kind.
    pub subject: String,
    /// The name of its kind.
    pub kind: String,
    /// Its degree of secrecy.
    pub secrecy: Option<Secrecy>,
}

/// Characters of a page that are looked at: more than stands above any subject.
const HEAD: usize = 6_000;

/// What a document seems to be. The first page counts more than the title, and that more than the
/// file's name. Any of them may be empty; none is trusted.
pub fn propose(file_name: &str, first_page: &str, title: &str) -> Proposal {
    let composed = |text: &str| -> String {
        legacy::unicode(&text.nfc().take(HEAD).collect::<String>()).into_owned()
    };
    let (file_name, page, title) = (composed(file_name), composed(first_page), composed(title));
    let mut proposal = head::proposed(&page);
    proposal.fill(file_name::of_title(&title));
    proposal.fill(file_name::proposed(&file_name));
    let named = |name: &str| secrecy(&name.replace(['_', '-', '.'], " "));
    proposal.secrecy = [stamp(&page), secrecy(&proposal.subject), named(&title), named(&file_name)]
        .into_iter()
        .flatten()
        .max();
    proposal
}

impl Proposal {
    /// Takes from another one what is not known yet.
    fn fill(&mut self, other: Self) {
        for (own, others) in [
            (&mut self.number, other.number),
            (&mut self.issuer, other.issuer),
            (&mut self.subject, other.subject),
            (&mut self.kind, other.kind),
        ] {
            if own.is_empty() {
                *own = others;
            }
        }
        self.date = self.date.or(other.date);
    }
}
