//! The bytes that were appended to a revision, as any reader may see them.
//!
//! Readers differ in what they make of a table of objects that is not as the standard demands: some
//! mend it, some look for objects themselves, some take the first of two entries and some the last.
//! So the appended bytes are read strictly here, and every copy of an object that lies in them is
//! given out, whether a table names it or not.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectStream, Reader, Stream};

use crate::file::{File, MOST_UNFOLDED, Place};

/// Most tables that are followed.
const MOST_TABLES: usize = 1000;
/// The length of a line of a table (ISO 32000-1, 7.5.4).
const LINE: usize = 20;

/// Where a table says that an object lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Free,
    At { offset: u64, generation: u16 },
    Within { container: u32, index: u16 },
}

/// A table of objects.
type Table = BTreeMap<u32, Entry>;

/// A copy of an object in the appended bytes; none where readers may not agree on what it is.
type Copy = Option<Object>;

/// What was appended to a revision.
pub(crate) struct Appended {
    /// Every copy of every object, by its number.
    pub(crate) copies: BTreeMap<u32, Vec<Copy>>,
    /// The numbers in each stream of objects, by its offset.
    containers: BTreeMap<usize, Vec<u32>>,
    /// What the appended tables say; none where they are not as the standard demands.
    table: Option<Table>,
}

impl Appended {
    /// Reads what a file has from an offset on, where an earlier revision ended.
    pub(crate) fn read(earlier: &File, now: &File) -> Self {
        let mut bytes = Bytes::new(now);
        let mut appended = Self {
            copies: BTreeMap::new(),
            containers: BTreeMap::new(),
            table: bytes.tables(earlier),
        };
        for head in heads(now.bytes, earlier.bytes.len()) {
            // References name the generation: under another one the object is not found.
            let is_known = match earlier.place(head.number) {
                Some(Place::Offset(_, generation)) => generation == head.generation,
                Some(Place::Stream { .. }) => head.generation == 0,
                None => true,
            };
            let object = bytes.object(head).filter(|_| is_known);
            if let Some(Object::Stream(stream)) = &object
                && stream.dict.has_type(b"ObjStm")
            {
                appended.unpack(head.offset, stream);
            }
            appended.copies.entry(head.number).or_default().push(object);
        }
        appended
    }

    /// Enters the objects in a stream of objects.
    fn unpack(&mut self, offset: usize, stream: &Stream) {
        let Ok(mut unpacked) =
            ObjectStream::new_with_limit(&mut stream.clone(), Some(MOST_UNFOLDED))
        else {
            return;
        };
        let content = stream.decompressed_content_with_limit(MOST_UNFOLDED).unwrap_or_default();
        let first = stream.dict.get(b"First").and_then(Object::as_i64);
        let first = first.ok().and_then(|first| usize::try_from(first).ok()).unwrap_or_default();
        let (head, objects) = content.split_at(first.min(content.len()));
        let is_doubtful = clear_length(objects, false).is_none();
        let numbers: Vec<u32> = String::from_utf8_lossy(head)
            .split_ascii_whitespace()
            .step_by(2)
            .filter_map(|number| number.parse().ok())
            .collect();
        let different: BTreeSet<&u32> = numbers.iter().collect();
        let is_doubtful = is_doubtful || different.len() < numbers.len();
        for number in &numbers {
            let object = unpacked.objects.remove(&(*number, 0)).filter(|_| !is_doubtful);
            self.copies.entry(*number).or_default().push(object);
        }
        self.containers.insert(offset, numbers);
    }

    /// Whether an appended stream of objects has this object at this place.
    pub(crate) fn is_within(&self, number: u32, container: usize, index: u16) -> bool {
        let numbers = self.containers.get(&container);
        numbers.is_some_and(|numbers| numbers.get(usize::from(index)) == Some(&number))
    }

    /// The objects of which the tables say otherwise than they were read; none where the tables cannot
    /// be read strictly.
    pub(crate) fn misread(&self, earlier: &File, now: &File) -> Option<BTreeSet<u32>> {
        let table = self.table.as_ref()?;
        let said = |file: &File, number: u32| {
            file.document.reference_table.get(number).map_or(Entry::Free, Entry::of)
        };
        let numbers = now.document.reference_table.entries.keys();
        let numbers = numbers.chain(earlier.document.reference_table.entries.keys());
        let is_misread = |number: &u32| {
            let due = table.get(number).copied().unwrap_or_else(|| said(earlier, *number));
            due != said(now, *number)
        };
        Some(numbers.chain(table.keys()).copied().filter(is_misread).collect())
    }
}

