//! A PDF file as its library reads it: tables that lie a line break off, and files that are closed
//! against changes alone, are made readable first. The bytes themselves stay; only what is read of them
//! is brought into the form that the library expects.

use std::borrow::Cow;
use std::collections::BTreeSet;

use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::file::{FileFault, MOST_UNFOLDED};

/// Within so many bytes the file must say that it is PDF (ISO 32000-1, annex H, note 13).
const HEAD: usize = 1024;
const HEADER: &[u8] = b"%PDF-";
const START: &[u8] = b"startxref";
/// Most bytes between a table's place and the table.
const MOST_GAP: usize = 16;
/// Most tables that are looked at, and most bytes of one: some 200 000 objects.
const MOST_TABLES: usize = 256;
const MOST_TABLE: usize = 4 * 1024 * 1024;
/// The key of the trailer that says how the file is encrypted, and another of the same length.
const ENCRYPT: &[u8] = b"/Encrypt";
const HIDDEN: &[u8] = b"/Encryp_";

/// What was read of a file.
pub(crate) struct Source {
    pub(crate) document: Document,
    /// From where in the file places count.
    pub(crate) start: usize,
    /// How the file is encrypted; none where it is not.
    pub(crate) encryption: Option<Dictionary>,
}

/// Reads a file that some other bytes may precede.
pub(crate) fn read(bytes: &[u8]) -> Result<Source, FileFault> {
    let head = &bytes[..bytes.len().min(HEAD + HEADER.len())];
    let start = find(head, HEADER).ok_or(FileFault::NotPdf)?;
    let first = read_body(&bytes[start..]);
    let (start, (document, encryption)) = match first {
        Ok(read) => (start, read),
        Err(FileFault::Damaged) if start > 0 => {
            // Places may count from the file's beginning all the same: with a header there, they do.
            let mut body = bytes.to_vec();
            body[..HEADER.len()].copy_from_slice(HEADER);
            (0, read_body(&body)?)
        }
        Err(fault) => return Err(fault),
    };
    Ok(Source { document, start, encryption })
}

type Body = (Document, Option<Dictionary>);

fn read_body(body: &[u8]) -> Result<Body, FileFault> {
    let body = with_tables_in_place(body);
    let document = load(&body)?;
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return read_encrypted(document, &body);
    }
    if document.catalog().is_err() { Err(FileFault::Damaged) } else { Ok((document, None)) }
}

fn load(body: &[u8]) -> Result<Document, FileFault> {
    let options = LoadOptions::with_max_decompressed_size(MOST_UNFOLDED);
    Document::load_mem_with_options(body, options).map_err(|_| FileFault::Damaged)
}

/// Reads an encrypted file that nobody needs a password to read.
fn read_encrypted(document: Document, body: &[u8]) -> Result<Body, FileFault> {
    let raw = load(&with_encryption_hidden(body))?;
    let dictionary = match raw.trailer.get(&HIDDEN[1..]) {
        Ok(Object::Reference(id)) => raw.get_dictionary(*id),
        Ok(object) => object.as_dict(),
        Err(_) => return Err(FileFault::Encrypted),
    };
    let dictionary = dictionary.map_err(|_| FileFault::Encrypted)?.clone();
    let mut readable = if is_identity(&dictionary) { raw } else { decrypted(document, &raw)? };
    readable.trailer.remove(&HIDDEN[1..]);
    if readable.catalog().is_err() {
        return Err(FileFault::Encrypted);
    }
    Ok((readable, Some(dictionary)))
}

/// Whether nothing but attached files is encrypted (ISO 32000-1, 7.6.5).
fn is_identity(encryption: &Dictionary) -> bool {
    let filter = |key: &[u8]| encryption.get(key).and_then(Object::as_name).unwrap_or(b"Identity");
    let has_filters =
        encryption.get(b"V").and_then(Object::as_i64).is_ok_and(|version| version >= 4);
    has_filters && [&b"StmF"[..], b"StrF"].into_iter().all(|key| filter(key) == b"Identity")
}

