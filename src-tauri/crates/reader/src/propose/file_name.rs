//! What the name of a file says, and a document's title, which is often one.

use std::sync::LazyLock;

use regex::Regex;

use super::fold::{folded, original};
use super::{Proposal, date, number, subject};
use crate::vocabulary::VOCABULARY;

/// What office programs write before the file's name into the title.
static WRITTEN_BEFORE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^microsoft \w+ - ").ok());
static ENDING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\.(?:pdf|docx?|xlsx?|txt|jpe?g|png|tiff?|signed))+$").ok()
});
/// A number, perhaps a year, an abbreviation of a kind, and one of a body.
static NUMBER_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let gap = r"[\s._/-]+";
    Regex::new(&format!(
        r"(?:^|[\s._-])(\d{{1,5}}[a-z]?){gap}(?:((?:19|20)\d\d){gap})?([a-z]{{2,4}})(?:{gap}([a-z]{{2,8}}))?(?:[\s._-]|$)"
    ))
    .ok()
});
/// An abbreviation of a kind and a number.
static KIND_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s._-])([a-z]{2,4})[\s._-]+(?:so[\s._-]+)?(\d{1,4})(?:[\s._-]+([a-z]+)|$)")
        .ok()
});

/// What a title says. It is a subject only if it has the words of one.
pub(super) fn of_title(title: &str) -> Proposal {
    let title = match WRITTEN_BEFORE.as_ref() {
        Some(before) => before.replace(title, ""),
        None => title.into(),
    };
    let mut proposal = proposed(&title);
    if title.is_ascii() {
        proposal.subject.clear();
    }
    proposal
}

/// What a file's name says.
pub(super) fn proposed(name: &str) -> Proposal {
    let mut proposal = Proposal::default();
    let stem = match ENDING.as_ref() {
        Some(ending) => ending.replace(name, "").into_owned(),
        None => name.to_owned(),
    };
    let mut rest = stem;
    if let Some((found, range)) = date::named(&folded(&rest)) {
        proposal.date = Some(found);
        let start = date_label(&folded(&rest), range.start);
        rest = without(&rest, start..range.end);
    }
    if let Some(found) = numbered(&rest).or_else(|| kind_first(&rest)) {
        let start = number_label(&folded(&rest), found.range.start);
        rest = without(&rest, start..found.range.end);
        (proposal.number, proposal.kind) = (found.number, found.kind);
    }
    let whole = words(&rest);
    let mut words = behind_number(without_fillers(&whole));
    if let Some((kind, count)) = named_kind(words) {
        words = behind_number(&words[count..]);
        if proposal.kind.is_empty() {
            kind.clone_into(&mut proposal.kind);
        }
    }
    let is_said = words.iter().filter(|word| word.chars().all(char::is_alphabetic)).count() >= 2;
    if is_said && !VOCABULARY.no_subject.contains(&folded(&words.join(" "))) {
        proposal.subject = subject::finished(&words.join(" "));
    }
    proposal
}

fn words(text: &str) -> Vec<&str> {
    text.split(is_gap).filter(|word| !word.is_empty()).collect()
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || "_.-()[]".contains(letter)
}

/// Where the words begin that stand before a date and only say that it is one.
fn date_label(lower: &str, mut start: usize) -> usize {
    while let Some(before) =
        VOCABULARY.date_labels.iter().find_map(|label| label_before(lower, start, label))
    {
        start = before;
    }
    start
}

/// Where the word begins that stands before a number and only says that it is one. Behind any other
/// words but a kind's name it may be the last one of a subject.
fn number_label(lower: &str, start: usize) -> usize {
    let is_label = |before: &usize| {
        let words = words(&lower[..*before]);
        words.is_empty() || named_kind(&words).is_some_and(|(_, count)| count == words.len())
    };
    label_before(lower, start, &VOCABULARY.number).filter(is_label).unwrap_or(start)
}

/// Where this label begins, if it stands right before.
fn label_before(lower: &str, start: usize, label: &str) -> Option<usize> {
    let before = lower[..start].trim_end_matches(is_gap).strip_suffix(label)?;
    (before.is_empty() || before.ends_with(is_gap)).then_some(before.len())
}

