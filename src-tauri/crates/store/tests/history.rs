//! The journal read by pages and by item, earlier answers back, versions read back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, answer, code, document, evidence, stamp};
use scoring::Decimal;
use store::{Error, Expected, Op, Place, Section, SignOff, Subject, Value};

fn positions(office: &mut Office, item: Option<&str>, before: Option<i64>) -> (Vec<i64>, bool) {
    let item = item.map(code);
    let page = office.store().history_page(ID, (item.as_ref(), before), 3).unwrap();
    (page.entries.iter().map(|entry| entry.seq).collect(), page.older)
}

#[test]
fn pages_lead_from_the_newest_entry_to_the_oldest() {
    let mut office = Office::new();
    // A new dossier begins with itself, its profile and its texts.
    assert_eq!(positions(&mut office, None, None), (vec![3, 2, 1], false));
    for count in 1..=4 {
        office.set("1.1.2", &format!(r#"{{"inputs":{{"a":{count}}}}}"#));
    }
    assert_eq!(positions(&mut office, None, None), (vec![7, 6, 5], true));
    assert_eq!(positions(&mut office, None, Some(5)), (vec![4, 3, 2], true));
    assert_eq!(positions(&mut office, None, Some(2)), (vec![1], false));
    assert_eq!(positions(&mut office, None, Some(1)), (vec![], false));
    assert_eq!(positions(&mut office, Some("1.1.2"), None), (vec![7, 6, 5], true));
    assert_eq!(positions(&mut office, Some("1.1.2"), Some(7)), (vec![6, 5, 4], false));
    assert!(matches!(
        office.store().history_page("none", (None, None), 3),
        Err(Error::UnknownDossier { .. })
    ));
}

#[test]
fn entries_of_an_item_are_all_that_name_it_and_no_other() {
    let mut office = Office::carried_and_corrected();
    let expected = Expected { code: code("1.1.1"), position: 1 };
    office.store().tick_expected(ID, (&expected, true), &stamp()).unwrap();
    let all = office.store().history(ID).unwrap();
    let mut codes: Vec<_> = all.iter().filter_map(|entry| entry.subject.code().cloned()).collect();
    codes.extend(["1", "1.1", "1.1.11", "plan/1.1.1", "%", "T1/"].map(code));
    for one in codes {
        let expected: Vec<i64> = all
            .iter()
            .rev()
            .filter(|entry| entry.subject.code() == Some(&one))
            .map(|entry| entry.seq)
            .collect();
        let page = office.store().history_page(ID, (Some(&one), None), 100).unwrap();
        let found: Vec<i64> = page.entries.iter().map(|entry| entry.seq).collect();
        assert_eq!(found, expected, "{one}");
    }
}

#[test]
fn values_are_read_as_what_they_are() {
    let mut entries = Office::carried_and_corrected().store().history(ID).unwrap();
    entries.extend(Office::signed_off().store().history(ID).unwrap());
    for entry in entries {
        let (before, after) = entry.values().unwrap();
        assert_eq!(
            (before.is_some(), after.is_some()),
            (entry.before.is_some(), entry.after.is_some())
        );
        for value in before.into_iter().chain(after) {
            let fits = match (&entry.subject, &value) {
                (Subject::Answer { .. }, Value::Answer(_))
                | (Subject::Evidence { .. }, Value::Document(_))
                | (Subject::File { .. }, Value::File(_))
                | (Subject::Citation { .. }, Value::Place(_))
                | (Subject::Round | Subject::Dossier, Value::Round(_))
                | (Subject::ReportTexts, Value::ReportTexts(_))
                | (Subject::Profile, Value::Profile(_))
                | (Subject::SignOff { .. }, Value::SignOff(_)) => true,
                (_, other) => *other == Value::There,
            };
            assert!(fits, "{:?}: {value:?}", entry.subject);
        }
    }
}

#[test]
fn what_is_gone_is_still_known_by_its_last_value() {
    let mut office = Office::new();
    let subject = Subject::Evidence { id: "plan".into() };
    assert_eq!(office.store().last_value(ID, &subject).unwrap(), None);
    office.store().add_evidence(ID, &[evidence("plan", &["1.1.1"])], &stamp()).unwrap();
    office.store().remove_evidence(ID, "plan", &stamp()).unwrap();
    let last = office.store().last_value(ID, &subject).unwrap();
    assert_eq!(last, Some(Value::Document(document("plan"))));
}

#[test]
fn earlier_answer_comes_back_as_one_step_like_any_other() {
    let mut office = Office::new();
    office.set("1.1.2", r#"{"inputs":{"a":30,"b":36}}"#);
    office.set("1.1.2", r#"{"inputs":{"a":31,"b":36},"explanation":"Mới"}"#);
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    let now = office.content();
    let (changed, item) = office.store().restore_answer(ID, 5, &stamp()).unwrap();
    assert_eq!(item, code("1.1.2"));
    assert!(changed.codes.contains(&item));
    let answers = office.store().dossier(ID).unwrap().answers;
    assert_eq!(answers.sub_criteria[&item], answer(r#"{"inputs":{"a":30,"b":36}}"#));
    let last = office.store().history(ID).unwrap().pop().unwrap();
    assert_eq!(last.op, Op::SetAnswer);

    // The same again changes nothing, and before the first entry there was no answer.
    assert!(office.store().restore_answer(ID, 5, &stamp()).unwrap().0.is_empty());
    office.store().restore_answer(ID, 4, &stamp()).unwrap();
    assert!(!office.store().dossier(ID).unwrap().answers.sub_criteria.contains_key(&item));
    office.store().undo(ID, &stamp()).unwrap();
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(office.content(), now);
    assert_eq!(office.store().broken_history(ID).unwrap(), None);
}

#[test]
fn only_answers_come_back_and_none_into_a_signed_off_dossier() {
    let mut office = Office::signed_off();
    let answered = Subject::Answer { section: Section::SubCriterion, code: code("1.1.2") };
    let all = office.store().history(ID).unwrap();
    let seq = all.iter().find(|entry| entry.subject == answered).unwrap().seq;
    let refused = office.store().restore_answer(ID, seq, &stamp());
    assert!(matches!(refused, Err(Error::WrongState { .. })), "{refused:?}");
    office.store().reopen(ID, "Bổ sung", &stamp()).unwrap();
    for seq in [1, -1, 0, 9_999] {
        let refused = office.store().restore_answer(ID, seq, &stamp());
        assert!(matches!(refused, Err(Error::NoAnswerThere { .. })), "{refused:?}");
    }
    office.store().restore_answer(ID, seq, &stamp()).unwrap();
}

#[test]
fn broken_chain_is_told_by_its_first_entry() {
    let mut office = Office::new();
    office.set("1.1.2", r#"{"inputs":{"a":30}}"#);
    office.set("1.1.2", r#"{"inputs":{"a":31}}"#);
    assert_eq!(office.store().broken_history(ID).unwrap(), None);
    office.tamper(|connection| {
        connection
            .execute_batch(
                "DROP TRIGGER journal_no_update;
                 UPDATE journal SET by_name = 'Ai khác' WHERE seq = 4;",
            )
            .unwrap();
    });
    assert_eq!(office.store().broken_history(ID).unwrap(), Some(4));
}

#[test]
fn versions_are_what_was_signed_off_and_what_is() {
    let mut office = Office::signed_off();
    let first = office.store().version(ID, Some(1)).unwrap();
    assert_eq!(first, office.store().version(ID, None).unwrap());
    let dossier = office.store().dossier(ID).unwrap();
    // Figures have their one form, whatever was typed.
    let typed = &dossier.answers.sub_criteria[&code("1.1.2")];
    let canonical = answer(r#"{"inputs":{"a":31,"b":36}}"#);
    let mut due = dossier.answers.clone();
    assert_ne!(due.sub_criteria.insert(code("1.1.2"), canonical).as_ref(), None);
    assert_eq!(typed.inputs["b"], scoring::Value::Number("36.0".into()));
    assert_eq!(first.answers, due);
    assert_eq!(first.evidence, dossier.evidence);
    assert_eq!((&first.profile, &first.round), (&dossier.profile, &dossier.round));
    let score = scoring::score(&dossier.set.set, &dossier.answers);
    assert_eq!(first.self_points, score.totals.self_points);
    assert_eq!(first.index, score.totals.index);
    for item in score.sub_criteria() {
        let points = first.points.get(&item.code);
        let counts = item.outcome.status() != scoring::Status::Excluded;
        assert_eq!(points.copied(), counts.then_some(item.outcome.points), "{}", item.code);
    }

    office.store().reopen(ID, "Bổ sung", &stamp()).unwrap();
    office.set("1.1.2", r#"{"inputs":{"a":36,"b":36}}"#);
    let place = Place { section: "mục II".into(), ..Place::default() };
    office.store().cite(ID, ("plan", &code("1.1.3")), &place, &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    assert_eq!(office.store().version(ID, Some(1)).unwrap(), first);
    let second = office.store().version(ID, Some(2)).unwrap();
    assert!(second.points[&code("1.1.2")] > first.points[&code("1.1.2")]);
    assert!(second.points[&code("1.1.2")] > Decimal::ZERO);
    assert_eq!(second.evidence[0].citations.len(), first.evidence[0].citations.len() + 1);
    for ordinal in [0, 3, u32::MAX] {
        let refused = office.store().version(ID, Some(ordinal));
        assert!(matches!(refused, Err(Error::UnknownSignOff { .. })), "{refused:?}");
    }
}
