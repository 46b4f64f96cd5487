//! A sheet of each officer's items.

use super::heading;
use super::model::{OfficerItem, OfficerSheet, OfficerSheets};
use super::signatures::{Signer, signatures};
use crate::content::table::{Align, Entry, Line, Table};
use crate::face::{Face, Font};
use crate::layout::body::Body;
use crate::layout::flow::Flow;
use crate::layout::{BodyKind, Page, Part, Sheet, landscape, table};
use crate::length::Length;
use crate::phrases::{figure, figure_if_any};

/// Widths of the columns in millimetres, 257 in all.
const WIDTHS: [i64; 7] = [15, 80, 28, 18, 18, 70, 28];
const TENTHS: i64 = 120;
const PLAIN: Font = Face::Regular.tenths(TENTHS);
const BOLD: Font = Face::Bold.tenths(TENTHS);

/// Lays the sheets out, each officer's from a new page on, numbered on its own.
pub(super) fn pages(sheets: &OfficerSheets) -> Vec<Page> {
    sheets.officers.iter().flat_map(|sheet| sheet_pages(sheets, sheet)).collect()
}

fn sheet_pages(sheets: &OfficerSheets, sheet: &OfficerSheet) -> Vec<Page> {
    let frame = landscape();
    let subject = &sheets.subject;
    let decimals = subject.points_decimals;
    let mut flow = Flow::default();
    heading::top(&mut flow, subject, None, frame);
    let title = words::prints::officers_subject(subject.year);
    heading::kind(&mut flow, words::prints::officers_kind(), &title, frame);
    let mut body = Body::new(&mut flow, frame);
    let owner = sheet.owner.as_deref().unwrap_or(words::prints::no_owner());
    body.text(BodyKind::Text, &words::prints::owner(owner));
    let (points, maximum) =
        (figure(sheet.share.points, decimals), figure(sheet.share.maximum, decimals));
    let progress =
        words::prints::progress(&sheets.as_of, sheet.items.len(), sheet.done, points, maximum);
    body.text(BodyKind::Text, &progress);
    for deadline in &sheets.deadlines {
        body.text(BodyKind::Text, &words::prints::list_item(deadline));
    }
    table::put(body.flow, 0, &content(sheet, decimals), frame.left, Length::points(8));
    let hint = words::prints::sign_hint();
    let signer = |role| Signer { role, hint, name: "" };
    let signers = [signer(words::prints::receiver()), signer(words::prints::assigner())];
    signatures(&mut flow, signers, frame);
    Sheet::LANDSCAPE.pages(Part::Print, &flow)
}

fn content(sheet: &OfficerSheet, decimals: u32) -> Table<'_> {
    let mut lines: Vec<Line<'_>> = sheet.items.iter().map(|item| line(item, decimals)).collect();
    if let Some(last) = lines.last_mut() {
        last.keeps_next = true;
    }
    lines.push(Line::new(vec![
        Entry::new(words::report::row_sum(), BOLD, Align::Centre).over(3),
        Entry::new(figure(sheet.share.maximum, decimals), BOLD, Align::Right),
        Entry::new(figure(sheet.share.points, decimals), BOLD, Align::Right),
        Entry::new("", BOLD, Align::Left).over(2),
    ]));
    let head = vec![
        words::report::column_code(),
        words::prints::column_item(),
        words::prints::column_status(),
        words::report::column_maximum(),
        words::prints::column_points(),
        words::prints::column_missing(),
        words::prints::column_due(),
    ];
    Table { widths: &WIDTHS, tenths: TENTHS, head, lines }
}

fn line(item: &OfficerItem, decimals: u32) -> Line<'_> {
    let missing = item.missing.iter().map(words::prints::list_item);
    Line::new(vec![
        Entry::new(&item.code, PLAIN, Align::Left),
        Entry::new(&item.title, PLAIN, Align::Left),
        Entry::new(&item.status, PLAIN, Align::Left),
        Entry::new(figure(item.maximum, decimals), PLAIN, Align::Right),
        Entry::new(figure_if_any(item.points, decimals), PLAIN, Align::Right),
        Entry::list(missing, PLAIN),
        Entry::new(&item.due, PLAIN, Align::Centre),
    ])
}
