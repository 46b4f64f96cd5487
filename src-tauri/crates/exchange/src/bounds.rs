//! How large a package may be, so that no file can take the program's memory or time.

/// Bytes of the manifest.
pub const MANIFEST: u64 = 4 << 20;
/// Parts of a package.
pub const PARTS: usize = 10_000;
/// Bytes of one content of evidence.
pub const EVIDENCE: u64 = 1 << 30;
/// Bytes of any other part; those are read into memory.
pub const SMALL_PART: u64 = 64 << 20;
/// Bytes of all parts that are no evidence: what a few bytes can be made to unfold to.
pub const SMALL_PARTS: u64 = 1 << 30;
/// Bytes of all parts.
pub const WHOLE: u64 = 64 << 30;
/// Bytes of the archive's directory: what [`PARTS`] names and numbers take, with room.
pub const DIRECTORY: u64 = 4 << 20;
/// Characters of a text in the manifest.
pub const TEXT: usize = 1_000;
/// Codes of a hand-out.
pub const CODES: usize = 2_000;
/// Volumes of a package.
pub const VOLUMES: u32 = 9_999;
/// Bytes of the smallest volume, its header included.
pub const SMALLEST_VOLUME: u64 = 1_000_000;
