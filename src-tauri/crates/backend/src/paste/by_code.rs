//! A block whose rows name their items by code, as a table of results does.

use std::collections::{BTreeMap, HashMap};

use scoring::CriteriaSet;
use words::paste as say;

use super::matched::{Matched, Target};
use super::table::{Column, TableItem};

/// Columns among which codes are looked for.
const FIRST_COLUMNS: usize = 3;
/// So many rows whose cells are all the most points of their items are not so by chance.
const MANY: usize = 3;

/// A block with the column of its codes.
pub(super) struct Coded<'a> {
    set: &'a CriteriaSet,
    items: &'a [TableItem<'a>],
    by_code: HashMap<&'a str, usize>,
    rows: &'a [Vec<String>],
    column: usize,
}

impl<'a> Coded<'a> {
    /// The block, with codes in the column that names the most items.
    pub(super) fn new(
        set: &'a CriteriaSet,
        items: &'a [TableItem<'a>],
        rows: &'a [Vec<String>],
    ) -> Self {
        let by_code: HashMap<&str, usize> = items
            .iter()
            .enumerate()
            .map(|(position, item)| (item.code.as_str(), position))
            .collect();
        let named = |column: &usize| {
            let codes = rows.iter().filter_map(|row| row.get(*column));
            codes.filter(|cell| by_code.contains_key(code(cell))).count()
        };
        // Of equals the last is taken, so that the first comes last.
        let column = (0..FIRST_COLUMNS).rev().max_by_key(named).unwrap_or_default();
        Self { set, items, by_code, rows, column }
    }

    /// Whether at least half of the rows name an item or go on with the one above, one of them with
    /// a cell beside the code: a lone figure may look like a code.
    pub(super) fn names_items(&self) -> bool {
        let (mut all, mut named, mut goes_on) = (0, 0, false);
        for row in self.rows.iter().filter(|row| !is_blank(row)) {
            let is_below = goes_on && is_blank(row.get(..=self.column).unwrap_or(row));
            goes_on = is_below || self.item(row).is_some();
            all += 1;
            named += usize::from(goes_on);
        }
        let any = self.rows.iter().any(|row| row.len() > 1 && self.item(row).is_some());
        any && named * 2 >= all
    }

    /// The cells after the code fill the item's inputs in order, an empty one leaving what stands
    /// there; an input's label says which input comes next. A row without code goes on with the
    /// item above it.
    pub(super) fn fill(&self) -> Matched {
        let mut matched = Matched::default();
        let columns = Columns::of_head(&self.rows[..self.head()]);
        let rows = self.item_rows(&mut matched);
        let columns = columns.with_cells(self, &rows);
        let mut next: HashMap<usize, usize> = HashMap::new();
        for (number, item) in rows {
            let line = next.entry(item).or_default();
            self.fill_row((number, item), line, &columns, &mut matched);
        }
        matched
    }

    /// The rows that fill an item, with the item.
    fn item_rows(&self, matched: &mut Matched) -> Vec<(usize, usize)> {
        let (mut rows, mut current, head) = (Vec::new(), None, self.head());
        let mut first_row: HashMap<usize, usize> = HashMap::new();
        for (number, row) in self.rows.iter().enumerate() {
            if is_blank(row) {
                continue;
            }
            let found = if number < head {
                Err(say::header().to_owned())
            } else {
                self.item_of(row, current, &mut first_row, number)
            };
            current = found.as_ref().ok().copied();
            match found {
                Ok(item) => rows.push((number, item)),
                Err(reason) => matched.ignore(number, row, reason),
            }
        }
        rows
    }

    fn code_of<'b>(&self, row: &'b [String]) -> &'b str {
        row.get(self.column).map_or("", |cell| code(cell))
    }

    fn item(&self, row: &[String]) -> Option<usize> {
        self.by_code.get(self.code_of(row)).copied()
    }

    /// Whether the row is one of an area or a criterion.
    fn is_group(&self, row: &[String]) -> bool {
        let code = self.code_of(row);
        self.set.areas.iter().any(|area| {
            area.code.as_str() == code
                || area.criteria.iter().any(|criterion| criterion.code.as_str() == code)
        })
    }

    /// Rows before the first that names something of the set; none where no row does.
    fn head(&self) -> usize {
        let known = |row: &Vec<String>| self.item(row).is_some() || self.is_group(row);
        self.rows.iter().position(known).unwrap_or_default()
    }

    /// The item that a row fills, or why it fills none.
    fn item_of(
        &self,
        row: &[String],
        current: Option<usize>,
        first_row: &mut HashMap<usize, usize>,
        number: usize,
    ) -> Result<usize, String> {
        let code = self.code_of(row);
        if code.is_empty() {
            return current.ok_or_else(|| say::no_code().to_owned());
        }
        let Some(item) = self.item(row) else {
            let group = self.is_group(row).then(|| say::group_row().to_owned());
            return Err(group.unwrap_or_else(|| say::unknown_code(code)));
        };
        if current == Some(item) {
            return Ok(item);
        }
        if let Some(earlier) = first_row.get(&item) {
            return Err(say::repeated(code, earlier + 1));
        }
        first_row.insert(item, number);
        if self.items[item].lines.is_empty() {
            return Err(say::not_self_scored().to_owned());
        }
        Ok(item)
    }

    fn fill_row(
        &self,
        (number, position): (usize, usize),
        line: &mut usize,
        columns: &Columns,
        matched: &mut Matched,
    ) {
        let item = &self.items[position];
        for (at, cell) in self.rows[number].iter().enumerate().skip(self.column + 1) {
            let (is_empty, one) = (cell.trim().is_empty(), std::slice::from_ref(cell));
            let column = match columns.purpose(at) {
                Purpose::Passed => {
                    if !is_empty {
                        matched.ignore(number, one, say::passed());
                    }
                    continue;
                }
                Purpose::Explanation => Column::Explanation,
                Purpose::Titles => {
                    if let Some(labelled) = item.labelled(cell, *line) {
                        *line = labelled;
                    } else if !is_empty && !item.says(cell) {
                        matched.ignore(number, one, say::other_title());
                    }
                    continue;
                }
                Purpose::Values if *line < item.lines.len() => {
                    *line += 1;
                    Column::Line(*line - 1)
                }
                Purpose::Values => {
                    if !is_empty {
                        matched.ignore(number, one, say::too_many_cells(item.lines.len()));
                    }
                    continue;
                }
            };
            if !is_empty {
                matched.targets.push(Target { item: position, column, text: cell.clone() });
            }
        }
    }
}

