//! From blocks below one another to pages.

use crate::layout::document::{Frame, Item};
use crate::layout::table::Row;
use crate::length::Length;

/// Fewest lines of a torn row that stand at the foot of a page.
const FEWEST_LINES: usize = 3;

/// A block that stays whole: a line of text, a heading, a row of a table.
pub(crate) struct Slab {
    /// Room above it, dropped at the top of a page.
    pub(crate) before: Length,
    /// Whether it stays on the page of the slab before it.
    pub(crate) joined: bool,
    pub(crate) content: Content,
}

/// What a slab holds.
pub(crate) enum Content {
    /// Items placed from the slab's top, and its height.
    Items(Vec<Item>, Length),
    /// A row; it is torn only where it is taller than a page.
    Row(Row),
}

/// Slabs in reading order; the heads of tables in the order of the tables' numbers.
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) slabs: Vec<Slab>,
    pub(crate) heads: Vec<Row>,
}

impl Flow {
    /// Appends items as one block.
    pub(crate) fn block(&mut self, items: Vec<Item>, height: Length, before: Length) {
        self.slabs.push(Slab { before, joined: false, content: Content::Items(items, height) });
    }

    /// Appends a table: its head stays with what stands before it and with its first row, and
    /// each row with the next if it keeps it.
    pub(crate) fn table(&mut self, head: Row, rows: Vec<Row>, before: Length) {
        self.heads.push(head.clone());
        self.slabs.push(Slab { before, joined: true, content: Content::Row(head) });
        let mut joined = true;
        for row in rows {
            let keeps_next = row.keeps_next;
            self.slabs.push(Slab { before: Length::ZERO, joined, content: Content::Row(row) });
            joined = keeps_next;
        }
    }

    /// Distributes the slabs over pages with this room. Slabs that are joined share a page if one
    /// page can hold them.
    pub(crate) fn paginate(&self, frame: Frame) -> Vec<Vec<Item>> {
        let mut paginator =
            Paginator { frame, heads: &self.heads, pages: vec![Vec::new()], y: frame.top };
        let mut rest = self.slabs.as_slice();
        while let Some((_, tail)) = rest.split_first() {
            let followers = tail.iter().take_while(|slab| slab.joined).count();
            let (cluster, others) = rest.split_at(followers + 1);
            paginator.place_cluster(cluster);
            rest = others;
        }
        paginator.pages
    }
}

impl Slab {
    fn height(&self) -> Length {
        match &self.content {
            Content::Items(_, height) => *height,
            Content::Row(row) => row.height(),
        }
    }
}

struct Paginator<'a> {
    frame: Frame,
    heads: &'a [Row],
    pages: Vec<Vec<Item>>,
    /// Lower edge of what stands on the page.
    y: Length,
}

impl Paginator<'_> {
    fn place_cluster(&mut self, cluster: &[Slab]) {
        if !self.is_fresh() && self.y + self.least(cluster) > self.frame.bottom {
            self.turn();
        }
        for slab in cluster {
            match &slab.content {
                Content::Items(items, height) => self.place_items(items, *height, slab.before),
                Content::Row(row) => self.place_row(row, slab.before),
            }
        }
    }

    /// The room that a cluster needs on the page where it begins: all of its height, or that of
    /// its beginning if no page can hold it.
    fn least(&self, cluster: &[Slab]) -> Length {
        let whole: Length = cluster.iter().map(|slab| slab.before + slab.height()).sum();
        let head = cluster.first().map_or(Length::ZERO, |slab| self.head_height(&slab.content));
        if whole + head <= self.frame.height() {
            return whole;
        }
        let page = self.frame.height();
        let piece = |slab: &Slab| match &slab.content {
            Content::Row(row) if row.height() + self.head_height(&slab.content) > page => {
                slab.before + row.height_of(FEWEST_LINES)
            }
            _ => slab.before + slab.height(),
        };
        cluster.iter().map(piece).sum::<Length>().min(page)
    }

    /// The height of the head that is repeated above a row.
    fn head_height(&self, content: &Content) -> Length {
        match content {
            Content::Row(row) if !row.is_head() => self.heads[row.table].height(),
            _ => Length::ZERO,
        }
    }

    fn place_items(&mut self, items: &[Item], height: Length, before: Length) {
        if !self.is_fresh() && self.y + before + height > self.frame.bottom {
            self.turn();
        }
        if !self.is_fresh() {
            self.y += before;
        }
        let top = self.y;
        self.put(items.iter().map(|item| item.clone().lowered(top)), height);
    }

    fn place_row(&mut self, row: &Row, before: Length) {
        if !self.is_fresh() {
            self.y += before;
        }
        let head = if row.is_head() { Length::ZERO } else { self.heads[row.table].height() };
        let fits_a_page = row.height() + head <= self.frame.height();
        if fits_a_page && self.y + row.height() > self.frame.bottom {
            self.turn();
        }
        let mut piece = row.all();
        while !piece.is_empty() {
            if self.is_fresh() && !row.is_head() {
                let repeated = &self.heads[row.table];
                self.put(repeated.place(&repeated.all(), self.y), repeated.height());
            }
            let fitting = row.fitting(piece.start, self.frame.bottom - self.y);
            let enough = fitting.min(piece.len()) >= FEWEST_LINES.min(piece.len());
            if !enough && self.y > self.frame.top + head {
                self.turn();
                continue;
            }
            let now = piece.start..piece.start + fitting.max(1).min(piece.len());
            self.put(row.place(&now, self.y), row.height_of(now.len()));
            piece.start = now.end;
            if !piece.is_empty() {
                self.turn();
            }
        }
    }

    fn put(&mut self, items: impl IntoIterator<Item = Item>, height: Length) {
        if let Some(page) = self.pages.last_mut() {
            page.extend(items);
        }
        self.y += height;
    }

    fn is_fresh(&self) -> bool {
        self.y == self.frame.top
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = self.frame.top;
    }
}
