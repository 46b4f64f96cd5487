//! The heading of the first page: bodies, State, number, date, kind and subject (Decree
//! 30/2020/NĐ-CP, Annex I, II.1–II.5).

use crate::face::{Face, Font};
use crate::layout::document::{Frame, Item, Role};
use crate::layout::flow::Flow;
use crate::layout::lines::{Line, Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::length::Length;
use crate::model::Report;
use crate::phrases;
use crate::printable::{NO_BREAK_SPACE, printable};

const BODY: Font = Face::Regular.at(13);
const ISSUER: Font = Face::Bold.at(13);
const STATE: Font = Face::Bold.at(13);
const MOTTO: Font = Face::Bold.at(14);
const NUMBER: Font = Face::Regular.at(13);
const PLACE: Font = Face::Italic.at(14);
const TITLE: Font = Face::Bold.at(14);

/// Room between the two columns.
const GAP: Length = Length::mm(4);

/// Puts the heading at the top of the report.
pub(crate) fn heading(flow: &mut Flow, report: &Report, frame: Frame) {
    let own = &report.heading;
    let top = Top {
        superior: own.superior_body.as_deref(),
        issuing: &own.issuing_body,
        number: Some(phrases::number_line(own)),
        place: Some(phrases::place_line(own)),
    };
    let (items, height) = two_columns(&top, frame);
    flow.block(items, height, Length::ZERO);
    title(flow, words::report::kind(), &words::report::subject(report.year), frame);
}

/// What stands beside the State at the top of a first page.
pub(crate) struct Top<'a> {
    /// The superior body.
    pub(crate) superior: Option<&'a str>,
    /// The issuing body.
    pub(crate) issuing: &'a str,
    /// The line of number and symbol, if the paper has one.
    pub(crate) number: Option<String>,
    /// The line of place and date, if the paper has one.
    pub(crate) place: Option<String>,
}

/// Puts kind and subject of a paper with the rule below them.
pub(crate) fn title(flow: &mut Flow, kind: &str, subject: &str, frame: Frame) {
    let mut title = Stack::new(Column { left: frame.left, width: frame.width() });
    title.put(Role::Kind, &[single(kind, TITLE)], TITLE, Align::Centre);
    let measure = Measure::even(frame.width() - Length::mm(20));
    let lines = balance(&printable(subject), TITLE, measure);
    title.put(Role::Subject, &lines, TITLE, Align::Centre);
    title.rule(Role::SubjectRule, widest(&lines) * 2 / 5);
    title.skip(Length::points(8));
    flow.block(title.items, title.bottom, Length::points(16));
}

/// The rows that both columns share: each begins at the same height on either side.
pub(crate) fn two_columns(top: &Top<'_>, frame: Frame) -> (Vec<Item>, Length) {
    let width = STATE.width(words::report::state()).max(MOTTO.width(words::report::motto()));
    let right = Column { left: frame.right - width, width };
    let left = Column { left: frame.left, width: frame.width() - width - GAP };
    let mut bodies = Stack::ruled(left, MOTTO);
    let mut state = Stack::ruled(right, MOTTO);

    if let Some(superior) = top.superior {
        bodies.put(Role::SuperiorBody, &name(superior, BODY, left), BODY, Align::Centre);
        state.put(Role::State, &[single(words::report::state(), STATE)], STATE, Align::Centre);
        level(&mut bodies, &mut state);
    } else {
        state.put(Role::State, &[single(words::report::state(), STATE)], STATE, Align::Centre);
    }
    let issuer = name(top.issuing, ISSUER, left);
    bodies.put(Role::IssuingBody, &issuer, ISSUER, Align::Centre);
    bodies.rule(Role::IssuingRule, widest(&issuer) * 2 / 5);
    let motto = single(words::report::motto(), MOTTO);
    state.put(Role::Motto, std::slice::from_ref(&motto), MOTTO, Align::Centre);
    state.rule(Role::MottoRule, motto.width);

    level(&mut bodies, &mut state);
    bodies.skip(Length::points(8));
    state.skip(Length::points(8));
    if let Some(number) = &top.number {
        let number = balance(&printable(number), NUMBER, Measure::even(left.width));
        bodies.put(Role::Number, &number, NUMBER, Align::Centre);
    }
    if let Some(place) = &top.place {
        let place = balance(&printable(place), PLACE, Measure::even(right.width));
        state.put(Role::PlaceAndDate, &place, PLACE, Align::Centre);
    }
    level(&mut bodies, &mut state);
    let height = bodies.bottom;
    bodies.items.append(&mut state.items);
    (bodies.items, height)
}

/// Brings both columns to the same height.
fn level(left: &mut Stack, right: &mut Stack) {
    let bottom = left.bottom.max(right.bottom);
    left.bottom = bottom;
    right.bottom = bottom;
}

/// A body's name in capitals, in balanced lines; "Ủy ban nhân dân" stays on one line.
pub(crate) fn name(name: &str, font: Font, column: Column) -> Vec<Line> {
    let capitals = printable(name).to_uppercase();
    let committee = words::report::committee().to_uppercase();
    let whole = committee.replace(' ', NO_BREAK_SPACE.encode_utf8(&mut [0; 4]));
    balance(&capitals.replace(&committee, &whole), font, Measure::even(column.width))
}

fn single(text: &str, font: Font) -> Line {
    Line { text: text.to_owned(), width: font.width(text) }
}

fn widest(lines: &[Line]) -> Length {
    lines.iter().map(|line| line.width).max().unwrap_or_default()
}
