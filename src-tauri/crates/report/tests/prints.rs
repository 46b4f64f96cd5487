//! Papers to hand out: complete, within their pages, ready to be written on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;

use std::collections::BTreeMap;

use fixture::papers;
use report::decree30::check_pages;
use report::layout::{Document, Role, Shape};
use report::length::Length;
use report::prints::model::{EmptyForm, FormRow, Subject};
use report::prints::{self, Print};

/// Letters and figures alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text of a paper, the lines of a cell together.
fn placed(document: &Document) -> String {
    let mut cells: BTreeMap<_, String> = BTreeMap::new();
    let mut text = String::new();
    let mut part = 0;
    for page in &document.pages {
        part += usize::from(page.number == 1);
        for item in &page.items {
            let Shape::Text(run) = &item.shape else {
                continue;
            };
            match item.role {
                Role::Cell(key) | Role::Figure(key) => {
                    cells.entry((part, key)).or_default().push_str(&letters(&run.text));
                }
                Role::PageNumber | Role::Head(_) => {}
                _ => text.push_str(&letters(&run.text)),
            }
        }
    }
    text + &cells.into_values().collect::<Vec<_>>().join("\n")
}

fn assert_holds(document: &Document, texts: &[&str]) {
    let placed = placed(document);
    for text in texts {
        assert!(placed.contains(&letters(text)), "{text}");
    }
}

fn with_long_texts() -> EmptyForm {
    let mut form = papers::empty_form();
    for row in &mut form.rows {
        match row {
            FormRow::Heading { title, .. } => *title = title.repeat(9),
            FormRow::Item(item) => {
                item.title = "Mức_độ_hoàn_thành".repeat(40);
                item.rule_lines = vec!["Đạt từ 80% trở lên: 2 điểm".to_owned(); 60];
                item.blanks.iter_mut().for_each(|blank| blank.label = blank.label.repeat(9));
            }
        }
    }
    form
}

#[test]
fn every_page_meets_the_demands_on_a_page() {
    let (form, sheets, minutes) =
        (papers::empty_form(), papers::officer_sheets(), papers::minutes());
    let long = with_long_texts();
    for print in [
        Print::EmptyForm(&form),
        Print::EmptyForm(&long),
        Print::OfficerSheets(&sheets),
        Print::Minutes(&minutes),
    ] {
        assert_eq!(check_pages(&print.lay_out()), [], "{}", print.file_name());
    }
}

#[test]
fn the_form_holds_each_item_with_its_blanks_rule_and_evidence() {
    let form = papers::empty_form();
    let document = Print::EmptyForm(&form).lay_out();
    assert_holds(
        &document,
        &[
            "PHIẾU CHẤM ĐIỂM",
            &form.subject.criteria_set_title,
            &form.subject.provenance,
            "Công tác chỉ đạo, điều hành",
            "1.2.11",
            "Đạt từ 80% trở lên: 2 điểm",
            "Số nhiệm vụ đã hoàn thành: nhiệm vụ",
            "Có ban hành hay không □ Có □ Không",
            "□ Không phát sinh (không được giao nhiệm vụ)",
            "Bảng theo dõi nhiệm vụ",
            "100,00",
            "NGƯỜI CHẤM ĐIỂM",
        ],
    );
}

#[test]
fn a_form_of_no_unit_has_dots_for_its_name() {
    let mut form = papers::empty_form();
    form.subject = Subject { superior_body: None, issuing_body: None, unit: None, ..form.subject };
    let document = Print::EmptyForm(&form).lay_out();
    let issuing = document.pages[0].items.iter().find(|item| item.role == Role::IssuingBody);
    let Some(Shape::Text(run)) = issuing.map(|item| &item.shape) else { panic!("no body") };
    assert!(run.text.chars().all(|character| character == '.'));
    assert_eq!(Print::EmptyForm(&form).file_name(), "Phieu-cham-diem-trong-2024.pdf");
}

#[test]
fn each_officer_starts_a_page_that_is_numbered_on_its_own() {
    let sheets = papers::officer_sheets();
    let document = Print::OfficerSheets(&sheets).lay_out();
    let firsts: Vec<usize> =
        (0..document.pages.len()).filter(|&at| document.pages[at].number == 1).collect();
    assert_eq!(firsts.len(), 3);
    assert!(firsts[1] > 1, "thirty items need more than a page");
    for (at, owner) in
        firsts.iter().zip(["Văn phòng - thống kê", "Tư pháp - hộ tịch", "chưa phân công"])
    {
        let page = Document { pages: vec![document.pages[*at].clone()], ..document.clone() };
        assert_holds(&page, &[owner, "PHIẾU PHÂN CÔNG"]);
    }
    let texts = ["Thiếu: Ngày gửi Kế hoạch", "Trước 25/01/2024", "12,34", "1.1.29"];
    assert_holds(&document, &texts);
}

#[test]
fn minutes_print_results_and_leave_time_place_and_persons_to_be_written() {
    let minutes = papers::minutes();
    let document = Print::Minutes(&minutes).lay_out();
    assert_holds(
        &document,
        &[
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "/BB-UBND",
            "BIÊN BẢN",
            "Thành phần tham dự:",
            &minutes.summary.areas[0].title,
            "2.11",
            "Báo cáo đang chờ phát hành.",
            "THƯ KÝ",
            "CHỦ TỌA",
            "Nơi nhận:",
        ],
    );
    let blanks = document.pages.iter().flat_map(|page| &page.items);
    let mut count = 0;
    for item in blanks.filter(|item| item.role == Role::Blank) {
        let Shape::Text(run) = &item.shape else { panic!("no dots") };
        assert!(run.width > Length::mm(160));
        count += 1;
    }
    assert_eq!(count, 12);
}

#[test]
fn minutes_without_contested_items_say_so() {
    let mut minutes = papers::minutes();
    minutes.contested.clear();
    let document = Print::Minutes(&minutes).lay_out();
    assert_holds(&document, &["đều có đủ số liệu và tài liệu kiểm chứng"]);
}

#[test]
fn papers_are_named_after_year_and_unit() {
    let (sheets, minutes) = (papers::officer_sheets(), papers::minutes());
    let name = Print::OfficerSheets(&sheets).file_name();
    assert_eq!(name, "Phan-cong-cham-diem-2024_xa-duc-lieu.pdf");
    let name = Print::Minutes(&minutes).file_name();
    assert_eq!(name, "Bien-ban-hop-cham-diem-2024_xa-duc-lieu.pdf");
}

#[test]
fn the_same_paper_gives_the_same_readable_bytes() {
    let minutes = papers::minutes();
    let bytes = prints::minutes(&minutes).unwrap();
    assert!(bytes == prints::minutes(&minutes).unwrap());
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(file.get_pages().len(), Print::Minutes(&minutes).lay_out().pages.len());
}
