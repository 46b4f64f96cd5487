//! Lists of texts: what is in the cells is what was given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use report::xlsx::{TextList, text_list};

fn list(rows: Vec<Vec<String>>) -> TextList {
    TextList {
        title: "Bảng A & B".to_owned(),
        unit: "UBND xã".to_owned(),
        sheet: "Nhập lại",
        columns: vec![("Mã", 9), ("Điểm", 10)],
        rows,
    }
}

fn row(cells: [&str; 2]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn sheet(bytes: &[u8]) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    assert_eq!(book.sheet_names(), ["Nhập lại"]);
    assert!(book.worksheet_formula("Nhập lại").unwrap().is_empty());
    book.worksheet_range("Nhập lại").unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn figures_and_formulas_stay_the_texts_that_they_are() {
    let cells = [["1.10", "1,50"], ["=1+1", "-2"], ["@SUM(A1)", "0012"]];
    let sheet = sheet(&text_list(&list(cells.map(row).to_vec())).unwrap());
    assert_eq!(sheet.get_value((0, 1)), Some(&Data::String("Điểm".to_owned())));
    for (at, pair) in (1..).zip(cells) {
        for (column, one) in (0..).zip(pair) {
            assert_eq!(sheet.get_value((at, column)), Some(&Data::String(one.to_owned())));
        }
    }
}

#[test]
fn head_is_frozen_filters_and_no_text_is_called_an_error() {
    let three = || list(vec![row(["1.1", "2"]); 3]);
    let bytes = text_list(&three()).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<pane ySplit="1" topLeftCell="A2""#), "{xml}");
    assert!(xml.contains(r#"<autoFilter ref="A1:B4"/>"#), "{xml}");
    assert!(xml.contains(r#"<ignoredError sqref="A1:B4" numberStoredAsText="1"/>"#), "{xml}");
    assert!(xml.contains("Bảng A &amp;&amp; B"), "{xml}");
    assert!(bytes == text_list(&three()).unwrap());
    text_list(&list(Vec::new())).unwrap();
}
