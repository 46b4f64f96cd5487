//! The code of dossier and content hash, and the words beside it: on which pages, and where.

use super::Violation;
use super::view::{PageView, extent, meet, within};
use crate::layout::{Code, Document, Frame, Role};
use crate::length::Length;
use crate::model::Status;

/// A quarter of a millimetre; a printer of 300 dots an inch smudges what is smaller.
const LEAST_MODULE: Length = Length::thousandths(709);

/// The last page of the report and of the document bears the code with its words, once it is signed
/// off; no other page does.
pub(super) fn check(document: &Document, found: &mut Vec<Violation>) {
    let bearing = match document.status {
        Status::SignedOff => document.last_pages(),
        Status::Draft => Vec::new(),
    };
    for (index, page) in document.pages.iter().enumerate() {
        let view = PageView { page, position: index + 1 };
        let count = |role| page.items.iter().filter(|item| item.role == role).count();
        let (codes, words) = (view.codes().count(), count(Role::CheckWords));
        if bearing.contains(&index) {
            if codes != 1 || words < 2 {
                found.push(Violation::CheckCodeMissing { page: view.position });
            }
        } else if codes + words > 0 {
            found.push(Violation::CheckCodePresent { page: view.position });
        }
    }
}

/// Code and words stand in the margins, clear of the sheet's edge and of everything else.
pub(super) fn check_page(view: PageView<'_>, found: &mut Vec<Violation>) {
    let page = view.page;
    let at_foot = |frame: Frame| {
        within(frame.left, Code::TO_EDGE, page.width)
            && within(frame.right, Length::ZERO, page.width - Code::TO_EDGE)
            && within(frame.bottom, page.frame.bottom, page.height - Code::TO_EDGE)
    };
    let mut well_placed = view.codes().all(|code| {
        at_foot(code.frame()) && code.module >= LEAST_MODULE && !meet(code.quiet(), page.frame)
    });
    for item in &page.items {
        let own = |role| matches!(role, Role::CheckCode | Role::CheckWords);
        if !own(item.role) {
            continue;
        }
        let Some(room) = extent(&item.shape) else { continue };
        if item.role == Role::CheckWords {
            well_placed &= at_foot(room) && !meet(room, page.frame);
        }
        let others = page.items.iter().filter(|other| other.role != item.role);
        let crossing = others.filter(|other| extent(&other.shape).is_some_and(|at| meet(at, room)));
        found.extend(
            crossing.map(|other| Violation::Overlap { page: view.position, role: other.role }),
        );
    }
    if !well_placed {
        found.push(Violation::CheckCodePlace { page: view.position });
    }
}
