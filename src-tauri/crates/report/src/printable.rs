//! From any text to one that the faces can show.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::face::Face;

/// Stands for a character that the faces do not have.
const MISSING: char = '\u{25A1}';
/// A space at which no line breaks.
pub(crate) const NO_BREAK_SPACE: char = '\u{A0}';

/// The paragraphs of a text, each printable on its own; empty ones are left out.
///
/// Line breaks of any kind part paragraphs. The rest is brought to Unicode NFC (Decree
/// 30/2020/NĐ-CP, Annex I, I.2); tabs and runs of spaces become one space; control characters,
/// marks of direction and zero-width marks vanish; a character that the faces lack becomes its
/// compatibility form if they have that, else a visible box (U+25A1).
pub fn paragraphs(text: &str) -> Vec<String> {
    text.split(is_line_break).map(printable).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A text as one printable paragraph: line breaks count as spaces. See [`paragraphs`].
pub fn printable(text: &str) -> String {
    squeezed(text, push)
}

/// The paragraphs of a text for a file that brings no faces of its own: like [`paragraphs`], but
/// what the faces lack stays as it is, since whoever opens the file may have others.
pub(crate) fn legible_paragraphs(text: &str) -> Vec<String> {
    let legible = |line| squeezed(line, |text: &mut String, character| text.push(character));
    text.split(is_line_break).map(legible).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A text in NFC without what has no picture, runs of spaces as one.
fn squeezed(text: &str, put: impl Fn(&mut String, char)) -> String {
    let visible: String = text.chars().filter_map(as_printed).collect();
    let normal = if is_nfc_quick(visible.chars()) == IsNormalized::Yes {
        visible
    } else {
        visible.nfc().collect()
    };
    let mut printed = String::with_capacity(normal.len());
    for character in normal.chars() {
        if character == ' ' && (printed.is_empty() || printed.ends_with(' ')) {
            continue;
        }
        put(&mut printed, character);
    }
    printed.truncate(printed.trim_end_matches(' ').len());
    printed
}

/// The characters of a text that are printed as a box, in the order of the text.
pub fn unprintable(text: &str) -> impl Iterator<Item = char> {
    let visible = text.chars().filter(|&character| !is_line_break(character));
    let normal: String = visible.filter_map(as_printed).nfc().collect();
    let missing = |&character: &char| {
        !is_covered(character) && !std::iter::once(character).nfkc().all(is_covered)
    };
    normal.chars().filter(missing).collect::<Vec<_>>().into_iter()
}

/// Appends a character, its compatibility form or the box.
fn push(printed: &mut String, character: char) {
    if is_covered(character) {
        printed.push(character);
        return;
    }
    let compatible: String = std::iter::once(character).nfkc().collect();
    if compatible.chars().all(is_covered) {
        printed.push_str(&compatible);
    } else {
        printed.push(MISSING);
    }
}

fn is_covered(character: char) -> bool {
    character.is_ascii() || Face::ALL.iter().all(|face| face.glyph(character).is_some())
}

/// Whether lines end at this character.
const fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is printed for a character before normalisation; nothing for one without a picture.
fn as_printed(character: char) -> Option<char> {
    match character {
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(NO_BREAK_SPACE),
        _ if character.is_whitespace() => Some(' '),
        _ if character.is_control() || is_invisible(character) => None,
        // Not characters of XML 1.0, and of no text.
        '\u{FFFE}' | '\u{FFFF}' => None,
        _ => Some(character),
    }
}

/// Whether it has no picture by its nature: marks of direction, joiners, selectors, fillers, tags
/// (the default-ignorable code points of Unicode).
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(
            printable("Đu\u{31b}\u{301}c Lie\u{302}\u{303}u"),
            "Đứuc Liễu".replace("ứu", "ứ")
        );
    }

    #[test]
    fn invisible_characters_vanish_and_letters_around_them_compose() {
        assert_eq!(printable("a\u{200b}b\u{202e}c\u{feff}\u{7}d\u{ad}e"), "abcde");
        assert_eq!(printable("e\u{34f}\u{301}"), "é");
    }

    #[test]
    fn tabs_and_runs_of_spaces_become_one_space() {
        assert_eq!(printable("  một \t hai\u{3000}ba  "), "một hai ba");
    }

    #[test]
    fn missing_characters_become_their_compatibility_form_or_a_box() {
        assert_eq!(printable("😀 Ａ ① مر"), "□ A 1 □□");
        assert_eq!(printable("👨\u{200d}👩"), "□□");
    }

    #[test]
    fn line_breaks_of_any_kind_part_paragraphs() {
        assert_eq!(paragraphs("a\r\nb\n\n c\u{2028}d\u{b}"), ["a", "b", "c", "d"]);
        assert_eq!(printable("a\nb"), "a b");
    }
}