impl Entry {
    fn of(entry: &XrefEntry) -> Self {
        match *entry {
            XrefEntry::Normal { offset, generation } => {
                Self::At { offset: u64::from(offset), generation }
            }
            XrefEntry::Compressed { container, index } => Self::Within { container, index },
            XrefEntry::Free | XrefEntry::UnusableFree => Self::Free,
        }
    }
}

/// The beginning of an object: `5 0 obj`.
#[derive(Clone, Copy, Debug)]
struct Head {
    number: u32,
    generation: u16,
    offset: usize,
    /// Where its value begins.
    value: usize,
}

/// Every beginning of an object from an offset on.
fn heads(bytes: &[u8], from: usize) -> Vec<Head> {
    const WORD: &[u8] = b"obj";
    let found = bytes[from..].windows(WORD.len()).enumerate().filter(|(_, word)| *word == WORD);
    found.filter_map(|(place, _)| head(bytes, from, from + place)).collect()
}

/// The beginning of an object whose word stands at a place.
fn head(bytes: &[u8], from: usize, word: usize) -> Option<Head> {
    let (generation, before) = number_before(&bytes[from..word])?;
    let (number, offset) = number_before(&bytes[from..from + before])?;
    Some(Head {
        number: u32::try_from(number).ok()?,
        generation: u16::try_from(generation).ok()?,
        offset: from + offset,
        value: word + 3,
    })
}

/// The number that ends some bytes, white space aside, and where it begins.
fn number_before(bytes: &[u8]) -> Option<(u64, usize)> {
    let end = bytes.iter().rposition(|byte| !is_space(*byte))? + 1;
    let before = bytes[..end].iter().rposition(|byte| !byte.is_ascii_digit());
    let start = before.map_or(0, |before| before + 1);
    Some((number(&bytes[start..end])?, start))
}

fn number(digits: &[u8]) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    if is_number { std::str::from_utf8(digits).ok()?.parse().ok() } else { None }
}

/// Reads objects and tables at any place of a file.
struct Bytes<'a> {
    reader: Reader<'a>,
    /// How many bytes may still be looked through: objects that do not end would ask for all bytes
    /// again and again.
    left: usize,
}

impl<'a> Bytes<'a> {
    fn new(file: &File<'a>) -> Self {
        let mut document = Document::new();
        document.reference_table = file.document.reference_table.clone();
        let reader = Reader {
            buffer: file.bytes,
            document,
            encryption_state: None,
            raw_objects: BTreeMap::new(),
            password: None,
            strict: false,
            max_decompressed_size: Some(MOST_UNFOLDED),
        };
        Self { reader, left: file.bytes.len().saturating_mul(2) }
    }

    /// The object that begins at a place; none where readers may not agree on what it is.
    fn object(&mut self, head: Head) -> Option<Object> {
        self.look_through(&self.reader.buffer[head.value..])?;
        let offset = u32::try_from(head.offset).ok()?;
        let entries = &mut self.reader.document.reference_table.entries;
        let here = XrefEntry::Normal { offset, generation: head.generation };
        let said = entries.insert(head.number, here);
        let id = (head.number, head.generation);
        let object = self.reader.get_object(id, &mut HashSet::new()).ok();
        let entries = &mut self.reader.document.reference_table.entries;
        match said {
            Some(said) => entries.insert(head.number, said),
            None => entries.remove(&head.number),
        };
        object
    }

    /// Looks for the end of an object; none if readers may not agree on what it is.
    fn look_through(&mut self, bytes: &[u8]) -> Option<()> {
        let length = clear_length(&bytes[..bytes.len().min(self.left)], true);
        self.left -= length.unwrap_or(bytes.len()).min(self.left);
        length.map(|_| ())
    }

    /// What the tables say from the newest one back to that of an earlier revision.
    fn tables(&mut self, earlier: &File) -> Option<Table> {
        let bytes = self.reader.buffer;
        let end = skip_space(bytes, earlier.document.xref_start);
        let mut at = last_start(bytes)?;
        let mut table = Table::new();
        for _ in 0..MOST_TABLES {
            at = skip_space(bytes, at);
            if at == end {
                return Some(table);
            }
            if at < earlier.bytes.len() {
                return None;
            }
            let (entries, trailer) = self.table(at)?;
            if trailer.has(b"XRefStm") {
                return None;
            }
            for (number, entry) in entries {
                table.entry(number).or_insert(entry);
            }
            at = usize::try_from(trailer.get(b"Prev").and_then(Object::as_i64).ok()?).ok()?;
        }
        None
    }