/// What the columns of a block are for.
#[derive(Default)]
struct Columns {
    purposes: BTreeMap<usize, Purpose>,
}

#[derive(Clone, Copy)]
enum Purpose {
    /// What the table itself says: titles, labels, units.
    Titles,
    /// What is no figure of the unit, such as points: left out.
    Passed,
    /// Explanations.
    Explanation,
    /// Values.
    Values,
}

impl Columns {
    /// What the head says of them.
    fn of_head(head: &[Vec<String>]) -> Self {
        let mut purposes = BTreeMap::new();
        for (column, cell) in head.iter().flat_map(|row| row.iter().enumerate()) {
            let cell = cell.to_lowercase();
            if cell.contains(&say::explanation().to_lowercase()) {
                purposes.insert(column, Purpose::Explanation);
            } else if say::passed_columns().split(',').any(|name| cell.contains(name)) {
                purposes.insert(column, Purpose::Passed);
            }
        }
        Self { purposes }
    }

    /// Also what the cells say: titles where at least half of them only repeat what the table says,
    /// most points where many cells are nothing else.
    fn with_cells(mut self, block: &Coded<'_>, rows: &[(usize, usize)]) -> Self {
        let width = block.rows.iter().map(Vec::len).max().unwrap_or_default();
        for column in block.column + 1..width {
            let cells = rows.iter().filter_map(|(row, item)| {
                let cell = block.rows[*row].get(column)?;
                (!cell.trim().is_empty()).then_some((cell, &block.items[*item]))
            });
            let (mut all, mut said, mut maxima) = (0, 0, 0);
            for (cell, item) in cells {
                all += 1;
                said += usize::from(item.says(cell) || item.labelled(cell, 0).is_some());
                maxima += usize::from(item.has_max(cell));
            }
            let purpose = if said > 0 && said * 2 >= all {
                Purpose::Titles
            } else if all >= MANY && maxima == all {
                Purpose::Passed
            } else {
                continue;
            };
            self.purposes.entry(column).or_insert(purpose);
        }
        self
    }

    fn purpose(&self, column: usize) -> Purpose {
        self.purposes.get(&column).copied().unwrap_or(Purpose::Values)
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// A cell as a code: "1.1.2." is 1.1.2.
fn code(cell: &str) -> &str {
    cell.trim().trim_end_matches('.')
}
