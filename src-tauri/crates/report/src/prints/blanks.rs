//! Dots and boxes to be filled in by hand.

use crate::face::Font;
use crate::layout::Role;
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::lines::Line;
use crate::layout::place::{Align, Column, Stack};
use crate::length::Length;
use crate::printable::printable;

const DOT: &str = ".";
/// Room between what is printed and the dots.
const SPACE: &str = " ";

/// Dots over a width.
pub(super) fn dots(width: Length, font: Font) -> String {
    let count = width.count() / font.width(DOT).count().max(1);
    DOT.repeat(usize::try_from(count).unwrap_or_default())
}

/// A text, dots over the rest of its line, and what stands behind them.
pub(super) fn dotted(before: &str, after: &str, font: Font, width: Length) -> String {
    let (before, after) = (printable(before), printable(after));
    let joined = |parts: [&str; 3]| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(SPACE)
    };
    let printed = font.width(&joined([&before, DOT, &after]));
    let rest = dots(width - printed, font);
    joined([&before, &rest, &after])
}

/// Puts lines of dots to write on, as wide as the column.
pub(super) fn lines(flow: &mut Flow, column: Column, font: Font, count: usize) {
    for _ in 0..count {
        let text = dots(column.width, font);
        let line = Line { width: font.width(&text), text };
        let mut stack = Stack::new(column);
        stack.put(Role::Blank, &[line], font, Align::Left);
        let content = Content::Items(stack.items, stack.bottom);
        flow.slabs.push(Slab { before: Length::points(6), joined: false, content });
    }
}
