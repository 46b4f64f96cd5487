//! The sheet of the scoring table.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};
use scoring::Decimal;

use super::appearance::{self, Appearance, SheetLayout, across};
use super::sum::{Addend, Sum, limited_sum, sum};
use super::text::cell_lines;
use crate::content::annex_one;
use crate::content::summary::labels;
use crate::model::{Report, RowKind, ScoringRow};
use crate::phrases;

const CODE: ColNum = 0;
const TITLE: ColNum = 1;
const MAXIMUM: ColNum = 2;
const FIGURES: ColNum = 3;
const POINTS: ColNum = 4;
const APPRAISED: ColNum = 5;
const EVIDENCE: ColNum = 6;
const NOTE: ColNum = 7;
/// Widths of the columns in characters.
const WIDTHS: [u8; 8] = [8, 38, 9, 32, 9, 10, 38, 32];
/// Empty rows for the signature of who drew the table up.
const SIGNATURE_ROWS: RowNum = 4;

/// Writes the annex: the table, where the set comes from, who drew it up.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    appearance: &Appearance,
) -> Result<(), XlsxError> {
    let layout = SheetLayout {
        name: words::xlsx::annex_one_sheet(),
        annex: annex_one::annex(report),
        columns: annex_one::columns(),
        widths: WIDTHS,
    };
    let row = appearance.begin(sheet, report, &layout)?;
    let mut table = Table { sheet, report, appearance, row };
    let areas = table.areas()?;
    let summary = &report.summary;
    let scoring = &report.scoring_table;
    table.extra(words::report::row_bonus(), &scoring.bonus, summary.bonus)?;
    table.extra(words::report::row_penalty(), &scoring.penalty, summary.penalty)?;
    table.total(&areas)?;
    table.index_and_class()?;
    table.below()
}

struct Table<'a> {
    sheet: &'a mut Worksheet,
    report: &'a Report,
    appearance: &'a Appearance,
    /// The row that is written next.
    row: RowNum,
}

/// The cells that a sum takes from each column of figures.
#[derive(Default)]
struct Addends {
    maxima: Vec<Addend>,
    points: Vec<Addend>,
}

impl Addends {
    fn push(&mut self, row: RowNum, scored: &ScoringRow) {
        self.maxima.push(Addend { row, figure: scored.maximum });
        self.points.push(Addend { row, figure: scored.points });
    }
}

