//! Documents of which only the text is taken, to look for stamps in it: those of other programs, of old
//! ones, and parts that are no well-formed XML.

use quick_xml::escape::unescape;

use crate::package::{Package, Piece, Xml};
use crate::reading::Reader;
use crate::{Fault, Kind, bounds};

/// Reads what can be read of such a document; all of it stands in the margins.
pub(crate) fn read(content: &[u8], kind: Kind, reader: &mut Reader) -> Result<(), Fault> {
    let text = match kind {
        Kind::Archive => of_archive(content)?,
        Kind::OldOffice => of_old_office(content),
        Kind::Other if content.starts_with(b"{\\rtf") => of_rtf(content),
        Kind::Other
        | Kind::Pdf
        | Kind::Docx
        | Kind::Xlsx
        | Kind::Picture(_)
        | Kind::Text
        | Kind::Program => return Ok(()),
    };
    reader.margins(&text)
}

/// The texts of these elements, one a line where a paragraph, cell or comment ends.
pub(crate) fn texts(xml: &mut Xml, elements: &[&str], texts: &mut String) -> Result<(), Fault> {
    let mut inside = 0_usize;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Begin(name) => inside += usize::from(elements.contains(&name.as_str())),
            Piece::End(name) => {
                if elements.contains(&name.as_str()) {
                    inside = inside.saturating_sub(1);
                }
                if ENDS.contains(&name.as_str()) {
                    texts.push('\n');
                }
            }
            Piece::Letters(letters) if inside > 0 => texts.push_str(&letters),
            Piece::Letters(_) => {}
        }
        if texts.len() > bounds::MARGINS {
            return Err(Fault::TooLarge);
        }
    }
    Ok(())
}

/// Elements at whose end a line ends.
const ENDS: [&str; 8] = ["p", "h", "text", "comment", "threadedComment", "pt", "si", "line-break"];

/// The text of something that is like XML, a line for each text between two tags; the letters of shapes
/// stand in an attribute.
pub(crate) fn without_tags(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        let (tag, letters) = piece.split_once('>').unwrap_or((piece, ""));
        let drawn = tag.split_once("string=\"").and_then(|(_, rest)| rest.split_once('"'));
        for found in [drawn.map(|(letters, _)| letters), Some(letters)].into_iter().flatten() {
            if !found.trim().is_empty() {
                text.push('\n');
                text.push_str(&unescape(found).unwrap_or_else(|_| found.into()));
            }
        }
    }
    text
}

/// The texts of an `OpenDocument` file or a presentation; nothing of any other archive.
fn of_archive(content: &[u8]) -> Result<String, Fault> {
    let is_named = |name: &[u8]| crate::kind::zip_names(content).any(|one| one == name);
    let mut all = String::new();
    let folders: &[&str] = if is_named(b"content.xml") {
        &["content.xml", "styles.xml"]
    } else if is_named(b"ppt/presentation.xml") {
        &[
            "ppt/slides/",
            "ppt/slidemasters/",
            "ppt/slidelayouts/",
            "ppt/notesslides/",
            "ppt/comments/",
        ]
    } else {
        return Ok(all);
    };
    let mut package = Package::open(content)?;
    for folder in folders {
        for index in package.parts(folder, ".xml") {
            texts(&mut package.xml_part(index)?, &["t", "text", "p", "h"], &mut all)?;
        }
    }
    Ok(all)
}

/// Fewest letters of a run of text in a file that is none.
const SHORTEST: usize = 3;

/// Runs of letters in the documents of old Office programs. Their texts lie there in UTF-16, at even or
/// odd places, or with a byte for each letter; a run ends where a paragraph or cell does.
fn of_old_office(content: &[u8]) -> String {
    let mut text = String::new();
    for start in 0..2 {
        let pairs = content.get(start..).unwrap_or_default().chunks_exact(2);
        let units = pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        runs(char::decode_utf16(units).map(|one| one.unwrap_or('\0')), &mut text);
    }
    runs(content.iter().map(|byte| char::from(*byte)), &mut text);
    text
}

/// Takes up runs in which every letter is one of Vietnamese or Western writing.
fn runs(letters: impl Iterator<Item = char>, text: &mut String) {
    let mut run = String::new();
    for letter in letters.chain(['\0']) {
        let is_part = matches!(
            letter,
            ' '..='~'
                | '\u{a0}'..='\u{ff}'
                | '\u{102}'
                | '\u{103}'
                | '\u{110}'
                | '\u{111}'
                | '\u{128}'
                | '\u{129}'
                | '\u{168}'
                | '\u{169}'
                | '\u{1a0}'
                | '\u{1a1}'
                | '\u{1af}'
                | '\u{1b0}'
                | '\u{300}'..='\u{323}'
                | '\u{1ea0}'..='\u{1ef9}'
        );
        if is_part {
            run.push(letter);
            continue;
        }
        if run.chars().filter(|one| one.is_alphabetic()).count() >= SHORTEST
            && text.len() + run.len() < bounds::MARGINS
        {
            text.push('\n');
            text.push_str(&run);
        }
        run.clear();
    }
}

