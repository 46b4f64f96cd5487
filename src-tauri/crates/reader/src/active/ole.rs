//! Files of Office before 2007 and messages of Outlook: streams and storages in one OLE file.

use std::io::{Cursor, Read};

use cfb::{CompoundFile, Entry};

use super::{Active, Opener, within};
use crate::bounds;

type Ole<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// Storages and streams of macros, in small letters
/// ([MS-OVBA] 2.2, [MS-DOC] 2.1, [MS-XLS] 2.1).
const MACROS: [&str; 6] =
    ["vba", "_vba_project", "_vba_project_cur", "macros", "\u{3}ocxname", "ocxdata"];
/// Streams of embedded objects ([MS-OLEDS] 2.3.6; "equation native" is what the equation editor
/// reads).
const OBJECTS: [&str; 4] = ["\u{1}ole10native", "\u{1}ole10itemname", "equation native", "package"];
/// The storage of a Word document that holds its objects.
const OBJECT_POOL: &str = "objectpool";
/// How storages of objects begin in a workbook ([MS-XLS] 2.1.3).
const OBJECT_STORAGES: [&str; 2] = ["mbd", "lnk"];
/// The streams that hold a workbook.
const WORKBOOKS: [&str; 2] = ["workbook", "book"];
/// The stream that holds a presentation.
const PRESENTATION: &str = "powerpoint document";
/// The stream that holds the text of a Word document.
const WORD: &str = "worddocument";
/// The stream of a package of today under a password.
const ENCRYPTED: &str = "encryptedpackage";
/// The stream of an attachment of a message: its property 0x3701, binary ([MS-OXMSG] 2.2.2).
const ATTACHMENT: &str = "__substg1.0_37010102";

/// What an OLE file would do.
pub(super) fn active(content: &[u8], depth: u8) -> Option<Active> {
    let Ok(mut ole) = Ole::open(Cursor::new(content)) else {
        return Some(Active::Unexamined);
    };
    let entries: Vec<Entry> = ole.walk().take(bounds::ENTRIES).collect();
    if entries.len() == bounds::ENTRIES {
        return Some(Active::Unexamined);
    }
    if let Some(found) = entries.iter().find_map(by_name) {
        return Some(found);
    }
    let mut left = bounds::DECOMPRESSED;
    entries.iter().filter(|entry| entry.is_stream()).find_map(|entry| {
        let name = entry.name().to_lowercase();
        let look = look_for(&name)?;
        left = left.saturating_sub(entry.len());
        if left == 0 {
            return Some(Active::Unexamined);
        }
        match stream(&mut ole, entry) {
            Some(stream) => look(&stream, depth),
            None => Some(Active::Unexamined),
        }
    })
}

/// Tells what a stream would do, so many levels above the last one that is looked into.
type Look = fn(&[u8], u8) -> Option<Active>;

/// How the stream of a name is looked into; not at all where it holds nothing that acts.
fn look_for(name: &str) -> Option<Look> {
    match name {
        PRESENTATION => Some(|stream, _| active_in_presentation(stream)),
        WORD => Some(|stream, _| asks_other_programs(stream).then_some(Active::Formula)),
        ATTACHMENT => Some(|stream, depth| within(stream, Opener::Any, depth)),
        _ if WORKBOOKS.contains(&name) => Some(|stream, _| active_in_workbook(stream)),
        _ => None,
    }
}

