//! The file: text, pages, metadata, fonts, the same bytes every time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss)]

mod fixture;

use std::process::Command;

use fixture::hostile;
use fixture::texts::texts;
use lopdf::Object;
use report::layout::{Role, Shape, Signatory, lay_out};
use report::model::{Report, Status};
use report::printable::paragraphs;
use report::{file_name, render};
use unicode_normalization::is_nfc;

/// The text of a file as poppler extracts it, page by page.
fn extracted(bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, bytes).unwrap();
    let mut command = Command::new("pdftotext");
    command.args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-");
    let output = command.output().expect("pdftotext of poppler-utils");
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// Letters and figures without the spaces, which differ where lines break.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_text_can_be_extracted() {
    for (name, report) in hostile::all() {
        let document = lay_out(&report);
        let pages = extracted(&render(&report).unwrap());
        assert_eq!(pages.len(), document.pages.len(), "{name}");
        let all = pages.concat();
        assert!(is_nfc(&all), "{name}");
        // What each page shows is what layout put there, and each text was put somewhere: cells
        // that stand side by side are extracted line by line.
        for (page, text) in document.pages.iter().zip(&pages) {
            let text = letters(text);
            for item in &page.items {
                if let Shape::Text(run) = &item.shape {
                    assert!(text.contains(&letters(&run.text)), "{name}: {:?}", run.text);
                }
            }
        }
        let placed = placed(&report);
        for text in texts(&report) {
            for paragraph in paragraphs(&text) {
                assert!(placed.contains(&letters(&paragraph)), "{name}: {paragraph}");
            }
        }
    }
}

/// The placed text of a report, the lines of a cell together.
fn placed(report: &Report) -> String {
    let mut cells = std::collections::BTreeMap::new();
    let mut text = String::new();
    for page in lay_out(report).pages {
        for item in page.items {
            let Shape::Text(run) = item.shape else {
                continue;
            };
            match item.role {
                Role::Cell(key) | Role::Figure(key) => {
                    let cell: &mut String = cells.entry((page.part, key)).or_default();
                    cell.push_str(&letters(&run.text));
                }
                Role::PageNumber | Role::Head(_) => {}
                _ => text.push_str(&letters(&run.text)),
            }
        }
    }
    text + &cells.into_values().collect::<Vec<_>>().join("\n")
}

#[test]
fn decomposed_and_invisible_characters_are_extracted_composed() {
    let strange = hostile::all().into_iter().find(|(name, _)| *name == "strange characters");
    let all = extracted(&render(&strange.unwrap().1).unwrap()).concat();
    for text in [
        "Tốt, Đức, cải cách hành chính",
        "□ □□□, dấu hướng ngược và phải trái.",
        "Nguyễn Thị Á",
        "Dòng ba sau dấu cách bảng.",
    ] {
        assert!(letters(&all).contains(&letters(text)), "{text}");
    }
}

#[test]
fn the_first_page_reads_as_the_decree_has_it() {
    let pages = extracted(&render(&fixture::sample()).unwrap());
    for line in [
        "UBND HUYỆN BÙ ĐĂNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-UBND",
        "Đức Liễu, ngày 05 tháng 02 năm 2024",
        "Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2024",
    ] {
        assert!(pages[0].contains(line), "{line} in {}", pages[0]);
    }
    let all = pages.concat();
    assert!(all.contains(
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân xã Đức Liễu)"
    ));
    assert!(letters(&all).contains("xãĐứcLiễu./."));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for (name, report) in hostile::all().into_iter().take(3) {
        assert_eq!(render(&report).unwrap(), render(&report).unwrap(), "{name}");
    }
}

#[test]
fn the_file_stays_small_and_names_no_clock_time() {
    let bytes = render(&fixture::sample()).unwrap();
    assert!(bytes.len() < 150_000, "{} bytes", bytes.len());
    let mut undated = fixture::sample();
    undated.heading.date = None;
    let file = lopdf::Document::load_mem(&render(&undated).unwrap()).unwrap();
    assert!(info(&file, "CreationDate").is_none());
}

fn info(file: &lopdf::Document, key: &str) -> Option<String> {
    let id = file.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let value = file.get_dictionary(id).unwrap().get(key.as_bytes()).ok()?;
    lopdf::decode_text_string(value).ok()
}

#[test]
fn metadata_identify_unit_year_set_dossier_and_hash() {
    let report = fixture::sample();
    let file = lopdf::Document::load_mem(&render(&report).unwrap()).unwrap();
    assert_eq!(file.get_pages().len(), lay_out(&report).pages.len());
    let title = "Báo cáo tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2024";
    let hash = report.identity.content_hash.as_deref().unwrap();
    for (key, value) in [
        ("Title", title),
        ("Author", "UBND xã Đức Liễu"),
        ("Unit", "UBND xã Đức Liễu"),
        ("Year", "2024"),
        ("CriteriaSet", "bu-dang-commune-2024"),
        ("CriteriaSetVersion", "1.0.0"),
        ("Dossier", report.identity.dossier.as_str()),
        ("ContentHash", hash),
    ] {
        assert_eq!(info(&file, key).as_deref(), Some(value), "{key}");
    }
    let keywords = info(&file, "Keywords").unwrap();
    assert!(keywords.contains(hash) && keywords.contains(&report.identity.dossier));
    assert!(info(&file, "CreationDate").unwrap().starts_with("D:20240205000000"));
}

