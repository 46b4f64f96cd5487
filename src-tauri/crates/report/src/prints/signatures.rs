//! Who signs a paper: two columns beside one another.

use crate::face::{Face, Font};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::foot::room;
use crate::layout::lines::{Measure, balance};
use crate::layout::place::{Align, Column, Stack};
use crate::layout::{Frame, Role};
use crate::length::Length;
use crate::printable::printable;

const SIGNER: Font = Face::Bold.at(14);
const HINT: Font = Face::Italic.at(13);
/// Room to sign.
const ROOM: Length = Length::mm(28);

/// One who signs.
pub(super) struct Signer<'a> {
    /// As what: "THƯ KÝ".
    pub(super) role: &'a str,
    /// What is asked for: "(Ký, ghi rõ họ tên)".
    pub(super) hint: &'a str,
    /// The name, empty where it is written by hand.
    pub(super) name: &'a str,
}

/// Puts both columns below what stands in the flow, on the page of its last lines.
pub(super) fn signatures(flow: &mut Flow, signers: [Signer<'_>; 2], frame: Frame) {
    let width = frame.width() / 2;
    let mut items = Vec::new();
    let mut height = Length::ZERO;
    for (signer, left) in signers.into_iter().zip([frame.left, frame.left + width]) {
        let stack = signed(&signer, Column { left, width });
        height = height.max(stack.bottom);
        items.extend(stack.items);
    }
    let content = Content::Items(items, height);
    flow.slabs.push(Slab { before: Length::points(14), joined: true, content });
}

fn signed(signer: &Signer<'_>, column: Column) -> Stack {
    let mut stack = Stack::new(column);
    let measure = Measure::even(column.width - Length::mm(4));
    stack.put(Role::Post, &balance(signer.role, SIGNER, measure), SIGNER, Align::Centre);
    stack.put(Role::Note, &balance(signer.hint, HINT, measure), HINT, Align::Centre);
    room(&mut stack, Role::SignatureRoom, ROOM);
    let name = printable(signer.name);
    if !name.is_empty() {
        stack.put(Role::SignerName, &balance(&name, SIGNER, measure), SIGNER, Align::Centre);
    }
    stack
}
