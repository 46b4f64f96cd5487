//! Whether two objects mean the same, however each is written.
//!
//! Programs that sign write objects of the file anew, in their own notation: hexadecimal strings
//! become literal ones, text changes its encoding, keys change their order, values become objects of
//! their own. None of that changes what the file says.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::file::File;

/// Most values that one comparison looks at.
const MOST_VALUES: usize = 100_000;
/// Most values within one another.
const DEEPEST: usize = 64;
/// Entries whose strings are text (ISO 32000-1, 7.9.2.2), wherever they stand.
const TEXTS: [&[u8]; 5] = [b"T", b"TU", b"TM", b"NM", b"Lang"];
/// What stands for a value that is missing.
const NONE: &Object = &Object::Null;
/// What stands for a character that could not be decoded.
const UNDECODED: char = '\u{FFFD}';

/// Compares values of two revisions of a file.
pub(crate) struct Meaning<'a> {
    before: &'a File<'a>,
    after: &'a File<'a>,
}

/// What one comparison has seen.
struct Seen {
    /// Pairs of objects that are being compared: a cycle back to them adds nothing.
    pairs: BTreeSet<(ObjectId, ObjectId)>,
    values: usize,
    /// Whether every string is text.
    is_text: bool,
}

impl<'a> Meaning<'a> {
    pub(crate) const fn new(before: &'a File<'a>, after: &'a File<'a>) -> Self {
        Self { before, after }
    }

    /// Whether two values mean the same.
    pub(crate) fn same(&self, before: &Object, after: &Object) -> bool {
        self.compare((before, after), b"", 0, &mut Seen::new(false))
    }

    /// Whether two dictionaries mean the same, some entries aside.
    pub(crate) fn same_but(
        &self,
        before: &Dictionary,
        after: &Dictionary,
        aside: &[&[u8]],
    ) -> bool {
        self.dictionaries((before, after), aside, 0, &mut Seen::new(false))
    }

    /// The same for dictionaries whose strings all are text, as those of the information dictionary.
    pub(crate) fn same_texts_but(
        &self,
        before: &Dictionary,
        after: &Dictionary,
        aside: &[&[u8]],
    ) -> bool {
        self.dictionaries((before, after), aside, 0, &mut Seen::new(true))
    }

    fn compare(
        &self,
        (before, after): (&Object, &Object),
        key: &[u8],
        depth: usize,
        seen: &mut Seen,
    ) -> bool {
        seen.values += 1;
        if seen.values > MOST_VALUES || depth > DEEPEST {
            return false;
        }
        match (before, after) {
            (Object::Reference(before), Object::Reference(after)) if before == after => true,
            (Object::Reference(_), _) | (_, Object::Reference(_)) => {
                if let (Object::Reference(before), Object::Reference(after)) = (before, after)
                    && !seen.pairs.insert((*before, *after))
                {
                    return true;
                }
                let before = self.before.resolved(before).unwrap_or(NONE);
                let after = self.after.resolved(after).unwrap_or(NONE);
                self.compare((before, after), key, depth + 1, seen)
            }
            (Object::Array(before), Object::Array(after)) => {
                before.len() == after.len()
                    && before.iter().zip(after).all(|pair| self.compare(pair, key, depth + 1, seen))
            }
            (Object::Dictionary(before), Object::Dictionary(after)) => {
                self.dictionaries((before, after), &[], depth + 1, seen)
            }
            (Object::Stream(before), Object::Stream(after)) => {
                self.streams((before, after), depth + 1, seen)
            }
            (Object::String(one, _), Object::String(other, _)) => {
                let is_text = seen.is_text || TEXTS.contains(&key);
                one == other || is_text && text(before).is_some_and(|one| text(after) == Some(one))
            }
            (Object::Integer(whole), Object::Real(real))
            | (Object::Real(real), Object::Integer(whole)) => is_whole(*real, *whole),
            (one, other) => one == other,
        }
    }

    /// An entry whose value is null is none (ISO 32000-1, 7.3.7).
    fn dictionaries(
        &self,
        (before, after): (&Dictionary, &Dictionary),
        aside: &[&[u8]],
        depth: usize,
        seen: &mut Seen,
    ) -> bool {
        let keys: BTreeSet<&[u8]> =
            before.iter().chain(after).map(|(key, _)| key.as_slice()).collect();
        keys.into_iter().filter(|key| !aside.contains(key)).all(|key| {
            let pair = (before.get(key).unwrap_or(NONE), after.get(key).unwrap_or(NONE));
            self.compare(pair, key, depth, seen)
        })
    }

    /// Streams are the same if their bytes are: readers differ in what they make of damaged ones.
    fn streams(&self, (before, after): (&Stream, &Stream), depth: usize, seen: &mut Seen) -> bool {
        before.content == after.content
            && self.dictionaries((&before.dict, &after.dict), &[], depth, seen)
    }
}

impl Seen {
    const fn new(is_text: bool) -> Self {
        Self { pairs: BTreeSet::new(), values: 0, is_text }
    }
}

/// A text string as text; none where readers may read it differently.
pub(crate) fn text(string: &Object) -> Option<String> {
    let bytes = string.as_str().ok()?;
    let text = lopdf::decode_text_string(string).ok()?;
    let text = text.trim_start_matches('\u{FEFF}').to_owned();
    let is_whole = if bytes.starts_with(&[0xFE, 0xFF]) {
        bytes.len().is_multiple_of(2)
    } else if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        true
    } else {
        text.chars().count() == bytes.len()
    };
    (is_whole && !text.contains(UNDECODED)).then_some(text)
}

/// Whether a decimal number is this whole one.
fn is_whole(real: f32, whole: i64) -> bool {
    i32::try_from(whole)
        .is_ok_and(|whole| f64::from(real).partial_cmp(&f64::from(whole)) == Some(Ordering::Equal))
}
