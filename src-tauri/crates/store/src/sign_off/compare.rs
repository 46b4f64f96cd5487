//! Whether a frozen content is what a dossier says today.
//!
//! The members that both forms have today are compared exactly. Points are counted anew by the rules of
//! today, so that they are no part of the comparison: where they differ, that is told and no damage. A
//! member that a later edition of the content adds is compared only where both contents have it.

use scoring::{Decimal, Json, score};

use super::frozen::{Form, content};
use super::version::Version;
use crate::dossier::Dossier;
use crate::error::{Error, Result};

/// What was counted when a content was frozen, and what the rules of today count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recount {
    /// Points that the unit gave itself and the index in percent, as they were frozen; none where an
    /// earlier edition of the content does not say it.
    pub frozen: Option<Sums>,
    /// The same by the rules of today.
    pub today: Sums,
}

/// The sums of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Points that the unit gives itself.
    pub self_points: Decimal,
    /// The index in percent.
    pub index: Decimal,
}

/// How a frozen content stands to its dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// It is what the dossier says, points included.
    Same,
    /// It is what the dossier says; the rules of today count its points otherwise.
    Recounted(Recount),
    /// It says something else.
    Different,
}

/// How much longer than the dossier's own text a content may be to be looked at: what was added by
/// another edition of the content is never more than that.
const ROOM: usize = 1 << 20;

/// Compares a frozen content with what a dossier says today.
///
/// # Errors
/// [`Error::Damaged`] for what is no content.
pub(crate) fn compare(frozen: &str, dossier: &Dossier) -> Result<Comparison> {
    let score = score(&dossier.set.set, &dossier.answers);
    let today = content(dossier, &score, Form::of(frozen)?)?;
    if today == frozen {
        return Ok(Comparison::Same);
    }
    if frozen.len() > today.len().saturating_mul(2).saturating_add(ROOM) {
        return Ok(Comparison::Different);
    }
    let [then, now] = [json(frozen)?, json(&today)?];
    if !CONTENT.is_same(&then, &now) {
        return Ok(Comparison::Different);
    }
    let counted = |json: &Json| member(json, RESULT).cloned();
    if counted(&then) == counted(&now) {
        return Ok(Comparison::Same);
    }
    let totals = &score.totals;
    Ok(Comparison::Recounted(Recount {
        frozen: Version::of(frozen).ok().map(|version| version.sums()),
        today: Sums { self_points: totals.self_points, index: totals.index },
    }))
}

impl Dossier {
    /// What the rules of today count otherwise than a content of this dossier says; none where they
    /// count the same.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a content that says something else than the dossier.
    pub fn recount(&self, content: &str) -> Result<Option<Recount>> {
        match compare(content, self)? {
            Comparison::Same => Ok(None),
            Comparison::Recounted(recount) => Ok(Some(recount)),
            Comparison::Different => Err(Error::damaged("the content of another dossier")),
        }
    }
}

/// The member that today's rules count.
const RESULT: &str = "result";

