//! The parts of a package and their names.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{Sha256, bounds};

/// A part as the manifest announces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: PartName,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Sha256,
}

/// The name of a part. There are no other names, so none can lead out of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartName {
    /// `criteria-set.json`, the criteria set as it is stored.
    CriteriaSet,
    /// `journal.json`, the changes.
    Journal,
    /// `content.json`, the canonical content of the dossier.
    Content,
    /// `sign-off/N.json`, a frozen content.
    SignOff(u32),
    /// `report/N.pdf`, a report as it was signed.
    Report(u32),
    /// `evidence/HASH`, the content of a file of evidence under its SHA-256.
    Evidence(Sha256),
}

impl PartName {
    /// The parts that every package has.
    pub(crate) const REQUIRED: [Self; 3] = [Self::CriteriaSet, Self::Journal, Self::Content];

    /// Reads a name exactly as [`Display`](fmt::Display) writes it; nothing for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let numbered = |text: &str, ending| text.strip_suffix(ending)?.parse().ok();
        let name = match text.split_once('/') {
            None if text == "criteria-set.json" => Self::CriteriaSet,
            None if text == "journal.json" => Self::Journal,
            None if text == "content.json" => Self::Content,
            Some(("sign-off", file)) => Self::SignOff(numbered(file, ".json")?),
            Some(("report", file)) => Self::Report(numbered(file, ".pdf")?),
            Some(("evidence", file)) => Self::Evidence(Sha256::from_hex(file)?),
            _ => return None,
        };
        // A number can be written in more than one way, a name cannot.
        (name.to_string() == text).then_some(name)
    }

    /// Whether the part is packed, being text.
    pub(crate) fn is_deflated(&self) -> bool {
        !matches!(self, Self::Report(_) | Self::Evidence(_))
    }

    /// The most bytes that such a part may have.
    pub(crate) fn most_bytes(&self) -> u64 {
        match self {
            Self::Evidence(_) => bounds::EVIDENCE,
            Self::Journal => bounds::JOURNAL,
            Self::CriteriaSet | Self::Content | Self::SignOff(_) | Self::Report(_) => {
                bounds::SMALL_PART
            }
        }
    }

    /// Whether such a part of so many bytes, packed into so many, is no bomb.
    pub(crate) fn may_unfold(&self, packed: u64, bytes: u64) -> bool {
        let (free, times) = match self {
            Self::Journal => (bounds::JOURNAL_UNFOLDED, bounds::JOURNAL_UNFOLDING),
            Self::CriteriaSet
            | Self::Content
            | Self::SignOff(_)
            | Self::Report(_)
            | Self::Evidence(_) => (bounds::UNFOLDED, bounds::UNFOLDING),
        };
        bytes <= free || bytes <= packed.saturating_mul(times)
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CriteriaSet => formatter.write_str("criteria-set.json"),
            Self::Journal => formatter.write_str("journal.json"),
            Self::Content => formatter.write_str("content.json"),
            Self::SignOff(number) => write!(formatter, "sign-off/{number}.json"),
            Self::Report(number) => write!(formatter, "report/{number}.pdf"),
            Self::Evidence(hash) => write!(formatter, "evidence/{hash}"),
        }
    }
}

impl Serialize for PartName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("no name of a part"))
    }
}
