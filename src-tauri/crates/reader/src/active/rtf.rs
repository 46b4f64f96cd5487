//! Texts in RTF, whatever their names say.

use super::Active;

/// Control words of objects and controls (Rich Text Format 1.9.1, "Objects"). Readers take `\objdata`
/// alone for an object.
const OBJECTS: [&[u8]; 3] = [b"\\object", b"\\objdata", b"\\objocx"];
/// Fields that ask another program.
const FIELDS: [&[u8]; 2] = [b"ddeauto", b" dde "];
/// Where a template lies on another computer.
const PLACES: [&[u8]; 3] = [b"://", b"\\\\\\\\", b"mhtml:"];
/// How far from its word the place of a template is looked for.
const TEMPLATE: usize = 600;

/// Whether a content is RTF, as word processors take it: blanks may stand before it, and the last
/// letter of the word may be missing.
pub(super) fn is_rtf(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    content.trim_ascii_start().starts_with(b"{\\rt")
}

/// What a text in RTF would do.
pub(super) fn active(content: &[u8]) -> Option<Active> {
    let letters = content.to_ascii_lowercase();
    let find = |word: &[u8]| letters.windows(word.len()).position(|window| window == word);
    if OBJECTS.iter().any(|word| find(word).is_some()) {
        return Some(Active::EmbeddedObject);
    }
    if FIELDS.iter().any(|word| find(word).is_some()) {
        return Some(Active::Formula);
    }
    let at = find(b"\\*\\template")?;
    let end = letters.len().min(at + TEMPLATE);
    let named = letters[at..end].split(|&byte| byte == b'}').next().unwrap_or_default();
    let is_remote = |place: &&[u8]| named.windows(place.len()).any(|window| window == *place);
    PLACES.iter().any(is_remote).then_some(Active::RemoteContent)
}
