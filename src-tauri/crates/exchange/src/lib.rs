//! The container of a package `.parx` (`par-package/1`): a dossier on its way between two data files.
//!
//! Bytes in, bytes out: this crate opens no file, and what the parts mean is not known here. [`write()`]
//! makes a package, [`Package`] reads one, [`split`] and [`Joined`] cut it into volumes for e-mail and
//! put them together again.
//!
//! What is read is suspicious: nothing is made room for before it was bounded ([`bounds`]), nothing is
//! accepted that the manifest does not name, and nothing holds before its SHA-256 was proved.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod bounds;
mod ends;
mod fault;
mod manifest;
mod part;
mod read;
mod sha256;
mod volumes;
mod write;

pub use fault::Fault;
pub use manifest::{Dossier, EvidenceScope, FORMAT, HandOut, Kind, Manifest, SetReference, Unit};
pub use part::{Part, PartName};
pub use read::Package;
pub use sha256::Sha256;
pub use volumes::{Header, Joined, plan, split, write_volume};
pub use write::{WriteError, write};
