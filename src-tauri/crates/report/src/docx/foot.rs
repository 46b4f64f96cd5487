//! Recipients and signature (Decree 30/2020/NĐ-CP, Annex I, II.7–II.9), and who drew Annex I up.

use super::paragraph::{Paragraph, plain, room};
use super::{Blocks, centred, table};
use crate::content::table::Align;
use crate::face::{Face, Font};
use crate::layout::{landscape, portrait};
use crate::length::Length;
use crate::model::Foot;
use crate::phrases;

const HEAD: Font = Face::BoldItalic.at(12);
const RECIPIENT: Font = Face::Regular.at(11);
const SIGNER: Font = Face::Bold.at(14);
const PREPARER: Font = Face::Bold.at(13);
/// Width of the recipients' column.
const LEFT: Length = Length::mm(80);
/// Room for signature and seal.
const ROOM: Length = Length::mm(32);
/// Width of the preparer's column, and the room to sign in it.
const PREPARER_WIDTH: Length = Length::mm(80);
const PREPARER_ROOM: Length = Length::mm(22);

/// Puts recipients and signature beside one another.
pub(super) fn foot(blocks: &mut Blocks, foot: &Foot) {
    let mut left = plain(words::report::recipients(), HEAD, Align::Left);
    for recipient in phrases::recipients(foot) {
        left.extend(plain(&recipient, RECIPIENT, Align::Left));
    }
    let mut right = Vec::new();
    for line in foot.authority.iter().chain([&foot.post]) {
        right.extend(centred(&line.to_uppercase(), SIGNER));
    }
    right.push(room(ROOM));
    right.extend(centred(&foot.name, SIGNER));
    let right = right.into_iter().map(|paragraph| paragraph.keeping_next(true)).collect();
    blocks.table(table::columns(vec![vec![left, right]], &[LEFT, portrait().width() - LEFT]));
}

/// Puts who drew the table up, with room to sign.
pub(super) fn preparer(blocks: &mut Blocks, name: &str) {
    let beside = landscape().width() - PREPARER_WIDTH;
    let narrow = |paragraph: Paragraph| paragraph.ending_before(beside);
    let label = centred(words::report::preparer(), PREPARER);
    let name = centred(name, PREPARER);
    blocks.paragraphs([room(Length::points(10))]);
    blocks.paragraphs(label.into_iter().map(|paragraph| narrow(paragraph).keeping_next(true)));
    blocks.paragraphs([room(PREPARER_ROOM)]);
    blocks.paragraphs(name.into_iter().map(narrow));
}
