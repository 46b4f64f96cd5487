//! DOCX and XLSX files: ZIP archives of XML texts. Everything is counted as it is decompressed.

use std::io::{self, BufReader, Cursor, ErrorKind, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Fault, bounds, kind};

/// An opened package.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be decompressed.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`Fault::Damaged`], [`Fault::TooLarge`] for too many entries.
    pub(crate) fn open(content: &'a [u8]) -> Result<Self, Fault> {
        // Counted before a library makes room for them.
        if kind::zip_names(content).nth(bounds::ENTRIES).is_some() {
            return Err(Fault::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(content)).map_err(|_| Fault::Damaged)?;
        if archive.len() > bounds::ENTRIES {
            return Err(Fault::TooLarge);
        }
        Ok(Self { archive, left: bounds::DECOMPRESSED })
    }

    /// Whether the package carries a signature.
    pub(crate) fn is_signed(&self) -> bool {
        self.archive.file_names_raw().any(|name| name.starts_with(b"_xmlsignatures/"))
    }

    /// The text of a Word document.
    ///
    /// # Errors
    /// [`Fault::Damaged`] when there is none.
    pub(crate) fn word_text(&mut self) -> Result<Xml<'_>, Fault> {
        let name = self.archive.file_names_raw().find(|name| kind::is_word_text(name));
        let name = name.map(<[u8]>::to_vec).ok_or(Fault::Damaged)?;
        let index = self.archive.index_for_name_raw(&name).ok_or(Fault::Damaged)?;
        Ok(Xml::new(self.part(index)?))
    }

    /// An XML part by its name; nothing when there is none.
    pub(crate) fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, Fault> {
        match self.archive.index_for_name(name) {
            Some(index) => Ok(Some(Xml::new(self.part(index)?))),
            None => Ok(None),
        }
    }

    /// The names of the parts in their order; empty for one that is no text.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |index| self.archive.name_for_index(index).and_then(Result::ok);
        (0..self.archive.len()).map(|index| name(index).unwrap_or_default().to_string()).collect()
    }

    /// The indices of the parts in a folder, and in those below it, whose name has this ending.
    pub(crate) fn parts(&self, folder: &str, ending: &str) -> Vec<usize> {
        let is_wanted = |name: &[u8]| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            name.starts_with(folder) && name.ends_with(ending)
        };
        let names = self.archive.file_names_raw().filter(|name| is_wanted(name));
        names.filter_map(|name| self.archive.index_for_name_raw(name)).collect()
    }

    /// The part with this index.
    pub(crate) fn xml_part(&mut self, index: usize) -> Result<Xml<'_>, Fault> {
        Ok(Xml::new(self.part(index)?))
    }

    /// The beginning of the part with this index, which need not be well-formed.
    pub(crate) fn loose_part(&mut self, index: usize) -> Result<String, Fault> {
        let mut content = Vec::new();
        let mut part = self.part(index)?.take(bounds::MARGINS as u64);
        part.read_to_end(&mut content).map_err(|error| of_io(&error))?;
        Ok(String::from_utf8_lossy(&content).into_owned())
    }

    /// Decompresses every entry once, to know that a library can do so too, and refuses XML that
    /// declares entities. Gives what stands in elements that hold the headers and footers of sheets.
    pub(crate) fn check(&mut self) -> Result<Vec<String>, Fault> {
        let mut headers = Vec::new();
        for index in 0..self.archive.len() {
            let name = self.archive.name_for_index(index).and_then(Result::ok).unwrap_or_default();
            let name = name.to_ascii_lowercase();
            let mut check = if [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end)) {
                Declarations::default()
            } else {
                Declarations { is_off: true, ..Declarations::default() }
            };
            io::copy(&mut self.part(index)?, &mut check).map_err(|error| of_io(&error))?;
            headers.extend(check.headers());
        }
        Ok(headers)
    }

    /// A part by its place among the names.
    ///
    /// # Errors
    /// [`Fault::Encrypted`], [`Fault::Damaged`].
    pub(crate) fn part(&mut self, index: usize) -> Result<Part<'_>, Fault> {
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted,
            _ => Fault::Damaged,
        })?;
        let packed = entry.compressed_size();
        Ok(Part { inner: Box::new(entry), packed, read: 0, left: &mut self.left })
    }
}

/// An entry that is decompressed within the bounds.
pub(crate) struct Part<'a> {
    inner: Box<dyn Read + 'a>,
    packed: u64,
    read: u64,
    left: &'a mut u64,
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let bytes = count as u64;
        self.read += bytes;
        *self.left = self.left.checked_sub(bytes).ok_or(ErrorKind::FileTooLarge)?;
        let is_bomb =
            self.read > bounds::RATIO_COUNTS_FROM && self.read / self.packed.max(1) > bounds::RATIO;
        if is_bomb { Err(ErrorKind::FileTooLarge.into()) } else { Ok(count) }
    }
}

