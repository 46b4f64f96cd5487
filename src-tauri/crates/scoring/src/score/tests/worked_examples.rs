//! The worked examples of `scoring.md`, and the statuses of each rule.

use super::fixture::{outcome, points, scored, set, set_json, set_with, short, status};
use crate::{Code, CriteriaSet, Derivation, Limit, Status, WarningKind};

const AB: &str = r#""inputs":[{"key":"a","label":"A","kind":"integer"},{"key":"b","label":"B","kind":"integer"}]"#;

fn ratio(max: &str, more: &str) -> CriteriaSet {
    set(max, &format!(r#"{{"type":"ratio",{AB},"maxPoints":{max}{more}}}"#))
}

#[test]
fn ratio_is_rounded_once() {
    let set = ratio("2", r#","floorPercent":80,"capPercent":100"#);
    assert_eq!(points(&set, r#"{"a":31,"b":36}"#), "1.72");
    assert_eq!(points(&set, r#"{"a":799,"b":1000}"#), "0");
    assert_eq!(points(&set, r#"{"a":800,"b":1000}"#), "1.6");
    assert_eq!(points(&ratio("1.5", ""), r#"{"a":1,"b":3}"#), "0.5");
}

#[test]
fn halves_round_as_the_set_says() {
    for (mode, of_375, of_365) in [("half-up", "0.38", "0.37"), ("half-even", "0.38", "0.36")] {
        let rounding = format!(r#"{{"points":2,"index":2,"mode":"{mode}"}}"#);
        for (max, expected) in [("0.75", of_375), ("0.73", of_365)] {
            let rule = format!(r#"{{"type":"ratio",{AB},"maxPoints":{max}}}"#);
            let set = set_with(max, &rule, "", "", &rounding);
            let set = CriteriaSet::parse(set.as_bytes()).unwrap();
            assert_eq!(points(&set, r#"{"a":1,"b":2}"#), expected, "{mode}");
        }
    }
}

#[test]
fn first_above_second_is_invalid_or_warned_of() {
    let strict = ratio("2", r#","constraints":["a<=b"]"#);
    assert_eq!(status(&strict, r#"{"a":37,"b":36}"#), Status::Invalid);
    let open = ratio("2", "");
    assert_eq!(points(&open, r#"{"a":37,"b":36}"#), "2");
    let warnings = scored(&open, r#"{"inputs":{"a":37,"b":36}}"#).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].kind, WarningKind::OverHundredPercent);
    assert_eq!(warnings[0].field.as_deref(), Some("a"));
}

#[test]
fn percentage_just_below_limit_takes_lower_band_and_shows_it() {
    let bands = r#""bands":[{"min":98,"points":4.5},{"min":95,"points":3},{"min":0,"points":0}]"#;
    let set = set("4.5", &format!(r#"{{"type":"tier",{AB},"measure":"percent",{bands}}}"#));
    let result = outcome(&set, r#"{"a":979,"b":999}"#);
    assert_eq!(result.points.to_string(), "3");
    let Some(Derivation::TierPercent { percent, band, .. }) = result.derivation() else {
        panic!("{result:?}")
    };
    assert_eq!(*band, Some(1));
    let limit = Limit { at: crate::Decimal::whole(98), exclusive: false };
    assert_eq!(percent.shown(2, &[limit]).to_string(), "97.99");
    assert_eq!(percent.shown(2, &[]).to_string(), "98");
}

#[test]
fn exclusive_limit_sends_its_own_value_to_the_next_band() {
    let bands = r#""bands":[{"min":98,"minExclusive":true,"points":2},{"min":0,"points":1}]"#;
    let set = set("2", &format!(r#"{{"type":"tier",{AB},"measure":"percent",{bands}}}"#));
    assert_eq!(points(&set, r#"{"a":98,"b":100}"#), "1");
    assert_eq!(points(&set, r#"{"a":981,"b":1000}"#), "2");
}

#[test]
fn days_late_count_from_the_last_day_in_time() {
    let set = set(
        "1.5",
        r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],
        "due":{"before":"2024-01-25"},"bands":[{"maxDaysLate":0,"points":1.5},
        {"maxDaysLate":10,"points":0.75},{"points":0}]}"#,
    );
    assert_eq!(points(&set, r#"{"d":"2024-01-24"}"#), "1.5");
    assert_eq!(points(&set, r#"{"d":"2023-11-01"}"#), "1.5");
    let late = outcome(&set, r#"{"d":"2024-01-25"}"#);
    assert_eq!(short(&late), (Status::Scored, "0.75".to_owned()));
    assert!(matches!(late.derivation(), Some(Derivation::Deadline { days_late: Some(1), .. })));
    assert_eq!(points(&set, r#"{"d":"2024-02-03"}"#), "0.75");
    assert_eq!(points(&set, r#"{"d":"2024-02-04"}"#), "0");
    assert_eq!(points(&set, r#"{"d":"not-done"}"#), "0");
    assert_eq!(status(&set, r#"{"d":"2024-02-30"}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"d":20240125}"#), Status::Invalid);
}

#[test]
fn deadline_of_the_round_waits_for_its_date() {
    let set = set(
        "1",
        r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],
        "due":{"ref":"round.due"},"bands":[{"maxDaysLate":0,"points":1},{"points":0.25}]}"#,
    );
    assert_eq!(status(&set, r#"{"d":"2024-12-10"}"#), Status::Incomplete);
    assert_eq!(points(&set, r#"{"d":"not-done"}"#), "0.25");
    let mut answers = super::fixture::answers(r#"{"inputs":{"d":"2024-12-10"}}"#);
    for (due, expected) in [("2024-12-10", "1"), ("2024-12-09", "0.25")] {
        answers.deadlines.insert("round.due".into(), crate::parse_date(due).unwrap());
        let result = crate::score(&set, &answers);
        let item = result.sub_criterion(&Code::new("1.1.1")).unwrap();
        assert_eq!(item.outcome.points.to_string(), expected);
    }
}

#[test]
fn deduction_stops_at_its_floor() {
    let set = set(
        "1.5",
        r#"{"type":"deduction","start":1.5,"floor":0,
        "items":[{"key":"t","label":"T","perUnit":0.75},{"key":"u","label":"U","perUnit":0.1}]}"#,
    );
    assert_eq!(points(&set, r#"{"t":3,"u":0}"#), "0");
    assert_eq!(points(&set, r#"{"t":1,"u":2}"#), "0.55");
    assert_eq!(points(&set, r#"{"t":999999999999999,"u":999999999999999}"#), "0");
    assert_eq!(status(&set, r#"{"t":1}"#), Status::Incomplete);
    assert_eq!(status(&set, r#"{"t":0.5,"u":0}"#), Status::Invalid);
}

#[test]
fn count_stops_at_its_cap() {
    let set = set(
        "2",
        r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer"}],"pointsPer":0.2,"cap":2}"#,
    );
    assert_eq!(points(&set, r#"{"n":0}"#), "0");
    assert_eq!(points(&set, r#"{"n":7}"#), "1.4");
    assert_eq!(points(&set, r#"{"n":999999999999999}"#), "2");
    assert_eq!(status(&set, r#"{"n":3.5}"#), Status::Invalid);
    assert_eq!(points(&set, r#"{"n":3.0}"#), "0.6");
    assert_eq!(points(&set, r#"{"n":3e0}"#), "0.6");
    assert_eq!(points(&set, r#"{"n":-0}"#), "0");
    assert_eq!(status(&set, r#"{"n":-1}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"n":"3"}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"n":1e999}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"n":1000000000000000}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"n":1234567890123456789012345678901234567890}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"n":null}"#), Status::Incomplete);
    assert_eq!(status(&set, r#"{"n":1,"m":null}"#), Status::Scored);
    assert_eq!(status(&set, r#"{"n":1,"m":2}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"m":2}"#), Status::Invalid);
}

#[test]
fn invalid_wins_over_incomplete() {
    let set = ratio("2", r#","constraints":["a<=b"]"#);
    assert_eq!(status(&set, r#"{"b":0}"#), Status::Invalid);
    assert_eq!(status(&set, r#"{"b":5}"#), Status::Incomplete);
    assert_eq!(status(&set, r#"{"a":-5}"#), Status::Invalid);
    assert_eq!(status(&set, "{}"), Status::Incomplete);
}

#[test]
fn choice_boolean_and_checklist_take_their_options() {
    let yes_no = set(
        "1",
        r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0.5}}"#,
    );
    assert_eq!(points(&yes_no, r#"{"d":true}"#), "1");
    assert_eq!(points(&yes_no, r#"{"d":false}"#), "0.5");
    assert_eq!(status(&yes_no, r#"{"d":1}"#), Status::Invalid);

    let choice = set(
        "1",
        r#"{"type":"choice","inputs":[{"key":"m","label":"M","kind":"option"}],"options":[
        {"id":"a","label":"A","points":1},{"id":"b","label":"B","points":0.5}]}"#,
    );
    assert_eq!(points(&choice, r#"{"m":"b"}"#), "0.5");
    assert_eq!(status(&choice, r#"{"m":"c"}"#), Status::Invalid);

    let list = set(
        "1",
        r#"{"type":"checklist","items":[
        {"key":"x","label":"X","options":[{"id":"a","label":"A","points":0.75},{"id":"b","label":"B","points":0}]},
        {"key":"y","label":"Y","options":[{"id":"a","label":"A","points":0.25},{"id":"b","label":"B","points":0.1}]}]}"#,
    );
    assert_eq!(points(&list, r#"{"x":"a","y":"b"}"#), "0.85");
    assert_eq!(status(&list, r#"{"x":"a"}"#), Status::Incomplete);
}

#[test]
fn compare_tries_overrides_first() {
    let set = set(
        "1",
        r#"{"type":"compare","inputs":[{"key":"n","label":"N","kind":"number"},{"key":"t","label":"T","kind":"number"}],
        "better":"higher","tolerance":0.5,"points":{"better":1,"equal":0.5,"worse":0},
        "override":[{"whenCurrentAtLeast":95,"points":1}]}"#,
    );
    assert_eq!(points(&set, r#"{"n":95,"t":99}"#), "1");
    assert_eq!(points(&set, r#"{"n":90,"t":90.5}"#), "0.5");
    assert_eq!(points(&set, r#"{"n":90,"t":90.51}"#), "0");
    assert_eq!(points(&set, r#"{"n":91.01,"t":90.5}"#), "1");
}

#[test]
fn survey_and_manual_stay_within_their_bounds() {
    let survey = set(
        "3",
        r#"{"type":"survey","inputs":[{"key":"p","label":"P","kind":"number"}],"maxPoints":3,"floorPercent":50}"#,
    );
    assert_eq!(points(&survey, r#"{"p":88.5}"#), "2.66");
    assert_eq!(points(&survey, r#"{"p":49.999999}"#), "0");
    assert_eq!(status(&survey, r#"{"p":100.000001}"#), Status::Invalid);
    assert_eq!(status(&survey, r#"{"p":1.0000001}"#), Status::Invalid);

    let manual = set(
        "0.5",
        r#"{"type":"manual","inputs":[{"key":"d","label":"D","kind":"number"}],"maxPoints":0.5,"step":0.25}"#,
    );
    assert_eq!(points(&manual, r#"{"d":0.25}"#), "0.25");
    assert_eq!(status(&manual, r#"{"d":0.3}"#), Status::Invalid);
    assert_eq!(status(&manual, r#"{"d":0.75}"#), Status::Invalid);
}

#[test]
fn lower_tier_takes_the_rest_in_a_band_without_limit() {
    let set = set(
        "1",
        r#"{"type":"tier","inputs":[{"key":"v","label":"V","kind":"number"}],"measure":"value",
        "direction":"lower","bands":[{"max":2,"maxExclusive":true,"points":1},{"max":5,"points":0.5},{"points":0}]}"#,
    );
    for (value, expected) in [("1.999999", "1"), ("2", "0.5"), ("5", "0.5"), ("5.1", "0")] {
        assert_eq!(points(&set, &format!(r#"{{"v":{value}}}"#)), expected);
    }
}

fn sum_set() -> CriteriaSet {
    let yes = |max: &str| {
        format!(
            r#"{{"type":"boolean","inputs":[{{"key":"d","label":"D","kind":"bool"}}],"points":{{"true":{max},"false":0}}}}"#
        )
    };
    let rule = format!(
        r#"{{"type":"sum","parts":[{{"key":"p1","title":"P","maxPoints":1,"rule":{}}},
        {{"key":"p2","title":"P","maxPoints":1.5,"rule":{},"notApplicable":{{"treatment":"exclude"}}}}]}}"#,
        yes("1"),
        yes("1.5")
    );
    let text = set_json("2.5", &rule, r#","notApplicable":{"treatment":"full","note":"N"}"#);
    CriteriaSet::parse(text.as_bytes()).unwrap()
}

#[test]
fn excluded_part_leaves_the_denominator() {
    let set = sum_set();
    let of = |entry: &str| {
        let score = scored(&set, entry);
        let outcome = score.sub_criterion(&Code::new("1.1.1")).unwrap().outcome.clone();
        (outcome.status(), outcome.points.to_string(), outcome.applicable_max.to_string())
    };
    let row = |status, points: &str, max: &str| (status, points.to_owned(), max.to_owned());
    let p1 = r#""p1":{"inputs":{"d":true}}"#;
    let excluded = of(&format!(r#"{{"parts":{{{p1},"p2":{{"notApplicable":true}}}}}}"#));
    assert_eq!(excluded, row(Status::Scored, "1", "1"));
    let missing = of(&format!(r#"{{"parts":{{{p1}}}}}"#));
    assert_eq!(missing, row(Status::Incomplete, "0", "2.5"));
    let not_allowed = of(r#"{"parts":{"p1":{"notApplicable":true},"p2":{"notApplicable":true}}}"#);
    assert_eq!(not_allowed, row(Status::Invalid, "0", "2.5"));
    let unknown = of(&format!(r#"{{"parts":{{{p1},"p3":{{}}}}}}"#));
    assert_eq!(unknown, row(Status::Invalid, "0", "2.5"));
    let inputs = of(&format!(r#"{{"inputs":{{"d":true}},"parts":{{{p1}}}}}"#));
    assert_eq!(inputs, row(Status::Invalid, "0", "2.5"));
    let claimed = of(r#"{"notApplicable":true,"inputs":{"x":1}}"#);
    assert_eq!(claimed, row(Status::NotApplicable, "2.5", "2.5"));
}

#[test]
fn parts_given_to_a_rule_without_parts_are_invalid() {
    let set = ratio("2", "");
    let score = scored(&set, r#"{"inputs":{"a":1,"b":2},"parts":{"p":{}}}"#);
    assert_eq!(score.sub_criteria().next().unwrap().outcome.status(), Status::Invalid);
    let score = scored(&set, r#"{"inputs":{"a":1,"b":2},"parts":{}}"#);
    assert_eq!(score.sub_criteria().next().unwrap().outcome.status(), Status::Scored);
    let score = scored(&set, r#"{"notApplicable":true}"#);
    assert_eq!(score.sub_criteria().next().unwrap().outcome.status(), Status::Invalid);
}
