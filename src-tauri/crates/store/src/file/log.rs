//! Whether a log or journal beside a data file belongs to it. `SQLite` goes by the name alone, and would
//! apply the log of another file.
//!
//! A log belongs to the file if it goes on from the state of the file, or holds that state: a crash may
//! have cut off the copying of the log into the file. States are told by [`Generation`], of files from
//! before it by the counter of changes in the first page.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::generation::{self, Generation};
use super::{beside, companions};
use crate::disk::{self, Fault, JOURNAL_MAGIC, WAL_MAGICS};

/// The part of the first page that describes the file (<https://sqlite.org/fileformat.html>, 1.3).
const HEAD: usize = 100;
const PAGE_SIZE: usize = 16;
const COUNTER: usize = 24;
const USER_VERSION: usize = 60;
/// What the change to another kind of journal alters in the head, apart from the counter and what hangs
/// on it.
const UNTOUCHED: [std::ops::Range<usize>; 3] = [0..18, 20..24, 28..92];

/// Bytes before the frames of a log, and before each frame's page
/// (<https://sqlite.org/fileformat.html>, 4.1).
const WAL_HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// Bytes of a journal's head that are used (<https://sqlite.org/fileformat.html>, 3).
const JOURNAL_HEAD: usize = 28;

/// The log or journal beside a data file that does not belong to it; none where there is none, or where
/// it is of no consequence because it holds nothing that would be applied.
///
/// # Errors
/// If one of the files cannot be read.
pub(super) fn foreign(path: &Path) -> Result<Option<PathBuf>, Fault> {
    let log = beside(path, companions::LOG);
    if let Some(found) = Log::read(&log)?
        && !found.belongs_to(&mut Main::open(path)?)
    {
        return Ok(Some(log));
    }
    let journal = beside(path, companions::JOURNAL);
    if let Some(found) = Journal::read(&journal)?
        && !found.belongs_to(&mut Main::open(path)?)
    {
        return Ok(Some(journal));
    }
    Ok(None)
}

/// The data file itself.
struct Main {
    file: BufReader<std::fs::File>,
    head: Vec<u8>,
    bytes: u64,
}

impl Main {
    fn open(path: &Path) -> Result<Self, Fault> {
        let failed = |source| Fault::Io { path: path.to_owned(), source };
        let file = disk::open(path)?;
        let bytes = file.metadata().map_err(failed)?.len();
        let mut file = BufReader::new(file);
        let mut head = Vec::new();
        file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(failed)?;
        Ok(Self { file, head, bytes })
    }

    fn counter(&self) -> Option<u32> {
        number(&self.head, COUNTER)
    }

    /// Whether every transaction on the file changed its generation.
    fn has_generation(&self) -> bool {
        number(&self.head, USER_VERSION).is_some_and(generation::is_kept)
    }

    fn page_size(&self) -> Option<u32> {
        let bytes = self.head.get(PAGE_SIZE..PAGE_SIZE + 2)?.try_into().ok()?;
        // 1 stands for 65536.
        Some(match u16::from_be_bytes(bytes) {
            1 => 1 << 16,
            size => size.into(),
        })
    }

    /// The generation that a page tells; none of any other page, and of one that is not there.
    fn generation(&mut self, page: u32) -> Option<Generation> {
        let size = self.page_size()?;
        let offset = u64::from(page.checked_sub(1)?) * u64::from(size);
        let mut content = vec![0; size as usize];
        self.file.seek(SeekFrom::Start(offset)).ok()?;
        self.file.read_exact(&mut content).ok()?;
        Generation::of_page(&content)
    }
}

/// What the committed part of a log tells.
#[derive(Default)]
struct Log {
    page_size: u32,
    /// The first page with a generation, by its number.
    first: Option<(u32, Generation)>,
    generations: Vec<Generation>,
    /// The heads of the first page.
    heads: Vec<Vec<u8>>,
}

impl Log {
    /// Reads a log; none without a frame that was committed.
    fn read(path: &Path) -> Result<Option<Self>, Fault> {
        let Some(mut file) = opened(path)? else { return Ok(None) };
        let mut head = [0; WAL_HEAD];
        if file.read_exact(&mut head).is_err() {
            return Ok(None);
        }
        let Some(order) = WAL_MAGICS.iter().position(|magic| head.starts_with(magic)) else {
            return Ok(None);
        };
        let mut sums = Sums { is_big_endian: order == 1, sums: (0, 0) };
        sums.add(&head[..WAL_HEAD - 8]);
        let size = number(&head, 8).filter(|size| (512..=1 << 16).contains(size));
        let Some(page_size) = size.filter(|_| sums.are(&head[WAL_HEAD - 8..])) else {
            return Ok(None);
        };
        let mut log = Self { page_size, ..Self::default() };
        let is_committed = log.read_frames(&mut file, &head[16..24], sums);
        Ok(is_committed.then_some(log))
    }

    /// Reads the frames up to the last commit; whether there is one.
    fn read_frames(&mut self, file: &mut impl Read, salts: &[u8], mut sums: Sums) -> bool {
        let (mut head, mut page) = ([0; FRAME_HEAD], vec![0; self.page_size as usize]);
        let mut open = Self::default();
        let mut is_committed = false;
        while file.read_exact(&mut head).is_ok() && file.read_exact(&mut page).is_ok() {
            sums.add(&head[..8]);
            sums.add(&page);
            if &head[8..16] != salts || !sums.are(&head[16..]) {
                break;
            }
            open.note(number(&head, 0).unwrap_or_default(), &page);
            // A frame that tells the file's new size ends a transaction.
            if number(&head, 4) != Some(0) {
                is_committed = true;
                self.add(std::mem::take(&mut open));
            }
        }
        is_committed
    }

