//! Expected documents that are ticked off.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, code, stamp};
use store::{Error, Expected, SignOff, State};

fn expected(item: &str, position: u32) -> Expected {
    Expected { code: code(item), position }
}

#[test]
fn tick_is_a_step_of_undo_and_locked_by_a_sign_off() {
    let mut office = Office::ready();
    let one = expected("1.1.1", 0);
    office.store().tick_expected(ID, (&one, true), &stamp()).unwrap();
    assert!(office.store().dossier(ID).unwrap().ticked.contains(&one));
    office.store().undo(ID, &stamp()).unwrap();
    assert!(office.store().dossier(ID).unwrap().ticked.is_empty());
    office.store().redo(ID, &stamp()).unwrap();
    assert_eq!(office.store().check().unwrap(), []);

    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let refused = office.store().tick_expected(ID, (&one, false), &stamp());
    assert!(matches!(refused, Err(Error::WrongState { found: State::SignedOff, .. })));
    office.tamper(|connection| {
        for sql in ["DELETE FROM ticked", "UPDATE ticked SET position = 1"] {
            let error = connection.execute_batch(sql).unwrap_err().to_string();
            assert!(error.contains("signed off"), "{error}");
        }
    });
}

#[test]
fn tick_behind_the_programs_back_is_found() {
    let mut office = Office::ready();
    office.tamper(|connection| {
        connection.execute_batch("INSERT INTO ticked SELECT key, '1.1.1', 0 FROM dossier").unwrap();
    });
    let damage = office.store().check().unwrap();
    assert!(format!("{damage:?}").contains("ticked/1.1.1/0"), "{damage:?}");
}

#[test]
fn only_what_the_set_expects_is_ticked() {
    let mut office = Office::ready();
    let store = office.store();
    let unknown = store.tick_expected(ID, (&expected("9.9", 0), true), &stamp());
    assert!(matches!(unknown, Err(Error::UnknownCodes { .. })));
    let beyond = store.tick_expected(ID, (&expected("1.1.1", 9), true), &stamp());
    assert!(matches!(beyond, Err(Error::NotExpected { .. })));
}
