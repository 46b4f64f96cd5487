//! Word documents.

use crate::package::{Package, Piece, Xml};
use crate::reading::{Facts, Reader, Signature};
use crate::{Fault, bounds};

/// A part of a document in its order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// A paragraph outside of tables.
    Paragraph(String),
    /// A row of a table, a text a cell; the paragraphs of a cell are its lines.
    Row(Vec<String>),
    /// A table ends.
    TableEnd,
}

/// Elements whose content is not the document's text: properties, what was moved away, what stands
/// in for a drawing that is also there.
const SKIPPED: [&str; 7] = ["pPr", "rPr", "tblPr", "trPr", "sectPr", "moveFrom", "Fallback"];

pub(crate) fn read(content: &[u8], facts: &mut Facts, reader: &mut Reader) -> Result<(), Fault> {
    let mut package = Package::open(content)?;
    describe(&mut package, facts)?;
    let mut text = String::new();
    let most = reader.left();
    let end = walk(&mut package, &mut |passage| {
        match passage {
            Passage::Paragraph(paragraph) => text.push_str(&paragraph),
            // Lines of cells that stand side by side do not belong together.
            Passage::Row(cells) if cells.iter().any(|cell| cell.contains('\n')) => {
                text.push_str(&cells.join("\n"));
            }
            Passage::Row(cells) => text.push_str(&cells.join("\t")),
            Passage::TableEnd => return Ok(()),
        }
        text.push('\n');
        if text.len() > most { Err(Fault::TooLarge) } else { Ok(()) }
    });
    reader.page(1, &text)?;
    end
}

/// What the package says about itself, in the parts that Word and Excel have in common.
pub(crate) fn describe(package: &mut Package, facts: &mut Facts) -> Result<(), Fault> {
    facts.signature = if package.is_signed() { Signature::Found } else { Signature::NotFound };
    if let Some(mut xml) = package.xml("docProps/core.xml")? {
        let [title, author] = texts_of(&mut xml, ["title", "creator"])?;
        (facts.metadata.title, facts.metadata.author) = (title, author);
    }
    if let Some(mut xml) = package.xml("docProps/app.xml")? {
        let [program] = texts_of(&mut xml, ["Application"])?;
        facts.metadata.program = program;
    }
    Ok(())
}

/// The texts of elements by their names.
fn texts_of<const N: usize>(xml: &mut Xml, names: [&str; N]) -> Result<[String; N], Fault> {
    let mut texts = [const { String::new() }; N];
    let mut current = None;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Begin(name) => current = names.iter().position(|wanted| *wanted == name),
            Piece::End(_) => current = None,
            Piece::Letters(letters) => {
                if let Some(text) = current.and_then(|index: usize| texts.get_mut(index)) {
                    text.push_str(&letters);
                }
            }
        }
    }
    Ok(texts)
}

/// Passes on what stands in the document, in its order.
pub(crate) fn walk(
    package: &mut Package,
    on_passage: &mut dyn FnMut(Passage) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut xml = package.word_text()?;
    let mut walker = Walker::default();
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Begin(name) if SKIPPED.contains(&name.as_str()) => xml.skip()?,
            Piece::Begin(name) => walker.begin(&name)?,
            Piece::Letters(letters) if walker.is_in_text => walker.push(&letters)?,
            Piece::Letters(_) => {}
            Piece::End(name) => {
                if let Some(passage) = walker.end(&name) {
                    on_passage(passage)?;
                }
            }
        }
    }
    Ok(())
}

/// Where in the document the reading is.
#[derive(Default)]
struct Walker {
    is_in_text: bool,
    /// The paragraphs that have begun: one in a text box stands inside another.
    paragraphs: Vec<String>,
    /// How many tables are around; only the outermost one has rows and cells.
    tables: usize,
    cells: Vec<String>,
    /// Bytes of the passage.
    bytes: usize,
}

impl Walker {
    fn begin(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "p" => self.paragraphs.push(String::new()),
            "t" => self.is_in_text = true,
            "tab" | "ptab" => self.push("\t")?,
            "br" | "cr" => self.push("\n")?,
            "noBreakHyphen" => self.push("-")?,
            "tbl" => self.tables += 1,
            "tc" if self.tables == 1 => {
                self.cells.push(String::new());
                if self.cells.len() > bounds::ROWS {
                    return Err(Fault::TooLarge);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, letters: &str) -> Result<(), Fault> {
        self.bytes += letters.len();
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push_str(letters);
        }
        if self.bytes > bounds::TEXT { Err(Fault::TooLarge) } else { Ok(()) }
    }

    fn end(&mut self, name: &str) -> Option<Passage> {
        match name {
            "t" => self.is_in_text = false,
            "p" => {
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                if self.tables == 0 {
                    if self.paragraphs.is_empty() {
                        self.bytes = 0;
                    }
                    return Some(Passage::Paragraph(paragraph));
                }
                if let Some(cell) = self.cells.last_mut() {
                    if !cell.is_empty() && !paragraph.is_empty() {
                        cell.push('\n');
                    }
                    cell.push_str(&paragraph);
                }
            }
            "tr" if self.tables == 1 => {
                self.bytes = 0;
                return Some(Passage::Row(std::mem::take(&mut self.cells)));
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    return Some(Passage::TableEnd);
                }
            }
            _ => {}
        }
        None
    }
}
