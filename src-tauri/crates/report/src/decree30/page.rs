//! What holds for each page: paper, margins, type, number, mark of a draft.

use unicode_normalization::is_nfc;

use super::Violation;
use super::view::{PageView, extent, same, within};
use crate::face::Face;
use crate::layout::{BodyKind, Frame, Part, Role, Run};
use crate::length::Length;
use crate::model::Status;

pub(super) fn check(view: PageView<'_>, status: Status, found: &mut Vec<Violation>) {
    paper(view, found);
    for item in &view.page.items {
        // These have margins of their own: see `number`, `draft_mark` and `check_code`.
        let exempt = matches!(
            item.role,
            Role::PageNumber | Role::DraftMark | Role::CheckCode | Role::CheckWords
        );
        if !exempt && extent(&item.shape).is_some_and(|extent| leaves(view.page.frame, extent)) {
            found.push(Violation::LeavesPage { page: view.position, role: item.role });
        }
    }
    for (role, run) in view.runs() {
        letters(view.position, role, run, found);
    }
    overlaps(view, found);
    number(view, found);
    draft_mark(view, status, found);
}

fn paper(view: PageView<'_>, found: &mut Vec<Violation>) {
    let page = view.page;
    let mm = Length::mm;
    let margins = [
        page.frame.top,
        page.height - page.frame.bottom,
        page.frame.left,
        page.width - page.frame.right,
    ];
    let turned = match page.part {
        Part::Report => false,
        Part::AnnexOne | Part::AnnexTwo => true,
        Part::Print => page.width > page.height,
    };
    let (size, bounds) = if turned {
        // Turned anticlockwise: the left margin becomes the upper one.
        ((mm(297), mm(210)), [(30, 35), (15, 20), (20, 25), (20, 25)])
    } else {
        ((mm(210), mm(297)), [(20, 25), (20, 25), (30, 35), (15, 20)])
    };
    if (page.width, page.height) != size {
        let (width, height) = (page.width, page.height);
        found.push(Violation::PageSize { page: view.position, width, height });
    }
    let kept = |(margin, (least, most)): (Length, (i64, i64))| within(margin, mm(least), mm(most));
    if !margins.into_iter().zip(bounds).all(kept) {
        found.push(Violation::Margins { page: view.position, frame: page.frame });
    }
}

fn leaves(frame: Frame, item: Frame) -> bool {
    !within(item.left, frame.left, frame.right)
        || !within(item.right, frame.left, frame.right)
        || !within(item.top, frame.top, frame.bottom)
        || !within(item.bottom, frame.top, frame.bottom)
}

/// Face, size and normal form of a line.
fn letters(page: usize, role: Role, run: &Run, found: &mut Vec<Violation>) {
    let (faces, least, most) = type_of(role);
    if !faces.contains(&run.font.face) {
        found.push(Violation::Face { page, role });
    }
    let size = run.font.size;
    if size < Length::thousandths(least * 100) || size > Length::thousandths(most * 100) {
        found.push(Violation::Size { page, role, size });
    }
    if !is_nfc(&run.text) {
        found.push(Violation::NotNormalised { page, role });
    }
}

/// The faces that a part of the document may have, and its least and greatest size in tenths of a
/// point.
const fn type_of(role: Role) -> (&'static [Face], i64, i64) {
    const UPRIGHT: &[Face] = &[Face::Regular];
    const BOLD: &[Face] = &[Face::Bold];
    const ITALIC: &[Face] = &[Face::Italic];
    match role {
        Role::SuperiorBody => (UPRIGHT, 120, 130),
        Role::IssuingBody | Role::State => (BOLD, 120, 130),
        Role::Motto | Role::AnnexTitle | Role::Authority | Role::Post | Role::SignerName => {
            (BOLD, 130, 140)
        }
        Role::Number => (UPRIGHT, 130, 130),
        Role::PlaceAndDate | Role::AnnexReference | Role::Note => (ITALIC, 130, 140),
        Role::Kind | Role::Subject | Role::AnnexLabel => (BOLD, 140, 140),
        Role::Body(line) => match line.kind {
            BodyKind::Basis => (ITALIC, 130, 140),
            BodyKind::Section | BodyKind::Subsection => (BOLD, 130, 140),
            BodyKind::Text | BodyKind::Closing => (UPRIGHT, 130, 140),
        },
        Role::Head(_) => (BOLD, 95, 140),
        Role::Cell(_) | Role::Figure(_) => (&[Face::Regular, Face::Bold], 95, 140),
        Role::RecipientsHead => (&[Face::BoldItalic], 120, 120),
        Role::Recipient(_) => (UPRIGHT, 110, 110),
        Role::Preparer => (BOLD, 120, 140),
        Role::Blank | Role::PageNumber => (UPRIGHT, 130, 140),
        Role::CheckWords => (UPRIGHT, 70, 80),
        Role::IssuingRule
        | Role::MottoRule
        | Role::SubjectRule
        | Role::Grid
        | Role::SignatureRoom
        | Role::SignatureField(_)
        | Role::PreparerRoom
        | Role::DraftMark
        | Role::CheckCode => (&[], 0, 0),
    }
}

/// No two lines of text stand on one another; sorted by baseline, only neighbours can.
fn overlaps(view: PageView<'_>, found: &mut Vec<Violation>) {
    let mut runs: Vec<(Role, &Run)> = view.runs().filter(|(_, run)| !run.text.is_empty()).collect();
    runs.sort_by_key(|(_, run)| (run.baseline, run.x));
    for (index, (role, run)) in runs.iter().enumerate() {
        let near = runs[index + 1..].iter().take_while(|(_, next)| {
            // Line spacing is at least 0.9 of the size; anything closer overlaps.
            next.baseline - run.baseline < run.font.size * 9 / 10
        });
        let aside =
            |next: &Run| same(next.x, run.right()) || next.x > run.right() || next.right() < run.x;
        if near.into_iter().any(|(_, next)| !aside(next)) {
            found.push(Violation::Overlap { page: view.position, role: *role });
        }
    }
}

fn number(view: PageView<'_>, found: &mut Vec<Violation>) {
    let page = view.page;
    let numbers = view.lines(Role::PageNumber);
    if page.number == 1 {
        if !numbers.is_empty() {
            let violation = Violation::NumberOnFirstPage { page: view.position, part: page.part };
            found.push(violation);
        }
        return;
    }
    let is_right = |run: &&Run| {
        run.text == page.number.to_string()
            && same(run.centre(), page.frame.centre())
            && run.top() > Length::ZERO
            && run.bottom() < page.frame.top
    };
    if numbers.len() != 1 || !numbers.iter().all(is_right) {
        found.push(Violation::PageNumber { page: view.position });
    }
}

fn draft_mark(view: PageView<'_>, status: Status, found: &mut Vec<Violation>) {
    let page = view.position;
    let is_mark = |role: Role| role == Role::DraftMark;
    match status {
        Status::Draft => {
            if !view.page.items.first().is_some_and(|item| is_mark(item.role)) {
                found.push(Violation::DraftMarkMissing { page });
            }
        }
        Status::SignedOff => {
            if view.page.items.iter().any(|item| is_mark(item.role)) {
                found.push(Violation::DraftMarkPresent { page });
            }
        }
    }
}