/// The decrypted document with its signatures as they stand: those are not encrypted (ISO 32000-1,
/// 7.6.1), which the library does not heed. `raw` is the same document as it stands.
fn decrypted(mut document: Document, raw: &Document) -> Result<Document, FileFault> {
    let state = document.encryption_state.clone().ok_or(FileFault::Encrypted)?;
    for (id, object) in &raw.objects {
        let Ok(signature) = object.as_dict() else { continue };
        let (true, Ok(contents)) = (signature.has(b"ByteRange"), signature.get(b"Contents")) else {
            continue;
        };
        let mut rest = signature.clone();
        rest.remove(b"Contents");
        let mut rest = Object::Dictionary(rest);
        decrypt_object(&state, *id, &mut rest).map_err(|_| FileFault::Damaged)?;
        let Object::Dictionary(mut signature) = rest else { continue };
        signature.set("Contents", contents.clone());
        document.objects.insert(*id, signature.into());
    }
    Ok(document)
}

/// The file with another name for the key that says how it is encrypted.
fn with_encryption_hidden(body: &[u8]) -> Vec<u8> {
    let mut hidden = body.to_vec();
    let mut from = 0;
    while let Some(place) = find(&body[from..], ENCRYPT) {
        let (at, end) = (from + place, from + place + ENCRYPT.len());
        if body.get(end).is_none_or(|next| !next.is_ascii_alphanumeric()) {
            hidden[at..end].copy_from_slice(HIDDEN);
        }
        from = end;
    }
    hidden
}

/// The file with each table of objects exactly where it is said to be. Some programs name the place of
/// the line break before a table, which readers pass over.
fn with_tables_in_place(body: &[u8]) -> Cow<'_, [u8]> {
    let mut moved = Cow::Borrowed(body);
    let start = body.windows(START.len()).rposition(|one| one == START);
    let mut places: Vec<usize> =
        start.and_then(|at| number(&body[at + START.len()..])).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(place) = places.pop() {
        let Some(rest) = body.get(place..).filter(|_| seen.len() < MOST_TABLES) else { continue };
        if !seen.insert(place) {
            continue;
        }
        let gap = blanks(rest);
        if (1..=MOST_GAP).contains(&gap) {
            fill(moved.to_mut(), place, gap);
        }
        // Up to the end of this revision, where the one before is named.
        let table = &rest[..rest.len().min(MOST_TABLE)];
        let table = &table[..find(table, START).unwrap_or(table.len())];
        for key in [&b"/Prev"[..], b"/XRefStm"] {
            let named = find(table, key).and_then(|at| number(&table[at + key.len()..]));
            places.extend(named);
        }
    }
    moved
}

/// Has a table begin so many bytes earlier. Zeros before its first number fill the gap.
fn fill(body: &mut [u8], place: usize, gap: usize) {
    const TABLE: &[u8] = b"xref";
    const BEGIN: &[u8] = b"xref\n";
    let rest = &mut body[place..];
    if !rest[gap..].starts_with(TABLE) {
        if rest.get(gap).is_some_and(u8::is_ascii_digit) {
            rest[..gap].fill(b'0');
        }
        return;
    }
    let numbers = gap + TABLE.len() + blanks(&rest[gap + TABLE.len()..]);
    if rest.get(numbers).is_some_and(u8::is_ascii_digit) && numbers >= BEGIN.len() {
        rest[..numbers].fill(b'0');
        rest[..BEGIN.len()].copy_from_slice(BEGIN);
    }
}

/// The number that follows some blanks.
fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[blanks(bytes)..];
    let figures = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..figures]).ok()?.parse().ok()
}

/// How many blanks there are (ISO 32000-1, 7.2.2).
fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| b"\0\t\n\x0c\r ".contains(byte)).count()
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|one| one == sought)
}
