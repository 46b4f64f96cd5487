//! The headless door: results against figures computed independently, and every refusal.

#![allow(clippy::unwrap_used, clippy::panic, dead_code, unreachable_pub)]

mod headless;

use std::path::Path;

use headless::{Run, asset, run};
use serde_json::Value;

fn score(criteria: &Path, answers: &Path) -> Run {
    let (criteria, answers) = (criteria.display().to_string(), answers.display().to_string());
    run(&["score", "--criteria", &criteria, "--answers", &answers])
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

#[test]
fn samples_score_as_computed_independently() {
    let table = [
        ("commune-2024", "answers-all-xa-duc-lieu"),
        ("department-2024", "answers-phong-tu-phap"),
        ("ward-2026-alternative", "answers-phuong-mau"),
    ];
    for (set, answers) in table {
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/expected");
        let expected = std::fs::read(expected.join(format!("{set}.json"))).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let criteria = asset(&format!("criteria/{set}.json"));
        let found = score(&criteria, &asset(&format!("sample/{answers}.json"))).exits(0).json();
        for (code, item) in expected["subCriteria"].as_object().unwrap() {
            let own = &found["subCriteria"][code];
            assert_eq!(own["status"], item["status"], "{set} {code}");
            for figure in ["points", "applicableMax"] {
                let same = (number(&own[figure]) - number(&item[figure])).abs() < 1e-9;
                assert!(same, "{set} {code} {figure}: {own} {item}");
            }
        }
        for (code, area) in expected["areas"].as_object().unwrap() {
            let same = (number(&found["areas"][code]["points"]) - number(&area["points"])).abs();
            assert!(same < 1e-9, "{set} {code}");
        }
        for (name, figure) in expected["totals"].as_object().unwrap() {
            assert!((number(&found["totals"][name]) - number(figure)).abs() < 1e-9, "{set} {name}");
        }
        for name in ["classification", "provisional"] {
            assert_eq!(found[name], expected[name], "{set} {name}");
        }
    }
}

fn document(answers: &str, rest: &str) -> String {
    format!(
        r#"{{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024","answers":{answers}{rest}}}"#
    )
}

#[test]
fn wrong_answers_are_refused_with_nothing_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.json");
    let table = [
        String::new(),
        "{".to_owned(),
        "[]".to_owned(),
        document("{}", "").replace("answers/1", "answers/2"),
        document("{}", "").replace("bu-dang", "khac"),
        document(r#"{"9.9.9":{}}"#, ""),
        document(r#"{"1.1.2":{"inputs":{"a":NaN}}}"#, ""),
        document(r#"{"1.1.2":{"inputs":{"a":1,"a":2}}}"#, ""),
        document(r#"{"1.1.2":{"input":{}}}"#, ""),
        document(r#"{"1.1.2":[]}"#, ""),
        document(r#"{"1.1.2":{"notApplicable":"yes"}}"#, ""),
        document("{}", r#","deadlines":{"round.submitDue":"2024-02-30"}"#),
        document("{}", r#","deadlines":{"round.x":"2024-02-03"}"#),
        document("{}", r#","bonus":{"T9":{}}"#),
        document("{}", r#","penalty":{"P9":{}}"#),
    ];
    for text in table {
        std::fs::write(&path, &text).unwrap();
        let refused = score(&asset("criteria/commune-2024.json"), &path).exits(1);
        assert_eq!(refused.out, "", "{text}");
        assert!(refused.err.starts_with("Lỗi: "), "{text}: {}", refused.err);
    }
}

#[test]
fn odd_numbers_are_invalid_and_never_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.json");
    let forty = "1234567890123456789012345678901234567890";
    for (figure, status) in [
        ("1e999", "invalid"),
        (forty, "invalid"),
        ("0.1234567", "invalid"),
        ("\"31\"", "invalid"),
        ("-1", "invalid"),
        ("31.0", "scored"),
        ("31e0", "scored"),
        ("null", "incomplete"),
    ] {
        let entry = format!(r#"{{"1.1.2":{{"inputs":{{"a":{figure},"b":36}}}}}}"#);
        std::fs::write(&path, document(&entry, "")).unwrap();
        let found = score(&asset("criteria/commune-2024.json"), &path).exits(0).json();
        assert_eq!(found["subCriteria"]["1.1.2"]["status"], status, "{figure}");
    }
}

#[test]
fn order_and_byte_order_mark_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.json");
    let text = std::fs::read_to_string(asset("sample/answers-all-xa-duc-lieu.json")).unwrap();
    std::fs::write(&path, format!("\u{feff}{text}")).unwrap();
    let criteria = asset("criteria/commune-2024.json");
    let plain = score(&criteria, &asset("sample/answers-all-xa-duc-lieu.json")).exits(0);
    assert_eq!(score(&criteria, &path).exits(0).out, plain.out);
}

#[test]
fn every_fault_of_a_set_is_listed_with_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("set.json");
    let text = std::fs::read_to_string(asset("criteria/commune-2024.json")).unwrap();
    let text = text.replacen("\"maxPoints\": 17,", "\"maxPoints\": 18,", 1);
    let text = text.replacen("\"code\": \"1.1.2\"", "\"code\": \"1.1.1\"", 1);
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    let refused = run(&["validate", &path]).exits(1);
    for part in ["1.1.1", "17", "18", "100", "101"] {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    let refused = run(&["validate", &path, "--json"]).exits(1);
    assert_eq!(refused.json()["error"]["faults"].as_array().unwrap().len(), 3);
    assert_eq!(refused.err, "");
}

#[test]
fn valid_sets_are_described() {
    for set in ["commune-2024", "department-2024", "ward-2026-alternative"] {
        let path = asset(&format!("criteria/{set}.json")).display().to_string();
        let valid = run(&["validate", &path]).exits(0);
        assert!(valid.out.contains("hợp lệ") && valid.out.contains("Nguồn gốc"), "{}", valid.out);
    }
}

#[test]
fn wrong_use_is_told_in_vietnamese() {
    for arguments in [
        &["score"][..],
        &["nonsense"],
        &["check"],
        &["validate", "a", "b"],
        &["export", "docx", "x", "--out", "y", "--file", "z"],
        &["number", "x", "--number", "5", "--date", "2024-02-30", "--file", "z"],
        &["check", "--file", "z", "--by", "ai đó"],
    ] {
        let refused = run(arguments).exits(2);
        assert!(refused.err.starts_with("Dùng sai lệnh: "), "{arguments:?}: {}", refused.err);
        let refused = run(&[arguments, &["--json"]].concat()).exits(2);
        assert_eq!(refused.json()["error"]["code"], "wrong-use", "{arguments:?}");
    }
    run(&["--help"]).exits(0);
    run(&["evidence", "add", "--help"]).exits(0);
    run(&["--version"]).exits(0);
}
