//! The states of a dossier.

/// Where a dossier stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The unit works on it.
    Drafting,
    /// Locked, with a content hash.
    SignedOff,
    /// Handed in.
    Submitted,
    /// Given back by the receiving office; the unit works on it again.
    Returned,
    /// The receiving office appraises it.
    Appraising,
    /// The unit has explained what the appraisal asked.
    Explained,
    /// The receiving office appraises it a second time.
    AppraisingAgain,
    /// The appraisal is over.
    Final,
}

impl State {
    /// All of them, in the order of a dossier's way.
    pub const ALL: [Self; 8] = [
        Self::Drafting,
        Self::SignedOff,
        Self::Submitted,
        Self::Returned,
        Self::Appraising,
        Self::Explained,
        Self::AppraisingAgain,
        Self::Final,
    ];

    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drafting => "drafting",
            Self::SignedOff => "signed_off",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Appraising => "appraising",
            Self::Explained => "explained",
            Self::AppraisingAgain => "appraising_again",
            Self::Final => "final",
        }
    }

    /// Whether the unit still has to hand it in.
    pub const fn is_to_be_submitted(self) -> bool {
        matches!(self, Self::Drafting | Self::SignedOff | Self::Returned)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
