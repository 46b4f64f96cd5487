//! Names of issuing bodies out of capitals.

use super::fold::{folded, is_capitals};
use crate::vocabulary::VOCABULARY;

/// A body's name as it is written in a text, where it is all capitals and every word of it is
/// known: the body, what it cares for, and places with their kinds. Otherwise as it stands.
pub(super) fn written(name: &str) -> String {
    if is_capitals(name) { known(name).unwrap_or_else(|| name.to_owned()) } else { name.to_owned() }
}

fn known(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let (body, mut at) = longest(&VOCABULARY.body_names, &lower)?;
    let mut written = body.to_owned();
    if let Some((field, count)) = longest(&VOCABULARY.field_names, &lower[at..]) {
        written = format!("{written} {field}");
        at += count;
    }
    while at < words.len() {
        let (kind, count) = longest(&VOCABULARY.place_kinds, &lower[at..])?;
        at += count;
        written = format!("{written} {kind}");
        let begin = at;
        // The next kind of place ends the name of this one, which has a word at least.
        while at < words.len()
            && (at == begin || longest(&VOCABULARY.place_kinds, &lower[at..]).is_none())
        {
            written = format!("{written} {}", capitalised(words[at]));
            at += 1;
        }
    }
    Some(written)
}

/// The entry with the most words that these words begin with, and how many those are.
fn longest<'a>(entries: &'a [String], words: &[String]) -> Option<(&'a str, usize)> {
    let matching = entries.iter().filter_map(|entry| {
        let sought: Vec<String> = entry.split(' ').map(folded).collect();
        let is_it = words.get(..sought.len()).is_some_and(|begin| begin == sought);
        is_it.then_some((entry.as_str(), sought.len()))
    });
    matching.max_by_key(|(_, count)| *count)
}

/// Every part of a word with one capital.
fn capitalised(word: &str) -> String {
    let mut is_first = true;
    let mut result = String::new();
    for letter in word.chars() {
        if is_first {
            result.push(letter);
        } else {
            result.extend(letter.to_lowercase());
        }
        is_first = !letter.is_alphabetic();
    }
    result
}
