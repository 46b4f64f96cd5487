//! Tables as texts: what stands in which cell, how it is set, how wide the columns are.

use std::borrow::Cow;

use crate::face::{Face, Font};

/// How a line stands in its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
    /// From edge to edge, by wider spaces.
    Justified,
}

/// A table before its texts are broken into lines.
pub(crate) struct Table<'a> {
    /// Widths of the columns in millimetres.
    pub(crate) widths: &'static [i64],
    /// Size of its text, in tenths of a point.
    pub(crate) tenths: i64,
    /// The columns' titles.
    pub(crate) head: Vec<&'a str>,
    /// The rows below the head.
    pub(crate) lines: Vec<Line<'a>>,
}

/// A row of a table.
pub(crate) struct Line<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    /// Whether the row below it stays on its page.
    pub(crate) keeps_next: bool,
    /// How many lines of text it has room for at least, where something is written in by hand.
    pub(crate) least: usize,
}

/// What a row's cell says.
pub(crate) struct Entry<'a> {
    /// Paragraphs, each perhaps with line breaks.
    pub(crate) texts: Vec<Cow<'a, str>>,
    pub(crate) font: Font,
    pub(crate) align: Align,
    /// How many columns it covers.
    pub(crate) span: usize,
}

impl Table<'_> {
    /// The head as a row.
    pub(crate) fn head_line(&self) -> Line<'_> {
        let font = Face::Bold.tenths(self.tenths);
        Line::new(self.head.iter().map(|title| Entry::new(*title, font, Align::Centre)).collect())
    }
}

impl<'a> Line<'a> {
    /// A row that any page may end with.
    pub(crate) const fn new(entries: Vec<Entry<'a>>) -> Self {
        Self { entries, keeps_next: false, least: 1 }
    }

    /// The same, the row below it on its page.
    pub(crate) fn keeping_next(self) -> Self {
        Self { keeps_next: true, ..self }
    }

    /// The same with room for so many lines.
    pub(crate) fn at_least(self, least: usize) -> Self {
        Self { least, ..self }
    }
}

impl<'a> Entry<'a> {
    /// A text over one column.
    pub(crate) fn new(text: impl Into<Cow<'a, str>>, font: Font, align: Align) -> Self {
        Self { texts: vec![text.into()], font, align, span: 1 }
    }

    /// Texts below one another.
    pub(crate) fn list<T: Into<Cow<'a, str>>>(
        texts: impl IntoIterator<Item = T>,
        font: Font,
    ) -> Self {
        let texts = texts.into_iter().map(Into::into).collect();
        Self { texts, font, align: Align::Left, span: 1 }
    }

    /// The same over so many columns.
    pub(crate) fn over(self, span: usize) -> Self {
        Self { span, ..self }
    }
}
