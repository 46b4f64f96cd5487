//! Recipients and signature at the end of the report (Decree 30/2020/NĐ-CP, Annex I, II.7–II.9).

use crate::face::{Face, Font};
use crate::layout::document::{Frame, Item, Role, Shape, Signatory};
use crate::layout::flow::{Content, Flow, Slab};
use crate::layout::lines::{Line, Measure, balance, break_lines};
use crate::layout::place::{Align, Column, Stack, pitch};
use crate::length::Length;
use crate::model::{Foot, Status};
use crate::phrases;
use crate::printable::printable;

const HEAD: Font = Face::BoldItalic.at(12);
const RECIPIENT: Font = Face::Regular.at(11);
const SIGNER: Font = Face::Bold.at(14);

/// Width of the recipients' column.
const LEFT: Length = Length::mm(75);
/// Width of the signature's column.
const RIGHT: Length = Length::mm(82);
/// Room for signature and seal.
const ROOM: Length = Length::mm(32);
/// Width of the field of the signer's digital signature.
const FIELD: Length = Length::mm(48);

/// Puts the foot below the body, on a page with the body's last lines.
pub(crate) fn foot(flow: &mut Flow, foot: &Foot, status: Status, frame: Frame) {
    let mut left = Stack::new(Column { left: frame.left, width: LEFT });
    let head = line(words::report::recipients(), HEAD);
    left.put(Role::RecipientsHead, &[head], HEAD, Align::Left);
    let signature = signature(foot, status, Column { left: frame.right - RIGHT, width: RIGHT });
    // A list of recipients that is longer than this goes on below the signature.
    let longest = frame.height() * 2 / 3;
    let mut overflow = Vec::new();
    for (role, line) in recipients(foot) {
        if left.bottom + pitch(RECIPIENT) <= longest {
            left.put(role, &[line], RECIPIENT, Align::Left);
        } else {
            overflow.push((role, line));
        }
    }
    let height = left.bottom.max(signature.bottom);
    let items = [left.items, signature.items].concat();
    let content = Content::Items(items, height);
    flow.slabs.push(Slab { before: Length::points(14), joined: true, content });
    for (role, line) in overflow {
        let mut more = Stack::new(left.column);
        more.put(role, &[line], RECIPIENT, Align::Left);
        flow.block(more.items, more.bottom, Length::ZERO);
    }
}

/// The lines of the recipients.
fn recipients(foot: &Foot) -> Vec<(Role, Line)> {
    let items = phrases::recipients(foot);
    let broken = |(index, item): (usize, &String)| {
        let lines = break_lines(&printable(item), RECIPIENT, Measure::even(LEFT));
        lines.into_iter().map(move |line| (Role::Recipient(index), line))
    };
    items.iter().enumerate().flat_map(broken).collect()
}

/// Puts the recipients alone at the left, below what stands in the flow and on its page.
pub(crate) fn recipients_alone(flow: &mut Flow, foot: &Foot, frame: Frame) {
    let column = Column { left: frame.left, width: LEFT };
    let mut head = Stack::new(column);
    head.put(Role::RecipientsHead, &[line(words::report::recipients(), HEAD)], HEAD, Align::Left);
    let content = Content::Items(head.items, head.bottom);
    flow.slabs.push(Slab { before: Length::points(14), joined: true, content });
    for (role, line) in recipients(foot) {
        let mut stack = Stack::new(column);
        stack.put(role, &[line], RECIPIENT, Align::Left);
        let content = Content::Items(stack.items, stack.bottom);
        flow.slabs.push(Slab { before: Length::ZERO, joined: true, content });
    }
}

fn signature(foot: &Foot, status: Status, column: Column) -> Stack {
    let mut stack = Stack::new(column);
    let measure = Measure::even(column.width);
    for authority in &foot.authority {
        let lines = balance(&printable(authority).to_uppercase(), SIGNER, measure);
        stack.put(Role::Authority, &lines, SIGNER, Align::Centre);
    }
    let post = balance(&printable(&foot.post).to_uppercase(), SIGNER, measure);
    stack.put(Role::Post, &post, SIGNER, Align::Centre);
    let top = stack.bottom;
    room(&mut stack, Role::SignatureRoom, ROOM);
    if status == Status::SignedOff {
        stack.items.extend(fields(column, top));
    }
    let name = balance(&printable(&foot.name), SIGNER, measure);
    stack.put(Role::SignerName, &name, SIGNER, Align::Centre);
    stack
}

/// The fields for digital signatures: the signer's in the middle of the room, the agency's square one
/// over the left third of it (Decree 30/2020/NĐ-CP, Annex I, II.8).
fn fields(column: Column, top: Length) -> [Item; 2] {
    let left = column.centre() - FIELD / 2;
    let sealed = left + FIELD / 3;
    let field = |signatory, left, right| {
        let frame = Frame { left, top, right, bottom: top + ROOM };
        Item { role: Role::SignatureField(signatory), shape: Shape::Area(frame) }
    };
    [field(Signatory::Signer, left, left + FIELD), field(Signatory::Agency, sealed - ROOM, sealed)]
}

/// Keeps room for a signature.
pub(crate) fn room(stack: &mut Stack, role: Role, height: Length) {
    let top = stack.bottom;
    stack.skip(height);
    let (left, right) = (stack.column.left, stack.column.left + stack.column.width);
    let frame = Frame { left, top, right, bottom: stack.bottom };
    stack.items.push(Item { role, shape: Shape::Area(frame) });
}

fn line(text: &str, font: Font) -> Line {
    Line { text: text.to_owned(), width: font.width(text) }
}
