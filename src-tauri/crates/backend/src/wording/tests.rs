use scoring::{Answers, Code, CriteriaSet, score};

use super::{figures, unfinished};

/// The lines for one sub-criterion of a set around this rule.
fn lines(maximum: &str, rule: &str, more: &str, answer: &str) -> Vec<String> {
    let set = format!(
        r#"{{"schema":"par-criteria/1","id":"s","version":"1","title":"T","unitKind":"commune",
        "year":2024,"locale":"vi-VN","provenance":{{"official":false,"statement":"S"}},
        "maxPoints":{maximum},"rounding":{{"points":2,"index":2,"mode":"half-up"}},
        "classification":[{{"id":"a","label":"A","min":0}}],"deadlines":{{"round.due":"Hạn gửi"}},
        "areas":[{{"code":"1","title":"T","maxPoints":{maximum},"criteria":[{{"code":"1.1",
        "title":"T","maxPoints":{maximum},"subCriteria":[{{"code":"1.1.1","title":"T",
        "maxPoints":{maximum},"scoredBy":"self","rule":{rule}{more}}}]}}]}}]}}"#
    );
    let set = CriteriaSet::parse(set.as_bytes()).unwrap();
    let answers =
        format!(r#"{{"schema":"par-answers/1","criteriaSet":"s","answers":{{"1.1.1":{answer}}}}}"#);
    let answers = Answers::parse(answers.as_bytes()).unwrap();
    let score = score(&set, &answers);
    let item = set.sub_criteria().next().unwrap();
    let outcome = &score.sub_criteria().next().unwrap().outcome;
    let answer = &answers.sub_criteria[&Code::new("1.1.1")];
    let mut lines = figures(item, answer, outcome);
    lines.extend(unfinished(&set, &item.method, outcome));
    lines
}

fn last(maximum: &str, rule: &str, answer: &str) -> String {
    lines(maximum, rule, "", answer).pop().unwrap()
}

const AB: &str = r#""inputs":[{"key":"a","label":"Số đã làm","unit":"việc","kind":"integer"},{"key":"b","label":"Tổng số","unit":"việc","kind":"integer"}]"#;

#[test]
fn percentage_says_figures_comparison_and_points() {
    let floor = format!(r#"{{"type":"ratio",{AB},"maxPoints":2,"floorPercent":80}}"#);
    let all = lines("2", &floor, "", r#"{"inputs":{"a":31,"b":36}}"#);
    assert_eq!(
        all,
        ["Số đã làm: 31 việc", "Tổng số: 36 việc", "31/36 = 86,11 % ≥ 80 % → 1,72/2 điểm"]
    );
    let of = |a: u32, b: u32| last("2", &floor, &format!(r#"{{"inputs":{{"a":{a},"b":{b}}}}}"#));
    assert_eq!(of(799, 1000), "799/1000 = 79,90 % < 80 % → 0/2 điểm");
    assert_eq!(of(37, 36), "37/36 = 102,78 % ≥ 100 % → 2/2 điểm");
    assert_eq!(of(79_999, 100_000), "79999/100000 = 79,99 % < 80 % → 0/2 điểm");
}

#[test]
fn shown_percentage_never_contradicts_the_band() {
    let tier = format!(
        r#"{{"type":"tier",{AB},"measure":"percent","bands":[{{"min":98,"minExclusive":true,"points":4.5}},{{"min":95,"points":3}}]}}"#
    );
    let of = |a: u32, b: u32| last("4.5", &tier, &format!(r#"{{"inputs":{{"a":{a},"b":{b}}}}}"#));
    assert_eq!(of(979, 999), "979/999 = 98,00 % ≥ 95 % → 3/4,5 điểm");
    assert_eq!(of(98, 100), "98/100 = 98,00 % ≥ 95 % → 3/4,5 điểm");
    assert_eq!(of(98_001, 100_000), "98001/100000 = 98,01 % > 98 % → 4,5/4,5 điểm");
    assert_eq!(of(1, 100), "1/100 = 1,00 %, không đạt mức nào → 0/4,5 điểm");
    let closed = tier.replace(r#","minExclusive":true"#, "");
    assert_eq!(
        last("4.5", &closed, r#"{"inputs":{"a":979,"b":999}}"#),
        "979/999 = 97,99 % ≥ 95 % → 3/4,5 điểm"
    );
}

#[test]
fn other_rules_say_how_points_came_about() {
    let table = [
        (
            "1.5",
            r#"{"type":"deadline","inputs":[{"key":"d","label":"Ngày gửi","kind":"date"}],"due":{"before":"2024-01-25"},"bands":[{"maxDaysLate":0,"points":1.5},{"points":0.75}]}"#,
            r#"{"inputs":{"d":"2024-01-25"}}"#,
            "Ngày 25/01/2024, hạn 24/01/2024: chậm 1 ngày → 0,75/1,5 điểm",
        ),
        (
            "2",
            r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer"}],"pointsPer":0.2,"cap":2}"#,
            r#"{"inputs":{"n":15}}"#,
            "15 × 0,2 = 3, tối đa 2 → 2/2 điểm",
        ),
        (
            "1.5",
            r#"{"type":"deduction","start":1.5,"floor":0,"items":[{"key":"t","label":"T","perUnit":0.75}]}"#,
            r#"{"inputs":{"t":3}}"#,
            "1,5 − 2,25, không dưới 0 → 0/1,5 điểm",
        ),
        (
            "1",
            r#"{"type":"boolean","inputs":[{"key":"d","label":"Đã ban hành","kind":"bool"}],"points":{"true":1,"false":0}}"#,
            r#"{"inputs":{"d":true}}"#,
            "Đã ban hành: Có → 1/1 điểm",
        ),
        (
            "1",
            r#"{"type":"compare","inputs":[{"key":"n","label":"N","kind":"number"},{"key":"t","label":"T","kind":"number"}],"better":"higher","points":{"better":1,"equal":0.5,"worse":0},"override":[{"whenCurrentAtLeast":95,"points":1}]}"#,
            r#"{"inputs":{"n":95.5,"t":99}}"#,
            "95,5 ≥ 95 → 1/1 điểm",
        ),
        (
            "1",
            r#"{"type":"tier","inputs":[{"key":"v","label":"V","kind":"number"}],"measure":"value","direction":"lower","bands":[{"max":2,"points":1},{"points":0.5}]}"#,
            r#"{"inputs":{"v":7}}"#,
            "7, thuộc mức còn lại → 0,5/1 điểm",
        ),
    ];
    for (maximum, rule, answer, expected) in table {
        assert_eq!(last(maximum, rule, answer), expected);
    }
}

#[test]
fn what_is_missing_or_wrong_is_named_by_its_label() {
    let bound = format!(r#"{{"type":"ratio",{AB},"maxPoints":2,"constraints":["a<=b"]}}"#);
    let of = |inputs: &str| last("2", &bound, &format!(r#"{{"inputs":{inputs}}}"#));
    assert_eq!(of(r#"{"a":1}"#), "Chưa nhập: Tổng số");
    assert_eq!(of(r#"{"a":37,"b":36}"#), "Số đã làm (37) phải nhỏ hơn hoặc bằng Tổng số (36)");
    assert_eq!(of(r#"{"a":3.5,"b":36}"#), "Số đã làm: 3,5 phải là số nguyên");
    let due = r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],"due":{"ref":"round.due"},"bands":[{"points":1}]}"#;
    assert_eq!(
        last("1", due, r#"{"inputs":{"d":"2024-01-01"}}"#),
        "Đợt chấm điểm chưa ấn định ngày: Hạn gửi"
    );
}
