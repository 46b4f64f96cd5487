//! A block copied from a spreadsheet, pasted into a dossier's table.

#![allow(clippy::unwrap_used)]

mod fixture;

use backend::{Code, PasteAnchor, PastePlan, PasteRequest};
use fixture::{DOSSIER, office};

fn by_code(text: &str) -> PasteRequest {
    PasteRequest { text: text.to_owned(), anchor: None }
}

fn from_cell(text: &str, (code, part, input): (&str, Option<&str>, Option<&str>)) -> PasteRequest {
    let anchor = PasteAnchor {
        code: Code::new(code),
        part: part.map(str::to_owned),
        input: input.map(str::to_owned),
    };
    PasteRequest { text: text.to_owned(), anchor: Some(anchor) }
}

/// The changes as "code label: before → after (fault)".
fn changes(plan: &PastePlan) -> Vec<String> {
    let told = plan.changes.iter().map(|change| {
        let fault = change.fault.as_ref().map(|fault| format!(" ({fault})")).unwrap_or_default();
        format!("{} {}: {} → {}{fault}", change.code, change.label, change.before, change.after)
    });
    told.collect()
}

fn ignored(plan: &PastePlan) -> Vec<String> {
    plan.ignored.iter().map(|one| format!("{} {}: {}", one.row, one.text, one.reason)).collect()
}

#[test]
fn rows_are_found_by_code_and_pasted_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let item = |code: &str| {
        let dossier = office.dossier(DOSSIER).unwrap();
        dossier.set.set.sub_criterion(&Code::new(code)).unwrap().title.clone()
    };
    let text = format!(
        "STT\tTiêu chí\tSố liệu\t\r\n1\tChỉ đạo, điều hành\t\t\r\n1.1.1\t{}\t24/01/2024\t\r\n\
         1.1.2.\t{}\t31 nhiệm vụ\t36\r\n9.9.9\tKhác\t1\t\r\n\tlạc dòng\t\t\r\n",
        item("1.1.1"),
        item("1.1.2")
    );
    let request = by_code(&text);
    let plan = office.plan_paste(DOSSIER, &request).unwrap();
    assert_eq!(
        changes(&plan),
        [
            "1.1.1 Ngày gửi Kế hoạch về UBND huyện (qua Phòng Nội vụ):  → 24/01/2024",
            "1.1.2 Số nhiệm vụ đã hoàn thành:  → 31",
            "1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36",
        ]
    );
    assert_eq!(
        ignored(&plan),
        [
            "1 STT; Tiêu chí; Số liệu: dòng tiêu đề",
            "2 1; Chỉ đạo, điều hành: dòng lĩnh vực hoặc tiêu chí, không nhập số liệu",
            "5 9.9.9; Khác; 1: không có mã “9.9.9” trong bộ tiêu chí",
            "6 lạc dòng: không có mã ở đầu dòng",
        ]
    );
    assert!(!office.answers(DOSSIER).unwrap().contains("2024-01-24"), "only a plan");

    assert_eq!(office.paste(DOSSIER, &request).unwrap(), plan);
    let again = office.plan_paste(DOSSIER, &request).unwrap();
    assert_eq!((again.changes.len(), again.unchanged), (0, 3));
    let refusal = office.paste(DOSSIER, &request).unwrap_err();
    assert_eq!(refusal.code, "nothing-to-paste");

    office.undo(DOSSIER).unwrap();
    assert_eq!(office.plan_paste(DOSSIER, &request).unwrap(), plan);
}

#[test]
fn column_fills_the_table_downwards_from_a_cell() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let text = "37\t\n36\tthừa\n\"đúng\nhạn\"\n\nGửi chậm\nGửi đúng hạn\n";
    let request = from_cell(text, ("1.1.2", None, Some("a")));
    let plan = office.paste(DOSSIER, &request).unwrap();
    let relation = "Số nhiệm vụ đã hoàn thành (37) phải nhỏ hơn hoặc bằng Tổng số nhiệm vụ trong Kế hoạch (36)";
    assert_eq!(
        changes(&plan),
        [
            format!("1.1.2 Số nhiệm vụ đã hoàn thành:  → 37 ({relation})"),
            format!("1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36 ({relation})"),
            "1.2.1 Báo cáo quý I:  → đúng\nhạn (phải chọn một trong các phương án đã cho)"
                .to_owned(),
            "1.2.1 Báo cáo quý III:  → Gửi chậm".to_owned(),
            "1.2.1 Báo cáo năm:  → Gửi đúng hạn".to_owned(),
        ]
    );
    assert_eq!(ignored(&plan), ["2 thừa: nằm ngoài cột bắt đầu dán"]);
    // What cannot be read is kept as it stood in the block.
    assert!(office.answers(DOSSIER).unwrap().contains(r#""m1":"đúng\nhạn""#));
}

#[test]
fn bonus_penalty_parts_and_explanations_are_reached() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let last = from_cell("2\n0\n1\n1\n0\nquá", ("T1", None, Some("n")));
    let plan = office.paste(DOSSIER, &last).unwrap();
    assert_eq!(changes(&plan).len(), 5);
    assert_eq!(changes(&plan)[2], "P1 Số trường hợp:  → 1");
    assert_eq!(ignored(&plan), ["6 quá: quá dòng cuối của bảng"]);

    let words = from_cell("Đã gửi\n\nĐủ", ("1.1.1", None, None));
    assert_eq!(
        changes(&office.paste(DOSSIER, &words).unwrap()),
        ["1.1.1 Giải trình:  → Đã gửi", "1.2.1 Giải trình:  → Đủ"]
    );

    let dossier = office.dossier(DOSSIER).unwrap();
    let set = &dossier.set.set;
    let parts = set.sub_criteria().find_map(|item| match &item.method {
        scoring::Method::Sum(parts) => Some((item.code.clone(), parts.clone())),
        scoring::Method::Single(_) => None,
    });
    let (code, parts) = parts.unwrap();
    let (key, input) = (&parts[1].key, &parts[1].rule.inputs[0]);
    let request = from_cell("x", (code.as_str(), Some(key), Some(&input.key)));
    let plan = office.paste(DOSSIER, &request).unwrap();
    assert_eq!(plan.changes[0].label, format!("{}: {}", parts[1].title, input.label));
}

