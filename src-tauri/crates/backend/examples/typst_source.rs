//! The same report as a Typst document, to compare how long both take.
//!
//! `cargo run --release --package backend --example typst_source -- DATA_FILE DOSSIER > a.typ`

#![allow(clippy::print_stdout, reason = "it writes the document to standard output")]

use std::error::Error;
use std::fmt::Write as _;

use backend::{Clock, Office};
use report::model::{Remark, Report, RowKind, ScoringRow};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(dossier)) = (arguments.next(), arguments.next()) else {
        return Err("DATA_FILE DOSSIER".into());
    };
    let office = Office::open(file.as_ref(), backend::user(), Clock::System)?;
    print!("{}", document(&office.report(&dossier)?)?);
    Ok(())
}

fn document(report: &Report) -> Result<String, std::fmt::Error> {
    let mut page = String::from(
        "#set page(paper: \"a4\", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))\n\
         #set text(font: \"Tinos\", size: 13pt, lang: \"vi\")\n\
         #set par(justify: true, first-line-indent: 12mm)\n",
    );
    let introduction = &report.introduction;
    let opening = std::iter::once(&introduction.opening);
    for text in introduction.bases.iter().chain(opening).chain(&introduction.implementation) {
        writeln!(page, "#par({})\n", quoted(text))?;
    }
    page.push_str("#table(columns: 4,\n");
    for area in &report.summary.areas {
        let (points, maximum) = (area.self_scored.points, area.self_scored.maximum);
        let cells = [&area.code, &area.title, &points.to_string(), &maximum.to_string()];
        row(&mut page, &cells.map(|cell| quoted(cell)))?;
    }
    page.push_str(")\n");
    for Remark { code, title, matter, explanation } in
        report.unproven.iter().chain(&report.not_arising)
    {
        writeln!(page, "#par({})\n", quoted(&format!("{code} {title}: {matter} {explanation}")))?;
    }
    page.push_str(
        "#set page(flipped: true)\n#set text(size: 10pt)\n#set par(justify: false, first-line-indent: 0mm)\n\
         #table(columns: (12mm, 1fr, 14mm, 1fr, 14mm, 14mm, 1.2fr, 1fr),\n",
    );
    let table = &report.scoring_table;
    for line in table.rows.iter().chain(&table.bonus).chain(&table.penalty) {
        scoring_row(&mut page, line)?;
    }
    page.push_str(")\n#pagebreak()\n#table(columns: (8mm, 2fr, 1fr, 1fr, 1fr),\n");
    for (position, one) in report.evidence.iter().enumerate() {
        let cells = [
            &position.to_string(),
            &one.subject,
            &one.number,
            &one.issuer,
            &one.citations.join(", "),
        ];
        row(&mut page, &cells.map(|cell| quoted(cell)))?;
    }
    page.push_str(")\n");
    Ok(page)
}

fn scoring_row(page: &mut String, line: &ScoringRow) -> std::fmt::Result {
    let points =
        |value: Option<scoring::Decimal>| value.map(|one| one.to_string()).unwrap_or_default();
    let bold = matches!(line.kind, RowKind::Area | RowKind::Criterion);
    let cells = [
        line.code.clone(),
        line.title.clone(),
        points(line.maximum),
        line.figures.join("\n"),
        points(line.points),
        String::new(),
        line.evidence.join("\n"),
        line.note.clone(),
    ];
    row(
        page,
        &cells.map(|cell| if bold { format!("strong({})", quoted(&cell)) } else { quoted(&cell) }),
    )
}

fn row(page: &mut String, cells: &[String]) -> std::fmt::Result {
    writeln!(page, "  {},", cells.join(", "))
}

/// A text as a Typst string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}
