//! XML as text: what is written into the parts of the file.

/// A part in the making, which grows at its end.
#[derive(Default)]
pub(super) struct Xml(String);

impl Xml {
    /// Puts a piece at the end.
    pub(super) fn put(&mut self, piece: impl AsRef<str>) {
        self.0.push_str(piece.as_ref());
    }

    /// What was put so far.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// A text as it stands between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A part of the file with its declaration.
pub(super) fn part(root: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{root}"#)
}

/// The namespaces of the parts that hold text.
pub(super) const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" "#,
    r#"xmlns:o="urn:schemas-microsoft-com:office:office""#,
);
