//! What the tables refuse, and what the check finds when somebody gets past them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, stamp};
use rusqlite::Connection;
use store::{Damage, SignOff};

/// Drops every trigger, as somebody would who wants to forge.
fn disarm(connection: &Connection) {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.len() > 15);
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
}

/// What the check finds after this SQL on a disarmed file.
fn found_after(mut office: Office, sql: &str) -> Vec<Damage> {
    office.tamper(|connection| {
        disarm(connection);
        connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
        assert!(connection.changes() > 0, "{sql}");
    });
    office.store().check().unwrap()
}

fn broken(seq: i64) -> Damage {
    Damage::Journal { dossier: ID.into(), seq }
}

fn off_record(subject: &str) -> Damage {
    Damage::OffRecord { dossier: ID.into(), subject: subject.into() }
}

#[test]
fn tables_refuse_what_must_never_change() {
    let mut office = Office::signed_off();
    let before = office.content();
    office.tamper(|connection| {
        for sql in [
            "UPDATE criteria_set SET content = '{}'",
            "UPDATE criteria_set SET version = '2'",
            "DELETE FROM criteria_set",
            "INSERT OR REPLACE INTO criteria_set SELECT key, id, version, sha256, '{}' FROM criteria_set",
            "UPDATE journal SET after = NULL",
            "DELETE FROM journal",
            "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
            "INSERT INTO journal SELECT dossier, seq + 100, step, op, subject, at, by_name, by_post,
                prev, hash, before, after FROM journal WHERE seq = 1",
            "UPDATE sign_off SET sha256 = zeroblob(32)",
            "UPDATE sign_off SET content = '{}'",
            "DELETE FROM sign_off",
            "UPDATE dossier SET round = '{}'",
            "UPDATE dossier SET criteria_set = 2",
            "UPDATE dossier SET profile = '{}'",
            "UPDATE dossier SET report_texts = '{}'",
            "DELETE FROM dossier",
            "UPDATE dossier SET state = 'lost'",
        ] {
            let refused = connection.execute_batch(&format!("PRAGMA foreign_keys = ON; {sql}"));
            assert!(refused.is_err(), "{sql}");
        }
    });
    assert_eq!(office.content(), before);
    assert!(office.store().check().unwrap().is_empty());
}

