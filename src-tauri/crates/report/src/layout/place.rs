//! Putting lines of text at their place in a column.

pub(crate) use crate::content::table::Align;
use crate::face::Font;
use crate::layout::document::{Item, Role, Rule, Run, Shape};
use crate::layout::lines::Line;
use crate::length::Length;

/// Thickness of all rules and of the grid.
pub(crate) const RULE: Length = Length::thousandths(500);

/// A vertical strip of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) left: Length,
    pub(crate) width: Length,
}

impl Column {
    /// The column without a strip at its left.
    pub(crate) fn indented(self, by: Length) -> Self {
        Self { left: self.left + by, width: self.width - by }
    }

    pub(crate) fn centre(self) -> Length {
        self.left + self.width / 2
    }

    /// The line set on a baseline.
    pub(crate) fn set(self, line: &Line, font: Font, baseline: Length, align: Align) -> Run {
        let slack = self.width - line.width;
        let (shift, stretch) = match align {
            Align::Centre => (slack / 2, Length::ZERO),
            Align::Right => (slack, Length::ZERO),
            Align::Justified if line.text.contains(' ') => (Length::ZERO, slack),
            Align::Left | Align::Justified => (Length::ZERO, Length::ZERO),
        };
        Run {
            font,
            x: self.left + shift,
            baseline,
            width: line.width + stretch,
            stretch,
            text: line.text.clone(),
        }
    }

    /// A horizontal rule in the middle of the column.
    pub(crate) fn rule(self, role: Role, length: Length, y: Length) -> Item {
        let x = self.centre() - length / 2;
        let line = Rule { x, y, across: length, down: Length::ZERO, thickness: RULE };
        Item { role, shape: Shape::Rule(line) }
    }
}

/// Lines below one another, growing downwards from the top of a block.
pub(crate) struct Stack {
    pub(crate) column: Column,
    /// The font that sets height and baseline of all lines, for columns that share baselines.
    ruler: Option<Font>,
    pub(crate) items: Vec<Item>,
    /// Lower edge of what has been put so far.
    pub(crate) bottom: Length,
}

impl Stack {
    pub(crate) const fn new(column: Column) -> Self {
        Self { column, ruler: None, items: Vec::new(), bottom: Length::ZERO }
    }

    /// A stack whose lines stand on the baselines of this font at single spacing.
    pub(crate) fn ruled(column: Column, ruler: Font) -> Self {
        Self { ruler: Some(ruler), ..Self::new(column) }
    }

    pub(crate) fn skip(&mut self, distance: Length) {
        self.bottom += distance;
    }

    /// Puts lines, each in a strip of the given height.
    pub(crate) fn put(&mut self, role: Role, lines: &[Line], font: Font, align: Align) {
        let pitch = self.ruler.map_or_else(|| pitch(font), Font::single_spacing);
        let depth = baseline_in(self.ruler.unwrap_or(font), pitch);
        for line in lines {
            let baseline = self.bottom + depth;
            let run = self.column.set(line, font, baseline, align);
            self.items.push(Item { role, shape: Shape::Text(run) });
            self.bottom += pitch;
        }
    }

    /// Puts a centred rule, with a little room above it.
    pub(crate) fn rule(&mut self, role: Role, length: Length) {
        let y = self.bottom + Length::thousandths(1500);
        self.items.push(self.column.rule(role, length, y));
        self.bottom = y + RULE;
    }
}

/// The distance of baselines in text of this font: an eighth more than single spacing, 18 points
/// for 14.
pub(crate) fn pitch(font: Font) -> Length {
    font.single_spacing() * 9 / 8
}

/// Where the baseline lies in a strip of this height, the letters in its middle.
pub(crate) fn baseline_in(font: Font, height: Length) -> Length {
    (height - font.ascent() - font.descent()) / 2 + font.ascent()
}

impl Item {
    /// Moved downwards.
    pub(crate) fn lowered(mut self, by: Length) -> Self {
        match &mut self.shape {
            Shape::Text(run) => run.baseline += by,
            Shape::Rule(rule) => rule.y += by,
            Shape::Area(area) => {
                area.top += by;
                area.bottom += by;
            }
            Shape::Mark(mark) => mark.y += by,
            Shape::Code(code) => code.top += by,
        }
        self
    }
}
