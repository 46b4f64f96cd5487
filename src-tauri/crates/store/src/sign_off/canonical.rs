//! Canonical JSON after RFC 8785: one text for one value, whoever writes it.
//!
//! The RFC writes numbers as binary64 does; figures of a dossier are exact decimals. One of at most
//! 15 significant digits comes out the same both ways and stays a number; a longer one becomes a text,
//! as the RFC's appendix D advises.

use scoring::{Decimal, Json};

/// Significant digits that binary64 keeps whatever they are.
const EXACT: usize = 15;

/// The canonical text of a value.
pub(super) fn canonical(json: Json) -> String {
    ordered(json).to_compact()
}

/// The figure that [`canonical`] may have made a text of.
pub(super) fn figure(json: Json) -> Json {
    match json {
        Json::Text(text) if is_long(&text) => Json::Number(text),
        other => other,
    }
}

/// Answers with the figures among their inputs as they were.
pub(super) fn answers(json: Json) -> Json {
    let Json::Object(members) = json else {
        return json;
    };
    let members = members.into_iter().map(|(name, value)| match (name.as_str(), value) {
        ("inputs", Json::Object(inputs)) => {
            let inputs = inputs.into_iter().map(|(key, value)| (key, figure(value)));
            (name, Json::Object(inputs.collect()))
        }
        (_, value) => (name, answers(value)),
    });
    Json::Object(members.collect())
}

/// The same with the members of every object in the order of their names' UTF-16 units (RFC 8785,
/// 3.2.3) and every number in its one form (3.2.2.3).
fn ordered(json: Json) -> Json {
    match json {
        Json::Object(mut members) => {
            members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            Json::Object(members.into_iter().map(|(name, value)| (name, ordered(value))).collect())
        }
        Json::List(items) => Json::List(items.into_iter().map(ordered).collect()),
        Json::Number(text) => number(text),
        other => other,
    }
}

fn number(text: String) -> Json {
    match Decimal::parse(&text).map(|figure| figure.to_string()) {
        Ok(exact) if significant(&exact) <= EXACT => Json::Number(exact),
        Ok(exact) => Json::Text(exact),
        // What was typed and is no figure of a dossier.
        Err(_) => Json::Text(text),
    }
}

fn is_long(text: &str) -> bool {
    significant(text) > EXACT && Decimal::parse(text).is_ok_and(|figure| figure.to_string() == text)
}

/// Digits from the first to the last that is not zero.
fn significant(plain: &str) -> usize {
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> String {
        canonical(Json::parse(text.as_bytes()).unwrap())
    }

    /// The example of RFC 8785, 3.2.3: names in the order of their UTF-16 units.
    #[test]
    fn members_stand_in_the_order_of_utf_16() {
        let given = r#"{"\u20ac":"Euro","\r":"CR","\ufb33":"Dalet","1":"One",
            "\ud83d\ude00":"Smiley","\u0080":"Control","\u00f6":"O"}"#;
        let due = "{\"\\r\":\"CR\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"O\",\
            \"\u{20ac}\":\"Euro\",\"\u{1f600}\":\"Smiley\",\"\u{fb33}\":\"Dalet\"}";
        assert_eq!(of(given), due);
    }

    /// The texts of RFC 8785, 3.2.2.2.
    #[test]
    fn texts_are_escaped_no_more_than_they_must() {
        assert_eq!(
            of(r#"["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","\u007f","\b\t\f"]"#),
            "[\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"\u{7f}\",\"\\b\\t\\f\"]"
        );
    }

    #[test]
    fn figures_have_one_form() {
        for (written, due) in [
            ("1.50", "1.5"),
            ("0.000001", "0.000001"),
            ("1e3", "1000"),
            ("0", "0"),
            ("123456789012345", "123456789012345"),
            ("12345678901234.5", "12345678901234.5"),
            ("123456789012345.6", "\"123456789012345.6\""),
            ("0.12345678", "\"0.12345678\""),
        ] {
            assert_eq!(of(written), due, "{written}");
        }
    }

    #[test]
    fn long_figures_come_back_and_texts_stay() {
        let given =
            r#"{"1.1":{"explanation":"1234567890123456","inputs":{"a":123456789012345.6,"b":7}}}"#;
        let back = answers(Json::parse(of(given).as_bytes()).unwrap());
        assert_eq!(back.to_compact(), given);
    }

    proptest! {
        /// What stays a number is what binary64 would write.
        #[test]
        fn numbers_are_those_of_binary64(units in 0_u64..1_000_000_000_000_000, places in 0_usize..=6) {
            let digits = format!("{units:0>width$}", width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let written = if places == 0 { digits.clone() } else { format!("{whole}.{fraction}") };
            let canonical = of(&written);
            prop_assert_eq!(written.parse::<f64>().unwrap().to_string(), canonical);
        }
    }
}
