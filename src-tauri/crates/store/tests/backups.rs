//! Backups: taken, thinned out, put back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use fixture::{ID, Office, holder, stamp};
use store::{
    BackedUp, ContentsBeside, Damage, Error, Limits, SignOff, Store, Verified, backups, restore,
    verify,
};

fn morning() -> DateTime<FixedOffset> {
    stamp().at
}

fn folder(office: &Office) -> PathBuf {
    office.folder.path().join("sao luu")
}

fn back_up(office: &mut Office, now: DateTime<FixedOffset>) -> Option<PathBuf> {
    let folder = folder(office);
    match office.store().back_up(&folder, now).unwrap() {
        BackedUp::Made(path) => Some(path),
        BackedUp::UpToDate => None,
        BackedUp::Doubtful { damage, .. } => panic!("{damage:?}"),
    }
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
    assert_eq!(path, folder(&office).join("cchc-2024-12-01-080000+0700-1.db"));
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

    let kept = restore(&path, &data_file).unwrap().kept.unwrap();
    assert_eq!(kept, office.folder.path().join("cchc.db.old.db"));
    assert_eq!(content_of(&kept), mistaken);
    office.reopen();
    assert_eq!(office.content(), before);
    assert!(path.exists());
    office.store.take();
    let again = restore(&path, &data_file).unwrap().kept.unwrap();
    assert_eq!(again, office.folder.path().join("cchc.db.old.2.db"));
    fs::remove_file(&data_file).unwrap();
    assert_eq!(restore(&path, &data_file).unwrap().kept, None);
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
    let kept = restore(&path, &office.path()).unwrap().kept.unwrap();
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

/// Brings the contents beside the backups up to date on a day; gives those that the data file was asked
/// for, and how many it did not have.
fn contents_on(office: &mut Office, folder: &Path, today: NaiveDate) -> (Vec<String>, usize) {
    let mut beside = ContentsBeside::begin(office.store(), folder, today).unwrap();
    let mut asked = Vec::new();
    while let Some(content) = beside.next_due() {
        beside.write(office.store(), &content).unwrap();
        asked.push(content);
    }
    (asked, beside.finish())
}

fn back_up_contents(office: &mut Office, folder: &Path) -> usize {
    contents_on(office, folder, morning().date_naive()).1
}

/// The contents that lie beside the backups.
fn kept_contents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("contents")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_none()).collect()
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
    assert_eq!(kept_contents(&folder).len(), 2);

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
    assert_eq!(kept_contents(&folder).len(), 1);
    assert!(folder.join("contents/notes.txt").exists());
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
    assert_eq!(back_up_contents(&mut office, &folder), 1);
    assert_eq!(kept_contents(&folder).len(), 1);
    assert_eq!(back_up_contents(&mut office, &folder), 1, "it is asked for again");
}

