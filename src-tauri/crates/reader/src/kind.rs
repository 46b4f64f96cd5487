//! What a content is, by its bytes and never by its name.

use serde::{Deserialize, Serialize};

/// A kind of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A PDF document.
    Pdf,
    /// A Word document since 2007.
    Docx,
    /// An Excel workbook since 2007.
    Xlsx,
    /// A picture.
    Picture(PictureFormat),
    /// Plain text.
    Text,
    /// A document of Office before 2007, or one of today under a password: both are an OLE file.
    OldOffice,
    /// An archive of other files.
    Archive,
    /// Something the computer would run.
    Program,
    /// Anything else, and nothing at all.
    Other,
}

/// How a picture is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// WebP.
    Webp,
}

/// How contents begin. A kind that needs a closer look is looked at in [`Kind::of`].
const BEGINNINGS: &[(&[u8], Kind)] = &[
    (b"MZ", Kind::Program),
    (b"\x7fELF", Kind::Program),
    (b"#!", Kind::Program),
    (b"\xca\xfe\xba\xbe", Kind::Program),
    (b"\xce\xfa\xed\xfe", Kind::Program),
    (b"\xcf\xfa\xed\xfe", Kind::Program),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", Kind::Program), // a shortcut of Windows
    (b"\xff\xd8\xff", Kind::Picture(PictureFormat::Jpeg)),
    (b"\x89PNG\r\n\x1a\n", Kind::Picture(PictureFormat::Png)),
    (b"GIF87a", Kind::Picture(PictureFormat::Gif)),
    (b"GIF89a", Kind::Picture(PictureFormat::Gif)),
    (b"II*\0", Kind::Picture(PictureFormat::Tiff)),
    (b"MM\0*", Kind::Picture(PictureFormat::Tiff)),
    (b"Rar!\x1a\x07", Kind::Archive),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"\x1f\x8b", Kind::Archive),
    (b"BZh", Kind::Archive),
    (b"\xfd7zXZ\0", Kind::Archive),
    (b"\x28\xb5\x2f\xfd", Kind::Archive),
    (b"MSCF\0\0\0\0", Kind::Archive),
    (b"{\\rtf", Kind::Other),
];
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
pub(crate) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const PDF: &[u8] = b"%PDF-";
/// Where the beginning of a PDF document may stand: some programs write something before it.
const PDF_WITHIN: usize = 1024;

impl Kind {
    /// The kind of a content. Looks at the whole of it, in time linear in its length.
    pub fn of(content: &[u8]) -> Self {
        let begins = |with: &[u8]| content.starts_with(with);
        if let Some((_, kind)) = BEGINNINGS.iter().find(|(beginning, _)| begins(beginning)) {
            return *kind;
        }
        if begins(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
            return Self::Picture(PictureFormat::Webp);
        }
        if begins(b"BM") && content.get(6..10) == Some(&[0; 4]) {
            return Self::Picture(PictureFormat::Bmp);
        }
        if begins(OLE) {
            return of_ole(content);
        }
        if is_zip(content) {
            return of_zip(content);
        }
        let head = &content[..content.len().min(PDF_WITHIN)];
        if head.windows(PDF.len()).any(|window| window == PDF) {
            return Self::Pdf;
        }
        if content.get(257..262) == Some(b"ustar") {
            return Self::Archive;
        }
        if crate::text::is_text(content) { Self::Text } else { Self::Other }
    }
}

/// Whether a content begins as a ZIP archive.
pub(crate) fn is_zip(content: &[u8]) -> bool {
    ZIP.iter().any(|beginning| content.starts_with(beginning))
}

/// The names of an OLE file's parts stand in it as UTF-16.
const OLE_DOCUMENTS: [&str; 4] = ["WordDocument", "Workbook", "PowerPoint Document", "Book"];
/// The part that holds a document of today under a password.
const OLE_ENCRYPTED: &str = "EncryptedPackage";

fn of_ole(content: &[u8]) -> Kind {
    let is_document = OLE_DOCUMENTS.iter().any(|name| has_ole_part(content, name));
    if is_document || is_encrypted_ole(content) { Kind::OldOffice } else { Kind::Other }
}

/// Whether an OLE file holds a document under a password.
pub(crate) fn is_encrypted_ole(content: &[u8]) -> bool {
    has_ole_part(content, OLE_ENCRYPTED)
}

/// Whether an entry of the directory, at a multiple of its 128 bytes, has this name.
fn has_ole_part(content: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    content.chunks(128).any(|entry| entry.starts_with(&name))
}

/// Tells a document from other archives by the names in the archive's directory.
fn of_zip(content: &[u8]) -> Kind {
    let mut kind = Kind::Archive;
    for name in zip_names(content).take(crate::bounds::ENTRIES) {
        match name {
            b"xl/workbook.xml" => kind = Kind::Xlsx,
            _ if is_word_text(name) => kind = Kind::Docx,
            _ => {}
        }
    }
    kind
}

/// Whether an entry of a package is the text of a Word document; some programs count its name on.
pub(crate) fn is_word_text(name: &[u8]) -> bool {
    let number = name.strip_prefix(b"word/document").and_then(|end| end.strip_suffix(b".xml"));
    number.is_some_and(|number| number.iter().all(u8::is_ascii_digit))
}

/// The names in a ZIP archive's directory, as far as it can be followed. The archive is not opened:
/// this is asked of every content, in the program's own process.
pub(crate) fn zip_names(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    const END_AND_COMMENT: usize = 22 + 65_535;
    let number = move |at: usize, bytes: usize| -> Option<usize> {
        let bytes = content.get(at..at.checked_add(bytes)?)?;
        Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    };
    let tail = content.len().saturating_sub(END_AND_COMMENT);
    let end = content[tail..].windows(END.len()).rposition(|window| window == END);
    let mut at = end.and_then(|end| number(tail + end + 16, 4));
    std::iter::from_fn(move || {
        let entry = at?;
        if content.get(entry..)?.get(..ENTRY.len()) != Some(ENTRY) {
            return None;
        }
        let (name, extra, comment) =
            (number(entry + 28, 2)?, number(entry + 30, 2)?, number(entry + 32, 2)?);
        at = Some(entry + 46 + name + extra + comment);
        content.get(entry + 46..entry + 46 + name)
    })
}
