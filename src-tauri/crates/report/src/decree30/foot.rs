//! Recipients and signature at the end of the report.

use super::Violation;
use super::view::{PageView, joined, same};
use crate::layout::{Document, Frame, Part, Role, Run};
use crate::length::Length;

/// Least room for signature and seal.
const ROOM: Length = Length::mm(30);

pub(super) fn check(document: &Document, found: &mut Vec<Violation>) {
    let roles = [Role::RecipientsHead, Role::Post, Role::SignerName];
    let holds = |view: &PageView<'_>, role| view.runs().any(|(other, _)| other == role);
    let mut places = Vec::new();
    for role in roles {
        match PageView::of_part(document, Part::Report).find(|view| holds(view, role)) {
            Some(view) => places.push(view),
            None => found.push(Violation::Missing(role)),
        }
    }
    let Some(view) = places.first().copied() else {
        return;
    };
    if places.iter().any(|place| place.position != view.position) {
        found.push(Violation::FootTorn);
        return;
    }
    let lines = view.runs().filter(|(role, _)| matches!(role, Role::Body(_))).count();
    if lines < 2 {
        found.push(Violation::FootAlone(lines));
    }
    recipients(document, view, found);
    signature(view, found);
}

fn recipients(document: &Document, view: PageView<'_>, found: &mut Vec<Violation>) {
    let border = view.lines(Role::Post).first().map_or(view.page.frame.right, |run| run.x);
    let mut items: Vec<Vec<&Run>> = Vec::new();
    for view in PageView::of_part(document, Part::Report) {
        for (role, run) in view.runs() {
            if let Role::Recipient(index) = role {
                items.resize_with(items.len().max(index + 1), Vec::new);
                items[index].push(run);
            }
        }
    }
    let last = items.len().saturating_sub(1);
    let is_right = |(index, lines): (usize, &Vec<&Run>)| {
        let text = joined(lines);
        let end = if index == last { '.' } else { ';' };
        text.starts_with("- ")
            && text.ends_with(end)
            && lines.iter().all(|run| same(run.x, view.page.frame.left) && run.right() < border)
    };
    let head = joined(&view.lines(Role::RecipientsHead));
    let rightly_headed = head == words::report::recipients();
    if items.is_empty() || !rightly_headed || !items.iter().enumerate().all(is_right) {
        found.push(Violation::Recipients);
    }
}

fn signature(view: PageView<'_>, found: &mut Vec<Violation>) {
    let (posts, names) = (view.lines(Role::Post), view.lines(Role::SignerName));
    let (Some(post), Some(name)) = (posts.last(), names.first()) else {
        return;
    };
    let areas = view.areas();
    let kept = areas.filter(|(role, _)| *role == Role::SignatureRoom).map(|(_, area)| area);
    let height = kept.map(|area: Frame| area.height()).max().unwrap_or_default();
    let free = (name.top() - post.bottom()).min(height);
    if free < ROOM {
        found.push(Violation::SignatureRoom(free));
    }
    let authority = view.lines(Role::Authority);
    for (role, lines) in
        [(Role::Authority, &authority), (Role::Post, &posts), (Role::SignerName, &names)]
    {
        if lines.iter().any(|run| !same(run.centre(), post.centre())) {
            found.push(Violation::NotCentred { page: view.position, role });
        }
        let text = joined(lines);
        if role != Role::SignerName && text != text.to_uppercase() {
            found.push(Violation::Wording(role));
        }
    }
}