impl Table<'_> {
    /// Areas, criteria and sub-criteria; the areas are returned for the total.
    fn areas(&mut self) -> Result<Addends, XlsxError> {
        let mut areas = Addends::default();
        let mut rest = self.report.scoring_table.rows.as_slice();
        while let Some((scored, below)) = rest.split_first() {
            if scored.kind == RowKind::Area {
                areas.push(self.row, scored);
            }
            if let Some(kind) = child_kind(scored.kind) {
                let children = children(self.row, scored.kind, kind, below);
                self.sum_row(scored, &children)?;
            } else {
                self.item(scored)?;
            }
            rest = below;
        }
        Ok(areas)
    }

    /// An area or a criterion: bold, with formulas over its children.
    fn sum_row(&mut self, scored: &ScoringRow, children: &Addends) -> Result<(), XlsxError> {
        let maximum = sum(MAXIMUM, &children.maxima, scored.maximum);
        let points = sum(POINTS, &children.points, scored.points);
        self.texts(scored)?;
        self.appearance.sum(self.sheet, (self.row, MAXIMUM), maximum)?;
        self.appearance.sum(self.sheet, (self.row, POINTS), points)?;
        self.row += 1;
        Ok(())
    }

    /// A sub-criterion, bonus or penalty item.
    fn item(&mut self, scored: &ScoringRow) -> Result<(), XlsxError> {
        let format = &self.appearance.figure;
        self.texts(scored)?;
        appearance::figure(self.sheet, (self.row, MAXIMUM), scored.maximum, format)?;
        appearance::figure(self.sheet, (self.row, POINTS), scored.points, format)?;
        self.row += 1;
        Ok(())
    }

    /// What is not a figure.
    fn texts(&mut self, scored: &ScoringRow) -> Result<(), XlsxError> {
        let plain = &self.appearance.text;
        let bold = match child_kind(scored.kind) {
            Some(_) => &self.appearance.text_bold,
            None => plain,
        };
        let figures = cell_lines(&scored.figures);
        let evidence = cell_lines(&scored.evidence);
        appearance::text(self.sheet, (self.row, CODE), &scored.code, bold)?;
        appearance::text(self.sheet, (self.row, TITLE), &scored.title, bold)?;
        appearance::text(self.sheet, (self.row, FIGURES), &figures, plain)?;
        self.sheet.write_blank(self.row, APPRAISED, &self.appearance.figure)?;
        appearance::text(self.sheet, (self.row, EVIDENCE), &evidence, plain)?;
        appearance::text(self.sheet, (self.row, NOTE), &scored.note, plain)
    }

    /// Bonus or penalty items below their sum, if the set has any.
    fn extra(
        &mut self,
        label: &str,
        items: &[ScoringRow],
        figure: Option<Decimal>,
    ) -> Result<(), XlsxError> {
        if items.is_empty() {
            return Ok(());
        }
        let mut addends = Addends::default();
        for (row, item) in (self.row + 1..).zip(items) {
            addends.push(row, item);
        }
        let figure = figure.unwrap_or_else(|| phrases::sum(items));
        let points = limited_sum(POINTS, &addends.points, figure);
        self.closing_row(label, Sum::Blank, points)?;
        items.iter().try_for_each(|item| self.item(item))
    }

    /// The sum of the areas. What is excluded leaves the maximum (scoring.md, "Totals").
    fn total(&mut self, areas: &Addends) -> Result<(), XlsxError> {
        let total = self.report.scoring_table.total;
        let full: Decimal = areas.maxima.iter().filter_map(|area| area.figure).sum();
        let mut maximum = sum(MAXIMUM, &areas.maxima, Some(total.maximum));
        if let Sum::Formula(formula, _) = sum(MAXIMUM, &areas.maxima, Some(full))
            && total.maximum < full
        {
            let excluded = rust_xlsxwriter::utility::row_col_to_cell(self.row, MAXIMUM);
            let figure = Sum::Figure(full - total.maximum);
            self.closing_row(words::xlsx::row_excluded(), figure, Sum::Blank)?;
            maximum = Sum::Formula(format!("{formula}-{excluded}"), Some(total.maximum));
        }
        let points = sum(POINTS, &areas.points, Some(total.points));
        self.closing_row(words::report::row_total(), maximum, points)
    }

    /// Index and class as the report gives them: a spreadsheet's floats may round a tie otherwise.
    fn index_and_class(&mut self) -> Result<(), XlsxError> {
        let summary = &self.report.summary;
        let (index, class) = labels(summary.provisional);
        let format = &self.appearance.index;
        self.closing_row(index, Sum::Blank, Sum::Blank)?;
        appearance::figure(self.sheet, (self.row - 1, POINTS), Some(summary.index), format)?;
        self.closing_row(class, Sum::Blank, Sum::Blank)?;
        let format = &self.appearance.text_bold;
        appearance::text(self.sheet, (self.row - 1, POINTS), &summary.class, format)
    }

    /// A bold row with nothing but a label and figures.
    fn closing_row(&mut self, label: &str, maximum: Sum, points: Sum) -> Result<(), XlsxError> {
        let appearance = self.appearance;
        for column in [CODE, FIGURES, APPRAISED, EVIDENCE, NOTE] {
            self.sheet.write_blank(self.row, column, &appearance.text)?;
        }
        appearance::text(self.sheet, (self.row, TITLE), label, &appearance.text_bold)?;
        appearance.sum(self.sheet, (self.row, MAXIMUM), maximum)?;
        appearance.sum(self.sheet, (self.row, POINTS), points)?;
        self.row += 1;
        Ok(())
    }

    /// Below the table: where the set comes from, and who drew the table up.
    fn below(&mut self) -> Result<(), XlsxError> {
        let summary = &self.report.summary;
        for text in [&summary.criteria_set_title, &summary.provenance] {
            self.row = across(self.sheet, self.row, text, &self.appearance.note)?;
        }
        let format = &self.appearance.signature;
        let cell = (self.row + 1, TITLE);
        appearance::text(self.sheet, cell, words::report::preparer(), format)?;
        let cell = (self.row + 2 + SIGNATURE_ROWS, TITLE);
        appearance::text(self.sheet, cell, &self.report.scoring_table.prepared_by, format)
    }
}

/// What a row of this kind sums; an item sums nothing.
const fn child_kind(kind: RowKind) -> Option<RowKind> {
    match kind {
        RowKind::Area => Some(RowKind::Criterion),
        RowKind::Criterion => Some(RowKind::SubCriterion),
        RowKind::SubCriterion | RowKind::Bonus | RowKind::Penalty => None,
    }
}

/// The children of a row among the rows below it: up to the next row of its kind or an area.
fn children(row: RowNum, parent: RowKind, child: RowKind, below: &[ScoringRow]) -> Addends {
    let mut addends = Addends::default();
    let own = below.iter().take_while(|row| row.kind != parent && row.kind != RowKind::Area);
    for (row, scored) in (row + 1..).zip(own).filter(|(_, scored)| scored.kind == child) {
        addends.push(row, scored);
    }
    addends
}
