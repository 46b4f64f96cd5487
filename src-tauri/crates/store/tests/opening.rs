//! Making, opening and refusing data files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;

use fixture::{ID, Office, holder, stamp};
use rusqlite::Connection;
use store::{Error, Holder, Store};

fn open_error(path: &std::path::Path) -> Error {
    Store::open(path, &holder("Bình")).unwrap_err()
}

#[test]
fn reopened_file_holds_what_was_stored() {
    let mut office = Office::ready();
    let before = office.content();
    office.reopen();
    assert_eq!(office.content(), before);
    assert!(office.store().check().unwrap().is_empty());
}

#[test]
fn closed_file_stands_alone() {
    for close in [Store::close as fn(Store) -> _, |store| {
        drop(store);
        Ok(())
    }] {
        let mut office = Office::ready();
        close(office.store.take().unwrap()).unwrap();
        let names = fs::read_dir(office.folder.path()).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["cchc.db"]);
    }
}

#[test]
fn open_file_has_no_shared_memory_beside_it() {
    let office = Office::ready();
    assert!(!office.folder.path().join("cchc.db-shm").exists());
}

#[test]
fn settings_are_those_of_the_design() {
    let mut office = Office::new();
    office.tamper(|connection| {
        let value =
            |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        assert_eq!(value("application_id").unwrap(), 0x5041_5269);
        assert_eq!(value("user_version").unwrap(), 9);
        assert_eq!(value("auto_vacuum").unwrap(), 2);
        let tables = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'
                      AND type = 'table' AND name NOT LIKE 'sqlite_%' AND NOT strict";
        assert_eq!(connection.query_row(tables, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    });
}

#[test]
fn existing_file_is_never_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    fs::write(&path, "mine").unwrap();
    assert!(matches!(Store::create(&path, &holder("An")), Err(Error::Exists { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    assert!(matches!(Store::create(folder.path(), &holder("An")), Err(Error::IsFolder { .. })));
    let lost = folder.path().join("no/cchc.db");
    assert!(matches!(Store::create(&lost, &holder("An")), Err(Error::FolderMissing { .. })));
}

#[test]
fn half_made_file_of_an_earlier_attempt_is_no_hindrance() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    let drafts = folder.path().join(".par-index-Ab12Cd.tmp");
    fs::create_dir(&drafts).unwrap();
    fs::write(drafts.join("lock"), "drafts of par-index\n").unwrap();
    fs::write(drafts.join("new.db"), "half").unwrap();
    Store::create(&path, &holder("An")).unwrap().close().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn unfit_files_are_refused_each_with_its_reason_and_left_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let foreign = Connection::open(path("foreign")).unwrap();
    foreign.execute_batch("PRAGMA application_id = 7; CREATE TABLE t (a)").unwrap();
    foreign.close().unwrap();
    fs::write(path("empty"), "").unwrap();
    fs::write(path("text"), "Kính gửi Phòng Nội vụ").unwrap();
    fs::write(path("stump"), b"SQLite format 3\0").unwrap();

    assert!(matches!(open_error(&path("none")), Error::Missing { .. }));
    assert!(matches!(open_error(&path("no/cchc.db")), Error::FolderMissing { .. }));
    assert!(matches!(open_error(folder.path()), Error::IsFolder { .. }));
    for (name, is_expected) in [
        ("empty", (|error| matches!(error, Error::EmptyFile { .. })) as fn(&Error) -> bool),
        ("text", |error| matches!(error, Error::NotDatabase { .. })),
        ("stump", |error| matches!(error, Error::Damaged { .. })),
        ("foreign", |error| matches!(error, Error::OtherProgram { application_id: 7, .. })),
    ] {
        let before = fs::read(path(name)).unwrap();
        let error = open_error(&path(name));
        assert!(is_expected(&error), "{name}: {error:?}");
        assert_eq!(fs::read(path(name)).unwrap(), before);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4, "nothing was put beside them");
}

#[test]
fn newer_file_is_refused_and_left_as_it_was() {
    let mut office = Office::new();
    drop(office.store.take());
    let connection = Connection::open(office.path()).unwrap();
    connection.pragma_update(None, "user_version", 11).unwrap();
    connection.close().unwrap();
    let before = fs::read(office.path()).unwrap();
    assert!(matches!(open_error(&office.path()), Error::Newer { found: 11, known: 9 }));
    assert_eq!(fs::read(office.path()).unwrap(), before);
}

#[test]
fn damaged_files_are_refused_or_found_by_the_check() {
    let mut office = Office::ready();
    drop(office.store.take());
    let whole = fs::read(office.path()).unwrap();

    fs::write(office.path(), &whole[..whole.len() / 2]).unwrap();
    let error = open_error(&office.path());
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");

    let mut garbled = whole.clone();
    for byte in garbled.iter_mut().skip(4096) {
        *byte ^= 0xA5;
    }
    fs::write(office.path(), &garbled).unwrap();
    match Store::open(&office.path(), &holder("An")) {
        Err(error) => assert!(matches!(error, Error::Damaged { .. }), "{error:?}"),
        Ok(store) => assert!(store.check().map_or(true, |damage| !damage.is_empty())),
    }
}

#[test]
fn second_opening_is_refused_and_told_who_holds_the_file() {
    let mut office = Office::ready();
    let before = office.content();
    match open_error(&office.path()) {
        Error::Locked { holder: Some(Holder { name, computer, pid, .. }) } => {
            assert_eq!((name.as_str(), computer.as_str()), ("An", "MAY-VP-01"));
            assert_eq!(pid, std::process::id());
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(office.content(), before);
    office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
}

#[test]
fn stale_or_unreadable_note_keeps_nobody_out() {
    for note in [serde_json::to_string(&holder("Chi")).unwrap(), "{".to_owned()] {
        let mut office = Office::new();
        drop(office.store.take());
        let lock = office.folder.path().join("cchc.db.lock");
        fs::write(&lock, note).unwrap();
        office.reopen();
        let now: Holder = serde_json::from_slice(&fs::read(&lock).unwrap()).unwrap();
        assert_eq!(now, holder("An"));
        drop(office.store.take());
        assert!(!lock.exists());
    }
}

#[test]
fn store_can_move_to_another_thread() {
    let mut office = Office::new();
    let mut store = office.store.take().unwrap();
    std::thread::spawn(move || {
        let answer = fixture::answer(r#"{"inputs":{"dat":true}}"#);
        store.set_answer(ID, &fixture::code("1.1.1"), &answer, &stamp()).unwrap();
    })
    .join()
    .unwrap();
}
