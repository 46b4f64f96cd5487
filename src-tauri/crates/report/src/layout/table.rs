//! Tables: columns, rows, cells, and a row's pieces where it is taller than a page.

use std::ops::Range;

use crate::content::table::{Entry, Line as RowText, Table};
use crate::face::Font;
use crate::layout::document::{CellKey, Frame, Item, Role, Rule, Shape};
use crate::layout::flow::Flow;
use crate::layout::lines::{Line, Measure, break_lines};
use crate::layout::place::{Align, Column, RULE, baseline_in};
use crate::length::Length;
use crate::printable::paragraphs;

/// Room between a cell's text and its sides.
const SIDE: Length = Length::thousandths(3500);
/// Room above and below a cell's text.
const ABOVE: Length = Length::thousandths(2000);

/// Puts a table below what stands in the flow; `number` counts the tables of the part from 0.
pub(crate) fn put(flow: &mut Flow, number: usize, table: &Table<'_>, left: Length, before: Length) {
    let grid = Grid::new(number, left, table.widths, table.tenths);
    let rows = table.lines.iter().zip(1..).map(|(line, index)| grid.row(index, line)).collect();
    flow.table(grid.row(0, &table.head_line()), rows, before);
}

/// A table's columns and type sizes.
struct Grid {
    /// Which table of its part.
    table: usize,
    /// The edges of the columns, one more than columns.
    edges: Vec<Length>,
    /// Size of its text, in tenths of a point.
    tenths: i64,
}

/// A row whose texts are broken into lines.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) table: usize,
    index: usize,
    cells: Vec<Cell>,
    pitch: Length,
    /// How many lines its tallest cell has.
    lines: usize,
    /// Whether the row below it stays on its page.
    pub(crate) keeps_next: bool,
}

#[derive(Clone)]
struct Cell {
    column: usize,
    area: Column,
    font: Font,
    align: Align,
    lines: Vec<Line>,
}

impl Grid {
    /// A grid from the left edge with columns of so many millimetres.
    fn new(table: usize, left: Length, widths_in_mm: &[i64], tenths: i64) -> Self {
        let mut millimetres = 0;
        let mut edges = vec![left];
        for width in widths_in_mm {
            millimetres += width;
            edges.push(left + Length::mm(millimetres));
        }
        Self { table, edges, tenths }
    }

    /// Breaks a row's texts; row 0 is the head.
    fn row(&self, index: usize, line: &RowText<'_>) -> Row {
        let mut column = 0;
        let mut cells = Vec::with_capacity(line.entries.len());
        for entry in &line.entries {
            let left = self.edges[column];
            let area = Column { left, width: self.edges[column + entry.span] - left };
            cells.push(Cell {
                column,
                area,
                font: entry.font,
                align: entry.align,
                lines: broken(entry, Measure::even(area.width - SIDE * 2)),
            });
            column += entry.span;
        }
        let lines =
            cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default().max(line.least);
        let size = Length::thousandths(self.tenths * 100);
        let (table, keeps_next) = (self.table, line.keeps_next);
        Row { table, index, cells, pitch: size * 6 / 5, lines, keeps_next }
    }
}

fn broken(entry: &Entry<'_>, measure: Measure) -> Vec<Line> {
    let texts = entry.texts.iter().flat_map(|text| paragraphs(text));
    texts.flat_map(|text| break_lines(&text, entry.font, measure)).collect()
}

impl Row {
    pub(crate) const fn is_head(&self) -> bool {
        self.index == 0
    }

    /// Its height as a whole.
    pub(crate) fn height(&self) -> Length {
        self.height_of(self.lines)
    }

    /// The height of a piece of so many lines.
    pub(crate) fn height_of(&self, lines: usize) -> Length {
        self.pitch * i64::try_from(lines).unwrap_or(i64::MAX) + ABOVE * 2
    }

    /// How many of its lines from the given one fit into a height.
    pub(crate) fn fitting(&self, from: usize, height: Length) -> usize {
        let fit = (height - ABOVE * 2).count() / self.pitch.count();
        usize::try_from(fit).unwrap_or(0).min(self.lines - from)
    }

    /// All its lines.
    pub(crate) const fn all(&self) -> Range<usize> {
        0..self.lines
    }

    /// A piece of the row with its part of the grid, its upper edge at the given position.
    pub(crate) fn place(&self, piece: &Range<usize>, top: Length) -> Vec<Item> {
        let bottom = top + self.height_of(piece.len());
        let mut items = Vec::new();
        for cell in &self.cells {
            let role = self.role(cell);
            let frame = Frame {
                left: cell.area.left,
                top,
                right: cell.area.left + cell.area.width,
                bottom,
            };
            items.push(Item { role, shape: Shape::Area(frame) });
            items.extend(self.texts(cell, piece, top));
            items.push(upright(frame.left, top, bottom));
        }
        let left = self.cells.first().map_or(Length::ZERO, |cell| cell.area.left);
        let right = self.cells.last().map_or(Length::ZERO, |cell| cell.area.left + cell.area.width);
        items.push(upright(right, top, bottom));
        if self.is_head() {
            items.push(level(left, right, top));
        }
        items.push(level(left, right, bottom));
        items
    }

    fn texts(&self, cell: &Cell, piece: &Range<usize>, top: Length) -> Vec<Item> {
        let inner = Column { left: cell.area.left + SIDE, width: cell.area.width - SIDE * 2 };
        let middle = if self.is_head() { self.lines - cell.lines.len() } else { 0 };
        let mut baseline = top
            + ABOVE
            + self.pitch * i64::try_from(middle).unwrap_or(0) / 2
            + baseline_in(cell.font, self.pitch);
        let mut items = Vec::new();
        let end = piece.end.min(cell.lines.len());
        for line in cell.lines.get(piece.start..end).unwrap_or_default() {
            let run = inner.set(line, cell.font, baseline, cell.align);
            items.push(Item { role: self.role(cell), shape: Shape::Text(run) });
            baseline += self.pitch;
        }
        items
    }

    fn role(&self, cell: &Cell) -> Role {
        let key = CellKey { table: self.table, row: self.index, column: cell.column };
        match cell.align {
            _ if self.is_head() => Role::Head(key),
            Align::Right => Role::Figure(key),
            Align::Left | Align::Centre | Align::Justified => Role::Cell(key),
        }
    }
}

fn upright(x: Length, top: Length, bottom: Length) -> Item {
    let rule = Rule { x, y: top, across: Length::ZERO, down: bottom - top, thickness: RULE };
    Item { role: Role::Grid, shape: Shape::Rule(rule) }
}

fn level(left: Length, right: Length, y: Length) -> Item {
    let rule = Rule { x: left, y, across: right - left, down: Length::ZERO, thickness: RULE };
    Item { role: Role::Grid, shape: Shape::Rule(rule) }
}
