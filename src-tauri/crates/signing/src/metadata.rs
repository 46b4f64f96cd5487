//! What the metadata stream of a file (XMP, ISO 16684-1) says of it.
//!
//! Programs that sign write when and with which program a file was saved. What the document says of
//! itself (title, author, keywords, the standard that it claims to keep) stays.

use std::collections::BTreeMap;

use lopdf::{Object, Stream};
use roxmltree::{Document, Node};

/// Most bytes that a metadata stream may unfold to.
const MOST_BYTES: usize = 4 * 1024 * 1024;
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
/// Vocabularies that tell how the file was made and saved, of whatever entries.
const OF_SAVING: [&str; 2] = ["http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/"];
/// Entries of the PDF vocabulary that tell the same.
const OF_PROGRAM: [&str; 2] = ["Producer", "PDFVersion"];
/// Entries that say the same as one of the information dictionary.
const OF_INFORMATION: [(&str, &str, &[u8]); 4] = [
    (DUBLIN_CORE, "title", b"Title"),
    (DUBLIN_CORE, "creator", b"Author"),
    (DUBLIN_CORE, "description", b"Subject"),
    (PDF, "Keywords", b"Keywords"),
];

/// Entries by vocabulary and name.
type Entries = BTreeMap<(String, String), Vec<Value>>;

/// A text or an attribute within an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Attribute(String, String),
    Text(String),
}

/// Whether a metadata stream may take the place of another, or of none. `information` tells what the
/// information dictionary has under a key.
pub(crate) fn is_renewed(
    before: Option<&Stream>,
    after: &Stream,
    information: impl Fn(&[u8]) -> Option<String>,
) -> bool {
    let Some(after) = packet(after).as_deref().and_then(entries) else {
        return false;
    };
    let before = match before {
        Some(before) => match packet(before).as_deref().and_then(entries) {
            Some(before) => before,
            None => return false,
        },
        None => Entries::new(),
    };
    let is_kept = before.iter().all(|(entry, value)| after.get(entry) == Some(value));
    let is_known = |((vocabulary, name), values): (&(String, String), &Vec<Value>)| {
        let same = OF_INFORMATION.iter().find(|one| one.0 == vocabulary && one.1 == name);
        let is_format = vocabulary == DUBLIN_CORE && name == "format";
        match (same, &texts(values)[..]) {
            (Some((_, _, key)), [text]) => information(key).is_some_and(|known| known == *text),
            (None, [text]) => is_format && *text == "application/pdf",
            _ => false,
        }
    };
    let is_new = |(entry, _): &(&(String, String), &Vec<Value>)| !before.contains_key(*entry);
    is_kept && after.iter().filter(is_new).all(is_known)
}

/// The bytes of a metadata stream.
fn packet(stream: &Stream) -> Option<Vec<u8>> {
    let is_metadata = stream.dict.has_type(b"Metadata")
        && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"XML");
    if !is_metadata || stream.dict.has(b"F") {
        return None;
    }
    stream.decompressed_content_with_limit(MOST_BYTES).ok()
}

/// What a packet says, but for how the file was saved; none where it cannot be read.
fn entries(packet: &[u8]) -> Option<Entries> {
    let text = std::str::from_utf8(packet).ok()?;
    let text = text.trim_start_matches('\u{FEFF}').trim_end_matches(['\0', ' ', '\r', '\n', '\t']);
    let document = Document::parse(text).ok()?;
    let is_rdf = |node: &Node<'_, '_>| node.has_tag_name((RDF, "RDF"));
    let mut found = document.descendants().filter(is_rdf);
    let (rdf, None) = (found.next()?, found.next()) else {
        return None;
    };
    let mut entries = Entries::new();
    for description in rdf.children().filter(Node::is_element) {
        if !description.has_tag_name((RDF, "Description")) {
            return None;
        }
        for attribute in description.attributes() {
            let entry = (attribute.namespace().unwrap_or_default(), attribute.name());
            let value = Value::Text(attribute.value().to_owned());
            enter(&mut entries, entry, vec![value]);
        }
        for entry in description.children().filter(Node::is_element) {
            let name = entry.tag_name();
            let entry_name = (name.namespace().unwrap_or_default(), name.name());
            enter(&mut entries, entry_name, values(entry));
        }
    }
    Some(entries)
}

fn enter(entries: &mut Entries, (vocabulary, name): (&str, &str), values: Vec<Value>) {
    let is_of_saving = OF_SAVING.contains(&vocabulary)
        || vocabulary == PDF && OF_PROGRAM.contains(&name)
        // What the description is about: the file, by an identifier that nobody sees.
        || vocabulary == RDF && name == "about";
    if !is_of_saving {
        let entry = (vocabulary.to_owned(), name.to_owned());
        entries.entry(entry).or_default().extend(values);
    }
}

/// Texts and attributes of an entry, in their order.
fn values(entry: Node<'_, '_>) -> Vec<Value> {
    let mut values = Vec::new();
    for node in entry.descendants() {
        for attribute in node.attributes() {
            values
                .push(Value::Attribute(attribute.name().to_owned(), attribute.value().to_owned()));
        }
        if let Some(text) = node.text().filter(|text| node.is_text() && !text.trim().is_empty()) {
            values.push(Value::Text(text.trim().to_owned()));
        }
    }
    values
}

fn texts(values: &[Value]) -> Vec<&str> {
    let mut texts = Vec::new();
    for value in values {
        match value {
            Value::Text(text) => texts.push(text.as_str()),
            Value::Attribute(_, _) => {}
        }
    }
    texts
}
