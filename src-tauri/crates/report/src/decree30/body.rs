//! Paragraphs of the report's body and how they break over pages.

use super::Violation;
use super::view::{PageView, same, within};
use crate::layout::{BodyKind, BodyLine, Document, Frame, Part, Role, Run};
use crate::length::Length;

/// A line of the body and where it stands.
struct Placed<'a> {
    line: BodyLine,
    run: &'a Run,
    page: usize,
    frame: Frame,
}

pub(super) fn check(document: &Document, found: &mut Vec<Violation>) {
    let lines: Vec<Placed<'_>> = PageView::of_part(document, Part::Report)
        .flat_map(|view| {
            view.runs().filter_map(move |(role, run)| match role {
                Role::Body(line) => {
                    Some(Placed { line, run, page: view.position, frame: view.page.frame })
                }
                _ => None,
            })
        })
        .collect();
    for placed in &lines {
        edges(placed, found);
    }
    for pair in lines.windows(2) {
        spacing(&pair[0], &pair[1], found);
        page_break(&pair[0], &pair[1], found);
    }
    let ends_well = lines.last().is_some_and(|last| {
        last.line.kind == BodyKind::Closing
            && last.line.line + 1 == last.line.of
            && last.run.text.ends_with("./.")
    });
    if !ends_well {
        found.push(Violation::Ending);
    }
}

/// Indent and justification of a line.
fn edges(placed: &Placed<'_>, found: &mut Vec<Violation>) {
    let BodyLine { paragraph, line, of, kind } = placed.line;
    let indent = placed.run.x - placed.frame.left;
    let indented = if line == 0 {
        within(indent, Length::mm(10), Length::tenths_of_mm(127))
    } else {
        same(indent, Length::ZERO)
    };
    if !indented {
        found.push(Violation::Indent { paragraph, line, indent });
    }
    let ends_early = !same(placed.run.right(), placed.frame.right);
    let may_end_early = line + 1 == of || kind.is_heading() || !placed.run.text.contains(' ');
    if ends_early && !may_end_early {
        found.push(Violation::NotJustified { paragraph, line });
    }
}

/// The distance of two lines that follow one another on a page.
fn spacing(above: &Placed<'_>, below: &Placed<'_>, found: &mut Vec<Violation>) {
    if above.page != below.page {
        return;
    }
    let BodyLine { paragraph, line, .. } = below.line;
    let distance = below.run.baseline - above.run.baseline;
    let single = below.run.font.single_spacing();
    if above.line.paragraph == paragraph {
        if !within(distance, single, single * 3 / 2) {
            found.push(Violation::LineSpacing { paragraph, line, distance });
        }
        return;
    }
    let gap = distance - single;
    if gap < Length::points(6) {
        found.push(Violation::ParagraphSpacing { paragraph, gap });
    }
}

/// What a page break between two lines leaves alone.
fn page_break(above: &Placed<'_>, below: &Placed<'_>, found: &mut Vec<Violation>) {
    if above.page == below.page {
        return;
    }
    let paragraph = above.line.paragraph;
    if above.line.kind.is_heading() {
        found.push(Violation::HeadingAlone(paragraph));
        return;
    }
    if paragraph != below.line.paragraph {
        return;
    }
    if above.line.line == 0 {
        found.push(Violation::Orphan(paragraph));
    }
    if below.line.line + 1 == below.line.of {
        found.push(Violation::Widow(paragraph));
    }
}
