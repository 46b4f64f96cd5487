//! Plain text in the encodings that Vietnamese text files have.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use crate::legacy;

/// Whether a content is plain text: no byte of it is one that only other files have.
pub(crate) fn is_text(content: &[u8]) -> bool {
    if let Some((encoding, _)) = Encoding::for_bom(content) {
        return encoding == UTF_8 && has_no_controls(content) || encoding != UTF_8;
    }
    !content.is_empty() && has_no_controls(content)
}

/// No control character but those between lines, and the end of file of old systems.
fn has_no_controls(content: &[u8]) -> bool {
    content
        .iter()
        .all(|&byte| byte >= b' ' && byte != 0x7f || b"\t\n\x0b\x0c\r\x1a".contains(&byte))
}

/// A text file's text. What has no mark of its encoding is UTF-8 or else one before Unicode, where it makes
/// sense as that, or the Vietnamese one of Windows; what none knows becomes a replacement character. Never
/// fails.
pub(crate) fn decoded(content: &[u8]) -> String {
    let (encoding, mark) = match Encoding::for_bom(content) {
        Some(found) => found,
        None if std::str::from_utf8(content).is_ok() => (UTF_8, 0),
        None if legacy::encoding([&*WINDOWS_1252.decode(content).0]).is_some() => (WINDOWS_1252, 0),
        None => (WINDOWS_1258, 0),
    };
    let (text, _) = encoding.decode_without_bom_handling(&content[mark..]);
    clean(&text)
}

/// A text string of a PDF file: UTF-16 or UTF-8 with a mark, else PDF's own encoding, which for
/// letters is that of Western Windows.
pub(crate) fn decoded_pdf_string(content: &[u8]) -> String {
    let (encoding, mark) = match Encoding::for_bom(content) {
        Some((encoding, mark)) if [UTF_8, UTF_16BE, UTF_16LE].contains(&encoding) => {
            (encoding, mark)
        }
        _ => (WINDOWS_1252, 0),
    };
    let (text, _) = encoding.decode_without_bom_handling(&content[mark..]);
    clean(&text)
}

/// A text in the program's form: composed letters of Unicode, lines that end in `\n`, no control
/// characters, no invisible ones that change the direction or the place of others.
pub(crate) fn clean(text: &str) -> String {
    clean_from(text, legacy::encoding([text]))
}

/// The same where the encoding is known; that of TCVN3 uses the soft hyphen as a letter.
pub(crate) fn clean_from(text: &str, encoding: Option<legacy::Encoding>) -> String {
    let text: String = text.replace("\r\n", "\n").nfc().collect();
    let text = match encoding {
        Some(encoding) => legacy::converted(&text, encoding),
        None => text,
    };
    text.chars().filter_map(cleaned).collect()
}

fn cleaned(letter: char) -> Option<char> {
    match letter {
        '\n' | '\t' => Some(letter),
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{a0}' | '\u{202f}' => Some(' '),
        // Marks of direction, the soft hyphen, spaces without width, the mark of byte order.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        _ if letter.is_control() => None,
        _ => Some(vietnamese(letter)),
    }
}

/// The Vietnamese letter for one of Iceland or Africa that looks the same and is typed in its place.
pub(crate) fn vietnamese(letter: char) -> char {
    match letter {
        '\u{d0}' | '\u{189}' => '\u{110}',
        '\u{f0}' | '\u{256}' => '\u{111}',
        other => other,
    }
}

/// The first characters of a text, on one line.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}

/// As much of a text as fits into so many bytes.
pub(crate) fn fitting(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
