use super::*;
use crate::fault::ReadError;

fn faults(text: &str) -> Vec<String> {
    match Answers::parse(text.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(ReadError::Faults(faults)) => faults
            .iter()
            .map(|fault| {
                let kind = format!("{:?}", fault.kind);
                let name = kind.split([' ', '{']).next().unwrap_or_default().to_owned();
                format!("{}|{}|{name}", fault.code, fault.field)
            })
            .collect(),
        Err(other) => vec![other.to_string()],
    }
}

fn document(answers: &str, rest: &str) -> String {
    format!(r#"{{"schema":"par-answers/1","criteriaSet":"s","answers":{answers}{rest}}}"#)
}

#[test]
fn nothing_typed_is_dropped_in_silence() {
    let table: &[(&str, &str, &[&str])] = &[
        ("{}", "", &[]),
        (r#"{"1":{}}"#, "", &[]),
        (r#"{"1":{"inputs":{"a":null}}}"#, "", &[]),
        (r#"{"1":null}"#, "", &["1||WrongShape"]),
        (r#"{"1":[]}"#, "", &["1||WrongShape"]),
        ("[]", "", &["|answers|WrongShape"]),
        (r#"{"1":{"input":{}}}"#, "", &["1|input|UnknownField"]),
        (r#"{"1":{"inputs":[]}}"#, "", &["1|inputs|WrongShape"]),
        (r#"{"1":{"inputs":null}}"#, "", &["1|inputs|WrongShape"]),
        (r#"{"1":{"parts":null}}"#, "", &["1|parts|WrongShape"]),
        ("null", "", &["|answers|WrongShape"]),
        ("{}", r#","bonus":null"#, &["|bonus|WrongShape"]),
        (r#"{"1":{"inputs":{"a":{}}}}"#, "", &["1|inputs.a|WrongShape"]),
        (r#"{"1":{"inputs":{"a":1,"a":2}}}"#, "", &["1|inputs.a|DuplicateField"]),
        (r#"{"1":{},"1":{}}"#, "", &["|answers.1|DuplicateField"]),
        (r#"{"1":{"notApplicable":1}}"#, "", &["1|notApplicable|WrongShape"]),
        (r#"{"1":{"notApplicable":null}}"#, "", &["1|notApplicable|WrongShape"]),
        (r#"{"1":{"explanation":1}}"#, "", &["1|explanation|WrongShape"]),
        (r#"{"1":{"parts":{"p":1}}}"#, "", &["1|parts.p|WrongShape"]),
        ("{}", r#","deadlines":{"d":"2024-02-30"}"#, &["|deadlines.d|BadDate"]),
        ("{}", r#","deadlines":{"d":20240101}"#, &["|deadlines.d|BadDate"]),
        ("{}", r#","bonuses":{}"#, &["|bonuses|UnknownField"]),
        ("{}", r#","bonus":{"T":{"x":1}}"#, &["T|x|UnknownField"]),
    ];
    for (answers, rest, expected) in table {
        assert_eq!(faults(&document(answers, rest)), *expected, "{answers} {rest}");
    }
    assert_eq!(faults("[]"), ["||WrongShape"]);
    assert_eq!(faults("{}"), ["|schema|MissingField", "|criteriaSet|MissingField"]);
    assert_eq!(
        faults(&document("{}", "").replace("answers/1", "answers/9")),
        ["|schema|UnknownSchema"]
    );
}

#[test]
fn unknown_codes_and_another_set_are_found() {
    let set = include_bytes!("../../../../../assets/criteria/commune-2024.json");
    let set = CriteriaSet::parse(set).unwrap();
    let text = document(
        r#"{"1.1.1":{},"9.9.9":{}}"#,
        r#","bonus":{"P1":{}},"penalty":{"T1":{}},"deadlines":{"x":"2024-01-01","round.submitDue":"2024-01-01"}"#,
    );
    let faults = Answers::parse(text.as_bytes()).unwrap().faults_against(&set);
    let places: Vec<_> =
        faults.iter().map(|fault| (fault.code.as_str(), fault.field.as_str())).collect();
    assert_eq!(
        places,
        [
            ("", "criteriaSet"),
            ("", "deadlines"),
            ("9.9.9", "answers"),
            ("P1", "bonus"),
            ("T1", "penalty")
        ]
    );
}
