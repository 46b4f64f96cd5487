//! Words of a text, and the same without diacritics.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word and where it stands in its text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) exact: String,
    /// In lower case and without diacritics.
    pub(crate) folded: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// "đ".
const STROKE: char = '\u{111}';

/// A text in lower case and without diacritics. "đ" has none to take off: it is a letter of its own
/// in Unicode, and people leave its stroke out all the same.
pub(crate) fn fold(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    letters
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == STROKE { 'd' } else { letter })
        .collect()
}

/// The words of a text: runs of letters and digits, as the index parts them.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
    for (at, letter) in ends {
        let inside = letter.is_alphanumeric() || is_combining_mark(letter);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(word(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str, start: usize, end: usize) -> Word {
    let written = text.get(start..end).unwrap_or_default();
    let exact = written.nfc().flat_map(char::to_lowercase).collect();
    Word { exact, folded: fold(written), start, end }
}

#[cfg(test)]
mod tests {
    use super::{fold, words};

    #[test]
    fn diacritics_and_strokes_are_taken_off() {
        for (text, folded) in [
            ("Đối thoại năm 2025", "doi thoai nam 2025"),
            ("ĐƯỜNG Ưu Ớt", "duong uu ot"),
            ("Quye\u{302}\u{301}t đi\u{323}nh", "quyet dinh"),
            ("12/BC-UBND", "12/bc-ubnd"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn words_are_found_where_they_stand() {
        let text = "Số: 12/BC-UBND, năm";
        let found: Vec<(String, &str)> = words(text)
            .iter()
            .map(|word| (word.exact.clone(), &text[word.start..word.end]))
            .collect();
        let due = [("số", "Số"), ("12", "12"), ("bc", "BC"), ("ubnd", "UBND"), ("năm", "năm")];
        assert_eq!(found, due.map(|(exact, written)| (exact.to_owned(), written)));
    }
}
