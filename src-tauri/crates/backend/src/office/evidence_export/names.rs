//! Names of folders and files as Windows, spreadsheets and people can use them.

use std::collections::HashSet;

use store::{Attachment, Document};
use unicode_normalization::UnicodeNormalization;

use crate::files::usable_name;
use crate::office::files_of_evidence::subject_of;

/// Most bytes of a name, so that no file system refuses it with a temporary ending.
const MOST_BYTES: usize = 160;
/// Most letters and digits behind the last dot that are an ending, not part of the name.
const LONGEST_ENDING: usize = 8;
/// Stands where a name was cut.
const CUT: &str = "…";
/// Signs at which a name looks unfinished, or which Windows drops.
const LOOSE_END: [char; 6] = [' ', '.', ',', ';', '-', '('];

/// The length of a text as Windows counts it: in units of UTF-16.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The names in one folder, each once.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name of at most so many units, with a number behind it where it is taken. Names that
    /// differ in case or in composed letters are the same to Windows.
    pub(super) fn take(&mut self, (stem, ending): (&str, &str), most: usize) -> String {
        let mut names = (1..).map(|number| name(stem, ending, number, most));
        let free = names.find(|name| self.0.insert(name.nfc().collect::<String>().to_lowercase()));
        free.unwrap_or_default()
    }
}

/// The name with this number; the first bears none.
pub(super) fn name(stem: &str, ending: &str, number: usize, most: usize) -> String {
    let mut tail = if number > 1 { format!(" ({number})") } else { String::new() };
    if !ending.is_empty() {
        tail = format!("{tail}.{ending}");
    }
    let room = |all: usize, tail: usize| all.saturating_sub(tail);
    let stem = cut(&plain(stem), room(most, units(&tail)), room(MOST_BYTES, tail.len()));
    let stem = if stem.is_empty() { "_" } else { &stem };
    usable_name(&format!("{stem}{tail}"))
}

/// What the file of a document is called: by number and subject where somebody entered them, else
/// as it was; with its ending apart.
pub(super) fn telling<'a>(document: &Document, file: &'a Attachment) -> (String, &'a str) {
    let (stem, ending) = parted(&file.name);
    let number = document.number.trim();
    if number.is_empty() && document.subject == subject_of(&file.name) {
        return (stem.to_owned(), ending);
    }
    (format!("{number} {}", document.subject), ending)
}

/// A file's name and its ending.
fn parted(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if !stem.is_empty()
                && ending.len() <= LONGEST_ENDING
                && ending.chars().all(|one| one.is_ascii_alphanumeric()) =>
        {
            (stem, ending)
        }
        _ => (name, ""),
    }
}

