//! Why a package is not read, or not written: one variant for each thing that a person can do about it.

use crate::PartName;

/// Why a package cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It is another kind of file.
    #[error("no package")]
    NotPackage,
    /// It begins as a package and does not end as one: it was cut short on its way.
    #[error("the package breaks off")]
    Incomplete,
    /// What holds the parts together is damaged.
    #[error("the package is damaged")]
    Damaged,
    /// A part is not what the manifest says.
    #[error("the part {part} is damaged")]
    DamagedPart {
        /// The part.
        part: PartName,
    },
    /// The manifest says what cannot be.
    #[error("the manifest is wrong: {reason}")]
    Manifest {
        /// What is wrong, for the log.
        reason: String,
    },
    /// A later version of the program wrote it.
    #[error("the package is of the format {format}")]
    Newer {
        /// The format it names.
        format: String,
    },
    /// It exceeds one of the [`bounds`](crate::bounds).
    #[error("the package is too large")]
    TooLarge,
    /// It is closed with a password.
    #[error("the package is encrypted")]
    Encrypted,
    /// It has an entry that the manifest does not name.
    #[error("the package has an unknown part {name:?}")]
    UnknownPart {
        /// The entry's name, perhaps shortened; whoever made the file chose it.
        name: String,
    },
    /// It lacks a part.
    #[error("the package lacks the part {part}")]
    MissingPart {
        /// The part.
        part: PartName,
    },
    /// A file is no volume of a package.
    #[error("file {index} is no volume of a package")]
    NotVolume {
        /// Which of the given files, from 0.
        index: usize,
    },
    /// Volumes are missing.
    #[error("volumes {ordinals:?} are missing")]
    VolumeMissing {
        /// Which, from 1.
        ordinals: Vec<u32>,
    },
    /// Volumes are cut short or damaged.
    #[error("volumes {ordinals:?} are damaged")]
    VolumeDamaged {
        /// Which, from 1.
        ordinals: Vec<u32>,
    },
    /// The volumes are of different packages, or of one package that was cut in two ways.
    #[error("the volumes do not belong together")]
    VolumesMixed,
    /// Volumes of this size would be too small or too many.
    #[error("a volume of this package has at least {smallest} bytes")]
    VolumeTooSmall {
        /// The smallest size in bytes, the header included.
        smallest: u64,
    },
    /// The caller said stop.
    #[error("stopped")]
    Stopped,
    /// The system refused to read or write.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Fault {
    /// [`Fault::Manifest`] with a reason of bounded length.
    pub(crate) fn manifest(reason: impl std::fmt::Display) -> Self {
        Self::Manifest { reason: shortened(&reason.to_string()) }
    }
}

/// The beginning of a text that somebody else chose.
pub(crate) fn shortened(text: &str) -> String {
    const CHARACTERS: usize = 200;
    text.chars().take(CHARACTERS).collect()
}
