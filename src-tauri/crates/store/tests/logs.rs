//! Logs and journals beside a data file: those that belong to it are applied, all others are kept away.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use fixture::{ID, Office, answer, code, holder, stamp};
use rusqlite::Connection;
use store::{BackedUp, Error, Store};

/// What a crash leaves: the data file, and the log or journal beside it.
#[derive(Clone)]
struct Crash {
    file: Vec<u8>,
    log: Vec<u8>,
    suffix: &'static str,
}

impl Crash {
    /// The files of an office that is open, as they stand now.
    fn of(office: &Office) -> Self {
        let (file, suffix) = (fs::read(office.path()).unwrap(), "-wal");
        Self { file, log: fs::read(beside(&office.path(), suffix)).unwrap(), suffix }
    }

    /// In the middle of a transaction with a rollback journal, much of which is written already.
    fn in_a_transaction(path: &Path) -> Self {
        let connection = Connection::open(path).unwrap();
        let mode: String =
            connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "delete");
        connection
            .execute_batch(
                "PRAGMA cache_size = 5; BEGIN IMMEDIATE;
                 UPDATE generation SET previous = current, current = randomblob(16);
                 CREATE TABLE much (a); INSERT INTO much SELECT randomblob(9000) FROM
                 (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 400) SELECT i FROM n);
                 UPDATE much SET a = randomblob(9000);",
            )
            .unwrap();
        let (file, suffix) = (fs::read(path).unwrap(), "-journal");
        let log = fs::read(beside(path, suffix)).unwrap();
        assert!(log.starts_with(&[0xd9, 0xd5, 0x05, 0xf9]), "the journal is hot");
        Self { file, log, suffix }
    }

    /// Puts both files into a folder of their own.
    fn placed(&self) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc.db");
        fs::write(&path, &self.file).unwrap();
        fs::write(beside(&path, self.suffix), &self.log).unwrap();
        (folder, path)
    }

    #[track_caller]
    fn opens_with(&self, entries: usize) {
        let (_folder, path) = self.placed();
        let store = Store::open(&path, &holder("An")).unwrap();
        assert_eq!(store.history(ID).unwrap().len(), entries);
        assert_eq!(store.check().unwrap(), []);
        store.close().unwrap();
    }

    /// Neither file is changed, and the log is named.
    #[track_caller]
    fn is_refused(&self) {
        let (folder, path) = self.placed();
        let refused = Store::open(&path, &holder("An"));
        let Err(Error::ForeignLog { log, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!(log.file_name(), beside(&path, self.suffix).file_name());
        assert_eq!(fs::read(&path).unwrap(), self.file);
        assert_eq!(fs::read(beside(&path, self.suffix)).unwrap(), self.log);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn change(office: &mut Office, number: usize) {
    let body = format!(r#"{{"inputs":{{"dat":true}},"explanation":"Lần {number}"}}"#);
    office.store().set_answer(ID, &code("1.1.1"), &answer(&body), &stamp()).unwrap();
    // Whoever looks at the history closes the entry, so that the next one is another.
    office.store().history(ID).unwrap();
}

fn entries(office: &mut Office) -> usize {
    office.store().history(ID).unwrap().len()
}

#[test]
fn crash_in_the_middle_of_the_log_is_recovered_at_every_length() {
    let mut office = Office::new();
    office.reopen();
    let before = entries(&mut office);
    (0..5).for_each(|number| change(&mut office, number));
    let crash = Crash::of(&office);
    crash.opens_with(before + 5);
    let mut seen = before;
    for bytes in (0..crash.log.len()).step_by(2048 - 7) {
        let cut = Crash { log: crash.log[..bytes].to_vec(), ..crash.clone() };
        let (_folder, path) = cut.placed();
        let store = Store::open(&path, &holder("An")).unwrap();
        let found = store.history(ID).unwrap().len();
        assert!(found >= seen && store.check().unwrap().is_empty(), "{bytes}: {found}");
        seen = found;
    }
    let zeroed = Crash { log: vec![0; crash.log.len()], ..crash.clone() };
    zeroed.opens_with(before);
    let half = crash.log.len() / 2;
    let half_zeroed = [&crash.log[..half], &vec![0; half][..]].concat();
    let (_folder, path) = Crash { log: half_zeroed, ..crash }.placed();
    Store::open(&path, &holder("An")).unwrap().close().unwrap();
}

#[test]
fn crash_while_the_log_is_copied_into_the_file_is_recovered() {
    let mut office = Office::new();
    office.reopen();
    let before = entries(&mut office);
    (0..4).for_each(|number| change(&mut office, number));
    let crash = Crash::of(&office);
    let page = usize::from(u16::from_be_bytes(crash.file[16..18].try_into().unwrap()));
    let frames: Vec<&[u8]> = crash.log[32..].chunks_exact(24 + page).collect();
    let number = |frame: &[u8]| u32::from_be_bytes(frame[..4].try_into().unwrap()) as usize;
    let mut numbers: Vec<usize> = frames.iter().map(|frame| number(frame)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for copied in 0..=numbers.len() {
        let mut file = crash.file.clone();
        for &one in &numbers[..copied] {
            let last = frames.iter().rev().find(|frame| number(frame) == one).unwrap();
            file.resize(file.len().max(one * page), 0);
            file[(one - 1) * page..one * page].copy_from_slice(&last[24..]);
        }
        Crash { file, ..crash.clone() }.opens_with(before + 4);
    }
}

#[test]
fn earlier_copy_is_never_mixed_with_a_later_log() {
    let mut office = Office::new();
    office.reopen();
    let copies: Vec<Vec<u8>> = (0..3)
        .map(|number| {
            change(&mut office, number);
            office.reopen();
            fs::read(office.path()).unwrap()
        })
        .collect();
    change(&mut office, 9);
    let crash = Crash::of(&office);
    let entries = entries(&mut office);
    crash.opens_with(entries);
    for copy in &copies[..2] {
        Crash { file: copy.clone(), ..crash.clone() }.is_refused();
    }
    // The last copy is the file as it was when the log began.
    Crash { file: copies[2].clone(), ..crash.clone() }.opens_with(entries);

    // An earlier copy in which somebody went on is another file.
    let (_folder, path) =
        Crash { file: copies[2].clone(), log: Vec::new(), suffix: "-wal" }.placed();
    let mut other = Store::open(&path, &holder("Bình")).unwrap();
    other.set_answer(ID, &code("1.1.2"), &answer(r#"{"explanation":"x"}"#), &stamp()).unwrap();
    other.close().unwrap();
    Crash { file: fs::read(&path).unwrap(), ..crash }.is_refused();
}

#[test]
fn copy_of_the_same_session_is_never_mixed_with_a_later_log() {
    let mut office = Office::new();
    office.reopen();
    change(&mut office, 1);
    let early = fs::read(office.path()).unwrap();
    // So much that the log is copied into the file and begun anew in between.
    let much = "x".repeat(15_000);
    for number in 0..400 {
        let body = format!(r#"{{"inputs":{{"dat":true}},"explanation":"{number} {much}"}}"#);
        office.store().set_answer(ID, &code("1.1.1"), &answer(&body), &stamp()).unwrap();
    }
    let crash = Crash::of(&office);
    assert_ne!(crash.file, early);
    let entries = entries(&mut office);
    crash.opens_with(entries);
    Crash { file: early, ..crash }.is_refused();
}

#[test]
fn log_of_another_file_is_refused_beside_a_backup_and_a_new_file() {
    let mut office = Office::new();
    office.reopen();
    let folder = tempfile::tempdir().unwrap();
    let made = office.store().back_up(folder.path(), stamp().at).unwrap();
    let BackedUp::Made(backup) = made else { panic!("{made:?}") };
    change(&mut office, 1);
    let crash = Crash::of(&office);
    Crash { file: fs::read(backup).unwrap(), ..crash.clone() }.is_refused();
    let fresh = Office::new();
    drop(fresh.store);
    let fresh = fs::read(fresh.folder.path().join("cchc.db")).unwrap();
    Crash { file: fresh, ..crash }.is_refused();
}

#[test]
fn hot_journal_is_applied_to_its_file_alone() {
    let mut office = Office::new();
    change(&mut office, 1);
    let entries = entries(&mut office);
    drop(office.store.take());
    let early = fs::read(office.path()).unwrap();
    office.reopen();
    change(&mut office, 2);
    drop(office.store.take());
    let crash = Crash::in_a_transaction(&office.path());
    crash.opens_with(entries + 1);
    Crash { file: early, ..crash.clone() }.is_refused();
    // Cut off within the first page, and empty: never hot, or harmless.
    for log in [vec![0; crash.log.len()], Vec::new(), crash.log[..20].to_vec()] {
        let (_folder, path) = Crash { log, ..crash.clone() }.placed();
        drop(Store::open(&path, &holder("An")));
    }
}

#[test]
fn new_file_takes_nothing_over_from_an_earlier_one_of_its_name() {
    let mut office = Office::new();
    office.reopen();
    change(&mut office, 1);
    let log = Crash::of(&office);
    drop(office.store.take());
    let journal = Crash::in_a_transaction(&office.path());
    for crash in [log, journal] {
        let (folder, path) = crash.placed();
        fs::remove_file(&path).unwrap();
        let store = Store::create(&path, &holder("An")).unwrap();
        let [kept] = store.logs_set_aside() else { panic!("{:?}", store.logs_set_aside()) };
        assert_eq!(fs::read(kept).unwrap(), crash.log);
        assert!(store.check().unwrap().is_empty() && store.dossier_ids().unwrap().is_empty());
        store.close().unwrap();
        Store::open(&path, &holder("An")).unwrap().close().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}

#[test]
fn file_with_two_names_is_opened_where_its_log_is() {
    let mut office = Office::new();
    office.reopen();
    change(&mut office, 1);
    let entries = entries(&mut office);
    let crash = Crash::of(&office);
    let (folder, path) = crash.placed();
    let other = folder.path().join("khác.db");
    fs::hard_link(&path, &other).unwrap();
    let refused = Store::open(&other, &holder("An"));
    let Err(Error::LogElsewhere { name, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!(name.file_name(), path.file_name());
    let store = Store::open(&path, &holder("An")).unwrap();
    assert_eq!(store.history(ID).unwrap().len(), entries);
    // The same file once more, by its other name: the lock must not be lost by looking at it.
    assert!(matches!(Store::open(&other, &holder("An")), Err(Error::Locked { .. })));
    store.close().unwrap();
    Store::open(&other, &holder("An")).unwrap().close().unwrap();

    let elsewhere = tempfile::tempdir_in(folder.path()).unwrap();
    fs::hard_link(&path, elsewhere.path().join("a.db")).unwrap();
    assert!(matches!(Store::open(&path, &holder("An")), Err(Error::ManyNames { .. })));
}

#[test]
fn link_to_a_file_finds_the_log_of_the_file() {
    let mut office = Office::new();
    office.reopen();
    change(&mut office, 1);
    let entries = entries(&mut office);
    let (folder, path) = Crash::of(&office).placed();
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let store = Store::open(&link, &holder("An")).unwrap();
    assert_eq!(store.history(ID).unwrap().len(), entries);
    store.close().unwrap();
}

#[test]
fn failed_migration_keeps_one_copy_however_often_it_is_tried() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/schema-6.db");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cchc.db");
    for _ in 0..3 {
        fs::copy(&sample, &path).unwrap();
        Store::open(&path, &holder("An")).unwrap().close().unwrap();
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
