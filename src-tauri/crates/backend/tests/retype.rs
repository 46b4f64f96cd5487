//! What is typed once more into a web form: the set's order, texts as they are to be typed.

#![allow(clippy::unwrap_used, clippy::panic)]

mod fixture;

use backend::{Code, Format, Office, Place, RetypeRow};
use calamine::{Data, Reader, Xlsx, open_workbook};
use fixture::{DOSSIER, add, asset, office};

fn take(office: &mut Office, answers: &str) {
    let text = format!(
        r#"{{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024","answers":{answers}}}"#
    );
    office.take_answers(DOSSIER, text.as_bytes()).unwrap();
}

fn row<'a>(rows: &'a [RetypeRow], code: &str) -> &'a RetypeRow {
    rows.iter().find(|row| row.code == code).unwrap()
}

#[test]
fn rows_follow_the_set_and_points_have_its_decimals() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    office.set_answers(DOSSIER, &asset("sample/answers-xa-duc-lieu.json")).unwrap();
    let rows = office.retype(DOSSIER).unwrap().rows;
    let dossier = office.dossier(DOSSIER).unwrap();
    let set = &dossier.set.set;
    let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let bonus = set.bonus.iter().flat_map(|bonus| &bonus.items).map(|item| item.code.as_str());
    let penalty = set.penalty.iter().flat_map(|one| &one.items).map(|item| item.code.as_str());
    let items = set.sub_criteria().map(|item| item.code.as_str());
    assert_eq!(codes, items.chain(bonus).chain(penalty).collect::<Vec<_>>());

    let scored = row(&rows, "1.1.2");
    assert_eq!((scored.area.as_str(), scored.note.as_str()), ("1", ""));
    let pattern = |points: &str| points.split_once(',').is_some_and(|(_, rest)| rest.len() == 2);
    let typed = rows.iter().filter(|row| !row.points.is_empty());
    assert!(typed.clone().count() > 50);
    assert!(typed.clone().all(|row| pattern(&row.points)), "{rows:?}");
    for code in ["1.7.1", "1.3.3"] {
        let other = row(&rows, code);
        assert!(other.points.is_empty() && !other.note.is_empty(), "{other:?}");
    }
}

#[test]
fn figures_stand_as_typed_and_what_does_not_count_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    take(&mut office, r#"{"1.1.2":{"inputs":{"a":31.50,"b":36}},"1.3.1":{"inputs":{"a":9}}}"#);
    let rows = office.retype(DOSSIER).unwrap().rows;
    let values = |code: &str| {
        row(&rows, code).figures.iter().map(|one| one.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(values("1.1.2"), ["31,5", "36"]);
    assert!(row(&rows, "1.1.2").figures.iter().all(|one| !one.label.is_empty()));
    assert_eq!(values("1.3.1"), ["9"]);
    assert_eq!(row(&rows, "1.3.1").points, "0,00");
    assert_eq!(row(&rows, "1.3.1").note, words::retype::note_incomplete());
    assert_eq!(values("1.1.1"), Vec::<String>::new());

    let dossier = office.dossier(DOSSIER).unwrap();
    let claimable = dossier.set.set.sub_criteria().find(|item| item.not_applicable.is_some());
    let code = claimable.unwrap().code.to_string();
    let claim = r#"{"notApplicable":true,"explanation":"Trong năm không có"}"#;
    take(&mut office, &format!(r#"{{"{code}":{claim}}}"#));
    let rows = office.retype(DOSSIER).unwrap().rows;
    let figures = &row(&rows, &code).figures;
    assert_eq!(figures.len(), 1);
    assert_eq!(figures[0].label, words::retype::claim());
}

#[test]
fn workbook_has_a_line_for_each_figure_and_document() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    take(&mut office, r#"{"1.1.2":{"inputs":{"a":31,"b":36}}}"#);
    let scan = folder.path().join("a.txt");
    std::fs::write(&scan, "văn bản").unwrap();
    let place = Place { section: "mục II".into(), page: "3-5".into(), note: String::new() };
    let citation = backend::Citation { code: Code::new("1.1.2"), place };
    add(&mut office, &scan, Some(&citation));

    let exported = office.export(DOSSIER, Format::Retype, folder.path()).unwrap();
    let name = exported.path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name, office.export_name(DOSSIER, Format::Retype).unwrap());
    assert!(name.ends_with("_nhap-lai.xlsx"), "{name}");
    let mut book: Xlsx<_> = open_workbook(&exported.path).unwrap();
    let sheet = book.worksheet_range(words::retype::sheet()).unwrap();
    let lines: Vec<Vec<String>> = sheet
        .rows()
        .filter(|cells| cells[0] == Data::String("1.1.2".to_owned()))
        .map(|cells| cells.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(lines.len(), 2);
    let points = &row(&office.retype(DOSSIER).unwrap().rows, "1.1.2").points.clone();
    assert_eq!((&lines[0][2], lines[0][5].as_str()), (points, "31"));
    assert_eq!(lines[0][9..], ["a", "mục II", "3-5"]);
    assert_eq!((lines[1][2].as_str(), lines[1][5].as_str(), lines[1][9].as_str()), ("", "36", ""));
}
