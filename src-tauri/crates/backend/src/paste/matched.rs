//! Which cells of the table a block fills, and what of it fills none.

use super::PasteIgnored;
use super::table::Column;

/// Characters of a row that are shown.
const SHOWN: usize = 80;

/// Cells that are filled, and what is left out.
#[derive(Default)]
pub(super) struct Matched {
    pub(super) targets: Vec<Target>,
    pub(super) ignored: Vec<PasteIgnored>,
}

/// A cell of the table with the text that is to stand there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The item's position.
    pub(super) item: usize,
    pub(super) column: Column,
    pub(super) text: String,
}

impl Matched {
    /// Leaves cells of the row at this position out.
    pub(super) fn ignore(&mut self, row: usize, cells: &[String], reason: impl Into<String>) {
        let cells: Vec<&str> =
            cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let text = words::list(&cells).chars().take(SHOWN).collect();
        self.ignored.push(PasteIgnored { row: row + 1, text, reason: reason.into() });
    }
}
