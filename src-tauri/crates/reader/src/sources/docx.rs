//! Word documents.

use crate::package::{Package, Piece, Xml};
use crate::reading::{Facts, Reader, Signature};
use crate::{Fault, bounds};

/// A part of a document in its order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Passage {
    /// A paragraph outside of tables.
    Paragraph(String),
    /// A paragraph in a text box, or the letters of a drawing, which stand anywhere on the page.
    Box(String),
    /// A row of a table, a text a cell; the paragraphs of a cell are its lines.
    Row(Vec<String>),
    /// A table ends.
    TableEnd,
}

/// Elements whose content is not the document's text: properties, what was moved away, what stands
/// in for a drawing that is also there.
const SKIPPED: [&str; 6] = ["pPr", "tblPr", "trPr", "sectPr", "moveFrom", "Fallback"];
/// The outermost elements of parts that hold texts beside the document's own: page headers and footers,
/// notes, comments, charts, diagrams.
const BESIDE: [&str; 8] =
    ["hdr", "ftr", "footnotes", "endnotes", "comments", "chartSpace", "dataModel", "userShapes"];

pub(crate) fn read(content: &[u8], facts: &mut Facts, reader: &mut Reader) -> Result<(), Fault> {
    let mut package = Package::open(content)?;
    describe(&mut package, facts)?;
    let mut margins = String::new();
    // What cannot be read beside the document is told after the document was read.
    let beside = self::margins(&mut package, &mut margins);
    let mut text = String::new();
    let most = reader.left();
    let end = walk(&mut package, &mut |passage| {
        match passage {
            Passage::Paragraph(paragraph) => text.push_str(&paragraph),
            Passage::Box(paragraph) => {
                text.push_str(&paragraph);
                margins.push_str(&paragraph);
                margins.push('\n');
            }
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
    let end = end.and(beside).and(reader.margins(&margins));
    // Searched, too, but no part of the document's head.
    text.push('\n');
    text.push_str(&margins);
    reader.page(1, &text)?;
    end
}

/// Reads the texts of the parts beside the document's own. A part is known by its outermost element,
/// whatever it is called.
fn margins(package: &mut Package, margins: &mut String) -> Result<(), Fault> {
    let mut end = Ok(());
    for index in package.parts("word/", ".xml") {
        let read = package.xml_part(index).and_then(|mut xml| match xml.outermost()? {
            Some(name) if BESIDE.contains(&name.as_str()) => beside(&mut xml, margins),
            Some(_) | None => Ok(()),
        });
        end = end.and(read);
    }
    end
}

/// Reads the texts of such a part.
fn beside(xml: &mut Xml, margins: &mut String) -> Result<(), Fault> {
    walk_in(xml, &mut |passage| {
        match passage {
            Passage::Paragraph(text) | Passage::Box(text) => margins.push_str(&text),
            Passage::Row(cells) => margins.push_str(&cells.join("\n")),
            Passage::TableEnd => return Ok(()),
        }
        margins.push('\n');
        if margins.len() > bounds::MARGINS { Err(Fault::TooLarge) } else { Ok(()) }
    })
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
    walk_in(&mut package.word_text()?, on_passage)
}

fn walk_in(
    xml: &mut Xml,
    on_passage: &mut dyn FnMut(Passage) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut walker = Walker::default();
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Begin(name) if SKIPPED.contains(&name.as_str()) => xml.skip()?,
            Piece::Begin(name) if name == "rPr" => walker.letters = Letters::of_run(xml)?,
            Piece::Begin(name) if name == "sym" => walker.push(&symbol(xml))?,
            // Letters that are drawn as a shape, as those of a watermark are.
            Piece::Begin(name) if name == "textpath" => {
                if let Some(text) = xml.attribute("string") {
                    on_passage(Passage::Box(text))?;
                }
            }
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

/// How the letters of a run are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Letters {
    /// As they are.
    #[default]
    Own,
    /// As capitals.
    Capitals,
    /// As capitals by a font of TCVN3: its marked letters have none, its others do.
    CapitalsOfFont,
}

impl Letters {
    /// Reads the properties of a run that have just begun.
    fn of_run(xml: &mut Xml) -> Result<Self, Fault> {
        let mut letters = Self::Own;
        let mut depth = 1_usize;
        while depth > 0 {
            match xml.next()? {
                Some(Piece::Begin(name)) => {
                    depth += 1;
                    let is_off = |value: &str| ["0", "false", "off"].contains(&value);
                    let of_font = |font: String| font.starts_with(".Vn") && font.ends_with('H');
                    match name.as_str() {
                        "caps" | "smallCaps"
                            if !xml.attribute("val").is_some_and(|v| is_off(&v)) =>
                        {
                            letters = Self::Capitals;
                        }
                        "rFonts" if xml.attribute("ascii").is_some_and(of_font) => {
                            letters = Self::CapitalsOfFont;
                        }
                        _ => {}
                    }
                }
                Some(Piece::End(_)) => depth -= 1,
                Some(Piece::Letters(_)) => {}
                None => break,
            }
        }
        Ok(letters)
    }
}

/// The letter that is inserted by its code in a font, where that is one of writing.
fn symbol(xml: &Xml) -> String {
    const PRIVATE: std::ops::RangeInclusive<u32> = 0xf020..=0xf0ff;
    let code = xml.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let font = xml.attribute("font").unwrap_or_default();
    let is_of_writing = font.starts_with(".Vn") || font.starts_with("VNI");
    let code = code.filter(|code| is_of_writing || !PRIVATE.contains(code));
    let code = code.map(|code| if PRIVATE.contains(&code) { code & 0xff } else { code });
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}

/// Where in the document the reading is.
#[derive(Default)]
struct Walker {
    is_in_text: bool,
    /// How the letters of the run are shown.
    letters: Letters,
    /// How many text boxes are around.
    boxes: usize,
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
            "r" => self.letters = Letters::Own,
            "txbxContent" => self.boxes += 1,
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
            match self.letters {
                Letters::Own => paragraph.push_str(letters),
                Letters::Capitals => paragraph.push_str(&letters.to_uppercase()),
                Letters::CapitalsOfFont => paragraph.push_str(&letters.to_ascii_uppercase()),
            }
        }
        if self.bytes > bounds::TEXT { Err(Fault::TooLarge) } else { Ok(()) }
    }

    fn end(&mut self, name: &str) -> Option<Passage> {
        match name {
            "t" => self.is_in_text = false,
            "r" => self.letters = Letters::Own,
            "txbxContent" => self.boxes = self.boxes.saturating_sub(1),
            "p" => {
                let paragraph = self.paragraphs.pop().unwrap_or_default();
                if self.boxes > 0 {
                    return Some(Passage::Box(paragraph));
                }
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
