//! Annex I: the scoring table.

use scoring::Decimal;

use crate::face::{Face, Font};
use crate::layout::annex;
use crate::layout::document::{Frame, Role};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::foot::room;
use crate::layout::lines::{Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::layout::summary::labels;
use crate::layout::table::{Entry, Grid, Row};
use crate::length::Length;
use crate::model::{Report, RowKind, ScoringRow};
use crate::phrases::{figure, figure_if_any};
use crate::printable::printable;

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 8] = [13, 44, 13, 52, 13, 14, 68, 40];
const TENTHS: i64 = 100;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);

/// Lays the annex out as one flow.
pub(crate) fn flow(report: &Report, frame: Frame) -> Flow {
    let mut flow = Flow::default();
    let title = words::report::annex_one_title(report.year);
    annex::heading(&mut flow, report, frame, [words::report::annex_one(), &title]);
    let grid = Grid::new(0, frame.left, &WIDTHS, TENTHS);
    let mut table = Table { grid, report, rows: Vec::new() };
    for row in &report.scoring_table.rows {
        table.scored(row);
    }
    table.extra(words::report::row_bonus(), report.summary.bonus, &report.scoring_table.bonus);
    table.extra(
        words::report::row_penalty(),
        report.summary.penalty,
        &report.scoring_table.penalty,
    );
    table.closing();
    let head = table.head();
    flow.table(head, table.rows, annex::ABOVE_TABLE);
    preparer(&mut flow, &report.scoring_table.prepared_by, frame);
    flow
}

struct Table<'a> {
    grid: Grid,
    report: &'a Report,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn head(&self) -> Row {
        let titles = [
            words::report::column_code(),
            words::report::column_criterion(),
            words::report::column_maximum(),
            words::report::column_figures(),
            words::report::column_self_scored(),
            words::report::column_appraised(),
            words::report::column_evidence(),
            words::report::column_note(),
        ];
        let entry = |title| Entry::new(title, BOLD, Align::Centre);
        self.grid.row(0, titles.into_iter().map(entry).collect())
    }

    fn scored(&mut self, row: &ScoringRow) {
        let decimals = self.report.summary.points_decimals;
        let font = match row.kind {
            RowKind::Area | RowKind::Criterion => BOLD,
            RowKind::SubCriterion | RowKind::Bonus | RowKind::Penalty => PLAIN,
        };
        let maximum = figure_if_any(row.maximum, decimals);
        let points = figure_if_any(row.points, decimals);
        let entries = vec![
            Entry::new(&row.code, font, Align::Left),
            Entry::new(&row.title, font, Align::Left),
            Entry::new(&maximum, font, Align::Right),
            Entry::list(&row.figures, PLAIN),
            Entry::new(&points, font, Align::Right),
            Entry::new("", font, Align::Right),
            Entry::list(&row.evidence, PLAIN),
            Entry::new(&row.note, PLAIN, Align::Left),
        ];
        self.push(entries);
        if font == BOLD {
            self.keep_next();
        }
    }

    /// Bonus or penalty items below what counts of their sum, if the set has any.
    fn extra(&mut self, label: &str, counted: Option<Decimal>, items: &[ScoringRow]) {
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
        let figure = figure(summary.index, summary.index_decimals);
        self.push(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(index, BOLD, Align::Left).over(3),
            Entry::new(&figure, BOLD, Align::Right),
            Entry::new("", BOLD, Align::Right),
            Entry::new("", BOLD, Align::Left).over(2),
        ]);
        self.keep_next();
        self.push(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(class, BOLD, Align::Left).over(3),
            Entry::new(&summary.class, BOLD, Align::Centre).over(2),
            Entry::new("", BOLD, Align::Left).over(2),
        ]);
    }

    fn total(&mut self, label: &str, maximum: Option<Decimal>, points: Decimal) {
        let decimals = self.report.summary.points_decimals;
        let maximum = figure_if_any(maximum, decimals);
        let points = figure(points, decimals);
        self.push(vec![
            Entry::new("", BOLD, Align::Left),
            Entry::new(label, BOLD, Align::Left),
            Entry::new(&maximum, BOLD, Align::Right),
            Entry::new("", PLAIN, Align::Left),
            Entry::new(&points, BOLD, Align::Right),
            Entry::new("", BOLD, Align::Right),
            Entry::new("", PLAIN, Align::Left),
            Entry::new("", PLAIN, Align::Left),
        ]);
        self.keep_next();
    }

    /// Keeps the row that follows the last one on its page.
    fn keep_next(&mut self) {
        if let Some(last) = self.rows.last_mut() {
            last.keeps_next = true;
        }
    }

    fn push(&mut self, entries: Vec<Entry<'_>>) {
        self.rows.push(self.grid.row(self.rows.len() + 1, entries));
    }
}

/// "Drawn up by", with room to sign, on the page of the table's last row.
fn preparer(flow: &mut Flow, name: &str, frame: Frame) {
    const FONT: Font = Face::Bold.at(13);
    let column = Column { left: frame.left, width: Length::mm(80) };
    let measure = Measure::even(column.width);
    let mut stack = Stack::new(column);
    let label = balance(words::report::preparer(), FONT, measure);
    stack.put(Role::Preparer, &label, FONT, Align::Centre);
    room(&mut stack, Role::PreparerRoom, Length::mm(22));
    let name = balance(&printable(name), FONT, measure);
    stack.put(Role::Preparer, &name, FONT, Align::Centre);
    let content = Content::Items(stack.items, stack.bottom);
    flow.slabs.push(Slab { before: Length::points(10), joined: true, content });
}
