//! A data file that somebody removes, renames, replaces or cuts off while it is open.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::Path;

use fixture::{ID, Office, answer, code, holder, stamp};
use store::{Changed, Error, Store};

fn change(store: &mut Store, text: &str) -> store::Result<Changed> {
    let body = format!(r#"{{"inputs":{{"dat":true}},"explanation":"{text}"}}"#);
    store.set_answer(ID, &code("1.1.1"), &answer(&body), &stamp())
}

type Deed = fn(&Path);

/// What somebody does to the file, and whether what it held can still be kept.
const DEEDS: [(&str, Deed, bool); 5] = [
    ("removed", |path| fs::remove_file(path).unwrap(), true),
    ("renamed", |path| fs::rename(path, path.with_extension("moved")).unwrap(), true),
    (
        "replaced",
        |path| {
            let other = path.with_extension("other");
            fs::write(&other, "another file").unwrap();
            fs::rename(other, path).unwrap();
        },
        true,
    ),
    (
        "cut off",
        |path| fs::File::options().write(true).open(path).unwrap().set_len(0).unwrap(),
        false,
    ),
    ("written over", |path| fs::write(path, vec![7; 3_000_000]).unwrap(), false),
];

#[test]
fn change_is_refused_once_the_file_is_gone_and_what_was_confirmed_is_kept() {
    for (deed, act, is_kept) in DEEDS {
        let mut office = Office::new();
        office.reopen();
        change(office.store(), "trước").unwrap();
        let entries = office.store().history(ID).unwrap().len();
        act(&office.path());
        let refused = change(office.store(), "sau");
        assert!(matches!(refused, Err(Error::Displaced { .. })), "{deed}: {refused:?}");
        let closed = office.store.take().unwrap().close();
        let Err(Error::Displaced { rescued }) = closed else { panic!("{deed}: {closed:?}") };
        if !is_kept {
            continue;
        }
        let rescued = rescued.expect(deed);
        let store = Store::open(&rescued, &holder("An")).unwrap();
        assert_eq!(store.history(ID).unwrap().len(), entries, "{deed}");
        assert_eq!(store.check().unwrap(), [], "{deed}");
    }
}

#[test]
fn file_that_goes_after_the_last_change_is_told_at_the_end() {
    for (deed, act, _) in DEEDS {
        let mut office = Office::new();
        office.reopen();
        change(office.store(), "trước").unwrap();
        act(&office.path());
        let closed = office.store.take().unwrap().close();
        assert!(matches!(closed, Err(Error::Displaced { .. })), "{deed}: {closed:?}");
    }
}

#[test]
fn note_and_log_of_a_file_that_came_in_its_place_are_left_alone() {
    let mut office = Office::new();
    office.reopen();
    change(office.store(), "trước").unwrap();
    fs::remove_file(office.path()).unwrap();
    let log = office.path().with_extension("db-wal");
    fs::remove_file(&log).unwrap();
    fs::write(&log, "another file's").unwrap();
    drop(office.store.take());
    assert_eq!(fs::read(&log).unwrap(), b"another file's");
}

#[test]
fn growing_shrinking_and_large_files_are_no_reason_to_refuse() {
    let mut office = Office::new();
    office.reopen();
    let file = office.folder.path().join("lớn.pdf");
    for round in 0..3_u8 {
        fs::write(&file, vec![round; 6_000_000]).unwrap();
        let new = fixture::evidence(&format!("e{round}"), &["1.1.1"]);
        let added = office.store().add_with_files(
            (ID, &[(new, file.as_path())]),
            store::Limits::default(),
            &stamp(),
        );
        added.unwrap().pop().unwrap().unwrap();
        change(office.store(), "x").unwrap();
        office.store().undo(ID, &stamp()).unwrap();
        office.store().detach(ID, &format!("e{round}"), &stamp()).unwrap();
        office.store().free_unused().unwrap();
        change(office.store(), "y").unwrap();
    }
    office.store.take().unwrap().close().unwrap();
}