#[test]
fn head_tells_points_and_explanations_from_figures() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let text = "Mã\tĐiểm tối đa\tĐã làm\tTổng\tĐiểm tự chấm\tGiải trình\n\
                1.1.2\t2\t31\t36\t1,72\tTheo báo cáo\n1.1.2\t2\t1\t\t\t\n";
    let plan = office.plan_paste(DOSSIER, &by_code(text)).unwrap();
    assert_eq!(
        changes(&plan),
        [
            "1.1.2 Số nhiệm vụ đã hoàn thành:  → 31",
            "1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36",
            "1.1.2 Giải trình:  → Theo báo cáo",
        ]
    );
    let passed = "cột điểm hoặc thông tin của bảng, không phải số liệu nhập";
    assert_eq!(
        ignored(&plan)[1..],
        [
            format!("2 2: {passed}"),
            format!("2 1,72: {passed}"),
            format!("3 2: {passed}"),
            "3 1: thừa ô: mục này chỉ có 2 số liệu".to_owned(),
        ]
    );

    // Without a head, a column of nothing but the most points of its items is none of figures.
    let text = "1.1.2\t2\t31\t36\n1.3.1\t1\t3\t3\n1.4.1\t2,00\t5\n";
    let plan = office.plan_paste(DOSSIER, &by_code(text)).unwrap();
    assert_eq!(plan.changes.len(), 5);
    assert_eq!(changes(&plan)[4], "1.4.1 Số tin, bài về CCHC đã đăng, phát:  → 5");
}

#[test]
fn labels_beside_figures_say_which_input_they_are_for() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let text = "1.1.2\tTổng số nhiệm vụ trong Kế hoạch\t36\tnhiệm vụ\n\
                1.2.1\tBáo cáo quý I\tGửi chậm\t\n\tBáo cáo năm\tGửi đúng hạn\t\n\
                1.4.1\t\t5\t\n1.1.2\t\t5\t\n";
    let plan = office.plan_paste(DOSSIER, &by_code(text)).unwrap();
    assert_eq!(
        changes(&plan),
        [
            "1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36",
            "1.2.1 Báo cáo quý I:  → Gửi chậm",
            "1.2.1 Báo cáo năm:  → Gửi đúng hạn",
            "1.4.1 Số tin, bài về CCHC đã đăng, phát:  → 5",
        ]
    );
    assert_eq!(ignored(&plan).last().unwrap(), "5 1.1.2; 5: mã “1.1.2” đã có ở dòng 1");
}

#[test]
fn items_that_others_score_and_blocks_too_large_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let dossier = office.dossier(DOSSIER).unwrap();
    let set = &dossier.set.set;
    let other = set.sub_criteria().find(|item| item.scored_by != scoring::ScoredBy::Unit).unwrap();
    let plan = office.plan_paste(DOSSIER, &by_code(&format!("{}\t90", other.code))).unwrap();
    assert_eq!(plan.changes, []);
    assert!(plan.ignored[0].reason.contains("không tự chấm"), "{plan:?}");

    for (request, code) in [
        (by_code(&"1\n".repeat(10_001)), "paste-too-large"),
        (by_code(&"1".repeat(17 << 20)), "paste-too-large"),
        (by_code(""), "nothing-to-paste"),
        (from_cell("1", ("9.9.9", None, Some("a"))), "unknown-cell"),
        (from_cell("1", (other.code.as_str(), None, None)), "unknown-cell"),
    ] {
        assert_eq!(office.paste(DOSSIER, &request).unwrap_err().code, code);
    }
}

#[test]
fn block_is_read_by_code_only_where_codes_are_the_rule() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(folder.path());
    let anchored = |text: &str| {
        office.plan_paste(DOSSIER, &from_cell(text, ("1.1.2", None, Some("a")))).unwrap()
    };
    // A reference in one cell is no column of codes.
    let plan = anchored("31\t1.4.1\n36\tx\n\tx\n");
    assert_eq!(
        changes(&plan),
        ["1.1.2 Số nhiệm vụ đã hoàn thành:  → 31", "1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36",]
    );
    let plan = anchored("31\tx\n36\tx\n1.4.1\t5\n");
    assert_eq!(changes(&plan)[0], "1.1.2 Số nhiệm vụ đã hoàn thành:  → 31");

    // Half of the rows are enough, and a row without code goes on with the item above.
    let by_code = ["1.4.1 Số tin, bài về CCHC đã đăng, phát:  → 5"];
    assert_eq!(changes(&anchored("Mã\tSố\n1.4.1\t5\n")), by_code);
    let plan = anchored("Mã\tSố\n1.1.2\t31\n\t36\n9.9.9\t7\n");
    assert_eq!(
        changes(&plan),
        ["1.1.2 Số nhiệm vụ đã hoàn thành:  → 31", "1.1.2 Tổng số nhiệm vụ trong Kế hoạch:  → 36",]
    );
}