/// How the members of a content are compared.
enum Shape {
    /// The whole value.
    Exact,
    /// Not at all: the rules of today count it anew.
    Counted,
    /// An object of the members named here, and of others that a later edition may have added.
    Object(&'static [(&'static str, Shape)]),
    /// A list.
    List(&'static Shape),
    /// An object whose names are data, such as the codes of answers.
    Map(&'static Shape),
}

impl Shape {
    fn is_same(&self, then: &Json, now: &Json) -> bool {
        match (self, then, now) {
            (Self::Counted, _, _) => true,
            (Self::Object(known), Json::Object(then), Json::Object(now)) => {
                let is_known = |name: &str| known.iter().any(|(known, _)| *known == name);
                known.iter().all(|(name, shape)| shape.is_same_member(name, (then, now)))
                    && then.iter().filter(|(name, _)| !is_known(name)).all(|(name, value)| {
                        find(now, name).is_none_or(|now| Self::Exact.is_same(value, now))
                    })
            }
            (Self::List(shape), Json::List(then), Json::List(now)) => {
                then.len() == now.len()
                    && then.iter().zip(now).all(|(then, now)| shape.is_same(then, now))
            }
            (Self::Map(shape), Json::Object(then), Json::Object(now)) => {
                then.len() == now.len()
                    && then.iter().zip(now).all(|((then_name, then), (now_name, now))| {
                        then_name == now_name && shape.is_same(then, now)
                    })
            }
            (Self::Exact | Self::Object(_) | Self::List(_) | Self::Map(_), then, now) => {
                then == now
            }
        }
    }

    fn is_same_member(&self, name: &str, (then, now): (&Members, &Members)) -> bool {
        match (find(then, name), find(now, name)) {
            (Some(then), Some(now)) => self.is_same(then, now),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => matches!(self, Self::Counted),
        }
    }
}

type Members = [(String, Json)];

/// `par-signed/1` and `par-signed/2`: what they have, both in their own order.
const CONTENT: Shape = Shape::Object(&[
    ("schema", Shape::Exact),
    ("dossier", Shape::Exact),
    (
        "criteriaSet",
        Shape::Object(&[("id", Shape::Exact), ("version", Shape::Exact), ("sha256", Shape::Exact)]),
    ),
    ("profile", PROFILE),
    ("round", ROUND),
    ("reportTexts", REPORT_TEXTS),
    ("answers", ANSWERS),
    ("evidence", Shape::List(&EVIDENCE)),
    (RESULT, Shape::Counted),
]);

const PROFILE: Shape = Shape::Object(&[
    ("schema", Shape::Exact),
    ("name", Shape::Exact),
    ("kind", Shape::Exact),
    ("superiorBody", Shape::Exact),
    ("issuingBody", Shape::Exact),
    ("receivingOffice", Shape::Exact),
    ("place", Shape::Exact),
    ("symbol", Shape::Exact),
    (
        "signer",
        Shape::Object(&[
            ("authority", Shape::Exact),
            ("post", Shape::Exact),
            ("name", Shape::Exact),
        ]),
    ),
    ("preparedBy", Shape::Exact),
    ("recipients", Shape::Exact),
    ("fileCopy", Shape::Exact),
]);

const ROUND: Shape = Shape::Object(&[
    ("schema", Shape::Exact),
    ("title", Shape::Exact),
    ("year", Shape::Exact),
    ("receivingOffice", Shape::Exact),
    ("document", DOCUMENT),
    ("deadlines", Shape::Exact),
]);

const REPORT_TEXTS: Shape = Shape::Object(&[
    ("bases", Shape::Exact),
    ("opening", Shape::Exact),
    ("implementation", Shape::Exact),
    ("difficulties", Shape::Exact),
    ("proposals", Shape::Exact),
]);

const ANSWERS: Shape = Shape::Object(&[
    ("schema", Shape::Exact),
    ("criteriaSet", Shape::Exact),
    ("deadlines", Shape::Exact),
    ("answers", Shape::Map(&ANSWER)),
    ("bonus", Shape::Map(&ANSWER)),
    ("penalty", Shape::Map(&ANSWER)),
]);

/// An answer, or the answer of a part.
static ANSWER: Shape = Shape::Object(&[
    ("inputs", Shape::Exact),
    ("parts", Shape::Map(&ANSWER)),
    ("notApplicable", Shape::Exact),
    ("explanation", Shape::Exact),
]);

const EVIDENCE: Shape = Shape::Object(&[
    ("id", Shape::Exact),
    ("document", DOCUMENT),
    (
        "file",
        Shape::Object(&[("name", Shape::Exact), ("sha256", Shape::Exact), ("bytes", Shape::Exact)]),
    ),
    ("citations", Shape::List(&CITATION)),
]);

const CITATION: Shape = Shape::Object(&[
    ("code", Shape::Exact),
    (
        "place",
        Shape::Object(&[("section", Shape::Exact), ("page", Shape::Exact), ("note", Shape::Exact)]),
    ),
]);

const DOCUMENT: Shape = Shape::Object(&[
    ("number", Shape::Exact),
    ("date", Shape::Exact),
    ("issuer", Shape::Exact),
    ("subject", Shape::Exact),
    ("kind", Shape::Exact),
    ("citeOnly", Shape::Exact),
]);

fn json(content: &str) -> Result<Json> {
    serde_json::from_str(content).map_err(Error::damaged)
}

fn member<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    match json {
        Json::Object(members) => find(members, name),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => None,
    }
}

fn find<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(then: &str, now: &str) -> bool {
        CONTENT.is_same(&json(then).unwrap(), &json(now).unwrap())
    }

    const CONTENT_TEXT: &str = r#"{"answers":{"answers":{"1":{"inputs":{"a":1},"explanation":"x"}}},
        "evidence":[{"id":"e","document":{"number":"1"},"citations":[]}],
        "profile":{"name":"Xã A"},"result":{"totals":1},"schema":"par-signed/2"}"#;

    #[test]
    fn whatever_a_person_entered_is_compared() {
        for (old, new) in [
            (r#""a":1"#, r#""a":2"#),
            (r#","explanation":"x""#, ""),
            (r#""1":{"#, r#""2":{"#),
            (r#""answers":{"1""#, r#""answers":{"0":{},"1""#),
            (r#""number":"1""#, r#""number":"2""#),
            (r#""number":"1""#, r#""number":"1","citeOnly":true"#),
            (r#""citations":[]"#, r#""citations":[],"file":{"name":"a"}"#),
            (r#""Xã A""#, r#""Xã B""#),
            ("par-signed/2", "par-signed/1"),
        ] {
            let altered = CONTENT_TEXT.replacen(old, new, 1);
            assert_ne!(altered, CONTENT_TEXT, "{old}");
            assert!(!is_same(CONTENT_TEXT, &altered), "{new}");
            assert!(!is_same(&altered, CONTENT_TEXT), "{new}");
        }
    }

    #[test]
    fn counted_and_later_members_are_no_difference() {
        for (old, new) in [
            (r#"{"totals":1}"#, r#"{"totals":2,"more":[]}"#),
            (r#","result":{"totals":1}"#, ""),
            (r#""Xã A""#, r#""Xã A","telephone":"1""#),
            (r#""explanation":"x""#, r#""explanation":"x","department":"VP""#),
            (r#""number":"1""#, r#""number":"1","pages":3"#),
            (r#""schema""#, r#""edition":3,"schema""#),
        ] {
            let altered = CONTENT_TEXT.replacen(old, new, 1);
            assert_ne!(altered, CONTENT_TEXT, "{old}");
            assert!(is_same(CONTENT_TEXT, &altered) && is_same(&altered, CONTENT_TEXT), "{new}");
        }
        let [one, other] = ["1", "2"].map(|text| {
            CONTENT_TEXT.replacen(r#""Xã A""#, &format!(r#""Xã A","telephone":"{text}""#), 1)
        });
        assert!(!is_same(&one, &other), "a later member that both have");
    }
}
