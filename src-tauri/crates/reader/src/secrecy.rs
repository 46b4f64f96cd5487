//! Stamps of secrecy.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::legacy;
use crate::vocabulary::VOCABULARY;

/// A degree of secrecy, the least one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// The lowest degree.
    Mat,
    /// The middle one.
    ToiMat,
    /// The highest one.
    TuyetMat,
}

/// The highest degree that a text is marked with. A mark is a stamp that stands alone on its line
/// or in its column, with brackets or after the word for the degree; or, in a line with small
/// letters, the word in capitals when it is not part of a longer one such as that for safety.
///
/// The second is meant for subjects and names of files: in the text of a document the word may
/// speak of other documents.
pub fn secrecy(text: &str) -> Option<Secrecy> {
    let text: String = text.nfc().collect();
    let text = legacy::unicode(&text);
    stamp(&text).max(lines(&text).filter_map(of_word).max())
}

/// The highest degree that a subject is marked with, as somebody types it. The word counts there even
/// where all letters are capitals: it is a title, and no heading among others.
pub fn secrecy_of_subject(subject: &str) -> Option<Secrecy> {
    let subject: String = subject.nfc().collect();
    stamp(&subject).max(lines(&subject).filter_map(of_capitals).max())
}

/// The highest degree of the stamps on a page. A stamp may be broken in two.
pub(crate) fn stamp(page: &str) -> Option<Secrecy> {
    let page: String = page.nfc().collect();
    let mut found = None;
    let mut before = "";
    for line in lines(&page) {
        let broken = of_stamp(&format!("{before} {line}"));
        // The second half of another word stands alone, too, in a narrow column.
        let ends = words(before).last().map(|word| word.to_lowercase());
        let is_half = ends.is_some_and(|word| VOCABULARY.secrecy.not_after.contains(&word));
        found = found.max(broken).max(if is_half { None } else { of_stamp(line) });
        before = line;
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\t']).filter(|line| !line.trim().is_empty())
}

fn words(line: &str) -> Vec<&str> {
    line.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

/// A line that is a stamp and nothing else. Its letters may stand apart.
fn of_stamp(line: &str) -> Option<Secrecy> {
    const LONGEST: usize = 60;
    if line.len() > LONGEST || line.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let words = &VOCABULARY.secrecy;
    let joined = self::words(line).concat();
    let label = words.label.chars().count();
    let has_label = joined.to_lowercase().starts_with(words.label.as_str());
    let stamp: String = joined.chars().skip(if has_label { label } else { 0 }).collect();
    words.degrees.iter().find(|(_, words)| words.concat() == stamp).map(|(degree, _)| *degree)
}

/// A word of capitals in a line that has small letters, too.
fn of_word(line: &str) -> Option<Secrecy> {
    if line.chars().any(char::is_lowercase) { of_capitals(line) } else { None }
}

/// A word of a degree in capitals that is not part of a longer one.
fn of_capitals(line: &str) -> Option<Secrecy> {
    let vocabulary = &VOCABULARY.secrecy;
    let words = words(line);
    let is_one_of = |word: Option<&&str>, list: &[String]| {
        word.is_some_and(|word| list.contains(&word.to_lowercase()))
    };
    let found = vocabulary.degrees.iter().filter(|(_, sought)| {
        words.windows(sought.len()).enumerate().any(|(at, window)| {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            window.iter().eq(sought)
                && !is_one_of(before, &vocabulary.not_after)
                && !is_one_of(words.get(at + sought.len()), &vocabulary.not_before)
        })
    });
    found.map(|(degree, _)| *degree).max()
}
