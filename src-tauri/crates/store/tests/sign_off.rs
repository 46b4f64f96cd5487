//! Review, sign-off, number, reopening.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::path::Path;

use fixture::{
    ID, Office, answer, answers, asset, code, day, document, evidence, profile, registry, stamp,
};
use scoring::{Decimal, WarningKind};
use store::{
    Blocker, BlockerKind, Citation, Dossier, Error, Evidence, MadeReport, Op, Place, PlannedDate,
    ReportTexts, ReviewWarning, SignOff, State, Store,
};

fn blockers(office: &mut Office) -> Vec<(String, String, &'static str)> {
    let review = office.store().review(ID, day("2024-12-01")).unwrap();
    review.blockers.into_iter().map(brief).collect()
}

fn brief(blocker: Blocker) -> (String, String, &'static str) {
    let kind = match blocker.kind {
        BlockerKind::Incomplete { .. } => "incomplete",
        BlockerKind::Invalid(_) => "invalid",
        BlockerKind::NoReason => "no reason",
        BlockerKind::NoEvidence => "no evidence",
        BlockerKind::CarriedOver => "carried over",
        BlockerKind::EmptyProfileField(field) => field,
        BlockerKind::ReportDate { .. } => "date",
        other => panic!("{other:?} is no matter of a sign-off"),
    };
    (
        blocker.code.map(|code| code.to_string()).unwrap_or_default(),
        blocker.part.unwrap_or_default(),
        kind,
    )
}

