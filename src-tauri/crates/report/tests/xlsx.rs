//! The workbook, read back by another library.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use report::model::{
    AreaLine, EvidenceFile, EvidenceLine, Foot, Heading, Identity, Introduction, Report, RowKind,
    ScoringRow, ScoringTable, Share, Status, Summary,
};
use report::xlsx::workbook;
use scoring::Decimal;

const EVIL: [&str; 6] =
    ["=1+1", "+HYPERLINK(\"http://a\")", "-2", "@SUM(A1)", "{=A1}", "<b>&amp; \"x\" ]]>"];

fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn share(points: &str, maximum: &str) -> Share {
    Share { points: decimal(points), maximum: decimal(maximum) }
}

fn row(kind: RowKind, code: &str, maximum: &str, points: Option<&str>) -> ScoringRow {
    ScoringRow {
        kind,
        code: code.to_owned(),
        title: format!("Tiêu đề {code}"),
        maximum: Some(decimal(maximum)),
        figures: vec!["31/36 nhiệm vụ".to_owned(), "86,11 %".to_owned()],
        points: points.map(decimal),
        evidence: vec!["12/BC-UBND ngày 05/02/2024".to_owned()],
        note: "Dòng một\nDòng hai".to_owned(),
    }
}

/// Two areas; 1.2.1 is for the survey, 2.1.2 is excluded, the bonus is limited.
fn report() -> Report {
    use RowKind::{Area, Bonus, Criterion, Penalty, SubCriterion};
    let rows = vec![
        row(Area, "1", "6.5", Some("3.07")),
        row(Criterion, "1.1", "4.5", Some("3.07")),
        row(SubCriterion, "1.1.1", "1.5", Some("1.35")),
        row(SubCriterion, "1.1.2", "3", Some("1.72")),
        row(Criterion, "1.2", "2", None),
        row(SubCriterion, "1.2.1", "2", None),
        row(Area, "2", "5", Some("2.1")),
        row(Criterion, "2.1", "5", Some("2.1")),
        row(SubCriterion, "2.1.1", "3", Some("2.1")),
        row(SubCriterion, "2.1.2", "2", None),
    ];
    let bonus = vec![row(Bonus, "T1", "2", Some("2")), row(Bonus, "T2", "1", Some("0.5"))];
    let penalty = vec![row(Penalty, "P1", "1", Some("0.5"))];
    Report {
        status: Status::SignedOff,
        identity: Identity {
            dossier: "d-1".to_owned(),
            content_hash: Some("0123456789abcdef".repeat(4)),
            unit: "UBND xã Đức Liễu".to_owned(),
            criteria_set: "set".to_owned(),
            criteria_set_version: "1.0.0".to_owned(),
        },
        heading: heading(),
        year: 2024,
        introduction: Introduction::default(),
        summary: summary(),
        unproven: Vec::new(),
        not_arising: Vec::new(),
        difficulties: Vec::new(),
        proposals: Vec::new(),
        foot: Foot {
            recipients: Vec::new(),
            file_copy: "Lưu: VT".to_owned(),
            authority: Vec::new(),
            post: "CHỦ TỊCH".to_owned(),
            name: "Nguyễn Văn Mẫu".to_owned(),
        },
        scoring_table: ScoringTable {
            rows,
            bonus,
            penalty,
            total: share("5.17", "9.5"),
            prepared_by: "Trần Thị Thí Dụ".to_owned(),
        },
        evidence: vec![document("Kế hoạch cải cách hành chính năm 2024")],
    }
}

fn heading() -> Heading {
    Heading {
        superior_body: None,
        issuing_body: "Ủy ban nhân dân xã Đức Liễu".to_owned(),
        number: Some("5".to_owned()),
        symbol: "BC-UBND".to_owned(),
        place: "Đức Liễu".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 2, 5),
    }
}

fn summary() -> Summary {
    Summary {
        areas: Vec::<AreaLine>::new(),
        self_total: share("5.17", "7.5"),
        self_percent: Some("68,93".to_owned()),
        bonus: Some(decimal("2.2")),
        penalty: Some(decimal("0.5")),
        index: decimal("56.12"),
        class: "Trung bình".to_owned(),
        provisional: true,
        provenance: "Bộ tiêu chí MẪU, không phải văn bản chính thức.".to_owned(),
        criteria_set_title: "Bộ tiêu chí mẫu 2024".to_owned(),
        points_decimals: 2,
        index_decimals: 2,
    }
}

fn document(subject: &str) -> EvidenceLine {
    EvidenceLine {
        subject: subject.to_owned(),
        number: "08/KH-UBND".to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 1, 22),
        issuer: "UBND xã Đức Liễu".to_owned(),
        citations: vec!["1.1.1 (trang 2)".to_owned(), "1.1.2".to_owned()],
        file: Some(EvidenceFile {
            name: "ke-hoach.pdf".to_owned(),
            bytes: 2048,
            sha256: "fedcba9876543210".repeat(4),
        }),
    }
}

/// The values and the formulas of a sheet, both from cell A1 on.
struct Sheet {
    values: Range<Data>,
    formulas: Range<String>,
}

