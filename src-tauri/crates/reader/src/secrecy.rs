//! Stamps of secrecy.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::legacy;
use crate::text::vietnamese;
use crate::vocabulary::VOCABULARY;

/// A degree of secrecy, the least one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Secrecy {
    /// The lowest degree.
    Mat,
    /// The middle one.
    ToiMat,
    /// The highest one.
    TuyetMat,
}

/// In which letters a stamp without a word before it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    /// In capitals: a line of running text may be the word in small ones.
    Capitals,
    /// In any: nothing else stands where it was found.
    Any,
}

/// The highest degree that a text is marked with. A mark is a stamp that stands alone on its line
/// or in its column, with brackets or after the word for the degree; or, in a line with small
/// letters, the word in capitals when it is not part of a longer one such as that for safety.
///
/// The second is meant for subjects and names of files: in the text of a document the word may
/// speak of other documents.
pub fn secrecy(text: &str) -> Option<Secrecy> {
    let text: String = text.nfc().collect();
    let text = legacy::unicode(&text);
    stamp(&text).max(lines(&text).filter_map(of_word).max())
}

/// The highest degree that a subject is marked with, as somebody types it. The word counts there even
/// where all letters are capitals: it is a title, and no heading among others.
pub fn secrecy_of_subject(subject: &str) -> Option<Secrecy> {
    let subject: String = subject.nfc().collect();
    stamp(&subject).max(lines(&subject).filter_map(of_capitals).max())
}

/// The highest degree of the stamps in what stands beside a document's text, such as in its page
/// headers, text boxes and watermarks. A stamp may stand there in small letters.
pub fn secrecy_of_margins(margins: &str) -> Option<Secrecy> {
    stamps(margins, Letters::Any)
}

/// The highest degree of the stamps on a page. A stamp may be broken in two.
pub fn stamp(page: &str) -> Option<Secrecy> {
    stamps(page, Letters::Capitals)
}

