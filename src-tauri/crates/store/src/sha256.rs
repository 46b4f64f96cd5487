//! SHA-256, as it is stored and as it is shown.

use sha2::{Digest, Sha256};

/// A SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hash(pub(crate) [u8; 32]);

impl Hash {
    /// The hash of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The hash of bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads what [`Self::hex`] writes, and no other spelling: a hash has one name alone.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut hash = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks();
        if pairs.len() != hash.len() || !rest.is_empty() {
            return None;
        }
        for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
            *byte = value(*high)? << 4 | value(*low)?;
        }
        Some(Self(hash))
    }

    /// In hex, lower case.
    pub(crate) fn hex(self) -> String {
        self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect()
    }
}

fn digit(value: u8) -> char {
    char::from_digit(u32::from(value), 16).unwrap_or_default()
}

/// The value of a digit that [`digit`] writes.
fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// The hash of bytes in hex, as contents are named by.
pub fn sha256(bytes: &[u8]) -> String {
    Hash::of_bytes(bytes).hex()
}

impl rusqlite::types::FromSql for Hash {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        <[u8; 32]>::column_result(value).map(Self)
    }
}

impl rusqlite::ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(rusqlite::types::ToSqlOutput::from(&self.0[..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_has_one_spelling() {
        let hex = sha256(b"one");
        assert_eq!(Hash::from_hex(&hex), Some(Hash::of("one")));
        let first = |digits: &str| format!("{digits}{}", &hex[2..]);
        for other in [
            hex.to_uppercase(),
            first("+f"),
            first(" f"),
            first("-0"),
            first("0x"),
            first("é"),
            format!("{hex}0"),
            format!("{hex}00"),
            hex[1..].to_owned(),
            String::new(),
        ] {
            assert_eq!(Hash::from_hex(&other), None, "{other}");
        }
    }
}
