//! What the signed-off report says of its own origin at its foot: dossier and content hash, as a
//! code and in words.

use crate::model::{Report, Status};

/// How many hex digits of the hash are printed in words.
const HASH_DIGITS: usize = 16;
/// How many of them stand together.
const GROUP: usize = 4;

/// The code and the words beside it.
pub(crate) struct CheckCode {
    /// The text of the code (`docs/formats.md`).
    pub(crate) code: String,
    /// The lines for people: dossier, hash.
    pub(crate) lines: [String; 2],
}

/// The code of a report; none of a draft, whose content has no hash.
pub(crate) fn check_code(report: &Report) -> Option<CheckCode> {
    let dossier = &report.identity.dossier;
    let hash = report.identity.content_hash.as_deref();
    let hash = hash.filter(|_| report.status == Status::SignedOff)?;
    Some(CheckCode {
        code: format!("PAR-INDEX/1 {} {}", in_capitals(dossier), hash.to_ascii_uppercase()),
        lines: [words::report::check_dossier(dossier), words::report::check_hash(grouped(hash))],
    })
}

/// An identifier in capitals, because a code of capitals, figures and a few signs is a third
/// smaller: a capital of the identifier gets a plus before it, and its low line becomes an
/// asterisk. Neither sign occurs in an identifier, so that nothing is lost.
fn in_capitals(identifier: &str) -> String {
    let mut text = String::with_capacity(identifier.len());
    for character in identifier.chars() {
        if character.is_ascii_uppercase() {
            text.push('+');
        }
        text.push(if character == '_' { '*' } else { character.to_ascii_uppercase() });
    }
    text
}

/// The beginning of a hash in groups.
fn grouped(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().take(HASH_DIGITS).collect();
    digits.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_low_lines_of_an_identifier_are_kept_apart() {
        assert_eq!(in_capitals("0b8c-2a6d.x"), "0B8C-2A6D.X");
        assert_eq!(in_capitals("Ho_So-aA"), "+HO*+SO-A+A");
    }

    #[test]
    fn the_hash_is_grouped_by_four() {
        assert_eq!(grouped("86fd537f0123abcd99"), "86fd 537f 0123 abcd");
        assert_eq!(grouped("86fd5"), "86fd 5");
    }
}
