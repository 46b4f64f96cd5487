use scoring::CriteriaSet;

use super::{how, how_bonus, how_penalty};

const AB: &str = r#""inputs":[{"key":"a","label":"Số đã làm","unit":"việc","kind":"integer"},{"key":"b","label":"Tổng số","unit":"việc","kind":"integer"}]"#;

/// A set around one rule, with a bonus and a penalty item.
fn set(maximum: &str, rule: &str) -> CriteriaSet {
    let set = format!(
        r#"{{"schema":"par-criteria/1","id":"s","version":"1","title":"T","unitKind":"commune",
        "year":2024,"locale":"vi-VN","provenance":{{"official":false,"statement":"S"}},
        "maxPoints":{maximum},"rounding":{{"points":2,"index":2,"mode":"half-up"}},
        "classification":[{{"id":"a","label":"A","min":0}}],"deadlines":{{"round.due":"Hạn của đợt"}},
        "areas":[{{"code":"1","title":"T","maxPoints":{maximum},"criteria":[{{"code":"1.1",
        "title":"T","maxPoints":{maximum},"subCriteria":[{{"code":"1.1.1","title":"T",
        "maxPoints":{maximum},"scoredBy":"self","rule":{rule}}}]}}]}}],
        "bonus":{{"maxPoints":3,"items":[{{"code":"T1","title":"T","rule":{{"type":"count",
        "inputs":[{{"key":"n","label":"N","unit":"mô hình","kind":"integer"}}],"pointsPer":1,"cap":2}}}}]}},
        "penalty":{{"maxPoints":3,"items":[{{"code":"P1","title":"T","perUnit":0.5,"unit":"lần"}}]}}}}"#
    );
    CriteriaSet::parse(set.as_bytes()).unwrap()
}

fn lines(maximum: &str, rule: &str) -> Vec<String> {
    let set = set(maximum, rule);
    how(&set, set.sub_criteria().next().unwrap())
}

