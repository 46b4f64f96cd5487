//! The name under which a file of evidence is kept.

use std::path::Path;

use crate::normal_form::nfc;

/// First of the bytes that stand for a letter in Latin-1.
const FIRST_LETTER: u8 = 0xa0;

/// The name of a file, in NFC. Each byte of one that is not Unicode, as older systems wrote it, is
/// the letter that it is in Latin-1: so it stays legible, and different names stay different.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    if let Some(name) = name.to_str() {
        return nfc(name);
    }
    let mut read = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        read.push_str(chunk.valid());
        read.extend(chunk.invalid().iter().map(|byte| letter(*byte)));
    }
    nfc(&read)
}

const fn letter(byte: u8) -> char {
    if byte < FIRST_LETTER { char::REPLACEMENT_CHARACTER } else { byte as char }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_composed() {
        assert_eq!(file_name(Path::new("a/Ba\u{301}o.pdf")), "B\u{e1}o.pdf");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_unicode_become_letters() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        for (bytes, name) in [
            (&b"a/B\xb8o c\xb8o.pdf"[..], "B\u{b8}o c\u{b8}o.pdf"),
            (b"\xc4\x90\x93\xb5.pdf", "\u{110}\u{fffd}\u{b5}.pdf"),
        ] {
            assert_eq!(file_name(Path::new(OsStr::from_bytes(bytes))), name);
        }
    }
}
