//! Tables of the Word file: grids with a repeated head, and columns without lines.

use super::measure::twips;
use super::paragraph::{Paragraph, plain};
use super::xml::Xml;
use crate::content::table::{Align, Entry, Line, Table as Content};
use crate::length::Length;

/// Room between a cell's text and its sides.
const SIDE: Length = Length::thousandths(3500);
/// Room above and below it.
const ABOVE: Length = Length::points(2);
/// A row with more letters may break over pages: it could be taller than one.
const WHOLE_ROW: usize = 1500;

/// A table as it is written.
pub(super) struct Table {
    widths: Vec<i64>,
    /// Whether lines part its cells.
    is_grid: bool,
    rows: Vec<Row>,
}

struct Row {
    is_head: bool,
    is_whole: bool,
    cells: Vec<Cell>,
}

struct Cell {
    span: usize,
    paragraphs: Vec<Paragraph>,
}

/// A grid whose head stands on each page.
pub(super) fn table(content: &Content<'_>) -> Table {
    let head = Row { is_head: true, ..row(&content.head_line()) };
    Table {
        widths: content.widths.iter().map(|&mm| twips(Length::mm(mm))).collect(),
        is_grid: true,
        rows: [head].into_iter().chain(content.lines.iter().map(row)).collect(),
    }
}

/// Columns beside one another without lines: a row for each group of cells.
pub(super) fn columns(rows: Vec<Vec<Vec<Paragraph>>>, widths: &[Length]) -> Table {
    let cell = |paragraphs| Cell { span: 1, paragraphs };
    let row = |cells: Vec<Vec<Paragraph>>| Row {
        is_head: false,
        is_whole: true,
        cells: cells.into_iter().map(cell).collect(),
    };
    Table {
        widths: widths.iter().map(|&length| twips(length)).collect(),
        is_grid: false,
        rows: rows.into_iter().map(row).collect(),
    }
}

fn row(line: &Line<'_>) -> Row {
    let letters: usize = line.entries.iter().flat_map(|entry| &entry.texts).map(|t| t.len()).sum();
    let cell =
        |entry: &Entry<'_>| Cell { span: entry.span, paragraphs: texts(entry, line.keeps_next) };
    Row {
        is_head: false,
        is_whole: letters <= WHOLE_ROW,
        cells: line.entries.iter().map(cell).collect(),
    }
}

fn texts(entry: &Entry<'_>, keeps_next: bool) -> Vec<Paragraph> {
    let paragraphs = entry.texts.iter().flat_map(|text| plain(text, entry.font, entry.align));
    paragraphs.map(|paragraph| paragraph.keeping_next(keeps_next)).collect()
}

impl Table {
    /// Writes it.
    pub(super) fn write(&self, xml: &mut Xml) {
        let whole: i64 = self.widths.iter().sum();
        xml.put(format!(r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/>"#));
        let (side, above) = if self.is_grid {
            xml.put(borders());
            (twips(SIDE), twips(ABOVE))
        } else {
            (0, 0)
        };
        xml.put(format!(
            concat!(
                r#"<w:tblLayout w:type="fixed"/><w:tblCellMar>"#,
                r#"<w:top w:w="{above}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>"#,
                r#"<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>"#,
                r#"</w:tblCellMar></w:tblPr><w:tblGrid>"#,
            ),
            above = above,
            side = side,
        ));
        for width in &self.widths {
            xml.put(format!(r#"<w:gridCol w:w="{width}"/>"#));
        }
        xml.put("</w:tblGrid>");
        for row in &self.rows {
            row.write(xml, &self.widths);
        }
        xml.put("</w:tbl>");
    }
}

impl Row {
    fn write(&self, xml: &mut Xml, widths: &[i64]) {
        xml.put("<w:tr><w:trPr>");
        if self.is_whole {
            xml.put("<w:cantSplit/>");
        }
        if self.is_head {
            xml.put("<w:tblHeader/>");
        }
        xml.put("</w:trPr>");
        let mut column = 0;
        for cell in &self.cells {
            let width: i64 = widths.iter().skip(column).take(cell.span).sum();
            column += cell.span;
            xml.put(format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#));
            if cell.span > 1 {
                xml.put(format!(r#"<w:gridSpan w:val="{}"/>"#, cell.span));
            }
            let align = if self.is_head { "center" } else { "top" };
            xml.put(format!(r#"<w:vAlign w:val="{align}"/></w:tcPr>"#));
            for paragraph in &cell.paragraphs {
                paragraph.write(xml, "");
            }
            // The file format wants one at least.
            if cell.paragraphs.is_empty() {
                Paragraph::new(Align::Left).write(xml, "");
            }
            xml.put("</w:tc>");
        }
        xml.put("</w:tr>");
    }
}

fn borders() -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#));
    format!("<w:tblBorders>{}</w:tblBorders>", sides.concat())
}
