//! Dossiers set aside and brought back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, answer, code, stamp};
use store::{Error, Op, SignOff, State};

/// How many dossiers are on the list, and how many are set aside.
fn listed(office: &mut Office) -> (usize, usize) {
    let all = office.store().listed().unwrap();
    let aside = all.iter().filter(|(_, set_aside)| *set_aside).count();
    (all.len() - aside, aside)
}

#[test]
fn dossier_set_aside_leaves_the_list_whole_and_comes_back_as_it_was() {
    for mut office in [Office::ready(), Office::signed_off()] {
        let before = office.content();
        office.store().set_aside(ID, &stamp()).unwrap();
        assert_eq!(listed(&mut office), (0, 1));
        assert_eq!(office.content(), before);
        office.reopen();
        assert_eq!(office.store().dossier_ids().unwrap(), [ID]);
        assert_eq!(office.store().check().unwrap(), []);
        assert!(office.store().set_aside(ID, &stamp()).unwrap().is_empty());

        office.store().bring_back(ID, &stamp()).unwrap();
        assert_eq!(listed(&mut office), (1, 0));
        assert_eq!(office.content(), before);
        assert!(office.store().bring_back(ID, &stamp()).unwrap().is_empty());
        assert_eq!(office.store().check().unwrap(), []);
        let ops = office.store().history(ID).unwrap().into_iter().map(|entry| entry.op);
        let ops: Vec<Op> = ops.collect();
        assert_eq!(ops[ops.len() - 2..], [Op::SetAside, Op::BringBack]);
    }
}

#[test]
fn dossier_set_aside_refuses_every_change() {
    let mut office = Office::ready();
    office.store().set_aside(ID, &stamp()).unwrap();
    let before = office.content();
    let (item, given) = (code("1.1.1"), answer("{}"));
    let store = office.store();
    let refusals = [
        store.set_answer(ID, &item, &given, &stamp()).map(drop),
        store.remove_evidence(ID, "plan", &stamp()).map(drop),
        store.set_round(ID, &fixture::round(), &stamp()).map(drop),
        store.confirm_carried(ID, &item, &stamp()).map(drop),
        store.undo(ID, &stamp()).map(drop),
        store.redo(ID, &stamp()).map(drop),
        store.sign_off(ID, &SignOff::default(), &stamp()).map(drop),
    ];
    for refused in refusals {
        assert!(matches!(refused, Err(Error::SetAside { .. })), "{refused:?}");
    }
    assert_eq!(store.steps(ID).unwrap().undo, None);
    assert_eq!(office.content(), before);
}

#[test]
fn signed_off_dossier_set_aside_cannot_be_reopened() {
    let mut office = Office::signed_off();
    office.store().set_aside(ID, &stamp()).unwrap();
    let refused = office.store().reopen(ID, "Bổ sung", &stamp());
    assert!(matches!(refused, Err(Error::SetAside { .. })));
    office.store().bring_back(ID, &stamp()).unwrap();
    assert_eq!(office.store().dossier(ID).unwrap().state, State::SignedOff);
    office.store().reopen(ID, "Bổ sung", &stamp()).unwrap();
}

#[test]
fn undo_and_redo_pass_over_setting_aside() {
    let mut office = Office::new();
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    office.set("1.1.2", r#"{"explanation":"x"}"#);
    office.store().undo(ID, &stamp()).unwrap();
    office.store().set_aside(ID, &stamp()).unwrap();
    office.store().bring_back(ID, &stamp()).unwrap();
    let steps = office.store().steps(ID).unwrap();
    assert_eq!(steps.redo.unwrap().codes, [code("1.1.2")].into());
    assert_eq!(office.store().undo(ID, &stamp()).unwrap().1.codes, [code("1.1.1")].into());
    assert_eq!(listed(&mut office), (1, 0));
}

#[test]
fn dossier_set_aside_past_the_journal_is_found() {
    let mut office = Office::new();
    office
        .tamper(|connection| connection.execute_batch("INSERT INTO set_aside VALUES (1)").unwrap());
    let off_record = store::Damage::OffRecord { dossier: ID.into(), subject: "setAside".into() };
    assert_eq!(office.store().check().unwrap(), [off_record]);
}

#[test]
fn journal_of_a_dossier_set_aside_takes_nothing_but_its_return() {
    let mut office = Office::new();
    office.store().set_aside(ID, &stamp()).unwrap();
    office.tamper(|connection| {
        let sql =
            "INSERT INTO journal SELECT dossier, seq + 1, step + 1, 'set_answer', subject, at,
            by_name, by_post, prev, hash, before, after FROM journal ORDER BY seq DESC LIMIT 1";
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("set aside"), "{error}");
    });
}
