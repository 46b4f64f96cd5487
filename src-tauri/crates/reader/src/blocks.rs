//! Documents whose pages cannot be drawn, as paragraphs and tables.

use serde::{Deserialize, Serialize};

use crate::package::Package;
use crate::sources::docx::{self, Passage};
use crate::sources::xlsx::Workbook;
use crate::text::{clean, clean_from, decoded, fitting};
use crate::{Fault, Kind, bounds, legacy};

/// A part of a document: a sheet of a workbook, any other document as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The sheet's name; empty for other documents.
    pub name: String,
    /// How many such parts the document has.
    pub parts: u32,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Whether there is more than is given here.
    pub is_cut: bool,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph; it may have several lines.
    Paragraph(String),
    /// A table: rows of cells, not all rows as long as the others.
    Table(Vec<Vec<String>>),
}

/// A part of a DOCX, XLSX or text file, counted from 1. The content may be hostile: ask a
/// [`Worker`](crate::Worker) instead.
///
/// # Errors
/// [`Fault::NothingToShow`] for other kinds, [`Fault::NoPage`], and what reading ends with.
pub fn blocks(content: &[u8], page: u32) -> Result<Part, Fault> {
    let kind = Kind::of(content);
    if page == 0 || page > 1 && kind != Kind::Xlsx {
        return Err(Fault::NoPage);
    }
    match kind {
        Kind::Docx => of_docx(content),
        Kind::Xlsx => of_xlsx(content, page),
        Kind::Text => of_text(content),
        _ => Err(Fault::NothingToShow),
    }
}

impl Part {
    /// Brings its texts into the program's form. Short ones alone would not tell how they are encoded.
    fn clean(&mut self) {
        let mut texts = Vec::new();
        for block in &mut self.blocks {
            match block {
                Block::Paragraph(text) => texts.push(text),
                Block::Table(rows) => texts.extend(rows.iter_mut().flatten()),
            }
        }
        let encoding = legacy::encoding(texts.iter().map(|text| text.as_str()));
        for text in texts {
            *text = clean_from(text, encoding);
        }
        let is_blank =
            |block: &Block| matches!(block, Block::Paragraph(text) if text.trim().is_empty());
        self.blocks.retain(|block| !is_blank(block));
    }
}

/// Puts blocks together until a bound is hit.
#[derive(Default)]
struct Builder {
    part: Part,
    bytes: usize,
    is_in_table: bool,
}

impl Builder {
    /// Takes a text in; [`Fault::TooLarge`] means that no more is taken.
    fn text(&mut self, text: &str) -> Result<String, Fault> {
        let taken = fitting(text, bounds::SHOWN - self.bytes);
        self.bytes += taken.len();
        if taken.len() == text.len() { Ok(text.to_owned()) } else { Err(Fault::TooLarge) }
    }

    fn paragraph(&mut self, text: &str) -> Result<(), Fault> {
        let text = self.text(text)?;
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.part.blocks.len() >= bounds::ROWS {
            return Err(Fault::TooLarge);
        }
        self.part.blocks.push(Block::Paragraph(text));
        Ok(())
    }

    fn row(&mut self, cells: &[String]) -> Result<(), Fault> {
        let is_wide = cells.len() > bounds::COLUMNS;
        self.part.is_cut |= is_wide;
        let mut row = Vec::new();
        for cell in cells.iter().take(bounds::COLUMNS) {
            row.push(self.text(cell)?);
        }
        let is_full = self.part.blocks.len() >= bounds::ROWS;
        match self.part.blocks.last_mut() {
            Some(Block::Table(rows)) if self.is_in_table => {
                if rows.len() >= bounds::ROWS {
                    return Err(Fault::TooLarge);
                }
                rows.push(row);
            }
            _ if is_full => return Err(Fault::TooLarge),
            _ => self.part.blocks.push(Block::Table(vec![row])),
        }
        self.is_in_table = true;
        Ok(())
    }

    /// The part, where the end is that of the content or of what is taken.
    fn finish(mut self, parts: u32, end: Result<(), Fault>) -> Result<Part, Fault> {
        self.part.parts = parts;
        self.part.clean();
        match end {
            Ok(()) => Ok(self.part),
            Err(Fault::TooLarge) => {
                self.part.is_cut = true;
                Ok(self.part)
            }
            Err(fault) => Err(fault),
        }
    }
}

fn of_text(content: &[u8]) -> Result<Part, Fault> {
    let mut builder = Builder::default();
    let end = decoded(content).lines().try_for_each(|line| builder.paragraph(line));
    builder.finish(1, end)
}

fn of_docx(content: &[u8]) -> Result<Part, Fault> {
    let mut package = Package::open(content)?;
    let mut builder = Builder::default();
    let end = docx::walk(&mut package, &mut |passage| match passage {
        Passage::Paragraph(text) | Passage::Box(text) => builder.paragraph(&text),
        Passage::Row(cells) => builder.row(&cells),
        Passage::TableEnd => {
            builder.is_in_table = false;
            Ok(())
        }
    });
    builder.finish(1, end)
}

fn of_xlsx(content: &[u8], page: u32) -> Result<Part, Fault> {
    let mut package = Package::open(content)?;
    let mut workbook = Workbook::open(content, &mut package)?;
    let names = workbook.names();
    let parts = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let index = usize::try_from(page - 1).map_err(|_| Fault::NoPage)?;
    let name = names.get(index).ok_or(Fault::NoPage)?.clone();
    let mut builder = Builder::default();
    let (mut cells, mut current): (Vec<String>, u32) = (Vec::new(), 0);
    let end = workbook.cells(&name, &mut |(row, column, text)| {
        if row != current && !cells.is_empty() {
            builder.row(&std::mem::take(&mut cells))?;
        }
        current = row;
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= bounds::COLUMNS {
            builder.part.is_cut = true;
            return Ok(());
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        Ok(())
    });
    let end = end.and_then(|()| if cells.is_empty() { Ok(()) } else { builder.row(&cells) });
    builder.part.name = crate::text::shortened(&clean(&name), bounds::METADATA);
    builder.finish(parts, end)
}
