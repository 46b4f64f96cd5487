//! What a document is about.

use super::date;
use super::fold::is_capitals;
use super::head::{Column, Line};
use crate::vocabulary::VOCABULARY;

/// Lines that a subject has at most.
const LINES: usize = 6;
/// Characters of a subject.
const LENGTH: usize = 500;

/// The subject below the name of the kind, where `rest` stands behind that name. It ends at a rule,
/// an empty line or where the text begins; without such an end, where a line begins with a capital.
pub(super) fn below_kind(rest: &str, lines: &[Line]) -> String {
    let mut found: Vec<&str> = Vec::new();
    if !rest.is_empty() {
        found.push(rest);
    }
    let mut is_ended = false;
    for line in lines {
        let Some(column) = line.columns.first() else {
            if found.is_empty() {
                continue;
            }
            is_ended = true;
            break;
        };
        if ends(column, &found) {
            is_ended = true;
            break;
        }
        if found.len() == LINES {
            break;
        }
        found.push(&column.text);
    }
    if !is_ended {
        let goes_on = |line: &&&str| {
            line.chars().next().is_some_and(|letter| letter.is_lowercase() || letter.is_numeric())
        };
        let lines = 1 + found.iter().skip(1).take_while(goes_on).count();
        found.truncate(lines);
    }
    finished(&found.join(" "))
}

fn ends(column: &Column, found: &[&str]) -> bool {
    let is_body = is_body(column, found.is_empty());
    // Who decides stands in capitals below the subject of a decision.
    let is_signatory =
        is_capitals(&column.text) && found.first().is_some_and(|first| !is_capitals(first));
    is_body || is_signatory
}

/// Whether the document's text or what leads to it begins here. What a subject begins with may be
/// any word.
fn is_body(column: &Column, is_first: bool) -> bool {
    let begins_sentence = !is_capitals(&column.text)
        && !column.text.starts_with(char::is_lowercase)
        && column.begins_with_any(&VOCABULARY.body_begins);
    column.is_rule()
        || column.begins_with_any(&VOCABULARY.below_subject)
        || !is_first && begins_sentence
}

/// The subject of a letter, below its number in the left column.
pub(super) fn below_number(lines: &[Line]) -> String {
    let begins = |column: &Column| column.begins_with_any(&VOCABULARY.about);
    let mut found: Vec<&str> = Vec::new();
    for line in lines.iter().take(LINES + 4) {
        let Some(column) = line.columns.first() else {
            if found.is_empty() {
                continue;
            }
            break;
        };
        if found.is_empty() && column.is_rule() {
            continue;
        }
        if is_body(column, found.is_empty()) {
            break;
        }
        let is_date = date::written(&column.folded).is_some() || column.folded.contains(", ngay");
        if !is_date && (!found.is_empty() || begins(column)) {
            found.push(&column.text);
        }
    }
    if found.len() > LINES { String::new() } else { finished(&found.join(" ")) }
}

/// Without the short word that begins it, and with a capital.
pub(super) fn finished(text: &str) -> String {
    let mut text = text.trim();
    let short = &VOCABULARY.about_short;
    if text.get(..short.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(short)) {
        text = &text[short.len()..];
    }
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || ":.;-".contains(letter));
    let mut letters = text.chars().take(LENGTH);
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
