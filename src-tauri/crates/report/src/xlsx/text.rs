//! From any text to one that a cell can hold.

/// The longest text of a cell, in units of UTF-16.
const LONGEST: usize = 32_767;

/// A text without what XML 1.0 cannot hold, line breaks as line feeds; what is beyond the limit of
/// a cell is cut off, and a mark at the end says so.
pub(super) fn cell_text(text: &str) -> String {
    let text: String =
        text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|&c| is_legal(c)).collect();
    if units(&text) <= LONGEST { text } else { cut(&text) }
}

/// The items of a list as lines of one cell.
pub(super) fn cell_lines(items: &[String]) -> String {
    cell_text(&items.join("\n"))
}

/// The beginning of a text that is too long, with the mark.
fn cut(text: &str) -> String {
    let characters = text.chars().count();
    // A mark that names all characters is at least as long as the one that is needed.
    let room = LONGEST - units(&words::xlsx::text_cut(characters));
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|character| {
            used += character.len_utf16();
            used <= room
        })
        .collect();
    let dropped = characters - kept.chars().count();
    format!("{kept}{}", words::xlsx::text_cut(dropped))
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The characters of XML 1.0, section 2.2 (a `char` is never a surrogate).
const fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_dropped() {
        assert_eq!(cell_text("a\u{0}b\u{1b}c\u{fffe}d\u{ffff}\te\r\nf\rg"), "abcd\te\nf\ng");
    }

    #[test]
    fn a_text_at_the_limit_stays_whole() {
        let text = "ế".repeat(LONGEST);
        assert_eq!(cell_text(&text), text);
    }

    #[test]
    fn a_text_beyond_the_limit_ends_in_a_mark_that_counts_what_is_missing() {
        let cut = cell_text(&"😀".repeat(LONGEST));
        assert!(units(&cut) <= LONGEST);
        let kept = cut.chars().filter(|&c| c == '😀').count();
        assert!(kept > 16_000);
        assert!(cut.ends_with(&words::xlsx::text_cut(LONGEST - kept)));
    }
}
