//! What each screen asks of the office: one function a question, the answer ready to be shown.
//!
//! Whatever changes a dossier gives the whole of it back.

pub mod evidence;
pub mod history;
pub mod home;
pub mod packages;
pub mod review;
pub mod scoring;
pub mod signatures;
pub mod signing;
pub mod table;

use crate::failure::Failure;

/// The answer to a screen, or a refusal in words.
pub type Reply<T> = Result<T, Failure>;
