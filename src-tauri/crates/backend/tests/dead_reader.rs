//! What is told when the reading process ends at once. Here it is this test program, which knows
//! nothing of reading.

#![allow(clippy::unwrap_used)]

mod fixture;

use backend::{Clock, FileToAdd, Inspector, Withheld, check_signatures};
use fixture::{DOSSIER, office};
use store::Damage;

#[test]
fn file_that_could_not_be_read_is_taken_in_by_choice_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let path = folder.path().join("thong bao.pdf");
    std::fs::write(&path, "%PDF-1.7 nobody knows what stands here").unwrap();
    let inspector = Inspector::new().unwrap();
    let inspected = inspector.inspect(&path).unwrap();
    let file = FileToAdd { path: &path, inspected: Some(&inspected), even_secret: false };

    let added = office.add_files(DOSSIER, &[file], None).unwrap().remove(0).unwrap();
    assert_eq!(added.withheld, Some(Withheld::Unread));
    let document = |office: &backend::Office| {
        let content = office.dossier(DOSSIER).unwrap();
        let found = content.evidence.iter().find(|one| one.id == added.evidence);
        found.unwrap().clone()
    };
    assert_eq!(document(&office).file, None);
    assert!(!document(&office).document.cite_only);
    let refused = office.attach_file(DOSSIER, &added.evidence, file).unwrap_err();
    assert_eq!(refused.code, "unread");
    assert!(refused.message.contains("chưa biết có dấu mật"), "{}", refused.message);
    assert_eq!(document(&office).file, None);

    let chosen = FileToAdd { even_secret: true, ..file };
    office.attach_file(DOSSIER, &added.evidence, chosen).unwrap();
    assert_eq!(document(&office).file.unwrap().name, "thong bao.pdf");

    // A picture has no text that could not be read.
    let picture = folder.path().join("anh.png");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n").unwrap();
    let inspected = inspector.inspect(&picture).unwrap();
    let file = FileToAdd { path: &picture, inspected: Some(&inspected), even_secret: false };
    let added = office.add_files(DOSSIER, &[file], None).unwrap().remove(0).unwrap();
    assert_eq!(added.withheld, None);
}

#[test]
fn signatures_that_could_not_be_examined_neither_hold_nor_fail() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bao cao.pdf");
    std::fs::write(&path, "%PDF-1.7").unwrap();
    let refused = check_signatures(&path, None, None, Clock::System).unwrap_err();
    assert_eq!(refused.code, "not-examined");
    assert!(refused.message.contains("bao cao.pdf"), "{}", refused.message);
}

#[test]
fn kept_report_that_could_not_be_examined_is_told_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = fixture::filled(folder.path());
    assert_eq!(office.check().unwrap(), []);
    office.sign_off(DOSSIER, None, None).unwrap();
    let unknown = Damage::ReportUnknown { dossier: DOSSIER.to_owned(), sign_off: 1 };
    assert_eq!(office.check().unwrap(), [unknown]);
}
