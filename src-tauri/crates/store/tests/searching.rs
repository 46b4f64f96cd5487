//! The search over documents and what their files say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;

use fixture::{ID, Office, add_with_file, evidence, stamp};
use store::{Document, Evidence, Found, Limits, PageText, Reading, SignOff};

/// Adds a document with a file of these pages, as somebody has read it.
fn add(office: &mut Office, id: &str, subject: &str, pages: &[&str]) {
    let path = office.folder.path().join(format!("{id}.txt"));
    fs::write(&path, format!("{id}: {}", pages.join("\n"))).unwrap();
    let document = Document { subject: subject.into(), ..Document::default() };
    let new = Evidence { document, ..evidence(id, &[]) };
    add_with_file(office.store(), &new, (&path, Limits::default())).unwrap();
    read(office, pages, 1);
}

/// Reads whatever an edition has not read, as being these pages.
fn read(office: &mut Office, pages: &[&str], edition: u32) {
    let numbered = (1..).zip(pages);
    let pages = numbered.map(|(page, text)| PageText { page, text: (*text).to_owned() });
    let reading = Reading { edition, facts: r#"{"a":1}"#.into(), pages: pages.collect() };
    while let Some(one) = office.store().next_unread(edition).unwrap() {
        office.store().keep_readings(&[(&one.sha256, &reading)]).unwrap();
    }
}

fn search(office: &mut Office, text: &str) -> Vec<Found> {
    office.store().search(ID, text).unwrap()
}

fn ids(found: &[Found]) -> Vec<&str> {
    found.iter().map(|one| one.evidence.as_str()).collect()
}

#[test]
fn words_as_typed_come_before_words_without_diacritics() {
    let mut office = Office::ready();
    add(&mut office, "place", "A", &["Tỉnh Hà Nam báo cáo"]);
    add(&mut office, "plain", "B", &["bao cao nam 2024"]);
    add(&mut office, "year", "C", &["Báo cáo năm 2024"]);
    let found = search(&mut office, "năm");
    assert_eq!(ids(&found), ["year", "place", "plain"]);
    assert_eq!(found.iter().map(|one| one.exact).collect::<Vec<_>>(), [true, false, false]);
    let found = search(&mut office, "nam");
    assert_eq!(ids(&found), ["place", "plain", "year"]);
    assert_eq!(ids(&search(&mut office, "Na\u{306}m 2024")), ["year", "plain"]);
}

#[test]
fn letter_with_a_stroke_is_found_without_it() {
    let mut office = Office::ready();
    add(&mut office, "talk", "A", &["Hội nghị ĐỐI THOẠI với người dân"]);
    for text in ["doi thoai", "đối thoại", "ĐỐI THOẠI", "đối tho"] {
        assert_eq!(ids(&search(&mut office, text)), ["talk"], "{text}");
    }
    assert!(search(&mut office, "thoai doi xa").is_empty());
}

#[test]
fn words_one_after_another_come_first_and_pages_are_named() {
    let mut office = Office::ready();
    add(&mut office, "apart", "A", &["công việc; khai báo", "gì đó"]);
    add(&mut office, "together", "B", &["trang đầu", "niêm yết công khai", "công khai"]);
    let found = search(&mut office, "công khai");
    assert_eq!(ids(&found), ["together", "apart"]);
    let pages: Vec<u32> = found[0].pages.iter().map(|page| page.page).collect();
    assert_eq!(pages, [2, 3]);
    let parts = &found[0].pages[0].excerpt.parts;
    assert_eq!(parts, &["niêm yết ", "công", " ", "khai", ""]);
}

#[test]
fn register_and_file_names_are_searched_too() {
    let mut office = Office::ready();
    office.store().add_evidence(ID, &[evidence("8", &["1.1.1"])], &stamp()).unwrap();
    add(&mut office, "photo", "Ảnh niêm yết", &[]);
    for (text, id) in [("ke hoach 8", "8"), ("photo.txt", "photo"), ("niem yet anh", "photo")] {
        let found = search(&mut office, text);
        assert_eq!(ids(&found), [id], "{text}");
        assert!(found[0].in_register && found[0].pages.is_empty());
    }
}

#[test]
fn many_pages_of_one_document_are_cut_short() {
    let mut office = Office::ready();
    add(&mut office, "long", "A", &["từ khóa"; 9]);
    let found = search(&mut office, "tu khoa");
    assert_eq!(found[0].pages.len(), 3);
    assert!(found[0].more_pages);
}

#[test]
fn anything_typed_is_searched_and_nothing_breaks_the_query() {
    let mut office = Office::ready();
    add(&mut office, "one", "A", &["exact AND folded OR NOT NEAR"]);
    for text in ["", "  ", "\"", "\"a", "a*", "exact:", "-exact", "(", "NEAR(a b)", "^a", "{}", "'"]
    {
        let _ = search(&mut office, text);
    }
    assert_eq!(ids(&search(&mut office, "\"AND\" NOT")), ["one"]);
}

#[test]
fn other_dossiers_are_not_searched() {
    let mut office = Office::ready();
    add(&mut office, "mine", "A", &["mật khẩu"]);
    office.store().new_dossier(&fixture::new_dossier("other"), &stamp()).unwrap();
    assert!(office.store().search("other", "mật khẩu").unwrap().is_empty());
}

#[test]
fn later_edition_reads_again_and_old_words_are_gone() {
    let mut office = Office::ready();
    add(&mut office, "one", "A", &["cũ kỹ"]);
    assert_eq!(office.store().unread(1).unwrap(), 0);
    read(&mut office, &["mới tinh"], 2);
    assert!(search(&mut office, "cũ kỹ").is_empty());
    assert_eq!(ids(&search(&mut office, "mới tinh")), ["one"]);
    assert_eq!(office.store().facts(ID).unwrap().len(), 1);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn facts_are_given_of_those_contents_that_are_asked_for() {
    let mut office = Office::ready();
    add(&mut office, "one", "A", &["a"]);
    add(&mut office, "two", "B", &["b"]);
    let all = office.store().facts(ID).unwrap();
    let documents = office.store().dossier(ID).unwrap().evidence;
    let one = documents.into_iter().find_map(|one| one.file).unwrap().sha256;
    let unknown = "0".repeat(64);
    let found = office.store().facts_of([one.as_str(), &unknown]).unwrap();
    assert_eq!((all.len(), found.len()), (2, 1));
    assert_eq!(found[&one], all[&one]);
}

#[test]
fn words_go_with_their_content_and_are_in_no_backup() {
    let mut office = Office::ready();
    add(&mut office, "one", "A", &["từ khóa"]);
    let folder = office.folder.path().join("backups");
    office.store().back_up(&folder, stamp().at).unwrap();
    let backup = store::backups(&folder).remove(0).path;
    let copy = rusqlite::Connection::open(backup).unwrap();
    let count = |sql: &str| copy.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM reading_page"), 0);
    assert_eq!(count("SELECT count(*) FROM page_words"), 0);

    office.store().remove_evidence(ID, "one", &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    assert_eq!(office.store().free_unused().unwrap().files, 1);
    assert_eq!(office.store().check().unwrap(), []);
    office.tamper(|connection| {
        let sql = "SELECT (SELECT count(*) FROM reading_page) + (SELECT count(*) FROM page_words)";
        assert_eq!(connection.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap(), 0);
    });
}

#[test]
fn date_of_a_document_is_found_as_it_is_written() {
    let mut office = Office::ready();
    office.store().add_evidence(ID, &[evidence("8", &["1.1.1"])], &stamp()).unwrap();
    assert_eq!(ids(&search(&mut office, "01/03/2024")), ["8", "plan"]);
}

#[test]
fn long_document_hides_no_other() {
    let mut office = Office::ready();
    add(&mut office, "short", "A", &["nội dung chung"]);
    add(&mut office, "long", "B", &["nội dung chung"; 300]);
    assert_eq!(search(&mut office, "noi dung chung").len(), 2);
}
