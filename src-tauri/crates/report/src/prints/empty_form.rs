//! An empty form of a criteria set.

use super::model::{Blank, BlankKind, EmptyForm, FormItem, FormRow};
use super::signatures::{Signer, signatures};
use super::{blanks, heading};
use crate::content::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::layout::flow::Flow;
use crate::layout::{Page, Part, Sheet, landscape, table};
use crate::length::Length;
use crate::phrases::{figure, figure_if_any};

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 7] = [13, 42, 68, 15, 59, 17, 43];
const TENTHS: i64 = 105;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);
/// Room for a blank in its column.
const BLANK: Length = Length::tenths_of_mm(560);
/// Lines of an item at least, so that points and documents can be written in.
const LEAST: usize = 4;

/// Lays the form out.
pub(super) fn pages(form: &EmptyForm) -> Vec<Page> {
    let frame = landscape();
    let subject = &form.subject;
    let mut flow = Flow::default();
    heading::top(&mut flow, subject, None, frame);
    let title = words::prints::form_subject(subject.year);
    heading::kind(&mut flow, words::prints::form_kind(), &title, frame);
    heading::note(&mut flow, &words::prints::form_set(&subject.criteria_set_title), frame);
    heading::note(&mut flow, &subject.provenance, frame);
    table::put(&mut flow, 0, &content(form), frame.left, Length::points(8));
    let hint = words::prints::sign_hint();
    let signer = |role| Signer { role, hint, name: "" };
    let signers = [signer(words::prints::scorer()), signer(words::prints::leader())];
    signatures(&mut flow, signers, frame);
    Sheet::LANDSCAPE.pages(Part::Print, &flow)
}

fn content(form: &EmptyForm) -> Table<'_> {
    let decimals = form.subject.points_decimals;
    let mut lines: Vec<Line<'_>> = form.rows.iter().map(|row| line(row, decimals)).collect();
    lines.push(heading_line("", words::prints::row_total(), figure(form.maximum, decimals)));
    let head = vec![
        words::report::column_code(),
        words::prints::column_item(),
        words::prints::column_rule(),
        words::report::column_maximum(),
        words::prints::column_blanks(),
        words::report::column_self_scored(),
        words::prints::column_evidence(),
    ];
    Table { widths: &WIDTHS, tenths: TENTHS, head, lines }
}

fn line(row: &FormRow, decimals: u32) -> Line<'_> {
    match row {
        FormRow::Heading { code, title, maximum } => {
            heading_line(code, title, figure_if_any(*maximum, decimals)).keeping_next()
        }
        FormRow::Item(item) => item_line(item, decimals),
    }
}

fn heading_line<'a>(code: &'a str, title: &'a str, maximum: String) -> Line<'a> {
    Line::new(vec![
        Entry::new(code, BOLD, Align::Left),
        Entry::new(title, BOLD, Align::Left).over(2),
        Entry::new(maximum, BOLD, Align::Right),
        Entry::new("", BOLD, Align::Left),
        Entry::new("", BOLD, Align::Right),
        Entry::new("", BOLD, Align::Left),
    ])
}

fn item_line(item: &FormItem, decimals: u32) -> Line<'_> {
    let filled: Vec<String> = item.blanks.iter().flat_map(blank).collect();
    let evidence = item.evidence.iter().map(words::prints::list_item);
    let line = Line::new(vec![
        Entry::new(&item.code, PLAIN, Align::Left),
        Entry::new(&item.title, PLAIN, Align::Left),
        Entry::list(&item.rule_lines, PLAIN),
        Entry::new(figure_if_any(item.maximum, decimals), PLAIN, Align::Right),
        Entry::list(filled, PLAIN),
        Entry::new("", PLAIN, Align::Right),
        Entry::list(evidence, PLAIN),
    ]);
    line.at_least(LEAST)
}

/// The lines of a blank.
fn blank(blank: &Blank) -> Vec<String> {
    let label = blank.label.trim();
    match &blank.kind {
        BlankKind::Heading => vec![label.to_owned()],
        BlankKind::Boxes(options) => {
            let boxes = packed(options.iter().map(words::prints::tick_box));
            [label.to_owned()].into_iter().chain(boxes).collect()
        }
        BlankKind::Dots(unit) => {
            let unit = unit.as_deref().unwrap_or_default();
            vec![words::prints::labelled(label), blanks::dotted("", unit, PLAIN, BLANK)]
        }
    }
}

/// As many boxes beside one another as a line has room for.
fn packed(boxes: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for one in boxes {
        match lines.last_mut() {
            Some(line) if PLAIN.width(line) + PLAIN.width(GAP) + PLAIN.width(&one) <= BLANK => {
                line.push_str(GAP);
                line.push_str(&one);
            }
            _ => lines.push(one),
        }
    }
    lines
}

/// Room between boxes, which is not squeezed.
const GAP: &str = "\u{a0}\u{a0}\u{a0}\u{a0}";
