//! How long a text may be that somebody enters.

use serde_json::Value;

use crate::dossier::stored;
use crate::error::{Error, Result};

/// Characters of the longest single text: some two hundred printed pages.
const TEXT: usize = 500_000;
/// Characters of everything that one change may write, all paragraphs of a report for example. The
/// journal keeps each value, and a package has to carry the journal.
const ALL_TEXTS: usize = 2_000_000;

/// Refuses a value with a text that is longer than any document needs.
pub(crate) fn must_be_short(value: Option<&str>) -> Result<()> {
    // A text has at most as many characters as its value has bytes.
    let Some(value) = value.filter(|value| value.len() > TEXT) else {
        return Ok(());
    };
    let longest = longest(&stored(value)?);
    let all = value.chars().count();
    for (characters, limit) in [(longest, TEXT), (all, ALL_TEXTS)] {
        if characters > limit {
            return Err(Error::TextTooLong { characters, limit });
        }
    }
    Ok(())
}

/// Characters of the longest text in a value.
fn longest(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(values) => values.iter().map(longest).max().unwrap_or_default(),
        Value::Object(members) => members.values().map(longest).max().unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}
