//! What a change is about, by the name under which the journal keeps it.

use std::fmt;

use scoring::Code;

use super::Kind;
use crate::answer::Section;
use crate::expected::Expected;

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An answer.
    Answer {
        /// Its section of the answers.
        section: Section,
        /// Its code.
        code: Code,
    },
    /// A document.
    Evidence {
        /// Its identifier.
        id: String,
    },
    /// The file of a document.
    File {
        /// The document.
        evidence: String,
    },
    /// A citation of a document.
    Citation {
        /// The document.
        evidence: String,
        /// The code for which it is cited.
        code: Code,
    },
    /// The mark of an answer that was carried over and not confirmed yet.
    Carried {
        /// The answer's code.
        code: Code,
    },
    /// An expected document that is ticked off.
    Ticked(Expected),
    /// The round as it was corrected; none where it is as the dossier was made with it.
    Round,
    /// The report's own paragraphs.
    ReportTexts,
    /// The unit's profile.
    Profile,
    /// The dossier itself, when it was made.
    Dossier,
    /// A sign-off, by its ordinal from 1.
    SignOff {
        /// The ordinal.
        ordinal: u32,
    },
    /// What was passed after a sign-off, by its ordinal from 1.
    Passage {
        /// The ordinal.
        ordinal: u32,
    },
    /// A finished report, by its ordinal from 1.
    Report {
        /// The ordinal.
        ordinal: u32,
    },
    /// Whether the dossier is set aside.
    SetAside,
}

impl Subject {
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Answer { .. } | Self::Carried { .. } => Kind::Answers,
            Self::Evidence { .. } | Self::File { .. } | Self::Citation { .. } | Self::Ticked(_) => {
                Kind::Evidence
            }
            Self::Round => Kind::Round,
            Self::ReportTexts => Kind::ReportTexts,
            Self::Profile => Kind::Profile,
            Self::Dossier
            | Self::SignOff { .. }
            | Self::Passage { .. }
            | Self::Report { .. }
            | Self::SetAside => Kind::State,
        }
    }

    /// The code that it concerns.
    pub const fn code(&self) -> Option<&Code> {
        match self {
            Self::Answer { code, .. }
            | Self::Citation { code, .. }
            | Self::Carried { code }
            | Self::Ticked(Expected { code, .. }) => Some(code),
            _ => None,
        }
    }

    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some(("answer", rest)) => {
                let (section, code) = rest.split_once('/')?;
                Some(Self::Answer { section: Section::named(section)?, code: Code::new(code) })
            }
            Some(("evidence", id)) => Some(Self::Evidence { id: id.to_owned() }),
            Some(("file", evidence)) => Some(Self::File { evidence: evidence.to_owned() }),
            Some(("citation", rest)) => {
                let (evidence, code) = rest.split_once('/')?;
                Some(Self::Citation { evidence: evidence.to_owned(), code: Code::new(code) })
            }
            Some(("carried", code)) => Some(Self::Carried { code: Code::new(code) }),
            Some(("ticked", rest)) => {
                let (code, position) = rest.rsplit_once('/')?;
                let position = position.parse().ok()?;
                Some(Self::Ticked(Expected { code: Code::new(code), position }))
            }
            Some(("signOff", ordinal)) => Some(Self::SignOff { ordinal: ordinal.parse().ok()? }),
            Some(("passage", ordinal)) => Some(Self::Passage { ordinal: ordinal.parse().ok()? }),
            Some(("report", ordinal)) => Some(Self::Report { ordinal: ordinal.parse().ok()? }),
            None if text == "round" => Some(Self::Round),
            None if text == "reportTexts" => Some(Self::ReportTexts),
            None if text == "profile" => Some(Self::Profile),
            None if text == "dossier" => Some(Self::Dossier),
            None if text == "setAside" => Some(Self::SetAside),
            _ => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer { section, code } => write!(formatter, "answer/{}/{code}", section.name()),
            Self::Evidence { id } => write!(formatter, "evidence/{id}"),
            Self::File { evidence } => write!(formatter, "file/{evidence}"),
            Self::Citation { evidence, code } => write!(formatter, "citation/{evidence}/{code}"),
            Self::Carried { code } => write!(formatter, "carried/{code}"),
            Self::Ticked(Expected { code, position }) => {
                write!(formatter, "ticked/{code}/{position}")
            }
            Self::Round => formatter.write_str("round"),
            Self::ReportTexts => formatter.write_str("reportTexts"),
            Self::Profile => formatter.write_str("profile"),
            Self::Dossier => formatter.write_str("dossier"),
            Self::SignOff { ordinal } => write!(formatter, "signOff/{ordinal}"),
            Self::Passage { ordinal } => write!(formatter, "passage/{ordinal}"),
            Self::Report { ordinal } => write!(formatter, "report/{ordinal}"),
            Self::SetAside => formatter.write_str("setAside"),
        }
    }
}
