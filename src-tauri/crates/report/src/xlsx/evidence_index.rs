//! The index of exported evidence: a list to filter, with a link to each file beside it.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatUnderline, RowNum, Url, Worksheet, XlsxError,
};
use words::evidence_export as say;

use super::appearance::text;
use super::list::{self, ListBook};
use super::text::cell_text;
use crate::ReportError;
use crate::model::EvidenceFile;
use crate::phrases;

const DATE: u16 = 4;
const FILE: u16 = 10;
/// The columns' titles and widths in characters.
const COLUMNS: [(&str, u8); 13] = [
    (say::column_position(), 6),
    (say::column_code(), 9),
    (say::column_item(), 36),
    (say::column_number(), 18),
    (say::column_date(), 12),
    (say::column_issuer(), 24),
    (say::column_subject(), 46),
    (say::column_section(), 18),
    (say::column_page(), 9),
    (say::column_note(), 24),
    (say::column_file(), 46),
    (say::column_size(), 11),
    (say::column_hash(), 68),
];
/// How a day is shown.
const DAY: &str = "dd/mm/yyyy";

/// An index of exported evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceIndex {
    /// The unit's name.
    pub unit: String,
    /// The year that is assessed.
    pub year: i32,
    /// A row for each citation, then one for each document that is cited nowhere.
    pub rows: Vec<IndexRow>,
}

/// A document, and where it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexRow {
    /// The code that cites it; empty where none does.
    pub code: String,
    /// The title of what cites it, or that nothing does.
    pub item: String,
    /// Number and symbol: "12/BC-UBND".
    pub number: String,
    /// The document's date.
    pub date: Option<NaiveDate>,
    /// The body that issued it.
    pub issuer: String,
    /// What it is about.
    pub subject: String,
    /// Section.
    pub section: String,
    /// Page or pages.
    pub page: String,
    /// A remark.
    pub note: String,
    /// Its exported file; none where it is only cited.
    pub file: Option<IndexFile>,
}

/// An exported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFile {
    /// The folder beside the index that holds it.
    pub folder: String,
    /// The file, under the name that it has there.
    pub file: EvidenceFile,
}

/// Makes the workbook of an index. The same index gives the same bytes.
///
/// # Errors
/// [`ReportError::Xlsx`] where the index has more rows than a sheet can hold (1 048 576), or the
/// path to a file more than 2 080 characters; no other text is a reason.
pub fn evidence_index(index: &EvidenceIndex) -> Result<Vec<u8>, ReportError> {
    let title = say::title(&index.unit, index.year);
    let mut book = ListBook::begin((&title, &index.unit), say::index(), &COLUMNS)?;
    let sheet = book.sheet()?;
    let looks = Looks::new();
    for ((at, position), row) in (1..).zip(1_u32..).zip(&index.rows) {
        sheet.write_number_with_format(at, 0, position, &looks.centred)?;
        write(sheet, at, row, &looks)?;
    }
    book.finish(index.rows.len())
}

fn write(
    sheet: &mut Worksheet,
    at: RowNum,
    row: &IndexRow,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let (size, hash) = match &row.file {
        Some(IndexFile { file, .. }) => (phrases::size(file.bytes), file.sha256.as_str()),
        None => (String::new(), ""),
    };
    let texts: [(u16, &str); 10] = [
        (1, &row.code),
        (2, &row.item),
        (3, &row.number),
        (5, &row.issuer),
        (6, &row.subject),
        (7, &row.section),
        (8, &row.page),
        (9, &row.note),
        (11, &size),
        (12, hash),
    ];
    for (column, one) in texts {
        text(sheet, (at, column), one, &looks.text)?;
    }
    match row.date.map(|date| (date, cell_date(date))) {
        Some((_, Some(date))) => {
            sheet.write_datetime_with_format(at, DATE, &date, &looks.date)?;
        }
        Some((date, None)) => text(sheet, (at, DATE), &phrases::day(date), &looks.date)?,
        None => text(sheet, (at, DATE), "", &looks.date)?,
    }
    match &row.file {
        Some(file) => {
            let name = cell_text(&file.file.name);
            let url = Url::new(link(&file.folder, &file.file.name)).set_text(name);
            sheet.write_url_with_format(at, FILE, url, &looks.link)?;
        }
        None => text(sheet, (at, FILE), say::no_file(), &looks.text)?,
    }
    Ok(())
}

/// A day as a cell holds it; the file format knows none before 1900.
fn cell_date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A link to a file beside the workbook. Letters stay as they are, as spreadsheets write them
/// themselves; what has a meaning of its own in a link is escaped.
fn link(folder: &str, name: &str) -> String {
    let escaped = |one: char| match one {
        ' ' | '%' | '#' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' | '\\' => {
            format!("%{:02X}", u32::from(one))
        }
        letter => letter.to_string(),
    };
    let path: String = format!("{folder}/{name}").chars().map(escaped).collect();
    format!("file:///{path}")
}

/// The formats of the cells.
struct Looks {
    centred: Format,
    text: Format,
    date: Format,
    link: Format,
}

impl Looks {
    fn new() -> Self {
        let list::Looks { centred, text, .. } = list::Looks::new();
        Self {
            date: centred.clone().set_num_format(DAY),
            link: text.clone().set_font_color(Color::Blue).set_underline(FormatUnderline::Single),
            centred,
            text,
        }
    }
}
