//! Excel workbooks. A sheet is a page.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

use crate::package::Package;
use crate::reading::{Facts, Reader};
use crate::sources::docx::describe;
use crate::sources::loose;
use crate::{Fault, bounds};

/// A cell that has a text: row and column from 0, and the text.
pub(crate) type Cell = (u32, u32, String);

/// An opened workbook whose package is within the bounds.
pub(crate) struct Workbook<'a> {
    sheets: Xlsx<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// The elements with the headers and footers of the sheets.
    headers: Vec<String>,
}

impl<'a> Workbook<'a> {
    pub(crate) fn open(content: &'a [u8], package: &mut Package) -> Result<Self, Fault> {
        let headers = package.check()?;
        let sheets = Xlsx::new(Cursor::new(content)).map_err(|_| Fault::Damaged)?;
        let names = sheets.sheet_names();
        if names.is_empty() { Err(Fault::Damaged) } else { Ok(Self { sheets, names, headers }) }
    }

    /// The names of the sheets.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Passes on the cells of a sheet that have a text, in the file's order. A sheet that is only a
    /// chart has none.
    pub(crate) fn cells(
        &mut self,
        name: &str,
        on_cell: &mut dyn FnMut(Cell) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let mut cells = match self.sheets.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(()),
            Err(_) => return Err(Fault::Damaged),
        };
        while let Some(cell) = cells.next_cell().map_err(|_| Fault::Damaged)? {
            let text = shown(cell.get_value());
            if !text.is_empty() {
                let (row, column) = cell.get_position();
                on_cell((row, column, text))?;
            }
        }
        Ok(())
    }
}

pub(crate) fn read(content: &[u8], facts: &mut Facts, reader: &mut Reader) -> Result<(), Fault> {
    let mut package = Package::open(content)?;
    describe(&mut package, facts)?;
    let mut workbook = Workbook::open(content, &mut package)?;
    let names = workbook.names().to_vec();
    let mut margins = names.join("\n");
    for header in &workbook.headers {
        margins.push('\n');
        margins.push_str(&header_text(header));
    }
    // What cannot be read beside the cells is told after them.
    let beside = self::margins(&mut package, &mut margins);
    let beside = beside.and(reader.margins(&margins));
    facts.pages = u32::try_from(names.len()).unwrap_or(u32::MAX);
    for (page, name) in (1..).zip(names) {
        if page > bounds::PAGES {
            return Err(Fault::TooLarge);
        }
        let most = reader.left();
        let (mut text, mut line) = (name.clone(), None);
        let end = workbook.cells(&name, &mut |(row, _, cell)| {
            text.push(if line == Some(row) { '\t' } else { '\n' });
            text.extend(cell.chars().map(|letter| if letter == '\n' { ' ' } else { letter }));
            line = Some(row);
            if text.len() > most { Err(Fault::TooLarge) } else { Ok(()) }
        });
        text.push('\n');
        reader.page(page, &text)?;
        end?;
    }
    beside
}

/// The outermost elements of parts that hold texts beside the cells: shapes, comments, charts.
const BESIDE: [&str; 6] =
    ["wsDr", "comments", "ThreadedComments", "chartSpace", "dataModel", "userShapes"];

/// Reads the texts of the parts beside the sheets.
fn margins(package: &mut Package, margins: &mut String) -> Result<(), Fault> {
    let mut end = Ok(());
    for index in package.parts("xl/", ".vml") {
        let drawing = package.loose_part(index);
        end = end.and(drawing.map(|drawing| {
            margins.push('\n');
            margins.push_str(&loose::without_tags(&drawing));
        }));
    }
    for index in package.parts("xl/", ".xml") {
        let read = package.xml_part(index).and_then(|mut xml| match xml.outermost()? {
            Some(name) if BESIDE.contains(&name.as_str()) => {
                margins.push('\n');
                loose::texts(&mut xml, &["t", "text", "v"], margins)
            }
            Some(_) | None => Ok(()),
        });
        end = end.and(read);
        if margins.len() > bounds::MARGINS {
            return Err(Fault::TooLarge);
        }
    }
    end
}

/// The text of the headers and footers of a sheet: its three parts apart, without the codes for fonts,
/// sizes, colours, pages and dates.
fn header_text(element: &str) -> String {
    let text = loose::without_tags(element);
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '&' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some('L' | 'C' | 'R' | 'l' | 'c' | 'r') | None => plain.push('\n'),
            Some('&') => plain.push('&'),
            Some('"') => letters.by_ref().take_while(|one| *one != '"').for_each(drop),
            Some('K' | 'k') => {
                for _ in 0..6 {
                    letters.next_if(|one| one.is_ascii_hexdigit() || "+-".contains(*one));
                }
            }
            Some(digit) if digit.is_ascii_digit() => {
                while letters.next_if(char::is_ascii_digit).is_some() {}
            }
            Some(_) => {}
        }
    }
    plain
}

/// A cell's value as a text.
fn shown(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shown_number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => value.to_string().to_uppercase(),
        DataRef::DateTime(time) => shown_time(*time),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number as Excel knows it, to 15 figures, with the comma that is written in Vietnam.
fn shown_number(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string().replace('.', ",")
}

/// A date, a time or both, as they are written in Vietnam.
fn shown_time(time: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.is_duration() || time.as_f64() < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    let date = format!("{day:02}/{month:02}/{year}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}") }
}

#[cfg(test)]
mod tests {
    use super::header_text;

    #[test]
    fn headers_of_sheets_lose_their_codes() {
        for (element, expected) in [
            ("><oddHeader>&amp;CMẬT</oddHeader></", "MẬT"),
            (
                "><oddHeader>&amp;L&amp;\"Times New Roman,Bold\"&amp;14TỐI MẬT&amp;RTrang &amp;P</oddHeader></",
                "TỐI MẬT|Trang",
            ),
            (
                "><firstFooter>&amp;C&amp;KFF0000&amp;BMẬT&amp;B &amp;&amp; x</firstFooter></",
                "MẬT & x",
            ),
            ("><x:oddFooter>&amp;R&#7852;</x:oddFooter></", "Ậ"),
            ("/><pageSetup r:id=\"rId1\"/>", ""),
        ] {
            let text = header_text(element);
            let lines: Vec<&str> =
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            assert_eq!(lines.join("|"), expected, "{element}");
        }
    }
}
