//! Letters without their marks, for comparing.

use unicode_normalization::char::decompose_canonical;

/// A composed text in small letters without marks, exactly one character for each of its own.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn fold(letter: char) -> char {
    let mut base = None;
    decompose_canonical(letter, |part| base = base.or(Some(part)));
    let base = base.unwrap_or(letter);
    match base.to_lowercase().next().unwrap_or(base) {
        '\u{111}' => 'd', // the d with a stroke is a letter of its own
        '\u{2013}' | '\u{2014}' | '\u{2011}' => '-',
        letter => letter,
    }
}

/// What stands in a text where this range of its folded form is.
pub(super) fn original<'a>(text: &'a str, folded: &str, range: std::ops::Range<usize>) -> &'a str {
    let before = folded[..range.start].chars().count();
    let within = folded[range].chars().count();
    let at = |count: usize| text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[at(before)..at(before + within)]
}

/// Without any space.
pub(super) fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

/// With single spaces. A line whose letters stand apart is put together; its words, too, unless
/// wider gaps are between them.
pub(super) fn tightened(line: &str) -> String {
    let tokens: Vec<&str> = line.split_whitespace().collect();
    let single = tokens.iter().filter(|token| token.chars().count() == 1).count();
    let is_spaced = tokens.len() >= 4 && single * 10 >= tokens.len() * 8;
    if is_spaced {
        let words = line.split("  ").map(joined).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    } else {
        tokens.join(" ")
    }
}

/// Whether there are letters and all of them are capitals.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}
