//! BER to DER (ITU-T X.690): what other programs write in the looser encoding, in the one form that is
//! read here.
//!
//! Lengths become definite and as short as they can be, strings that came in pieces become whole. Tags,
//! the order of elements and the content of what has no parts stay: DER comes out as it is.

/// Most levels of elements within one another.
const DEEPEST: usize = 48;
/// Most bytes that are read; a signature with all its proofs takes some hundred thousand.
const MOST_BYTES: usize = 16 * 1024 * 1024;

const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// Strings of characters: UTF-8, and those from numeric to BMP but for sequences, sets and times.
const STRINGS: [u8; 11] = [0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1a, 0x1b, 0x1c, 0x1e];
/// The bit of a tag that says that the element has parts.
const WITH_PARTS: u8 = 0x20;
/// `[0]` with and without parts.
const CONTEXT_0: u8 = 0xa0;
const CONTEXT_0_PLAIN: u8 = 0x80;
/// These bits of a tag's first byte say that more bytes follow.
const LONG_TAG: u8 = 0x1f;
/// Stands at the end of an element of indefinite length.
const END: [u8; 2] = [0, 0];

/// Encodes the first element of these bytes anew, and tells how many bytes it took; none where it is
/// no BER or beyond bounds.
pub(crate) fn to_der(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let bytes = bytes.get(..MOST_BYTES).unwrap_or(bytes);
    let mut input = Input(bytes);
    let mut der = Vec::new();
    input.encode(DEEPEST, &mut der)?;
    Some((der, bytes.len() - input.0.len()))
}

/// The same where nothing may follow.
pub(crate) fn whole_to_der(bytes: &[u8]) -> Option<Vec<u8>> {
    let (der, taken) = to_der(bytes)?;
    (taken == bytes.len()).then_some(der)
}

enum Length {
    Definite(usize),
    /// An end mark follows the content.
    Indefinite,
}

/// What is still to be read.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|taken| taken[0])
    }

    /// The bytes of a tag; an end mark is none.
    fn tag(&mut self) -> Option<&'a [u8]> {
        let all = self.0;
        let first = self.byte().filter(|first| *first != 0)?;
        let mut more = first & LONG_TAG == LONG_TAG;
        while more {
            more = self.byte()? & 0x80 != 0;
        }
        // Numbers of four bytes are beyond every standard in use.
        let length = all.len() - self.0.len();
        (length <= 4).then(|| &all[..length])
    }

    fn length(&mut self) -> Option<Length> {
        let first = self.byte()?;
        if first & 0x80 == 0 {
            return Some(Length::Definite(usize::from(first)));
        }
        let count = usize::from(first & 0x7f);
        if count == 0 {
            return Some(Length::Indefinite);
        }
        let mut length: usize = 0;
        for byte in self.take(count)? {
            length = length.checked_mul(256)?.checked_add(usize::from(*byte))?;
        }
        Some(Length::Definite(length))
    }

    /// An element of definite length: the first byte of its tag, and its content.
    fn element(&mut self) -> Option<(u8, &'a [u8])> {
        let tag = self.tag()?[0];
        match self.length()? {
            Length::Definite(length) => Some((tag, self.take(length)?)),
            Length::Indefinite => None,
        }
    }

    /// Encodes an element, with so many levels below it at most.
    fn encode(&mut self, deeper: usize, der: &mut Vec<u8>) -> Option<()> {
        let tag = self.tag()?;
        let has_parts = tag[0] & WITH_PARTS != 0;
        match (self.length()?, has_parts) {
            (Length::Definite(length), false) => write(tag, self.take(length)?, der),
            (Length::Indefinite, false) => return None,
            (Length::Definite(length), true) => {
                let mut parts = Self(self.take(length)?);
                let mut content = Vec::new();
                while !parts.0.is_empty() {
                    parts.encode(deeper.checked_sub(1)?, &mut content)?;
                }
                write_parts(tag, content, der)?;
            }
            (Length::Indefinite, true) => {
                let mut content = Vec::new();
                while !self.0.starts_with(&END) {
                    self.encode(deeper.checked_sub(1)?, &mut content)?;
                }
                self.take(END.len())?;
                write_parts(tag, content, der)?;
            }
        }
        Some(())
    }
}

/// Writes an element that came with parts, which are in DER by now; a string without them.
fn write_parts(tag: &[u8], mut content: Vec<u8>, der: &mut Vec<u8>) -> Option<()> {
    let plain = tag[0] & !WITH_PARTS;
    if tag.len() == 1 && plain == BIT_STRING {
        write(&[plain], &joined_bits(&content)?, der);
    } else if tag.len() == 1 && (plain == OCTET_STRING || STRINGS.contains(&plain)) {
        write(&[plain], &joined(&content, plain)?, der);
    } else {
        if tag == [SEQUENCE] {
            join_encrypted(&mut content);
        }
        write(tag, &content, der);
    }
    Some(())
}

fn write(tag: &[u8], content: &[u8], der: &mut Vec<u8>) {
    der.extend_from_slice(tag);
    let length = content.len().to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    match length.get(zeros..).unwrap_or_default() {
        [] => der.push(0),
        [short] if *short < 0x80 => der.push(*short),
        long => {
            // At most eight bytes.
            der.push(0x80 | u8::try_from(long.len()).unwrap_or(0x7f));
            der.extend_from_slice(long);
        }
    }
    der.extend_from_slice(content);
}

/// A string of octets or characters from its pieces (X.690, 8.7.3 and 8.23).
fn joined(pieces: &[u8], kind: u8) -> Option<Vec<u8>> {
    let mut input = Input(pieces);
    let mut whole = Vec::new();
    while !input.0.is_empty() {
        let (tag, content) = input.element()?;
        if tag != OCTET_STRING && tag != kind {
            return None;
        }
        whole.extend_from_slice(content);
    }
    Some(whole)
}