    fn note(&mut self, number: u32, page: &[u8]) {
        if number == 1 {
            self.heads.push(page.iter().take(HEAD).copied().collect());
        }
        if let Some(generation) = Generation::of_page(page) {
            self.first = self.first.or(Some((number, generation)));
            self.generations.push(generation);
        }
    }

    fn add(&mut self, other: Self) {
        self.first = self.first.or(other.first);
        self.generations.extend(other.generations);
        self.heads.extend(other.heads);
    }

    fn belongs_to(&self, main: &mut Main) -> bool {
        if main.page_size() != Some(self.page_size) {
            return false;
        }
        if let Some((page, first)) = self.first {
            if let Some(found) = main.generation(page) {
                return found.current == first.previous
                    || self.generations.iter().any(|one| one.current == found.current);
            }
            // The transaction that brought the row into an older file, of which the first page may have
            // arrived there already.
            let is_older = !main.has_generation() || self.heads.contains(&main.head);
            return first.is_first() && is_older;
        }
        self.goes_on_from(main)
    }

    /// What counts of a log without a generation: one of an older program, or of a transaction that only
    /// moves pages about. Each changes the first page.
    fn goes_on_from(&self, main: &Main) -> bool {
        let counters: Vec<Option<u32>> =
            self.heads.iter().map(|head| number(head, COUNTER)).collect();
        let is_kept = |head: &Vec<u8>| number(head, USER_VERSION).is_some_and(generation::is_kept);
        let Some(first) = counters.first() else {
            return !main.has_generation();
        };
        let follows = main.counter().map(|counter| counter.wrapping_add(1)) == *first
            || counters.contains(&main.counter());
        follows && (!main.has_generation() || self.heads.iter().all(is_kept))
    }
}

/// What the first part of a rollback journal tells.
struct Journal {
    page_size: u32,
    /// Pages that the file had before.
    pages: u32,
    /// Whether the journal holds any page.
    is_empty: bool,
    generation: Option<(u32, Generation)>,
    /// The head of the first page, as it was before.
    head: Option<Vec<u8>>,
}

impl Journal {
    /// Reads a journal; none of one that would not be applied.
    fn read(path: &Path) -> Result<Option<Self>, Fault> {
        let Some(mut file) = opened(path)? else { return Ok(None) };
        let mut head = [0; JOURNAL_HEAD];
        if file.read_exact(&mut head).is_err() || !head.starts_with(&JOURNAL_MAGIC) {
            return Ok(None);
        }
        let fields = [8, 16, 20, 24].map(|at| number(&head, at).unwrap_or_default());
        let [records, pages, sector, page_size] = fields;
        if !(512..=1 << 16).contains(&page_size) {
            return Ok(None);
        }
        let mut journal =
            Self { page_size, pages, is_empty: records == 0, generation: None, head: None };
        if file.seek(SeekFrom::Start(sector.into())).is_ok() {
            journal.read_records(&mut file, records);
        }
        Ok(Some(journal))
    }

    fn read_records(&mut self, file: &mut impl Read, records: u32) {
        let (mut name, mut page, mut sum) = ([0; 4], vec![0; self.page_size as usize], [0; 4]);
        for _ in 0..records {
            let read = file
                .read_exact(&mut name)
                .and_then(|()| file.read_exact(&mut page))
                .and_then(|()| file.read_exact(&mut sum));
            if read.is_err() {
                return;
            }
            let number = u32::from_be_bytes(name);
            if number == 1 && self.head.is_none() {
                self.head = Some(page.iter().take(HEAD).copied().collect());
            }
            let found = Generation::of_page(&page).map(|generation| (number, generation));
            self.generation = self.generation.or(found);
        }
    }

    fn belongs_to(&self, main: &mut Main) -> bool {
        if main.page_size() != Some(self.page_size) {
            return false;
        }
        if self.is_empty {
            // Nothing was written yet, so that the file has the pages that it had.
            return main.bytes == u64::from(self.pages) * u64::from(self.page_size);
        }
        if let Some((page, before)) = self.generation {
            // The page stands there as it was, or as the transaction wrote it.
            return main
                .generation(page)
                .is_some_and(|found| [found.current, found.previous].contains(&before.current));
        }
        let Some(head) = &self.head else {
            return !main.has_generation();
        };
        let is_same =
            UNTOUCHED.iter().all(|part| head.get(part.clone()) == main.head.get(part.clone()));
        let before = number(head, COUNTER);
        is_same || [before, before.map(|counter| counter.wrapping_add(1))].contains(&main.counter())
    }
}

/// The sums over a log (<https://sqlite.org/fileformat.html>, 4.2).
struct Sums {
    is_big_endian: bool,
    sums: (u32, u32),
}

impl Sums {
    fn add(&mut self, bytes: &[u8]) {
        let (words, _) = bytes.as_chunks::<4>();
        let number = |word: [u8; 4]| {
            if self.is_big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) }
        };
        for pair in words.chunks_exact(2) {
            let (one, other) = self.sums;
            let one = one.wrapping_add(number(pair[0])).wrapping_add(other);
            self.sums = (one, other.wrapping_add(number(pair[1])).wrapping_add(one));
        }
    }

    fn are(&self, bytes: &[u8]) -> bool {
        (number(bytes, 0), number(bytes, 4)) == (Some(self.sums.0), Some(self.sums.1))
    }
}

/// A file beside the data file; none where there is none, or nothing in it.
fn opened(path: &Path) -> Result<Option<BufReader<std::fs::File>>, Fault> {
    match disk::open(path) {
        Ok(file) => Ok(Some(BufReader::new(file))),
        Err(Fault::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Four bytes as a number, the highest first.
fn number(bytes: &[u8], offset: usize) -> Option<u32> {
    let bytes = bytes.get(offset..offset + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}
