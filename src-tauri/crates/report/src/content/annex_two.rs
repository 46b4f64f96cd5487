//! Annex II: the list of evidence.

use super::Annex;
use super::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::model::{EvidenceLine, Report};
use crate::phrases::{self, number_and_date, size};

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 8] = [12, 54, 36, 30, 45, 31, 18, 31];
const TENTHS: i64 = 100;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
/// How many hex digits of a file's hash are shown.
const HASH_DIGITS: usize = 16;

/// The annex's heading.
pub(crate) fn annex(report: &Report) -> Annex {
    Annex {
        label: words::report::annex_two(),
        title: words::report::annex_two_title(report.year),
        reference: phrases::annex_reference(&report.heading),
    }
}

/// The columns' titles.
pub(crate) const fn columns() -> [&'static str; 8] {
    [
        words::report::column_code(),
        words::report::column_document(),
        words::report::column_number(),
        words::report::column_issuer(),
        words::report::column_citations(),
        words::report::column_file(),
        words::report::column_size(),
        words::report::column_hash(),
    ]
}

/// The texts of a document's row behind its position.
pub(crate) fn texts(line: &EvidenceLine) -> [String; 7] {
    let file = line.file.as_ref();
    [
        line.subject.clone(),
        number_and_date(line),
        line.issuer.clone(),
        words::list(&line.citations),
        file.map(|file| file.name.clone()).unwrap_or_default(),
        file.map(|file| size(file.bytes)).unwrap_or_default(),
        file.map(|file| file.sha256.chars().take(HASH_DIGITS).collect()).unwrap_or_default(),
    ]
}

/// The table; without evidence it says so.
pub(crate) fn table(report: &Report) -> Table<'_> {
    let mut lines: Vec<Line<'_>> =
        report.evidence.iter().enumerate().map(|(index, line)| row(index + 1, line)).collect();
    if lines.is_empty() {
        let none = Entry::new(words::report::no_evidence(), PLAIN, Align::Centre);
        lines.push(Line::new(vec![none.over(WIDTHS.len())]));
    }
    Table { widths: &WIDTHS, tenths: TENTHS, head: columns().to_vec(), lines }
}

fn row(position: usize, line: &EvidenceLine) -> Line<'_> {
    let [subject, number, issuer, citations, name, bytes, hash] = texts(line);
    Line::new(vec![
        Entry::new(position.to_string(), PLAIN, Align::Centre),
        Entry::new(subject, PLAIN, Align::Left),
        Entry::new(number, PLAIN, Align::Left),
        Entry::new(issuer, PLAIN, Align::Left),
        Entry::new(citations, PLAIN, Align::Left),
        Entry::new(name, PLAIN, Align::Left),
        Entry::new(bytes, PLAIN, Align::Right),
        Entry::new(hash, PLAIN, Align::Left),
    ])
}
