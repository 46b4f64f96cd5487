//! The states of a dossier.

/// Where a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The unit works on it.
    Drafting,
    /// Locked, with a content hash.
    SignedOff,
}

impl State {
    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::SignedOff => "signed_off",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Drafting, Self::SignedOff].into_iter().find(|state| state.name() == name)
    }
}
