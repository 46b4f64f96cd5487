//! Sets: the samples are accepted, every breach is refused with its figures.

use super::fixture::{set_json, set_with};
use crate::{CriteriaSet, FaultKind, ReadError};

const COMMUNE: &[u8] = include_bytes!("../../../../../../assets/criteria/commune-2024.json");
const DEPARTMENT: &[u8] = include_bytes!("../../../../../../assets/criteria/department-2024.json");

fn faults(text: &str) -> Vec<String> {
    match CriteriaSet::parse(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(ReadError::Faults(faults)) => faults
            .iter()
            .map(|fault| {
                let kind = format!("{:?}", fault.kind);
                let name = kind.split([' ', '{', '(']).next().unwrap_or_default().to_owned();
                format!("{}|{}|{name}", fault.code, fault.field)
            })
            .collect(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn both_samples_are_accepted() {
    let commune = CriteriaSet::parse(COMMUNE).unwrap();
    assert_eq!(commune.sub_criteria().count(), 59);
    assert_eq!(CriteriaSet::parse(DEPARTMENT).unwrap().sub_criteria().count(), 53);
}

#[test]
fn all_faults_come_at_once_with_both_figures() {
    let text = String::from_utf8(COMMUNE.to_vec()).unwrap();
    let text = text.replacen("\"maxPoints\": 3.5", "\"maxPoints\": 3.75", 1);
    let text = text.replacen("\"floorPercent\": 80", "\"floorPercnt\": 80", 1);
    let text = text.replacen("\"type\": \"boolean\"", "\"type\": \"bool\"", 1);
    let Err(ReadError::Faults(found)) = CriteriaSet::parse(text.as_bytes()) else {
        panic!("refused")
    };
    assert!(found.len() >= 3, "{found:?}");
    let mismatch = found.iter().find(|fault| matches!(fault.kind, FaultKind::SumMismatch { .. }));
    assert!(mismatch.is_none() || mismatch.unwrap().field == "maxPoints");
    assert!(found.iter().any(|fault| fault.kind == FaultKind::UnknownField));
    assert!(found.iter().any(|fault| matches!(fault.kind, FaultKind::UnknownRuleType { .. })));
}

const RATIO: &str = r#"{"type":"ratio","inputs":[{"key":"a","label":"A","kind":"integer"},{"key":"b","label":"B","kind":"integer"}],"maxPoints":2"#;

const AB: &str = r#""inputs":[{"key":"a","label":"A","kind":"integer"},{"key":"b","label":"B","kind":"integer"}]"#;

/// Each: maximum of the sub-criterion, its rule, and the one fault to be found.
#[test]
fn each_breach_of_a_rule_is_named() {
    let tier = |bands: &str| {
        format!(
            r#"{{"type":"tier","inputs":[{{"key":"v","label":"V","kind":"number"}}],"measure":"value",{bands}}}"#
        )
    };
    let deadline = |rest: &str| {
        format!(
            r#"{{"type":"deadline","inputs":[{{"key":"d","label":"D","kind":"date"}}],{rest}}}"#
        )
    };
    let table = [
        (format!("{RATIO}}}"), vec![]),
        (format!("{RATIO},\"floorPercent\":-1}}"), vec!["1.1.1|rule.floorPercent|Negative"]),
        (format!("{RATIO},\"step\":1}}"), vec!["1.1.1|rule.step|UnknownField"]),
        (format!("{RATIO},\"capPercent\":0}}"), vec!["1.1.1|rule.capPercent|NotPositive"]),
        (format!("{RATIO},\"belowFloorPoints\":0.125}}"), vec!["1.1.1|rule.belowFloorPoints|FinerThanRounding"]),
        (format!("{RATIO},\"belowFloorPoints\":3}}"), vec!["1.1.1|rule|BestMismatch"]),
        (format!("{RATIO},\"constraints\":[\"a=b\"]}}"), vec!["1.1.1|rule.constraints[0]|BadConstraint"]),
        (format!("{RATIO},\"constraints\":[\"a<=c\"]}}"), vec!["1.1.1|rule.constraints[0]|UnknownOperand"]),
        (format!("{RATIO},\"constraints\":[\"a <= b\",\"b>0.5\"]}}"), vec![]),
        (RATIO.replace("\"b\",\"label\"", "\"a\",\"label\"") + "}", vec!["1.1.1|rule.inputs|KeyNotUnique"]),
        (RATIO.replace("\"key\":\"a\"", "\"key\":\"1a\"") + "}", vec!["1.1.1|rule.inputs[0].key|BadKey"]),
        (RATIO.replace("\"maxPoints\":2", "\"maxPoints\":1.5") + "}", vec!["1.1.1|rule|BestMismatch"]),
        (RATIO.replace("\"maxPoints\":2", "\"maxPoints\":1234567890") + "}", vec!["1.1.1|rule.maxPoints|TooManyDigits"]),
        (RATIO.replace("\"maxPoints\":2", "\"maxPoints\":\"2\"") + "}", vec!["1.1.1|rule.maxPoints|WrongShape"]),
        (format!("{RATIO},\"capPercent\":120}}"), vec![]),
        (format!("{RATIO},\"capPercent\":120,\"constraints\":[\"a<=b\"]}}"), vec!["1.1.1|rule|BestMismatch"]),
        (format!("{RATIO},\"floorPercent\":101,\"constraints\":[\"b>=a\"]}}"), vec!["1.1.1|rule|BestMismatch"]),
        (format!("{RATIO},\"constraints\":[\"a<=1.2345678\"]}}"), vec!["1.1.1|rule.constraints[0]|BadNumber"]),
        (format!("{RATIO},\"constraints\":[\"a<=1234567890\"]}}"), vec!["1.1.1|rule.constraints[0]|TooManyDigits"]),
        (r#"{"type":"survey","inputs":[{"key":"p","label":"P","kind":"number"}],"maxPoints":2,"capPercent":120}"#.to_owned(), vec!["1.1.1|rule|BestMismatch"]),
        (r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer","max":5}],"pointsPer":0.2,"cap":2}"#.to_owned(), vec!["1.1.1|rule|BestMismatch"]),
        (r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer","max":10}],"pointsPer":0.2,"cap":2}"#.to_owned(), vec![]),
        (r#"{"type":"count","inputs":[{"key":"n","label":"N","kind":"integer","max":-1}],"pointsPer":0.2,"cap":2}"#.to_owned(), vec!["1.1.1|rule.inputs[0].max|Negative"]),
        (r#"{"type":"manual","inputs":[{"key":"n","label":"N","kind":"number","max":1}],"maxPoints":2,"step":1}"#.to_owned(), vec!["1.1.1|rule|BestMismatch"]),
        (format!(r#"{{"type":"tier",{AB},"measure":"percent","bands":[{{"min":101,"points":2}},{{"min":50,"points":2}}],"constraints":["a<=b"]}}"#), vec!["1.1.1|rule.bands[0]|NeverApplies"]),
        (format!(r#"{{"type":"tier",{AB},"measure":"percent","direction":"lower","bands":[{{"max":100,"points":2}},{{"points":0}}],"constraints":["a<=b"]}}"#), vec!["1.1.1|rule.bands[1]|NeverApplies"]),
        (deadline(r#""due":{"ref":"round.due"},"bands":[{"maxDaysLate":-1,"points":2},{"maxDaysLate":3,"points":1},{"points":0}]"#), vec!["1.1.1|rule.bands[0].maxDaysLate|OutsideRange"]),
        (r#"{"type":"magic"}"#.to_owned(), vec!["1.1.1|rule.type|UnknownRuleType"]),
        ("{}".to_owned(), vec!["1.1.1|rule.type|MissingField"]),
        (tier(r#""bands":[{"min":5,"points":1},{"min":8,"points":2}]"#), vec!["1.1.1|rule.bands[1]|NeverApplies"]),
        (tier(r#""bands":[{"min":5,"points":2},{"min":5,"minExclusive":true,"points":1}]"#), vec!["1.1.1|rule.bands[1]|NeverApplies"]),
        (tier(r#""bands":[{"min":5,"minExclusive":true,"points":2},{"min":5,"points":1}]"#), vec![]),
        (tier(r#""bands":[{"max":5,"points":2}]"#), vec!["1.1.1|rule.bands[0].max|UnknownField", "1.1.1|rule.bands[0].min|MissingField"]),
        (tier(r#""direction":"lower","bands":[{"points":2},{"max":5,"points":1}]"#), vec!["1.1.1|rule.bands[1]|NeverApplies"]),
        (tier(r#""bands":[]"#), vec!["1.1.1|rule.bands|EmptyList", "1.1.1|rule|BestMismatch"]),
        (deadline(r#""due":{"before":"2024-02-30"},"bands":[{"points":2}]"#), vec!["1.1.1|rule.due.before|BadDate"]),
        (deadline(r#""due":{"ref":"round.x"},"bands":[{"points":2}]"#), vec!["1.1.1|rule.due.ref|UnknownDeadline"]),
        (deadline(r#""due":{"ref":"round.due"},"bands":[{"points":2}]"#), vec![]),
        (deadline(r#""due":{},"bands":[{"points":2}]"#), vec!["1.1.1|rule.due|NotExactlyOne"]),
        (deadline(r#""due":{"ref":"round.due"},"bands":[{"maxDaysLate":3,"points":2},{"maxDaysLate":3,"points":1},{"points":0}]"#), vec!["1.1.1|rule.bands[1]|NeverApplies"]),
        (deadline(r#""due":{"ref":"round.due"},"bands":[{"points":2},{"points":1}]"#), vec!["1.1.1|rule.bands[0].maxDaysLate|MissingField", "1.1.1|rule.bands[1]|NeverApplies"]),
        (r#"{"type":"sum","parts":[{"key":"p","title":"P","maxPoints":2,"rule":{"type":"sum","parts":[]}}]}"#.to_owned(), vec!["1.1.1|rule.parts[0].rule|SumNotAllowed"]),
    ];
    for (rule, expected) in table {
        assert_eq!(faults(&set_json("2", &rule, "")), expected, "{rule}");
    }
}

#[test]
fn each_breach_of_the_frame_is_named() {
    let rule = format!("{RATIO}}}");
    let good = set_json("2", &rule, "");
    let table: &[(&str, &str, &[&str])] = &[
        ("par-criteria/1", "par-criteria/2", &["|schema|UnknownSchema"]),
        (r#""year":2024,"#, "", &["|year|MissingField"]),
        (r#""year":2024"#, r#""year":2024.5"#, &["|year|OutsideRange"]),
        (r#""year":2024"#, r#""year":2024,"year":2025"#, &["|year|DuplicateField"]),
        (r#""id":"s""#, r#""id":" ""#, &["|id|EmptyText"]),
        (r#""points":2,"index":2"#, r#""points":5,"index":2"#, &["|rounding.points|OutsideRange"]),
        ("half-up", "up", &["|rounding.mode|UnknownWord"]),
        (r#""statement":"S""#, r#""statement":"S","more":1"#, &[]),
        (r#""locale""#, r#""colour":1,"locale""#, &["|colour|UnknownField"]),
        (r#""min":0"#, r#""min":1"#, &["|classification[0].min|LastClassMin"]),
        (
            r#""min":0"#,
            r#""min":0,"requires":[{"maxPenalty":1}]"#,
            &["|classification[0].requires|LastClassRequires"],
        ),
        (
            r#""min":0"#,
            r#""min":0,"requires":[{"maxPenalty":1,"noZeroSubCriterion":true}]"#,
            &["|classification[0].requires[0]|NotExactlyOne"],
        ),
        (
            r#"[{"id":"a","label":"A","min":0}"#,
            r#"[{"id":"b","label":"A","min":0},{"id":"a","label":"A","min":0}"#,
            &["|classification[1].min|ClassOrder"],
        ),
        (
            r#"[{"id":"a","label":"A","min":0}"#,
            r#"[{"id":"b","label":"A","min":9,"requires":[{"area":"7","minPercent":1}]},{"id":"a","label":"A","min":0}"#,
            &["|classification[0].requires[0].area|UnknownArea"],
        ),
        (r#""code":"1.1","#, r#""code":"1","#, &["1|code|CodeNotUnique"]),
        (
            r#""code":"1","title":"T","maxPoints":2"#,
            r#""code":"1","title":"T","maxPoints":3"#,
            &["1|maxPoints|SumMismatch", "|maxPoints|SumMismatch"],
        ),
        (r#""scoredBy":"self""#, r#""scoredBy":"me""#, &["1.1.1|scoredBy|UnknownWord"]),
    ];
    assert_eq!(faults(&good), Vec::<String>::new());
    for (from, to, expected) in table {
        assert!(good.contains(from), "{from}");
        let found = faults(&good.replacen(from, to, 1));
        assert_eq!(found, *expected, "{to}");
    }
}

#[test]
fn set_without_points_or_areas_is_refused() {
    let empty = set_with(
        "0",
        &format!("{}}}", RATIO.replace('2', "0")),
        "",
        "",
        r#"{"points":2,"index":2,"mode":"half-up"}"#,
    );
    assert_eq!(faults(&empty), ["|maxPoints|NotPositive"]);
    let start = empty.find("\"areas\"").unwrap();
    let bare = format!(
        "{}\"areas\":[]}}",
        &empty[..start].replacen("\"maxPoints\":0", "\"maxPoints\":5", 1)
    );
    assert_eq!(faults(&bare), ["|areas|EmptyList", "|maxPoints|SumMismatch"]);
}

#[test]
fn sum_is_not_allowed_in_a_bonus() {
    let top = r#","bonus":{"maxPoints":1,"items":[{"code":"T1","title":"T","rule":{"type":"sum","parts":[]}}]}"#;
    let text =
        set_with("2", &format!("{RATIO}}}"), "", top, r#"{"points":2,"index":2,"mode":"half-up"}"#);
    assert_eq!(faults(&text), ["T1|rule|SumNotAllowed"]);
}
