//! The head of a document's first page, as Decree 30/2020/NĐ-CP lays it out: the issuing body to
//! the left above its number, the date to the right, below them kind and subject.

use super::fold::{folded, is_capitals, joined, original, tightened};
use super::{Proposal, casing, date, number, subject};
use crate::vocabulary::VOCABULARY;

/// Lines among which a head ends.
const LINES: usize = 60;
/// Lines above the number or the kind.
const LINES_ABOVE: usize = 25;
/// Lines below the number of a letter in which its date may stand.
const LINES_BELOW: usize = 6;

/// A line of the page: what stands in its columns.
pub(super) struct Line {
    pub(super) columns: Vec<Column>,
}

/// What stands in one column of a line.
pub(super) struct Column {
    pub(super) text: String,
    pub(super) folded: String,
}

impl Column {
    fn new(text: &str) -> Self {
        let text = tightened(text);
        let folded = folded(&text);
        Self { text, folded }
    }

    pub(super) fn begins_with_any(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.folded.starts_with(word.as_str()))
    }

    /// A line drawn with characters, or a row of stars.
    pub(super) fn is_rule(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }

    /// What stands on every document: its columns may have run together with others.
    fn is_heading(&self) -> bool {
        let joined = joined(&self.folded);
        VOCABULARY.heading.iter().any(|words| joined.starts_with(&self::joined(words)))
    }

    /// What stands to the left of the heading where both have run together.
    fn without_heading(&self) -> Self {
        let behind = VOCABULARY.heading_behind.iter();
        let at = behind.filter_map(|words| self.folded.find(words.as_str())).min();
        match at.filter(|at| *at > 0) {
            Some(at) => Self::new(original(&self.text, &self.folded, 0..at)),
            None => Self { text: self.text.clone(), folded: self.folded.clone() },
        }
    }

    fn is_date(&self) -> bool {
        date::written(&self.folded).is_some()
            || self.folded.contains("ngay") && self.folded.contains("thang")
    }
}

/// The kind a column names, and what of the subject stands behind it on the same line.
fn kind(column: &Column) -> Option<(&'static str, &str)> {
    let joined = joined(&column.folded);
    VOCABULARY.kinds.iter().filter(|(kind, _)| *kind != VOCABULARY.letter).find_map(|(kind, _)| {
        let name = folded(kind);
        if joined == self::joined(&name) {
            return Some((kind.as_str(), ""));
        }
        let count = name.chars().count();
        let named: String = column.text.chars().take(count).collect();
        let rest = column.text.get(named.len()..)?;
        let is_it = folded(&named) == name && is_capitals(&named) && rest.starts_with(' ');
        is_it.then(|| (kind.as_str(), rest.trim()))
    })
}

fn lines(page: &str) -> Vec<Line> {
    page.lines().take(LINES).map(|line| Line { columns: columns(line) }).collect()
}

/// What stands in the columns of a line: a tab or a wide gap is between them. A gap is also left
/// for a number or a day that is not known yet.
fn columns(line: &str) -> Vec<Column> {
    let mut texts: Vec<String> = Vec::new();
    for part in line.replace("   ", "\t").split('\t').filter(|part| !part.trim().is_empty()) {
        let begin = folded(part.trim());
        let goes_on = VOCABULARY.after_blank.iter().any(|word| begin.starts_with(word.as_str()));
        match texts.last_mut() {
            Some(before) if goes_on => *before = format!("{before} {part}"),
            _ => texts.push(part.to_owned()),
        }
    }
    texts.iter().map(|text| Column::new(text)).collect()
}

/// What the head of a page says.
pub(super) fn proposed(page: &str) -> Proposal {
    let lines = lines(page);
    let mut proposal = Proposal::default();
    let numbered = lines.iter().take(LINES_ABOVE).enumerate().find_map(|(at, line)| {
        line.columns.iter().find_map(|column| number::at_beginning(&column.text)).map(|it| (at, it))
    });
    let below = numbered.as_ref().map_or(0, |(at, _)| at + 1);
    let named = lines.iter().enumerate().skip(below).take(LINES_ABOVE).find_map(|(at, line)| {
        let column = line.columns.first()?;
        let (name, rest) = kind(column)?;
        (rest.is_empty() || numbered.is_some()).then_some((at, name, rest))
    });
    if let Some((at, (number, kind))) = numbered {
        proposal.issuer = issuer(&lines[..at]);
        (proposal.number, proposal.kind) = (number, kind);
    }
    let about = subject::below_number(&lines[below.saturating_sub(1)..]);
    match named {
        Some((at, name, rest)) => {
            name.clone_into(&mut proposal.kind);
            proposal.subject = subject::below_kind(rest, &lines[at + 1..]);
        }
        None if below > 0 && !about.is_empty() => {
            if proposal.kind.is_empty() {
                proposal.kind.clone_from(&VOCABULARY.letter);
            }
            proposal.subject = about;
        }
        None => {}
    }
    if below > 0 || named.is_some() {
        let ends = named.map_or(below + LINES_BELOW, |(at, ..)| at).min(lines.len());
        let columns = lines[..ends].iter().flat_map(|line| &line.columns);
        proposal.date = columns
            .take_while(|column| !column.begins_with_any(&VOCABULARY.below_subject))
            .find_map(|column| date::written(&column.folded));
    }
    proposal
}

/// The issuing body: the last name above the number, which may take several lines.
fn issuer(above: &[Line]) -> String {
    let columns = above.iter().flat_map(|line| &line.columns).map(Column::without_heading);
    let columns = columns.filter(|column| {
        !column.is_heading()
            && !column.is_rule()
            && !column.is_date()
            && crate::secrecy::stamp(&column.text).is_none()
    });
    let left: Vec<Column> = columns.collect();
    let last = left.iter().rposition(|column| column.begins_with_any(&VOCABULARY.issuers));
    let first = last.or(left.len().checked_sub(1)).unwrap_or_default();
    let name: Vec<&str> = left[first..].iter().map(|column| column.text.as_str()).collect();
    casing::written(&name.join(" "))
}
