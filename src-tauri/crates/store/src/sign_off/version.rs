//! A frozen content read back: what a dossier said when it was signed off, or says now.

use std::collections::BTreeMap;

use scoring::{Answers, Code, Decimal, Json};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::Sums;
use super::canonical::{self, figure};
use crate::document::Document;
use crate::dossier::stored;
use crate::error::{Error, Result};
use crate::evidence::{Attachment, Citation, Evidence, Place};
use crate::profile::Profile;
use crate::report_texts::ReportTexts;
use crate::round::Round;
use crate::store::Store;

/// What a dossier said at a time, with the points that it had then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The unit's profile.
    pub profile: Profile,
    /// The round.
    pub round: Round,
    /// The report's own paragraphs.
    pub report_texts: ReportTexts,
    /// Answers.
    pub answers: Answers,
    /// Documents with their citations.
    pub evidence: Vec<Evidence>,
    /// Points of every item by its code; an item that leaves the maximum has none.
    pub points: BTreeMap<Code, Decimal>,
    /// Points that the unit gives itself.
    pub self_points: Decimal,
    /// The applicable maximum of these.
    pub self_applicable_max: Decimal,
    /// The index in percent.
    pub index: Decimal,
    /// The identifier of the class.
    pub class: Option<String>,
}

impl Store {
    /// A dossier as a sign-off froze it; as it stands now where none is named.
    ///
    /// # Errors
    /// [`Error::UnknownDossier`], [`Error::UnknownSignOff`], and [`Error::Damaged`] for a content
    /// that no program wrote.
    pub fn version(&self, dossier: &str, ordinal: Option<u32>) -> Result<Version> {
        let content = match ordinal {
            Some(ordinal) => {
                self.signed_content(dossier, ordinal)?.ok_or(Error::UnknownSignOff { ordinal })?
            }
            None => self.content(dossier)?,
        };
        Version::of(&content)
    }
}

impl Version {
    /// Reads a frozen content back.
    pub(super) fn of(content: &str) -> Result<Self> {
        stored::<Content>(content)?.into_version()
    }

    pub(super) const fn sums(&self) -> Sums {
        Sums { self_points: self.self_points, index: self.index }
    }
}

/// The frozen content, as far as it is read back.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    profile: Profile,
    round: Round,
    report_texts: ReportTexts,
    answers: Json,
    evidence: Vec<Listed>,
    result: Scored,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    document: Document,
    citations: Vec<Cited>,
    file: Option<Attachment>,
}

#[derive(Deserialize)]
struct Cited {
    code: String,
    place: Place,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Scored {
    sub_criteria: BTreeMap<String, Outcome>,
    bonus: BTreeMap<String, Outcome>,
    penalty: BTreeMap<String, Figure>,
    totals: Totals,
    classification: Option<String>,
}

#[derive(Deserialize)]
struct Outcome {
    status: String,
    points: Figure,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Totals {
    self_points: Figure,
    self_applicable_max: Figure,
    index: Figure,
}

/// A number that never goes through binary floating point.
struct Figure(Decimal);

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match figure(Json::deserialize(deserializer)?) {
            Json::Number(text) => Decimal::parse(&text).map(Self).map_err(D::Error::custom),
            other => Err(D::Error::custom(format_args!("no number: {:?}", other.shape()))),
        }
    }
}

impl Content {
    fn into_version(self) -> Result<Version> {
        let Self { profile, round, report_texts, answers, evidence, result } = self;
        let answers = Answers::parse(canonical::answers(answers).to_compact().as_bytes())
            .map_err(Error::damaged)?;
        let excluded = scoring::Status::Excluded.word();
        let items = result.sub_criteria.into_iter().chain(result.bonus);
        let items = items.filter(|(_, outcome)| outcome.status != excluded);
        let items = items.map(|(code, outcome)| (Code::new(code), outcome.points.0));
        let penalty = result.penalty.into_iter().map(|(code, points)| (Code::new(code), points.0));
        Ok(Version {
            profile,
            round,
            report_texts,
            answers,
            evidence: evidence.into_iter().map(Listed::into_evidence).collect(),
            points: items.chain(penalty).collect(),
            self_points: result.totals.self_points.0,
            self_applicable_max: result.totals.self_applicable_max.0,
            index: result.totals.index.0,
            class: result.classification,
        })
    }
}

impl Listed {
    fn into_evidence(self) -> Evidence {
        let Self { id, document, citations, file } = self;
        let citations = citations.into_iter();
        let citations =
            citations.map(|Cited { code, place }| Citation { code: Code::new(code), place });
        Evidence { id, document, file, citations: citations.collect() }
    }
}
