//! The documents of real dossiers, of all three sample sets, against the decree.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use backend::{Clock, Format, Office, Person};
use report::{decree30, layout};

const DOSSIER: &str = "ho-so";

fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets").join(name)
}

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
