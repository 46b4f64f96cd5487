//! A newer program that was found in a file.

use backend::Update;

use crate::shape::shapes;

shapes! {
    /// An installer whose signature holds and whose version is newer.
    pub struct UpdateFound {
        /// The version that it installs.
        pub found: String,
        /// The version that is running.
        pub running: String,
    }
}

impl UpdateFound {
    /// What was found by the program of this version.
    pub fn new(update: &Update, running: impl std::fmt::Display) -> Self {
        Self { found: update.version().to_string(), running: running.to_string() }
    }
}
