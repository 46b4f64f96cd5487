//! The report as a Word file (DOCX), to be passed around and corrected before it is signed.
//!
//! It says what the PDF says, in the same order and words ([`crate::content`]); where its lines
//! and pages break is for whoever opens it.

mod foot;
mod heading;
mod measure;
mod package;
mod paragraph;
mod section;
mod table;
mod xml;

use crate::ReportError;
use crate::content::body::{Piece, pieces};
use crate::content::table::Align;
use crate::content::{annex_one, annex_two, summary};
use crate::length::Length;
use crate::model::Report;
use paragraph::{Paragraph, room};
use section::Sheet;
use table::Table;
use xml::Xml;

/// The face that every Vietnamese office has; its metrics are those of the PDF's face.
const FONT: &str = "Times New Roman";
/// A small distance between a text and a table.
const GAP: Length = Length::points(6);

/// Makes the Word file of a report with both annexes. The same report gives the same bytes.
///
/// # Errors
/// [`ReportError::Docx`] if the file cannot be put together, which depends on no text.
pub fn document(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut body = Xml::default();
    main(report).write(&mut body);
    section_end(&mut body, Sheet::Portrait);
    scores(report).write(&mut body);
    section_end(&mut body, Sheet::Landscape);
    evidence(report).write(&mut body);
    // A document ends with a paragraph; its own properties are those of its last section.
    room(GAP).write(&mut body, "");
    let last = Sheet::Landscape.section();
    let names = xml::NAMESPACES;
    let main = xml::part(&format!(
        "<w:document {names}><w:body>{}{last}</w:body></w:document>",
        body.text()
    ));
    package::pack(main, report).map_err(|error| ReportError::Docx(error.into()))
}

/// A paragraph that nobody sees, whose properties are those of the section that it ends.
fn section_end(xml: &mut Xml, sheet: Sheet) {
    room(Length::points(1)).keeping_next(false).write(xml, &sheet.section());
}

/// What stands below one another in a section.
#[derive(Default)]
struct Blocks(Vec<Block>);

enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

impl Blocks {
    fn paragraphs(&mut self, paragraphs: impl IntoIterator<Item = Paragraph>) {
        self.0.extend(paragraphs.into_iter().map(Block::Paragraph));
    }

    fn table(&mut self, table: Table) {
        self.0.push(Block::Table(table));
    }

    fn write(&self, xml: &mut Xml) {
        for block in &self.0 {
            match block {
                Block::Paragraph(paragraph) => paragraph.write(xml, ""),
                Block::Table(table) => table.write(xml),
            }
        }
    }
}

/// The report itself.
fn main(report: &Report) -> Blocks {
    let mut blocks = Blocks::default();
    heading::heading(&mut blocks, report);
    for piece in pieces(report) {
        match piece {
            Piece::Text(kind, text) => blocks.paragraphs(paragraph::body(kind, &text)),
            Piece::AreaTable => {
                let areas = summary::table(&report.summary, report.scoring_table.total);
                blocks.paragraphs([room(GAP)]);
                blocks.table(table::table(&areas));
            }
        }
    }
    blocks.paragraphs([room(GAP)]);
    foot::foot(&mut blocks, &report.foot);
    blocks
}

fn scores(report: &Report) -> Blocks {
    let mut blocks = Blocks::default();
    heading::annex(&mut blocks, &annex_one::annex(report));
    blocks.table(table::table(&annex_one::table(report)));
    foot::preparer(&mut blocks, &report.scoring_table.prepared_by);
    blocks
}

fn evidence(report: &Report) -> Blocks {
    let mut blocks = Blocks::default();
    heading::annex(&mut blocks, &annex_two::annex(report));
    blocks.table(table::table(&annex_two::table(report)));
    blocks
}

/// The paragraphs of a text in the middle of its column.
fn centred(text: &str, font: crate::face::Font) -> Vec<Paragraph> {
    paragraph::plain(text, font, Align::Centre)
}
