//! The name under which a report is saved.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::{Report, Status};

/// Longest part of a file name that comes from the unit's name or the document's number; the
/// whole stays far below the 255 bytes of file systems.
const LONGEST_PART: usize = 60;

/// The file name of a report's PDF, without diacritics and spaces:
/// `BC-tu-cham-CCHC-2024_xa-duc-lieu_05-BC-UBND.pdf`.
///
/// Number and symbol are left out while the registry has not given a number; a draft ends in
/// `_DU-THAO`.
pub fn file_name(report: &Report) -> String {
    let mut parts = vec![words::report::file_name_stem(report.year)];
    parts.push(ascii(&unit_without_committee(&report.identity.unit)).to_lowercase());
    if let Some(number) = &report.heading.number {
        parts.push(ascii(&format!(
            "{} {}",
            words::two_digits(number.trim()),
            report.heading.symbol
        )));
    }
    if report.status == Status::Draft {
        parts.push(words::report::file_name_draft().to_owned());
    }
    parts.retain(|part| !part.is_empty());
    format!("{}.pdf", parts.join("_"))
}

/// The unit's name without the words for a people's committee before it.
pub(crate) fn unit_without_committee(unit: &str) -> String {
    let unit: String = unit.trim().nfc().collect();
    let lower = unit.to_lowercase();
    for committee in [words::report::committee_short(), words::report::committee()] {
        let rest = lower.strip_prefix(&committee.to_lowercase()).filter(|rest| !rest.is_empty());
        if let Some(rest) = rest {
            return rest.to_owned();
        }
    }
    unit
}

/// ASCII letters and digits, everything between them as one hyphen.
pub(crate) fn ascii(text: &str) -> String {
    let mut part = String::new();
    for character in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match character {
            // The stroke of đ is no combining mark, so that it does not decompose.
            '\u{111}' => part.push('d'),
            '\u{110}' => part.push('D'),
            _ if character.is_ascii_alphanumeric() => part.push(character),
            _ if part.is_empty() || part.ends_with('-') => {}
            _ => part.push('-'),
        }
    }
    part.truncate(LONGEST_PART);
    part.truncate(part.trim_end_matches('-').len());
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_and_signs_become_plain_letters_and_hyphens() {
        assert_eq!(ascii("Đức Liễu"), "Duc-Lieu");
        assert_eq!(ascii(" 05/BC-UBND "), "05-BC-UBND");
        assert_eq!(ascii("../..\\x:y"), "x-y");
        assert_eq!(ascii("😀"), "");
    }

    #[test]
    fn the_committee_is_dropped_from_the_unit() {
        assert_eq!(unit_without_committee("UBND xã Đức Liễu"), " xã đức liễu");
        assert_eq!(unit_without_committee("Ủy ban nhân dân phường 1"), " phường 1");
        assert_eq!(unit_without_committee("Sở Nội vụ"), "Sở Nội vụ");
    }
}
