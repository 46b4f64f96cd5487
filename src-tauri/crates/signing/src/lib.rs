//! Digital signatures in PDF files: made with a PKCS#12 file, checked whoever made them.
//!
//! A signature is `PAdES` B-B (ETSI EN 319 142-1): an incremental update, so that earlier bytes and
//! earlier signatures stay. Bytes in, bytes out: this crate opens no file, and time is an argument.
//! [`Identity`] is who signs, [`sign`] fills a field, [`verify`] tells what holds of each signature.
//!
//! What is checked is suspicious: whatever is not understood is a [`Fault`], never a pass. Whether a
//! certificate was revoked is not known here, since that can only be asked over a network.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod algorithm;
mod appended;
mod ber;
mod certificate;
mod changes;
mod cms_message;
mod file;
mod identity;
mod meaning;
mod metadata;
mod permissions;
mod pkcs12_file;
mod roles;
mod roots;
mod sign;
mod source;
mod stamp;
mod time;
mod time_stamp;
mod verify;

pub use algorithm::Unverified;
pub use certificate::{Party, Validity};
pub use changes::{AddedField, Change, Later, same_document};
pub use cms_message::CmsFault;
pub use file::{Field, FileFault, fields};
pub use identity::{Candidate, Identity, IdentityError};
pub use roots::{ChainFault, Roots, Trust};
pub use sign::{SignError, sign};
pub use verify::{Coverage, Fault, SignatureReport, StatedTime, Verification, verify};