/// A text in one line and in NFC. Spreadsheets follow no link to a name with "#".
fn plain(text: &str) -> String {
    let sign = |one| match one {
        '/' | '\\' => '-',
        '#' => '_',
        other => other,
    };
    let text: String = text.nfc().map(sign).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, or as many whole words of it as there is room for with a mark.
fn cut(text: &str, most_units: usize, most_bytes: usize) -> String {
    let text = text.trim_end_matches(['.', ' ']);
    if units(text) <= most_units && text.len() <= most_bytes {
        return text.to_owned();
    }
    let (mut used, mut end) = (units(CUT), 0);
    for (at, one) in text.char_indices() {
        used += one.len_utf16();
        let next = at + one.len_utf8();
        if used > most_units || next + CUT.len() > most_bytes {
            break;
        }
        end = next;
    }
    let (kept, rest) = text.split_at(end);
    let word = if rest.starts_with(' ') { None } else { kept.rfind(' ') };
    // A word that fills most of the room is cut itself.
    let kept = match word.filter(|at| at * 2 > kept.len()) {
        Some(at) => kept.split_at(at).0,
        None => kept,
    };
    format!("{}{CUT}", kept.trim_end_matches(LOOSE_END))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file: &str, number: &str, subject: &str) -> String {
        let document = serde_json::json!({"number": number, "issuer": "", "subject": subject});
        let file = Attachment { name: file.to_owned(), sha256: String::new(), bytes: 1 };
        let document = serde_json::from_value(document).unwrap();
        let (stem, ending) = telling(&document, &file);
        Names::default().take((&stem, ending), 100)
    }

    #[test]
    fn files_are_called_by_number_and_subject_or_as_they_were() {
        for (file, number, subject, name) in [
            ("scan 1.pdf", "12/BC-UBND", "Báo cáo năm", "12-BC-UBND Báo cáo năm.pdf"),
            ("scan 1.PDF", " 12\\BC ", "Báo cáo\n  năm. ", "12-BC Báo cáo năm.PDF"),
            ("Báo_cáo 12.pdf", "", "Báo cáo 12", "Báo_cáo 12.pdf"),
            ("scan.pdf", "", "Báo cáo", "Báo cáo.pdf"),
            ("scan", "1", "Nghị quyết số 5. Kết luận", "1 Nghị quyết số 5. Kết luận"),
            (
                "Nghị quyết số 5. Kết luận",
                "",
                "Nghị quyết số 5. Kết luận",
                "Nghị quyết số 5. Kết luận",
            ),
            ("con.txt", "", "con", "_con.txt"),
            ("x.txt", "", "Aux.", "_Aux.txt"),
            ("x.pdf", "", "...", "_.pdf"),
            ("x.pdf", "", "a. . .", "a.pdf"),
            (".pdf", "", ".pdf", ".pdf"),
            ("=1+1.xlsx", "", "=1+1", "=1+1.xlsx"),
            ("x.pdf", "", "Lỗi? <a>|\"b\"*: #1\u{7}", "Lỗi_ _a___b___ _1_.pdf"),
            ("x.pdf", "", "..\\..\\etc/passwd", "..-..-etc-passwd.pdf"),
            ("x.pdf", "", "Ảnh 😀", "Ảnh 😀.pdf"),
            ("x.pdf", "", "Ba\u{301}o ca\u{301}o", "Báo cáo.pdf"),
        ] {
            assert_eq!(named(file, number, subject), name, "{file} {number} {subject}");
        }
    }

    #[test]
    fn long_names_are_cut_at_a_word_and_keep_their_ending() {
        let words = named("x.docx", "12/BC-UBND", &"Báo cáo kết quả ".repeat(20));
        assert!(units(&words) <= 100 && words.len() <= MOST_BYTES, "{words}");
        assert!(words.starts_with("12-BC-UBND Báo cáo kết quả Báo"), "{words}");
        let stem = words.strip_suffix("….docx").unwrap();
        assert!(["Báo", "cáo", "kết", "quả"].iter().any(|word| stem.ends_with(word)), "{words}");

        for (long, last) in
            [("x".repeat(250), 'x'), ("ệ".repeat(250), 'ệ'), ("😀".repeat(250), '😀')]
        {
            let name = named("x.pdf", "", &long);
            assert!(units(&name) <= 100 && name.len() <= MOST_BYTES, "{name}");
            assert!(units(&name) > 50, "{name}");
            assert!(name.strip_suffix("….pdf").unwrap().ends_with(last), "{name}");
        }
        let whole = "a".repeat(96);
        assert_eq!(named("x.pdf", "", &whole), format!("{whole}.pdf"));
    }

    #[test]
    fn names_that_windows_takes_for_the_same_are_numbered() {
        let mut names = Names::default();
        let mut take = |stem: &str| names.take((stem, "pdf"), 40);
        assert_eq!(take("Báo cáo"), "Báo cáo.pdf");
        assert_eq!(take("BÁO CÁO"), "BÁO CÁO (2).pdf");
        assert_eq!(take("Ba\u{301}o ca\u{301}o"), "Báo cáo (3).pdf");
        assert_eq!(take("Báo cáo (2)"), "Báo cáo (2) (2).pdf");
        let long = "b".repeat(60);
        let [one, two] = [take(&long), take(&long)];
        assert!(
            two.ends_with("… (2).pdf") && units(&one) == 40 && units(&two) == 40,
            "{one} {two}"
        );
    }
}
