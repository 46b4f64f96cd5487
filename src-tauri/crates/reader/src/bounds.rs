//! How much is read at most, so that no file can take the program's memory or time.

use std::time::Duration;

/// Pages, and sheets, of a document whose text is read.
pub const PAGES: u32 = 2_000;
/// Bytes of text of a document.
pub const TEXT: usize = 8 << 20;
/// Letters of one page.
pub const LETTERS_OF_PAGE: usize = 500_000;
/// Bytes of the texts that stand beside a document's text, such as its page headers.
pub const MARGINS: usize = 1 << 20;
/// Annotations and fields of a form whose texts are read.
pub const NOTES: usize = 10_000;
/// Characters of one text about the document.
pub const METADATA: usize = 1_000;
/// Entries of a package (a DOCX or XLSX file is a ZIP archive).
pub const ENTRIES: usize = 10_000;
/// Bytes that are decompressed from a package, counted as they come, whatever it declares.
pub const DECOMPRESSED: u64 = 200 << 20;
/// How many times larger than its packed form an entry may become once it has
/// [`RATIO_COUNTS_FROM`] bytes.
pub const RATIO: u64 = 300;
/// The bytes from which on [`RATIO`] counts: small texts full of blanks pack well.
pub const RATIO_COUNTS_FROM: u64 = 4 << 20;
/// How deep the elements of an XML text are nested.
pub const DEPTH: usize = 256;
/// Blocks that are shown of one document, and rows of one table.
pub const ROWS: usize = 2_000;
/// Columns of one table.
pub const COLUMNS: usize = 100;
/// Bytes of the texts that are shown of one part.
pub const SHOWN: usize = 2 << 20;
/// Points of a picture before it is scaled down.
pub const PICTURE_POINTS: u64 = 64 << 20;
/// Bytes that decoding a picture may take.
pub const PICTURE_MEMORY: u64 = 600 << 20;
/// Memory of the reading process in bytes. Only the program can impose it, with its allocator.
pub const MEMORY: usize = 1 << 30;
/// How long a document may be read.
pub const READING_TIME: Duration = Duration::from_secs(20);
/// How long one picture, or one part that is shown, may take.
pub const SHOWING_TIME: Duration = Duration::from_secs(10);
/// How long the program's own question about a document may take, such as that for its signatures.
pub const EXAMINING_TIME: Duration = Duration::from_secs(30);
/// Bytes of a content that is passed to the reading process, and of a picture that comes back.
pub const PASSED: u64 = 512 << 20;
/// Bytes of what is said about them.
pub const HEAD: u32 = 64 << 20;
