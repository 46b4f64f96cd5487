//! What both annexes share: paper, heading, page numbers of their own.

use crate::content::Annex;
use crate::face::{Face, Font};
use crate::layout::document::{Frame, Role};
use crate::layout::flow::Flow;
use crate::layout::lines::{Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::length::Length;
use crate::printable::printable;

const LABEL: Font = Face::Bold.at(14);
const TITLE: Font = Face::Bold.at(14);
const REFERENCE: Font = Face::Italic.at(13);

/// Room between the annex's heading and its table.
pub(crate) const ABOVE_TABLE: Length = Length::points(10);

/// Puts label, title and the line that names the report.
pub(crate) fn heading(flow: &mut Flow, annex: &Annex, frame: Frame) {
    let column = Column { left: frame.left, width: frame.width() };
    let measure = Measure::even(frame.width() - Length::mm(20));
    let mut stack = Stack::new(column);
    stack.put(Role::AnnexLabel, &balance(annex.label, LABEL, measure), LABEL, Align::Centre);
    stack.put(Role::AnnexTitle, &balance(&annex.title, TITLE, measure), TITLE, Align::Centre);
    let lines = balance(&printable(&annex.reference), REFERENCE, measure);
    stack.put(Role::AnnexReference, &lines, REFERENCE, Align::Centre);
    flow.block(stack.items, stack.bottom, Length::ZERO);
}
