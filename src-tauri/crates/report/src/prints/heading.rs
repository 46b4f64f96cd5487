//! The head of a paper: the bodies, the State, what the paper is.

use super::model::Subject;
use crate::face::{Face, Font};
use crate::layout::flow::Flow;
use crate::layout::heading::{Top, title, two_columns};
use crate::layout::lines::{Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::layout::{Frame, Role};
use crate::length::Length;
use crate::printable::printable;

const NOTE: Font = Face::Italic.at(13);

/// Puts bodies and State, with the number's line where the paper has a number.
pub(super) fn top(flow: &mut Flow, subject: &Subject, number: Option<String>, frame: Frame) {
    let issuing = subject.issuing_body.as_deref();
    let top = Top {
        superior: subject.superior_body.as_deref(),
        issuing: issuing.unwrap_or(words::prints::body_blank()),
        number,
        place: None,
    };
    let (items, height) = two_columns(&top, frame);
    flow.block(items, height, Length::ZERO);
}

/// Puts what the paper is and what it is about.
pub(super) fn kind(flow: &mut Flow, kind: &str, subject: &str, frame: Frame) {
    title(flow, kind, subject, frame);
}

/// Puts a centred line in italics.
pub(super) fn note(flow: &mut Flow, text: &str, frame: Frame) {
    let column = Column { left: frame.left, width: frame.width() };
    let measure = Measure::even(frame.width() - Length::mm(20));
    let mut stack = Stack::new(column);
    stack.put(Role::Note, &balance(&printable(text), NOTE, measure), NOTE, Align::Centre);
    flow.block(stack.items, stack.bottom, Length::ZERO);
}
