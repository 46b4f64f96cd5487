//! The Vietnamese words that are looked for in documents, from `vocabulary.json`. They are never
//! shown but as a proposal that was found there; what the program says itself is in the catalogue.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Secrecy;

/// All the words. Those without marks are compared with texts whose marks were taken off.
pub(crate) static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| serde_json::from_str(include_str!("vocabulary.json")).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    pub(crate) secrecy: SecrecyWords,
    /// The kinds of documents, each with its abbreviations.
    pub(crate) kinds: Vec<(String, Vec<String>)>,
    /// The kind of a document that has no name of a kind on it but a subject below its number.
    pub(crate) letter: String,
    /// What begins such a subject.
    pub(crate) about: Vec<String>,
    /// The one of them that is short and left out.
    pub(crate) about_short: String,
    /// What stands before a number.
    pub(crate) number: String,
    /// What stands after the place of a number or a day.
    pub(crate) after_blank: Vec<String>,
    /// What stands above on any document and names no body.
    pub(crate) heading: Vec<String>,
    /// What of it is known where it has run together with what stands to the left of it.
    pub(crate) heading_behind: Vec<String>,
    /// What stands below a subject and never in it.
    pub(crate) below_subject: Vec<String>,
    /// How the text below a subject begins, in a sentence of its own.
    pub(crate) body_begins: Vec<String>,
    /// How the name of an issuing body begins.
    pub(crate) issuers: Vec<String>,
    /// Kinds of places, before a place's name.
    pub(crate) place_kinds: Vec<String>,
    /// Names of bodies as they are written.
    pub(crate) body_names: Vec<String>,
    /// What offices care for, as it is written.
    pub(crate) field_names: Vec<String>,
    /// Abbreviations of bodies in numbers.
    pub(crate) symbols: Vec<String>,
    /// What makes a figure before it a count and no number of a document.
    pub(crate) not_a_number_before: Vec<String>,
    /// What stands before a date in a file's name.
    pub(crate) date_labels: Vec<String>,
    /// What file names begin or end with that says nothing about the document, the longest first.
    pub(crate) file_fillers: Vec<String>,
    /// What is no subject where a file's name says nothing else.
    pub(crate) no_subject: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecrecyWords {
    /// What may stand before a stamp in any letters; in small ones and without spaces, as the next two.
    pub(crate) labels: Vec<String>,
    /// What may stand before a stamp in capitals.
    pub(crate) carriers: Vec<String>,
    /// Degrees of urgency, which may stand beside a stamp.
    pub(crate) urgency: Vec<String>,
    /// The degrees and their words.
    pub(crate) degrees: Vec<(Secrecy, Vec<String>)>,
    /// Words after which a word of a degree is part of another one, in small letters.
    pub(crate) not_after: Vec<String>,
    /// Words before which it is.
    pub(crate) not_before: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::VOCABULARY;

    #[test]
    fn the_words_are_read() {
        assert_eq!(VOCABULARY.secrecy.degrees.len(), 3);
    }
}