#[test]
fn bands_name_both_of_their_limits() {
    let tier = |more: &str, bands: &str| {
        lines(
            "3",
            &format!(r#"{{"type":"tier",{AB},"measure":"percent"{more},"bands":[{bands}]}}"#),
        )
    };
    assert_eq!(
        tier(
            "",
            r#"{"min":98,"minExclusive":true,"points":3},{"min":95,"points":2},{"min":0,"points":0.5}"#
        ),
        [
            "Tỷ lệ = Số đã làm / Tổng số × 100 %",
            "Trên 98 %: 3 điểm",
            "Từ 95 % đến 98 %: 2 điểm",
            "Dưới 95 %: 0,5 điểm",
        ]
    );
    assert_eq!(
        tier("", r#"{"min":80,"points":3},{"min":50,"points":1}"#)[1..],
        ["Từ 80 % trở lên: 3 điểm", "Từ 50 % đến dưới 80 %: 1 điểm", "Dưới 50 %: 0 điểm"]
    );
    assert_eq!(
        tier(
            r#","direction":"lower""#,
            r#"{"max":2,"points":3},{"max":5,"maxExclusive":true,"points":1},{"points":0.5}"#
        )[1..],
        ["Không quá 2 %: 3 điểm", "Trên 2 % đến dưới 5 %: 1 điểm", "Từ 5 % trở lên: 0,5 điểm"]
    );
    assert_eq!(
        tier(r#","direction":"lower""#, r#"{"max":2,"points":3}"#)[1..],
        ["Không quá 2 %: 3 điểm", "Trên 2 %: 0 điểm"]
    );
}

#[test]
fn every_other_rule_says_how_it_scores() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "2",
            &format!(
                r#"{{"type":"ratio",{AB},"maxPoints":2,"floorPercent":80,"constraints":["a>=0","b>0","a<=b"]}}"#
            ),
            &[
                "Tỷ lệ = Số đã làm / Tổng số × 100 %",
                "Dưới 80 %: 0 điểm",
                "Từ 80 % đến dưới 100 %: 2 × tỷ lệ / 100 % điểm, làm tròn đến 2 chữ số thập phân",
                "Từ 100 % trở lên: 2 điểm",
                "Tổng số phải lớn hơn 0",
                "Số đã làm phải nhỏ hơn hoặc bằng Tổng số",
            ],
        ),
        (
            "2",
            r#"{"type":"survey","inputs":[{"key":"p","label":"Tỷ lệ hài lòng","kind":"number"}],"maxPoints":2,"capPercent":90}"#,
            &[
                "Chấm theo: Tỷ lệ hài lòng",
                "Dưới 90 %: 2 × tỷ lệ / 90 % điểm, làm tròn đến 2 chữ số thập phân",
                "Từ 90 % trở lên: 2 điểm",
            ],
        ),
        (
            "1.5",
            r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],"due":{"before":"2024-01-25"},
            "bands":[{"maxDaysLate":0,"points":1.5},{"maxDaysLate":1,"points":1},{"maxDaysLate":10,"points":0.75},{"points":0}]}"#,
            &[
                "Hạn: trước ngày 25/01/2024",
                "Đúng hạn: 1,5 điểm",
                "Chậm 1 ngày: 1 điểm",
                "Chậm từ 2 đến 10 ngày: 0,75 điểm",
                "Chậm quá 10 ngày hoặc không thực hiện: 0 điểm",
            ],
        ),
        (
            "1",
            r#"{"type":"deadline","inputs":[{"key":"d","label":"D","kind":"date"}],"due":{"ref":"round.due"},
            "bands":[{"maxDaysLate":0,"points":1},{"points":0}]}"#,
            &["Hạn: Hạn của đợt", "Đúng hạn: 1 điểm", "Chậm hoặc không thực hiện: 0 điểm"],
        ),
        (
            "2",
            r#"{"type":"count","inputs":[{"key":"n","label":"N","unit":"tin, bài","kind":"integer"}],"pointsPer":0.2,"cap":2}"#,
            &["Mỗi tin, bài: 0,2 điểm", "Tối đa 2 điểm"],
        ),
        (
            "1.5",
            r#"{"type":"deduction","start":1.5,"floor":0,"items":[{"key":"t","label":"Số sai sót","perUnit":0.75}]}"#,
            &[
                "Điểm ban đầu: 1,5 điểm",
                "Số sai sót: mỗi trường hợp trừ 0,75 điểm",
                "Không thấp hơn 0 điểm",
            ],
        ),
        (
            "1",
            r#"{"type":"compare","inputs":[{"key":"n","label":"Năm nay","kind":"number"},{"key":"t","label":"Năm trước","kind":"number"}],
            "better":"lower","points":{"better":1,"equal":0.5,"worse":0},"override":[{"whenCurrentAtLeast":95,"points":0}]}"#,
            &[
                "Năm nay từ 95 trở lên: 0 điểm",
                "So sánh Năm nay với Năm trước",
                "Thấp hơn: 1 điểm",
                "Ngang bằng: 0,5 điểm",
                "Cao hơn: 0 điểm",
            ],
        ),
        (
            "1",
            r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0}}"#,
            &["Có: 1 điểm", "Không: 0 điểm"],
        ),
        (
            "1",
            r#"{"type":"choice","inputs":[{"key":"m","label":"M","kind":"option"}],
            "options":[{"id":"a","label":"Đạt","points":1},{"id":"b","label":"Chưa đạt","points":0}]}"#,
            &["Đạt: 1 điểm", "Chưa đạt: 0 điểm"],
        ),
        (
            "1",
            r#"{"type":"checklist","items":[{"key":"m","label":"Quý I","options":[{"id":"a","label":"Đúng hạn","points":1},{"id":"b","label":"Chậm","points":0}]}]}"#,
            &["Quý I: Đúng hạn: 1 điểm; Chậm: 0 điểm", "Điểm là tổng các mục trên"],
        ),
        (
            "1",
            r#"{"type":"manual","inputs":[{"key":"p","label":"P","kind":"number"}],"maxPoints":1,"step":0.25}"#,
            &["Nhập điểm từ 0 đến 1, là bội số của 0,25"],
        ),
        (
            "1",
            r#"{"type":"sum","parts":[{"key":"p","title":"Phần một","maxPoints":1,
            "rule":{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0}}}]}"#,
            &["Phần một (tối đa 1 điểm):", "– Có: 1 điểm", "– Không: 0 điểm"],
        ),
    ];
    for (maximum, rule, expected) in table {
        assert_eq!(lines(maximum, rule), *expected, "{rule}");
    }
}

#[test]
fn bonus_and_penalty_name_what_one_case_counts() {
    let set = set(
        "1",
        r#"{"type":"boolean","inputs":[{"key":"d","label":"D","kind":"bool"}],"points":{"true":1,"false":0}}"#,
    );
    let bonus = &set.bonus.as_ref().unwrap().items[0];
    assert_eq!(
        how_bonus(&set, bonus),
        ["Mỗi mô hình: 1 điểm", "Tối đa 2 điểm", "Cộng mọi mục thưởng: tối đa 3 điểm"]
    );
    assert_eq!(how_penalty(&set.penalty.as_ref().unwrap().items[0]), ["Mỗi lần trừ 0,5 điểm"]);
}
