//! The sheet of the evidence.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::appearance::{self, Annex, Appearance, across};
use crate::model::{EvidenceLine, Report};
use crate::phrases::{number_and_date, size};

/// How many hex digits of a file's hash are shown, as in the printed annex.
const HASH_DIGITS: usize = 16;

/// Writes the annex: one row a document.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    appearance: &Appearance,
) -> Result<(), XlsxError> {
    let row = appearance.begin(sheet, report, &annex(report))?;
    if report.evidence.is_empty() {
        across(sheet, row, words::report::no_evidence(), &appearance.centred)?;
    }
    for ((row, position), line) in (row..).zip(1_u32..).zip(&report.evidence) {
        document(sheet, row, position, line, appearance)?;
    }
    Ok(())
}

fn annex(report: &Report) -> Annex<'static> {
    Annex {
        sheet: words::xlsx::annex_two_sheet(),
        label: words::report::annex_two(),
        title: words::report::annex_two_title(report.year),
        columns: [
            (words::report::column_code(), 8),
            (words::report::column_document(), 46),
            (words::report::column_number(), 26),
            (words::report::column_issuer(), 26),
            (words::report::column_codes(), 22),
            (words::report::column_file(), 28),
            (words::report::column_size(), 11),
            (words::report::column_hash(), 20),
        ],
    }
}

fn document(
    sheet: &mut Worksheet,
    row: RowNum,
    position: u32,
    line: &EvidenceLine,
    appearance: &Appearance,
) -> Result<(), XlsxError> {
    let file = line.file.as_ref();
    let texts = [
        line.subject.clone(),
        number_and_date(line),
        line.issuer.clone(),
        words::list(&line.codes),
        file.map(|file| file.name.clone()).unwrap_or_default(),
        file.map(|file| size(file.bytes)).unwrap_or_default(),
        file.map(|file| file.sha256.chars().take(HASH_DIGITS).collect()).unwrap_or_default(),
    ];
    sheet.write_number_with_format(row, 0, position, &appearance.centred)?;
    for (column, text) in (1..).zip(&texts) {
        let column: ColNum = column;
        appearance::text(sheet, (row, column), text, &appearance.text)?;
    }
    Ok(())
}
