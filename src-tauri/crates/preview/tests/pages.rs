//! Pages of a real document as pictures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use preview::{Error, NARROWEST, Pages, WIDEST};
use report::model::Share;
use report::prints::model::{OfficerItem, OfficerSheet, OfficerSheets, Subject};
use scoring::Decimal;

/// A document of one landscape page an officer.
fn document(officers: &[&str]) -> Vec<u8> {
    let share = Share { points: Decimal::ZERO, maximum: Decimal::whole(2) };
    let item = OfficerItem {
        code: "1.1.1".to_owned(),
        title: "Ban hành Kế hoạch".to_owned(),
        status: "Chưa đủ số liệu".to_owned(),
        maximum: share.maximum,
        points: None,
        missing: Vec::new(),
        due: String::new(),
    };
    let sheet = |owner: &&str| OfficerSheet {
        owner: Some((*owner).to_owned()),
        done: 0,
        share,
        items: vec![item.clone()],
    };
    let sheets = OfficerSheets {
        subject: Subject {
            superior_body: None,
            issuing_body: Some("Ủy ban nhân dân xã Đức Liễu".to_owned()),
            unit: None,
            year: 2024,
            criteria_set_title: String::new(),
            provenance: String::new(),
            points_decimals: 2,
        },
        as_of: "24/11/2024".to_owned(),
        deadlines: Vec::new(),
        officers: officers.iter().map(sheet).collect(),
    };
    report::prints::officer_sheets(&sheets).unwrap()
}

/// A picture's width, height and points, one byte of grey each.
fn decoded(content: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(content)).read_info().unwrap();
    assert_eq!(reader.info().color_type, png::ColorType::Grayscale);
    let mut points = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut points).unwrap();
    (info.width, info.height, points)
}

fn ink(points: &[u8]) -> u64 {
    points.iter().map(|&point| u64::from(255 - point)).sum()
}

#[test]
fn every_page_is_counted_and_measured() {
    let pages = Pages::open(document(&["A", "B", "C"])).unwrap();
    let sizes = pages.sizes();
    assert_eq!(sizes.len(), 3);
    assert!((sizes[2].width - 841.89).abs() < 0.01 && (sizes[2].height - 595.28).abs() < 0.01);
}

#[test]
fn a_picture_is_as_wide_as_asked_and_keeps_the_page_s_shape() {
    let pages = Pages::open(document(&["A"])).unwrap();
    let (width, height, points) = decoded(&pages.png(0, 1000).unwrap());
    assert_eq!(width, 1000);
    assert!((706..=708).contains(&height), "{height}");
    let (white, dark) = points.iter().fold((0_usize, 0_usize), |(white, dark), &point| {
        (white + usize::from(point == 255), dark + usize::from(point < 64))
    });
    assert!(white > points.len() * 8 / 10, "the ground is white");
    assert!(dark > points.len() / 500, "there is text on it: {dark}");
}

#[test]
fn vietnamese_letters_are_drawn_with_their_marks() {
    let drawn = |owner: &str| {
        let pages = Pages::open(document(&[owner])).unwrap();
        ink(&decoded(&pages.png(0, 1600).unwrap()).2)
    };
    let (bare, marked) = (drawn("Uuu Eee Ooo Ddd"), drawn("Ừứự Ễếệ Ồốộ Đđđ"));
    assert!(marked > bare, "{marked} against {bare}");
}

#[test]
fn letters_stand_where_they_are_drawn() {
    let pages = Pages::open(document(&["Bùi Văn Ổn"])).unwrap();
    let letters = pages.letters();
    let found = letters.of(0, usize::MAX).unwrap();
    let text: String = found.iter().map(|letter| letter.text.as_str()).collect();
    assert!(text.contains("Bùi Văn Ổn"), "{text}");
    assert!(found.iter().all(|letter| (0.0..842.0).contains(&letter.x)
        && (0.0..596.0).contains(&letter.y)
        && letter.along_x > 0.0
        && letter.along_y == 0.0
        && (4.0..30.0).contains(&letter.size)));
    assert_eq!(letters.of(0, 3).unwrap(), found[..3]);
    assert_eq!(letters.of(1, 3), Err(Error::NoPage(1)));
}

#[test]
fn a_width_out_of_bounds_is_brought_within() {
    let pages = Pages::open(document(&["A"])).unwrap();
    assert_eq!(decoded(&pages.png(0, 0).unwrap()).0, u32::from(NARROWEST));
    assert_eq!(decoded(&pages.png(0, u16::MAX).unwrap()).0, u32::from(WIDEST));
}

#[test]
fn what_is_no_pdf_or_no_page_is_refused() {
    for content in [&b""[..], b"%PDF-1.7", b"hello"] {
        assert_eq!(Pages::open(content.to_vec()).err(), Some(Error::Unreadable));
    }
    let pages = Pages::open(document(&["A"])).unwrap();
    assert_eq!(pages.png(1, 100), Err(Error::NoPage(1)));
}
