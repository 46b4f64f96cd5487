//! Lists to filter: one sheet, its head always in view and on each page.

use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, RowNum,
    Workbook, Worksheet, XlsxError,
};

use super::appearance::{A4, FONT, text};
use super::property;
use super::text::cell_text;
use crate::ReportError;

/// A list whose cells are all texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextList {
    /// What the list is, above each page.
    pub title: String,
    /// The unit's name.
    pub unit: String,
    /// The sheet's name, at most 31 characters.
    pub sheet: &'static str,
    /// The columns' titles and widths in characters.
    pub columns: Vec<(&'static str, u8)>,
    /// The rows below the head; each with a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// Makes the workbook of a list. The same list gives the same bytes.
///
/// Figures stay the texts that they are, so that what is copied from a cell is what it shows,
/// whatever decimal sign the computer uses.
///
/// # Errors
/// [`ReportError::Xlsx`] where the list has more rows than a sheet can hold (1 048 576).
pub fn text_list(list: &TextList) -> Result<Vec<u8>, ReportError> {
    let TextList { title, unit, sheet, columns, rows } = list;
    let mut book = ListBook::begin((title, unit), sheet, columns)?;
    let looks = Looks::new();
    let written = book.sheet()?;
    for (at, row) in (1..).zip(rows) {
        for (column, one) in (0..).zip(row) {
            text(written, (at, column), one, &looks.text)?;
        }
    }
    book.finish(rows.len())
}

/// The workbook of a list while its rows are written.
pub(super) struct ListBook {
    workbook: Workbook,
    columns: ColNum,
}

impl ListBook {
    /// A landscape page as wide as the list, with the list's head.
    pub(super) fn begin(
        (title, unit): (&str, &str),
        name: &str,
        columns: &[(&str, u8)],
    ) -> Result<Self, XlsxError> {
        /// A header takes 255 characters, and one "&" counts as two.
        const LONGEST: usize = 120;
        let mut workbook = Workbook::new();
        let properties = DocProperties::new()
            .set_title(property(title))
            .set_author(property(unit))
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet();
        let title: String = cell_text(title).chars().take(LONGEST).collect();
        sheet
            .set_name(name)?
            .set_landscape()
            .set_paper_size(A4)
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(0, 0)?
            .set_freeze_panes(1, 0)?;
        // One "&" begins a command.
        sheet.set_header(format!("&L{}&R&P/&N", title.replace('&', "&&")));
        let looks = Looks::new();
        let mut next: ColNum = 0;
        for (title, width) in columns {
            sheet.set_column_width(next, *width)?;
            sheet.write_string_with_format(0, next, *title, &looks.head)?;
            next += 1;
        }
        Ok(Self { workbook, columns: next })
    }

    /// The sheet; the first row below the head is 1.
    pub(super) fn sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_index(0)
    }

    /// The bytes, with so many rows below the head to filter.
    pub(super) fn finish(mut self, rows: usize) -> Result<Vec<u8>, ReportError> {
        let last = RowNum::try_from(rows).unwrap_or(RowNum::MAX);
        let columns = self.columns.saturating_sub(1);
        let sheet = self.sheet()?;
        sheet.autofilter(0, 0, last, columns)?;
        // Codes and figures are texts on purpose.
        sheet.ignore_error_range(0, 0, last, columns, IgnoreError::NumberStoredAsText)?;
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// The formats of the cells.
pub(super) struct Looks {
    pub(super) head: Format,
    pub(super) centred: Format,
    pub(super) text: Format,
}

impl Looks {
    pub(super) fn new() -> Self {
        let text = Format::new()
            .set_font_name(FONT)
            .set_font_size(11)
            .set_text_wrap()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left);
        let centred = text.clone().set_align(FormatAlign::Center);
        let head = centred.clone().set_bold().set_align(FormatAlign::VerticalCenter);
        Self { head, centred, text }
    }
}