    fn table(&mut self, at: usize) -> Option<(Table, Dictionary)> {
        let bytes = self.reader.buffer.get(at..)?;
        if let Some(rest) = bytes.strip_prefix(b"xref") {
            let (table, rest) = plain_table(rest)?;
            let rest = rest.strip_prefix(b"trailer")?;
            self.look_through(rest)?;
            return Some((table, self.trailer(rest)?));
        }
        let word = bytes.windows(3).take(64).position(|word| word == b"obj")?;
        let head = head(self.reader.buffer, at, at + word)?;
        let Object::Stream(stream) = self.object(head)? else {
            return None;
        };
        Some((stream_table(&stream)?, stream.dict))
    }

    /// The dictionary that some bytes begin with.
    fn trailer(&self, bytes: &[u8]) -> Option<Dictionary> {
        let end = bytes.windows(9).position(|word| word == b"startxref")?;
        // Read as an object of a file of its own.
        let own = [b"1 0 obj", &bytes[..end], b"endobj"].concat();
        let mut document = Document::new();
        document.reference_table.insert(1, XrefEntry::Normal { offset: 0, generation: 0 });
        let reader = Reader {
            buffer: &own,
            document,
            encryption_state: None,
            raw_objects: BTreeMap::new(),
            password: None,
            strict: self.reader.strict,
            max_decompressed_size: Some(MOST_UNFOLDED),
        };
        match reader.get_object((1, 0), &mut HashSet::new()) {
            Ok(Object::Dictionary(trailer)) => Some(trailer),
            _ => None,
        }
    }
}

/// Where the last table begins, as the file's end says.
fn last_start(bytes: &[u8]) -> Option<usize> {
    const WORD: &[u8] = b"startxref";
    let place = bytes.windows(WORD.len()).rposition(|word| word == WORD)?;
    let rest = bytes[place + WORD.len()..].trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    usize::try_from(number(&rest[..digits])?).ok()
}

/// A table in lines of text, and what follows it. No number occurs twice in it.
fn plain_table(mut rest: &[u8]) -> Option<(Table, &[u8])> {
    let mut table = Table::new();
    loop {
        rest = rest.trim_ascii_start();
        if rest.starts_with(b"trailer") {
            return Some((table, rest));
        }
        let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
        let mut words = rest[..end].split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let (start, count) = (number(words.next()?)?, number(words.next()?)?);
        if words.next().is_some() {
            return None;
        }
        rest = rest[end..].trim_ascii_start();
        for place in 0..count {
            let (line, more) = rest.split_at_checked(LINE)?;
            let number = u32::try_from(start.checked_add(place)?).ok()?;
            if table.insert(number, plain_entry(line)?).is_some() {
                return None;
            }
            rest = more;
        }
    }
}

fn plain_entry(line: &[u8]) -> Option<Entry> {
    let offset = number(line.get(..10)?)?;
    let generation = number(line.get(11..16)?)?;
    let ends = matches!(line.get(18..20)?, b" \n" | b" \r" | b"\r\n");
    match (line[10], line[16], line[17], ends) {
        (b' ', b' ', b'n', true) => {
            Some(Entry::At { offset, generation: u16::try_from(generation).ok()? })
        }
        (b' ', b' ', b'f', true) => Some(Entry::Free),
        _ => None,
    }
}

/// A table in a stream (ISO 32000-1, 7.5.8). No number occurs twice in it.
fn stream_table(stream: &Stream) -> Option<Table> {
    let numbers = |key: &[u8]| -> Option<Vec<u64>> {
        let array = stream.dict.get(key).and_then(Object::as_array).ok()?;
        array.iter().map(|one| u64::try_from(one.as_i64().ok()?).ok()).collect()
    };
    if !stream.dict.has_type(b"XRef") {
        return None;
    }
    let widths: Vec<usize> = numbers(b"W")?
        .into_iter()
        .map(|width| usize::try_from(width).ok())
        .collect::<Option<_>>()?;
    let [kind, second, third] = widths[..] else {
        return None;
    };
    let index = match stream.dict.get(b"Index") {
        Ok(_) => numbers(b"Index")?,
        Err(_) => {
            vec![0, u64::try_from(stream.dict.get(b"Size").and_then(Object::as_i64).ok()?).ok()?]
        }
    };
    let content = stream.decompressed_content_with_limit(MOST_UNFOLDED).ok()?;
    let mut rest = &content[..];
    let mut field = |width: usize| -> Option<u64> {
        let (bytes, more) = rest.split_at_checked(width)?;
        rest = more;
        bytes
            .iter()
            .try_fold(0_u64, |value, byte| value.checked_mul(256)?.checked_add(u64::from(*byte)))
    };
    let mut table = Table::new();
    for range in index.chunks(2) {
        let [start, count] = range else {
            return None;
        };
        for place in 0..*count {
            let kind = if kind == 0 { 1 } else { field(kind)? };
            let entry = stream_entry(kind, field(second)?, field(third)?)?;
            let number = u32::try_from(start.checked_add(place)?).ok()?;
            if table.insert(number, entry).is_some() {
                return None;
            }
        }
    }
    Some(table)
}

