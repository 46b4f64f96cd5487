//! What is the matter with a package, in words.

use std::path::Path;

use exchange::Fault;
use words::package as say;

use crate::error::{Error, KnownCode};
use crate::{files, wording};

/// Why a package of this name cannot be taken.
pub(super) fn of(path: &Path, fault: &Fault) -> Error {
    let shown = path.display();
    match fault {
        Fault::NotPackage => Error::refused("not-package", say::not_package(shown)),
        Fault::Incomplete => Error::refused("incomplete-package", say::incomplete(shown)),
        Fault::Newer { format } => Error::refused("newer-package", say::newer(shown, format)),
        Fault::TooLarge => Error::refused(KnownCode::TooLarge.word(), say::too_large(shown)),
        Fault::Encrypted => Error::refused("encrypted-package", say::encrypted(shown)),
        Fault::VolumeMissing { ordinals } => {
            Error::refused("volume-missing", say::volume_missing(list(ordinals), shown))
        }
        Fault::VolumeDamaged { ordinals } => {
            Error::refused("volume-damaged", say::volume_damaged(list(ordinals), shown))
        }
        Fault::VolumesMixed => Error::refused("volumes-mixed", say::volumes_mixed(shown)),
        Fault::VolumeTooSmall { smallest } => {
            Error::refused("small-volume", say::small_volume(wording::size(*smallest)))
        }
        Fault::Stopped => Error::refused(KnownCode::Cancelled.word(), say::cancelled()),
        Fault::Io(error) => files::read_failure(path, error),
        Fault::Damaged
        | Fault::DamagedPart { .. }
        | Fault::Manifest { .. }
        | Fault::UnknownPart { .. }
        | Fault::MissingPart { .. }
        | Fault::NotVolume { .. } => Error::refused("damaged-package", say::damaged(shown, fault)),
    }
}

fn list(ordinals: &[u32]) -> String {
    ordinals.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}
