//! What would win points back, as one sentence.

use scoring::{Gain, Goal, Input, InputKind, SubCriterion};
use words::gain as say;

use super::problem::{inputs_of, label, part_title};
use super::{day, number};

/// The smallest change that wins more points, and the points then: "Số nhiệm vụ đã hoàn thành từ 32
/// trở lên: 1,78/2 điểm".
pub fn gain(item: &SubCriterion, gain: &Gain) -> String {
    let part = gain.part.as_deref();
    let inputs = inputs_of(&item.method, part);
    let label = label(inputs, &gain.input);
    let input = inputs.iter().find(|input| input.key == gain.input);
    let change = match &gain.goal {
        Goal::AtLeast(figure) => say::at_least(label, with_unit(label, input, number(*figure))),
        Goal::AtMost(figure) => say::at_most(label, with_unit(label, input, number(*figure))),
        Goal::NoLaterThan(date) => say::by(label, day(*date)),
        Goal::Answer(true) => say::choose(label, words::common::yes()),
        Goal::Answer(false) => say::choose(label, words::common::no()),
        Goal::Choose(id) => {
            let choices = match input.map(|input| &input.kind) {
                Some(InputKind::Option(choices)) => choices.as_slice(),
                _ => &[],
            };
            let choice = choices.iter().find(|choice| choice.id == *id);
            say::choose(label, choice.map_or(id.as_str(), |choice| choice.label.as_str()))
        }
    };
    let change = match part_title(&item.method, part) {
        Some(title) => words::scoring::part_line(title, change),
        None => change,
    };
    say::line(change, number(gain.points), number(gain.applicable_max))
}

/// A figure with its unit, unless the label names the unit already.
fn with_unit(label: &str, input: Option<&Input>, figure: String) -> String {
    let unit = input.and_then(|input| input.unit.as_deref()).filter(|unit| !unit.is_empty());
    match unit {
        Some(unit) if !label.to_lowercase().contains(&unit.to_lowercase()) => {
            words::scoring::with_unit(figure, unit)
        }
        _ => figure,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use scoring::{Answers, CriteriaSet, next_gain};

    const COMMUNE: &[u8] = include_bytes!("../../../../../assets/criteria/commune-2024.json");

    /// The sentence for an item of the sample set with these inputs.
    fn told(code: &str, answer: &str) -> String {
        let set = CriteriaSet::parse(COMMUNE).unwrap();
        let answers = format!(
            r#"{{"schema":"par-answers/1","criteriaSet":"{}","answers":{{"{code}":{answer}}}}}"#,
            set.id
        );
        let answers = Answers::parse(answers.as_bytes()).unwrap();
        let item = set.sub_criterion(&scoring::Code::new(code)).unwrap();
        let answer = &answers.sub_criteria[code];
        let gain = next_gain(item, answer, set.rounding, &BTreeMap::new()).unwrap();
        super::gain(item, &gain)
    }

    #[test]
    fn gain_names_input_figure_and_points() {
        let table = [
            (
                "1.1.2",
                r#"{"inputs":{"a":31,"b":36}}"#,
                "Số nhiệm vụ đã hoàn thành từ 32 trở lên: 1,78/2 điểm",
            ),
            (
                "1.1.1",
                r#"{"inputs":{"ngay":"2024-01-30"}}"#,
                "Ngày gửi Kế hoạch về UBND huyện (qua Phòng Nội vụ) chậm nhất là 24/01/2024: 1,5/1,5 điểm",
            ),
            (
                "1.2.1",
                r#"{"inputs":{"m1":"a","m2":"b","m3":"a","m4":"a"}}"#,
                "Báo cáo 6 tháng: Gửi đúng hạn: 2/2 điểm",
            ),
        ];
        for (code, answer, expected) in table {
            assert_eq!(told(code, answer), expected);
        }
    }
}
