//! Annex II: the list of evidence.

use crate::face::{Face, Font};
use crate::layout::annex;
use crate::layout::document::Frame;
use crate::layout::flow::Flow;
use crate::layout::place::Align;
use crate::layout::table::{Entry, Grid, Row};
use crate::model::{EvidenceLine, Report};
use crate::phrases::{number_and_date, size};

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 8] = [12, 64, 38, 35, 26, 33, 18, 31];
const TENTHS: i64 = 100;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);
/// How many hex digits of a file's hash are printed.
const HASH_DIGITS: usize = 16;

/// Lays the annex out as one flow.
pub(crate) fn flow(report: &Report, frame: Frame) -> Flow {
    let mut flow = Flow::default();
    let title = words::report::annex_two_title(report.year);
    annex::heading(&mut flow, report, frame, [words::report::annex_two(), &title]);
    let grid = Grid::new(0, frame.left, &WIDTHS, TENTHS);
    let mut rows: Vec<Row> = Vec::new();
    for line in &report.evidence {
        rows.push(row(&grid, rows.len() + 1, line));
    }
    if rows.is_empty() {
        let none = Entry::new(words::report::no_evidence(), PLAIN, Align::Centre);
        rows.push(grid.row(1, vec![none.over(WIDTHS.len())]));
    }
    flow.table(head(&grid), rows, annex::ABOVE_TABLE);
    flow
}

fn head(grid: &Grid) -> Row {
    let titles = [
        words::report::column_code(),
        words::report::column_document(),
        words::report::column_number(),
        words::report::column_issuer(),
        words::report::column_codes(),
        words::report::column_file(),
        words::report::column_size(),
        words::report::column_hash(),
    ];
    let entry = |title| Entry::new(title, BOLD, Align::Centre);
    grid.row(0, titles.into_iter().map(entry).collect())
}

fn row(grid: &Grid, index: usize, line: &EvidenceLine) -> Row {
    let position = index.to_string();
    let number = number_and_date(line);
    let codes = words::list(&line.codes);
    let file = line.file.as_ref();
    let name = file.map(|file| file.name.as_str()).unwrap_or_default();
    let bytes = file.map(|file| size(file.bytes)).unwrap_or_default();
    let hash: String =
        file.map(|file| file.sha256.chars().take(HASH_DIGITS).collect()).unwrap_or_default();
    let entries = vec![
        Entry::new(&position, PLAIN, Align::Centre),
        Entry::new(&line.subject, PLAIN, Align::Left),
        Entry::new(&number, PLAIN, Align::Left),
        Entry::new(&line.issuer, PLAIN, Align::Left),
        Entry::new(&codes, PLAIN, Align::Left),
        Entry::new(name, PLAIN, Align::Left),
        Entry::new(&bytes, PLAIN, Align::Right),
        Entry::new(&hash, PLAIN, Align::Left),
    ];
    grid.row(index, entries)
}
