//! Answers carried over from another dossier.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, SET, answer, code, new_dossier, stamp};
use store::{BlockerKind, CarriedOver, Error, LeftReason, Op, SignOff};

const NEXT: &str = "d2";

/// The set of the next year, with these texts of it replaced.
fn next_set(changes: &[(&str, &str)]) -> Vec<u8> {
    let mut set = String::from_utf8(SET.to_vec()).unwrap();
    for (from, to) in
        [(r#""year": 2024"#, r#""year": 2025"#), (r#""version": "1""#, r#""version": "2""#)]
            .iter()
            .chain(changes)
    {
        assert!(set.contains(from), "{from}");
        set = set.replacen(from, to, 1);
    }
    set.into_bytes()
}

/// A signed-off dossier and an empty one with next year's set.
fn two_years(changes: &[(&str, &str)]) -> Office {
    let mut office = Office::ready();
    office.set("P1", r#"{"inputs":{"n":1}}"#);
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    office.store().add_criteria_set(&next_set(changes)).unwrap();
    let mut new = new_dossier(NEXT);
    new.criteria_set_version = "2".into();
    new.round.year = 2025;
    office.store().new_dossier(&new, &stamp()).unwrap();
    office
}

fn carry_over(office: &mut Office) -> CarriedOver {
    office.store().carry_over(ID, NEXT, &stamp()).unwrap()
}

fn marks(office: &mut Office) -> Vec<String> {
    let carried = office.store().dossier(NEXT).unwrap().carried;
    carried.iter().map(ToString::to_string).collect()
}

#[test]
fn everything_fits_an_unchanged_set_and_is_marked() {
    let mut office = two_years(&[]);
    let done = carry_over(&mut office);
    let carried: Vec<&str> = done.carried.iter().map(scoring::Code::as_str).collect();
    assert_eq!(carried, ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "T1", "P1"]);
    assert_eq!(done.left, []);
    let (last, next) = (office.store().dossier(ID).unwrap(), office.store().dossier(NEXT).unwrap());
    assert_eq!(next.answers.sub_criteria, last.answers.sub_criteria);
    assert_eq!(
        (next.answers.bonus, next.answers.penalty),
        (last.answers.bonus, last.answers.penalty)
    );
    assert_eq!(marks(&mut office), ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "P1", "T1"]);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn no_sign_off_before_everything_carried_over_is_confirmed() {
    let mut office = two_years(&[]);
    carry_over(&mut office);
    office.store().add_evidence(NEXT, &[fixture::evidence("k", &["1.1.1"])], &stamp()).unwrap();
    let unconfirmed = |office: &mut Office| -> Vec<String> {
        let blockers = office.store().review(NEXT, fixture::day("2025-12-01")).unwrap().blockers;
        let carried = blockers.iter().filter(|one| one.kind == BlockerKind::CarriedOver);
        carried.map(|one| one.code.as_ref().unwrap().to_string()).collect()
    };
    assert_eq!(unconfirmed(&mut office), ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "T1", "P1"]);
    // Among the other blockers, in the order of the set.
    let blockers = office.store().review(NEXT, fixture::day("2025-12-01")).unwrap().blockers;
    let second: Vec<_> = blockers
        .iter()
        .filter(|one| one.code == Some(code("1.1.2")))
        .map(|one| &one.kind)
        .collect();
    assert_eq!(second, [&BlockerKind::NoEvidence, &BlockerKind::CarriedOver]);
    assert_eq!((&blockers[1].code, &blockers[2].code), (&blockers[2].code, &Some(code("1.1.2"))));

    let plan = fixture::evidence("k2", &["1.1.2"]);
    office.store().add_evidence(NEXT, &[plan], &stamp()).unwrap();
    let refused = office.store().sign_off(NEXT, &SignOff::default(), &stamp());
    let Err(Error::NotReady(left)) = refused else { panic!("{refused:?}") };
    assert_eq!(left.len(), 6, "{left:?}");
    for item in ["1.1.1", "1.1.2", "1.1.3", "1.1.4", "T1"] {
        office.store().confirm_carried(NEXT, &code(item), &stamp()).unwrap();
    }
    assert_eq!(unconfirmed(&mut office), ["P1"]);
    let changed = answer(r#"{"inputs":{"n":0}}"#);
    office.store().set_answer(NEXT, &code("P1"), &changed, &stamp()).unwrap();
    office.store().sign_off(NEXT, &SignOff::default(), &stamp()).unwrap();
}

#[test]
fn what_changed_stays_behind_with_its_reason() {
    let boolean = r#""rule": {"type": "boolean", "inputs": [{"key": "dat", "label": "Có", "kind": "bool"}], "points": {"true": 2, "false": 0}}"#;
    let choice = r#""rule": {"type": "choice", "inputs": [{"key": "dat", "label": "Có", "kind": "option"}], "options": [{"id": "a", "label": "A", "points": 2}]}"#;
    for (code, reason, changes) in [
        ("1.1.1", LeftReason::NoItem, [(r#""code": "1.1.1""#, r#""code": "1.1.9""#)].as_slice()),
        ("1.1.1", LeftReason::OtherTitle, &[("Có kế hoạch", "Có báo cáo")]),
        ("1.1.3", LeftReason::OtherTitle, &[("Nhà, đất", "Xe")]),
        ("T1", LeftReason::OtherTitle, &[("Mô hình mới", "Sáng kiến")]),
        ("P1", LeftReason::OtherTitle, &[("Phê bình", "Kỷ luật")]),
        ("1.1.1", LeftReason::OtherRule, &[(boolean, choice)]),
        ("1.1.2", LeftReason::OtherInputs, &[(r#""key": "a""#, r#""key": "c""#), ("a<=b", "c<=b")]),
        (
            "1.1.2",
            LeftReason::OtherInputs,
            &[(r#""label": "Xong", "kind": "integer""#, r#""label": "Xong", "kind": "number""#)],
        ),
        ("1.1.2", LeftReason::Invalid, &[("a<=b", "a>=b")]),
        ("1.1.3", LeftReason::OtherRule, &[(r#""key": "p1""#, r#""key": "p3""#)]),
        ("1.1.3", LeftReason::Invalid, &[(r#", "notApplicable": {"treatment": "exclude"}"#, "")]),
        (
            "1.1.4",
            LeftReason::NotSelfScored,
            &[(
                r#""title": "Gửi hồ sơ đúng hạn", "maxPoints": 2, "scoredBy": "self""#,
                r#""title": "Gửi hồ sơ đúng hạn", "maxPoints": 2, "scoredBy": "appraisal""#,
            )],
        ),
        ("P1", LeftReason::NoItem, &[(r#""code": "P1""#, r#""code": "P2""#)]),
    ] {
        let mut office = two_years(changes);
        let done = carry_over(&mut office);
        assert_eq!(done.left, [(fixture::code(code), reason)], "{changes:?}");
        assert_eq!(done.carried.len(), 5);
        assert!(!marks(&mut office).contains(&code.to_owned()));
    }
}

#[test]
fn points_and_labels_may_change() {
    let mut office = two_years(&[
        (r#""label": "Xong""#, r#""label": "Đã xong""#),
        (r#""floorPercent": 80"#, r#""floorPercent": 70"#),
    ]);
    assert_eq!(carry_over(&mut office).left, []);
}

#[test]
fn numbers_case_punctuation_and_spelling_of_titles_may_change() {
    let mut office = two_years(&[
        ("Có kế hoạch", "Có  KẾ HOẠCH, 2025."),
        // Composed and decomposed.
        ("Hoàn thành", "Hoa\u{300}n tha\u{300}nh (100%)"),
        ("Nhà, đất", "Nhà – đất"),
    ]);
    assert_eq!(carry_over(&mut office).left, []);
}

#[test]
fn day_of_another_year_stays_behind() {
    let day = answer(r#"{"inputs":{"ngay":"2024-12-09"}}"#);
    let mut office = two_years(&[]);
    office.store().reopen(ID, "Sửa", &stamp()).unwrap();
    office.store().set_answer(ID, &code("1.1.4"), &day, &stamp()).unwrap();
    let done = carry_over(&mut office);
    assert_eq!(done.left, [(code("1.1.4"), LeftReason::OldDay)]);
    assert!(!marks(&mut office).contains(&"1.1.4".to_owned()));

    // Of the same year it is still right.
    let mut office = Office::ready();
    office.store().set_answer(ID, &code("1.1.4"), &day, &stamp()).unwrap();
    office.store().new_dossier(&new_dossier(NEXT), &stamp()).unwrap();
    assert_eq!(carry_over(&mut office).left, []);
}

#[test]
fn answers_that_are_there_stay() {
    let mut office = two_years(&[]);
    let own = answer(r#"{"inputs":{"dat":false}}"#);
    office.store().set_answer(NEXT, &code("1.1.1"), &own, &stamp()).unwrap();
    assert_eq!(carry_over(&mut office).left, [(code("1.1.1"), LeftReason::Answered)]);
    assert_eq!(office.store().dossier(NEXT).unwrap().answers.sub_criteria[&code("1.1.1")], own);
    let again = carry_over(&mut office);
    assert_eq!((again.carried.len(), again.left.len()), (0, 6));
}

#[test]
fn entering_or_confirming_clears_the_mark_and_undo_brings_it_back() {
    let mut office = two_years(&[]);
    carry_over(&mut office);
    let all = marks(&mut office);
    let kept = office.store().dossier(NEXT).unwrap().answers.sub_criteria[&code("1.1.2")].clone();
    office.store().set_answer(NEXT, &code("1.1.1"), &answer("{}"), &stamp()).unwrap();
    office.store().set_answer(NEXT, &code("1.1.2"), &kept, &stamp()).unwrap();
    let changed = office.store().confirm_carried(NEXT, &code("1.1.3"), &stamp()).unwrap();
    assert_eq!(changed.codes, [code("1.1.3")].into());
    assert_eq!(marks(&mut office), ["1.1.4", "P1", "T1"]);
    assert!(office.store().confirm_carried(NEXT, &code("1.1.3"), &stamp()).unwrap().is_empty());
    assert_eq!(office.store().check().unwrap(), []);

    for op in [Op::ConfirmCarried, Op::SetAnswer, Op::SetAnswer] {
        assert_eq!(office.store().undo(NEXT, &stamp()).unwrap().1.op, op);
    }
    assert_eq!(marks(&mut office), all);
    let (_, step) = office.store().undo(NEXT, &stamp()).unwrap();
    assert_eq!((step.op, step.codes.len()), (Op::CarryOver, 6));
    let empty = office.store().dossier(NEXT).unwrap();
    assert!(empty.carried.is_empty() && empty.answers.sub_criteria.is_empty());
    office.store().redo(NEXT, &stamp()).unwrap();
    assert_eq!(marks(&mut office), all);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn answers_of_a_file_clear_marks_too() {
    let mut office = two_years(&[]);
    carry_over(&mut office);
    let file = fixture::answers(r#""answers":{"1.1.1":{"inputs":{"dat":false}}}"#);
    office.store().set_answers(NEXT, &file, &stamp()).unwrap();
    assert!(!marks(&mut office).contains(&"1.1.1".to_owned()));
}

#[test]
fn nothing_is_carried_into_a_signed_off_dossier_or_from_a_missing_one() {
    let mut office = two_years(&[]);
    let refused = office.store().carry_over(NEXT, ID, &stamp());
    assert!(matches!(refused, Err(Error::WrongState { .. })));
    let refused = office.store().carry_over("none", NEXT, &stamp());
    assert!(matches!(refused, Err(Error::UnknownDossier { .. })));
    assert!(marks(&mut office).is_empty());
}

#[test]
fn dossier_that_begins_with_last_years_answers_is_made_with_them_or_not_at_all() {
    let mut office = Office::ready();
    let new = fixture::new_dossier("next");
    let refused = office.store().new_dossier_from(&new, "nobody", &stamp());
    assert!(matches!(refused, Err(Error::UnknownDossier { .. })), "{refused:?}");
    assert_eq!(office.store().dossier_ids().unwrap(), [ID]);
    let carried = office.store().new_dossier_from(&new, ID, &stamp()).unwrap();
    assert!(carried.carried.contains(&code("1.1.1")), "{carried:?}");
    let next = office.store().dossier("next").unwrap();
    assert_eq!(next.carried.len(), carried.carried.len());
    assert_eq!(office.store().steps("next").unwrap().undo.unwrap().op, Op::CarryOver);
    office.store().undo("next", &stamp()).unwrap();
    assert_eq!(office.store().dossier("next").unwrap().carried.len(), 0);
    assert_eq!(office.store().check().unwrap(), []);
}