fn of_io(error: &io::Error) -> Fault {
    if error.kind() == ErrorKind::FileTooLarge { Fault::TooLarge } else { Fault::Damaged }
}

/// Takes bytes in and fails when there is the beginning of a declaration among them. Keeps what stands
/// between the first and the second name of the element for headers: a sheet has one such element.
#[derive(Default)]
struct Declarations {
    is_off: bool,
    tail: Vec<u8>,
    headers: Vec<u8>,
}

/// The element for the headers and footers of a sheet.
const HEADERS: &[u8] = b"headerFooter";

impl Declarations {
    /// What stands in the element; none where there is no such element.
    fn headers(self) -> Option<String> {
        let begin = find(&self.headers, HEADERS)? + HEADERS.len();
        let rest = self.headers.get(begin..)?;
        let end = find(rest, HEADERS).unwrap_or(rest.len());
        Some(String::from_utf8_lossy(&rest[..end]).into_owned())
    }

    /// Keeps the bytes from the name of the element on, as far as headers go.
    fn keep(&mut self, new: usize) {
        const MOST: usize = 64 << 10;
        if self.headers.is_empty() {
            if let Some(begin) = find(&self.tail, HEADERS) {
                self.headers.extend_from_slice(&self.tail[begin..]);
            }
        } else if self.headers.len() < MOST {
            self.headers.extend_from_slice(&self.tail[self.tail.len() - new..]);
        }
    }
}

fn find(content: &[u8], word: &[u8]) -> Option<usize> {
    content.windows(word.len()).position(|window| window == word)
}

impl io::Write for Declarations {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        const WORDS: [&[u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];
        const LONGEST: usize = HEADERS.len();
        if !self.is_off {
            self.tail.extend_from_slice(bytes);
            for word in WORDS {
                if find(&self.tail, word).is_some() {
                    return Err(ErrorKind::InvalidData.into());
                }
            }
            self.keep(bytes.len());
            self.tail.drain(..self.tail.len().saturating_sub(LONGEST - 1));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What an XML text has, one after the other.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// An element begins; its name without the prefix.
    Begin(String),
    /// An element ends.
    End(String),
    /// Letters.
    Letters(String),
}

/// An XML text that is read piece by piece.
pub(crate) struct Xml<'a> {
    reader: Reader<BufReader<Part<'a>>>,
    buffer: Vec<u8>,
    depth: usize,
    /// The element that began last, with its attributes.
    element: String,
    name: usize,
}

impl<'a> Xml<'a> {
    fn new(part: Part<'a>) -> Self {
        let mut reader = Reader::from_reader(BufReader::new(part));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, element: String::new(), name: 0 }
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// [`Fault::TooLarge`]; [`Fault::Damaged`] for what is not well-formed, declares entities or
    /// uses other ones than those of XML itself.
    pub(crate) fn next(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            self.buffer.clear();
            let event =
                self.reader.read_event_into(&mut self.buffer).map_err(|error| of_xml(&error))?;
            let piece = match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > bounds::DEPTH {
                        return Err(Fault::TooLarge);
                    }
                    self.element.clear();
                    self.element.push_str(&element);
                    self.name = element.name().as_ref().len();
                    Piece::Begin(name(element.local_name().as_ref()))
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::End(name(element.local_name().as_ref()))
                }
                Event::Text(letters) => Piece::Letters(letters.xml10_content().into_owned()),
                Event::CData(letters) => Piece::Letters(letters.xml10_content().into_owned()),
                Event::GeneralRef(entity) => {
                    let letter = entity.resolve_char_ref().map_err(|_| Fault::Damaged)?;
                    match letter {
                        Some(letter) => Piece::Letters(letter.to_string()),
                        None => Piece::Letters(
                            resolve_predefined_entity(&entity).ok_or(Fault::Damaged)?.to_owned(),
                        ),
                    }
                }
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::DocType(_) | Event::Eof => return Err(Fault::Damaged),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            };
            return Ok(Some(piece));
        }
    }

    /// Begins the outermost element and gives its name; none where there is none.
    pub(crate) fn outermost(&mut self) -> Result<Option<String>, Fault> {
        loop {
            match self.next()? {
                Some(Piece::Begin(name)) => return Ok(Some(name)),
                // Line ends stand before it.
                Some(Piece::Letters(_) | Piece::End(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// An attribute, by its name without the prefix, of the element that began last.
    pub(crate) fn attribute(&self, local: &str) -> Option<String> {
        let element = BytesStart::from_content(self.element.as_str(), self.name);
        let mut attributes = element.attributes();
        let found = attributes.with_checks(false).flatten();
        let found = found.into_iter().find(|one| one.key.local_name().as_ref() == local)?;
        unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// Passes over the element that has just begun.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}

fn name(local: &str) -> String {
    local.to_owned()
}

fn of_xml(error: &quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Io(error) => of_io(error),
        _ => Fault::Damaged,
    }
}
