//! The index of exported evidence: links, texts, and what filters and prints it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use report::model::EvidenceFile;
use report::xlsx::{EvidenceIndex, IndexFile, IndexRow, evidence_index};

fn row(subject: &str, folder: &str, name: &str) -> IndexRow {
    IndexRow {
        code: "1.1.2".to_owned(),
        item: "Mức độ hoàn thành".to_owned(),
        number: "12/BC-UBND".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2025, 2, 5),
        issuer: "UBND xã".to_owned(),
        subject: subject.to_owned(),
        section: "mục IV".to_owned(),
        page: "6-9".to_owned(),
        note: "bản scan".to_owned(),
        file: Some(IndexFile {
            folder: folder.to_owned(),
            file: EvidenceFile {
                name: name.to_owned(),
                bytes: 2048,
                sha256: "fedcba9876543210".repeat(4),
            },
        }),
    }
}

fn index(rows: Vec<IndexRow>) -> EvidenceIndex {
    EvidenceIndex { unit: "UBND xã A & B".to_owned(), year: 2025, rows }
}

fn sheet(bytes: &[u8]) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    book.worksheet_range(&name).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn each_row_says_where_in_the_document_and_which_file() {
    let mut cited = row("Báo cáo", "", "");
    cited.file = None;
    cited.date = None;
    let sheet = sheet(
        &evidence_index(&index(vec![row("Kế hoạch", "1.1.2 Mức", "12.pdf"), cited])).unwrap(),
    );
    let texts = |at: usize| {
        sheet.rows().nth(at).unwrap().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let hash = "fedcba9876543210".repeat(4);
    assert_eq!(texts(0)[..2], ["STT", "Mã"]);
    let mut first = texts(1);
    // The 5th of February 2025, counted in days.
    assert!(matches!(sheet.get_value((1, 4)), Some(Data::DateTime(_))));
    assert_eq!(first[4], "45693");
    first.remove(4);
    let expected = [
        "1",
        "1.1.2",
        "Mức độ hoàn thành",
        "12/BC-UBND",
        "UBND xã",
        "Kế hoạch",
        "mục IV",
        "6-9",
        "bản scan",
        "12.pdf",
        "2 KB",
        &hash,
    ];
    assert_eq!(first, expected);
    let second = texts(2);
    assert_eq!(second[4], "");
    assert_eq!(second[10], words::evidence_export::no_file());
}

#[test]
fn links_lead_to_the_files_whatever_they_are_called() {
    let rows = vec![
        row("a", "1.1.2 Tỷ lệ 50% [x]", "12-BC Đạt 95%.pdf"),
        row("b", "1.1.2 Tỷ lệ", "a&b #1 {x} 'y' +.pdf"),
    ];
    let rels = part(&evidence_index(&index(rows)).unwrap(), "xl/worksheets/_rels/sheet1.xml.rels");
    for target in [
        "1.1.2%20Tỷ%20lệ%2050%25%20%5Bx%5D/12-BC%20Đạt%2095%25.pdf",
        "1.1.2%20Tỷ%20lệ/a&amp;b%20%231%20%7Bx%7D%20'y'%20+.pdf",
    ] {
        assert!(rels.contains(&format!(r#"Target="{target}" TargetMode="External""#)), "{rels}");
    }
}

#[test]
fn texts_stay_texts_and_long_ones_are_no_reason_to_fail() {
    let evil = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")"];
    let mut rows: Vec<IndexRow> = evil.map(|one| row(one, "1 a", &format!("{one}.pdf"))).to_vec();
    rows[0].note = "ế".repeat(40_000);
    rows[1].number = "=2+2".to_owned();
    let bytes = evidence_index(&index(rows)).unwrap();
    let sheet = sheet(&bytes);
    for (at, one) in (1..).zip(evil) {
        assert_eq!(sheet.get_value((at, 6)), Some(&Data::String(one.to_owned())));
        assert_eq!(sheet.get_value((at, 10)), Some(&Data::String(format!("{one}.pdf"))));
    }
    assert_eq!(sheet.get_value((2, 3)), Some(&Data::String("=2+2".to_owned())));
}

#[test]
fn head_is_frozen_filters_and_stands_on_each_page() {
    let bytes = evidence_index(&index(vec![row("a", "1 a", "a.pdf"); 3])).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<pane ySplit="1" topLeftCell="A2""#), "{xml}");
    assert!(xml.contains(r#"<autoFilter ref="A1:M4"/>"#), "{xml}");
    assert!(xml.contains("UBND xã A &amp;&amp; B"), "{xml}");
    assert!(part(&bytes, "xl/workbook.xml").contains("$1:$1"));
    assert!(bytes == evidence_index(&index(vec![row("a", "1 a", "a.pdf"); 3])).unwrap());

    let mut long = index(Vec::new());
    long.unit = "&".repeat(5_000);
    evidence_index(&long).unwrap();
}
