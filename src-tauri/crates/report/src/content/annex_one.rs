//! Annex I: the scoring table.

use scoring::Decimal;

use super::Annex;
use super::summary::labels;
use super::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::model::{Report, RowKind, ScoringRow};
use crate::phrases::{self, figure, figure_if_any};

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 8] = [13, 44, 13, 52, 13, 14, 68, 40];
const TENTHS: i64 = 100;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);

/// The annex's heading.
pub(crate) fn annex(report: &Report) -> Annex {
    Annex {
        label: words::report::annex_one(),
        title: words::report::annex_one_title(report.year),
        reference: phrases::annex_reference(&report.heading),
    }
}

/// The columns' titles.
pub(crate) const fn columns() -> [&'static str; 8] {
    [
        words::report::column_code(),
        words::report::column_criterion(),
        words::report::column_maximum(),
        words::report::column_figures(),
        words::report::column_self_scored(),
        words::report::column_appraised(),
        words::report::column_evidence(),
        words::report::column_note(),
    ]
}

/// The table from the first area to the class.
pub(crate) fn table(report: &Report) -> Table<'_> {
    let mut rows = Rows { report, lines: Vec::new() };
    for row in &report.scoring_table.rows {
        rows.scored(row);
    }
    rows.extra(words::report::row_bonus(), report.summary.bonus, &report.scoring_table.bonus);
    rows.extra(words::report::row_penalty(), report.summary.penalty, &report.scoring_table.penalty);
    rows.closing();
    Table { widths: &WIDTHS, tenths: TENTHS, head: columns().to_vec(), lines: rows.lines }
}

struct Rows<'a> {
    report: &'a Report,
    lines: Vec<Line<'a>>,
}

impl<'a> Rows<'a> {
    fn scored(&mut self, row: &'a ScoringRow) {
        let decimals = self.report.summary.points_decimals;
        let font = match row.kind {
            RowKind::Area | RowKind::Criterion => BOLD,
            RowKind::SubCriterion | RowKind::Bonus | RowKind::Penalty => PLAIN,
        };
        let line = Line::new(vec![
            Entry::new(&row.code, font, Align::Left),
            Entry::new(&row.title, font, Align::Left),
            Entry::new(figure_if_any(row.maximum, decimals), font, Align::Right),
            Entry::list(&row.figures, PLAIN),
            Entry::new(figure_if_any(row.points, decimals), font, Align::Right),
            Entry::new("", font, Align::Right),
            Entry::list(&row.evidence, PLAIN),
            Entry::new(&row.note, PLAIN, Align::Left),
        ]);
        self.lines.push(Line { keeps_next: font == BOLD, ..line });
    }

    /// Bonus or penalty items below what counts of their sum, if the set has any.
    fn extra(&mut self, label: &'a str, counted: Option<Decimal>, items: &'a [ScoringRow]) {
        if items.is_empty() {
            return;
        }
        self.total(label, None, counted.unwrap_or_default());
        for item in items {
            self.scored(item);
        }
    }

    /// Total, index and class.
    fn closing(&mut self) {
        let summary = &self.report.summary;
        let total = self.report.scoring_table.total;
        self.total(words::report::row_total(), Some(total.maximum), total.points);
        let (index, class) = labels(summary.provisional);
        let index_line = Line::new(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(index, BOLD, Align::Left).over(3),
            Entry::new(figure(summary.index, summary.index_decimals), BOLD, Align::Right),
            Entry::new("", BOLD, Align::Right),
            Entry::new("", BOLD, Align::Left).over(2),
        ]);
        self.lines.push(index_line.keeping_next());
        self.lines.push(Line::new(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(class, BOLD, Align::Left).over(3),
            Entry::new(&summary.class, BOLD, Align::Centre).over(2),
            Entry::new("", BOLD, Align::Left).over(2),
        ]));
    }

    fn total(&mut self, label: &'a str, maximum: Option<Decimal>, points: Decimal) {
        let decimals = self.report.summary.points_decimals;
        let line = Line::new(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(label, BOLD, Align::Left),
            Entry::new(figure_if_any(maximum, decimals), BOLD, Align::Right),
            Entry::new("", PLAIN, Align::Left),
            Entry::new(figure(points, decimals), BOLD, Align::Right),
            Entry::new("", BOLD, Align::Right),
            Entry::new("", PLAIN, Align::Left),
            Entry::new("", PLAIN, Align::Left),
        ]);
        self.lines.push(line.keeping_next());
    }
}
