//! What was done to a dossier, in words, and two versions of it side by side.

mod compare;
mod facts;
mod tell;

pub(crate) use compare::compare;
pub use compare::{ComparedPart, Comparison};
pub use facts::Difference;
pub use tell::HistoryLine;
pub(crate) use tell::Teller;

use report::xlsx::TextList;
use words::history as say;

use crate::wording;

/// A history as a list: a row an entry, and at the end whether the chain is whole.
pub(crate) fn list(
    (unit, year): (&str, i32),
    lines: &[HistoryLine],
    broken: Option<i64>,
) -> TextList {
    let mut rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let mut last = vec![String::new(); 7];
    last[3] = wording::chain(broken);
    rows.push(last);
    TextList {
        title: say::list_title(unit, year),
        unit: unit.to_owned(),
        sheet: say::list_sheet(),
        columns: vec![
            (say::list_position(), 7),
            (say::list_moment(), 16),
            (say::list_person(), 28),
            (say::list_what(), 44),
            (say::list_code(), 9),
            (say::list_from(), 44),
            (say::list_to(), 44),
        ],
        rows,
    }
}

fn row(line: &HistoryLine) -> Vec<String> {
    let entry = &line.entry;
    let facts = |side: fn(&Difference) -> &str| {
        let told = line.differences.iter().filter(|one| !side(one).is_empty());
        let told = told.map(|one| say::list_fact(&one.label, side(one)));
        told.collect::<Vec<_>>().join("\n")
    };
    vec![
        entry.seq.to_string(),
        wording::local(entry.at),
        wording::person(&entry.by),
        line.what.clone(),
        entry.subject.code().map(ToString::to_string).unwrap_or_default(),
        facts(|one| &one.from),
        facts(|one| &one.to),
    ]
}