#[test]
fn tables_of_a_signed_off_dossier_are_locked_and_open_again_when_it_is_reopened() {
    let statements = [
        "UPDATE answer SET body = '{}' WHERE code = '1.1.1'",
        "INSERT INTO answer VALUES (1, 'P9', 'penalty', '{}')",
        "INSERT OR REPLACE INTO answer VALUES (1, '1.1.1', 'subCriterion', '{}')",
        "DELETE FROM answer",
        "UPDATE evidence SET subject = 'x'",
        "INSERT INTO evidence VALUES (1, 'x', '', NULL, '', 'x', '', 0)",
        "UPDATE citation SET page = '9'",
        "INSERT INTO citation VALUES (1, 'plan', 'T1', '', '', '')",
        "DELETE FROM citation",
        "DELETE FROM evidence",
        "INSERT INTO carried VALUES (1, '1.1.2', 'd2')",
        "UPDATE carried SET source = 'd2'",
        "DELETE FROM carried",
        "UPDATE corrected_round SET round = '{}'",
        "INSERT OR REPLACE INTO corrected_round VALUES (1, '{}')",
        "DELETE FROM corrected_round",
    ];
    let mut office = Office::carried_and_corrected();
    office.store().confirm_carried(ID, &fixture::code("P1"), &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    office.tamper(|connection| {
        // No mark is left at a sign-off; with one, all the same none can be changed or taken off.
        let marked = "DROP TRIGGER dossier_signed;
            UPDATE dossier SET state = 'drafting' WHERE key = 1;
            INSERT INTO carried VALUES (1, 'P1', 'd2');
            UPDATE dossier SET state = 'signed_off' WHERE key = 1";
        connection.execute_batch(marked).unwrap();
        for sql in statements {
            let error = connection.execute_batch(sql).expect_err(sql).to_string();
            assert!(error.contains("signed off"), "{sql}: {error}");
        }
        let unmarked = "UPDATE dossier SET state = 'drafting' WHERE key = 1;
            DELETE FROM carried;
            UPDATE dossier SET state = 'signed_off' WHERE key = 1";
        connection.execute_batch(unmarked).unwrap();
    });
    office.store().reopen(ID, "Bổ sung", &stamp()).unwrap();
    office.tamper(|connection| {
        for sql in statements {
            connection.execute_batch(sql).expect(sql);
        }
    });
}

#[test]
fn tables_of_a_draft_cannot_feed_a_signed_off_dossier() {
    let mut office = Office::signed_off();
    office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    let answer = fixture::answer(r#"{"inputs":{"n":1}}"#);
    office.store().set_answer("d2", &fixture::code("P1"), &answer, &stamp()).unwrap();
    office.tamper(|connection| {
        let moved = connection.execute_batch("UPDATE answer SET dossier = 1 WHERE code = 'P1'");
        assert!(moved.is_err());
    });
}

#[test]
fn changed_removed_or_inserted_journal_entries_break_the_chain() {
    for (sql, seq) in [
        ("UPDATE journal SET by_name = 'Ai đó' WHERE seq = 5", 5),
        ("UPDATE journal SET at = '2024-11-01T00:00:00.000Z' WHERE seq = 2", 2),
        ("UPDATE journal SET op = 'set_answer' WHERE seq = 1", 1),
        ("UPDATE journal SET step = 1 WHERE seq = 6", 6),
        ("UPDATE journal SET before = '{}' WHERE seq = 4", 4),
        ("DELETE FROM journal WHERE seq = 4", 5),
        ("INSERT INTO journal SELECT dossier, 900, step, op, subject, at, by_name, by_post, prev,
          hash, before, after FROM journal WHERE seq = 1", 900),
    ] {
        let found = found_after(Office::ready(), sql);
        assert!(found.contains(&broken(seq)), "{sql}: {found:?}");
    }
}

#[test]
fn journal_cut_off_at_its_end_is_found_by_the_content() {
    let last = "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)";
    assert_eq!(found_after(Office::ready(), last), [off_record("citation/plan/1.1.2")]);
}

#[test]
fn journal_of_another_dossier_does_not_fit() {
    let mut office = Office::new();
    office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    let swap = "UPDATE journal SET dossier = 3 WHERE dossier = 1;
                UPDATE journal SET dossier = 1 WHERE dossier = 2;
                UPDATE journal SET dossier = 2 WHERE dossier = 3;";
    let found = found_after(office, swap);
    assert!(found.contains(&broken(1)), "{found:?}");
}

#[test]
fn content_changed_past_the_journal_is_found() {
    for (sql, subject) in [
        (
            "UPDATE answer SET body = '{\"notApplicable\":true}' WHERE code = '1.1.1'",
            "answer/subCriterion/1.1.1",
        ),
        ("DELETE FROM answer WHERE code = 'T1'", "answer/bonus/T1"),
        (
            "INSERT INTO answer VALUES (1, 'P1', 'penalty', '{\"inputs\":{\"n\":0}}')",
            "answer/penalty/P1",
        ),
        ("UPDATE evidence SET number = '99'", "evidence/plan"),
        ("UPDATE citation SET page = '99' WHERE code = '1.1.1'", "citation/plan/1.1.1"),
        ("UPDATE dossier SET profile = replace(profile, 'xã', 'phường')", "profile"),
        ("UPDATE dossier SET round = replace(round, '2024-12-10', '2024-12-20')", "dossier"),
        ("INSERT INTO carried VALUES (1, '1.1.2', 'd2')", "carried/1.1.2"),
        ("INSERT INTO corrected_round VALUES (1, (SELECT round FROM dossier))", "round"),
        ("UPDATE dossier SET state = 'signed_off'", "state"),
    ] {
        assert_eq!(found_after(Office::ready(), sql), [off_record(subject)], "{sql}");
    }
}

#[test]
fn lost_mark_and_lost_correction_are_found() {
    for (sql, subject) in
        [("DELETE FROM carried", "carried/P1"), ("DELETE FROM corrected_round", "round")]
    {
        let found = found_after(Office::carried_and_corrected(), sql);
        assert_eq!(found, [off_record(subject)], "{sql}");
    }
}

#[test]
fn signed_content_that_was_changed_is_found() {
    let sql = "UPDATE sign_off SET content = replace(content, '1.72', '1.73')";
    let found = found_after(Office::signed_off(), sql);
    let frozen = || Damage::Frozen { dossier: ID.to_owned(), ordinal: 1 };
    // Points that today's rules count otherwise would be no damage.
    assert_eq!(found, [frozen()]);
    let sql = "UPDATE sign_off SET content = replace(content, '\"a\":31', '\"a\":32')";
    let found = found_after(Office::signed_off(), sql);
    assert_eq!(found, [frozen(), Damage::Signed { dossier: ID.into() }]);

    let sql = "UPDATE sign_off SET sha256 = zeroblob(32)";
    let found = found_after(Office::signed_off(), sql);
    assert!(found.contains(&off_record("signOff/1")), "{found:?}");
    let sql = "UPDATE sign_off SET number = '77'";
    assert_eq!(found_after(Office::signed_off(), sql), [off_record("signOff/1")]);
}

#[test]
fn live_content_that_left_the_signed_one_is_found() {
    let sql = "UPDATE answer SET body = replace(body, '31', '36') WHERE code = '1.1.2'";
    let found = found_after(Office::signed_off(), sql);
    assert!(found.contains(&Damage::Signed { dossier: ID.into() }), "{found:?}");
}

#[test]
fn content_of_reopened_sign_offs_is_checked_too() {
    let mut office = Office::signed_off();
    office.store().reopen(ID, "Bổ sung", &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let sql = "UPDATE sign_off SET content = '{}' WHERE ordinal = 1";
    let found = found_after(office, sql);
    assert_eq!(found, [Damage::Frozen { dossier: ID.into(), ordinal: 1 }]);
}

#[test]
fn altered_set_and_lost_reference_are_found() {
    let sql =
        "UPDATE criteria_set SET content = replace(content, 'Có kế hoạch', 'Có chương trình')";
    let found = found_after(Office::ready(), sql);
    let [set, dossier] = &found[..] else { panic!("{found:?}") };
    assert_eq!(*set, Damage::CriteriaSet { id: "small".into(), version: "1".into() });
    assert!(matches!(dossier, Damage::Unreadable { dossier, .. } if dossier == ID), "{dossier:?}");

    let found = found_after(Office::ready(), "DELETE FROM evidence");
    let lost = Damage::Reference { table: "citation".into(), parent: "evidence".into() };
    assert!(found.contains(&lost), "{found:?}");
}

#[test]
fn unreadable_dossier_is_named_and_the_others_are_still_checked() {
    let mut office = Office::new();
    office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    let sql = "UPDATE dossier SET profile = '{}' WHERE id = 'd1';
               UPDATE journal SET by_post = 'x' WHERE dossier = 2 AND seq = 2;";
    let found = found_after(office, sql);
    assert!(
        found.iter().any(|one| matches!(one, Damage::Unreadable { dossier, .. } if dossier == ID))
    );
    assert!(found.contains(&Damage::Journal { dossier: "d2".into(), seq: 2 }), "{found:?}");
}
