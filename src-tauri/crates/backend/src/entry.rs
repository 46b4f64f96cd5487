//! What is typed into a field, to and from the values of an answer.
//!
//! Vietnamese write a decimal comma and `dd/MM/yyyy`; both that and the file format's form are
//! taken. What cannot be read is kept as text, so that nothing typed is lost: scoring then says
//! what is wrong with it.

use scoring::{Input, InputKind, Value, parse_date};

use crate::wording;

/// The value of what was typed; none for an empty field.
pub fn value(kind: &InputKind, typed: &str) -> Option<Value> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let text = || Value::Text(typed.to_owned());
    Some(match kind {
        InputKind::Bool => match typed {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => text(),
        },
        InputKind::Option(_) => text(),
        InputKind::Date => day(typed).map_or_else(text, Value::Text),
        InputKind::Integer | InputKind::Number => number(typed).map_or_else(text, Value::Number),
    })
}

/// A value as it stands in its field.
pub fn typed(input: &Input, value: &Value) -> String {
    match (value, &input.kind) {
        (Value::Bool(answer), _) => answer.to_string(),
        (Value::Number(text), _) => words::decimal(text),
        (Value::Text(text), InputKind::Date) => {
            parse_date(text).map_or_else(|| text.clone(), wording::day)
        }
        (Value::Text(text), _) => text.clone(),
    }
}

/// A typed number in the form of JSON: a comma parts decimals, and points before it thousands;
/// without a comma, a point parts decimals.
fn number(typed: &str) -> Option<String> {
    let compact: String = typed.chars().filter(|one| !one.is_whitespace()).collect();
    let plain = match compact.split_once(',') {
        Some((whole, decimals)) => format!("{}.{decimals}", without_thousands(whole)?),
        None => compact,
    };
    let number = plain.parse::<serde_json::Number>().ok()?;
    Some(number.to_string())
}

/// The digits of `1.234.567`, if the points part groups of three.
fn without_thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.trim_start_matches('-').len());
    (grouped && rest.iter().all(|group| group.len() == 3))
        .then(|| first.to_owned() + &rest.concat())
}

/// A typed day in the form `YYYY-MM-DD`; `dd/MM/yyyy` may leave out leading zeros and use points
/// or hyphens.
fn day(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split(['/', '.', '-']).map(str::trim).collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    if day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    let iso = format!("{year}-{month:0>2}-{day:0>2}");
    parse_date(&iso).map(|_| iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_and_plain_forms_are_read() {
        let table = [
            ("86,11", "86.11"),
            ("86.11", "86.11"),
            ("1.234,5", "1234.5"),
            ("1 234", "1234"),
            ("31", "31"),
            ("-5", "-5"),
            ("12.345.678,9", "12345678.9"),
        ];
        for (typed, expected) in table {
            let read = value(&InputKind::Number, typed);
            assert_eq!(read, Some(Value::Number(expected.to_owned())), "{typed}");
        }
        for (typed, expected) in
            [("05/02/2024", "2024-02-05"), ("5/2/2024", "2024-02-05"), ("5.12.2024", "2024-12-05")]
        {
            assert_eq!(value(&InputKind::Date, typed), Some(Value::Text(expected.to_owned())));
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept_as_typed() {
        for typed in ["abc", "1,2,3", "1.23,4", "--1", "1e", "0x10"] {
            let read = value(&InputKind::Integer, typed);
            assert_eq!(read, Some(Value::Text(typed.to_owned())), "{typed}");
        }
        assert_eq!(value(&InputKind::Date, "30/02/2024"), Some(Value::Text("30/02/2024".into())));
        assert_eq!(value(&InputKind::Date, "2024-02-05"), Some(Value::Text("2024-02-05".into())));
        assert_eq!(value(&InputKind::Number, "  "), None);
    }
}
