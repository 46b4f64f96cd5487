//! What would win points back.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::fixture::{answer, set, set_json};
use crate::{
    Answer, CriteriaSet, Decimal, Gain, Goal, Status, SubCriterion, Value, evaluate, next_gain,
};

const AB: &str = r#""inputs":[{"key":"a","label":"A","kind":"integer"},{"key":"b","label":"B","kind":"integer"}]"#;

fn item(set: &CriteriaSet) -> &SubCriterion {
    set.sub_criteria().next().unwrap()
}

fn gain(set: &CriteriaSet, entry: &Answer) -> Option<Gain> {
    let dates =
        BTreeMap::from([("round.due".to_owned(), crate::parse_date("2024-12-10").unwrap())]);
    next_gain(item(set), entry, set.rounding, &dates)
}

/// The gain as "part.input goal points".
fn told(maximum: &str, rule: &str, entry: &str) -> String {
    let gain = gain(&set(maximum, rule), &answer(entry));
    gain.map_or_else(
        || "none".to_owned(),
        |Gain { part, input, goal, points, .. }| {
            let part = part.map(|part| format!("{part}.")).unwrap_or_default();
            let goal = match goal {
                Goal::AtLeast(figure) => format!(">= {figure}"),
                Goal::AtMost(figure) => format!("<= {figure}"),
                Goal::NoLaterThan(day) => format!("by {day}"),
                Goal::Choose(id) => format!("= {id}"),
                Goal::Answer(answer) => format!("= {answer}"),
            };
            format!("{part}{input} {goal}: {points}")
        },
    )
}

