//! What a unit sent is not the receiving office's to change, and what the office notes of it bars nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fixture::travel::{Contents, Sent, arrival, received, sent};
use fixture::{ID, Office, answer, code, evidence, registry, stamp, submission};
use store::{Arrival, Error, Op, SignOff, State, Store, Taken};

fn empty() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("cchc.db"), &fixture::holder("Sở")).unwrap();
    Office { folder, store: Some(store) }
}

fn take(office: &mut Office, sent: &Sent, is_own: bool) -> Result<Taken, Error> {
    let parts = (sent, &mut Contents::default());
    received(office.store(), parts, (None, is_own), &BTreeSet::new())
}

/// A receiving office with the dossier of a unit in this state.
fn receiving(state: State) -> (Office, Office) {
    let mut unit = Office::in_state(state);
    let mut there = empty();
    take(&mut there, &sent(unit.store(), ID), false).unwrap();
    (unit, there)
}

fn shown(office: &mut Office) -> State {
    office.store().dossier(ID).unwrap().shown_state()
}

/// Another submission of the unit: reopened, mended, signed off again.
fn mended(unit: &mut Office, a: u32) -> Sent {
    unit.pass(Op::Reopen).unwrap();
    unit.set("1.1.2", &format!(r#"{{"inputs":{{"a":{a},"b":36}}}}"#));
    unit.pass(Op::SignOff).unwrap();
    sent(unit.store(), ID)
}

#[test]
fn a_received_dossier_refuses_every_change_by_every_door() {
    for state in State::ALL.into_iter().filter(|state| !state.is_open()) {
        let (_, mut there) = receiving(state);
        let before = there.content();
        let store = there.store();
        let no = answer(r#"{"inputs":{"dat":false}}"#);
        let refused: Vec<Result<(), Error>> = vec![
            store.reopen(ID, "Sai", &stamp()).map(drop),
            store.withdraw(ID, "Nhầm", &stamp()).map(drop),
            store.set_answer(ID, &code("1.1.1"), &no, &stamp()).map(drop),
            store.add_evidence(ID, &[evidence("x", &[])], &stamp()).map(drop),
            store.remove_evidence(ID, "plan", &stamp()).map(drop),
            store.set_profile(ID, &fixture::profile(), &stamp()).map(drop),
            store.set_number(ID, &registry(), &stamp()).map(drop),
            store.sign_off(ID, &SignOff::default(), &stamp()).map(drop),
            store.keep_report(ID, ("BC.pdf", b"%PDF"), &stamp()),
            store.keep_signed_report(ID, ("BC.pdf", b"%PDF"), &stamp()),
            store.undo(ID, &stamp()).map(drop),
            store.part_of(ID, "An", &[code("1.1.1")]).map(drop),
        ];
        for (number, refused) in refused.into_iter().enumerate() {
            assert!(matches!(refused, Err(Error::Received)), "{state:?} {number}: {refused:?}");
        }
        assert_eq!(there.content(), before);
        there.tamper(|connection| {
            for sql in [
                "UPDATE dossier SET state = 'drafting'",
                "UPDATE sign_off SET reopened_at = 'x', reason = 'y'",
                "UPDATE sign_off SET number = '9'",
                "UPDATE answer SET body = '{}'",
                "DELETE FROM answer",
                "DELETE FROM evidence",
                "INSERT INTO set_aside SELECT key FROM dossier",
                "DELETE FROM received",
                "INSERT INTO journal SELECT dossier, seq + 1, step + 1, op, subject, at, by_name, \
                 by_post, prev, hash, before, after FROM journal ORDER BY seq DESC LIMIT 1",
            ] {
                let error = connection.execute_batch(sql).expect_err(sql).to_string();
                let is_said = error.contains("received") || error.contains("came in");
                assert!(is_said || error.contains("signed off"), "{sql}: {error}");
            }
        });
        assert_eq!(there.store().check().unwrap(), []);
    }
}

/// Even while the unit itself has it open again.
#[test]
fn what_the_unit_reopened_is_still_not_this_offices() {
    let (mut unit, mut there) = receiving(State::SignedOff);
    unit.pass(Op::Reopen).unwrap();
    take(&mut there, &sent(unit.store(), ID), false).unwrap();
    assert_eq!(shown(&mut there), State::Drafting);
    let changed = there.store().set_answer(ID, &code("1.1.1"), &answer("{}"), &stamp());
    assert!(matches!(changed, Err(Error::Received)), "{changed:?}");
    there.tamper(|connection| {
        for sql in ["UPDATE answer SET body = '{}'", "UPDATE dossier SET profile = '{}'"] {
            let error = connection.execute_batch(sql).expect_err(sql).to_string();
            assert!(error.contains("received"), "{sql}: {error}");
        }
    });
}

#[test]
fn the_office_notes_its_acts_beside_the_journal() {
    let (mut unit, mut there) = receiving(State::SignedOff);
    let journal = there.store().history(ID).unwrap();
    for (op, state) in [
        (Op::Submit, State::Submitted),
        (Op::BeginAppraisal, State::Appraising),
        (Op::Explain, State::Explained),
        (Op::AppraiseAgain, State::AppraisingAgain),
        (Op::Finish, State::Final),
    ] {
        there.pass(op).unwrap();
        assert_eq!(shown(&mut there), state);
        assert_eq!(there.store().summary(ID).unwrap().state, state);
    }
    let refused = there.pass(Op::BeginAppraisal);
    assert!(matches!(refused, Err(Error::WrongState { found: State::Final, .. })), "{refused:?}");
    let dossier = there.store().dossier(ID).unwrap();
    assert_eq!(dossier.state, State::SignedOff);
    assert_eq!(dossier.submitted(), Some(&submission()));
    let notes = &dossier.received.as_ref().unwrap().notes;
    assert_eq!(notes.len(), 5);
    assert!(notes.iter().all(|note| note.sha256 == dossier.sign_offs[0].sha256));
    assert_eq!(there.store().history(ID).unwrap(), journal);
    assert_eq!(there.store().check().unwrap(), []);
    assert_eq!(sent(there.store(), ID), sent(unit.store(), ID));

    there.tamper(|connection| {
        for sql in ["DELETE FROM office_note", "UPDATE office_note SET op = 'submit'"] {
            assert!(connection.execute_batch(sql).is_err(), "{sql}");
        }
        let sql = "DROP TRIGGER office_note_no_update;
            UPDATE office_note SET by_name = 'Ai đó' WHERE ordinal = 3";
        connection.execute_batch(sql).unwrap();
    });
    let damage = store::Damage::Notes { dossier: ID.into(), ordinal: 3 };
    assert_eq!(there.store().check().unwrap(), [damage]);
}

#[test]
fn the_receipt_of_one_submission_does_not_bar_the_next() {
    let (mut unit, mut there) = receiving(State::SignedOff);
    there.pass(Op::Submit).unwrap();
    there.pass(Op::GiveBack).unwrap();
    assert_eq!(shown(&mut there), State::Returned);

    for a in [30, 29] {
        let next = mended(&mut unit, a);
        let met = arrival(there.store(), &next, None);
        assert!(matches!(met, Arrival::Ahead(_)), "{met:?}");
        let taken = take(&mut there, &next, false).unwrap();
        assert!(taken.is_received);
        assert_eq!(shown(&mut there), State::SignedOff);
        assert_eq!(there.content(), unit.content());
        there.pass(Op::Submit).unwrap();
        assert_eq!(shown(&mut there), State::Submitted);
        assert_eq!(there.store().check().unwrap(), []);
    }
    let notes = there.store().dossier(ID).unwrap().received.unwrap().notes;
    assert_eq!(notes.iter().map(|note| note.sign_off).collect::<Vec<_>>(), [1, 1, 2, 3]);
}

/// The unit recorded itself that it handed the dossier in: the receipt is the office's own.
#[test]
fn receipt_is_noted_of_what_the_unit_already_submitted() {
    let (_, mut there) = receiving(State::Submitted);
    there.pass(Op::Submit).unwrap();
    assert!(matches!(there.pass(Op::Submit), Err(Error::WrongState { .. })));
    there.pass(Op::BeginAppraisal).unwrap();
    assert_eq!(shown(&mut there), State::Appraising);
}

#[test]
fn a_received_dossier_is_set_aside_without_a_trace_in_its_journal() {
    let (mut unit, mut there) = receiving(State::SignedOff);
    there.store().set_aside(ID, &stamp()).unwrap();
    assert_eq!(there.store().listed().unwrap(), [(ID.to_owned(), true)]);
    assert!(matches!(there.pass(Op::Submit), Err(Error::SetAside { .. })));
    there.store().bring_back(ID, &stamp()).unwrap();
    there.store().set_aside(ID, &stamp()).unwrap();
    // What is submitted anew is not overlooked.
    let next = mended(&mut unit, 30);
    take(&mut there, &next, false).unwrap();
    assert_eq!(there.store().listed().unwrap(), [(ID.to_owned(), false)]);
    assert_eq!(there.store().check().unwrap(), []);
}

#[test]
fn open_and_own_dossiers_are_worked_on_as_before() {
    for state in [State::Drafting, State::Returned] {
        let (mut unit, mut there) = receiving(state);
        there.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
        there.store().undo(ID, &stamp()).unwrap();
        assert!(there.store().dossier(ID).unwrap().received.is_none());
        drop(unit.store.take());
    }
    let mut unit = Office::in_state(State::SignedOff);
    let whole = sent(unit.store(), ID);
    let mut there = empty();
    assert!(!take(&mut there, &whole, true).unwrap().is_received);
    there.pass(Op::Reopen).unwrap();
    there.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    there.pass(Op::SignOff).unwrap();
    // It comes home, where it was made.
    let back = sent(there.store(), ID);
    assert!(!take(&mut unit, &back, false).unwrap().is_received);
    unit.pass(Op::Reopen).unwrap();
    assert_eq!(unit.store().check().unwrap(), []);
}

/// A draft was looked at, then what was signed came: from then on it is the unit's.
#[test]
fn a_draft_that_comes_signed_is_received_from_then_on() {
    let (mut unit, mut there) = receiving(State::Drafting);
    unit.pass(Op::SignOff).unwrap();
    assert!(take(&mut there, &sent(unit.store(), ID), false).unwrap().is_received);
    assert!(matches!(there.pass(Op::Reopen), Err(Error::Received)));
}

#[test]
fn what_was_taken_for_anothers_becomes_ones_own_while_nothing_is_noted() {
    let (mut unit, mut there) = receiving(State::SignedOff);
    let whole = sent(unit.store(), ID);
    let taken = take(&mut there, &whole, true).unwrap();
    assert_eq!((taken.arrival, taken.is_received), (Arrival::Same, false));
    there.pass(Op::Reopen).unwrap();

    let (_, mut there) = receiving(State::SignedOff);
    there.pass(Op::Submit).unwrap();
    let refused = take(&mut there, &whole, true);
    assert!(matches!(refused, Err(Error::HasNotes)), "{refused:?}");
    assert_eq!(shown(&mut there), State::Submitted);
}

#[test]
fn twice_taken_in_changes_no_byte() {
    let (mut unit, mut there) = receiving(State::Submitted);
    there.pass(Op::BeginAppraisal).unwrap();
    there.reopen();
    let before = fs::read(there.path()).unwrap();
    let whole = sent(unit.store(), ID);
    assert_eq!(take(&mut there, &whole, false).unwrap().arrival, Arrival::Same);
    there.reopen();
    assert!(fs::read(there.path()).unwrap() == before);
}

/// A copy of an earlier version, in which the office's acts stand in the unit's journal.
#[test]
fn acts_in_the_journal_of_an_earlier_version_become_notes() {
    let mut unit = Office::in_state(State::SignedOff);
    drop(unit.store.take());
    let folder = tempfile::tempdir().unwrap();
    fs::copy(unit.path(), folder.path().join("cchc.db")).unwrap();
    let mut there = Office { folder, store: None };
    unit.reopen();
    there.reopen();
    for op in [Op::Submit, Op::BeginAppraisal, Op::GiveBack] {
        there.pass(op).unwrap();
    }
    let next = mended(&mut unit, 30);
    let met = arrival(there.store(), &next, None);
    assert!(matches!(met, Arrival::Resubmitted { acts: 3, .. }), "{met:?}");
    assert!(matches!(take(&mut there, &next, true), Err(Error::Diverged { .. })));
    let taken = take(&mut there, &next, false).unwrap();
    assert!(taken.is_received);
    assert_eq!(sent(there.store(), ID), next);
    assert_eq!(there.store().check().unwrap(), []);
    assert_eq!(shown(&mut there), State::SignedOff);
    let dossier = there.store().dossier(ID).unwrap();
    let notes = dossier.received.as_ref().unwrap().notes.clone();
    let ops: Vec<Op> = notes.iter().map(|note| note.op).collect();
    assert_eq!(ops, [Op::Submit, Op::BeginAppraisal, Op::GiveBack]);
    assert!(notes.iter().all(|note| note.sha256 == dossier.sign_offs[0].sha256));
    assert_eq!(notes[0].particulars.submission, Some(submission()));
    there.tamper(|connection| {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'";
        let triggers: u32 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        let mut fresh = Office::new();
        let due: u32 = fresh.tamper(|fresh| fresh.query_row(sql, [], |row| row.get(0)).unwrap());
        assert_eq!(triggers, due);
    });

    // What a person changed in the copy is not thrown away.
    let mut other = Office::in_state(State::SignedOff);
    other.pass(Op::Reopen).unwrap();
    other.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let met = arrival(other.store(), &next, None);
    assert!(matches!(met, Arrival::Diverged(_)), "{met:?}");
}

#[test]
fn file_of_version_6_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/schema-6.db");
    fs::copy(sample, &path).unwrap();
    let store = Store::open(&path, &fixture::holder("An")).unwrap();
    assert!(folder.path().join("cchc.db.v6.bak").exists());
    assert_eq!(store.check().unwrap(), []);
    let ids = store.dossier_ids().unwrap();
    let dossier = store.dossier(&ids[0]).unwrap();
    assert_eq!(dossier.shown_state(), State::Returned);
    assert!(dossier.received.is_none());
    assert_eq!(dossier.passages.len(), 2);
}
