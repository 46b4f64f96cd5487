//! Real documents: what is read is what stands in them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../../report/tests/fixture/mod.rs"]
mod fixture;

use std::collections::BTreeSet;
use std::process::Command;

use chrono::NaiveDate;
use fixture::hostile;
use reader::{
    Block, Fault, Kind, Outcome, PictureFormat, Proposal, Reading, Signature, blocks, picture,
    propose, read,
};
use report::layout::{Shape, lay_out};
use report::render;
use unicode_normalization::is_nfc;

fn whole(reading: &Reading) -> String {
    reading.texts.iter().map(|page| page.text.as_str()).collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The words of a file as poppler extracts them.
fn extracted(content: &[u8]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    std::fs::write(&path, content).unwrap();
    let mut command = Command::new("pdftotext");
    let output = command.args(["-layout", "-enc", "UTF-8"]).arg(&path).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext of poppler-utils").stdout).unwrap();
    words(&text).into_iter().map(str::to_owned).collect()
}

#[test]
fn every_line_of_a_report_is_read_with_its_words() {
    for (name, report) in hostile::all() {
        let content = render(&report).unwrap();
        let others = extracted(&content);
        let reading = read(content);
        assert_eq!((reading.kind, reading.outcome), (Kind::Pdf, Outcome::Read), "{name}");
        let document = lay_out(&report);
        assert_eq!(reading.pages as usize, document.pages.len(), "{name}");
        assert!(is_nfc(&whole(&reading)), "{name}");
        for (page, read) in document.pages.iter().zip(&reading.texts) {
            let read = words(&read.text).join(" ");
            for item in &page.items {
                if let Shape::Text(run) = &item.shape {
                    let placed = words(&run.text).join(" ");
                    assert!(read.contains(&placed), "{name}, {placed:?} in {read}");
                }
            }
        }
        let text = whole(&reading);
        let own: BTreeSet<String> = words(&text).into_iter().map(str::to_owned).collect();
        let differing: Vec<_> = own.symmetric_difference(&others).collect();
        assert!(differing.len() * 50 <= others.len(), "{name}: {differing:?}");
    }
}

#[test]
fn a_report_is_proposed_as_what_it_is() {
    let content = render(&fixture::sample()).unwrap();
    let reading = read(content);
    let found = propose("x.pdf", &reading.texts[0].text, &reading.metadata.title);
    let expected = Proposal {
        number: "05/BC-UBND".to_owned(),
        date: NaiveDate::from_ymd_opt(2024, 2, 5),
        issuer: "Ủy ban nhân dân xã Đức Liễu".to_owned(),
        subject: "Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2024".to_owned(),
        kind: "Báo cáo".to_owned(),
        secrecy: None,
    };
    assert_eq!(found, expected);
    assert_eq!(reading.metadata.author, "UBND xã Đức Liễu");
    assert_eq!(reading.signature, Signature::NotFound);
}

#[test]
fn the_word_file_says_the_same() {
    let report = fixture::sample();
    let content = report::docx::document(&report).unwrap();
    let reading = read(content.clone());
    assert_eq!((reading.kind, reading.outcome), (Kind::Docx, Outcome::Read));
    let (of_word, of_pdf) = (whole(&reading), whole(&read(render(&report).unwrap())));
    let known: BTreeSet<&str> = words(&of_word).into_iter().collect();
    let unknown: Vec<_> = words(&of_pdf).into_iter().filter(|one| !known.contains(one)).collect();
    assert!(unknown.len() * 20 < words(&of_pdf).len(), "{unknown:?}");
    let pdf = propose("", &read(render(&report).unwrap()).texts[0].text, "");
    assert_eq!(propose("", &of_word, ""), pdf);
    let part = blocks(&content, 1).unwrap();
    assert!(part.blocks.iter().any(|block| matches!(block, Block::Table(rows) if rows.len() > 20)));
    assert!(!part.is_cut);
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let content = report::xlsx::workbook(&fixture::sample()).unwrap();
    let reading = read(content.clone());
    assert_eq!((reading.kind, reading.outcome, reading.pages), (Kind::Xlsx, Outcome::Read, 2));
    let text = whole(&reading);
    for title in ["Hoàn thành kế hoạch đào tạo, bồi dưỡng", "07/BC-UBND"] {
        assert!(text.contains(title), "{title}");
    }
    let sheets = [blocks(&content, 1).unwrap(), blocks(&content, 2).unwrap()];
    assert!(sheets.iter().all(|sheet| sheet.parts == 2 && !sheet.is_cut));
    assert!(!sheets[0].name.is_empty() && sheets[0].name != sheets[1].name);
    assert!(matches!(&sheets[0].blocks[..], [Block::Table(rows)] if rows.len() > 50));
    assert_eq!(blocks(&content, 3), Err(Fault::NoPage));
}

#[test]
fn numbers_and_days_of_a_workbook_are_read_as_they_are_shown() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 2, 5).unwrap();
    sheet.write_datetime_with_format(0, 0, day, &format).unwrap();
    sheet.write_number(0, 1, 0.1 + 0.2).unwrap();
    sheet.write_number(0, 2, 1250.0).unwrap();
    sheet.write_string(0, 3, "Tốt").unwrap();
    sheet.write_string(4, 200, "xa").unwrap();
    let content = workbook.save_to_buffer().unwrap();
    let part = blocks(&content, 1).unwrap();
    let row = ["05/02/2024", "0,3", "1250", "Tốt"].map(str::to_owned).to_vec();
    assert_eq!(part.blocks, [Block::Table(vec![row])]);
    assert!(part.is_cut, "a column far to the right is left out");
    assert!(whole(&read(content)).contains("xa"));
}

