//! Texts for the fonts of VNI: behind a vowel stands a Western letter for its marks.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// The letters, from `vni.json`.
static VNI: LazyLock<Vni> =
    LazyLock::new(|| serde_json::from_str(include_str!("vni.json")).unwrap_or_default());

/// Vowels with marks that a text must have at least.
const SIGNS: usize = 2;
/// Words with letters for which there must be such a vowel: most of them have one.
const WORDS_OF_SIGN: usize = 2;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vni {
    /// Small letters that stand for one letter each, and that letter.
    letters: Vec<(char, char)>,
    /// Small letters that stand for marks, the vowels behind which they do, and the marks.
    marks: Vec<(char, String, String)>,
}

impl Vni {
    /// The marks that a letter stands for behind a vowel.
    fn marks(&self, vowel: char, letter: char) -> Option<&str> {
        let (vowel, letter) = (small(vowel), small(letter));
        let mut marks = self.marks.iter();
        marks
            .find(|(mark, vowels, _)| *mark == letter && vowels.contains(vowel))
            .map(|(_, _, marks)| marks.as_str())
    }

    /// The letter that one stands for.
    fn letter(&self, letter: char) -> char {
        let found = self.letters.iter().find(|(one, _)| *one == small(letter));
        match found {
            Some((_, meant)) if letter.is_uppercase() => {
                meant.to_uppercase().next().unwrap_or(*meant)
            }
            Some((_, meant)) => *meant,
            None => letter,
        }
    }
}

fn small(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// Whether texts that belong together are of VNI: most of their words have a vowel with such marks,
/// and no letter is one that only Unicode has.
pub(super) fn is_it<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut signs, mut words) = (0, 0);
    for text in texts {
        let has_letters = |word: &&str| word.contains(char::is_alphabetic);
        words += text.split_whitespace().filter(has_letters).count();
        if text.is_ascii() {
            continue;
        }
        let mut before = ' ';
        for letter in text.chars() {
            if super::is_of_unicode(letter) {
                return false;
            }
            signs += usize::from(!letter.is_ascii() && VNI.marks(before, letter).is_some());
            before = letter;
        }
    }
    signs >= SIGNS && signs * WORDS_OF_SIGN >= words
}

/// A text of VNI in Unicode.
pub(super) fn converted(text: &str) -> String {
    let mut meant = String::new();
    let mut before = ' ';
    for letter in text.chars() {
        match VNI.marks(before, letter) {
            Some(marks) => meant.push_str(marks),
            None => meant.push(VNI.letter(letter)),
        }
        before = letter;
    }
    meant.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::legacy::unicode;

    #[test]
    fn texts_of_vni_become_unicode() {
        for (text, expected) in [
            ("UÛY BAN NHAÂN DAÂN XAÕ ÑÖÙC LIEÃU", "ỦY BAN NHÂN DÂN XÃ ĐỨC LIỄU"),
            ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
            ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (
                "Keát quaû thöïc hieän coâng taùc caûi caùch haønh chính",
                "Kết quả thực hiện công tác cải cách hành chính",
            ),
            ("Coâng taùc chæ ñaïo, ñieàu haønh", "Công tác chỉ đạo, điều hành"),
            ("Traên Nôû Tröôøng kyù Lyù kyø myõ cuõng", "Trăn Nở Trường ký Lý kỳ mỹ cũng"),
            (
                "nhöõng ñieåm maïnh, yeáu; thò xaõ; kyõ thuaät",
                "những điểm mạnh, yếu; thị xã; kỹ thuật",
            ),
        ] {
            assert_eq!(unicode(text), expected);
            assert_eq!(unicode(expected), expected);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "",
            "Où est-ce qu'on va en août, à Noël, ou là-bas, naïve Héloïse ?",
            "Müller, España, São Paulo, coração, Ångström",
            "Báo cáo kết quả",
            "B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh",
            "Uû ban nh©n d©n x· §øc LiÔu, sè 12/Q§-UBND",
            "CaÒi caìch haÌnh chiình",
        ] {
            assert!(!is_it([text]), "{text}");
        }
    }
}
