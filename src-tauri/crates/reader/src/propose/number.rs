//! Numbers and symbols of documents.

use std::sync::LazyLock;

use regex::Regex;

use super::fold::{folded, original};
use crate::vocabulary::VOCABULARY;

/// In folded text that begins with the word for a number: the number, which may still be missing,
/// a stroke, and the symbol, in which no space stands but beside its strokes.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let word = regex::escape(&VOCABULARY.number);
    let symbol = r"[a-z0-9]+(?:\s?[-/&]\s?[a-z0-9]+)*";
    Regex::new(&format!(
        r"^{word}\s*[:.]?\s*(\d[\d ]*[a-z]?|[._\x{{2026}} ]*)\s*([/-])\s*({symbol})"
    ))
    .ok()
});

/// The number at the beginning of a text: empty when its place is there but not the number.
/// Nothing when there is no such place. With it comes the kind that its symbol says.
pub(super) fn at_beginning(text: &str) -> Option<(String, String)> {
    let is_capital = text.chars().next().is_some_and(char::is_uppercase);
    let lower = folded(text);
    let found = NUMBER.as_ref()?.captures(&lower).filter(|_| is_capital)?;
    let group = |index| found.get(index).map(|part| original(text, &lower, part.range()));
    let (number, stroke, symbol) = (group(1)?, group(2)?, group(3)?);
    let kind = symbol.split(['-', '/']).find_map(|part| kind_of(part.trim())).unwrap_or_default();
    if !number.contains(|letter: char| letter.is_ascii_digit()) {
        return Some((String::new(), kind.to_owned()));
    }
    // A date such as 05-02 has no letters.
    if !symbol.contains(char::is_alphabetic) {
        return None;
    }
    let whole: String = format!("{number}{stroke}{symbol}")
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(
            |letter| {
                if matches!(letter, '\u{2013}' | '\u{2014}' | '\u{2011}') { '-' } else { letter }
            },
        )
        .collect();
    Some((whole, kind.to_owned()))
}

/// The kind that an abbreviation says, written with or without marks. Small and capital letters
/// tell some apart, so that those as they should be written come first.
pub(super) fn kind_of(abbreviation: &str) -> Option<&'static str> {
    entry_of(abbreviation).map(|(kind, _)| kind)
}

/// The kind and the abbreviation as it is written.
pub(super) fn entry_of(abbreviation: &str) -> Option<(&'static str, &'static str)> {
    let entries = || {
        VOCABULARY.kinds.iter().flat_map(|(kind, written)| {
            written.iter().map(move |written| (kind.as_str(), written.as_str()))
        })
    };
    let lower = folded(abbreviation);
    entries()
        .find(|(_, written)| *written == abbreviation)
        .or_else(|| entries().find(|(_, written)| folded(written) == lower))
}
