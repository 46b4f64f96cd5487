//! Files of earlier schema versions: each was made by the program of that version.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::Path;

use fixture::{ID, Office, answer, code, day, round, stamp};
use store::{Error, Limits, Op, PageText, Reading, SignOff, State, Store};

/// An office whose file is a sample of schema version 1: `d1` was signed off, reopened and changed,
/// `d2` is signed off.
fn old_office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(sample(), folder.path().join("cchc.db")).unwrap();
    let store = Store::open(&folder.path().join("cchc.db"), &fixture::holder("An")).unwrap();
    Office { folder, store: Some(store) }
}

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/schema-1.db")
}

#[test]
fn file_of_version_1_keeps_everything_and_its_backup_is_that_file() {
    let mut office = old_office();
    assert_eq!(office.store().check().unwrap(), []);

    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!(dossier.state, State::Drafting);
    assert_eq!(
        dossier.answers.sub_criteria[&code("1.1.1")],
        answer(r#"{"inputs":{"dat":false},"explanation":"Chưa ban hành."}"#)
    );
    assert_eq!(dossier.evidence[0].citations.len(), 2);
    assert_eq!(dossier.round, round());
    assert!(dossier.carried.is_empty());
    let [sign_off] = &dossier.sign_offs[..] else { panic!("{:?}", dossier.sign_offs) };
    assert_eq!(sign_off.registry.date, Some(day("2024-12-05")));
    assert_eq!(sign_off.reopened.as_ref().unwrap().reason, "Bổ sung minh chứng");

    let listed = office.store().listed().unwrap();
    assert_eq!(listed, [("d2".to_owned(), false), (ID.to_owned(), false)]);

    let backup = office.folder.path().join("cchc.db.v1.bak");
    let backup = rusqlite::Connection::open(backup).unwrap();
    let version: u32 = backup.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 1);
}

#[test]
fn undo_and_redo_reach_back_before_the_migration() {
    let mut office = old_office();
    assert_eq!(office.store().steps(ID).unwrap().redo.unwrap().op, Op::SetReportTexts);
    office.store().redo(ID, &stamp()).unwrap();
    office.store().undo(ID, &stamp()).unwrap();
    let (_, step) = office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(step.op, Op::SetAnswer);
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn dossier_signed_off_by_version_1_stays_locked() {
    let mut office = old_office();
    let refused = office.store().set_round("d2", &round(), &stamp());
    assert!(matches!(refused, Err(Error::WrongState { found: State::SignedOff, .. })));
    office.tamper(|connection| {
        let key = "(SELECT key FROM dossier WHERE id = 'd2')";
        for sql in [
            format!("INSERT INTO carried VALUES ({key}, '1.1.1', 'd1')"),
            format!("INSERT INTO corrected_round VALUES ({key}, '{{}}')"),
            "UPDATE answer SET body = '{}'".to_owned(),
        ] {
            let error = connection.execute_batch(&sql).expect_err(&sql).to_string();
            assert!(error.contains("signed off"), "{sql}: {error}");
        }
    });
}

#[test]
fn file_of_version_2_takes_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    fs::copy(sample().with_file_name("schema-2.db"), &path).unwrap();
    let mut store = Store::open(&path, &fixture::holder("An")).unwrap();
    assert!(folder.path().join("cchc.db.v2.bak").exists());
    assert_eq!(store.check().unwrap(), []);
    let (dossier, _) = store.listed().unwrap().remove(0);
    let evidence = store.dossier(&dossier).unwrap().evidence.remove(0);
    assert_eq!(evidence.file, None);
    let file = folder.path().join("a.pdf");
    fs::write(&file, "content").unwrap();
    let files = (file.as_path(), Limits::default());
    store.attach((&dossier, &evidence.id), files, &stamp()).unwrap();
    assert_eq!(store.check().unwrap(), []);
    drop(store);

    // It keeps its pages, smaller than those of a new file.
    let mut store = Store::open(&path, &fixture::holder("An")).unwrap();
    let large = vec![1; 5 << 20];
    fs::write(&file, &large).unwrap();
    let new = [(fixture::evidence("many", &[]), file.as_path())];
    let added = store.add_with_files((&dossier, &new), Limits::default(), &stamp()).unwrap();
    assert!(matches!(added[..], [Ok(_)]), "{added:?}");
    store.close().unwrap();
    let plain = rusqlite::Connection::open(&path).unwrap();
    let page: u32 = plain.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    assert_eq!(page, 4096);
    drop(plain);
    let store = Store::open(&path, &fixture::holder("An")).unwrap();
    let mut out = Vec::new();
    store.read_file(&dossier, "many", &mut out).unwrap();
    assert!(out == large);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn file_of_version_3_is_read_and_searched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    fs::copy(sample().with_file_name("schema-3.db"), &path).unwrap();
    let mut store = Store::open(&path, &fixture::holder("An")).unwrap();
    assert!(folder.path().join("cchc.db.v3.bak").exists());
    assert_eq!(store.check().unwrap(), []);
    let (dossier, _) = store.listed().unwrap().remove(0);
    let evidence = store.dossier(&dossier).unwrap().evidence.remove(0);
    assert_eq!(evidence.document.kind, "");
    assert!(!evidence.document.cite_only);
    // What the journal says of a document from before still fits.
    store.undo(&dossier, &stamp()).unwrap();
    store.redo(&dossier, &stamp()).unwrap();
    assert_eq!(store.check().unwrap(), []);

    assert_eq!(store.unread(1).unwrap(), 1);
    let unread = store.next_unread(1).unwrap().unwrap();
    assert_eq!(store.whole_content(&unread.sha256).unwrap(), "Nội dung báo cáo\n".as_bytes());
    let pages = vec![PageText { page: 1, text: "Nội dung báo cáo".into() }];
    let reading = Reading { edition: 1, facts: "{}".into(), pages };
    store.keep_readings(&[(&unread.sha256, &reading)]).unwrap();
    let found = store.search(&dossier, "noi dung").unwrap();
    assert_eq!(found[0].evidence, evidence.id);
}

