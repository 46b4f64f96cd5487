//! Figures that sum other cells of their column.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, RowNum};
use scoring::Decimal;

/// Most arguments of a spreadsheet function.
const MOST_ARGUMENTS: usize = 255;
/// Longest formula, with some room for what stands around the sum.
const LONGEST_FORMULA: usize = 8_000;

/// A cell that counts in a sum.
#[derive(Clone, Copy)]
pub(super) struct Addend {
    /// Its row.
    pub(super) row: RowNum,
    /// Its figure; none is a blank cell.
    pub(super) figure: Option<Decimal>,
}

/// What stands in the cell of a sum.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sum {
    /// A formula and the figure that it gives; none is an empty text.
    Formula(String, Option<Decimal>),
    /// A figure that is not the sum of the cells: it would change as soon as it is calculated.
    Figure(Decimal),
    /// Neither figure nor cells.
    Blank,
}

/// The sum of cells in a column, as the report gives it.
pub(super) fn sum(column: ColNum, addends: &[Addend], figure: Option<Decimal>) -> Sum {
    let exact: Decimal = addends.iter().filter_map(|addend| addend.figure).sum();
    let blank = addends.iter().all(|addend| addend.figure.is_none());
    match (formula("SUM", column, addends), figure) {
        (Some(sum), Some(figure)) if figure == exact => Sum::Formula(sum, Some(figure)),
        (Some(sum), None) if blank => {
            let count = formula("COUNT", column, addends).unwrap_or_default();
            Sum::Formula(format!("IF({count}=0,\"\",{sum})"), None)
        }
        (_, Some(figure)) => Sum::Figure(figure),
        (_, None) => Sum::Blank,
    }
}

/// Like [`sum`], but no more than a limit that the report's figure has reached.
pub(super) fn limited_sum(column: ColNum, addends: &[Addend], figure: Decimal) -> Sum {
    let exact: Decimal = addends.iter().filter_map(|addend| addend.figure).sum();
    match formula("SUM", column, addends) {
        Some(sum) if figure < exact => Sum::Formula(format!("MIN({sum},{figure})"), Some(figure)),
        _ => sum(column, addends, Some(figure)),
    }
}

/// The function over the cells; none without cells or beyond the length of a formula.
fn formula(function: &str, column: ColNum, addends: &[Addend]) -> Option<String> {
    let arguments = ranges(column, addends);
    let calls: Vec<String> = arguments
        .chunks(MOST_ARGUMENTS)
        .map(|chunk| format!("{function}({})", chunk.join(",")))
        .collect();
    let formula = calls.join("+");
    (!formula.is_empty() && 2 * formula.len() <= LONGEST_FORMULA).then_some(formula)
}

/// The cells, those in adjoining rows as one range.
fn ranges(column: ColNum, addends: &[Addend]) -> Vec<String> {
    addends
        .chunk_by(|above, below| above.row + 1 == below.row)
        .filter_map(|run| Some((run.first()?.row, run.last()?.row)))
        .map(|(first, last)| match (first, last) {
            (first, last) if first == last => row_col_to_cell(first, column),
            _ => {
                format!("{}:{}", row_col_to_cell(first, column), row_col_to_cell(last, column))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: RowNum, figure: i64) -> Addend {
        Addend { row, figure: Some(Decimal::whole(figure)) }
    }

    #[test]
    fn adjoining_rows_become_ranges() {
        let cells = [cell(1, 1), cell(2, 2), cell(5, 3)];
        let six = Some(Decimal::whole(6));
        assert_eq!(sum(2, &cells, six), Sum::Formula("SUM(C2:C3,C6)".to_owned(), six));
    }

    #[test]
    fn a_figure_that_is_not_the_sum_stays_a_figure() {
        let seven = Decimal::whole(7);
        assert_eq!(sum(2, &[cell(1, 6)], Some(seven)), Sum::Figure(seven));
        assert_eq!(sum(2, &[], Some(seven)), Sum::Figure(seven));
    }

    #[test]
    fn blank_cells_sum_to_a_blank() {
        let blank = Addend { row: 1, figure: None };
        let formula = "IF(COUNT(E2)=0,\"\",SUM(E2))".to_owned();
        assert_eq!(sum(4, &[blank], None), Sum::Formula(formula, None));
        assert_eq!(sum(4, &[cell(1, 0)], None), Sum::Blank);
    }

    #[test]
    fn a_limit_that_is_reached_stands_in_the_formula() {
        let three = Decimal::whole(3);
        let formula = "MIN(SUM(E2:E3),3)".to_owned();
        let cells = [cell(1, 2), cell(2, 2)];
        assert_eq!(limited_sum(4, &cells, three), Sum::Formula(formula, Some(three)));
    }

    #[test]
    fn many_cells_are_summed_in_several_calls_and_too_many_not_at_all() {
        let cells = |count: u32| (0..count).map(|n| cell(2 * n, 1)).collect::<Vec<_>>();
        let many = Some(Decimal::whole(300));
        let Sum::Formula(formula, _) = sum(4, &cells(300), many) else { panic!("no formula") };
        assert_eq!(formula.matches("SUM(").count(), 2);
        let figure = Decimal::whole(3000);
        assert_eq!(sum(4, &cells(3000), Some(figure)), Sum::Figure(figure));
    }
}
