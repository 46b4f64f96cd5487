//! A block copied from a spreadsheet, pasted into the summary table: first a plan of every change,
//! then all of them as one step.

mod block;
mod by_code;
mod down;
mod matched;
mod plan;
mod table;

use scoring::{Answers, Code, FILE_LIMIT};
use store::Dossier;
use words::paste as say;

use self::by_code::Coded;
use self::table::{Column, TableItem};
use crate::error::{Error, Result};

/// The most rows of a block.
const MOST_ROWS: usize = 10_000;

/// A block to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteRequest {
    /// The block as a spreadsheet gives it: tabs between cells, lines between rows.
    pub text: String,
    /// The cell where it is to begin; none to find rows by the codes in the block.
    pub anchor: Option<PasteAnchor>,
}

/// A cell of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteAnchor {
    /// The item.
    pub code: Code,
    /// The part.
    pub part: Option<String>,
    /// The input; none for the explanation.
    pub input: Option<String>,
}

/// What pasting would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastePlan {
    /// Cells that change.
    pub changes: Vec<PasteChange>,
    /// What is left out, with the reason.
    pub ignored: Vec<PasteIgnored>,
    /// Cells that are the same already.
    pub unchanged: usize,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteChange {
    /// The item.
    pub code: Code,
    /// Its title.
    pub title: String,
    /// The column: the input's label, after its part's title, or "Giải trình".
    pub label: String,
    /// The value before, as it is read.
    pub before: String,
    /// The value after, as it is read.
    pub after: String,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// A piece of the block that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteIgnored {
    /// Its row in the block, from 1.
    pub row: usize,
    /// What stands there.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// The plan for a block, and the answers that it changes.
///
/// # Errors
/// If the block is too large, or the dossier's set has no such cell as the anchor.
pub(crate) fn plan(dossier: &Dossier, request: &PasteRequest) -> Result<(PastePlan, Answers)> {
    if request.text.len() > FILE_LIMIT {
        return Err(Error::refused("paste-too-large", say::too_large()));
    }
    let rows = block::rows(&request.text);
    if rows.len() > MOST_ROWS {
        let message = say::too_many_rows(rows.len(), MOST_ROWS);
        return Err(Error::refused("paste-too-large", message));
    }
    let set = &dossier.set.set;
    let items = table::items(set);
    let coded = Coded::new(set, &items, &rows);
    let matched = match &request.anchor {
        Some(anchor) if !coded.names_items() => down::fill(&items, &rows, cell(&items, anchor)?),
        _ => coded.fill(),
    };
    Ok(plan::plan(dossier, &items, matched))
}

/// The cell that an anchor names.
fn cell(items: &[TableItem<'_>], anchor: &PasteAnchor) -> Result<(usize, Column)> {
    let found = items.iter().position(|item| item.code == &anchor.code).and_then(|position| {
        let lines = &items[position].lines;
        let column = match &anchor.input {
            Some(input) => {
                let line = lines.iter().position(|line| line.is(anchor.part.as_deref(), input));
                Column::Line(line?)
            }
            None if lines.is_empty() => return None,
            None => Column::Explanation,
        };
        Some((position, column))
    });
    found.ok_or_else(|| Error::refused("unknown-cell", say::unknown_anchor()))
}
