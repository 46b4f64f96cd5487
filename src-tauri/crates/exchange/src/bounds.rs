//! How large a package may be, so that no file can take the program's memory or time.

/// Bytes of the manifest.
pub const MANIFEST: u64 = 64 << 20;
/// Bytes of the manifest of a package without parts: the texts and codes that it names.
pub const MANIFEST_HEAD: u64 = 4 << 20;
/// Bytes of what the manifest says of one part.
pub const MANIFEST_PART: u64 = 256;
/// Parts of a package.
pub const PARTS: usize = 1 << 17;
/// Bytes of one content of evidence.
pub const EVIDENCE: u64 = 1 << 30;
/// Bytes of the journal: no data file holds more. It is read entry by entry, and never held whole.
pub const JOURNAL: u64 = 1 << 40;
/// Bytes of any other part; those are read into memory.
pub const SMALL_PART: u64 = 64 << 20;
/// Bytes of all parts that are neither evidence nor the journal.
pub const SMALL_PARTS: u64 = 1 << 30;
/// Bytes of all parts: what a data file takes in at most, and its journal.
pub const WHOLE: u64 = 2 << 40;
/// Bytes of the archive's directory: what [`PARTS`] names and numbers take, with room.
pub const DIRECTORY: u64 = 32 << 20;
/// Bytes to which a packed part may unfold, however small it is packed.
pub const UNFOLDED: u64 = 8 << 20;
/// How many times its packed size a larger part may unfold to; texts of dossiers unfold to some ten times.
pub const UNFOLDING: u64 = 20;
/// Bytes to which the journal may unfold, however small it is packed: the same text may stand in it often.
pub const JOURNAL_UNFOLDED: u64 = 1 << 30;
/// How many times its packed size a larger journal may unfold to.
pub const JOURNAL_UNFOLDING: u64 = 300;
/// Characters of a text in the manifest.
pub const TEXT: usize = 1_000;
/// Codes of a hand-out.
pub const CODES: usize = 2_000;
/// Volumes of a package.
pub const VOLUMES: u32 = 9_999;
/// Bytes of the smallest volume, its header included.
pub const SMALLEST_VOLUME: u64 = 1_000_000;
