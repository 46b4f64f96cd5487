//! What plain SQL is refused in each state.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;

use fixture::{ID, Office, stamp};
use rusqlite::Connection;
use store::{Damage, Op, State, TRANSITIONS};

/// Changes of the content, each for itself.
const CHANGES: [&str; 16] = [
    "UPDATE answer SET body = '{}' WHERE code = '1.1.1'",
    "INSERT INTO answer VALUES (1, 'P9', 'penalty', '{}')",
    "INSERT OR REPLACE INTO answer VALUES (1, '1.1.1', 'subCriterion', '{}')",
    "DELETE FROM answer WHERE code = '1.1.1'",
    "UPDATE evidence SET subject = 'x'",
    "INSERT INTO evidence VALUES (1, 'x', '', NULL, '', 'x', '', 0)",
    "DELETE FROM evidence",
    "UPDATE citation SET page = '9'",
    "INSERT INTO citation VALUES (1, 'plan', 'T1', '', '', '')",
    "DELETE FROM citation",
    "INSERT INTO carried VALUES (1, '1.1.2', 'd2')",
    "INSERT INTO corrected_round VALUES (1, '{}')",
    "INSERT INTO ticked VALUES (1, '1.1.1', 0)",
    "INSERT INTO attachment VALUES (1, 'plan', 'a.pdf', zeroblob(32), 1)",
    "UPDATE dossier SET profile = '{\"name\":\"x\"}'",
    "UPDATE dossier SET report_texts = '{\"opening\":\"x\"}'",
];

/// What is refused in whatever state.
const NEVER: [&str; 9] = [
    "UPDATE dossier SET state = 'lost'",
    "UPDATE dossier SET id = 'd9'",
    "DELETE FROM dossier",
    "INSERT OR REPLACE INTO dossier (key, id, state, unit, criteria_set, created_at, round, profile,
        report_texts) SELECT key, id, 'drafting', unit, criteria_set, created_at, round, '{}',
        report_texts FROM dossier",
    "INSERT INTO dossier (id, state, unit, criteria_set, created_at, round, profile, report_texts)
        SELECT 'd9', 'signed_off', unit, criteria_set, created_at, round, profile, report_texts
        FROM dossier",
    "UPDATE passage SET particulars = '{}'",
    "DELETE FROM passage",
    "INSERT OR REPLACE INTO passage SELECT * FROM passage WHERE ordinal = 1",
    "INSERT INTO passage VALUES (1, 9, 'submit', 1, '', '', '', '{}')",
];

/// Tries a statement and takes it back; tells whether it was done and touched anything.
fn done(connection: &Connection, sql: &str) -> bool {
    connection.execute_batch("SAVEPOINT attempt").unwrap();
    let before = connection.total_changes();
    let done = connection.execute_batch(sql).is_ok() && connection.total_changes() > before;
    connection.execute_batch("ROLLBACK TO attempt; RELEASE attempt").unwrap();
    done
}

#[test]
fn locked_states_refuse_every_change_of_the_content() {
    for state in State::ALL {
        Office::in_state(state).tamper(|connection| {
            connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
            for sql in CHANGES {
                assert_eq!(done(connection, sql), state.is_open(), "{state:?}: {sql}");
            }
            for sql in NEVER {
                assert!(!done(connection, sql), "{state:?}: {sql}");
            }
            let number = "UPDATE sign_off SET number = '77'";
            assert_eq!(done(connection, number), state == State::SignedOff, "{state:?}");
        });
    }
}

#[test]
fn state_does_not_change_without_its_record() {
    for from in State::ALL {
        Office::in_state(from).tamper(|connection| {
            for to in State::ALL {
                let sql = format!("UPDATE dossier SET state = '{}'", to.name());
                assert!(!done(connection, &sql), "from {from:?} to {to:?}");
            }
        });
    }
}

/// The triggers know the same transitions as the program.
#[test]
fn tables_know_the_transitions_of_the_program() {
    let mut office = Office::in_state(State::SignedOff);
    let (moves, records) = office.tamper(|connection| {
        let sql = "SELECT sql FROM sqlite_schema WHERE name = 'dossier_transition'";
        let guard: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        connection
            .execute_batch("DROP TRIGGER dossier_signed; DROP TRIGGER dossier_passed")
            .unwrap();
        let (mut moves, mut records) = (BTreeSet::new(), BTreeSet::new());
        for from in State::ALL {
            let put = format!("UPDATE dossier SET state = '{}'", from.name());
            connection
                .execute_batch(&format!("DROP TRIGGER dossier_transition; {put}; {guard}"))
                .unwrap();
            for to in State::ALL {
                let sql = format!("UPDATE dossier SET state = '{}'", to.name());
                moves.extend(done(connection, &sql).then_some((from, to)));
            }
            for op in Op::all().map(Op::name) {
                let sql =
                    format!("INSERT INTO passage VALUES (1, 1, '{op}', 1, '', '', '', '{{}}')");
                records.extend(done(connection, &sql).then_some((from, op)));
            }
        }
        (moves, records)
    });
    assert_eq!(moves, TRANSITIONS.iter().map(|one| (one.from, one.to)).collect());
    let passages = TRANSITIONS.iter().filter(|one| !matches!(one.op, Op::SignOff | Op::Reopen));
    assert_eq!(records, passages.map(|one| (one.from, one.op.name())).collect());
}

#[test]
fn what_got_past_the_tables_is_found() {
    let off_record =
        |subject: &str| Damage::OffRecord { dossier: ID.into(), subject: subject.into() };
    for (state, sql, subject) in [
        (State::Submitted, "UPDATE dossier SET state = 'final'", "state"),
        (State::Final, "UPDATE dossier SET state = 'appraising'", "state"),
        (
            State::Submitted,
            "UPDATE passage SET particulars = replace(particulars, '2024-11-29', '2024-11-28')",
            "passage/1",
        ),
        (State::Appraising, "DELETE FROM passage WHERE ordinal = 2", "passage/2"),
        (
            State::Submitted,
            "INSERT INTO passage VALUES (1, 2, 'withdraw', 1, '2024-12-01T00:00:00Z', '', '', '{}')",
            "passage/2",
        ),
    ] {
        let mut office = Office::in_state(state);
        office.tamper(|connection| {
            let sql_of = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
            let mut statement = connection.prepare(sql_of).unwrap();
            let names: Vec<String> =
                statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
            for name in names {
                connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
            }
            connection.execute_batch(sql).unwrap();
        });
        assert_eq!(office.store().check().unwrap(), [off_record(subject)], "{sql}");
    }
}

#[test]
fn backup_of_a_submitted_dossier_is_whole() {
    let mut office = Office::in_state(State::Explained);
    let folder = office.folder.path().join("backups");
    let backup = fixture::made(office.store().back_up(&folder, stamp().at).unwrap());
    let holder = fixture::holder("An");
    let copy = store::Store::open(&backup, &holder).unwrap();
    assert_eq!(copy.check().unwrap(), []);
    let (kept, dossier) = (copy.dossier(ID).unwrap(), office.store().dossier(ID).unwrap());
    assert_eq!((kept.state, kept.passages), (dossier.state, dossier.passages));
}
