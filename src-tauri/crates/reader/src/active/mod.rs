//! What a content does, or fetches, once another program opens it: told by the content, never by
//! its name.

mod mail;
mod office;
mod ole;
mod rtf;
mod text;

use serde::{Deserialize, Serialize};

use crate::kind::{Kind, OLE, is_zip};

/// Why opening a content with another program may do more than show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Active {
    /// It is a program.
    Program,
    /// It carries macros, scripts or controls.
    Macros,
    /// Another file lies in it that a click opens, or an object that another program draws.
    EmbeddedObject,
    /// It fetches something from another computer, such as a template with macros.
    RemoteContent,
    /// Cells are formulas that a spreadsheet would compute, or ask another program for.
    Formula,
    /// It is under a password and cannot be looked into.
    Encrypted,
    /// It cannot be looked into: it is damaged or beyond a bound.
    Unexamined,
}

/// How the macros begin that Office puts into web archives and into its XML of 2003.
const ACTIVE_MIME: &[u8] = b"ActiveMime";
/// How deep files within files are looked into.
const DEPTH: u8 = 4;

/// Which program is taken to open a content, as far as that decides what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opener {
    /// A program that shows letters, pictures or pages, plays recordings or lists archives, and runs
    /// nothing of what lies in them.
    Viewer,
    /// A spreadsheet program, which takes lines of text for cells.
    Cells,
    /// Any other program, word processors among them, which go by the content.
    Any,
}

/// What a content would do when it is opened; nothing where it is harmless.
///
/// The content is hostile: this belongs into the reading process.
pub fn active(content: &[u8], opener: Opener) -> Option<Active> {
    within(content, opener, DEPTH)
}

/// Whether a content that begins so may do something when it is opened: it is looked into.
pub fn can_act(head: &[u8]) -> bool {
    head.starts_with(OLE) || is_zip(head) || text::letters(head).is_some()
}

/// The same of a content that lies so many levels above the last one that is looked into.
fn within(content: &[u8], opener: Opener, depth: u8) -> Option<Active> {
    let Some(depth) = depth.checked_sub(1) else {
        return Some(Active::Unexamined);
    };
    let kind = Kind::of(content);
    if kind == Kind::Program {
        return Some(Active::Program);
    }
    if opener == Opener::Viewer {
        return None;
    }
    if content.starts_with(ACTIVE_MIME) {
        return Some(Active::Macros);
    }
    if kind == Kind::Pdf {
        // A word processor reads on to a web archive that stands behind the beginning of a PDF.
        return text::markup(&text::letters_of_xml(content));
    }
    if content.starts_with(OLE) {
        return ole::active(content, depth);
    }
    if is_zip(content) {
        return office::active(content, depth);
    }
    if rtf::is_rtf(content) {
        return rtf::active(content);
    }
    if ole::is_bare_workbook(content) {
        return ole::active_in_workbook(content);
    }
    match text::letters(content) {
        Some(letters) if mail::is_mail(&letters) => mail::active(&letters, depth),
        Some(letters) => text::active(&letters, opener),
        None => None,
    }
}
