//! Codes of areas, criteria, sub-criteria, bonus and penalty items.

use std::borrow::Borrow;
use std::fmt;

/// A code of the set, such as "1.1.2" or "T1"; unique over the whole set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// A code as it stands in a set or an answers file.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}
