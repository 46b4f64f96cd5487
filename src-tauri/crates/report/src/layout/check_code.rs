//! The code of dossier and content hash at the foot of the signed-off report's last pages.
//!
//! It stands in a margin at the sheet's lower right corner, its words at its left below the text:
//! upright or turned, the sheet has one of 20 mm there. So it takes no room from the text, never
//! makes a page of its own, and is found at one place however full the page is. The last page of
//! the file bears it, and so does that of the report itself, which goes round without annexes too.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::content::check_code::{CheckCode, check_code};
use crate::face::{Face, Font};
use crate::layout::document::{Bar, Code, Document, Item, Page, Role, Shape};
use crate::layout::lines::{Measure, break_lines};
use crate::layout::place::{Align, Column, Stack};
use crate::model::Report;
use crate::printable::printable;

const WORDS: Font = Face::Regular.tenths(75);

/// Puts the code on the pages that bear it; none on those of a draft.
pub(crate) fn put(document: &mut Document, report: &Report) {
    let Some(said) = check_code(report) else {
        return;
    };
    // Longer than any code can be is no identifier of a dossier.
    let Ok(drawn) = QrCode::encode_text(&said.code, QrCodeEcc::Medium) else {
        return;
    };
    let Ok(side) = u8::try_from(drawn.size()) else {
        return;
    };
    let bars = bars(&drawn, side);
    for index in document.last_pages() {
        if let Some(page) = document.pages.get_mut(index) {
            let code = cornered(page, side, bars.clone());
            page.items.extend(beside(page, &code, &said));
            page.items.push(Item { role: Role::CheckCode, shape: Shape::Code(code) });
        }
    }
}

/// The code, as large as the deeper margin at the corner allows: in the lower one it ends where the
/// text ends, in the right one near the sheet's edge.
fn cornered(page: &Page, side: u8, bars: Vec<Bar>) -> Code {
    let below = page.height - page.frame.bottom;
    let aside = page.width - page.frame.right;
    let (margin, right) = if below >= aside {
        (below, page.frame.right)
    } else {
        (aside, page.width - Code::TO_EDGE)
    };
    let module = (margin - Code::TO_EDGE) / i64::from(side + Code::QUIET);
    let extent = module * i64::from(side);
    let top = page.height - Code::TO_EDGE - extent;
    Code { left: right - extent, top, module, side, bars }
}

/// The words at the left of the code, as deep on the page.
fn beside(page: &Page, code: &Code, said: &CheckCode) -> Vec<Item> {
    let left = page.frame.left;
    let column = Column { left, width: code.quiet().left - left };
    let mut stack = Stack::new(column);
    for line in &said.lines {
        let lines = break_lines(&printable(line), WORDS, Measure::even(column.width));
        stack.put(Role::CheckWords, &lines, WORDS, Align::Right);
    }
    let top = code.frame().bottom - stack.bottom;
    stack.items.into_iter().map(|item| item.lowered(top)).collect()
}

/// The code's dark modules, those beside one another as one bar.
fn bars(drawn: &QrCode, side: u8) -> Vec<Bar> {
    let mut bars = Vec::new();
    for row in 0..side {
        let mut begun = None;
        // What lies behind the last module is light.
        for column in 0..=side {
            let dark = drawn.get_module(i32::from(column), i32::from(row));
            match begun {
                None if dark => begun = Some(column),
                Some(from) if !dark => {
                    bars.push(Bar { row, from, to: column });
                    begun = None;
                }
                _ => {}
            }
        }
    }
    bars
}
