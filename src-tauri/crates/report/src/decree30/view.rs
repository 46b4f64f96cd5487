//! Looking things up on placed pages.

use crate::layout::{Code, Document, Frame, Page, Part, Role, Rule, Run, Shape};
use crate::length::Length;

/// Rounding to thousandths of a point may shift an edge by this much.
const TOLERANCE: Length = Length::thousandths(10);

/// A page and its position in the document, from 1.
#[derive(Clone, Copy)]
pub(super) struct PageView<'a> {
    pub(super) page: &'a Page,
    pub(super) position: usize,
}

impl<'a> PageView<'a> {
    /// The pages of a part.
    pub(super) fn of_part(document: &'a Document, part: Part) -> impl Iterator<Item = Self> {
        let views = document.pages.iter().enumerate();
        views
            .map(|(index, page)| Self { page, position: index + 1 })
            .filter(move |view| view.page.part == part)
    }

    /// The lines of text with their roles.
    pub(super) fn runs(self) -> impl Iterator<Item = (Role, &'a Run)> {
        self.page.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(run) => Some((item.role, run)),
            Shape::Rule(_) | Shape::Area(_) | Shape::Mark(_) | Shape::Code(_) => None,
        })
    }

    /// The lines of text with one role.
    pub(super) fn lines(self, role: Role) -> Vec<&'a Run> {
        self.runs().filter(|(other, _)| *other == role).map(|(_, run)| run).collect()
    }

    /// The areas with their roles.
    pub(super) fn areas(self) -> impl Iterator<Item = (Role, Frame)> {
        self.page.items.iter().filter_map(|item| match item.shape {
            Shape::Area(frame) => Some((item.role, frame)),
            Shape::Text(_) | Shape::Rule(_) | Shape::Mark(_) | Shape::Code(_) => None,
        })
    }

    /// The codes.
    pub(super) fn codes(self) -> impl Iterator<Item = &'a Code> {
        self.page.items.iter().filter_map(|item| match &item.shape {
            Shape::Code(code) => Some(code),
            _ => None,
        })
    }

    /// The rule with a role.
    pub(super) fn rule(self, role: Role) -> Option<&'a Rule> {
        self.page.items.iter().find_map(|item| match &item.shape {
            Shape::Rule(drawn) if item.role == role => Some(drawn),
            _ => None,
        })
    }
}

/// The text of lines, one space between them.
pub(super) fn joined(lines: &[&Run]) -> String {
    lines.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The width of the widest line.
pub(super) fn widest(lines: &[&Run]) -> Length {
    lines.iter().map(|run| run.width).max().unwrap_or_default()
}

/// Whether two positions are the same but for rounding.
pub(super) fn same(one: Length, other: Length) -> bool {
    one.distance(other) <= TOLERANCE
}

/// Whether a length lies between two bounds, rounding allowed for.
pub(super) fn within(length: Length, least: Length, most: Length) -> bool {
    length + TOLERANCE >= least && length <= most + TOLERANCE
}

/// The room that a shape takes; none of a mark, which lies behind everything.
pub(super) fn extent(shape: &Shape) -> Option<Frame> {
    match shape {
        Shape::Text(run) => {
            Some(Frame { left: run.x, top: run.top(), right: run.right(), bottom: run.bottom() })
        }
        Shape::Rule(Rule { x, y, across, down, .. }) => {
            Some(Frame { left: *x, top: *y, right: *x + *across, bottom: *y + *down })
        }
        Shape::Area(area) => Some(*area),
        Shape::Code(code) => Some(code.quiet()),
        Shape::Mark(_) => None,
    }
}

/// Whether two frames have room in common, rounding allowed for.
pub(super) fn meet(one: Frame, other: Frame) -> bool {
    let apart = |low: Length, high: Length| low + TOLERANCE >= high;
    !(apart(one.left, other.right)
        || apart(other.left, one.right)
        || apart(one.top, other.bottom)
        || apart(other.top, one.bottom))
}
