//! Undo and redo.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, answers, code, document, evidence, new_dossier, profile, round, stamp};
use proptest::prelude::*;
use store::{Error, Op, Place, ReportTexts, SignOff};

#[test]
fn undo_and_redo_name_the_step_and_its_codes() {
    let mut office = Office::new();
    assert!(office.store().steps(ID).unwrap().undo.is_none());
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    let label = office.store().steps(ID).unwrap().undo.unwrap();
    assert_eq!((label.op, label.codes.clone()), (Op::SetAnswer, [code("1.1.1")].into()));
    let (changed, step) = office.store().undo(ID, &stamp()).unwrap();
    assert_eq!((step, changed.codes), (label.clone(), label.codes.clone()));
    assert!(office.store().steps(ID).unwrap().undo.is_none());
    assert_eq!(office.store().steps(ID).unwrap().redo.unwrap(), label);
    assert_eq!(office.store().redo(ID, &stamp()).unwrap().1, label);
    assert!(matches!(office.store().redo(ID, &stamp()), Err(Error::NothingToRedo)));
}

#[test]
fn undo_survives_a_restart_and_is_on_record() {
    let mut office = Office::new();
    let empty = office.content();
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    let filled = office.content();
    office.reopen();
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(office.content(), empty);
    office.reopen();
    office.store().redo(ID, &stamp()).unwrap();
    assert_eq!(office.content(), filled);
    let ops: Vec<Op> = office.store().history(ID).unwrap().iter().map(|entry| entry.op).collect();
    assert_eq!(ops[3..], [Op::SetAnswer, Op::Undo, Op::Redo]);
}

#[test]
fn new_change_drops_what_could_be_redone() {
    let mut office = Office::new();
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    office.store().undo(ID, &stamp()).unwrap();
    office.set("1.1.2", r#"{"explanation":"x"}"#);
    assert!(office.store().steps(ID).unwrap().redo.is_none());
    assert!(matches!(office.store().redo(ID, &stamp()), Err(Error::NothingToRedo)));
}

#[test]
fn undo_never_reaches_behind_a_sign_off() {
    let mut office = Office::signed_off();
    assert!(office.store().steps(ID).unwrap().undo.is_none());
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::WrongState { .. })));
    office.store().reopen(ID, "Bổ sung minh chứng", &stamp()).unwrap();
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    office.store().undo(ID, &stamp()).unwrap();
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
}

#[test]
fn removed_evidence_comes_back_with_its_citations() {
    let mut office = Office::ready();
    let before = office.content();
    office.store().remove_evidence(ID, "plan", &stamp()).unwrap();
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(office.content(), before);
}

/// A dossier from which answers can be carried over.
const SOURCE: &str = "source";

fn with_source() -> Office {
    let mut office = Office::new();
    office.store().new_dossier(&new_dossier(SOURCE), &stamp()).unwrap();
    for item in ["1.1.1", "1.1.2"] {
        let given = fixture::answer(r#"{"explanation":"Năm trước"}"#);
        office.store().set_answer(SOURCE, &code(item), &given, &stamp()).unwrap();
    }
    office
}

/// A change as a clerk makes it; refused ones change nothing.
fn act(office: &mut Office, choice: (u8, u8)) {
    let (kind, variant) = choice;
    let (id, item) =
        (format!("e{}", variant % 3), code(["1.1.1", "1.1.2", "T1"][usize::from(variant) % 3]));
    let stamp = stamp();
    let store = office.store();
    let place = Place { page: variant.to_string(), ..Place::default() };
    let _ = match kind % 11 {
        0 => {
            let body = format!(r#"{{"inputs":{{"n":{variant}}}}}"#);
            store.set_answer(ID, &item, &fixture::answer(&body), &stamp)
        }
        1 => store.set_answer(ID, &item, &fixture::answer("{}"), &stamp),
        2 => {
            let file =
                format!(r#""answers":{{"1.1.1":{{}},"1.1.4":{{"explanation":"{variant}"}}}}"#);
            store.set_answers(ID, &answers(&file), &stamp)
        }
        3 => store.add_evidence(ID, &[evidence(&id, &["1.1.1", "1.1.2"])], &stamp),
        4 => store.update_evidence(ID, &[(&id, &document(&variant.to_string()))], &stamp),
        5 => store.remove_evidence(ID, &id, &stamp),
        6 => store.cite(ID, (&id, &item), &place, &stamp),
        7 => store.uncite(ID, (&id, &item), &stamp),
        8 => {
            let mut round = round();
            round.title = format!("Đợt {}", variant % 2);
            store.set_round(ID, &round, &stamp)
        }
        9 => {
            store.carry_over(SOURCE, ID, &stamp).unwrap();
            store.confirm_carried(ID, &item, &stamp)
        }
        _ => {
            let texts = ReportTexts { opening: variant.to_string(), ..ReportTexts::default() };
            let mut profile = profile();
            profile.name = format!("UBND xã {}", variant % 4);
            store.set_profile(ID, &profile, &stamp).unwrap();
            store.set_report_texts(ID, &texts, &stamp)
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_gives_the_start_and_redoing_all_the_end(
        choices in proptest::collection::vec((any::<u8>(), 0_u8..12), 1..25),
        walk in proptest::collection::vec(any::<bool>(), 0..12),
    ) {
        let mut office = with_source();
        let start = office.content();
        for choice in choices {
            act(&mut office, choice);
        }
        let end = office.content();
        for back in walk {
            let _ = if back { office.store().undo(ID, &stamp()) } else { office.store().redo(ID, &stamp()) };
        }
        while office.store().undo(ID, &stamp()).is_ok() {}
        prop_assert_eq!(office.content(), start);
        office.reopen();
        while office.store().redo(ID, &stamp()).is_ok() {}
        prop_assert_eq!(office.content(), end);
        prop_assert!(office.store().check().unwrap().is_empty());
    }
}