#[test]
fn each_rule_names_its_nearest_step() {
    let ratio = format!(
        r#"{{"type":"ratio",{AB},"maxPoints":2,"floorPercent":80,"constraints":["a<=b"]}}"#
    );
    let tier = format!(
        r#"{{"type":"tier",{AB},"measure":"percent","bands":[{{"min":98,"minExclusive":true,"points":4.5}},{{"min":95,"points":3}}]}}"#
    );
    let lower = r#"{"type":"tier","inputs":[{"key":"v","label":"V","kind":"number"}],"measure":"value",
        "direction":"lower","bands":[{"max":2.5,"points":1},{"max":5,"maxExclusive":true,"points":0.5},{"points":0}]}"#;
    let count = r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer"}],"pointsPer":0.2,"cap":2}"#;
    let fine = r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer"}],"pointsPer":0.002,"cap":2}"#;
    let deduction = r#"{"type":"deduction","start":1.5,"floor":0,"items":[{"key":"s","label":"S","perUnit":0.1},{"key":"t","label":"T","perUnit":0.75}]}"#;
    let deadline = r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],"due":{"before":"2024-01-25"},
        "bands":[{"maxDaysLate":0,"points":1.5},{"maxDaysLate":10,"points":0.75},{"points":0}]}"#;
    let round = deadline.replace(r#"{"before":"2024-01-25"}"#, r#"{"ref":"round.due"}"#);
    let compare = r#"{"type":"compare","inputs":[{"key":"n","label":"N","kind":"number"},{"key":"t","label":"T","kind":"number"}],
        "better":"higher","points":{"better":1,"equal":0.5,"worse":0},"override":[{"whenCurrentAtLeast":95,"points":1}]}"#;
    let fewer = compare
        .replace("higher", "lower")
        .replace(r#","override":[{"whenCurrentAtLeast":95,"points":1}]"#, "");
    let survey = r#"{"type":"survey","inputs":[{"key":"p","label":"P","kind":"number"}],"maxPoints":2,"floorPercent":60}"#;
    let yes = r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0}}"#;
    let choice = r#"{"type":"choice","inputs":[{"key":"m","label":"M","kind":"option"}],
        "options":[{"id":"a","label":"A","points":1},{"id":"b","label":"B","points":0.5},{"id":"c","label":"C","points":0}]}"#;
    let manual = r#"{"type":"manual","inputs":[{"key":"p","label":"P","kind":"number"}],"maxPoints":1,"step":0.5}"#;
    let table: &[(&str, &str, &str, &str)] = &[
        ("2", &ratio, r#"{"a":31,"b":36}"#, "a >= 32: 1.78"),
        ("2", &ratio, r#"{"a":1,"b":36}"#, "a >= 29: 1.61"),
        ("2", &ratio, r#"{"a":36,"b":36}"#, "none"),
        // 1 of 10000 more is no hundredth of a point more.
        ("2", &ratio, r#"{"a":9000,"b":10000}"#, "a >= 9025: 1.81"),
        ("2", &ratio, r#"{"a":31}"#, "none"),
        ("2", &ratio, r#"{"a":37,"b":36}"#, "none"),
        ("4.5", &tier, r#"{"a":90,"b":100}"#, "a >= 95: 3"),
        ("4.5", &tier, r#"{"a":98,"b":100}"#, "a >= 99: 4.5"),
        ("4.5", &tier, r#"{"a":979,"b":999}"#, "a >= 980: 4.5"),
        ("1", lower, r#"{"v":7}"#, "v <= 4.9: 0.5"),
        ("1", lower, r#"{"v":2.51}"#, "v <= 2.5: 1"),
        ("1", lower, r#"{"v":2}"#, "none"),
        ("2", count, r#"{"n":3}"#, "n >= 4: 0.8"),
        ("2", count, r#"{"n":10}"#, "none"),
        ("2", fine, r#"{"n":0}"#, "n >= 3: 0.01"),
        ("1.5", deduction, r#"{"s":1,"t":1}"#, "t <= 0: 1.4"),
        ("1.5", deduction, r#"{"s":1,"t":0}"#, "s <= 0: 1.5"),
        ("1.5", deduction, r#"{"s":0,"t":5}"#, "t <= 1: 0.75"),
        ("1.5", deduction, r#"{"s":0,"t":0}"#, "none"),
        ("1.5", deadline, r#"{"d":"2024-01-25"}"#, "d by 2024-01-24: 1.5"),
        ("1.5", deadline, r#"{"d":"2024-12-31"}"#, "d by 2024-02-03: 0.75"),
        ("1.5", deadline, r#"{"d":"not-done"}"#, "d by 2024-02-03: 0.75"),
        ("1.5", deadline, r#"{"d":"2024-01-24"}"#, "none"),
        ("1.5", &round, r#"{"d":"2024-12-12"}"#, "d by 2024-12-10: 1.5"),
        ("1", compare, r#"{"n":80,"t":85.5}"#, "n >= 85.5: 0.5"),
        ("1", compare, r#"{"n":85.5,"t":85.5}"#, "n >= 85.6: 1"),
        ("1", compare, r#"{"n":80,"t":99}"#, "n >= 95: 1"),
        ("1", compare, r#"{"n":96,"t":99}"#, "none"),
        ("1", &fewer, r#"{"n":3,"t":2}"#, "n <= 2: 0.5"),
        ("1", &fewer, r#"{"n":0,"t":0}"#, "none"),
        ("2", survey, r#"{"p":50.5}"#, "p >= 60: 1.2"),
        ("2", survey, r#"{"p":100}"#, "none"),
        ("1", yes, r#"{"d":false}"#, "d = true: 1"),
        ("1", yes, r#"{"d":true}"#, "none"),
        ("1", choice, r#"{"m":"c"}"#, "m = b: 0.5"),
        ("1", choice, r#"{"m":"a"}"#, "none"),
        ("1", manual, r#"{"p":0.5}"#, "none"),
    ];
    for (maximum, rule, inputs, expected) in table {
        let entry = format!(r#"{{"inputs":{inputs}}}"#);
        assert_eq!(told(maximum, rule, &entry), *expected, "{rule} {inputs}");
    }
}

#[test]
fn of_several_the_step_that_wins_most_is_named() {
    let checklist = r#"{"type":"checklist","items":[
        {"key":"m","label":"M","options":[{"id":"a","label":"A","points":0.25},{"id":"b","label":"B","points":0}]},
        {"key":"n","label":"N","options":[{"id":"a","label":"A","points":0.75},{"id":"b","label":"B","points":0}]}]}"#;
    assert_eq!(told("1", checklist, r#"{"inputs":{"m":"b","n":"b"}}"#), "n = a: 0.75");
    assert_eq!(told("1", checklist, r#"{"inputs":{"m":"b","n":"a"}}"#), "m = a: 1");

    let yes = |points: &str| {
        format!(
            r#"{{"type":"boolean","inputs":[{{"key":"d","label":"D","kind":"bool"}}],"points":{{"true":{points},"false":0}}}}"#
        )
    };
    let sum = format!(
        r#"{{"type":"sum","parts":[{{"key":"p","title":"P","maxPoints":1,"rule":{}}},
        {{"key":"q","title":"Q","maxPoints":1.5,"rule":{},"notApplicable":{{"treatment":"exclude"}}}}]}}"#,
        yes("1"),
        yes("1.5")
    );
    let entry = |q: &str| format!(r#"{{"parts":{{"p":{{"inputs":{{"d":false}}}},"q":{q}}}}}"#);
    assert_eq!(told("2.5", &sum, &entry(r#"{"inputs":{"d":false}}"#)), "q.d = true: 1.5");
    assert_eq!(told("2.5", &sum, &entry(r#"{"inputs":{"d":true}}"#)), "p.d = true: 2.5");
    assert_eq!(told("2.5", &sum, &entry(r#"{"notApplicable":true}"#)), "p.d = true: 1");
    assert_eq!(told("2.5", &sum, &entry("{}")), "none");
}

#[test]
fn nothing_is_won_where_the_unit_does_not_score_or_claims() {
    let yes = r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0}}"#;
    let no = answer(r#"{"inputs":{"d":false}}"#);
    let json = set_json("1", yes, r#","notApplicable":{"treatment":"exclude"}"#);
    let own = CriteriaSet::parse(json.as_bytes()).unwrap();
    assert!(gain(&own, &no).is_some());
    assert_eq!(gain(&own, &Answer { not_applicable: true, ..no.clone() }), None);
    let other = json.replace(r#""scoredBy":"self""#, r#""scoredBy":"appraisal""#);
    assert_eq!(gain(&CriteriaSet::parse(other.as_bytes()).unwrap(), &no), None);
}

/// Rules of figures with their maximum, of many shapes.
fn figure_rule() -> impl Strategy<Value = (String, &'static str)> {
    let constraint = prop_oneof![Just(""), Just(r#","constraints":["a<=b"]"#)];
    let limits = prop::collection::btree_set(0_u32..1000, 1..5);
    let bands = |limits: std::collections::BTreeSet<u32>, key: &str, falling: bool| {
        let limits: Vec<u32> =
            if falling { limits.into_iter().rev().collect() } else { limits.into_iter().collect() };
        let all = limits.iter().enumerate().map(|(index, limit)| {
            format!(
                r#"{{"{key}":{}.{},"points":{}}}"#,
                limit / 10,
                limit % 10,
                limits.len() - index
            )
        });
        (all.collect::<Vec<_>>().join(","), limits.len().to_string())
    };
    prop_oneof![
        (0_u32..100, constraint).prop_map(|(floor, constraint)| (
            format!(r#"{{"type":"ratio",{AB},"maxPoints":3,"floorPercent":{floor}{constraint}}}"#),
            "3".to_owned(),
        )),
        limits.clone().prop_map(move |limits| {
            let (bands, maximum) = bands(limits, "min", true);
            (format!(r#"{{"type":"tier",{AB},"measure":"percent","bands":[{bands}]}}"#), maximum)
        }),
        limits.prop_map(move |limits| {
            let (bands, maximum) = bands(limits, "max", false);
            (format!(r#"{{"type":"tier",{AB},"measure":"value","direction":"lower","bands":[{bands}]}}"#), maximum)
        }),
        (0_u32..5, prop_oneof![Just("higher"), Just("lower")]).prop_map(|(tolerance, better)| (
            format!(r#"{{"type":"compare",{AB},"better":"{better}","tolerance":{tolerance},
                "points":{{"better":1,"equal":0.5,"worse":0}},"override":[{{"whenCurrentAtLeast":90,"points":0.75}}]}}"#),
            "1".to_owned(),
        )),
        (1_u32..2000, 1_u32..2000).prop_map(|(each, other)| (
            format!(r#"{{"type":"deduction","start":2,"floor":0,"items":[
                {{"key":"a","label":"A","perUnit":0.{each:04}}},{{"key":"b","label":"B","perUnit":0.{other:04}}}]}}"#),
            "2".to_owned(),
        )),
        (1_u32..2000).prop_map(|each| (
            format!(r#"{{"type":"count","inputs":[{{"key":"a","label":"A","kind":"integer"}}],"pointsPer":0.{each:04},"cap":2}}"#),
            "2".to_owned(),
        )),
    ]
    .prop_map(|(rule, maximum)| (rule, Box::leak(maximum.into_boxed_str()) as &str))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn gain_is_real_and_nothing_smaller_wins((rule, maximum) in figure_rule(), a in 0_u32..150, b in 1_u32..150) {
        let Ok(set) = CriteriaSet::parse(set_json(maximum, &rule, "").as_bytes()) else {
            // A drawn limit that no figure can reach is no set.
            return Ok(());
        };
        let both = rule.contains(r#""key":"b""#);
        let entry = |a: i64, b: i64| {
            let number = |figure: i64| Value::Number(figure.to_string());
            let mut inputs = BTreeMap::from([("a".to_owned(), number(a))]);
            if both {
                inputs.insert("b".to_owned(), number(b));
            }
            Answer { inputs, ..Answer::default() }
        };
        let points = |a: i64, b: i64| {
            let outcome = evaluate(item(&set), &entry(a, b), set.rounding, &BTreeMap::new());
            (outcome.status() == Status::Scored).then_some(outcome.points)
        };
        let (a, b) = (i64::from(a), i64::from(b));
        let now = points(a, b);
        let found = gain(&set, &entry(a, b));
        // What a search through every figure finds, for the one or two inputs that may change.
        let nearest = |at: &dyn Fn(i64) -> Option<Decimal>| {
            (1..3000).find(|step| at(*step) > now || at(-step) > now)
                .map(|step| at(step).max(at(-step)))
        };
        let first = nearest(&|step| points(a + step, b));
        let second = rule.contains("deduction").then(|| nearest(&|step| points(a, b + step))).flatten();
        let expected = now.and(first.max(second)).flatten();
        prop_assert_eq!(found.as_ref().map(|gain| gain.points), expected, "{} {} {}", rule, a, b);
        if let Some(gain) = found {
            let mut changed = entry(a, b);
            changed.inputs.insert(gain.input.clone(), gain.goal.value());
            let then = evaluate(item(&set), &changed, set.rounding, &BTreeMap::new());
            prop_assert_eq!(then.points, gain.points);
            prop_assert_eq!(then.applicable_max, gain.applicable_max);
            prop_assert!(Some(gain.points) > now);
        }
    }
}
