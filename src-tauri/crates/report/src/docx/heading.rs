//! Headings of the report and of its annexes (Decree 30/2020/NĐ-CP, Annex I, II.1–II.5 and III).

use super::paragraph::{Paragraph, room, rule};
use super::{Blocks, centred, table};
use crate::content::Annex;
use crate::face::{Face, Font};
use crate::layout::heading::name as balanced_name;
use crate::layout::place::Column;
use crate::layout::portrait;
use crate::length::Length;
use crate::model::Report;
use crate::phrases;
use crate::printable::NO_BREAK_SPACE;

const BODY: Font = Face::Regular.at(13);
const NAME: Font = Face::Bold.at(13);
const MOTTO: Font = Face::Bold.at(14);
const PLACE: Font = Face::Italic.at(14);
const TITLE: Font = Face::Bold.at(14);
const REFERENCE: Font = Face::Italic.at(13);
/// What the right column is wider than its widest text, so that another face with the metrics of
/// Times New Roman does not break the line.
const SPARE: Length = Length::mm(2);

/// Puts both columns, the kind of document and its subject.
pub(super) fn heading(blocks: &mut Blocks, report: &Report) {
    let heading = &report.heading;
    let whole = portrait().width();
    let state = NAME.width(words::report::state()).max(MOTTO.width(words::report::motto()));
    let right = state + SPARE;
    let left = whole - right;

    let issuer = heading.issuing_body.to_uppercase();
    let short = (NAME.width(&issuer) * 2 / 5).min(left / 2);
    let issuing = joined([body(&heading.issuing_body, NAME, left), vec![rule(short, left)]]);
    let state = centred(words::report::state(), NAME);
    let motto = centred(words::report::motto(), MOTTO);
    let line = vec![rule(MOTTO.width(words::report::motto()), right)];
    let mut rows = match &heading.superior_body {
        Some(superior) => {
            vec![vec![body(superior, BODY, left), state], vec![issuing, joined([motto, line])]]
        }
        None => vec![vec![issuing, joined([state, motto, line])]],
    };
    rows.push(vec![
        centred(&phrases::number_line(heading), BODY),
        centred(&phrases::place_line(heading), PLACE),
    ]);
    blocks.table(table::columns(rows, &[left, right]));

    let subject = words::report::subject(report.year);
    let length = (TITLE.width(&subject) * 2 / 5).min(whole * 2 / 5);
    blocks.paragraphs([room(Length::points(16))]);
    blocks.paragraphs(centred(words::report::kind(), TITLE));
    blocks.paragraphs(centred(&subject, TITLE));
    blocks.paragraphs([rule(length, whole)]);
}

/// A body's name in capitals, which breaks only where the PDF breaks it.
fn body(name: &str, font: Font, width: Length) -> Vec<Paragraph> {
    let lines = balanced_name(name, font, Column { left: Length::ZERO, width });
    let mut space = [0; 4];
    let space: &str = NO_BREAK_SPACE.encode_utf8(&mut space);
    let lines: Vec<String> = lines.iter().map(|line| line.text.replace(' ', space)).collect();
    centred(&lines.join(" "), font)
}

/// Puts an annex's label, title and the line that names the report.
pub(super) fn annex(blocks: &mut Blocks, annex: &Annex) {
    blocks.paragraphs(centred(annex.label, TITLE));
    blocks.paragraphs(centred(&annex.title, TITLE));
    blocks.paragraphs(centred(&annex.reference, REFERENCE));
    blocks.paragraphs([room(Length::points(10))]);
}

fn joined<const N: usize>(groups: [Vec<Paragraph>; N]) -> Vec<Paragraph> {
    groups.into_iter().flatten().collect()
}
