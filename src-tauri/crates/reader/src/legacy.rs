//! Texts of encodings before Unicode, such as the Vietnamese standard TCVN3: their fonts drew Vietnamese
//! letters in the places of Western ones, and those Western letters are what such a text holds today.

mod vni;

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

/// The letters, from `legacy.json`.
static TCVN3: LazyLock<Tcvn3> =
    LazyLock::new(|| serde_json::from_str(include_str!("legacy.json")).unwrap_or_default());

/// Signs that a text must have at least.
const SIGNS: usize = 2;
/// Words of a text for which there must be a sign: there is one for every second or third.
const WORDS_OF_SIGN: usize = 6;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tcvn3 {
    /// The Western letters.
    letters: String,
    /// The Vietnamese letter of each.
    unicode: String,
    /// Those that no other text has before a letter in a word.
    begins: String,
    /// Those that no other text has behind a letter in a word.
    behind: String,
    /// Those that no other text has between letters of a word.
    between: String,
}

impl Tcvn3 {
    fn is_part_of_word(&self, letter: char) -> bool {
        letter.is_ascii_alphabetic() || self.letters.contains(letter)
    }

    /// Whether no text but one of TCVN3 has this letter between these two.
    fn is_sign(&self, before: char, letter: char, after: char) -> bool {
        self.begins.contains(letter) && self.is_part_of_word(after)
            || self.behind.contains(letter) && self.is_part_of_word(before)
            || self.between.contains(letter)
                && self.is_part_of_word(before)
                && after.is_ascii_lowercase()
    }

    fn letter(&self, letter: char) -> char {
        if letter.is_ascii() {
            return letter;
        }
        let place = self.letters.chars().position(|one| one == letter);
        place.and_then(|place| self.unicode.chars().nth(place)).unwrap_or(letter)
    }
}

/// An encoding before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// The standard of 1993, with one letter for each.
    Tcvn3,
    /// The one of the south, with a letter for the marks behind the vowel.
    Vni,
}

/// All of them.
pub(crate) const ENCODINGS: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

/// A composed text in Unicode, whichever encoding it is of; one of Unicode as it is.
pub(crate) fn unicode(text: &str) -> Cow<'_, str> {
    match encoding([text]) {
        Some(encoding) => converted(text, encoding).into(),
        None => text.into(),
    }
}

/// The encoding of texts that belong together; none of Unicode and of doubtful ones.
pub(crate) fn encoding<'a>(texts: impl IntoIterator<Item = &'a str> + Clone) -> Option<Encoding> {
    if vni::is_it(texts.clone()) {
        Some(Encoding::Vni)
    } else if is_tcvn3(texts) {
        Some(Encoding::Tcvn3)
    } else {
        None
    }
}

/// A text of an encoding in Unicode.
pub(crate) fn converted(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Tcvn3 => of_tcvn3(text),
        Encoding::Vni => vni::converted(text),
    }
}

/// Whether texts that belong together are of TCVN3. Doubtful ones are not, so that nothing is
/// spoilt: a single Vietnamese letter of Unicode that TCVN3 lacks tells that they are not.
fn is_tcvn3<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut signs, mut weak, mut words) = (0, 0, 0);
    for text in texts {
        if text.is_ascii() {
            words += text.split_whitespace().count();
            continue;
        }
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            if is_of_unicode(letter) {
                return false;
            }
            let after = letters.peek().copied().unwrap_or(' ');
            signs += usize::from(!letter.is_ascii() && TCVN3.is_sign(before, letter, after));
            weak += usize::from(is_weak_sign(before, letter, after));
            words += usize::from(before.is_whitespace() && !letter.is_whitespace());
            before = letter;
        }
    }
    signs > 0 && signs + weak >= SIGNS && (signs + weak) * WORDS_OF_SIGN >= words
}

/// Whether a letter is a Vietnamese one that only Unicode has.
fn is_of_unicode(letter: char) -> bool {
    matches!(letter, '\u{100}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}')
}

/// A Western capital behind a small letter, or a small one among capitals. Texts in the encoding of
/// Windows have such, too, where they are taken for Western ones.
fn is_weak_sign(before: char, letter: char, after: char) -> bool {
    match letter {
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{de}' => before.is_ascii_lowercase(),
        '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{fe}' => {
            before.is_ascii_uppercase() && after.is_ascii_uppercase()
        }
        _ => false,
    }
}

/// A text of TCVN3 in Unicode. Its fonts with capitals alone had them in the places of small letters:
/// what stands among capitals becomes one.
fn of_tcvn3(text: &str) -> String {
    let is_gap = |letter: char| !TCVN3.is_part_of_word(letter);
    let mut converted = String::new();
    for line in text.split_inclusive(['\n', '\t']) {
        let is_capital_line = !has_small(line) && line.split(is_gap).any(is_in_capitals);
        for word in line.split_inclusive(is_gap) {
            let letters = word.chars().map(|letter| TCVN3.letter(letter));
            if is_capital_line || is_in_capitals(word) {
                converted.extend(letters.flat_map(char::to_uppercase));
            } else {
                converted.extend(letters);
            }
        }
    }
    converted
}

fn has_small(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_lowercase())
}

/// Whether a word has capitals, and letters of which that cannot be told, but no small ones.
fn is_in_capitals(word: &str) -> bool {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let has_other =
        word.chars().any(|letter| !letter.is_ascii() && TCVN3.letter(letter).is_lowercase());
    capitals > 1 && has_other && !has_small(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_its_own() {
        let (letters, unicode) = (TCVN3.letters.chars(), TCVN3.unicode.chars());
        assert_eq!((letters.count(), unicode.count()), (74, 74));
        for sign in
            [&TCVN3.begins, &TCVN3.behind, &TCVN3.between].into_iter().flat_map(|s| s.chars())
        {
            assert!(TCVN3.letters.contains(sign));
        }
    }

    #[test]
    fn texts_of_tcvn3_become_unicode() {
        for (text, expected) in [
            ("B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh", "Báo cáo kết quả cải cách hành chính"),
            ("QuyÕt ®Þnh", "Quyết định"),
            ("Ph\u{AD}¬ng h\u{AD}íng ph¸t triÓn n¨m 2009", "Phương hướng phát triển năm 2009"),
            (
                "Uû ban nh©n d©n x· §øc LiÔu, sè 12/Q§-UBND",
                "Uỷ ban nhân dân xã Đức Liễu, số 12/QĐ-UBND",
            ),
            ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("TuyÖt ®èi b¶o qu¶n\nMËT", "Tuyệt đối bảo quản\nMẬT"),
        ] {
            assert_eq!(unicode(text), expected);
            assert_eq!(unicode(expected), expected);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "",
            "Báo cáo",
            "Báo cáo kết quả cải cách hành chính",
            "Windows® ©2024 Microsoft®, 5 µm",
            "«Ça va», façade, Müller, Ångström, España 1ª",
            "word¹ and another² and a third³",
            "Công ty ABC® hợp tác với XYZ®abc c¸o c¸o",
            "N·m kW·h",
            "MËT",
            "CaÒi caìch haÌnh chiình",
        ] {
            assert_eq!(unicode(text), text);
        }
    }
}