#[test]
fn fonts_are_embedded_subsets() {
    let file = lopdf::Document::load_mem(&render(&fixture::sample()).unwrap()).unwrap();
    let descriptors: Vec<_> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
        .collect();
    assert_eq!(descriptors.len(), 4);
    for descriptor in descriptors {
        assert!(descriptor.has(b"FontFile2"));
        let name = descriptor.get(b"FontName").and_then(Object::as_name).unwrap();
        assert!(name.starts_with(b"PARIDX+Tinos-"));
    }
}

/// The fields for signatures: name, page and rectangle in points.
fn signature_fields(bytes: &[u8]) -> Vec<(String, usize, [f32; 4])> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let Ok(form) = file.catalog().unwrap().get(b"AcroForm") else {
        return Vec::new();
    };
    let form = file.get_dictionary(form.as_reference().unwrap()).unwrap();
    let pages: Vec<_> = file.get_pages().into_values().collect();
    let fields = form.get(b"Fields").and_then(Object::as_array).unwrap();
    let read = |field: &Object| {
        let id = field.as_reference().unwrap();
        let field = file.get_dictionary(id).unwrap();
        assert_eq!(field.get(b"FT").and_then(Object::as_name).unwrap(), b"Sig");
        assert!(!field.has(b"V"));
        let page = field.get(b"P").and_then(Object::as_reference).unwrap();
        let widgets = file.get_dictionary(page).unwrap().get(b"Annots").unwrap();
        assert!(widgets.as_array().unwrap().contains(&Object::Reference(id)));
        let corners = field.get(b"Rect").and_then(Object::as_array).unwrap();
        let corners: Vec<f32> = corners.iter().map(|corner| corner.as_float().unwrap()).collect();
        let name = lopdf::decode_text_string(field.get(b"T").unwrap()).unwrap();
        let page = pages.iter().position(|one| *one == page).unwrap();
        (name, page, corners.try_into().unwrap())
    };
    fields.iter().map(read).collect()
}

#[test]
fn the_signed_off_report_keeps_fields_for_signer_and_agency() {
    for (name, report) in hostile::all() {
        let document = lay_out(&report);
        let mut expected = Vec::new();
        for (number, page) in document.pages.iter().enumerate() {
            for item in &page.items {
                if let (Role::SignatureField(whose), Shape::Area(frame)) = (item.role, &item.shape)
                {
                    expected.push((whose, number, page.height, *frame));
                }
            }
        }
        let fields = signature_fields(&render(&report).unwrap());
        assert_eq!(fields.len(), if report.status == Status::Draft { 0 } else { 2 }, "{name}");
        assert_eq!(fields.len(), expected.len(), "{name}");
        for ((field, page, corners), (whose, number, height, frame)) in fields.iter().zip(&expected)
        {
            assert_eq!((field.as_str(), page), (whose.field_name(), number), "{name}");
            let up = |y| (*height - y).count() as f32 / 1000.0;
            let across = |x: report::length::Length| x.count() as f32 / 1000.0;
            let at = [across(frame.left), up(frame.bottom), across(frame.right), up(frame.top)];
            assert!(
                at.iter().zip(corners).all(|(one, other)| (one - other).abs() < 0.01),
                "{name}"
            );
        }
        // The seal covers a third of the signature, at its left.
        if let [(Signatory::Signer, .., signer), (Signatory::Agency, .., agency)] = expected[..] {
            assert!(agency.left < signer.left && agency.right < signer.right, "{name}");
            let covered = (agency.right - signer.left) * 3;
            assert!(covered.distance(signer.width()).count() < 10, "{name}");
        }
    }
}

#[test]
fn each_page_of_a_draft_and_none_of_a_signed_off_report_is_marked() {
    let marked = |report: &Report| {
        let pages = extracted(&render(report).unwrap());
        pages.iter().filter(|page| letters(page).contains("DỰTHẢO")).count()
    };
    let draft = hostile::draft();
    assert_eq!(marked(&draft), lay_out(&draft).pages.len());
    assert_eq!(marked(&fixture::sample()), 0);
}

#[test]
fn files_are_named_after_unit_and_number() {
    let mut report = fixture::sample();
    assert_eq!(file_name(&report), "BC-tu-cham-CCHC-2024_xa-duc-lieu_05-BC-UBND.pdf");
    report.status = Status::Draft;
    assert_eq!(file_name(&report), "BC-tu-cham-CCHC-2024_xa-duc-lieu_05-BC-UBND_DU-THAO.pdf");
    report.heading.number = None;
    assert_eq!(file_name(&report), "BC-tu-cham-CCHC-2024_xa-duc-lieu_DU-THAO.pdf");
    report.identity.unit = "\u{202e}😀/../".repeat(300);
    assert_eq!(file_name(&report), "BC-tu-cham-CCHC-2024_DU-THAO.pdf");
}
