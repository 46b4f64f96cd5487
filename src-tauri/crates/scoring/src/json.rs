//! JSON as it was written: numbers as text, members in order, duplicates kept to be reported.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::fault::{ReadError, Shape};

/// The largest file that is read as a set or as answers, in bytes (`scoring.md`, "Shape of a set").
pub const FILE_LIMIT: usize = 16 * 1024 * 1024;

/// The key under which `serde_json` with `arbitrary_precision` hands a number's text to a visitor.
const NUMBER: &str = "$serde_json::private::Number";

/// A JSON value in which no number has gone through binary floating point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as written; only its exponent is brought to the form `e+9`.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; members in the file's order, duplicates included.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a document of at most [`FILE_LIMIT`] bytes; a leading byte-order mark is passed over.
    ///
    /// # Errors
    /// [`ReadError`] for what is no JSON text at all: too large, not UTF-8, empty, or malformed
    /// (cut off, `NaN`) with line and column, or nested over 128 levels.
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > FILE_LIMIT {
            return Err(ReadError::TooLarge {
                bytes: bytes.len() as u64,
                limit: FILE_LIMIT as u64,
            });
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ReadError::NotUtf8 { position: error.valid_up_to() })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        if let Some(position) = text.find(NUMBER) {
            // An object with this very key could not be told from a number.
            let before = &text[..position];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            return Err(ReadError::Malformed { line, column, cut_off: false });
        }
        serde_json::from_str(text).map_err(|error| {
            // The one limit that the parser tells by its words alone.
            if error.to_string().starts_with("recursion limit") {
                return ReadError::TooDeep;
            }
            let (line, column, cut_off) = (error.line(), error.column(), error.is_eof());
            ReadError::Malformed { line, column, cut_off }
        })
    }

    /// The shape of the value.
    pub const fn shape(&self) -> Shape {
        match self {
            Self::Null => Shape::Null,
            Self::Bool(_) => Shape::Bool,
            Self::Number(_) => Shape::Number,
            Self::Text(_) => Shape::Text,
            Self::List(_) => Shape::List,
            Self::Object(_) => Shape::Object,
        }
    }

    /// The document without white space, members in order.
    pub fn to_compact(&self) -> String {
        // Serialising texts, numbers and lists into memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        while let Some(key) = object.next_key::<String>()? {
            let value: Json = object.next_value()?;
            if key == NUMBER && members.is_empty() {
                if let Json::Text(number) = value {
                    return Ok(Json::Number(number));
                }
                return Ok(Json::Object(vec![(key, value)]));
            }
            members.push((key, value));
        }
        Ok(Json::Object(members))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match text.parse::<serde_json::Number>() {
                Ok(number) => number.serialize(serializer),
                Err(error) => Err(serde::ser::Error::custom(error)),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_text() {
        for text in ["0.1", "12345678901.25", "3e+0", "-0", "1e+999", "3.0"] {
            assert_eq!(Json::parse(text.as_bytes()).unwrap(), Json::Number(text.to_owned()));
        }
        assert_eq!(Json::parse(b"1E999").unwrap(), Json::Number("1e+999".to_owned()));
        let forty = "1234567890123456789012345678901234567890";
        assert_eq!(Json::parse(forty.as_bytes()).unwrap(), Json::Number(forty.to_owned()));
    }

    #[test]
    fn duplicates_and_order_are_kept() {
        let Json::Object(members) = Json::parse(br#"{"b":1,"a":2,"b":3}"#).unwrap() else {
            panic!("an object")
        };
        let keys: Vec<_> = members.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
    }

    #[test]
    fn compact_form_reads_back() {
        let text = "{\"a\":[1.50,null,true,\"Đ\\n\"],\"b\":{}}";
        let json = Json::parse(text.as_bytes()).unwrap();
        assert_eq!(json.to_compact(), text);
    }

    #[test]
    fn hostile_documents_are_refused_with_their_reason() {
        assert!(matches!(Json::parse(b""), Err(ReadError::Empty)));
        assert!(matches!(Json::parse(b" \n"), Err(ReadError::Empty)));
        assert!(matches!(Json::parse(b"\xff\xfe"), Err(ReadError::NotUtf8 { position: 0 })));
        assert!(matches!(Json::parse(b"{\"a\":"), Err(ReadError::Malformed { cut_off: true, .. })));
        let marker = br#"{"$serde_json::private::Number":"36"}"#;
        assert!(matches!(Json::parse(marker), Err(ReadError::Malformed { line: 1, .. })));
        assert!(matches!(Json::parse(b"NaN"), Err(ReadError::Malformed { cut_off: false, .. })));
        let deep = "[".repeat(200_000);
        assert!(matches!(Json::parse(deep.as_bytes()), Err(ReadError::TooDeep)));
        let large = vec![b' '; FILE_LIMIT + 1];
        assert!(matches!(Json::parse(&large), Err(ReadError::TooLarge { .. })));
        assert_eq!(Json::parse("\u{feff}1".as_bytes()).unwrap(), Json::Number("1".into()));
    }
}