fn sheet(bytes: &[u8], index: usize) -> Sheet {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let name = book.sheet_names()[index].clone();
    Sheet {
        values: book.worksheet_range(&name).unwrap(),
        formulas: book.worksheet_formula(&name).unwrap(),
    }
}

impl Sheet {
    fn row_of(&self, column: u32, text: &str) -> u32 {
        let last = self.values.end().unwrap().0;
        let found = (0..=last).find(|&row| self.text(row, column) == text);
        found.unwrap_or_else(|| panic!("no row with «{text}»"))
    }

    fn text(&self, row: u32, column: u32) -> String {
        self.values.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
    }

    fn formula(&self, row: u32, column: u32) -> String {
        self.formulas.get_value((row, column)).cloned().unwrap_or_default()
    }
}

/// A file within the workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn criteria_sum_their_items_and_areas_their_criteria() {
    let sheet = sheet(&workbook(&report()).unwrap(), 0);
    let first = sheet.row_of(0, "1");
    // Rows of the file count from 1.
    let at = |offset: u32| first + 1 + offset;
    assert_eq!(sheet.formula(first, 2), format!("SUM(C{},C{})", at(1), at(4)));
    assert_eq!(sheet.formula(first, 4), format!("SUM(E{},E{})", at(1), at(4)));
    assert_eq!(sheet.formula(first + 1, 4), format!("SUM(E{}:E{})", at(2), at(3)));
    assert_eq!(sheet.formula(first + 2, 4), "");
    let survey = format!("IF(COUNT(E{0})=0,\"\",SUM(E{0}))", at(5));
    assert_eq!(sheet.formula(first + 4, 4), survey);
    assert_eq!(sheet.formula(first + 6, 4), format!("SUM(E{})", at(7)));
}

#[test]
fn figures_stored_with_the_formulas_are_those_of_the_report() {
    let report = report();
    let sheet = sheet(&workbook(&report).unwrap(), 0);
    for expected in &report.scoring_table.rows {
        let row = sheet.row_of(0, &expected.code);
        let shown = |column| match sheet.values.get_value((row, column)) {
            Some(Data::Float(figure)) => Some(decimal(&figure.to_string())),
            Some(Data::Empty) | None => None,
            Some(Data::String(text)) if text.is_empty() => None,
            other => panic!("{}: {other:?}", expected.code),
        };
        assert_eq!(shown(2), expected.maximum, "{}", expected.code);
        assert_eq!(shown(4), expected.points, "{}", expected.code);
    }
}

#[test]
fn what_is_excluded_leaves_the_total_maximum_visibly() {
    let sheet = sheet(&workbook(&report()).unwrap(), 0);
    let (first, second) = (sheet.row_of(0, "1") + 1, sheet.row_of(0, "2") + 1);
    let excluded = sheet.row_of(1, words::xlsx::row_excluded());
    assert_eq!(sheet.text(excluded, 2), "2");
    let total = sheet.row_of(1, words::report::row_total());
    assert_eq!(sheet.formula(total, 2), format!("SUM(C{first},C{second})-C{}", excluded + 1));
    assert_eq!(sheet.text(total, 2), "9.5");
    assert_eq!(sheet.formula(total, 4), format!("SUM(E{first},E{second})"));
    assert_eq!(sheet.text(total, 4), "5.17");
}

#[test]
fn bonus_keeps_its_limit_and_penalty_is_summed() {
    let sheet = sheet(&workbook(&report()).unwrap(), 0);
    let bonus = sheet.row_of(1, words::report::row_bonus());
    let limited = format!("MIN(SUM(E{}:E{}),2.2)", bonus + 2, bonus + 3);
    assert_eq!(sheet.formula(bonus, 4), limited);
    assert_eq!(sheet.text(bonus, 4), "2.2");
    let penalty = sheet.row_of(1, words::report::row_penalty());
    assert_eq!(sheet.formula(penalty, 4), format!("SUM(E{})", penalty + 2));
    assert_eq!(sheet.text(penalty, 4), "0.5");
}

#[test]
fn a_figure_that_is_not_the_sum_of_its_cells_is_no_formula() {
    let mut report = report();
    report.scoring_table.rows[1].points = Some(decimal("3"));
    let sheet = sheet(&workbook(&report).unwrap(), 0);
    let row = sheet.row_of(0, "1.1");
    assert_eq!((sheet.formula(row, 4), sheet.text(row, 4)), (String::new(), "3".to_owned()));
}

#[test]
fn index_class_provenance_and_preparer_stand_below_the_table() {
    let sheet = sheet(&workbook(&report()).unwrap(), 0);
    let index = sheet.row_of(1, words::report::row_index_provisional());
    assert_eq!(sheet.text(index, 4), "56.12");
    let class = sheet.row_of(1, words::report::row_class_provisional());
    assert_eq!(sheet.text(class, 4), "Trung bình");
    let provenance = sheet.row_of(0, "Bộ tiêu chí MẪU, không phải văn bản chính thức.");
    let preparer = sheet.row_of(1, "Trần Thị Thí Dụ");
    assert!(class < provenance && provenance < preparer);
}

