//! The documents of real dossiers, of all three sample sets, against the decree.

#![allow(clippy::unwrap_used)]

mod fixture;

use std::path::Path;

use backend::{Citation, Clock, Code, Format, Office, Person, Place};
use fixture::{DOSSIER, add, asset};
use report::{decree30, layout};

fn office(folder: &Path) -> Office {
    let by = Person { name: "Nguyễn Văn Mẫu".into(), post: "Công chức".into() };
    Office::create(&folder.join("cchc.db"), by, Clock::System).unwrap()
}

/// A dossier with all its answers and evidence.
fn filled(folder: &Path, (criteria, unit, round): (&str, &str, &str)) -> Office {
    let mut office = office(folder);
    let read = |name: String| std::fs::read(asset(&name)).unwrap();
    office
        .make_dossier(
            DOSSIER,
            &read(format!("criteria/{criteria}.json")),
            &read(format!("sample/profile-{unit}.json")),
            &read(format!("sample/{round}.json")),
        )
        .unwrap();
    office.set_answers(DOSSIER, &asset(&format!("sample/answers-{unit}.json"))).unwrap();
    office.import_evidence(DOSSIER, &asset(&format!("sample/evidence-{unit}.json"))).unwrap();
    office
}

const SAMPLES: [(&str, &str, &str); 3] = [
    ("commune-2024", "xa-duc-lieu", "round-2024"),
    ("department-2024", "phong-tu-phap", "round-2024"),
    ("ward-2026-alternative", "phuong-mau", "round-2026"),
];

#[test]
fn documents_of_every_sample_keep_to_the_decree() {
    for sample in SAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let mut office = filled(folder.path(), sample);
        let draft = layout::lay_out(&office.report(DOSSIER).unwrap());
        assert_eq!(decree30::check(&draft), [], "{sample:?}, draft");
        office.sign_off(DOSSIER, None, None).unwrap();
        let signed = layout::lay_out(&office.report(DOSSIER).unwrap());
        assert_eq!(decree30::check(&signed), [], "{sample:?}, signed off");
    }
}

#[test]
fn documents_of_an_empty_dossier_keep_to_the_decree() {
    for (criteria, unit, round) in SAMPLES {
        let folder = tempfile::tempdir().unwrap();
        let mut office = office(folder.path());
        let id = office
            .new_dossier(
                &asset(&format!("criteria/{criteria}.json")),
                &asset(&format!("sample/profile-{unit}.json")),
                &asset(&format!("sample/{round}.json")),
            )
            .unwrap();
        let document = layout::lay_out(&office.report(&id).unwrap());
        assert_eq!(decree30::check(&document), [], "{criteria}");
    }
}

#[test]
fn annex_lists_every_cited_document_with_its_places_and_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = filled(folder.path(), SAMPLES[0]);
    let before = office.report(DOSSIER).unwrap();
    let place = |section: &str, page: &str, note: &str| Place {
        section: section.into(),
        page: page.into(),
        note: note.into(),
    };
    let cited = |code: &str, place: Place| Citation { code: Code::new(code), place };
    let scan = folder.path().join("Báo_cáo 12.pdf");
    std::fs::write(&scan, "%PDF-1.4").unwrap();
    let first = cited("1.1.2", place("mục II", "3-5", "bản scan"));
    let id = add(&mut office, &scan, Some(&first));
    office.cite(DOSSIER, &id, &cited("1.3.1", place("", "7", ""))).unwrap();
    office.cite(DOSSIER, &id, &cited("T1", place("", "", ""))).unwrap();
    add(&mut office, &scan, None);

    let report = office.report(DOSSIER).unwrap();
    assert_eq!(report.evidence.len(), before.evidence.len() + 1);
    let counted = format!(" {} tài liệu", report.evidence.len());
    assert!(report.introduction.implementation[0].contains(&counted));
    let line = report.evidence.iter().find(|line| line.subject == "Báo cáo 12").unwrap();
    assert_eq!(line.citations, ["1.1.2 (mục II, trang 3-5, bản scan)", "1.3.1 (trang 7)", "T1"]);
    let file = line.file.as_ref().unwrap();
    assert_eq!((file.name.as_str(), file.bytes, file.sha256.len()), ("Báo_cáo 12.pdf", 8, 64));

    let content = office.dossier(DOSSIER).unwrap();
    for known in content.evidence.iter().filter(|one| one.id != id && !one.citations.is_empty()) {
        let document = &known.document;
        let line = report
            .evidence
            .iter()
            .find(|line| line.number == document.number && line.subject == document.subject);
        let line = line.unwrap();
        assert_eq!((line.date, &line.issuer), (document.date, &document.issuer));
        assert_eq!(line.file, None);
        for (text, citation) in line.citations.iter().zip(&known.citations) {
            for part in [citation.code.as_str(), &citation.place.section, &citation.place.page] {
                assert!(text.contains(part), "{text}");
            }
        }
        assert_eq!(line.citations.len(), known.citations.len());
    }
    assert_eq!(decree30::check(&layout::lay_out(&report)), []);
}

#[test]
fn same_dossier_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let office = filled(folder.path(), SAMPLES[0]);
    for (format, name) in [(Format::Pdf, "pdf"), (Format::Xlsx, "xlsx"), (Format::Json, "json")] {
        let [one, two] = ["one", "two"].map(|which| {
            let path = folder.path().join(format!("{which}.{name}"));
            office.export(DOSSIER, format, &path).unwrap();
            std::fs::read(path).unwrap()
        });
        assert!(one == two, "{name}");
    }
}

#[test]
fn characters_that_cannot_be_printed_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = filled(folder.path(), SAMPLES[0]);
    let answers = r#"{"schema":"par-answers/1","criteriaSet":"bu-dang-commune-2024",
        "answers":{"1.1.2":{"inputs":{"a":34,"b":36},"explanation":"Xong 😀\u0007"}}}"#;
    office.take_answers(DOSSIER, answers.as_bytes()).unwrap();
    let warnings = office.review(DOSSIER).unwrap().warnings;
    assert!(
        warnings.iter().any(|one| one.starts_with("1.1.2: ") && one.contains('😀')),
        "{warnings:?}"
    );
}