fn due(list: &[(&str, &str, &'static str)]) -> Vec<(String, String, &'static str)> {
    list.iter().map(|(code, part, kind)| ((*code).into(), (*part).into(), *kind)).collect()
}

#[test]
fn empty_dossier_lacks_every_item() {
    let mut office = Office::new();
    let all = ["1.1.1", "1.1.2", "1.1.3", "1.1.4"].map(|item| (item, "", "incomplete"));
    assert_eq!(blockers(&mut office), due(&all));
}

#[test]
fn sign_off_lists_everything_missing_at_once() {
    let mut office = Office::new();
    let file = answers(
        r#""answers":{"1.1.1":{"inputs":{"dat":true}},
            "1.1.2":{"notApplicable":true,"explanation":" "},
            "1.1.3":{"parts":{"p1":{"inputs":{"dat":true}},"p2":{"notApplicable":true}},"explanation":"x"},
            "1.1.4":{"inputs":{"ngay":"31/12/2024"}}},
           "bonus":{"T1":{"inputs":{"n":1}}},"penalty":{"P1":{"inputs":{"n":-1}}}"#,
    );
    office.store().set_answers(ID, &file, &stamp()).unwrap();
    let mut nameless = profile();
    nameless.signer.name = String::new();
    nameless.recipients = vec![" ".into()];
    office.store().set_profile(ID, &nameless, &stamp()).unwrap();
    let before = office.content();

    let registry = SignOff { number: Some("15".into()), date: Some(day("2023-12-31")) };
    let Err(Error::NotReady(found)) = office.store().sign_off(ID, &registry, &stamp()) else {
        panic!("not ready");
    };
    let expected = due(&[
        ("1.1.1", "", "no evidence"),
        ("1.1.2", "", "no reason"),
        ("1.1.3", "p2", "no reason"),
        ("1.1.4", "", "invalid"),
        ("T1", "", "no evidence"),
        ("P1", "", "invalid"),
        ("", "", "signer.name"),
        ("", "", "recipients"),
        ("", "", "date"),
    ]);
    assert_eq!(found.into_iter().map(brief).collect::<Vec<_>>(), expected);
    assert_eq!(office.content(), before);
    assert!(office.store().dossier(ID).unwrap().sign_offs.is_empty());
}

#[test]
fn every_profile_field_that_the_report_prints_must_be_filled() {
    let mut office = Office::ready();
    let json = String::from_utf8(asset("sample/profile-xa-duc-lieu.json")).unwrap();
    for (field, empty) in [
        (r#""name": "UBND xã Đức Liễu""#, "name"),
        (r#""issuingBody": "Ủy ban nhân dân xã Đức Liễu""#, "issuingBody"),
        (r#""place": "Đức Liễu""#, "place"),
        (r#""symbol": "BC-UBND""#, "symbol"),
        (r#""preparedBy": "Trần Thị Thí Dụ""#, "preparedBy"),
        (r#""post": "CHỦ TỊCH""#, "signer.post"),
        (r#""fileCopy": "Lưu: VT, VP""#, "fileCopy"),
    ] {
        let (key, _) = field.split_once(": ").unwrap();
        let text = json.replace(field, &format!(r#"{key}: """#));
        assert_ne!(text, json, "{field}");
        let profile = store::Profile::parse(text.as_bytes()).unwrap();
        office.store().set_profile(ID, &profile, &stamp()).unwrap();
        assert_eq!(blockers(&mut office), due(&[("", "", empty)]));
    }
}

#[test]
fn explanation_or_citation_covers_an_item() {
    let mut office = Office::ready();
    assert!(blockers(&mut office).is_empty());
    office.store().uncite(ID, ("plan", &code("1.1.1")), &stamp()).unwrap();
    assert_eq!(blockers(&mut office), due(&[("1.1.1", "", "no evidence")]));
    office.set("1.1.1", r#"{"inputs":{"dat":true},"explanation":"Có trên cổng."}"#);
    assert!(blockers(&mut office).is_empty());
    office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    assert!(blockers(&mut office).is_empty(), "0 points need no proof");
    office.set("T1", r#"{"inputs":{"n":1}}"#);
    assert_eq!(blockers(&mut office), due(&[("T1", "", "no evidence")]));
    let place = Place::default();
    office.store().cite(ID, ("plan", &code("T1")), &place, &stamp()).unwrap();
    assert!(blockers(&mut office).is_empty());
}

#[test]
fn missing_figures_are_made_up_for_by_an_explanation_of_the_item_or_of_the_part() {
    let mut office = Office::ready();
    let parts = |parts: &str| {
        format!(
            r#"{{"parts":{{"p1":{{"inputs":{{"dat":true}},"explanation":"x"}},"p2":{parts}}}}}"#
        )
    };
    office.set("1.1.3", &parts("{}"));
    assert_eq!(blockers(&mut office), due(&[("1.1.3", "", "incomplete")]));
    office.set("1.1.3", &parts(r#"{"explanation":"Chưa có phương án."}"#));
    assert!(blockers(&mut office).is_empty());
    office.set("1.1.3", r#"{"explanation":"Chưa có số liệu."}"#);
    assert!(blockers(&mut office).is_empty());
}

#[test]
fn claim_that_the_set_does_not_allow_is_invalid_even_with_a_reason() {
    let mut office = Office::ready();
    office.set("1.1.1", r#"{"notApplicable":true,"explanation":"Không có."}"#);
    assert_eq!(blockers(&mut office), due(&[("1.1.1", "", "invalid")]));
}

#[test]
fn warnings_do_not_block() {
    let mut office = Office::ready();
    office.set("1.1.4", r#"{"inputs":{"ngay":"2024-12-05"}}"#);
    let mut later = document("later");
    later.date = Some(day("2024-12-24"));
    let citations = vec![Citation { code: code("1.1.4"), place: Place::default() }];
    let added = [
        Evidence { id: "later".into(), document: later, file: None, citations },
        evidence("spare", &[]),
    ];
    office.store().add_evidence(ID, &added, &stamp()).unwrap();
    let review = office.store().review(ID, day("2024-12-01")).unwrap();
    assert!(review.blockers.is_empty());
    let planned = ReviewWarning::PlannedDate(PlannedDate {
        code: code("1.1.4"),
        part: None,
        input: "ngay".into(),
        date: day("2024-12-05"),
    });
    let future =
        ReviewWarning::FutureEvidence { evidence: "later".into(), date: day("2024-12-24") };
    let vague = ReviewWarning::VagueCitation { evidence: "later".into(), code: code("1.1.4") };
    let spare = ReviewWarning::UncitedEvidence { evidence: "spare".into() };
    let mut warnings = review.warnings;
    for warning in [planned, future, vague, spare] {
        let position = warnings.iter().position(|one| *one == warning).expect("listed");
        warnings.remove(position);
    }
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn warnings_of_scoring_are_handed_on() {
    let mut office = Office::new();
    let set = String::from_utf8(fixture::SET.to_vec()).unwrap();
    let loose = set
        .replace(r#", "constraints": ["a<=b"]"#, "")
        .replace(r#""version": "1""#, r#""version": "2""#);
    office.store().add_criteria_set(loose.as_bytes()).unwrap();
    let new = store::NewDossier { criteria_set_version: "2".into(), ..fixture::new_dossier("d2") };
    office.store().new_dossier(&new, &stamp()).unwrap();
    let over = answer(r#"{"inputs":{"a":37,"b":36}}"#);
    office.store().set_answer("d2", &code("1.1.2"), &over, &stamp()).unwrap();
    let review = office.store().review("d2", day("2024-12-01")).unwrap();
    assert!(matches!(&review.warnings[..], [ReviewWarning::Scoring(warning)]
        if warning.kind == WarningKind::OverHundredPercent));
}

#[test]
fn sign_off_freezes_content_points_and_hash() {
    let mut office = Office::ready();
    let registry = SignOff { number: Some(" 15 ".into()), date: Some(day("2024-12-09")) };
    let signed = office.store().sign_off(ID, &registry, &stamp()).unwrap();
    assert_eq!(signed.registry.number.as_deref(), Some("15"));
    assert_eq!(signed.by, stamp().by);
    let content = office.store().signed_content(ID, 1).unwrap().unwrap();
    assert_eq!(signed.sha256, sha256sum(&content));
    for part in [
        r#""answers":{"answers":{"1.1.1":{"inputs":{"dat":true}}"#,
        r#""1.1.2":{"applicableMax":2,"points":1.72,"status":"scored"}"#,
        r#""b":36}"#,
        r#""schema":"par-signed/2""#,
        r#""criteriaSet":{"id":"small","sha256":""#,
        r#""classification":"yeu""#,
        r#""selfPoints":4.72"#,
    ] {
        assert!(content.contains(part), "{part} in {content}");
    }
    assert!(!content.contains("2024-12-09"), "number and date stay outside");
    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!(dossier.state, State::SignedOff);
    assert_eq!(dossier.signed_off(), Some(&signed));
    assert!(office.store().check().unwrap().is_empty());
}

/// The hash as another program computes it.
fn sha256sum(text: &str) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let output = std::process::Command::new("sha256sum").arg(file.path()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()[..64].to_owned()
}

#[test]
fn signed_off_dossier_refuses_every_change() {
    let mut office = Office::signed_off();
    let before = office.content();
    let store = office.store();
    let place = Place::default();
    let item = code("1.1.1");
    let attempts: [fn(&mut Store, &Place, &scoring::Code) -> bool; 10] = [
        |store, _, item| wrong(&store.set_answer(ID, item, &answer("{}"), &stamp())),
        |store, _, _| wrong(&store.set_answers(ID, &answers(r#""answers":{}"#), &stamp())),
        |store, _, _| wrong(&store.add_evidence(ID, &[evidence("x", &[])], &stamp())),
        |store, _, _| wrong(&store.update_evidence(ID, &[("plan", &document("x"))], &stamp())),
        |store, _, _| wrong(&store.remove_evidence(ID, "plan", &stamp())),
        |store, place, item| wrong(&store.cite(ID, ("plan", item), place, &stamp())),
        |store, _, item| wrong(&store.uncite(ID, ("plan", item), &stamp())),
        |store, _, _| wrong(&store.set_report_texts(ID, &ReportTexts::default(), &stamp())),
        |store, _, _| wrong(&store.set_profile(ID, &profile(), &stamp())),
        |store, _, _| wrong(&store.sign_off(ID, &SignOff::default(), &stamp())),
    ];
    for (position, attempt) in attempts.iter().enumerate() {
        assert!(attempt(store, &place, &item), "attempt {position}");
    }
    assert_eq!(office.content(), before);
}

fn wrong<T>(result: &store::Result<T>) -> bool {
    matches!(result, Err(Error::WrongState { found: State::SignedOff, .. }))
}

#[test]
fn number_comes_later_without_touching_the_hash() {
    let mut office = Office::ready();
    let registry = SignOff { number: Some("16".into()), date: Some(day("2024-12-11")) };
    let early = office.store().set_number(ID, &registry, &stamp());
    assert!(matches!(early, Err(Error::WrongState { .. })));
    let signed = office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let content = office.store().signed_content(ID, 1).unwrap();
    let numbered = office.store().set_number(ID, &registry, &stamp()).unwrap();
    assert_eq!((&numbered.sha256, &numbered.registry), (&signed.sha256, &registry));
    assert_eq!(office.store().signed_content(ID, 1).unwrap(), content);
    let entries = office.store().history(ID).unwrap().len();
    office.store().set_number(ID, &registry, &stamp()).unwrap();
    assert_eq!(office.store().history(ID).unwrap().len(), entries, "the same writes nothing");
    for date in ["2023-12-31", "2025-12-02"] {
        let registry = SignOff { number: None, date: Some(day(date)) };
        let refused = office.store().set_number(ID, &registry, &stamp());
        assert!(matches!(refused, Err(Error::ReportDate { .. })), "{date}");
    }
    assert!(office.store().check().unwrap().is_empty());
}

#[test]
fn reopening_needs_a_reason_and_keeps_the_old_sign_off() {
    let mut office = Office::signed_off();
    for empty in ["", " \n"] {
        let refused = office.store().reopen(ID, empty, &stamp());
        assert!(matches!(refused, Err(Error::EmptyText { field: "reason" })));
    }
    let content = office.store().signed_content(ID, 1).unwrap().unwrap();
    let first = office.store().reopen(ID, "Sai số liệu 1.1.2", &stamp()).unwrap();
    assert_eq!(first.reopened.as_ref().unwrap().reason, "Sai số liệu 1.1.2");
    assert!(matches!(office.store().reopen(ID, "x", &stamp()), Err(Error::WrongState { .. })));
    office.set("1.1.2", r#"{"inputs":{"a":36,"b":36}}"#);
    let second = office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    assert_eq!(second.ordinal, 2);
    assert_ne!(first.sha256, second.sha256);
    assert_eq!(office.store().signed_content(ID, 1).unwrap().unwrap(), content);
    let sign_offs = office.store().dossier(ID).unwrap().sign_offs;
    assert_eq!(sign_offs, [first, second]);
    assert!(office.store().check().unwrap().is_empty());
}

#[test]
fn same_content_has_the_same_hash_again() {
    let mut office = Office::signed_off();
    let first = office.store().reopen(ID, "Xem lại", &stamp()).unwrap();
    let second = office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    assert_eq!(first.sha256, second.sha256);
}

#[test]
fn sample_dossier_can_be_signed_off() {
    #[derive(serde::Deserialize)]
    struct Sample {
        documents: Vec<serde_json::Value>,
    }
    let mut office = Office::new();
    let store = office.store();
    let set = store.add_criteria_set(&asset("criteria/commune-2024.json")).unwrap();
    let new = store::NewDossier {
        criteria_set: set.set.id.clone(),
        criteria_set_version: set.set.version.clone(),
        round: store::Round::parse(&asset("sample/round-2024.json")).unwrap(),
        ..fixture::new_dossier("sample")
    };
    store.new_dossier(&new, &stamp()).unwrap();
    let file = scoring::Answers::parse(&asset("sample/answers-xa-duc-lieu.json")).unwrap();
    store.set_answers("sample", &file, &stamp()).unwrap();
    let sample: Sample =
        serde_json::from_slice(&asset("sample/evidence-xa-duc-lieu.json")).unwrap();
    let documents: Vec<Evidence> = sample.documents.iter().zip(1..).map(from_sample).collect();
    store.add_evidence("sample", &documents, &stamp()).unwrap();
    let review = store.review("sample", day("2024-12-10")).unwrap();
    assert_eq!(review.blockers, []);
    assert!(review.score.totals.self_points > Decimal::ZERO);
    store.sign_off("sample", &SignOff::default(), &stamp()).unwrap();
    assert!(store.check().unwrap().is_empty());
    assert!(Path::exists(&office.path()));
}

fn from_sample((document, number): (&serde_json::Value, u32)) -> Evidence {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let citations = document["citations"].as_array().unwrap().iter().map(|citation| Citation {
        code: code(citation["code"].as_str().unwrap()),
        place: Place {
            section: text(&citation["section"]),
            page: text(&citation["page"]),
            note: String::new(),
        },
    });
    Evidence {
        id: format!("e{number}"),
        file: None,
        citations: citations.collect(),
        document: store::Document {
            number: text(&document["number"]),
            date: document["date"].as_str().map(day),
            issuer: text(&document["issuer"]),
            subject: text(&document["subject"]),
            ..store::Document::default()
        },
    }
}

/// A report whose making fails, or which cannot be kept, leaves the dossier as it was.
#[test]
fn sign_off_and_number_are_done_with_their_report_or_not_at_all() {
    #[derive(Debug)]
    enum Failed {
        Store(Error),
        Report,
    }
    impl From<Error> for Failed {
        fn from(error: Error) -> Self {
            Self::Store(error)
        }
    }
    let made = |text: &str| MadeReport { name: "BC.pdf".into(), pdf: text.as_bytes().to_vec() };
    let mut office = Office::ready();
    let (content, history) = (office.content(), office.store().history(ID).unwrap());

    let none = SignOff::default();
    let refused = office.store().sign_off_with_report(ID, &none, |_| Err(Failed::Report), &stamp());
    assert!(matches!(refused, Err(Failed::Report)), "{refused:?}");
    let empty = |_: &Dossier| Ok::<_, Failed>(made(""));
    let refused = office.store().sign_off_with_report(ID, &none, empty, &stamp());
    assert!(matches!(refused, Err(Failed::Store(Error::Sqlite(_)))), "{refused:?}");
    assert_eq!(office.content(), content);
    assert_eq!(office.store().history(ID).unwrap(), history);
    assert_eq!(office.store().check().unwrap(), []);

    let shown = |dossier: &Dossier| {
        assert_eq!(dossier.state, State::SignedOff);
        let signed = dossier.signed_off().unwrap();
        Ok::<_, Error>(made(&format!("{:?}", signed.registry.number)))
    };
    let signed = office.store().sign_off_with_report(ID, &none, shown, &stamp()).unwrap();
    let dossier = office.store().dossier(ID).unwrap();
    assert!(dossier.reports[0].is_of(&signed));
    let history = office.store().history(ID).unwrap();
    let [.., sign_off, keep] = &history[..] else { panic!("{history:?}") };
    assert_eq!((sign_off.op, keep.op), (Op::SignOff, Op::KeepReport));
    assert_eq!(keep.step, sign_off.step + 1);

    let refused =
        office.store().set_number_with_report(ID, &registry(), |_| Err(Failed::Report), &stamp());
    assert!(matches!(refused, Err(Failed::Report)), "{refused:?}");
    assert_eq!(office.store().history(ID).unwrap(), history);
    assert_eq!(office.store().dossier(ID).unwrap().signed_off().unwrap().registry, none);
    let numbered = office.store().set_number_with_report(ID, &registry(), shown, &stamp()).unwrap();
    let reports = office.store().dossier(ID).unwrap().reports;
    assert!(reports.len() == 2 && reports[1].is_of(&numbered), "{reports:?}");
    assert_eq!(office.store().check().unwrap(), []);
}
