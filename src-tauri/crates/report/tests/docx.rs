//! The Word file: well-formed, complete, the same words and order as the PDF, the same bytes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use fixture::hostile;
use fixture::texts::texts;
use report::docx::document;
use report::layout::{Part, Role, Shape, lay_out};
use report::model::Report;
use roxmltree::{Document, Node};
use unicode_normalization::UnicodeNormalization;

/// Each part of a file, by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if file.is_file() {
            parts.insert(file.name().unwrap().into_owned(), text);
        }
    }
    parts
}

fn main_part(report: &Report) -> String {
    parts(&document(report).unwrap()).remove("word/document.xml").unwrap()
}

/// Letters and figures alone: the PDF shows some signs as boxes.
fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric()).collect()
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

/// The text with plain spaces.
fn printed_of(node: Node<'_, '_>) -> String {
    text_of(node).replace('\u{a0}', " ")
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(|one| is(*one, "t")).filter_map(|one| one.text()).collect()
}

#[test]
fn every_part_is_well_formed_and_holds_every_text() {
    for (name, mut report) in hostile::all() {
        report.proposals.push("a\u{0}b\u{1b}c\u{fffe}d\u{ffff}e ]]> <w:t> &amp; \"'".to_owned());
        report.scoring_table.prepared_by = "Lê \u{8}<b>&</b>".to_owned();
        report.identity.unit = "UBND <xã> & \u{1}Mẫu".to_owned();
        let parts = parts(&document(&report).unwrap());
        for (part, xml) in &parts {
            Document::parse(xml).unwrap_or_else(|error| panic!("{name}, {part}: {error}"));
        }
        let main = Document::parse(&parts["word/document.xml"]).unwrap();
        let all = letters(&text_of(main.root()));
        for text in texts(&report) {
            for line in text.lines() {
                assert!(all.contains(&letters(line)), "{name}: {line}");
            }
        }
        assert!(text_of(main.root()).contains("abcde ]]> <w:t> &amp; \"'"), "{name}");
        assert!(text_of(main.root()).contains("Lê <b>&</b>"), "{name}");
    }
}

#[test]
fn signs_that_the_faces_lack_stay_as_they_are() {
    let mut report = fixture::sample();
    report.difficulties = vec!["Đu\u{31b}\u{301}c 😀 \u{202e}x".to_owned()];
    assert!(main_part(&report).contains("Đức 😀 x".nfc().collect::<String>().as_str()));
}

/// The paragraphs of the report's body, and the cells of each table, as the PDF has them.
fn placed(report: &Report) -> (Vec<String>, Vec<Vec<String>>) {
    let mut body: BTreeMap<usize, String> = BTreeMap::new();
    let mut tables: BTreeMap<Part, BTreeMap<(usize, usize), String>> = BTreeMap::new();
    for page in lay_out(report).pages {
        for item in page.items {
            let text = match &item.shape {
                Shape::Text(run) => letters(&run.text),
                Shape::Area(_) => String::new(),
                _ => continue,
            };
            match item.role {
                Role::Body(line) => body.entry(line.paragraph).or_default().push_str(&text),
                Role::Cell(key) | Role::Figure(key) => {
                    let cells = tables.entry(page.part).or_default();
                    cells.entry((key.row, key.column)).or_default().push_str(&text);
                }
                _ => {}
            }
        }
    }
    let tables = tables.into_values().map(|cells| cells.into_values().collect());
    (body.into_values().collect(), tables.collect())
}

#[test]
fn paragraphs_and_cells_are_those_of_the_pdf_in_their_order() {
    for (name, report) in hostile::all() {
        if name == "strange characters" {
            // The PDF shows full-width letters as plain ones.
            continue;
        }
        let xml = main_part(&report);
        let main = Document::parse(&xml).unwrap();
        let body = main.root_element().first_element_child().unwrap();
        let (paragraphs, tables) = placed(&report);
        let mut own =
            body.children().filter(|node| is(*node, "p")).map(|node| letters(&text_of(node)));
        for paragraph in paragraphs {
            assert!(own.any(|text| text == paragraph), "{name}: {paragraph}");
        }
        let grids = body.children().filter(|node| is(*node, "tbl"));
        let grids: Vec<Vec<String>> = grids
            .filter(|grid| grid.descendants().any(|node| is(node, "tblHeader")))
            .map(|grid| {
                let rows = grid.children().filter(|node| is(*node, "tr")).skip(1);
                let cells = rows.flat_map(|row| row.children().filter(|node| is(*node, "tc")));
                cells.map(|cell| letters(&text_of(cell))).collect()
            })
            .collect();
        assert_eq!(grids, tables, "{name}");
    }
}