#[test]
fn texts_stay_texts_whatever_they_begin_with() {
    let mut report = report();
    for (row, evil) in report.scoring_table.rows.iter_mut().zip(EVIL) {
        row.title = evil.to_owned();
        row.note = evil.to_owned();
        row.figures = vec![evil.to_owned()];
        row.evidence = vec![evil.to_owned()];
    }
    report.evidence = EVIL.map(document).to_vec();
    report.scoring_table.prepared_by = EVIL[0].to_owned();
    let bytes = workbook(&report).unwrap();
    let table = sheet(&bytes, 0);
    let first = table.row_of(0, "1");
    for (row, evil) in (first..).zip(EVIL) {
        for column in [1, 3, 6, 7] {
            let value = table.values.get_value((row, column)).unwrap();
            assert_eq!(value, &Data::String(evil.to_owned()));
            assert_eq!(table.formula(row, column), "");
        }
    }
    let list = sheet(&bytes, 1);
    assert!(list.formulas.is_empty());
    for evil in EVIL {
        list.row_of(1, evil);
    }
    table.row_of(1, EVIL[0]);
}

#[test]
fn long_and_illegal_texts_are_cut_with_a_mark_or_cleaned() {
    let mut report = report();
    report.scoring_table.rows[2].note = "ế".repeat(40_000);
    report.scoring_table.rows[3].note = "a\u{0}b\u{1b}\u{ffff}c\r\nd".to_owned();
    report.evidence[0].subject = "ý".repeat(32_767);
    report.identity.unit = "\u{1}x".repeat(500);
    let bytes = workbook(&report).unwrap();
    let table = sheet(&bytes, 0);
    let cut = table.text(table.row_of(0, "1.1.1"), 7);
    assert!(cut.chars().count() <= 32_767 && cut.ends_with("bản PDF]"), "{}", cut.len());
    assert_eq!(table.text(table.row_of(0, "1.1.2"), 7), "abc\nd");
    sheet(&bytes, 1).row_of(1, &"ý".repeat(32_767));
}

#[test]
fn evidence_is_listed_with_citations_and_file() {
    let list = sheet(&workbook(&report()).unwrap(), 1);
    let row = list.row_of(1, "Kế hoạch cải cách hành chính năm 2024");
    let texts: Vec<String> = (0..8).map(|column| list.text(row, column)).collect();
    assert_eq!(texts[0], "1");
    assert_eq!(texts[2], "08/KH-UBND ngày 22/01/2024");
    assert_eq!(texts[3], "UBND xã Đức Liễu");
    assert_eq!(texts[4], "1.1.1 (trang 2); 1.1.2");
    assert_eq!(texts[5..], ["ke-hoach.pdf", "2 KB", "fedcba9876543210"]);
}

#[test]
fn a_report_without_evidence_bonus_and_penalty_has_both_sheets() {
    let mut report = report();
    report.evidence.clear();
    report.scoring_table.bonus.clear();
    report.scoring_table.penalty.clear();
    report.scoring_table.rows.clear();
    let bytes = workbook(&report).unwrap();
    sheet(&bytes, 1).row_of(0, words::report::no_evidence());
    let table = sheet(&bytes, 0);
    let total = table.row_of(1, words::report::row_total());
    assert_eq!((table.text(total, 4), table.formula(total, 4)), ("5.17".into(), String::new()));
}

#[test]
fn two_makes_are_equal_byte_for_byte() {
    assert!(workbook(&report()).unwrap() == workbook(&report()).unwrap());
}

#[test]
fn pages_are_a4_landscape_fit_to_width_with_a_repeated_and_frozen_head() {
    let bytes = workbook(&report()).unwrap();
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let xml = part(&bytes, sheet);
        assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#));
        assert!(xml.contains(r#"<pageSetUpPr fitToPage="1"/>"#));
        assert!(xml.contains(r#"fitToHeight="0""#));
        assert!(xml.contains(r#"<pane ySplit="5" topLeftCell="A6""#), "{xml}");
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert_eq!(book.matches("_xlnm.Print_Titles").count(), 2);
    assert!(book.contains("$5:$5"));
}

#[test]
fn figures_show_the_decimals_of_the_set() {
    let mut report = report();
    report.summary.points_decimals = 1;
    report.summary.index_decimals = 0;
    let styles = part(&workbook(&report).unwrap(), "xl/styles.xml");
    assert!(styles.contains(r#"formatCode="0.0""#), "{styles}");
}

#[test]
fn a_draft_says_so_on_the_sheet_and_on_each_page() {
    let mut report = report();
    let signed = part(&workbook(&report).unwrap(), "xl/worksheets/sheet1.xml");
    assert!(!signed.contains(words::report::draft()));
    report.status = Status::Draft;
    let bytes = workbook(&report).unwrap();
    assert_eq!(sheet(&bytes, 0).row_of(0, words::report::draft()), 0);
    assert_eq!(sheet(&bytes, 1).row_of(0, words::report::draft()), 0);
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains(words::report::draft()));
}
