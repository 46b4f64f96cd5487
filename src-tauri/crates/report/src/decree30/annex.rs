//! The annexes' headings, their names in the report, and who drew Annex I up.

use super::Violation;
use super::view::{PageView, joined, same};
use crate::layout::{Document, Part, Role, Run};
use crate::length::Length;

pub(super) fn check(document: &Document, found: &mut Vec<Violation>) {
    let text = body_text(document);
    let annexes = [
        (Part::AnnexOne, words::report::annex_one()),
        (Part::AnnexTwo, words::report::annex_two()),
    ];
    for (part, label) in annexes {
        heading(document, part, label, found);
        // "Annex I" is also the beginning of "Annex II".
        let named =
            text.match_indices(label).any(|(at, _)| !text[at + label.len()..].starts_with('I'));
        if !named {
            found.push(Violation::AnnexNotNamed(part));
        }
    }
    preparer(document, found);
}

fn body_text(document: &Document) -> String {
    let mut text = String::new();
    for view in PageView::of_part(document, Part::Report) {
        for (_, run) in view.runs().filter(|(role, _)| matches!(role, Role::Body(_))) {
            text.push_str(&run.text);
            text.push(' ');
        }
    }
    text
}

fn heading(document: &Document, part: Part, label: &str, found: &mut Vec<Violation>) {
    let Some(view) = PageView::of_part(document, part).next() else {
        found.push(Violation::AnnexHeading(part));
        return;
    };
    let roles = [Role::AnnexLabel, Role::AnnexTitle, Role::AnnexReference];
    let [labels, titles, references] = roles.map(|role| view.lines(role));
    let title = joined(&titles);
    let reference = joined(&references);
    let worded = joined(&labels) == label
        && !title.is_empty()
        && title == title.to_uppercase()
        && reference.starts_with('(')
        && reference.ends_with(')');
    let lines = [labels, titles, references].concat();
    let in_order = lines.windows(2).all(|pair| pair[0].baseline < pair[1].baseline);
    let centred = lines.iter().all(|run| same(run.centre(), view.page.frame.centre()));
    let at_top = lines
        .first()
        .is_some_and(|first| first.baseline - view.page.frame.top < first.font.size * 2);
    if !(worded && in_order && centred && at_top) {
        found.push(Violation::AnnexHeading(part));
    }
}

/// The preparer's two lines and the room between them stand on a page with a row of the table.
fn preparer(document: &Document, found: &mut Vec<Violation>) {
    let holding: Vec<PageView<'_>> = PageView::of_part(document, Part::AnnexOne)
        .filter(|view| !view.lines(Role::Preparer).is_empty())
        .collect();
    let kept = matches!(holding.as_slice(), [view] if is_whole(*view));
    if !kept {
        found.push(Violation::Preparer);
    }
}

fn is_whole(view: PageView<'_>) -> bool {
    let lines: Vec<&Run> = view.lines(Role::Preparer);
    let rooms: Vec<_> = view
        .areas()
        .filter(|(role, _)| *role == Role::PreparerRoom)
        .map(|(_, area)| area)
        .collect();
    let row = view.areas().any(|(role, _)| matches!(role, Role::Cell(_) | Role::Figure(_)));
    let [room] = rooms.as_slice() else {
        return false;
    };
    row && room.height() >= Length::mm(15)
        && lines.first().is_some_and(|run| run.bottom() <= room.top + Length::points(3))
        && joined(&lines).starts_with(words::report::preparer())
}
