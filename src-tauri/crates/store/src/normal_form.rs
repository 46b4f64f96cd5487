//! Texts in Unicode normal form C: the same word is stored the same way, whatever typed it.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in NFC.
pub(crate) fn nfc(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// The texts in NFC.
pub(crate) fn nfc_all(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| nfc(text)).collect()
}
