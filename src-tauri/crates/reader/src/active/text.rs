//! Letters that another program reads as more than letters: cells, XML of Office, web pages.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{UTF_16BE, UTF_16LE};
use quick_xml::escape::unescape;
use regex::Regex;

use super::{Active, Opener};
use crate::text as encodings;

/// Words of macros, scripts and controls in Office's XML, in web archives and in pages, in small
/// letters. A document of 2003 holds its macros in `docSuppData`, a web archive in a file that begins
/// with `ActiveMime`, here in base64 as well.
const MACROS: [&str; 13] = [
    "docsuppdata",
    "editdata.mso",
    "vbaproject",
    "activemime",
    "qwn0axzltwltz",
    "ppaction://macro",
    "ppaction://program",
    "vnd.sun.star.script:",
    "<script",
    "javascript:",
    "vbscript:",
    "<hta:",
    "w:ocx",
];
/// The same of objects; the last one is how an OLE file begins in base64.
const OBJECTS: [&str; 6] =
    ["docoledata", "oleobject", "oledata.mso", "<object", "<embed", "0m8r4kgxgue"];

/// What a document of 2003 says of its macros; "no" is the one value that means none.
static PRESENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"macrospresent\s*=\s*["']([^"']*)"#).ok());
/// A formula in Excel's XML of 2003 that asks another program.
static ASKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"formula\s*=\s*("[^"|]*\||'[^'|]*\|)"#).ok());
/// A style sheet or a template from another computer.
static REMOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(<\?xml-stylesheet[^>]*|attachedtemplate[^>]*)["'=](https?:|ftp:|\\\\|mhtml:)"#)
        .ok()
});
/// A function that is called: its name and the parenthesis at once after it.
static CALL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z][A-Za-z0-9_.]*\(").ok());

/// The letters of a content; none where it is no text. Other programs read on over a control
/// character, so that only a zero tells that it is none.
pub(super) fn letters(content: &[u8]) -> Option<String> {
    let is_text = encodings::is_text(content) || is_wide_xml(content) || !content.contains(&0);
    is_text.then(|| letters_of_xml(content))
}

/// The letters of a content that is known to be XML.
pub(super) fn letters_of_xml(content: &[u8]) -> String {
    let encoding = if content.starts_with(b"<\0") { UTF_16LE } else { UTF_16BE };
    if is_wide_xml(content) {
        encoding.decode_without_bom_handling(content).0.into_owned()
    } else {
        encodings::decoded(content)
    }
}

/// Whether a content is XML in UTF-16 that does without a mark of its encoding.
fn is_wide_xml(content: &[u8]) -> bool {
    content.starts_with(b"<\0") || content.starts_with(b"\0<")
}

/// Letters with those in place of what stands for them in XML, such as `&#68;` for D.
pub(super) fn resolved(letters: &str) -> Cow<'_, str> {
    unescape(letters).unwrap_or(Cow::Borrowed(letters))
}

/// What letters would do.
pub(super) fn active(letters: &str, opener: Opener) -> Option<Active> {
    match opener {
        Opener::Viewer => None,
        Opener::Cells => cells(letters).or_else(|| markup(letters)),
        Opener::Any => link(letters).or_else(|| markup(letters)),
    }
}

/// What the marks of XML, of a web page or a web archive would do.
pub(super) fn markup(letters: &str) -> Option<Active> {
    let letters = resolved(letters).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    let finds = |regex: &LazyLock<Option<Regex>>| {
        regex.as_ref().is_none_or(|regex| regex.is_match(&letters))
    };
    let says_macros = PRESENT.as_ref().is_none_or(|regex| {
        regex
            .captures_iter(&letters)
            .any(|found| found.get(1).is_none_or(|one| one.as_str() != "no"))
    });
    if has(&MACROS) || says_macros {
        Some(Active::Macros)
    } else if has(&OBJECTS) {
        Some(Active::EmbeddedObject)
    } else if finds(&ASKS) {
        Some(Active::Formula)
    } else if finds(&REMOTE) {
        Some(Active::RemoteContent)
    } else if letters.contains("<!entity") {
        // What such an entity stands for is not looked for.
        Some(Active::Unexamined)
    } else {
        None
    }
}

/// A table in the symbolic link format, which spreadsheets know by its first letters and whose cells
/// are formulas.
fn link(letters: &str) -> Option<Active> {
    letters.starts_with("ID;").then_some(Active::Formula)
}

/// Whether a cell among lines of text is a formula.
fn cells(letters: &str) -> Option<Active> {
    if let Some(found) = link(letters) {
        return Some(found);
    }
    // Excel takes the separator from such a first line.
    let own = letters.lines().next().and_then(|line| line.strip_prefix("sep="));
    let own = own.and_then(|rest| rest.chars().next());
    let parts = |one: char| matches!(one, ',' | ';' | '\t' | '\n' | '|') || Some(one) == own;
    // A bar parts cells, and a program from its topic: both are looked at.
    let lines = || letters.split('\n');
    let is_formula = letters.split(parts).any(is_formula)
        || lines().flat_map(|line| line.split([',', ';', '\t'])).any(is_formula)
        || lines().any(is_formula);
    is_formula.then_some(Active::Formula)
}

/// Whether a spreadsheet would compute a cell. A number or a phone number, and words behind a dash
/// are nothing to compute.
fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['"', '\'', ' ', '\u{a0}', '\r']).trim_end();
    let asks = cell.contains('|') && cell.contains('!');
    let calls = || CALL.as_ref().is_none_or(|regex| regex.is_match(cell));
    match cell.chars().next() {
        Some('=' | '＝') => cell.chars().any(|one| one.is_alphanumeric() || one == '('),
        Some('+' | '-' | '@' | '＋' | '－' | '＠') => asks || calls(),
        Some(_) | None => false,
    }
}