#[test]
fn content_that_was_lost_beside_the_backups_is_named_and_the_rest_restored() {
    let mut office = Office::ready();
    let folder = office.folder.path().join("sao luu");
    attach(&mut office, "a.pdf", b"content");
    let backup = back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    for content in kept_contents(&folder) {
        fs::write(content, "altered").unwrap();
    }
    let before = office.content();
    let data_file = office.path();
    office.store.take();
    let restored = restore(&backup, &data_file).unwrap();
    assert_eq!(restored.missing, [store::sha256(b"content")]);
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

#[test]
fn unreadable_content_beside_a_backup_keeps_nothing_else_from_being_restored() {
    let mut office = Office::ready();
    let folder = folder(&office);
    attach(&mut office, "a.pdf", b"cannot be read");
    office.store().add_evidence(ID, &[fixture::evidence("more", &["1.1.1"])], &stamp()).unwrap();
    let path = office.folder.path().join("b.pdf");
    fs::write(&path, "can be read").unwrap();
    let files = (path.as_path(), Limits::default());
    office.store().attach((ID, "more"), files, &stamp()).unwrap();
    let backup = back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    // A folder under its name can be read by nobody.
    let unreadable = folder.join("contents").join(store::sha256(b"cannot be read"));
    fs::remove_file(&unreadable).unwrap();
    fs::create_dir(&unreadable).unwrap();

    let data_file = office.path();
    office.store.take();
    let restored = restore(&backup, &data_file).unwrap();
    assert_eq!(restored.missing, [store::sha256(b"cannot be read")]);
    office.reopen();
    let mut content = Vec::new();
    office.store().read_file(ID, "more", &mut content).unwrap();
    assert_eq!(content, b"can be read");
}

#[test]
fn content_damaged_beside_the_backups_is_written_anew() {
    let mut office = Office::ready();
    let folder = folder(&office);
    attach(&mut office, "a.pdf", b"content");
    let today = morning().date_naive();
    back_up_contents(&mut office, &folder);
    let kept = kept_contents(&folder).remove(0);
    let hash = store::sha256(b"content");

    fs::write(&kept, "conte").unwrap();
    let asked = contents_on(&mut office, &folder, today);
    assert_eq!(asked, (vec![hash.clone()], 0), "another size is seen at once");
    assert_eq!(fs::read(&kept).unwrap(), b"content");

    fs::write(&kept, "CONTENT").unwrap();
    let none = (Vec::new(), 0);
    assert_eq!(contents_on(&mut office, &folder, today + TimeDelta::days(30)), none);
    let asked = contents_on(&mut office, &folder, today + TimeDelta::days(31));
    assert_eq!(asked, (vec![hash], 0), "each is read again within a month");
    assert_eq!(fs::read(&kept).unwrap(), b"content");
    assert_eq!(contents_on(&mut office, &folder, today + TimeDelta::days(61)), none);
}

#[test]
fn good_content_beside_the_backups_outlives_the_one_in_the_data_file() {
    let mut office = Office::ready();
    let folder = folder(&office);
    attach(&mut office, "a.pdf", b"content");
    back_up_contents(&mut office, &folder);
    office.tamper(|connection| {
        connection
            .execute_batch(
                "DROP TRIGGER content_piece_fixed; UPDATE content_piece SET piece = x'78'",
            )
            .unwrap();
    });
    let later = morning().date_naive() + TimeDelta::days(60);
    assert_eq!(contents_on(&mut office, &folder, later), (Vec::new(), 0));
    assert_eq!(fs::read(kept_contents(&folder).remove(0)).unwrap(), b"content");
}

/// Changes an answer past the journal, as a bit does that a disk turned over.
fn damage_silently(office: &mut Office) {
    office.tamper(|connection| {
        let sql = "UPDATE answer SET body = replace(body, '31', '36') WHERE code = '1.1.2'";
        assert_eq!(connection.execute(sql, []).unwrap(), 1);
    });
}

fn names(folder: &Path) -> Vec<String> {
    let name = |one: store::Backup| one.path.file_name().unwrap().to_str().unwrap().to_owned();
    backups(folder).into_iter().map(name).collect()
}

#[test]
fn copy_of_a_damaged_file_takes_the_place_of_no_sound_backup() {
    let mut office = Office::ready();
    office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    let folder = folder(&office);
    let sound = back_up(&mut office, morning()).unwrap();
    damage_silently(&mut office);
    for hours in 1..=5 {
        let changed = fixture::answer(&format!(r#"{{"explanation":"{hours}"}}"#));
        office.store().set_answer("d2", &fixture::code("1.1.4"), &changed, &stamp()).unwrap();
        let now = morning() + TimeDelta::hours(hours);
        let done = office.store().back_up(&folder, now).unwrap();
        let BackedUp::Doubtful { damage, .. } = done else { panic!("{done:?}") };
        let subject = "answer/subCriterion/1.1.2".to_owned();
        assert_eq!(damage, [Damage::OffRecord { dossier: ID.to_owned(), subject }]);
    }
    assert_eq!(
        names(&folder),
        [
            "cchc-2024-12-01-130000+0700-6-doubtful.db",
            "cchc-2024-12-01-120000+0700-5-doubtful.db",
            "cchc-2024-12-01-110000+0700-4-doubtful.db",
            "cchc-2024-12-01-080000+0700-1.db",
        ]
    );
    let data_file = office.path();
    office.store.take();
    restore(&sound, &data_file).unwrap();
    office.reopen();
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn backup_that_the_present_file_does_not_go_on_from_is_kept() {
    let mut office = Office::ready();
    let folder = folder(&office);
    let first = back_up(&mut office, morning()).unwrap();
    change(&mut office, "Việc của buổi sáng.");
    let lost_work = back_up(&mut office, morning() + TimeDelta::hours(1)).unwrap();
    assert!(!first.exists(), "the second holds all of it");
    let data_file = office.path();
    office.store.take();
    fs::remove_file(&data_file).unwrap();
    // Another file of the name, which never had the work of the morning.
    let mut office = Office::ready_in(office.folder);
    change(&mut office, "Việc của buổi chiều.");
    back_up(&mut office, morning() + TimeDelta::hours(2)).unwrap();
    assert!(lost_work.exists());
    assert_eq!(names(&folder).len(), 2);
}

#[test]
fn clock_that_was_ahead_thins_nothing_out() {
    let mut office = Office::ready();
    let folder = folder(&office);
    let year = |day: i64| morning() + TimeDelta::days(2_400 + day);
    for day in 0..10 {
        change(&mut office, &format!("Đồng hồ chạy trước, ngày {day}"));
        back_up(&mut office, year(day)).unwrap();
    }
    let ahead = backups(&folder).len();
    for day in 0..7 {
        change(&mut office, &format!("Đồng hồ đúng, ngày {day}"));
        let made = back_up(&mut office, morning() + TimeDelta::days(day)).unwrap();
        assert_eq!(backups(&folder)[0].path, made, "the one that was made last comes first");
    }
    let now = morning() + TimeDelta::days(7);
    let kept = backups(&folder);
    assert_eq!(kept.iter().filter(|one| one.is_ahead(now)).count(), ahead);
    assert_eq!(kept.iter().filter(|one| !one.is_ahead(now)).count(), 7);
}

#[test]
fn backup_is_proved_with_its_contents() {
    let mut office = Office::ready();
    let folder = folder(&office);
    attach(&mut office, "a.pdf", b"content");
    let backup = back_up(&mut office, morning()).unwrap();
    back_up_contents(&mut office, &folder);
    let room = office.folder.path().join("room");
    fs::create_dir(&room).unwrap();
    let proved = |backup: &Path| verify(backup, &room, &holder("An")).unwrap();
    let sound = Verified { dossiers: 1, contents: 1, ..Verified::default() };
    assert_eq!(proved(&backup), sound);

    fs::write(kept_contents(&folder).remove(0), "altered").unwrap();
    let missing = vec![store::sha256(b"content")];
    assert_eq!(proved(&backup), Verified { missing, ..sound });

    let altered = folder.join("altered.db");
    fs::copy(&backup, &altered).unwrap();
    let connection = rusqlite::Connection::open(&altered).unwrap();
    connection.execute("UPDATE evidence SET number = '99'", []).unwrap();
    drop(connection);
    let subject = "evidence/plan".to_owned();
    let damage = [Damage::OffRecord { dossier: ID.to_owned(), subject }];
    assert_eq!(proved(&altered).damage, damage);

    let bytes = fs::read(&backup).unwrap();
    fs::write(&altered, &bytes[..bytes.len() / 2]).unwrap();
    assert!(!proved(&altered).is_sound());
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/schema-1.db");
    assert!(proved(&old).is_sound(), "one of an earlier version is proved as well");
    assert_eq!(fs::read_dir(&room).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn what_a_killed_backup_left_is_neither_used_nor_kept() {
    let mut office = Office::ready();
    let folder = folder(&office);
    attach(&mut office, "a.pdf", b"content");
    fs::create_dir_all(folder.join("contents")).unwrap();
    let hash = store::sha256(b"content");
    let left = [
        folder.join("cchc.part"),
        folder.join("cchc.part-journal"),
        folder.join("contents").join(format!("{hash}.part")),
        folder.join("contents/proved.json.part"),
    ];
    for path in &left {
        fs::write(path, "half").unwrap();
    }
    back_up_contents(&mut office, &folder);
    let backup = back_up(&mut office, morning()).unwrap();
    assert!(left.iter().all(|path| !path.exists()), "{left:?}");
    assert!(verify(&backup, office.folder.path(), &holder("An")).unwrap().is_sound());
}
