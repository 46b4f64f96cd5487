//! What holds for every set and every answer.

use proptest::prelude::*;

use super::fixture::{answer, set};
use crate::{Answers, Code, CriteriaSet, Decimal, RoundingMode, Status, Value, score};

const COMMUNE: &[u8] = include_bytes!("../../../../../../assets/criteria/commune-2024.json");

/// Any value a file could hold, most of them plausible.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (0_u32..200).prop_map(|number| Value::Number(number.to_string())),
        (0_u32..20_000).prop_map(|number| Value::Number(format!(
            "{}.{:02}",
            number / 100,
            number % 100
        ))),
        "-?(0|[1-9][0-9]{0,21})(\\.[0-9]{1,8})?(e[+-][0-9]{1,3})?".prop_map(Value::Number),
        "[abc]".prop_map(Value::Text),
        (2023_u32..2026, 1_u32..13, 1_u32..31)
            .prop_map(|(year, month, day)| Value::Text(format!("{year}-{month:02}-{day:02}"))),
        Just(Value::Text("not-done".to_owned())),
    ]
}

/// Answers to all items of the sample, with the right keys and any values.
fn all_answers() -> impl Strategy<Value = Answers> {
    let set = CriteriaSet::parse(COMMUNE).unwrap();
    let keys: Vec<(Code, Vec<String>)> = set
        .sub_criteria()
        .filter_map(|item| match &item.method {
            crate::Method::Single(rule) => Some((
                item.code.clone(),
                rule.inputs.iter().map(|input| input.key.clone()).collect(),
            )),
            crate::Method::Sum(_) => None,
        })
        .collect();
    let count: usize = keys.iter().map(|(_, keys)| keys.len()).sum();
    (prop::collection::vec(value(), count), prop::collection::vec(0_u8..8, keys.len())).prop_map(
        move |(values, claims)| {
            let mut values = values.into_iter();
            let mut answers =
                Answers { criteria_set: "bu-dang-commune-2024".into(), ..Answers::default() };
            for ((code, keys), claim) in keys.iter().zip(claims) {
                let mut answer = crate::Answer { not_applicable: claim == 0, ..Default::default() };
                answer.inputs = keys.iter().cloned().zip(values.by_ref()).collect();
                answers.sub_criteria.insert(code.clone(), answer);
            }
            answers
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn points_stay_within_bounds_and_sums_are_exact(answers in all_answers()) {
        let set = CriteriaSet::parse(COMMUNE).unwrap();
        let result = score(&set, &answers);
        let mut sum = Decimal::ZERO;
        for (item, scored) in set.sub_criteria().zip(result.sub_criteria()) {
            let outcome = &scored.outcome;
            prop_assert!(outcome.points >= Decimal::ZERO);
            prop_assert!(outcome.points <= outcome.applicable_max);
            prop_assert!(outcome.applicable_max <= item.max_points);
            prop_assert!(outcome.points.decimals() <= set.rounding.points);
            if matches!(outcome.status(), Status::Incomplete | Status::Invalid) {
                prop_assert_eq!(outcome.points, Decimal::ZERO);
                prop_assert_eq!(outcome.applicable_max, item.max_points);
            }
            sum = sum + outcome.points;
        }
        prop_assert_eq!(sum, result.totals.points);
        prop_assert!(result.totals.index >= Decimal::ZERO && result.totals.index <= Decimal::HUNDRED);
        prop_assert!(result.totals.self_points <= result.totals.points);
    }

    #[test]
    fn answers_survive_json(answers in all_answers()) {
        let text = answers.to_json().to_compact();
        prop_assert_eq!(Answers::parse(text.as_bytes()).unwrap(), answers);
    }

    #[test]
    fn order_of_answers_is_irrelevant(answers in all_answers()) {
        let set = CriteriaSet::parse(COMMUNE).unwrap();
        let entries: Vec<String> = answers.sub_criteria.iter().rev()
            .map(|(code, answer)| format!("\"{code}\":{}", answer.to_json().to_compact()))
            .collect();
        let text = format!(
            r#"{{"answers":{{{}}},"criteriaSet":"bu-dang-commune-2024","schema":"par-answers/1"}}"#,
            entries.join(",")
        );
        let reversed = Answers::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(score(&set, &reversed), score(&set, &answers));
    }

    #[test]
    fn ratio_grows_with_its_first_figure(first in 0_u64..2000, more in 0_u64..500, second in 1_u64..2000) {
        let set = set("2", r#"{"type":"ratio","inputs":[{"key":"a","label":"A","kind":"integer"},
            {"key":"b","label":"B","kind":"integer"}],"maxPoints":2,"floorPercent":80}"#);
        let points = |a: u64| {
            let mut answers = Answers { criteria_set: "s".into(), ..Answers::default() };
            let entry = answer(&format!(r#"{{"inputs":{{"a":{a},"b":{second}}}}}"#));
            answers.sub_criteria.insert(Code::new("1.1.1"), entry);
            score(&set, &answers).totals.points
        };
        prop_assert!(points(first) <= points(first + more));
    }

    #[test]
    fn decimals_survive_text(millionths in -999_999_999_999_999_999_999_i128..999_999_999_999_999_999_999) {
        let number = Decimal::from_millionths(millionths);
        prop_assert_eq!(Decimal::parse(&number.to_string()), Ok(number));
        let text = number.to_json().to_string();
        prop_assert_eq!(Decimal::parse(&text), Ok(number));
    }

    #[test]
    fn rounding_stays_within_half_a_step(millionths in -1_000_000_000_i128..1_000_000_000, decimals in 0_u32..5) {
        let number = Decimal::from_millionths(millionths);
        for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
            let rounded = number.rounded(decimals, mode);
            let distance = (rounded - number).millionths().abs();
            prop_assert!(distance * 2 <= 10_i128.pow(6 - decimals));
            prop_assert!(rounded.decimals() <= decimals);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = CriteriaSet::parse(&bytes);
        let _ = Answers::parse(&bytes);
    }

    #[test]
    fn damaged_sets_are_read_or_refused(position in 0_usize..80_000, byte in any::<u8>()) {
        let mut bytes = COMMUNE.to_vec();
        let position = position % bytes.len();
        bytes[position] = byte;
        if let Ok(set) = CriteriaSet::parse(&bytes) {
            score(&set, &Answers::default());
        }
    }
}
