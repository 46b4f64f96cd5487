//! Words of a text, and the same without diacritics.

use std::iter;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How closely words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As they were typed, but for capitals.
    Exact,
    /// Without diacritics.
    Folded,
}

/// "đ".
const STROKE: char = '\u{111}';

/// A text in lower case and without diacritics. "đ" has none to take off: it is a letter of its own
/// in Unicode, and people leave its stroke out all the same.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

/// Where the words of a text stand, from byte to byte: runs of letters and digits, as the index
/// parts them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = text.char_indices().chain(iter::once((text.len(), ' ')));
    iter::from_fn(move || {
        let (start, _) = letters.by_ref().find(|(_, letter)| is_inside(*letter))?;
        let (end, _) = letters.by_ref().find(|(_, letter)| !is_inside(*letter))?;
        Some((start, end))
    })
}

/// Whether a word of a text in NFC begins with what is sought, which is spelled so already. Nothing
/// is kept, since most words differ in their first letter.
pub(crate) fn begins(word: &str, sought: &str, spelling: Spelling) -> bool {
    let mut letters = sought.chars();
    let mut all_match = |letter: char| match letters.next() {
        None => Some(true),
        Some(due) if due == letter => None,
        Some(_) => Some(false),
    };
    let decided = match spelling {
        Spelling::Exact => word.chars().flat_map(char::to_lowercase).find_map(&mut all_match),
        Spelling::Folded => word.chars().flat_map(folded).find_map(&mut all_match),
    };
    decided.unwrap_or_else(|| letters.next().is_none())
}

fn is_inside(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// A letter in lower case and without diacritics; a diacritic alone is nothing.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let plain = letter.is_ascii().then(|| letter.to_ascii_lowercase());
    let other = (!letter.is_ascii()).then_some(letter).into_iter();
    let other = other.nfd().filter(|part| !is_combining_mark(*part)).flat_map(char::to_lowercase);
    let other = other.map(|part| if part == STROKE { 'd' } else { part });
    plain.into_iter().chain(other)
}

#[cfg(test)]
mod tests {
    use super::{Spelling, begins, fold, words};

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
        let found: Vec<&str> = words(text).map(|(start, end)| &text[start..end]).collect();
        assert_eq!(found, ["Số", "12", "BC", "UBND", "năm"]);
        assert_eq!(words(" … ").count(), 0);
    }

    #[test]
    fn word_begins_with_what_is_sought_in_either_spelling() {
        for (word, sought, exact, folded) in [
            ("Đối", "đối", true, false),
            ("Đối", "doi", false, true),
            ("Đối", "đ", true, false),
            ("Đối", "d", false, true),
            ("nam", "nam", true, true),
            ("năm", "nam", false, true),
            ("nam", "nama", false, false),
        ] {
            assert_eq!(begins(word, sought, Spelling::Exact), exact, "{word} {sought}");
            assert_eq!(begins(word, sought, Spelling::Folded), folded, "{word} {sought}");
        }
    }
}
