//! The history in words, two versions side by side, and the workbook of a history.

#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use backend::{Code, Difference, Document, HistoryLine, Office, Place};
use calamine::{Reader, Xlsx, open_workbook};
use fixture::{DOSSIER, asset, office};

fn enter(office: &mut Office, code: &str, answer: &str) {
    let dossier = office.dossier(DOSSIER).unwrap();
    assert!(dossier.set.set.sub_criterion(&Code::new(code)).is_some());
    let answer = scoring::Answer::parse(answer.as_bytes()).unwrap();
    office.set_answer(DOSSIER, code, &answer).unwrap();
}

fn last(office: &Office) -> HistoryLine {
    office.history(DOSSIER, None).unwrap().pop().unwrap()
}

fn told(differences: &[Difference]) -> Vec<(&str, &str, &str)> {
    differences.iter().map(|one| (&*one.label, &*one.from, &*one.to)).collect()
}

#[test]
fn entries_say_what_was_done_with_the_words_of_the_set() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":30,"b":36}}"#);
    assert_eq!(last(&office).what, "Nhập số liệu: 1.1.2");
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":31,"b":36}}"#);
    let line = last(&office);
    assert_eq!(line.what, "Sửa số liệu: 1.1.2");
    let [(label, "30 nhiệm vụ", "31 nhiệm vụ")] = told(&line.differences)[..] else {
        panic!("{line:?}");
    };
    assert!(label.len() > 3, "{label}");
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":31,"b":36},"explanation":"Còn 05 việc"}"#);
    let line = last(&office);
    assert_eq!(line.what, "Sửa giải trình: 1.1.2");
    assert_eq!(told(&line.differences), [("Giải trình", "", "Còn 05 việc")]);
    office.undo(DOSSIER).unwrap();
    let line = last(&office);
    assert_eq!(line.what, "Hoàn tác: 1.1.2");
    assert_eq!(told(&line.differences), [("Giải trình", "Còn 05 việc", "")]);
    enter(&mut office, "1.1.2", "{}");
    assert_eq!(last(&office).what, "Xóa số liệu: 1.1.2");
}

#[test]
fn documents_are_named_even_when_they_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let document = Document {
        number: "12/BC-UBND".into(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 12, 5),
        subject: "Báo cáo".into(),
        ..Document::default()
    };
    let place = Place { section: "mục II".into(), page: "3".into(), ..Place::default() };
    let citation = backend::Citation { code: Code::new("1.1.2"), place };
    office.add_document(DOSSIER, document, Some(citation)).unwrap();
    let id = office.dossier(DOSSIER).unwrap().evidence[0].id.clone();
    office.remove_evidence(DOSSIER, &id).unwrap();
    let lines = office.history(DOSSIER, Some(&Code::new("1.1.2"))).unwrap();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        assert!(line.what.contains("Số 12/BC-UBND ngày 05/12/2024"), "{}", line.what);
        assert!(!line.what.contains(&id), "{}", line.what);
        assert!(!line.restorable);
    }
    assert_eq!(told(&lines[0].differences), [("Mục", "", "mục II"), ("Trang", "", "3")]);
    assert_eq!(told(&lines[1].differences), [("Mục", "mục II", ""), ("Trang", "3", "")]);
}

#[test]
fn corrected_round_is_told_against_the_one_at_the_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let mut round = office.dossier(DOSSIER).unwrap().round.clone();
    let before = round.title.clone();
    "Đợt hai".clone_into(&mut round.title);
    office.set_round(DOSSIER, &round).unwrap();
    let line = last(&office);
    assert_eq!(told(&line.differences), [("Tên đợt", &*before, "Đợt hai")]);
}

#[test]
fn what_an_item_had_before_comes_back_where_it_is_another_now() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":30,"b":36}}"#);
    // Once it was told, what is entered next is a line of its own.
    assert!(last(&office).restorable);
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":31,"b":36}}"#);
    let line = last(&office);
    assert!(line.restorable);
    assert_eq!(office.restore_answer(DOSSIER, line.entry.seq).unwrap(), Code::new("1.1.2"));
    let page = office.history_page(DOSSIER, Some(&Code::new("1.1.2")), None).unwrap();
    assert!(!page.older);
    let restorable: Vec<bool> = page.lines.iter().map(|line| line.restorable).collect();
    assert_eq!(restorable, [true, false, true]);
    assert_eq!(office.restore_answer(DOSSIER, 1).unwrap_err().code, "no-answer-there");
}

#[test]
fn versions_side_by_side_show_only_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    office.set_answers(DOSSIER, &asset("sample/answers-xa-duc-lieu.json")).unwrap();
    office.import_evidence(DOSSIER, &asset("sample/evidence-xa-duc-lieu.json")).unwrap();
    office.sign_off(DOSSIER, None, None).unwrap();
    assert_eq!(office.compare(DOSSIER, Some(1), None).unwrap().parts, []);

    office.reopen(DOSSIER, "Bổ sung").unwrap();
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":36,"b":36}}"#);
    let cited = office.dossier(DOSSIER).unwrap().evidence[0].clone();
    let renamed = Document { subject: "Tên mới".into(), ..cited.document.clone() };
    office.update_evidence(DOSSIER, &cited.id, &renamed).unwrap();
    office.sign_off(DOSSIER, None, None).unwrap();
    let compared = office.compare(DOSSIER, Some(1), Some(2)).unwrap();
    assert!(compared.from.starts_with("Lần ký 1 (") && compared.to.starts_with("Lần ký 2 ("));
    let titles: Vec<Option<&str>> =
        compared.parts.iter().map(|part| part.code.as_ref().map(Code::as_str)).collect();
    assert_eq!(titles, [None, Some("1.1.2"), None]);
    let item = told(&compared.parts[1].differences);
    assert_eq!((item[0].0, item[0].2), ("Điểm", "2"));
    assert!(item.iter().any(|one| one.1 == "34 nhiệm vụ" && one.2 == "36 nhiệm vụ"), "{item:?}");
    let document = told(&compared.parts[2].differences);
    assert_eq!(document, [("Trích yếu", &*cited.document.subject, "Tên mới")]);
    assert_eq!(office.compare(DOSSIER, Some(3), None).unwrap_err().code, "unknown-sign-off");
}

#[test]
fn workbook_has_a_row_an_entry_and_says_that_the_chain_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    enter(&mut office, "1.1.2", r#"{"inputs":{"a":30,"b":36}}"#);
    let saved = office.export_history(DOSSIER, None, folder.path()).unwrap();
    assert!(saved.path.to_str().unwrap().ends_with("_lich-su.xlsx"), "{saved:?}");
    let mut book: Xlsx<_> = open_workbook(&saved.path).unwrap();
    let sheet = book.worksheet_range(words::history::list_sheet()).unwrap();
    let rows: Vec<Vec<String>> =
        sheet.rows().map(|cells| cells.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows.len(), 1 + office.history(DOSSIER, None).unwrap().len() + 1);
    let entry = &rows[rows.len() - 2];
    assert_eq!(entry[2..5], ["Nguyễn Văn Mẫu (Công chức)", "Nhập số liệu: 1.1.2", "1.1.2"]);
    assert!(entry[6].contains(": 30 nhiệm vụ\n"), "{entry:?}");
    assert_eq!(rows[rows.len() - 1][3], words::history::intact());
}