/// Destinations of RTF that hold no text.
const NO_TEXT: [&str; 6] = ["fonttbl", "colortbl", "stylesheet", "pict", "themedata", "datastore"];
/// Words of RTF at which a line ends.
const LINE_ENDS: [&str; 7] = ["par", "line", "cell", "row", "tab", "sect", "page"];

/// The text of an RTF file: its letters by their codes, a line for each paragraph and cell.
fn of_rtf(content: &[u8]) -> String {
    let mut rtf = Rtf { rest: content, text: String::new(), skipped: None, depth: 0, fallback: 0 };
    while let Some((byte, rest)) = rtf.rest.split_first() {
        rtf.rest = rest;
        match byte {
            b'{' => rtf.depth += 1,
            b'}' => {
                rtf.depth = rtf.depth.saturating_sub(1);
                if rtf.skipped.is_some_and(|depth| rtf.depth < depth) {
                    rtf.skipped = None;
                }
            }
            b'\\' => rtf.control(),
            b'\r' | b'\n' => {}
            byte => rtf.push(char::from(*byte)),
        }
        if rtf.text.len() > bounds::MARGINS {
            break;
        }
    }
    rtf.text
}

struct Rtf<'a> {
    rest: &'a [u8],
    text: String,
    /// The depth of a group that holds no text.
    skipped: Option<usize>,
    depth: usize,
    /// Letters that stand in for one of Unicode and are left out.
    fallback: usize,
}

impl Rtf<'_> {
    fn push(&mut self, letter: char) {
        if self.fallback > 0 {
            self.fallback -= 1;
        } else if self.skipped.is_none() {
            self.text.push(letter);
        }
    }

    /// Reads what stands behind a backslash.
    fn control(&mut self) {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            let symbol = self.rest.first().copied().unwrap_or(b' ');
            self.rest = self.rest.get(1..).unwrap_or_default();
            match symbol {
                b'\'' => {
                    let code = self.rest.get(..2).and_then(|code| std::str::from_utf8(code).ok());
                    let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
                    self.rest = self.rest.get(2..).unwrap_or_default();
                    if let Some(code) = code {
                        self.push(char::from(code));
                    }
                }
                b'~' => self.push(' '),
                b'{' | b'}' | b'\\' => self.push(char::from(symbol)),
                _ => {}
            }
            return;
        }
        let (word, rest) = self.rest.split_at(letters);
        let figures =
            rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-').count();
        let (number, rest) = rest.split_at(figures);
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        let number = std::str::from_utf8(number).ok().and_then(|one| one.parse::<i32>().ok());
        if NO_TEXT.contains(&word) && self.skipped.is_none() {
            self.skipped = Some(self.depth);
        } else if LINE_ENDS.contains(&word) && self.skipped.is_none() {
            self.text.push('\n');
        } else if let ("u", Some(number)) = (word, number) {
            let code = u32::try_from(number.rem_euclid(0x1_0000)).ok();
            if let Some(letter) = code.and_then(char::from_u32) {
                self.push(letter);
            }
            self.fallback = 1;
        } else if let ("bin", Some(number)) = (word, number) {
            let bytes = usize::try_from(number).unwrap_or_default();
            self.rest = self.rest.get(bytes..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Secrecy, secrecy_of_margins};

    #[test]
    fn stamps_of_old_documents_are_seen() {
        let rtf = br"{\rtf1\ansi{\fonttbl{\f0 Times MAT;}}\pard{\header M\u7852?T\par}T\'f4i vi\u7871?t\par}";
        let text = of_rtf(rtf);
        assert!(text.contains("M\u{1eac}T\n") && text.contains("Tôi vi\u{1ebf}t"), "{text}");
        assert_eq!(secrecy_of_margins(&text), Some(Secrecy::Mat));

        for shift in 0..2 {
            let mut content = vec![1; 512 + shift];
            content.extend("\rTỐI MẬT\rBáo cáo\r".encode_utf16().flat_map(u16::to_le_bytes));
            assert_eq!(secrecy_of_margins(&of_old_office(&content)), Some(Secrecy::ToiMat));
        }
        let mut content = vec![1; 512];
        content.extend(b"\rTUY\xd6T M\xcbT\r");
        assert_eq!(secrecy_of_margins(&of_old_office(&content)), Some(Secrecy::TuyetMat));
        let mut content = vec![1; 512];
        content.extend("\rCông tác bảo mật\r".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(secrecy_of_margins(&of_old_office(&content)), None);
    }
}