#[test]
fn text_files_are_read_in_their_encodings() {
    let text = "Cải cách hành chính\nnăm 2024";
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    // Windows-1258: a letter and its mark, as in \"Cải\".
    let windows = b"Ca\xd2i ca\xecch".to_vec();
    for (content, expected) in [
        (text.as_bytes().to_vec(), text),
        (format!("\u{feff}{text}").into_bytes(), text),
        (utf16, text),
        (windows, "Cải cách"),
        (b"C\xb6i c\xb8ch h\xb5nh ch\xddnh ph\xad\xacng".to_vec(), "Cải cách hành chính phương"),
    ] {
        let reading = read(content.clone());
        assert_eq!((reading.kind, reading.outcome), (Kind::Text, Outcome::Read), "{expected}");
        assert_eq!(whole(&reading), expected);
        let Block::Paragraph(first) = &blocks(&content, 1).unwrap().blocks[0] else { panic!() };
        assert_eq!(Some(first.as_str()), expected.lines().next());
    }
}

#[test]
fn documents_in_letters_of_before_unicode_are_read_and_shown_in_unicode() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, text) in (0..).zip(["Sè", "B¸o c¸o kÕt qu¶", "Ph\u{ad}¬ng h\u{ad}íng"]) {
        sheet.write_string(row, 0, text).unwrap();
    }
    let content = workbook.save_to_buffer().unwrap();
    let rows = ["Số", "Báo cáo kết quả", "Phương hướng"];
    let table = rows.map(|text| vec![text.to_owned()]).to_vec();
    assert_eq!(blocks(&content, 1).unwrap().blocks, [Block::Table(table)]);
    assert!(whole(&read(content)).trim_end().ends_with(&rows.join("\n")));
}

