//! Sums, bonus, penalty, index, class.

use super::fixture::set_with;
use crate::{Answers, CriteriaSet, Score, WarningKind, score};

const YES: &str = r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":3,"false":1}}"#;

/// Two areas of 3 points each, bonus and penalty, four classes.
fn two_areas() -> CriteriaSet {
    let area = |code: &str, by: &str| {
        format!(
            r#"{{"code":"{code}","title":"T","maxPoints":3,"criteria":[{{"code":"{code}.1","title":"T",
            "maxPoints":3,"subCriteria":[{{"code":"{code}.1.1","title":"T","maxPoints":3,"scoredBy":"{by}",
            "rule":{YES},"notApplicable":{{"treatment":"exclude"}}}}]}}]}}"#
        )
    };
    let text = format!(
        r#"{{"schema":"par-criteria/1","id":"s","version":"1","title":"T","unitKind":"commune",
        "year":2024,"locale":"vi-VN","provenance":{{"official":true,"statement":"S"}},"maxPoints":6,
        "rounding":{{"points":2,"index":2,"mode":"half-up"}},"deadlines":{{}},
        "classification":[
          {{"id":"a","label":"A","min":90,"requires":[{{"everyAreaMinPercent":50}},{{"maxPenalty":0}}]}},
          {{"id":"b","label":"B","min":60,"requires":[{{"area":"1","minPercent":50}}]}},
          {{"id":"c","label":"C","min":30,"requires":[{{"noZeroSubCriterion":true}}]}},
          {{"id":"d","label":"D","min":0}}],
        "bonus":{{"maxPoints":2,"items":[{{"code":"T1","title":"T","rule":{{"type":"count","inputs":[
          {{"key":"n","label":"N","kind":"integer"}}],"pointsPer":1,"cap":5}}}}]}},
        "penalty":{{"maxPoints":3,"items":[{{"code":"P1","title":"T","perUnit":0.5,"unit":"U"}}]}},
        "areas":[{},{}]}}"#,
        area("1", "self"),
        area("2", "survey")
    );
    CriteriaSet::parse(text.as_bytes()).unwrap()
}

fn run(answers: &str, rest: &str) -> Score {
    let text =
        format!(r#"{{"schema":"par-answers/1","criteriaSet":"s","answers":{answers}{rest}}}"#);
    score(&two_areas(), &Answers::parse(text.as_bytes()).unwrap())
}

fn index(score: &Score) -> (String, &'static str) {
    (score.totals.index.to_string(), ["a", "b", "c", "d"][score.class])
}

const BOTH: &str = r#"{"1.1.1":{"inputs":{"d":true}},"2.1.1":{"inputs":{"d":true}}}"#;

#[test]
fn index_counts_bonus_and_penalty_within_their_caps_and_stays_in_range() {
    assert_eq!(index(&run(BOTH, "")), ("100".into(), "a"));
    assert_eq!(index(&run(BOTH, r#","bonus":{"T1":{"inputs":{"n":4}}}"#)), ("100".into(), "a"));
    let penalised = run(BOTH, r#","penalty":{"P1":{"inputs":{"n":1}}}"#);
    assert_eq!(index(&penalised), ("99.5".into(), "b"));
    let most = run(BOTH, r#","penalty":{"P1":{"inputs":{"n":999999999999999}}}"#);
    assert_eq!(most.totals.penalty.to_string(), "3");
    let below = run("{}", r#","penalty":{"P1":{"inputs":{"n":2}}}"#);
    assert_eq!(index(&below), ("0".into(), "d"));
}

#[test]
fn excluded_area_passes_and_an_empty_denominator_gives_zero() {
    let half = run(r#"{"1.1.1":{"notApplicable":true},"2.1.1":{"inputs":{"d":false}}}"#, "");
    assert_eq!(index(&half), ("33.33".into(), "c"));
    assert!(!half.provisional);
    let none = run(r#"{"1.1.1":{"notApplicable":true},"2.1.1":{"notApplicable":true}}"#, "");
    assert_eq!(index(&none), ("0".into(), "d"));
    assert_eq!(none.totals.applicable_max.to_string(), "0");
}

#[test]
fn missing_survey_item_makes_the_result_provisional() {
    let score = run(r#"{"1.1.1":{"inputs":{"d":true}}}"#, "");
    assert!(score.provisional);
    assert_eq!(score.totals.self_points.to_string(), "3");
    assert_eq!(score.totals.self_applicable_max.to_string(), "3");
    assert_eq!(score.totals.applicable_max.to_string(), "6");
}

#[test]
fn invalid_bonus_and_penalty_count_nothing_and_are_reported() {
    let score =
        run(BOTH, r#","bonus":{"T1":{"inputs":{"n":-1}}},"penalty":{"P1":{"inputs":{"n":0.5}}}"#);
    assert_eq!(score.totals.bonus.to_string(), "0");
    assert_eq!(score.totals.penalty.to_string(), "0");
    let kinds: Vec<_> =
        score.warnings.iter().map(|warning| (warning.code.as_str(), &warning.kind)).collect();
    assert!(matches!(
        kinds[..],
        [("T1", WarningKind::InvalidBonus(_)), ("P1", WarningKind::InvalidPenalty(_))]
    ));
    for entry in [r#"{"inputs":{"m":1}}"#, r#"{"parts":{"p":{}}}"#, r#"{"notApplicable":true}"#] {
        let score = run(BOTH, &format!(r#","penalty":{{"P1":{entry}}}"#));
        assert_eq!(score.warnings.len(), 1, "{entry}");
    }
}

#[test]
fn half_of_the_index_rounds_as_the_set_says() {
    let rule = r#"{"type":"ratio","inputs":[{"key":"a","label":"A","kind":"integer"},{"key":"b","label":"B","kind":"integer"}],"maxPoints":8}"#;
    for (mode, expected) in [("half-up", "12.5"), ("half-even", "12.4")] {
        let rounding = format!(r#"{{"points":4,"index":1,"mode":"{mode}"}}"#);
        let set = set_with("8", rule, "", "", &rounding);
        let set = CriteriaSet::parse(set.as_bytes()).unwrap();
        // 12.45 % exactly: 0.996 of 8 points.
        let result = super::fixture::scored(&set, r#"{"inputs":{"a":249,"b":2000}}"#);
        assert_eq!(result.totals.index.to_string(), expected);
    }
}
