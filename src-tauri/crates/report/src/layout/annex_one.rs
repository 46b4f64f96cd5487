//! Annex I: the scoring table, and who drew it up.

use crate::content::annex_one;
use crate::face::{Face, Font};
use crate::layout::document::{Frame, Role};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::foot::room;
use crate::layout::lines::{Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::layout::{annex, table};
use crate::length::Length;
use crate::model::Report;
use crate::printable::printable;

/// Lays the annex out as one flow.
pub(crate) fn flow(report: &Report, frame: Frame) -> Flow {
    let mut flow = Flow::default();
    annex::heading(&mut flow, &annex_one::annex(report), frame);
    let scores = annex_one::table(report);
    table::put(&mut flow, 0, &scores, frame.left, annex::ABOVE_TABLE);
    preparer(&mut flow, &report.scoring_table.prepared_by, frame);
    flow
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