fn stream_entry(kind: u64, second: u64, third: u64) -> Option<Entry> {
    match kind {
        0 => Some(Entry::Free),
        1 => Some(Entry::At { offset: second, generation: u16::try_from(third).ok()? }),
        2 => Some(Entry::Within {
            container: u32::try_from(second).ok()?,
            index: u16::try_from(third).ok()?,
        }),
        _ => None,
    }
}

/// A dictionary or array that is open.
enum Open {
    Array,
    /// The keys so far, and whether the next value belongs to the last.
    Dictionary(BTreeSet<Vec<u8>>, bool),
}

/// What bytes begin with.
enum Token<'a> {
    Space,
    Opens(Open),
    Closes,
    /// A name as it is written, without its slash.
    Name(&'a [u8]),
    /// A string in either notation.
    String,
    /// A number or a word.
    Word(&'a [u8]),
}

/// The length of an object up to the word that ends it, or of objects up to the end of the bytes; none
/// where a dictionary has a key twice, of which readers take either value, or the word is missing.
fn clear_length(bytes: &[u8], is_word_due: bool) -> Option<usize> {
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while let Some((token, length)) = bytes.get(at..).and_then(token) {
        match token {
            Token::Space => {}
            Token::Opens(one) => {
                value_begins(&mut open);
                open.push(one);
            }
            Token::Closes => {
                open.pop();
            }
            Token::Name(written) => match open.last_mut() {
                Some(Open::Dictionary(keys, is_value_due)) if !*is_value_due => {
                    *is_value_due = true;
                    if !keys.insert(name(written)) {
                        return None;
                    }
                }
                _ => value_begins(&mut open),
            },
            Token::String => value_begins(&mut open),
            Token::Word(word) => {
                let is_end = matches!(word, b"endobj" | b"stream" | b"startxref");
                if is_word_due && is_end && open.is_empty() {
                    return Some(at);
                }
                value_begins(&mut open);
            }
        }
        at += length;
    }
    (!is_word_due).then_some(bytes.len())
}

/// The first token of some bytes, and its length.
fn token(bytes: &[u8]) -> Option<(Token<'_>, usize)> {
    Some(match bytes.first()? {
        b'%' => (Token::Space, length_until(bytes, |byte| matches!(byte, b'\r' | b'\n'))),
        b'(' => (Token::String, literal_length(bytes)),
        b'<' if bytes.starts_with(b"<<") => {
            (Token::Opens(Open::Dictionary(BTreeSet::new(), false)), 2)
        }
        b'<' => (Token::String, length_until(bytes, |byte| byte == b'>') + 1),
        b'[' => (Token::Opens(Open::Array), 1),
        b'>' if bytes.starts_with(b">>") => (Token::Closes, 2),
        b'>' | b']' => (Token::Closes, 1),
        b'/' => {
            let length = 1 + length_until(&bytes[1..], |byte| !is_regular(byte));
            (Token::Name(&bytes[1..length]), length)
        }
        byte if !is_regular(*byte) => (Token::Space, 1),
        _ => {
            let length = length_until(bytes, |byte| !is_regular(byte));
            (Token::Word(&bytes[..length]), length)
        }
    })
}

/// Notes that the value has come that a key asks for.
fn value_begins(open: &mut [Open]) {
    if let Some(Open::Dictionary(_, is_value_due)) = open.last_mut() {
        *is_value_due = false;
    }
}

fn length_until(bytes: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| ends(*byte)).unwrap_or(bytes.len())
}

/// The length of a literal string with its parentheses.
fn literal_length(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at
}

/// A name without its escapes.
fn name(written: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut name = Vec::new();
    let mut at = 0;
    while let Some(&byte) = written.get(at) {
        let digits = (digit(written.get(at + 1)), digit(written.get(at + 2)));
        if let (b'#', (Some(high), Some(low))) = (byte, digits) {
            name.extend(u8::try_from(high * 16 + low));
            at += 3;
        } else {
            name.push(byte);
            at += 1;
        }
    }
    name
}

/// White space of PDF (ISO 32000-1, 7.2.2).
const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// Whether a byte can be part of a number, name or word.
const fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + length_until(rest, |byte| !is_space(byte))
}