#[test]
fn heading_foot_and_preparer_are_there_once() {
    let xml = main_part(&fixture::sample());
    let main = Document::parse(&xml).unwrap();
    let lines: Vec<String> =
        main.descendants().filter(|node| is(*node, "p")).map(printed_of).collect();
    for line in [
        "UBND HUYỆN BÙ ĐĂNG",
        "ỦY BAN NHÂN DÂN XÃ ĐỨC LIỄU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "Đức Liễu, ngày 05 tháng 02 năm 2024",
        "BÁO CÁO",
        "Nơi nhận:",
        "- Lưu: VT, VP.",
        "TM. ỦY BAN NHÂN DÂN",
        "PHÓ CHỦ TỊCH",
        "Phụ lục I",
        "Người lập biểu",
        "Phụ lục II",
    ] {
        assert_eq!(lines.iter().filter(|own| *own == line).count(), 1, "{line}");
    }
}

#[test]
fn annexes_are_turned_and_every_section_counts_its_pages_from_the_second_on() {
    let parts = parts(&document(&fixture::sample()).unwrap());
    let main = Document::parse(&parts["word/document.xml"]).unwrap();
    let sections: Vec<Node<'_, '_>> =
        main.descendants().filter(|node| is(*node, "sectPr")).collect();
    let child = |section: &Node<'_, '_>, name: &str| {
        let found = section.children().find(|node| is(*node, name));
        found
            .unwrap_or_else(|| panic!("no {name}"))
            .attributes()
            .map(|a| a.value().to_owned())
            .collect::<Vec<_>>()
    };
    let sizes: Vec<_> = sections.iter().map(|section| child(section, "pgSz")).collect();
    assert_eq!(sizes[0][..2], ["11906", "16838"]);
    assert_eq!(sizes[1], ["16838", "11906", "landscape"]);
    assert_eq!(sizes[2], sizes[1]);
    // Top 20, right 15, bottom 20, left 30 mm in twentieths of a point.
    assert_eq!(child(&sections[0], "pgMar")[..4], ["1134", "850", "1134", "1701"]);
    for section in &sections {
        child(section, "titlePg");
        assert_eq!(child(section, "pgNumType"), ["1"]);
        assert!(is(section.first_element_child().unwrap(), "headerReference"));
    }
    let headers = parts.iter().filter(|(name, _)| name.starts_with("word/header"));
    assert_eq!(headers.filter(|(_, xml)| xml.contains("PAGE")).count(), 2);
}

#[test]
fn heads_are_repeated_and_no_row_but_a_long_one_breaks() {
    let xml = main_part(&fixture::sample());
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 3);
    let rows = fixture::sample().scoring_table.rows.len();
    assert!(xml.matches("<w:cantSplit/>").count() > rows);
}

#[test]
fn a_draft_is_marked_on_each_page() {
    let marked = |report: &Report| {
        let parts = parts(&document(report).unwrap());
        let headers = parts.iter().filter(|(name, _)| name.starts_with("word/header"));
        headers.filter(|(_, xml)| xml.contains(words::report::draft())).count()
    };
    assert_eq!(marked(&hostile::draft()), 4);
    assert_eq!(marked(&fixture::sample()), 0);
}

#[test]
fn author_and_title_are_named() {
    let core = parts(&document(&fixture::sample()).unwrap()).remove("docProps/core.xml").unwrap();
    assert!(core.contains("<dc:creator>UBND xã Đức Liễu</dc:creator>"), "{core}");
    assert!(core.contains("<dc:title>Báo cáo tự đánh giá"), "{core}");
    assert!(core.contains("2024-02-05T00:00:00Z"), "{core}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, report) in hostile::all().into_iter().take(3) {
        assert!(document(&report).unwrap() == document(&report).unwrap(), "{name}");
    }
}
