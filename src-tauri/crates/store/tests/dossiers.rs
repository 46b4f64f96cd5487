//! Sets, dossiers, answers and evidence: what is taken in, kept and refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{
    ID, Office, SET, answer, answers, asset, code, day, document, evidence, new_dossier, profile,
    round, stamp,
};
use scoring::{Answers, FaultKind, ReadError, ScoredBy, UnitKind};
use store::{
    AnswerRefusal, ChangedKind, Error, Kind, Place, Profile, Progress, ReportTexts, Round, State,
};

#[test]
fn same_set_is_taken_in_once_whatever_its_white_space() {
    let mut office = Office::new();
    let text = String::from_utf8(SET.to_vec()).unwrap();
    let spaced = text.replace("\": ", "\":   \n");
    let sha256 = office.store().add_criteria_set(spaced.as_bytes()).unwrap().sha256.clone();
    let sets = office.store().criteria_sets().unwrap();
    assert_eq!(sets.len(), 1);
    assert_eq!(sets[0].sha256, sha256);
    assert_eq!(sets[0].content, text, "the content stays as it was first given");
}

#[test]
fn other_content_under_a_known_version_is_refused() {
    let mut office = Office::new();
    let other = String::from_utf8(SET.to_vec()).unwrap().replace("Có kế hoạch", "Có chương trình");
    match office.store().add_criteria_set(other.as_bytes()) {
        Err(Error::SetConflict { id, version, stored, given }) => {
            assert_eq!((id.as_str(), version.as_str()), ("small", "1"));
            assert_ne!(stored, given);
        }
        other => panic!("{other:?}"),
    }
    let next =
        String::from_utf8(SET.to_vec()).unwrap().replace(r#""version": "1""#, r#""version": "2""#);
    office.store().add_criteria_set(next.as_bytes()).unwrap();
    assert_eq!(office.store().criteria_sets().unwrap().len(), 2);
    assert!(matches!(
        office.store().add_criteria_set(b"{}"),
        Err(Error::Read(ReadError::Faults(_)))
    ));
}

#[test]
fn dossier_keeps_profile_and_round_as_they_were() {
    let mut office = Office::new();
    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!((dossier.profile, dossier.round), (profile(), round()));
    assert_eq!(dossier.state, State::Drafting);
    assert_eq!(dossier.answers.criteria_set, "small");
    assert_eq!(dossier.answers.deadlines["round.submitDue"], day("2024-12-10"));
    assert_eq!(dossier.created_at.to_rfc3339(), "2024-12-01T01:00:00+00:00");
}

#[test]
fn unfit_new_dossiers_are_refused_with_both_sides() {
    let mut office = Office::new();
    let mut refused = |change: &dyn Fn(&mut store::NewDossier)| {
        let mut new = new_dossier("d2");
        change(&mut new);
        office.store().new_dossier(&new, &stamp()).unwrap_err()
    };
    assert!(matches!(refused(&|new| new.id = ID.into()), Error::DossierExists { .. }));
    for id in ["", "a/b", "a b", "ă", &"x".repeat(65)] {
        assert!(matches!(refused(&|new| new.id = id.into()), Error::BadId { .. }), "{id}");
    }
    let error = refused(&|new| new.criteria_set_version = "7".into());
    assert!(matches!(error, Error::UnknownSet { version, .. } if version == "7"));
    assert!(matches!(
        refused(&|new| new.round.year = 2025),
        Error::OtherYear { round: 2025, set: 2024 }
    ));
    let error = refused(&|new| {
        new.round.deadlines.insert("round.other".into(), day("2024-12-01"));
    });
    assert!(matches!(error, Error::UnknownDeadlines { names, known }
        if names == ["round.other"] && known == ["round.submitDue"]));
    let error = refused(&|new| new.profile.kind = Kind::Department);
    assert!(matches!(
        error,
        Error::OtherUnitKind { set: UnitKind::Commune, profile: UnitKind::Department }
    ));
    assert_eq!(office.store().dossier_ids().unwrap(), [ID]);
}

#[test]
fn summaries_count_what_is_settled_of_what_the_unit_scores() {
    let mut office = Office::new();
    let progress = |office: &mut Office| office.store().summary(ID).unwrap().progress;
    assert_eq!(progress(&mut office), Progress { done: 0, total: 4 });
    office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    office.set("1.1.2", r#"{"notApplicable":true}"#);
    office.set("1.1.4", r#"{"explanation":"Chưa gửi."}"#);
    assert_eq!(progress(&mut office), Progress { done: 2, total: 4 });
    let summary = office.store().summary(ID).unwrap();
    assert_eq!((summary.unit.as_str(), summary.year), ("UBND xã Đức Liễu", 2024));
}

#[test]
fn numbers_keep_their_text() {
    let mut office = Office::new();
    office.set("1.1.2", r#"{"inputs":{"a":12345678901.250,"b":3e+2}}"#);
    office.reopen();
    let entry = office.store().history(ID).unwrap().pop().unwrap();
    assert_eq!(entry.after.unwrap(), r#"{"inputs":{"a":12345678901.250,"b":3e+2}}"#);
    let stored = office.store().dossier(ID).unwrap().answers.sub_criteria[&code("1.1.2")].clone();
    assert_eq!(stored, answer(r#"{"inputs":{"a":12345678901.250,"b":3e+2}}"#));
}

#[test]
fn texts_are_stored_in_composed_form() {
    let mut office = Office::new();
    let decomposed = "Ke\u{302}\u{301} hoa\u{323}ch";
    office.set(
        "1.1.1",
        &format!(r#"{{"inputs":{{"k":"{decomposed}"}},"explanation":"{decomposed}"}}"#),
    );
    let mut document = document("1");
    document.subject = decomposed.into();
    let added = store::Evidence { id: "e".into(), document, file: None, citations: vec![] };
    office.store().add_evidence(ID, &[added], &stamp()).unwrap();
    let texts = ReportTexts { opening: decomposed.into(), ..ReportTexts::default() };
    office.store().set_report_texts(ID, &texts, &stamp()).unwrap();

    let dossier = office.store().dossier(ID).unwrap();
    let explanation = dossier.answers.sub_criteria[&code("1.1.1")].explanation.as_deref();
    assert_eq!(explanation, Some("Kế hoạch"));
    assert_eq!(dossier.evidence[0].document.subject, "Kế hoạch");
    assert_eq!(dossier.report_texts.opening, "Kế hoạch");
    let composed = format!(r#"{{"inputs":{{"k":"{0}"}},"explanation":"{0}"}}"#, "Kế hoạch");
    assert!(office.set("1.1.1", &composed).is_empty(), "the same text writes nothing");
}

#[test]
fn unchanged_values_write_nothing() {
    let mut office = Office::ready();
    let before = office.store().history(ID).unwrap().len();
    assert!(office.set("1.1.1", r#"{"inputs":{"dat":true}}"#).is_empty());
    assert!(office.set("1.1.4", r#"{"explanation":"Chưa gửi.","parts":{}}"#).is_empty());
    let mut texts = ReportTexts::default();
    assert!(office.store().set_report_texts(ID, &texts, &stamp()).unwrap().is_empty());
    assert!(office.store().set_profile(ID, &profile(), &stamp()).unwrap().is_empty());
    assert_eq!(office.store().history(ID).unwrap().len(), before);
    texts.opening = "Kính gửi".into();
    let changed = office.store().set_report_texts(ID, &texts, &stamp()).unwrap();
    assert_eq!(changed.kinds, [ChangedKind::ReportTexts].into());
}

#[test]
fn file_of_answers_replaces_clears_and_leaves_in_one_step() {
    let mut office = Office::ready();
    let file = answers(
        r#""deadlines":{"round.submitDue":"2024-12-10"},
           "answers":{"1.1.2":{"explanation":"Chưa có số liệu."},"1.1.4":{}},"penalty":{"P1":{"inputs":{"n":1}}}"#,
    );
    let changed = office.store().set_answers(ID, &file, &stamp()).unwrap();
    assert_eq!(changed.codes, ["1.1.2", "1.1.4", "P1"].map(code).into());
    let stored = office.store().dossier(ID).unwrap().answers;
    assert_eq!(
        stored.sub_criteria[&code("1.1.2")],
        answer(r#"{"explanation":"Chưa có số liệu."}"#)
    );
    assert!(!stored.sub_criteria.contains_key(&code("1.1.4")));
    assert!(stored.sub_criteria.contains_key(&code("1.1.1")), "a code that is absent stays");
    assert!(stored.bonus.contains_key(&code("T1")));
    let label = office.store().steps(ID).unwrap().undo.unwrap();
    assert_eq!(label.codes, changed.codes);
}

#[test]
fn answers_that_do_not_fit_are_refused_all_at_once_and_nothing_is_stored() {
    let mut office = Office::ready();
    let before = office.content();
    let file = r#"{"schema":"par-answers/1","criteriaSet":"other",
        "deadlines":{"round.submitDue":"2024-12-31","round.x":"2024-01-01"},
        "answers":{"1.1.1":{"inputs":{"dat":false}},"9.9":{},"2.1.1":{"inputs":{"pct":80}},"2.1.2":{}},
        "bonus":{"P1":{}}}"#;
    let file = Answers::parse(file.as_bytes()).unwrap();
    let Err(Error::AnswersRefused(refusals)) = office.store().set_answers(ID, &file, &stamp())
    else {
        panic!("refused");
    };
    let faults = refusals.iter().filter(|one| matches!(one, AnswerRefusal::Fault(_))).count();
    assert_eq!((refusals.len(), faults), (7, 4), "{refusals:?}");
    for (item, by) in [("2.1.1", ScoredBy::Survey), ("2.1.2", ScoredBy::Appraisal)] {
        let refusal = AnswerRefusal::NotSelfScored { code: code(item), scored_by: by };
        assert!(refusals.contains(&refusal), "{item}");
    }
    let (given, due) = (day("2024-12-31"), Some(day("2024-12-10")));
    let name = "round.submitDue".into();
    assert!(refusals.contains(&AnswerRefusal::Deadline { name, given, round: due }));
    assert_eq!(office.content(), before);
}

#[test]
fn single_answers_are_refused_alike() {
    let mut office = Office::new();
    let empty = answer("{}");
    let mut refused =
        |item: &str| match office.store().set_answer(ID, &code(item), &empty, &stamp()) {
            Err(Error::AnswersRefused(mut refusals)) => refusals.remove(0),
            other => panic!("{other:?}"),
        };
    assert!(matches!(refused("2.1.1"), AnswerRefusal::NotSelfScored { .. }));
    assert!(
        matches!(refused("9.9"), AnswerRefusal::Fault(fault) if fault.kind == FaultKind::UnknownCode)
    );
    let nowhere = office.store().set_answer("no", &code("1.1.1"), &empty, &stamp());
    assert!(matches!(nowhere, Err(Error::UnknownDossier { .. })));
}

#[test]
fn invalid_values_are_kept_as_they_were_entered() {
    let mut office = Office::new();
    let entered = r#"{"inputs":{"a":-5,"b":"hai","lạ":true},"parts":{"zz":{}}}"#;
    office.set("1.1.2", entered);
    let stored = office.store().dossier(ID).unwrap().answers.sub_criteria[&code("1.1.2")].clone();
    assert_eq!(stored, answer(entered));
}

#[test]
fn sample_dossier_is_taken_in_whole() {
    let mut office = Office::new();
    let store = office.store();
    let set = store.add_criteria_set(&asset("criteria/commune-2024.json")).unwrap();
    let new = store::NewDossier {
        criteria_set: set.set.id.clone(),
        criteria_set_version: set.set.version.clone(),
        round: Round::parse(&asset("sample/round-2024.json")).unwrap(),
        ..new_dossier("sample")
    };
    store.new_dossier(&new, &stamp()).unwrap();
    let file = Answers::parse(&asset("sample/answers-xa-duc-lieu.json")).unwrap();
    store.set_answers("sample", &file, &stamp()).unwrap();
    let stored = store.dossier("sample").unwrap().answers;
    assert_eq!(stored.sub_criteria, file.sub_criteria);
    assert_eq!((stored.bonus, stored.penalty), (file.bonus, file.penalty));
    assert!(store.check().unwrap().is_empty());
}

#[test]
fn evidence_is_added_changed_cited_and_removed() {
    let mut office = Office::new();
    let added = [evidence("e2", &["1.1.1", "T1"]), evidence("e1", &[])];
    let changed = office.store().add_evidence(ID, &added, &stamp()).unwrap();
    assert_eq!(changed.kinds, [ChangedKind::Evidence].into());
    assert_eq!(changed.codes, ["1.1.1", "T1"].map(code).into());
    let stored = office.store().dossier(ID).unwrap().evidence;
    assert_eq!(stored, [added[1].clone(), added[0].clone()], "by date and number");

    let place = Place { page: "7".into(), ..Place::default() };
    office.store().cite(ID, ("e1", &code("P1")), &place, &stamp()).unwrap();
    office.store().uncite(ID, ("e2", &code("T1")), &stamp()).unwrap();
    let mut undated = document("99/QĐ");
    undated.date = None;
    office.store().update_evidence(ID, &[("e1", &undated)], &stamp()).unwrap();
    office.store().remove_evidence(ID, "e2", &stamp()).unwrap();
    let stored = office.store().dossier(ID).unwrap().evidence;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].document, undated);
    assert_eq!(
        (stored[0].citations[0].code.as_str(), &stored[0].citations[0].place),
        ("P1", &place)
    );
}

#[test]
fn unfit_evidence_is_refused_and_nothing_is_stored() {
    let mut office = Office::ready();
    let before = office.content();
    let store = office.store();
    let two = [evidence("new", &["1.1.1"]), evidence("other", &["9.9", "8.8"])];
    let error = store.add_evidence(ID, &two, &stamp()).unwrap_err();
    assert!(matches!(error, Error::UnknownCodes { codes } if codes == ["9.9", "8.8"].map(code)));
    let again = store.add_evidence(ID, &[evidence("plan", &[])], &stamp());
    assert!(matches!(again, Err(Error::EvidenceExists { .. })));
    let bad = store.add_evidence(ID, &[evidence("a/b", &[])], &stamp());
    assert!(matches!(bad, Err(Error::BadId { .. })));
    let mut nameless = document("1");
    nameless.subject = " ".into();
    let nameless = store.update_evidence(ID, &[("plan", &nameless)], &stamp());
    assert!(matches!(nameless, Err(Error::EmptyText { field: "subject" })));
    let place = Place::default();
    let unknown = store.cite(ID, ("plan", &code("9.9")), &place, &stamp());
    assert!(matches!(unknown, Err(Error::UnknownCodes { .. })));
    let unknown = store.cite(ID, ("none", &code("1.1.1")), &place, &stamp());
    assert!(matches!(unknown, Err(Error::UnknownEvidence { .. })));
    let uncited = store.uncite(ID, ("plan", &code("1.1.4")), &stamp());
    assert!(matches!(uncited, Err(Error::UnknownCitation { .. })));
    assert!(matches!(
        store.remove_evidence(ID, "none", &stamp()),
        Err(Error::UnknownEvidence { .. })
    ));
    assert_eq!(office.content(), before);
}

#[test]
fn profiles_are_read_with_every_fault_named() {
    let text = r#"{"schema":"par-profile/2","name":7,"kind":"city","signer":{"post":"CT","name":"A","x":1},
        "name":"B","recipients":["a",2],"place":"P","symbol":"BC","preparedBy":"C","fileCopy":"Lưu","extra":0}"#;
    let Err(ReadError::Faults(faults)) = Profile::parse(text.as_bytes()) else { panic!("refused") };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    for field in [
        "schema",
        "name",
        "kind",
        "signer.x",
        "signer.authority",
        "recipients[1]",
        "extra",
        "issuingBody",
        "receivingOffice",
    ] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    let duplicate = faults.iter().any(|fault| fault.kind == FaultKind::DuplicateField);
    assert!(duplicate);
}

#[test]
fn rounds_are_read_with_every_fault_named() {
    let text = r#"{"schema":"par-round/1","year":24,"receivingOffice":"P","title":null,
        "document":{"number":"1","date":"2024-2-30","issuer":"U"},"deadlines":{"a":"2024-12-40","b":5}}"#;
    let Err(ReadError::Faults(faults)) = Round::parse(text.as_bytes()) else { panic!("refused") };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    let due = ["title", "year", "document.date", "document.subject", "deadlines.a", "deadlines.b"];
    assert_eq!(fields, due);
    assert!(matches!(Round::parse(b"["), Err(ReadError::Malformed { .. })));
    Round::parse(&asset("sample/round-2024.json")).unwrap();
}
