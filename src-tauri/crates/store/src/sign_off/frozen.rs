//! The content that a sign-off freezes, as canonical JSON (RFC 8785).
//!
//! Its SHA-256 is the dossier's content hash, printed on the report. The registry's number and date
//! come later and do not enter it. What was frozen keeps its form for ever: contents of the first form
//! are still compared as they were written.

use scoring::{Decimal, Json, Outcome, Score};
use serde::{Deserialize, Serialize};

use super::canonical::canonical;
use crate::dossier::{Dossier, stored, text};
use crate::error::{Error, Result};
use crate::evidence::Evidence;

/// A form in which content was, or is, frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `par-signed/1`: members sorted by their names' bytes, numbers as they were typed.
    First,
    /// `par-signed/2`: canonical after RFC 8785.
    Canonical,
}

impl Form {
    /// The form of a content.
    pub(crate) fn of(content: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let Head { schema } = stored(content)?;
        [Self::First, Self::Canonical]
            .into_iter()
            .find(|form| form.name() == schema)
            .ok_or_else(|| Error::damaged(format_args!("content of form {schema}")))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::First => "par-signed/1",
            Self::Canonical => "par-signed/2",
        }
    }
}

/// The content of a dossier with its score, as a sign-off freezes it.
pub(crate) fn content(dossier: &Dossier, score: &Score, form: Form) -> Result<String> {
    let set = &dossier.set;
    let identity = object([
        ("id", word(&set.set.id)),
        ("version", word(&set.set.version)),
        ("sha256", word(&set.sha256)),
    ]);
    let evidence: Result<Vec<Json>> = dossier.evidence.iter().map(document).collect();
    let content = object([
        ("schema", word(form.name())),
        ("dossier", word(&dossier.id)),
        ("criteriaSet", identity),
        ("profile", json(&dossier.profile)?),
        ("round", json(&dossier.round)?),
        ("reportTexts", json(&dossier.report_texts)?),
        ("answers", dossier.answers.to_json()),
        ("evidence", Json::List(evidence?)),
        ("result", result(dossier, score)),
    ]);
    Ok(match form {
        Form::First => sorted(content).to_compact(),
        Form::Canonical => canonical(content),
    })
}

fn document(evidence: &Evidence) -> Result<Json> {
    let citations = evidence.citations.iter().map(|citation| {
        Ok(object([("code", word(citation.code.as_str())), ("place", json(&citation.place)?)]))
    });
    let mut document = vec![
        ("id".to_owned(), word(&evidence.id)),
        ("document".to_owned(), json(&evidence.document)?),
        ("citations".to_owned(), Json::List(citations.collect::<Result<_>>()?)),
    ];
    if let Some(file) = &evidence.file {
        document.push(("file".to_owned(), json(file)?));
    }
    Ok(Json::Object(document))
}

fn result(dossier: &Dossier, score: &Score) -> Json {
    let items = score.sub_criteria().map(|item| (item.code.to_string(), outcome(&item.outcome)));
    let bonus = score.bonus.iter().map(|item| (item.code.to_string(), outcome(&item.outcome)));
    let penalty = score.penalty.iter().map(|item| (item.code.to_string(), number(item.points)));
    let areas = score.areas.iter().map(|area| {
        let share =
            [("points", number(area.points)), ("applicableMax", number(area.applicable_max))];
        (area.code.to_string(), object(share))
    });
    let class = dossier.set.set.classification.get(score.class);
    let totals = &score.totals;
    object([
        ("subCriteria", Json::Object(items.collect())),
        ("areas", Json::Object(areas.collect())),
        ("bonus", Json::Object(bonus.collect())),
        ("penalty", Json::Object(penalty.collect())),
        (
            "totals",
            object([
                ("points", number(totals.points)),
                ("applicableMax", number(totals.applicable_max)),
                ("selfPoints", number(totals.self_points)),
                ("selfApplicableMax", number(totals.self_applicable_max)),
                ("bonus", number(totals.bonus)),
                ("penalty", number(totals.penalty)),
                ("index", number(totals.index)),
            ]),
        ),
        ("classification", class.map_or(Json::Null, |class| word(&class.id))),
        ("provisional", Json::Bool(score.provisional)),
    ])
}

fn outcome(outcome: &Outcome) -> Json {
    object([
        ("status", word(outcome.status().word())),
        ("points", number(outcome.points)),
        ("applicableMax", number(outcome.applicable_max)),
    ])
}

fn json(value: &impl Serialize) -> Result<Json> {
    Json::parse(text(value)?.as_bytes()).map_err(Error::damaged)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn word(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn number(points: Decimal) -> Json {
    Json::Number(points.to_string())
}

/// The same with the members of every object in the order of their names.
fn sorted(json: Json) -> Json {
    match json {
        Json::Object(mut members) => {
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(members.into_iter().map(|(name, value)| (name, sorted(value))).collect())
        }
        Json::List(items) => Json::List(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