fn stamps(page: &str, letters: Letters) -> Option<Secrecy> {
    let page: String = page.nfc().map(vietnamese).collect();
    let mut found = None;
    let mut before = "";
    for line in lines(&page) {
        let broken = of_spelt(&format!("{before} {line}"), letters);
        // The second half of another word stands alone, too, in a narrow column.
        let ends = words(before).last().map(|word| word.to_lowercase());
        let is_half = ends.is_some_and(|word| VOCABULARY.secrecy.not_after.contains(&word));
        found = found.max(broken).max(if is_half { None } else { of_spelt(line, letters) });
        before = line;
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\t'])
        .flat_map(|line| line.split(WIDE_GAP))
        .filter(|line| !line.trim().is_empty())
}

/// What is between columns where no tab is.
const WIDE_GAP: &str = "   ";

fn words(line: &str) -> Vec<&str> {
    line.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect()
}

/// A line that is a stamp, in whatever encoding its letters are: too few of them stand in a stamp to
/// tell that, and what is no stamp in one encoding becomes none in another.
fn of_spelt(line: &str, letters: Letters) -> Option<Secrecy> {
    const LONGEST: usize = 90;
    let found = of_end(line).max(if line.len() > LONGEST { None } else { of_stamp(line, letters) });
    if line.is_ascii() || line.len() > LONGEST {
        return found;
    }
    let spelt = legacy::ENCODINGS.iter().map(|encoding| legacy::converted(line, *encoding));
    spelt.map(|line| of_stamp(&line, letters).max(of_end(&line))).max().flatten().max(found)
}

/// A line that is a stamp and nothing else. Its letters may stand apart.
fn of_stamp(line: &str, letters: Letters) -> Option<Secrecy> {
    if line.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let vocabulary = &VOCABULARY.secrecy;
    let capitals = words(line).concat();
    let small = capitals.to_lowercase();
    let (rest, has_label) = without_any(&small, &vocabulary.labels);
    // In small letters throughout it is a part of a sentence.
    let has_label = has_label && capitals.starts_with(char::is_uppercase);
    let (rest, _) = without_any(rest, &vocabulary.carriers);
    let rest = without_urgency(rest);
    let (degree, spelt) = vocabulary
        .degrees
        .iter()
        .map(|(degree, words)| (degree, words.concat()))
        .find(|(_, word)| word.to_lowercase() == rest)?;
    let is_marked = has_label || letters == Letters::Any || capitals.contains(&spelt);
    is_marked.then_some(*degree)
}

/// What is left of a text behind the longest of these beginnings, and whether there was one.
fn without_any<'a>(text: &'a str, beginnings: &[String]) -> (&'a str, bool) {
    let rests = beginnings.iter().filter_map(|beginning| text.strip_prefix(beginning.as_str()));
    match rests.min_by_key(|rest| rest.len()) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

/// A stamp without the word for urgency that stands beside it.
fn without_urgency(stamp: &str) -> &str {
    let words = &VOCABULARY.secrecy.urgency;
    let rests = words
        .iter()
        .flat_map(|word| [stamp.strip_prefix(word.as_str()), stamp.strip_suffix(word.as_str())]);
    rests.flatten().filter(|rest| !rest.is_empty()).min_by_key(|rest| rest.len()).unwrap_or(stamp)
}

/// A line that ends in the word for the degree, a colon and a degree: something else may stand before.
fn of_end(line: &str) -> Option<Secrecy> {
    let (before, after) = line.rsplit_once([':', '\u{ff1a}'])?;
    let vocabulary = &VOCABULARY.secrecy;
    let before = words(before).concat().to_lowercase();
    let after = words(after).concat().to_lowercase();
    if !vocabulary.labels.iter().any(|label| before.ends_with(label.as_str())) {
        return None;
    }
    let mut degrees = vocabulary.degrees.iter();
    degrees.find(|(_, words)| words.concat().to_lowercase() == after).map(|(degree, _)| *degree)
}

/// A word of capitals in a line that has small letters, too.
fn of_word(line: &str) -> Option<Secrecy> {
    if line.chars().any(char::is_lowercase) { of_capitals(line) } else { None }
}

/// A word of a degree in capitals that is not part of a longer one.
fn of_capitals(line: &str) -> Option<Secrecy> {
    let vocabulary = &VOCABULARY.secrecy;
    let words = words(line);
    let is_one_of = |word: Option<&&str>, list: &[String]| {
        word.is_some_and(|word| list.contains(&word.to_lowercase()))
    };
    let found = vocabulary.degrees.iter().filter(|(_, sought)| {
        words.windows(sought.len()).enumerate().any(|(at, window)| {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            window.iter().eq(sought)
                && !is_one_of(before, &vocabulary.not_after)
                && !is_one_of(words.get(at + sought.len()), &vocabulary.not_before)
        })
    });
    found.map(|(degree, _)| *degree).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_seen_however_they_are_spelt() {
        for (text, expected) in [
            ("MẬT", Secrecy::Mat),
            ("M Ậ T", Secrecy::Mat),
            ("MA\u{302}\u{323}T", Secrecy::Mat),
            ("M A\u{323}\u{302} T", Secrecy::Mat),
            ("*** TỐI MẬT ***", Secrecy::ToiMat),
            ("T U Y Ệ T   M Ậ T", Secrecy::TuyetMat),
            ("Độ mật: Mật", Secrecy::Mat),
            ("Ðộ mật: Mật", Secrecy::Mat),
            ("Mức độ mật: Tuyệt mật", Secrecy::TuyetMat),
            ("ĐỘ MẬT: TỐI MẬT", Secrecy::ToiMat),
            ("Độ mật\tTối mật", Secrecy::ToiMat),
            ("Số: 12/BC-UBND   Độ mật: Mật", Secrecy::Mat),
            ("Số: 12/BC-UBND. Độ mật: Mật", Secrecy::Mat),
            ("Tài liệu mật", Secrecy::Mat),
            ("TÀI LIỆU TUYỆT MẬT", Secrecy::TuyetMat),
            ("VĂN BẢN MẬT", Secrecy::Mat),
            ("MẬT - HỎA TỐC", Secrecy::Mat),
            ("THƯỢNG KHẨN\nTỐI MẬT", Secrecy::ToiMat),
            ("UBND XÃ A\tTUYỆT\nMẬT", Secrecy::TuyetMat),
            ("MËT", Secrecy::Mat),
            ("TèI MËT", Secrecy::ToiMat),
            ("MAÄT", Secrecy::Mat),
            ("TOÁI MAÄT", Secrecy::ToiMat),
            ("TUYEÄT MAÄT", Secrecy::TuyetMat),
            ("Ñoä maät: Toái maät", Secrecy::ToiMat),
        ] {
            assert_eq!(stamp(text), Some(expected), "{text}");
            assert_eq!(secrecy_of_margins(text), Some(expected), "{text}");
        }
        for text in ["Mật", "tối mật", "(Tuyệt mật)", "mËt", "Maät", "Văn bản mật"]
        {
            assert!(secrecy_of_margins(text).is_some(), "{text}");
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn words_about_secrecy_are_no_stamps() {
        for text in [
            "Bảo mật",
            "BẢO MẬT",
            "BẢO\nMẬT",
            "Mật khẩu",
            "MẬT KHẨU",
            "MẬT MÃ",
            "Mật độ dân số",
            "MẬT ĐỘ",
            "Mật ong",
            "Bí mật nhà nước",
            "BÍ MẬT NHÀ NƯỚC",
            "Công tác bảo vệ bí mật nhà nước năm 2024",
            "Ban Cơ yếu, cơ mật",
            "Nguyễn Thị Mật",
            "NGUYỄN VĂN MẬT",
            "Độ mật",
            "Độ mật: Không",
            "Độ mật: Thường",
            "Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật",
            "Xác định độ mật: tuyệt mật, tối mật, mật",
            "Độ mật:\nSố: 12",
            "Gồm các độ: tuyệt mật, tối mật và mật.",
            "Tài liệu mật được quản lý theo quy định",
            "Số văn bản mật: 0",
            "Chưa phát hiện lộ, lọt tài liệu mật",
            "Không mật",
            "KHÔNG MẬT",
            "MẶT TRẬN",
            "Khẩn",
            "MAT",
        ] {
            assert_eq!(stamp(text), None, "{text}");
            assert_eq!(secrecy_of_margins(text), None, "{text}");
        }
    }
}