fn stream(ole: &mut Ole<'_>, entry: &Entry) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ole.open_stream(entry.path()).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// What the name of an entry, or of the storage that it lies in, says.
fn by_name(entry: &Entry) -> Option<Active> {
    let name = entry.name().to_lowercase();
    let parent = entry.path().parent().and_then(|parent| parent.file_name());
    let parent = parent.map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_object = entry.is_storage()
        && (parent == OBJECT_POOL || OBJECT_STORAGES.iter().any(|begin| name.starts_with(begin)));
    if MACROS.contains(&name.as_str()) {
        Some(Active::Macros)
    } else if is_object || OBJECTS.contains(&name.as_str()) {
        Some(Active::EmbeddedObject)
    } else if name == ENCRYPTED {
        Some(Active::Encrypted)
    } else {
        None
    }
}

/// Records of a workbook ([MS-XLS] 2.3).
const BOF: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
const FILE_PASS: u16 = 0x002f;
const BOUND_SHEET: u16 = 0x0085;
const SUP_BOOK: u16 = 0x01ae;
/// A sheet of macros: as a substream, and in the list of sheets, where a module of code has its own.
const MACRO_STREAM: u16 = 0x0040;
const MACRO_SHEETS: [u8; 2] = [1, 6];
/// What parts a program from its topic in a link to another program.
const DDE: u8 = 3;

/// Whether a content is a workbook of Excel before 5.0, which is no OLE file.
pub(super) fn is_bare_workbook(content: &[u8]) -> bool {
    let record = |at: usize| number(content, at).unwrap_or_default();
    BOF[..3].contains(&record(0)) && matches!(record(2), 4 | 6 | 8)
}

/// What the records of a workbook would do.
pub(super) fn active_in_workbook(stream: &[u8]) -> Option<Active> {
    let mut rest = stream;
    while let (Some(kind), Some(length)) = (number(rest, 0), number(rest, 2)) {
        let end = (4 + usize::from(length)).min(rest.len());
        let record = &rest[4..end];
        let found = match kind {
            FILE_PASS => Some(Active::Encrypted),
            BOUND_SHEET if record.get(5).is_some_and(|kind| MACRO_SHEETS.contains(kind)) => {
                Some(Active::Macros)
            }
            _ if BOF.contains(&kind) && number(record, 2) == Some(MACRO_STREAM) => {
                Some(Active::Macros)
            }
            SUP_BOOK if is_link_to_program(record) => Some(Active::Formula),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        rest = &rest[end..];
    }
    None
}

/// Whether a record links to another program. The path of another workbook, which parts its folders
/// with the same character, begins with one of the lowest ([MS-XLS] 2.5.277).
fn is_link_to_program(record: &[u8]) -> bool {
    const LAST_OF_PATHS: u8 = 8;
    let path = record.get(5..).unwrap_or_default();
    path.first().is_some_and(|first| *first > LAST_OF_PATHS) && path.contains(&DDE)
}

/// Records of a presentation ([MS-PPT] 2.13.24): a container has this version.
const CONTAINER: u16 = 0xf;
const STORED_OBJECT: u16 = 0x1011;
const EMBEDDED: u16 = 0x0fcc;
const CONTROL: u16 = 0x0fee;
const INTERACTION: u16 = 0x0ff3;
const MACRO_INFO: u16 = 0x0400;
/// Actions of a click: a macro, a program, an object.
const ACTIONS: [u8; 3] = [1, 2, 5];

fn active_in_presentation(stream: &[u8]) -> Option<Active> {
    let mut at = 0;
    while let (Some(version), Some(kind)) = (number(stream, at), number(stream, at + 2)) {
        let length = stream.get(at + 4..at + 8).and_then(|four| four.try_into().ok());
        let length = usize::try_from(u32::from_le_bytes(length?)).ok()?;
        let body = at + 8;
        match kind {
            STORED_OBJECT | EMBEDDED => return Some(Active::EmbeddedObject),
            CONTROL => return Some(Active::Macros),
            INTERACTION if stream.get(body + 8).is_some_and(|one| ACTIONS.contains(one)) => {
                return Some(Active::Macros);
            }
            MACRO_INFO if stream.get(body + 4).is_some_and(|has| *has != 0) => {
                return Some(Active::Macros);
            }
            _ => {}
        }
        let is_container = version & 0xf == CONTAINER;
        at = if is_container { body } else { body.checked_add(length)? };
    }
    None
}

/// Whether the text of a Word document has a field that asks another program, in either of the two
/// encodings of such a text.
fn asks_other_programs(stream: &[u8]) -> bool {
    const FIELD: &[u8] = b"ddeauto";
    let letters: Vec<u8> = stream.to_ascii_lowercase();
    let wide: Vec<u8> = FIELD.iter().flat_map(|&letter| [letter, 0]).collect();
    let has = |word: &[u8]| letters.windows(word.len()).any(|window| window == word);
    has(FIELD) || has(&wide)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}
