//! A block of cells as spreadsheets put it on the clipboard: tabs between cells, lines between
//! rows, and quotes around a cell that itself holds tabs, line breaks or quotes.

use std::iter::Peekable;
use std::str::Chars;

/// The rows of a block with the text of their cells. Empty rows at the end are none.
pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() {
        row.push(cell(&mut rest));
        if rest.next() != Some('\t') {
            rows.push(std::mem::take(&mut row));
        } else if rest.peek().is_none() {
            row.push(String::new());
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    while rows.last().is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        rows.pop();
    }
    rows
}

/// The text up to the end of the cell, which stays in `rest`.
fn cell(rest: &mut Peekable<Chars<'_>>) -> String {
    let quoted = if rest.peek() == Some(&'"') { quoted(rest) } else { None };
    quoted.unwrap_or_else(|| plain(rest))
}

fn plain(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(char) = rest.next_if(|char| !matches!(char, '\t' | '\n')) {
        text.push(char);
    }
    text
}

/// A cell in quotes; none, with `rest` untouched, where they do not enclose the whole cell.
fn quoted(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut ahead = rest.clone();
    ahead.next();
    let mut text = String::new();
    loop {
        match (ahead.next()?, ahead.peek()) {
            ('"', Some('"')) => {
                ahead.next();
                text.push('"');
            }
            ('"', None | Some('\t' | '\n')) => {
                *rest = ahead;
                return Some(text);
            }
            ('"', Some(_)) => return None,
            (char, _) => text.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn cells_are_parted_as_spreadsheets_do() {
        let table: [(&str, &[&[&str]]); 12] = [
            ("", &[]),
            ("1", &[&["1"]]),
            ("1\t2\r\n3\t4\r\n", &[&["1", "2"], &["3", "4"]]),
            ("1\n\n3", &[&["1"], &[""], &["3"]]),
            ("1\r2\r\r", &[&["1"], &["2"]]),
            ("\t2\n", &[&["", "2"]]),
            ("1\t", &[&["1", ""]]),
            ("\"a\nb\"\t2\n", &[&["a\nb", "2"]]),
            ("\"a \"\"b\"\" c\"\t\"x\ty\"", &[&["a \"b\" c", "x\ty"]]),
            ("\"Sao\" y\t2", &[&["\"Sao\" y", "2"]]),
            ("\"open\t2\n3", &[&["\"open", "2"], &["3"]]),
            ("5\" tường\t2", &[&["5\" tường", "2"]]),
        ];
        for (text, expected) in table {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }
}
