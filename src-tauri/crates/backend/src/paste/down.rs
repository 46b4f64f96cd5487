//! A block that fills the table downwards from a cell.

use words::paste as say;

use super::matched::{Matched, Target};
use super::table::{Column, TableItem};

/// Cells of the first column fill the column of the table from this cell on; an empty cell leaves
/// what stands there.
pub(super) fn fill(
    items: &[TableItem<'_>],
    rows: &[Vec<String>],
    (item, column): (usize, Column),
) -> Matched {
    let below = items.iter().enumerate().skip(item).flat_map(|(position, of)| {
        let columns: Vec<Column> = match column {
            Column::Line(_) => (0..of.lines.len()).map(Column::Line).collect(),
            Column::Explanation if of.lines.is_empty() => Vec::new(),
            Column::Explanation => vec![Column::Explanation],
        };
        columns.into_iter().map(move |column| (position, column))
    });
    let mut cells = below.skip(match column {
        Column::Line(line) => line,
        Column::Explanation => 0,
    });
    let mut matched = Matched::default();
    for (number, row) in rows.iter().enumerate() {
        let Some((item, column)) = cells.next() else {
            matched.ignore(number, row, say::past_end());
            continue;
        };
        let (first, others) = match row.split_first() {
            Some((first, others)) => (first.as_str(), others),
            None => continue,
        };
        if !first.trim().is_empty() {
            matched.targets.push(Target { item, column, text: first.to_owned() });
        }
        if others.iter().any(|cell| !cell.trim().is_empty()) {
            matched.ignore(number, others, say::beside());
        }
    }
    matched
}
