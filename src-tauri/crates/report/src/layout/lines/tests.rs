use proptest::prelude::*;

use super::*;
use crate::face::Face;
use crate::printable::printable;

const FONT: Font = Face::Regular.at(14);

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn document_numbers_stay_whole() {
    let measure = Measure::even(FONT.width("Báo cáo số 123/BC"));
    let lines = break_lines("Báo cáo số 123/BC-UBND ngày 05", FONT, measure);
    assert_eq!(texts(&lines), ["Báo cáo số", "123/BC-UBND", "ngày 05"]);
}

#[test]
fn no_line_breaks_at_a_no_break_space() {
    let measure = Measure::even(FONT.width("một hai b"));
    assert_eq!(texts(&break_lines("một hai\u{a0}ba", FONT, measure)), ["một", "hai ba"]);
}

#[test]
fn a_range_of_years_stays_whole() {
    let measure = Measure::even(FONT.width("giai đoạn 2021 - 20"));
    assert_eq!(
        texts(&break_lines("giai đoạn 2021 - 2030 - hết", FONT, measure)),
        ["giai đoạn", "2021 - 2030 - hết"]
    );
}

#[test]
fn a_long_address_breaks_at_its_slashes_first() {
    let measure = Measure::even(FONT.width("https://ducl"));
    let lines = break_lines("https://duclieu.gov.vn/a", FONT, measure);
    assert_eq!(lines[0].text, "https://");
}

#[test]
fn a_heading_breaks_into_balanced_lines() {
    let text = "Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2024";
    let full = FONT.width(text);
    let lines = balance(text, FONT, Measure::even(full - Length::points(1)));
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.width * 5 > full * 2), "{lines:?}");
}

#[test]
fn balancing_tears_no_word_that_fits() {
    let measure = Measure::even(FONT.width("nghiêngnghiêng") + Length::points(1));
    let lines = balance("nghiêngnghiêng a b c", FONT, measure);
    assert_eq!(lines[0].text, "nghiêngnghiêng");
}

#[test]
fn an_empty_text_has_one_empty_line() {
    assert_eq!(texts(&break_lines("", FONT, Measure::even(Length::mm(10)))), [""]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_line_is_wider_than_its_measure_and_no_letter_is_lost(
        text in proptest::collection::vec(
            prop_oneof!["[a-zàảạđêôơư]{1,9}", "[0-9/.-]{1,12}", "https://[a-z./-]{40,90}", "\\PC{0,40}"],
            0..60,
        ),
        first in 60_i64..400,
        rest in 60_i64..400,
    ) {
        let text = printable(&text.join(" "));
        let measure = Measure { first: Length::points(first), rest: Length::points(rest) };
        for lines in [break_lines(&text, FONT, measure), balance(&text, FONT, measure)] {
            for (index, line) in lines.iter().enumerate() {
                prop_assert!(line.width <= measure.of_line(index), "{line:?}");
                prop_assert_eq!(line.width, FONT.width(&line.text));
            }
            let letters = |text: &str| text.replace([' ', NO_BREAK_SPACE], "");
            let joined: String = lines.iter().map(|line| letters(&line.text)).collect();
            prop_assert_eq!(joined, letters(&text));
        }
    }
}