#[test]
fn dossier_of_version_4_goes_its_whole_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    fs::copy(sample().with_file_name("schema-4.db"), &path).unwrap();
    let mut store = Store::open(&path, &fixture::holder("An")).unwrap();
    assert!(folder.path().join("cchc.db.v4.bak").exists());
    assert_eq!(store.check().unwrap(), []);
    let ids = store.dossier_ids().unwrap();
    let [signed, reopened, draft] = &ids[..] else { panic!("{ids:?}") };
    assert_eq!(store.dossier(draft).unwrap().state, State::Drafting);
    assert_eq!(store.dossier(reopened).unwrap().sign_offs.len(), 1);
    store.sign_off(reopened, &SignOff::default(), &stamp()).unwrap();

    let later = store::Stamp {
        at: chrono::DateTime::parse_from_rfc3339("2024-12-10T08:00:00+07:00").unwrap(),
        ..stamp()
    };
    let submission = store::Submission { date: day("2024-12-10"), ..fixture::submission() };
    store.submit(signed, &submission, &later).unwrap();
    store.give_back(signed, "Thiếu phụ lục", &later).unwrap();
    store.set_answer(signed, &code("1.1.1"), &answer(r#"{"explanation":"x"}"#), &later).unwrap();
    store.undo(signed, &later).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn dossier_of_version_6_is_typed_into_and_keeps_its_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    fs::copy(sample().with_file_name("schema-6-without-report.db"), &path).unwrap();
    let mut store = Store::open(&path, &fixture::holder("An")).unwrap();
    assert!(folder.path().join("cchc.db.v6.bak").exists());
    assert_eq!(store.check().unwrap(), []);
    let ids = store.dossier_ids().unwrap();
    let [half_done, draft, signed] = &ids[..] else { panic!("{ids:?}") };
    assert_eq!(store.dossier(signed).unwrap().reports.len(), 1);
    // It was ended between its sign-off and the report.
    let half_done = store.dossier(half_done).unwrap();
    assert_eq!((half_done.state, half_done.reports.len()), (State::SignedOff, 0));
    let lines = store.history(draft).unwrap().len();
    for text in ["a", "ab", "abc"] {
        let given = answer(&format!(r#"{{"explanation":"{text}"}}"#));
        store.set_answer(draft, &code("1.1.1"), &given, &stamp()).unwrap();
    }
    assert_eq!(store.history(draft).unwrap().len(), lines + 1);
    assert_eq!(store.check().unwrap(), []);
}

/// Whichever version made the file, its dossiers are locked and open as before.
#[test]
fn files_of_all_versions_come_to_the_same_tables() {
    let tables = |path: &Path| {
        let connection = rusqlite::Connection::open(path).unwrap();
        let sql = "SELECT type, name, sql FROM sqlite_schema
            WHERE name NOT LIKE 'page_words%' ORDER BY type, name";
        let mut statement = connection.prepare(sql).unwrap();
        let text = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?))
        };
        let rows = statement.query_map([], text).unwrap();
        rows.map(Result::unwrap).collect::<Vec<(String, String, Option<String>)>>()
    };
    let mut fresh = Office::new();
    drop(fresh.store.take());
    let newest = tables(&fresh.path());
    for version in 1..=8 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc.db");
        fs::copy(sample().with_file_name(format!("schema-{version}.db")), &path).unwrap();
        let store = Store::open(&path, &fixture::holder("An")).unwrap();
        assert_eq!(store.check().unwrap(), [], "version {version}");
        store.close().unwrap();
        assert_eq!(tables(&path), newest, "version {version}");
    }
}