#[test]
fn pictures_are_scaled_down_and_turned_upright() {
    let drawn = |width, height, format| {
        let mut content = std::io::Cursor::new(Vec::new());
        let picture = image::RgbaImage::from_fn(width, height, |x, _| {
            image::Rgba([if x == 0 { 255 } else { 0 }, 0, 0, 255])
        });
        let picture = image::DynamicImage::from(picture);
        let picture =
            if format == image::ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
        picture.write_to(&mut content, format).unwrap();
        content.into_inner()
    };
    let formats = [
        (image::ImageFormat::Jpeg, PictureFormat::Jpeg),
        (image::ImageFormat::Png, PictureFormat::Png),
        (image::ImageFormat::Gif, PictureFormat::Gif),
        (image::ImageFormat::Bmp, PictureFormat::Bmp),
        (image::ImageFormat::Tiff, PictureFormat::Tiff),
        (image::ImageFormat::WebP, PictureFormat::Webp),
    ];
    for (format, kind) in formats {
        let content = drawn(80, 40, format);
        let reading = read(content.clone());
        assert_eq!((reading.kind, reading.outcome), (Kind::Picture(kind), Outcome::Nothing));
        assert_eq!(reading.pages, 1);
        for (asked, expected) in [(40, (40, 20)), (4000, (80, 40))] {
            let shown = image::load_from_memory(&picture(content.clone(), 1, asked).unwrap());
            let shown = shown.unwrap();
            assert_eq!((shown.width(), shown.height()), expected, "{kind:?}");
        }
        assert_eq!(picture(content.clone(), 2, 40), Err(Fault::NoPage));
        assert_eq!(picture(content[..40].to_vec(), 1, 40), Err(Fault::Damaged), "{kind:?}");
    }
    // An Exif part that says: turned by a quarter.
    let mut turned = drawn(80, 40, image::ImageFormat::Jpeg);
    let exif =
        b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    turned.splice(2..2, exif.iter().copied());
    let shown = image::load_from_memory(&picture(turned, 1, 20).unwrap()).unwrap();
    assert_eq!((shown.width(), shown.height()), (20, 40));
}

#[test]
fn pages_of_a_pdf_are_drawn() {
    let content = render(&fixture::sample()).unwrap();
    let page = image::load_from_memory(&picture(content.clone(), 1, 300).unwrap()).unwrap();
    assert_eq!(page.width(), 300);
    assert_eq!(picture(content.clone(), 0, 300), Err(Fault::NoPage));
    assert_eq!(picture(content.clone(), 999, 300), Err(Fault::NoPage));
    assert_eq!(blocks(&content, 1), Err(Fault::NothingToShow));
}

#[test]
fn kinds_are_known_by_their_content() {
    let kinds: &[(&[u8], Kind)] = &[
        (b"", Kind::Other),
        (b"MZ\x90\0\x03", Kind::Program),
        (b"MZ %PDF-1.7", Kind::Program),
        (b"\x7fELF\x02", Kind::Program),
        (b"#!/bin/sh\n", Kind::Program),
        (b"%PDF-1.7\n", Kind::Pdf),
        (b"\xef\xbb\xbf\n%PDF-1.4", Kind::Pdf),
        (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Kind::Archive),
        (b"PK\x03\x04 word/document.xml", Kind::Archive),
        (b"PK\x03\x04", Kind::Archive),
        (b"Rar!\x1a\x07\x01\0", Kind::Archive),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Other),
        (b"{\\rtf1 a", Kind::Other),
        (b"BMW xe", Kind::Text),
        (b"hello", Kind::Text),
        (b"hel\0lo", Kind::Other),
        (b"\x01\x02", Kind::Other),
    ];
    for (content, kind) in kinds {
        assert_eq!(Kind::of(content), *kind, "{:?}", String::from_utf8_lossy(content));
    }
    let old = |name: &str| {
        let mut content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        content.resize(1024, 0);
        content.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        content
    };
    for name in ["WordDocument", "Workbook", "EncryptedPackage"] {
        assert_eq!(Kind::of(&old(name)), Kind::OldOffice, "{name}");
    }
    assert_eq!(read(old("WordDocument")).outcome, Outcome::Nothing);
    assert_eq!(read(old("EncryptedPackage")).outcome, Outcome::Encrypted);
}