/// Without the words at either end that say how the file was made. Within a subject the same words
/// are part of it.
fn without_fillers<'a, 'w>(mut words: &'w [&'a str]) -> &'w [&'a str] {
    let is = |words: &[&str], filler: &str| folded(&words.join(" ")) == filler;
    let shorter = |words: &'w [&'a str]| {
        VOCABULARY.file_fillers.iter().find_map(|filler| {
            let count = filler.split(' ').count();
            let (first, behind) = words.split_at_checked(count)?;
            let (before, last) = words.split_at(words.len() - count);
            is(first, filler).then_some(behind).or_else(|| is(last, filler).then_some(before))
        })
    };
    while let Some(fewer) = shorter(words) {
        words = fewer;
    }
    words
}

/// Without a number of the document's that has no symbol.
fn behind_number<'a, 'w>(words: &'w [&'a str]) -> &'w [&'a str] {
    let is_figure = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    match words {
        [label, figure, behind @ ..] if folded(label) == VOCABULARY.number && is_figure(figure) => {
            behind
        }
        _ => words,
    }
}

struct Found {
    number: String,
    kind: String,
    range: std::ops::Range<usize>,
}

fn numbered(name: &str) -> Option<Found> {
    let lower = folded(name);
    NUMBER_FIRST.as_ref()?.captures_iter(&lower).find_map(|found| {
        let abbreviation = original(name, &lower, found.get(3)?.range());
        let (kind, written) = number::entry_of(abbreviation)?;
        let first = found.get(1)?;
        let mut end = found.get(3)?.end();
        let year = found.get(2).map(|year| format!("/{}", year.as_str())).unwrap_or_default();
        let mut number = format!("{}{year}/{written}", first.as_str());
        let body = found.get(4).map(|body| (body, original(name, &lower, body.range())));
        if let Some((range, body)) = body.filter(|(_, body)| is_symbol(body)) {
            number = format!("{number}-{}", symbol(body));
            end = range.end();
        }
        Some(Found { number, kind: kind.to_owned(), range: first.start()..end })
    })
}

fn kind_first(name: &str) -> Option<Found> {
    let lower = folded(name);
    KIND_FIRST.as_ref()?.captures_iter(&lower).find_map(|found| {
        let abbreviation = found.get(1)?;
        let (kind, written) = number::entry_of(original(name, &lower, abbreviation.range()))?;
        let figure = found.get(2)?;
        let is_year = figure.len() == 4;
        let is_count = found.get(3).is_some_and(|word| {
            VOCABULARY.not_a_number_before.iter().any(|it| it == word.as_str())
        });
        if is_year || is_count {
            let (number, range) = (String::new(), abbreviation.range());
            return Some(Found { number, kind: kind.to_owned(), range });
        }
        let mut number = format!("{}/{written}", figure.as_str());
        let mut end = figure.end();
        if let Some(range) = found.get(3)
            && let body = original(name, &lower, range.range())
            && is_symbol(body)
        {
            number = format!("{number}-{}", symbol(body));
            end = range.end();
        }
        Some(Found { number, kind: kind.to_owned(), range: abbreviation.start()..end })
    })
}

/// Whether a word abbreviates a body: it is known or has more than one capital.
fn is_symbol(word: &str) -> bool {
    let is_known = VOCABULARY.symbols.iter().any(|symbol| folded(symbol) == folded(word));
    is_known || word.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}

/// A body's abbreviation with the marks that file names often lack.
fn symbol(word: &str) -> &str {
    let lower = folded(word);
    VOCABULARY.symbols.iter().find(|symbol| folded(symbol) == lower).map_or(word, String::as_str)
}

/// A kind that is written out where the words begin.
fn named_kind(words: &[&str]) -> Option<(&'static str, usize)> {
    VOCABULARY.kinds.iter().find_map(|(kind, _)| {
        let name = folded(kind);
        let count = name.split(' ').count();
        let begin = folded(&words.get(..count)?.join(" "));
        (begin == name).then_some((kind.as_str(), count))
    })
}

/// A text without the part that has this range in its folded form.
fn without(text: &str, range: std::ops::Range<usize>) -> String {
    let lower = folded(text);
    let before = original(text, &lower, 0..range.start);
    let after = original(text, &lower, range.end..lower.len());
    format!("{before} {after}")
}
