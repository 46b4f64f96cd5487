//! Files of Office since 2007, and of `LibreOffice`: parts in one ZIP archive.

use std::io::Read;

use super::{Active, Opener, text, within};
use crate::kind::OLE;
use crate::package::Package;

/// Names of parts that macros or controls stand in, in small letters. Whatever the name, a part that
/// holds macros is found by its content too.
const MACRO_NAMES: [&str; 7] =
    ["vbaproject", "vbadata", "macrosheets/", "activex/", "basic/", "scripts/", "ocxdata"];
/// Endings of parts that are XML.
const XML: [&str; 4] = [".xml", ".rels", ".vml", ".rdf"];
/// Parts of these kinds are embedded documents of another kind of text.
const TEXTS: [&str; 6] = [".htm", ".html", ".mht", ".mhtml", ".rtf", ".txt"];
/// Words in the XML of parts, in small letters.
const MACRO_WORDS: [&str; 5] =
    ["macroenabled", "ppaction://macro", "ppaction://program", "vnd.sun.star.script:", "w:ocx"];
const ASKING_WORDS: [&str; 4] = ["ddeauto", "<ddelink", "dde-source", "dde-connection"];
/// Relations by which something outside is fetched on opening; a link waits for a click.
const FETCHING: [&str; 8] = [
    "attachedtemplate",
    "oleobject",
    "frame",
    "subdocument",
    "externallink",
    "afchunk",
    "control",
    "mailmerge",
];

/// What an archive would do.
pub(super) fn active(content: &[u8], depth: u8) -> Option<Active> {
    let Ok(mut package) = Package::open(content) else {
        return Some(Active::Unexamined);
    };
    // Office asks for its parts without regard to capital letters and to the kind of slash.
    let plain = |name: String| name.to_lowercase().replace('\\', "/");
    let names: Vec<String> = package.names().into_iter().map(plain).collect();
    if names.iter().any(|name| MACRO_NAMES.iter().any(|word| name.contains(word))) {
        return Some(Active::Macros);
    }
    names.iter().enumerate().find_map(|(index, name)| {
        let mut part = Vec::new();
        let read = package.part(index).map(|mut one| one.read_to_end(&mut part));
        match read {
            Ok(Ok(_)) => in_part(name, &part, depth),
            Ok(Err(_)) | Err(_) => Some(Active::Unexamined),
        }
    })
}

/// What a part would do. An embedded document is looked into; an object of another program is told as
/// one.
fn in_part(name: &str, part: &[u8], depth: u8) -> Option<Active> {
    let ends = |endings: &[&str]| endings.iter().any(|end| name.ends_with(end));
    if part.starts_with(OLE) {
        let found = within(part, Opener::Any, depth);
        return Some(found.filter(|one| *one == Active::Macros).unwrap_or(Active::EmbeddedObject));
    }
    if ends(&XML) {
        return in_xml(name, &text::resolved(&text::letters_of_xml(part)).to_lowercase());
    }
    if ends(&TEXTS) || part.starts_with(b"PK") || part.starts_with(b"MZ") {
        return within(part, Opener::Any, depth);
    }
    None
}

fn in_xml(name: &str, letters: &str) -> Option<Active> {
    let has = |words: &[&str]| words.iter().any(|word| letters.contains(word));
    if has(&MACRO_WORDS) {
        Some(Active::Macros)
    } else if has(&ASKING_WORDS) || asks(letters) {
        Some(Active::Formula)
    } else if name.contains("_rels/") && fetches(letters) {
        Some(Active::RemoteContent)
    } else if letters.contains("encryption-data") {
        Some(Active::Encrypted)
    } else if letters.contains("<!entity") {
        Some(Active::Unexamined)
    } else {
        None
    }
}

/// Whether a field asks another program: its instruction may be cut into several runs.
fn asks(letters: &str) -> bool {
    let mut instruction = String::new();
    for piece in letters.split("instrtext").skip(1).step_by(2) {
        let text = piece.split_once('>').map_or("", |(_, text)| text);
        instruction.push_str(text.split('<').next().unwrap_or_default());
    }
    let simple = letters.split("instr=").skip(1).filter_map(|rest| rest.get(1..rest.len().min(9)));
    let begins = |text: &str| text.trim_start_matches(['"', '\'', ' ']).starts_with("dde");
    let mut words = instruction.split_whitespace();
    instruction.contains("ddeauto")
        || words.any(|word| word == "dde")
        || simple.into_iter().any(begins)
}

/// Whether a relation fetches from another computer.
fn fetches(letters: &str) -> bool {
    letters.split("<relationship ").skip(1).any(|relation| {
        let relation = relation.split('>').next().unwrap_or_default();
        let target = relation.split("target=").nth(1).unwrap_or_default();
        let target = target.trim_start_matches(['"', '\'', ' ']);
        relation.contains("external")
            && FETCHING.iter().any(|kind| relation.contains(&format!("/{kind}")))
            && is_remote(target)
    })
}

/// Whether a target lies on another computer: neither beside the file nor on a drive of this one.
fn is_remote(target: &str) -> bool {
    let local = target.strip_prefix("file:///").unwrap_or(target);
    let has_drive = local.as_bytes().get(1) == Some(&b':');
    let is_named =
        ["://", "\\\\", "mhtml:", "ms-", "file:"].iter().any(|mark| local.contains(mark))
            || local.starts_with("//");
    is_named && !has_drive
}
