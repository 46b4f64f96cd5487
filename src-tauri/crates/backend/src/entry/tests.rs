use super::*;

fn input(kind: InputKind) -> Input {
    Input { key: "a".into(), label: "A".into(), unit: None, kind, min: None, max: None }
}

fn number(text: &str) -> Value {
    Value::Number(text.to_owned())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn figures_are_read_as_they_are_written() {
    // typed, where any number is due, where a whole one is due
    let table = [
        ("36", "36", "36"),
        (" 36 ", "36", "36"),
        ("007", "7", "7"),
        ("0", "0", "0"),
        ("1,5", "1.5", "1.5"),
        ("1.5", "1.5", "1.5"),
        (",5", "0.5", "0.5"),
        ("0,50", "0.5", "0.5"),
        ("0.125", "0.125", "0.125"),
        ("0,125", "0.125", "0.125"),
        ("1.234", "1234", "1234"),
        ("1,234", "1.234", "1234"),
        ("12.50", "12.5", "12.5"),
        ("1.2345", "1.2345", "1.2345"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1.234,00", "1234", "1234"),
        ("1.234.567,5", "1234567.5", "1234567.5"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1 234", "1234", "1234"),
        ("1\u{a0}234,5", "1234.5", "1234.5"),
        ("1\u{202f}234\u{202f}567", "1234567", "1234567"),
        ("86,11 %", "86.11", "86.11"),
        ("100%", "100", "100"),
        ("-5", "-5", "-5"),
        ("−5,5", "-5.5", "-5.5"),
        ("+5", "5", "5"),
        ("1,2345678", "1.2345678", "1.2345678"),
        ("1000000000000000", "1000000000000000", "1000000000000000"),
        ("1e3", "1e+3", "1e+3"),
    ];
    for (typed, any, whole) in table {
        assert_eq!(value(&InputKind::Number, typed), Some(number(any)), "{typed}");
        assert_eq!(value(&InputKind::Integer, typed), Some(number(whole)), "{typed}");
    }
}

#[test]
fn what_is_no_figure_is_kept_as_typed() {
    for typed in [
        "abc",
        "3 việc",
        " ba ",
        "1.2.3",
        "12 34",
        "1.234.56",
        "1,2,3",
        "1.234,567.8",
        "5,",
        "5.",
        "1'234",
        "%",
        "--5",
        "1 2345",
        "1..5",
        ".",
        "true",
        "5 triệu",
        "1e",
        "e5",
        "1.23,456.789",
    ] {
        for kind in [InputKind::Number, InputKind::Integer] {
            assert_eq!(value(&kind, typed), Some(text(typed)), "{typed}");
        }
    }
    for empty in ["", "  ", "\u{a0}"] {
        assert_eq!(value(&InputKind::Number, empty), None);
    }
}

#[test]
fn days_are_read_in_every_usual_form() {
    let fifth = NaiveDate::from_ymd_opt(2024, 12, 5);
    for typed in [
        "05/12/2024",
        "5/12/2024",
        "5-12-2024",
        "05.12.2024",
        " 5 / 12 / 2024 ",
        "2024-12-05",
        "2024/12/5",
        "05/12/2024 00:00:00",
        "2024-12-05 0:00",
    ] {
        assert_eq!(day(typed), fifth, "{typed}");
    }
    for typed in [
        "",
        "5/12",
        "5/12/24",
        "30/02/2024",
        "12/25/2024",
        "5/12-2024",
        "05/12/2024 08:30",
        "5/12/20245",
        "0000-12-05",
        "+5/12/2024",
        "45631",
        "5/12/2024/1",
    ] {
        assert_eq!(day(typed), None, "{typed}");
    }
    let kind = InputKind::Date;
    assert_eq!(value(&kind, "5/12/2024"), Some(text("2024-12-05")));
    assert_eq!(value(&kind, NOT_DONE), Some(text("not-done")));
    assert_eq!(value(&kind, "Không  thực hiện"), Some(text("not-done")));
    assert_eq!(value(&kind, "30/02/2024"), Some(text("30/02/2024")));
}

#[test]
fn yes_no_and_options_are_read_by_word_and_label() {
    for (typed, answer) in [
        ("true", true),
        ("TRUE", true),
        ("Có", true),
        ("x", true),
        ("false", false),
        ("KHÔNG", false),
    ] {
        assert_eq!(value(&InputKind::Bool, typed), Some(Value::Bool(answer)), "{typed}");
    }
    assert_eq!(value(&InputKind::Bool, "có lẽ"), Some(text("có lẽ")));
    let choice =
        |id: &str, label: &str| Choice { id: id.into(), label: label.into(), points: Decimal::ONE };
    // An id goes before a label, a label before an id in other letters.
    let kind = InputKind::Option(vec![
        choice("a", "Gửi đúng hạn"),
        choice("b", "Gửi chậm"),
        choice("c", "B"),
    ]);
    for (typed, id) in
        [("b", "b"), ("gửi  Đúng hạn", "a"), ("Gửi chậm", "b"), ("B", "c"), ("A", "a")]
    {
        assert_eq!(value(&kind, typed), Some(text(id)), "{typed}");
    }
    assert_eq!(value(&kind, "Gửi"), Some(text("Gửi")));
}

#[test]
fn value_in_its_field_is_read_back() {
    let choices = InputKind::Option(vec![]);
    let numbers = ["36", "1.5", "1.234", "-1.234", "0.125", "1234567", "1.2345678", "1e+999", "-5"];
    for kind in [InputKind::Integer, InputKind::Number] {
        for figure in numbers {
            let figure = Value::Number(figure.to_owned());
            let shown = typed(&input(kind.clone()), &figure);
            assert_eq!(value(&kind, &shown), Some(figure), "{kind:?}: {shown}");
        }
    }
    let table = [
        (InputKind::Bool, Value::Bool(false), "false"),
        (InputKind::Date, Value::Text("2024-12-05".into()), "05/12/2024"),
        (InputKind::Date, Value::Text(NOT_DONE.into()), NOT_DONE),
        (InputKind::Date, Value::Text("30/02/2024".into()), "30/02/2024"),
        (InputKind::Number, Value::Text("ba việc".into()), "ba việc"),
        (InputKind::Number, Value::Number("1234.50".into()), "1234,5"),
        (choices, Value::Text("z".into()), "z"),
    ];
    for (kind, given, shown) in table {
        assert_eq!(typed(&input(kind.clone()), &given), shown);
        let again = value(&kind, shown).unwrap();
        assert_eq!(typed(&input(kind), &again), shown);
    }
}
