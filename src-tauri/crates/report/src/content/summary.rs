//! The table of areas, with totals, index and class.

use super::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::model::{AreaLine, Share, Summary};
use crate::phrases::figure;

/// Widths of the columns in millimetres, 165 in all.
const WIDTHS: [i64; 6] = [14, 69, 20, 22, 20, 20];
const TENTHS: i64 = 120;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);

/// The table; `total` is that of the whole set.
pub(crate) fn table(summary: &Summary, total: Share) -> Table<'_> {
    let mut lines: Vec<Line<'_>> = summary.areas.iter().map(|line| area(summary, line)).collect();
    // The totals below the areas stay together.
    lines.push(sum(summary).keeping_next());
    let closing = closing_rows(summary, total);
    let last = closing.len() - 1;
    for (index, (label, figure)) in closing.into_iter().enumerate() {
        let line = Line::new(vec![
            Entry::new(label, BOLD, Align::Left).over(4),
            Entry::new(figure, BOLD, Align::Centre).over(2),
        ]);
        lines.push(Line { keeps_next: index < last, ..line });
    }
    let head = vec![
        words::report::column_code(),
        words::report::column_area(),
        words::report::column_maximum(),
        words::report::column_applicable(),
        words::report::column_self_scored(),
        words::report::column_percent(),
    ];
    Table { widths: &WIDTHS, tenths: TENTHS, head, lines }
}

fn area<'a>(summary: &Summary, area: &'a AreaLine) -> Line<'a> {
    let decimals = summary.points_decimals;
    let percent = area.percent.as_deref().unwrap_or_default();
    Line::new(vec![
        Entry::new(&area.code, PLAIN, Align::Centre),
        Entry::new(&area.title, PLAIN, Align::Left),
        Entry::new(figure(area.maximum, decimals), PLAIN, Align::Right),
        Entry::new(figure(area.self_scored.maximum, decimals), PLAIN, Align::Right),
        Entry::new(figure(area.self_scored.points, decimals), PLAIN, Align::Right),
        Entry::new(percent, PLAIN, Align::Right),
    ])
}

fn sum(summary: &Summary) -> Line<'_> {
    let decimals = summary.points_decimals;
    let maximum = summary.areas.iter().map(|area| area.maximum).sum();
    let percent = summary.self_percent.as_deref().unwrap_or_default();
    Line::new(vec![
        Entry::new(words::report::row_sum(), BOLD, Align::Centre).over(2),
        Entry::new(figure(maximum, decimals), BOLD, Align::Right),
        Entry::new(figure(summary.self_total.maximum, decimals), BOLD, Align::Right),
        Entry::new(figure(summary.self_total.points, decimals), BOLD, Align::Right),
        Entry::new(percent, BOLD, Align::Right),
    ])
}

/// Labels and figures of the rows below the sum.
fn closing_rows(summary: &Summary, total: Share) -> Vec<(&'static str, String)> {
    let decimals = summary.points_decimals;
    let (index, class) = labels(summary.provisional);
    let mut rows = Vec::new();
    if let Some(bonus) = summary.bonus {
        rows.push((words::report::row_bonus(), figure(bonus, decimals)));
    }
    if let Some(penalty) = summary.penalty {
        rows.push((words::report::row_penalty(), figure(penalty, decimals)));
    }
    let (points, maximum) = (figure(total.points, decimals), figure(total.maximum, decimals));
    rows.push((words::report::row_total(), words::report::share(points, maximum)));
    rows.push((index, figure(summary.index, summary.index_decimals)));
    rows.push((class, summary.class.clone()));
    rows
}

/// How index and class are called, depending on whether they are provisional.
pub(crate) const fn labels(provisional: bool) -> (&'static str, &'static str) {
    if provisional {
        (words::report::row_index_provisional(), words::report::row_class_provisional())
    } else {
        (words::report::row_index(), words::report::row_class())
    }
}
