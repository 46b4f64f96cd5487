//! Breaking a paragraph into lines.

use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;

use crate::face::Font;
use crate::length::Length;
use crate::printable::NO_BREAK_SPACE;

#[cfg(test)]
mod tests;

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its text without the space at which it broke.
    pub(crate) text: String,
    /// Its width with plain spaces.
    pub(crate) width: Length,
}

/// After these a file name or an address that is too long breaks.
const JOINTS: [char; 8] = ['_', '-', '.', '/', '=', '&', '?', ','];

/// The room for the lines of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Width of the first line.
    pub(crate) first: Length,
    /// Width of the others.
    pub(crate) rest: Length,
}

impl Measure {
    /// The same width for all lines.
    pub(crate) const fn even(width: Length) -> Self {
        Self { first: width, rest: width }
    }

    /// Narrowed on all lines.
    fn less(self, by: Length) -> Self {
        Self { first: self.first - by, rest: self.rest - by }
    }

    fn of_line(self, index: usize) -> Length {
        if index == 0 { self.first } else { self.rest }
    }
}

/// Breaks a printable paragraph ([`crate::printable`]) into lines that fill the measure.
///
/// Lines break after spaces where Unicode (UAX 14) allows it, so that "05/BC-UBND" stays whole. A
/// word that is longer than a line breaks within: where UAX 14 allows it or a file name or address
/// has a joint, else between letters, never between a letter and its marks. An empty text has one empty line.
pub(crate) fn break_lines(text: &str, font: Font, measure: Measure) -> Vec<Line> {
    let mut breaker = Breaker { font, measure, lines: Vec::new(), current: String::new(), used: 0 };
    for word in words(text) {
        breaker.add(word);
    }
    breaker.finish_line();
    breaker.lines
}

/// Breaks a heading into as few lines as fit, about equally long, without tearing a word that
/// fits.
pub(crate) fn balance(text: &str, font: Font, measure: Measure) -> Vec<Line> {
    let lines = break_lines(text, font, measure);
    if lines.len() == 1 {
        return lines;
    }
    let longest = words(text).map(|word| font.width(word)).max().unwrap_or_default();
    let narrowest = measure.first.min(measure.rest);
    let (mut low, mut high) = (0, (narrowest - longest.min(narrowest)).count());
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let narrowed = measure.less(Length::thousandths(middle));
        if break_lines(text, font, narrowed).len() == lines.len() {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    break_lines(text, font, measure.less(Length::thousandths(low)))
}

/// The pieces of a text between the spaces at which it may break.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    linebreaks(text).filter_map(move |(end, _)| {
        let after_space = text[..end].ends_with(' ') && !parts_a_range(text, end);
        let is_end = end == text.len() || after_space;
        is_end.then(|| {
            let word = text[start..end].trim_end_matches(' ');
            start = end;
            word
        })
    })
}

/// Whether a break would part a range of figures, such as "2021 - 2030".
fn parts_a_range(text: &str, at: usize) -> bool {
    let figure_before = |text: &str| text.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let figure_after = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let (before, after) = text.split_at(at);
    let dash_before = before.strip_suffix(" - ").is_some_and(figure_before);
    let dash_after = after.strip_prefix("- ").is_some_and(figure_after);
    dash_before && figure_after(after) || figure_before(before) && dash_after
}

struct Breaker {
    font: Font,
    measure: Measure,
    lines: Vec<Line>,
    current: String,
    /// Width of the current line in thousandths of an em.
    used: i64,
}

impl Breaker {
    fn add(&mut self, word: &str) {
        let metrics = self.font.face.metrics();
        let width = metrics.advance(word);
        if !self.current.is_empty() {
            let space = metrics.advance(" ");
            if self.used + space + width <= self.room() {
                self.current.push(' ');
                self.append(word, space + width);
                return;
            }
            self.finish_line();
        }
        if width <= self.room() {
            self.append(word, width);
        } else {
            self.tear(word);
        }
    }

    /// Fills lines with a word that is longer than a line.
    fn tear(&mut self, word: &str) {
        let joints = word.match_indices(JOINTS).map(|(at, joint)| at + joint.len());
        let mut allowed: Vec<usize> = linebreaks(word).map(|(end, _)| end).chain(joints).collect();
        allowed.sort_unstable();
        let mut rest = 0;
        while rest < word.len() {
            let end = self.fitting(&word[rest..]) + rest;
            let preferred = allowed.iter().rev().find(|&&at| rest < at && at <= end);
            let end = if end == word.len() { end } else { preferred.copied().unwrap_or(end) };
            let piece = &word[rest..end];
            self.append(piece, self.font.face.metrics().advance(piece));
            rest = end;
            if rest < word.len() {
                self.finish_line();
            }
        }
    }

    /// How many bytes of a text fit on an empty line, one letter with its marks at least.
    fn fitting(&self, text: &str) -> usize {
        let metrics = self.font.face.metrics();
        let mut buffer = [0; 4];
        let mut used = 0;
        let mut end = 0;
        for (at, character) in text.char_indices() {
            used += metrics.advance(character.encode_utf8(&mut buffer));
            if used > self.room() && at > 0 && !is_combining_mark(character) {
                return end;
            }
            end = at + character.len_utf8();
        }
        end
    }

    fn append(&mut self, text: &str, width: i64) {
        self.current.push_str(text);
        self.used += width;
    }

    /// The current line's room in thousandths of an em.
    fn room(&self) -> i64 {
        self.measure.of_line(self.lines.len()).count() * 1000 / self.font.size.count()
    }

    fn finish_line(&mut self) {
        let text = std::mem::take(&mut self.current).replace(NO_BREAK_SPACE, " ");
        self.lines.push(Line { text, width: self.font.of_em(self.used) });
        self.used = 0;
    }
}
