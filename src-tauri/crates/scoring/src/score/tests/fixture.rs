//! Small sets around one rule.

use std::fmt::Write as _;

use crate::{Answer, Answers, Code, CriteriaSet, Decimal, Outcome, Score, Status, score};

/// A set of one area with one sub-criterion "1.1.1" of this maximum and rule, and more members.
pub(crate) fn set_json(maximum: &str, rule: &str, more: &str) -> String {
    set_with(maximum, rule, more, "", r#"{"points":2,"index":2,"mode":"half-up"}"#)
}

pub(crate) fn set_with(max: &str, rule: &str, more: &str, top: &str, rounding: &str) -> String {
    format!(
        r#"{{"schema":"par-criteria/1","id":"s","version":"1","title":"T","unitKind":"commune",
        "year":2024,"locale":"vi-VN","provenance":{{"official":false,"statement":"S"}},
        "maxPoints":{max},"rounding":{rounding},
        "classification":[{{"id":"a","label":"A","min":0}}],"deadlines":{{"round.due":"D"}},
        "areas":[{{"code":"1","title":"T","maxPoints":{max},"criteria":[{{"code":"1.1","title":"T",
        "maxPoints":{max},"subCriteria":[{{"code":"1.1.1","title":"T","maxPoints":{max},
        "scoredBy":"self","rule":{rule}{more}}}]}}]}}]{top}}}"#
    )
}

pub(crate) fn set(maximum: &str, rule: &str) -> CriteriaSet {
    CriteriaSet::parse(set_json(maximum, rule, "").as_bytes()).unwrap()
}

pub(crate) fn answers(entry: &str) -> Answers {
    let mut text = String::new();
    write!(text, r#"{{"schema":"par-answers/1","criteriaSet":"s","answers":{{"1.1.1":{entry}}}}}"#)
        .unwrap();
    Answers::parse(text.as_bytes()).unwrap()
}

pub(crate) fn scored(set: &CriteriaSet, entry: &str) -> Score {
    score(set, &answers(entry))
}

pub(crate) fn outcome(set: &CriteriaSet, inputs: &str) -> Outcome {
    let result = scored(set, &format!(r#"{{"inputs":{inputs}}}"#));
    result.sub_criterion(&Code::new("1.1.1")).unwrap().outcome.clone()
}

/// Status and points.
pub(crate) fn short(outcome: &Outcome) -> (Status, String) {
    (outcome.status(), outcome.points.to_string())
}

pub(crate) fn points(set: &CriteriaSet, inputs: &str) -> String {
    let outcome = outcome(set, inputs);
    assert_eq!(outcome.status(), Status::Scored, "{inputs}: {outcome:?}");
    outcome.points.to_string()
}

pub(crate) fn status(set: &CriteriaSet, inputs: &str) -> Status {
    let outcome = outcome(set, inputs);
    if outcome.status() != Status::Scored {
        assert_eq!(outcome.points, Decimal::ZERO);
    }
    outcome.status()
}

pub(crate) fn answer(text: &str) -> Answer {
    Answer::parse(text.as_bytes()).unwrap()
}