/// A string of bits from its pieces, of which the last alone may leave bits of its last byte unused
/// (X.690, 8.6.4).
fn joined_bits(pieces: &[u8]) -> Option<Vec<u8>> {
    let mut input = Input(pieces);
    let mut whole = vec![0];
    while !input.0.is_empty() {
        let (tag, content) = input.element()?;
        let (unused, bits) = content.split_first()?;
        if tag != BIT_STRING || whole[0] != 0 {
            return None;
        }
        whole[0] = *unused;
        whole.extend_from_slice(bits);
    }
    Some(whole)
}

/// Joins the pieces of encrypted content (`EncryptedContentInfo` of RFC 5652, 6.1): its tag `[0]` is
/// that of the string itself, so that the pieces alone tell that it came in pieces.
fn join_encrypted(content: &mut Vec<u8>) -> Option<()> {
    let mut input = Input(content);
    let (kind, _) = input.element()?;
    let (algorithm, _) = input.element()?;
    let before = content.len() - input.0.len();
    let (tag, pieces) = input.element()?;
    if [kind, algorithm, tag] != [OBJECT_IDENTIFIER, SEQUENCE, CONTEXT_0] {
        return None;
    }
    let whole = joined(pieces, OCTET_STRING)?;
    let rest = input.0.to_vec();
    content.truncate(before);
    write(&[CONTEXT_0_PLAIN], &whole, content);
    content.extend(rest);
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(ber: &[u8], der: &[u8]) {
        assert_eq!(whole_to_der(ber).as_deref(), Some(der), "{ber:02x?}");
        assert_eq!(whole_to_der(der).as_deref(), Some(der), "{der:02x?}");
    }

    #[test]
    fn lengths_become_definite_and_short() {
        encoded(&[0x30, 0x80, 0x02, 1, 5, 0, 0], &[0x30, 3, 0x02, 1, 5]);
        encoded(&[0x30, 0x82, 0, 4, 0x02, 0x81, 1, 5], &[0x30, 3, 0x02, 1, 5]);
        encoded(&[0x31, 0x80, 0x30, 0x80, 0, 0, 0, 0], &[0x31, 2, 0x30, 0]);
        let long = vec![7; 300];
        let der = [&[0x04, 0x82, 0x01, 0x2c], &long[..]].concat();
        encoded(&[&[0x04, 0x84, 0, 0, 0x01, 0x2c], &long[..]].concat(), &der);
        encoded(&[0xbf, 0x81, 0x01, 0x80, 0x05, 0, 0, 0], &[0xbf, 0x81, 0x01, 2, 0x05, 0]);
    }

    #[test]
    fn strings_in_pieces_become_whole() {
        encoded(&[0x24, 0x80, 0x04, 2, 1, 2, 0x04, 1, 3, 0, 0], &[0x04, 3, 1, 2, 3]);
        encoded(&[0x24, 0x80, 0x24, 0x80, 0x04, 1, 1, 0, 0, 0x04, 0, 0, 0], &[0x04, 1, 1]);
        encoded(&[0x24, 0x80, 0, 0], &[0x04, 0]);
        encoded(&[0x2c, 6, 0x04, 1, b'a', 0x0c, 1, b'b'], &[0x0c, 2, b'a', b'b']);
        encoded(&[0x23, 0x80, 0x03, 2, 0, 0xff, 0x03, 2, 4, 0xf0, 0, 0], &[0x03, 3, 4, 0xff, 0xf0]);
        // Content that is told from a field with a tag of its own by what stands before it.
        let before = [0x06, 1, 42, 0x30, 0];
        let ber = [&[0x30, 0x80], &before[..], &[0xa0, 0x80, 0x04, 1, 9, 0x04, 1, 8, 0, 0, 0, 0]];
        encoded(&ber.concat(), &[&[0x30, 9], &before[..], &[0x80, 2, 9, 8]].concat());
        encoded(
            &[0x30, 8, 0x06, 1, 42, 0xa0, 3, 0x04, 1, 9],
            &[0x30, 8, 0x06, 1, 42, 0xa0, 3, 4, 1, 9],
        );
    }

    #[test]
    fn what_is_no_ber_is_refused() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x80, 0],
            &[0x30, 3, 0x02, 1],
            &[0x04, 0x80, 1, 0, 0],
            &[0x24, 3, 0x02, 1, 5],
            &[0x23, 0x80, 0x03, 2, 4, 0xf0, 0x03, 2, 0, 0xff, 0, 0],
            &[0x30, 2, 0, 0],
            &[0x04, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            &[0xbf, 0xff, 0xff, 0xff, 0xff, 0x01, 0],
        ] {
            assert_eq!(to_der(bytes), None, "{bytes:02x?}");
        }
        assert_eq!(whole_to_der(&[0x05, 0, 0]), None);
        assert_eq!(to_der(&[0x05, 0, 0, 0]), Some((vec![0x05, 0], 2)));
    }

    #[test]
    fn elements_too_deep_are_refused() {
        for (levels, is_read) in [(DEEPEST, true), (DEEPEST + 1, false), (100_000, false)] {
            let nested =
                [[0x30, 0x80].repeat(levels), vec![0x05, 0], [0, 0].repeat(levels)].concat();
            assert_eq!(to_der(&nested).is_some(), is_read, "{levels}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_comes_out_stays_as_it_is(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some((der, taken)) = to_der(&bytes) {
                prop_assert!(taken <= bytes.len());
                prop_assert_eq!(whole_to_der(&der), Some(der));
            }
        }
    }
}
