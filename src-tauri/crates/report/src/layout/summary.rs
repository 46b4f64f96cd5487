//! The table of areas in section II, with totals, index and class.

use crate::face::Face;
use crate::layout::document::Frame;
use crate::layout::flow::Flow;
use crate::layout::place::Align;
use crate::layout::table::{Entry, Grid, Row};
use crate::length::Length;
use crate::model::{AreaLine, Report};
use crate::phrases::figure;

/// Widths of the columns in millimetres, 165 in all.
const WIDTHS: [i64; 6] = [14, 69, 20, 22, 20, 20];
const TENTHS: i64 = 120;

/// Puts the table below its sentence.
pub(crate) fn table(flow: &mut Flow, report: &Report, frame: Frame) {
    let table = Summary { grid: Grid::new(0, frame.left, &WIDTHS, TENTHS), report };
    let mut rows: Vec<Row> = Vec::new();
    for area in &report.summary.areas {
        rows.push(table.area(rows.len() + 1, area));
    }
    rows.push(table.sum(rows.len() + 1));
    for (label, figure) in table.closing_rows() {
        rows.push(table.closing(rows.len() + 1, &label, &figure));
    }
    // The totals below the areas stay together.
    let closing = report.summary.areas.len();
    let last = rows.len() - 1;
    for row in &mut rows[closing..last] {
        row.keeps_next = true;
    }
    flow.table(table.head(), rows, Length::points(8));
}

struct Summary<'a> {
    grid: Grid,
    report: &'a Report,
}

impl Summary<'_> {
    fn head(&self) -> Row {
        let titles = [
            words::report::column_code(),
            words::report::column_area(),
            words::report::column_maximum(),
            words::report::column_applicable(),
            words::report::column_self_scored(),
            words::report::column_percent(),
        ];
        let entry = |title| Entry::new(title, Face::Bold.tenths(TENTHS), Align::Centre);
        self.grid.row(0, titles.into_iter().map(entry).collect())
    }

    fn area(&self, index: usize, area: &AreaLine) -> Row {
        let decimals = self.report.summary.points_decimals;
        let percent = area.percent.as_deref().unwrap_or_default();
        let maximum = figure(area.maximum, decimals);
        let applicable = figure(area.self_scored.maximum, decimals);
        let points = figure(area.self_scored.points, decimals);
        let font = Face::Regular.tenths(TENTHS);
        let entries = vec![
            Entry::new(&area.code, font, Align::Centre),
            Entry::new(&area.title, font, Align::Left),
            Entry::new(&maximum, font, Align::Right),
            Entry::new(&applicable, font, Align::Right),
            Entry::new(&points, font, Align::Right),
            Entry::new(percent, font, Align::Right),
        ];
        self.grid.row(index, entries)
    }

    fn sum(&self, index: usize) -> Row {
        let summary = &self.report.summary;
        let decimals = summary.points_decimals;
        let maximum = figure(summary.areas.iter().map(|area| area.maximum).sum(), decimals);
        let applicable = figure(summary.self_total.maximum, decimals);
        let points = figure(summary.self_total.points, decimals);
        let font = Face::Bold.tenths(TENTHS);
        let entries = vec![
            Entry::new(words::report::row_sum(), font, Align::Centre).over(2),
            Entry::new(&maximum, font, Align::Right),
            Entry::new(&applicable, font, Align::Right),
            Entry::new(&points, font, Align::Right),
            Entry::new(summary.self_percent.as_deref().unwrap_or_default(), font, Align::Right),
        ];
        self.grid.row(index, entries)
    }

    /// Labels and figures of the rows below the sum.
    fn closing_rows(&self) -> Vec<(String, String)> {
        let summary = &self.report.summary;
        let decimals = summary.points_decimals;
        let (index, class) = labels(summary.provisional);
        let mut rows = Vec::new();
        if let Some(bonus) = summary.bonus {
            rows.push((words::report::row_bonus(), figure(bonus, decimals)));
        }
        if let Some(penalty) = summary.penalty {
            rows.push((words::report::row_penalty(), figure(penalty, decimals)));
        }
        let total = self.report.scoring_table.total;
        let total =
            words::report::share(figure(total.points, decimals), figure(total.maximum, decimals));
        rows.push((words::report::row_total(), total));
        rows.push((index, figure(summary.index, summary.index_decimals)));
        rows.push((class, summary.class.clone()));
        rows.into_iter().map(|(label, figure)| (label.to_owned(), figure)).collect()
    }

    fn closing(&self, index: usize, label: &str, figure: &str) -> Row {
        let font = Face::Bold.tenths(TENTHS);
        let entries = vec![
            Entry::new(label, font, Align::Left).over(4),
            Entry::new(figure, font, Align::Centre).over(2),
        ];
        self.grid.row(index, entries)
    }
}

/// How index and class are called, depending on whether they are provisional.
pub(crate) const fn labels(provisional: bool) -> (&'static str, &'static str) {
    if provisional {
        (words::report::row_index_provisional(), words::report::row_class_provisional())
    } else {
        (words::report::row_index(), words::report::row_class())
    }
}
