//! The code of dossier and content hash: what a camera reads, and that it takes no room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;

use std::process::Command;

use fixture::hostile;
use report::decree30::check;
use report::layout::{Code, Document, Page, Part, Role, Shape, lay_out};
use report::length::Length;
use report::model::{Remark, Report, Status};
use report::render;
use rqrr::PreparedImage;

/// What poppler's tool makes of a page, counted from 0, of a file.
fn made(tool: &str, bytes: &[u8], page: usize, arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, bytes).unwrap();
    let number = (page + 1).to_string();
    let mut command = Command::new(tool);
    command.args(["-f", &number, "-l", &number]).args(arguments).arg(&path);
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().expect("poppler-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The texts of the codes on a page that is scanned at so many dots an inch.
fn scanned(bytes: &[u8], page: usize, dots: i64) -> Vec<String> {
    decoded(&made("pdftoppm", bytes, page, &["-gray", "-r", &dots.to_string()]))
}

/// The texts of the codes on the lower right corner of a page, 80 by 40 mm, at 600 dots an inch.
fn looked_at_closely(bytes: &[u8], document: &Document, page: usize) -> Vec<String> {
    let dots = |length: Length| (length.count() * 600 / 72_000).to_string();
    let (width, height) = (Length::mm(80), Length::mm(40));
    let sheet = &document.pages[page];
    let at = [sheet.width - width, sheet.height - height, width, height].map(dots);
    let [left, top, width, height] = at.each_ref().map(String::as_str);
    let cut = ["-x", left, "-y", top, "-W", width, "-H", height];
    decoded(&made("pdftoppm", bytes, page, &[&["-gray", "-r", "600"], &cut[..]].concat()))
}

fn decoded(picture: &[u8]) -> Vec<String> {
    // A binary grey map: "P5", width, height, 255, each ended by white space, then the points.
    let mut head = picture.splitn(5, u8::is_ascii_whitespace);
    let mut number = || std::str::from_utf8(head.next().unwrap()).unwrap().parse().ok();
    let [kind, width, height, most] = std::array::from_fn(|_| number());
    assert_eq!((kind, most), (None, Some(255)));
    let (width, height): (usize, usize) = (width.unwrap(), height.unwrap());
    let points = head.next().unwrap();
    assert_eq!(points.len(), width * height);
    let mut image =
        PreparedImage::prepare_from_greyscale(width, height, |x, y| points[y * width + x]);
    image.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// The parts of a code's text, read as `docs/formats.md` says.
fn read(text: &str) -> (String, String) {
    let [format, dossier, hash] = text.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{text}");
    };
    assert_eq!(format, "PAR-INDEX/1");
    let mut identifier = String::new();
    let mut capital = false;
    for sign in dossier.chars() {
        match sign {
            '+' => capital = true,
            '*' => identifier.push('_'),
            _ if std::mem::take(&mut capital) => identifier.push(sign),
            _ => identifier.push(sign.to_ascii_lowercase()),
        }
    }
    (identifier, hash.to_ascii_lowercase())
}

fn with_dossier(identifier: &str) -> Report {
    let mut report = fixture::sample();
    identifier.clone_into(&mut report.identity.dossier);
    report
}

fn codes(page: &Page) -> Vec<&Code> {
    let items = page.items.iter();
    let codes = items.filter_map(|item| match &item.shape {
        Shape::Code(code) => Some(code),
        _ => None,
    });
    codes.collect()
}

#[test]
fn a_camera_reads_dossier_and_hash_on_the_upright_and_the_turned_last_page() {
    let report = fixture::sample();
    let document = lay_out(&report);
    let bytes = render(&report).unwrap();
    let last = document.last_pages();
    let turned = |index: &usize| document.pages[*index].width > document.pages[*index].height;
    assert_eq!(last.iter().map(turned).collect::<Vec<_>>(), [false, true]);
    assert_eq!(last[1], document.pages.len() - 1);
    for page in last {
        let expected = "PAR-INDEX/1 0B8C6C1E-7F5B-4F0E-9D3E-2A6D9F4F1C55 \
                        9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";
        assert_eq!(scanned(&bytes, page, 300), [expected], "page {page}");
        assert_eq!(looked_at_closely(&bytes, &document, page), [expected], "page {page}");
    }
}

#[test]
fn every_identifier_is_read_as_it_is_written() {
    let hash = fixture::sample().identity.content_hash.unwrap();
    for identifier in [
        "d",
        "Ho_So-2024.A",
        "0B8C6C1E-7F5B-4F0E-9D3E-2A6D9F4F1C55",
        &"x_".repeat(32),
        &"W".repeat(64),
    ] {
        let report = with_dossier(identifier);
        let document = lay_out(&report);
        assert_eq!(check(&document), [], "{identifier}");
        let bytes = render(&report).unwrap();
        for page in document.last_pages() {
            let texts = looked_at_closely(&bytes, &document, page);
            let read: Vec<_> = texts.iter().map(|text| read(text)).collect();
            assert_eq!(read, [(identifier.to_owned(), hash.clone())], "page {page}");
        }
    }
}

#[test]
fn modules_of_a_usual_identifier_are_more_than_a_third_of_a_millimetre() {
    let document = lay_out(&fixture::sample());
    for page in &document.pages {
        for code in codes(page) {
            assert_eq!(code.side, 37);
            assert!(code.module * 100 > Length::mm(36), "{}", code.module);
        }
    }
}

#[test]
fn people_read_identifier_and_sixteen_digits_beside_it() {
    let report = fixture::sample();
    let document = lay_out(&report);
    let bytes = render(&report).unwrap();
    for page in 0..document.pages.len() {
        let text = String::from_utf8(made("pdftotext", &bytes, page, &["-raw"])).unwrap();
        let borne = document.last_pages().contains(&page);
        for line in
            ["Mã hồ sơ: 0b8c6c1e-7f5b-4f0e-9d3e-2a6d9f4f1c55", "Mã kiểm tra: 9f86 d081 884c 7d65"]
        {
            assert_eq!(text.lines().any(|one| one == line), borne, "page {page}: {text}");
        }
    }
}

#[test]
fn neither_a_draft_nor_a_report_without_hash_has_one() {
    let mut hashed_draft = fixture::sample();
    hashed_draft.status = Status::Draft;
    for report in [hostile::draft(), hashed_draft, without_hash(fixture::sample())] {
        let document = lay_out(&report);
        assert!(document.pages.iter().all(|page| codes(page).is_empty()));
        let bytes = render(&report).unwrap();
        for page in document.last_pages() {
            assert_eq!(looked_at_closely(&bytes, &document, page), [""; 0]);
            let text = String::from_utf8(made("pdftotext", &bytes, page, &[])).unwrap();
            assert!(!text.contains("Mã hồ sơ") && !text.contains("Mã kiểm tra"));
        }
    }
}

fn without_hash(mut report: Report) -> Report {
    report.identity.content_hash = None;
    report
}

/// The lowest edge of what stands within a page's margins.
fn lowest(page: &Page) -> Length {
    let bottoms = page.items.iter().map(|item| match &item.shape {
        Shape::Area(frame) => frame.bottom,
        Shape::Text(run) => run.bottom(),
        Shape::Rule(rule) => rule.y + rule.down,
        Shape::Mark(_) | Shape::Code(_) => Length::ZERO,
    });
    bottoms.filter(|&bottom| bottom <= page.frame.bottom).max().unwrap()
}

#[test]
fn it_makes_no_page_and_covers_nothing_however_full_the_last_page_is() {
    let mut least = [Length::mm(100); 2];
    for count in 0..40 {
        let mut report = fixture::sample();
        report.evidence = fixture::evidence(count);
        report.unproven = (0..count)
            .map(|index| Remark {
                code: format!("1.{index}.1"),
                title: "Tiêu chí thành phần".to_owned(),
                matter: "chưa có tài liệu kiểm chứng".to_owned(),
                explanation: String::new(),
            })
            .collect();
        let document = lay_out(&report);
        assert_eq!(check(&document), [], "{count}");
        for (least, index) in least.iter_mut().zip(document.last_pages()) {
            let page = &document.pages[index];
            assert_eq!(codes(page).len(), 1, "{count}");
            *least = (*least).min(page.frame.bottom - lowest(page));
        }
        // Without the code everything stands where it stood.
        let Document { pages, .. } = lay_out(&without_hash(report));
        assert_eq!(pages.len(), document.pages.len(), "{count}");
        for (with, without) in document.pages.iter().zip(&pages) {
            assert_eq!(with.items[..without.items.len()], without.items);
        }
    }
    // Among them are pages with no more room than a line or a row takes.
    let [upright, turned] = least;
    assert!(upright < Length::mm(8) && turned < Length::mm(9), "{upright}, {turned}");
}

#[test]
fn the_last_page_of_the_report_itself_is_that_of_its_signature() {
    let document = lay_out(&fixture::sample());
    let [report, _] = document.last_pages()[..] else { panic!("two pages") };
    let page = &document.pages[report];
    assert_eq!(page.part, Part::Report);
    let roles: Vec<_> = page.items.iter().map(|item| item.role).collect();
    assert!(roles.contains(&Role::SignerName));
}
