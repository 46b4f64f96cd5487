//! The sheet of the evidence.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::appearance::{self, Appearance, SheetLayout, across};
use crate::content::annex_two;
use crate::model::{EvidenceLine, Report};

/// Widths of the columns in characters.
const WIDTHS: [u8; 8] = [8, 46, 26, 26, 36, 28, 11, 20];

/// Writes the annex: one row a document.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    appearance: &Appearance,
) -> Result<(), XlsxError> {
    let layout = SheetLayout {
        name: words::xlsx::annex_two_sheet(),
        annex: annex_two::annex(report),
        columns: annex_two::columns(),
        widths: WIDTHS,
    };
    let row = appearance.begin(sheet, report, &layout)?;
    if report.evidence.is_empty() {
        across(sheet, row, words::report::no_evidence(), &appearance.centred)?;
    }
    for ((row, position), line) in (row..).zip(1_u32..).zip(&report.evidence) {
        document(sheet, row, position, line, appearance)?;
    }
    Ok(())
}

fn document(
    sheet: &mut Worksheet,
    row: RowNum,
    position: u32,
    line: &EvidenceLine,
    appearance: &Appearance,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, 0, position, &appearance.centred)?;
    for (column, text) in (1..).zip(&annex_two::texts(line)) {
        let column: ColNum = column;
        appearance::text(sheet, (row, column), text, &appearance.text)?;
    }
    Ok(())
}
