//! Backups: taken, thinned out, put back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};
use fixture::{ID, Office, holder, stamp};
use store::{Damage, Error, Limits, SignOff, Store, backups, restore};

fn morning() -> DateTime<FixedOffset> {
    stamp().at
}

fn folder(office: &Office) -> PathBuf {
    office.folder.path().join("sao luu")
}

fn back_up(office: &mut Office, now: DateTime<FixedOffset>) -> Option<PathBuf> {
    let folder = folder(office);
    office.store().back_up(&folder, now).unwrap()
}

fn change(office: &mut Office, text: &str) {
    office.set("1.1.4", &format!(r#"{{"explanation":"{text}"}}"#));
}

/// The content of the dossier in a closed data file.
fn content_of(path: &Path) -> String {
    let copy = tempfile::tempdir().unwrap();
    fs::copy(path, copy.path().join("cchc.db")).unwrap();
    let store = Store::open(&copy.path().join("cchc.db"), &holder("Bình")).unwrap();
    assert_eq!(store.check().unwrap(), []);
    store.content(ID).unwrap()
}

#[test]
fn backup_is_a_whole_data_file_named_after_its_moment() {
    let mut office = Office::ready();
    let path = back_up(&mut office, morning()).unwrap();
    assert_eq!(path, folder(&office).join("cchc-2024-12-01-080000+0700.db"));
    assert_eq!(fs::read_dir(folder(&office)).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(content_of(&path), office.store().content(ID).unwrap());
    let [backup] = &backups(&folder(&office))[..] else { panic!() };
    assert_eq!((backup.at, &backup.path), (morning(), &path));
    assert_eq!(backup.bytes, fs::metadata(&path).unwrap().len());
}

#[test]
fn nothing_new_needs_no_backup() {
    let mut office = Office::ready();
    back_up(&mut office, morning()).unwrap();
    office.reopen();
    assert_eq!(back_up(&mut office, morning() + TimeDelta::hours(1)), None);
    change(&mut office, "Gửi muộn.");
    let second = back_up(&mut office, morning() + TimeDelta::hours(2)).unwrap();
    office.store().set_aside(ID, &stamp()).unwrap();
    let third = back_up(&mut office, morning() + TimeDelta::days(1)).unwrap();
    let kept: Vec<PathBuf> = backups(&folder(&office)).into_iter().map(|one| one.path).collect();
    assert_eq!(kept, [third, second], "of one day the newest is kept");
}

#[test]
fn changed_limits_need_a_backup_and_come_back_with_it() {
    let mut office = Office::ready();
    back_up(&mut office, morning()).unwrap();
    let limits = Limits { file: 2 << 20, ..Limits::default() };
    office.store().set_limits(limits).unwrap();
    let backup = back_up(&mut office, morning()).unwrap();
    assert_eq!(back_up(&mut office, morning()), None);
    let copy = rusqlite::Connection::open(backup).unwrap();
    let kept: u64 = copy
        .query_row("SELECT bytes FROM setting WHERE name = 'file_limit'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, limits.file);
}

#[test]
fn backup_of_the_same_second_overwrites_nothing() {
    let mut office = Office::ready();
    let first = back_up(&mut office, morning()).unwrap();
    fs::write(&first, "not any more").unwrap();
    change(&mut office, "Gửi muộn.");
    let second = back_up(&mut office, morning()).unwrap();
    assert_ne!(first, second);
}

#[test]
fn only_old_backups_of_this_file_are_removed() {
    let mut office = Office::ready();
    fs::create_dir(folder(&office)).unwrap();
    let others = ["cchc-2014-01-01-080000+0700.txt", "khac-2014-01-01-080000+0700.db", "cchc.db"];
    for name in others {
        fs::write(folder(&office).join(name), "mine").unwrap();
    }
    for day in 0..30 {
        change(&mut office, &format!("Ngày {day}"));
        back_up(&mut office, morning() + TimeDelta::days(day)).unwrap();
    }
    for name in others {
        assert!(folder(&office).join(name).exists(), "{name}");
    }
    let kept = backups(&folder(&office));
    let own = kept.iter().filter(|one| one.at >= morning());
    let days: Vec<String> = own.map(|one| one.at.format("%m-%d").to_string()).collect();
    let due = ["12-30", "12-29", "12-28", "12-27", "12-26", "12-25", "12-24", "12-22", "12-15"];
    assert_eq!(days, due);
}

#[test]
fn restored_backup_takes_the_place_and_the_old_file_is_kept() {
    let mut office = Office::ready();
    let path = back_up(&mut office, morning()).unwrap();
    let (before, data_file) = (office.content(), office.path());
    change(&mut office, "Ghi nhầm.");
    let mistaken = office.store().content(ID).unwrap();
    office.store.take().unwrap().close().unwrap();

    let kept = restore(&path, &data_file).unwrap().unwrap();
    assert_eq!(kept, office.folder.path().join("cchc.db.old.db"));
    assert_eq!(content_of(&kept), mistaken);
    office.reopen();
    assert_eq!(office.content(), before);
    assert!(path.exists());
    office.store.take();
    let again = restore(&path, &data_file).unwrap().unwrap();
    assert_eq!(again, office.folder.path().join("cchc.db.old.2.db"));
    fs::remove_file(&data_file).unwrap();
    assert_eq!(restore(&path, &data_file).unwrap(), None);
    office.reopen();
    assert_eq!(office.content(), before);
}

#[test]
fn damaged_data_file_gives_way_with_the_log_that_belongs_to_it() {
    let mut office = Office::ready();
    let path = back_up(&mut office, morning()).unwrap();
    let before = office.content();
    office.store.take();
    let log = office.folder.path().join("cchc.db-wal");
    fs::write(office.path(), "rubbish").unwrap();
    fs::write(&log, "rubbish").unwrap();
    let kept = restore(&path, &office.path()).unwrap().unwrap();
    assert_eq!(fs::read(kept).unwrap(), b"rubbish");
    assert!(!log.exists());
    office.reopen();
    assert_eq!(office.content(), before);
}

#[test]
fn what_cannot_be_restored_leaves_the_data_file_as_it_was() {
    let mut office = Office::ready();
    let path = back_up(&mut office, morning()).unwrap();
    let data_file = office.path();
    assert!(matches!(restore(&path, &data_file), Err(Error::Locked { holder: Some(_) })));
    office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    office.store.take().unwrap().close().unwrap();
    let whole = fs::read(&data_file).unwrap();

    let bad = office.folder.path().join("bad.db");
    let mut bytes = fs::read(&path).unwrap();
    fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(restore(&bad, &data_file), Err(Error::BadBackup { path, .. }) if path == bad));
    for byte in bytes.iter_mut().skip(4096) {
        *byte ^= 0xA5;
    }
    fs::write(&bad, &bytes).unwrap();
    assert!(matches!(restore(&bad, &data_file), Err(Error::BadBackup { .. })));
    fs::write(&bad, "Kính gửi").unwrap();
    assert!(matches!(restore(&bad, &data_file), Err(Error::NotDatabase { .. })));
    let none = office.folder.path().join("none.db");
    assert!(matches!(restore(&none, &data_file), Err(Error::Missing { .. })));

    assert_eq!(fs::read(&data_file).unwrap(), whole);
    let names = fs::read_dir(office.folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["bad.db", "cchc.db", "sao luu"]);
}

#[test]
fn backup_of_an_earlier_version_is_migrated_when_it_is_opened() {
    let mut office = Office::new();
    office.store.take();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/schema-1.db");
    restore(&sample, &office.path()).unwrap();
    office.reopen();
    assert_eq!(office.store().dossier_ids().unwrap().len(), 2);
}

#[test]
fn folder_that_cannot_be_made_is_named() {
    let mut office = Office::ready();
    let taken = office.folder.path().join("file");
    fs::write(&taken, "").unwrap();
    assert!(office.store().back_up(&taken.join("in"), morning()).is_err());
    assert_eq!(backups(&taken), []);
}

fn attach(office: &mut Office, name: &str, content: &[u8]) {
    let path = office.folder.path().join(name);
    fs::write(&path, content).unwrap();
    let files = (path.as_path(), Limits::default());
    office.store().attach((ID, "plan"), files, &stamp()).unwrap();
    fs::remove_file(path).unwrap();
}

/// Copies what is not beside the backups yet.
fn back_up_contents(office: &mut Office, folder: &Path) {
    for content in office.store().contents_to_back_up(folder).unwrap() {
        office.store().back_up_content(folder, &content).unwrap();
    }
}

fn attached(office: &mut Office) -> Vec<u8> {
    let mut content = Vec::new();
    office.store().read_file(ID, "plan", &mut content).unwrap();
    content
}

#[test]
fn content_lies_once_beside_all_backups_and_comes_back_with_each() {
    let mut office = Office::ready();
    let folder = office.folder.path().join("sao luu");
    let (first, second) = (vec![1; 2 << 20], vec![2; 3 << 20]);
    attach(&mut office, "a.pdf", &first);
    let early = back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    attach(&mut office, "b.pdf", &second);
    let late = back_up(&mut office, morning() + TimeDelta::days(1)).unwrap();
    back_up_contents(&mut office, &folder);
    assert!(fs::metadata(&late).unwrap().len() < 1 << 20);
    assert_eq!(fs::read_dir(folder.join("contents")).unwrap().count(), 2);

    let data_file = office.path();
    for (backup, content) in [(early, first), (late, second)] {
        office.store.take();
        restore(&backup, &data_file).unwrap();
        office.reopen();
        assert!(attached(&mut office) == content);
        assert_eq!(office.store().check().unwrap(), []);
    }
}

#[test]
fn content_that_no_backup_names_any_more_is_removed() {
    let mut office = Office::ready();
    let folder = office.folder.path().join("sao luu");
    attach(&mut office, "a.pdf", b"named by a backup");
    back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    office.store().reopen(ID, "Bỏ tệp", &stamp()).unwrap();
    fs::write(folder.join("contents/notes.txt"), "of somebody").unwrap();
    let unnamed = folder.join("contents").join(store::sha256(b"unnamed"));
    fs::write(&unnamed, "unnamed").unwrap();

    let broken = folder.join("cchc-2024-12-05-093001+0700.db");
    fs::write(&broken, "no database").unwrap();
    back_up(&mut office, morning() + TimeDelta::hours(1)).unwrap();
    assert!(unnamed.exists(), "a backup that cannot be read may name it");
    fs::remove_file(&broken).unwrap();
    office.set("1.1.1", r#"{"explanation":"Khác"}"#);
    back_up(&mut office, morning() + TimeDelta::hours(2)).unwrap();
    assert!(!unnamed.exists());
    assert_eq!(fs::read_dir(folder.join("contents")).unwrap().count(), 2);
}

#[test]
fn lost_content_keeps_no_other_from_being_backed_up() {
    let mut office = Office::ready();
    let folder = office.folder.path().join("sao luu");
    attach(&mut office, "a.pdf", b"lost");
    attach(&mut office, "b.pdf", b"there");
    office.tamper(|connection| {
        connection.execute_batch("DELETE FROM content_piece WHERE content = 1").unwrap();
    });
    back_up_contents(&mut office, &folder);
    assert_eq!(fs::read_dir(folder.join("contents")).unwrap().count(), 1);
    assert_eq!(office.store().contents_to_back_up(&folder).unwrap().len(), 1);
}

#[test]
fn content_that_was_lost_beside_the_backups_is_named_and_the_rest_restored() {
    let mut office = Office::ready();
    let folder = office.folder.path().join("sao luu");
    attach(&mut office, "a.pdf", b"content");
    let backup = back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    let contents = fs::read_dir(folder.join("contents")).unwrap();
    for content in contents {
        fs::write(content.unwrap().path(), "altered").unwrap();
    }
    let before = office.content();
    let data_file = office.path();
    office.store.take();
    restore(&backup, &data_file).unwrap();
    office.reopen();
    assert_eq!(office.content(), before);
    assert!(matches!(office.store().check().unwrap()[..], [Damage::Content { .. }]));
}

#[test]
fn restored_file_guards_what_is_signed_off_as_the_first_did() {
    let schema = |office: &mut Office| {
        let mut found: Vec<Option<String>> = Vec::new();
        office.tamper(|connection| {
            let mut statement =
                connection.prepare("SELECT sql FROM sqlite_schema ORDER BY type, name").unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            found = rows.map(Result::unwrap).collect();
        });
        found
    };
    let mut office = Office::signed_off();
    let due = schema(&mut office);
    let backup = back_up(&mut office, morning()).unwrap();
    let data_file = office.path();
    office.store.take();
    restore(&backup, &data_file).unwrap();
    office.reopen();
    assert_eq!(schema(&mut office), due);
    assert_eq!(office.store().check().unwrap(), []);
}
