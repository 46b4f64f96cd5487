//! Tables: heads, rows, cells, figures.

use std::collections::{BTreeMap, BTreeSet};

use super::Violation;
use super::view::{PageView, same, within};
use crate::layout::{CellKey, Document, Frame, Part, Role, Run};
use crate::length::Length;

/// The cell that an item belongs to.
const fn cell(role: Role) -> Option<CellKey> {
    match role {
        Role::Cell(key) | Role::Figure(key) | Role::Head(key) => Some(key),
        _ => None,
    }
}

/// Heads above the rows of a page, texts within their cells.
pub(super) fn check_page(view: PageView<'_>, found: &mut Vec<Violation>) {
    let mut cells: BTreeMap<CellKey, Frame> = BTreeMap::new();
    let mut heads: BTreeMap<usize, Length> = BTreeMap::new();
    for (role, area) in view.areas() {
        let Some(key) = cell(role) else { continue };
        cells.insert(key, area);
        if matches!(role, Role::Head(_)) {
            heads.insert(key.table, area.bottom);
        }
    }
    let headless = |(key, area): (&CellKey, &Frame)| {
        key.row > 0 && heads.get(&key.table).is_none_or(|&bottom| bottom > area.top)
    };
    if cells.iter().any(headless) {
        found.push(Violation::TableHead { page: view.position });
    }
    for (role, run) in view.runs() {
        let Some(key) = cell(role) else { continue };
        let inside = cells.get(&key).is_some_and(|area| holds(area, run));
        if !inside {
            found.push(Violation::LeavesCell { page: view.position, cell: key });
        }
    }
}

fn holds(area: &Frame, run: &Run) -> bool {
    within(run.x, area.left, area.right)
        && within(run.right(), area.left, area.right)
        && within(run.top(), area.top, area.bottom)
        && within(run.bottom(), area.top, area.bottom)
}

/// Figures of a column end at one edge and have a decimal comma.
pub(super) fn check_figures(view: PageView<'_>, found: &mut Vec<Violation>) {
    let mut columns: BTreeMap<(usize, usize), Length> = BTreeMap::new();
    for (role, run) in view.runs() {
        let Role::Figure(key) = role else { continue };
        let edge = *columns.entry((key.table, key.column)).or_insert_with(|| run.right());
        let plain = run.text.chars().all(|c| c != '.');
        if !same(edge, run.right()) || !plain {
            found.push(Violation::Figure { page: view.position, cell: key });
        }
    }
}

/// Rows stand on one page unless they are taller than one.
pub(super) fn check_rows(document: &Document, found: &mut Vec<Violation>) {
    for part in [Part::Report, Part::AnnexOne, Part::AnnexTwo] {
        let mut rows: BTreeMap<(usize, usize), Vec<Length>> = BTreeMap::new();
        let mut room = Length::ZERO;
        for view in PageView::of_part(document, part) {
            let mut pieces: BTreeMap<(usize, usize), Length> = BTreeMap::new();
            let mut head = Length::ZERO;
            for (role, area) in view.areas() {
                match role {
                    Role::Head(_) => head = area.height(),
                    Role::Cell(key) | Role::Figure(key) => {
                        pieces.insert((key.table, key.row), area.height());
                    }
                    _ => {}
                }
            }
            room = room.max(view.page.frame.height() - head);
            for (row, height) in pieces {
                rows.entry(row).or_default().push(height);
            }
        }
        for ((_, row), heights) in rows {
            if heights.len() > 1 && heights.iter().copied().sum::<Length>() <= room {
                found.push(Violation::RowTorn { part, row });
            }
        }
    }
}

/// Column of maxima and of points in Annex I.
const POINTS: [usize; 2] = [2, 4];

/// All points of Annex I have as many decimals. The index has its own: it stands in a row without
/// a maximum.
pub(super) fn check_decimals(document: &Document, found: &mut Vec<Violation>) {
    let mut decimals = None;
    for view in PageView::of_part(document, Part::AnnexOne) {
        let with_maximum: BTreeSet<usize> = view
            .areas()
            .filter_map(|(role, _)| cell(role).filter(|key| key.column == POINTS[0]))
            .map(|key| key.row)
            .collect();
        for (role, run) in view.runs() {
            let Role::Figure(cell) = role else { continue };
            if !POINTS.contains(&cell.column) || !with_maximum.contains(&cell.row) {
                continue;
            }
            let own = run.text.split_once(',').map_or(0, |(_, fraction)| fraction.len());
            if *decimals.get_or_insert(own) != own {
                found.push(Violation::Figure { page: view.position, cell });
            }
        }
    }
}
