//! How cells and printed pages look, and how values are put into cells.

use rust_xlsxwriter::{
    ColNum, Format, FormatAlign, FormatBorder, Formula, IgnoreError, RowNum, Worksheet, XlsxError,
};
use scoring::Decimal;

use super::sum::Sum;
use super::text::cell_text;
use crate::content::Annex;
use crate::model::{Report, Status, Summary};

pub(super) const FONT: &str = "Times New Roman";
/// Paper A4 in the numbering of the file format.
pub(super) const A4: u8 = 9;
/// 20 mm left and right, 30 mm above on the binding edge and 15 mm below (Decree 30/2020/NĐ-CP,
/// Annex I, I.3, turned with the page), 10 mm to header and footer; all in inches.
const MARGINS: [f64; 6] = [0.787, 0.787, 1.181, 0.591, 0.394, 0.394];
/// Height of a line of text in points.
const LINE: u32 = 16;
/// Columns of both tables.
pub(super) const COLUMNS: ColNum = 8;

/// The formats of the workbook's cells.
pub(super) struct Appearance {
    label: Format,
    title: Format,
    reference: Format,
    pub(super) note: Format,
    pub(super) signature: Format,
    head: Format,
    pub(super) text: Format,
    pub(super) text_bold: Format,
    pub(super) centred: Format,
    pub(super) figure: Format,
    pub(super) figure_bold: Format,
    pub(super) index: Format,
}

impl Appearance {
    /// The formats for so many decimals of points and index.
    pub(super) fn new(summary: &Summary) -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(11).set_text_wrap();
        let centred = plain.clone().set_align(FormatAlign::Center);
        let cell = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        let figure = |decimals| {
            let format = cell.clone().set_align(FormatAlign::Right);
            format.set_num_format(number_format(decimals))
        };
        Self {
            label: centred.clone().set_font_size(14).set_bold(),
            title: centred.clone().set_font_size(13).set_bold(),
            reference: centred.clone().set_italic(),
            note: plain.clone().set_italic().set_align(FormatAlign::Top),
            signature: centred.clone().set_font_size(13).set_bold(),
            head: centred
                .set_bold()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter),
            text_bold: cell.clone().set_bold(),
            centred: cell.clone().set_align(FormatAlign::Center),
            figure: figure(summary.points_decimals),
            figure_bold: figure(summary.points_decimals).set_bold(),
            index: figure(summary.index_decimals).set_bold(),
            text: cell,
        }
    }

    /// Sets up the page, writes the annex's heading and the table's head; the row below the head.
    pub(super) fn begin(
        &self,
        sheet: &mut Worksheet,
        report: &Report,
        layout: &SheetLayout,
    ) -> Result<RowNum, XlsxError> {
        set_page(sheet, report.status)?;
        sheet.set_name(layout.name)?;
        let annex = &layout.annex;
        let mut row = 0;
        if report.status == Status::Draft {
            row = across(sheet, row, words::report::draft(), &self.label)?;
        }
        row = across(sheet, row, annex.label, &self.label)?;
        row = across(sheet, row, &annex.title, &self.title)?;
        row = across(sheet, row, &annex.reference, &self.reference)? + 1;
        for ((column, title), width) in (0..).zip(layout.columns).zip(layout.widths) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(row, column, title, &self.head)?;
        }
        sheet.set_repeat_rows(row, row)?;
        sheet.set_freeze_panes(row + 1, 0)?;
        Ok(row + 1)
    }

    /// Writes a sum with the figure that the report gives for it.
    pub(super) fn sum(
        &self,
        sheet: &mut Worksheet,
        cell: (RowNum, ColNum),
        sum: Sum,
    ) -> Result<(), XlsxError> {
        let format = &self.figure_bold;
        match sum {
            Sum::Formula(formula, figure) => {
                // Without a result of its own it takes the sheet's, an empty text.
                let result = figure.map(|figure| figure.to_string()).unwrap_or_default();
                let formula = Formula::new(formula).set_result(result);
                sheet.write_formula_with_format(cell.0, cell.1, formula, format)?;
            }
            Sum::Figure(value) => figure(sheet, cell, Some(value), format)?,
            Sum::Blank => figure(sheet, cell, None, format)?,
        }
        Ok(())
    }
}

/// What the sheets of the two annexes differ in.
pub(super) struct SheetLayout {
    /// The sheet's name.
    pub(super) name: &'static str,
    /// Label, title and the line that names the report.
    pub(super) annex: Annex,
    /// The columns' titles.
    pub(super) columns: [&'static str; COLUMNS as usize],
    /// The columns' widths in characters.
    pub(super) widths: [u8; COLUMNS as usize],
}

/// A landscape page of A4 as wide as the table.
fn set_page(sheet: &mut Worksheet, status: Status) -> Result<(), XlsxError> {
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(left, right, top, bottom, header, footer)
        .set_formula_result_default("");
    sheet.set_header(match status {
        Status::Draft => format!("&C&P&R{}", words::report::draft()),
        Status::SignedOff => "&C&P".to_owned(),
    });
    // Codes such as 1.1 are texts, which is no error.
    sheet.ignore_error_range(0, 0, RowNum::from(u16::MAX), 0, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Writes a text over all columns, in as many lines as it may need; the row below.
pub(super) fn across(
    sheet: &mut Worksheet,
    row: RowNum,
    text: &str,
    format: &Format,
) -> Result<RowNum, XlsxError> {
    /// Characters that surely fit beside one another over all columns.
    const FIT: usize = 110;
    /// The greatest height of a row is 409 points.
    const MOST_LINES: usize = 25;
    let text = cell_text(text);
    let lines: usize = text.split('\n').map(|line| line.chars().count() / FIT + 1).sum();
    let lines = u32::try_from(lines.min(MOST_LINES)).unwrap_or(1);
    sheet.merge_range(row, 0, row, COLUMNS - 1, &text, format)?;
    sheet.set_row_height(row, lines * (LINE + 3))?;
    Ok(row + 1)
}

/// Writes a text as a text, whatever it begins with.
pub(super) fn text(
    sheet: &mut Worksheet,
    cell: (RowNum, ColNum),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(cell.0, cell.1, cell_text(text), format)?;
    Ok(())
}

/// Writes a figure, or a blank cell where there is none.
pub(super) fn figure(
    sheet: &mut Worksheet,
    cell: (RowNum, ColNum),
    figure: Option<Decimal>,
    format: &Format,
) -> Result<(), XlsxError> {
    match figure {
        Some(figure) => sheet.write_number_with_format(cell.0, cell.1, float(figure), format)?,
        None => sheet.write_blank(cell.0, cell.1, format)?,
    };
    Ok(())
}

/// The float nearest to an exact figure: the cells of the file format hold floats. This edge is
/// the one place where they occur; a decimal's text is always a number.
fn float(figure: Decimal) -> f64 {
    figure.to_string().parse().unwrap_or_default()
}

/// So many decimals, always shown.
fn number_format(decimals: u32) -> String {
    match decimals {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals as usize)),
    }
}
