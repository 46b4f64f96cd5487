//! Elements of DER, taken apart and put together by hand.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part")]

use der::{Decode, Header, Reader, SliceReader};

/// An element in DER.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = match length {
        0..0x80 => vec![tag, u8::try_from(length).unwrap()],
        _ => [&[tag, 0x82][..], &u16::try_from(length).unwrap().to_be_bytes()].concat(),
    };
    [&head, content].concat()
}

/// The elements in one with parts.
pub fn parts(whole: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut reader = SliceReader::new(content(whole)).unwrap();
    while !reader.is_finished() {
        found.push(reader.tlv_bytes().unwrap().to_vec());
    }
    found
}

/// What is in an element.
pub fn content(whole: &[u8]) -> &[u8] {
    let header = Header::decode(&mut SliceReader::new(whole).unwrap()).unwrap();
    &whole[whole.len() - usize::try_from(header.length).unwrap()..]
}
