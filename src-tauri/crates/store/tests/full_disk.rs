//! A disk that is full, on a small file system of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fixture::{ID, add_with_file, answer, code, evidence, holder, new_dossier, stamp};
use store::{Error, Limits, Store};
use tempfile::TempDir;

/// A mounted file system in memory, gone when it is dropped.
struct Disk(TempDir);

impl Disk {
    fn new(size: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={size}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder.path())
            .status();
        assert!(mounted.unwrap().success(), "this test needs the right to mount");
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("cchc.db")
    }

    fn remount(&self, option: &str) {
        let option = format!("remount,{option}");
        let mounted = Command::new("mount").args(["-o", &option]).arg(self.0.path()).status();
        assert!(mounted.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(self.0.path()).status();
        assert!(unmounted.unwrap().success() || std::thread::panicking());
    }
}

fn office(path: &Path) -> Store {
    let mut store = Store::create(path, &holder("An")).unwrap();
    store.add_criteria_set(fixture::SET).unwrap();
    store.new_dossier(&new_dossier(ID), &stamp()).unwrap();
    store
}

fn content(store: &Store) -> String {
    let dossier = store.dossier(ID).unwrap();
    format!("{:?}", (dossier.answers, dossier.evidence, store.history(ID).unwrap()))
}

#[test]
fn full_disk_is_told_and_everything_confirmed_stays() {
    let disk = Disk::new("1m");
    let mut store = office(&disk.path());
    let mut confirmed = content(&store);
    let mut saved = 0;
    let refused = loop {
        let body = format!(r#"{{"explanation":"{saved} {}"}}"#, "đ".repeat(4000));
        match store.set_answer(ID, &code("1.1.1"), &answer(&body), &stamp()) {
            Ok(_) => confirmed = content(&store),
            Err(error) => break error,
        }
        saved += 1;
        assert!(saved < 1000, "the disk never fills");
    };
    assert!(matches!(refused, Error::DiskFull), "{refused:?}");
    assert!(saved > 3);
    assert_eq!(content(&store), confirmed, "still readable, without the refused answer");
    let again = store.add_evidence(ID, &[evidence("x", &["1.1.1"])], &stamp());
    assert_eq!(again.is_ok(), content(&store) != confirmed, "all or nothing");
    let confirmed = content(&store);
    drop(store);

    disk.remount("size=4m");
    let mut store = Store::open(&disk.path(), &holder("An")).unwrap();
    assert_eq!(content(&store), confirmed);
    assert!(store.check().unwrap().is_empty());
    store.set_answer(ID, &code("1.1.2"), &answer(r#"{"explanation":"x"}"#), &stamp()).unwrap();
}

#[test]
fn no_file_is_left_where_there_is_no_room_to_make_one() {
    let disk = Disk::new("64k");
    let made = Store::create(&disk.path(), &holder("An"));
    assert!(matches!(made, Err(Error::DiskFull)), "{made:?}");
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 0);
}

#[test]
fn opening_on_a_full_disk_leaves_the_file_as_it_was() {
    let disk = Disk::new("1m");
    let store = office(&disk.path());
    let confirmed = content(&store);
    store.close().unwrap();
    let filler = disk.0.path().join("filler");
    fs::write(&filler, vec![0; 4 << 20]).unwrap_err();

    if let Ok(mut store) = Store::open(&disk.path(), &holder("An")) {
        assert_eq!(content(&store), confirmed);
        let refused =
            store.set_answer(ID, &code("1.1.1"), &answer(r#"{"explanation":"x"}"#), &stamp());
        assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    }
    fs::remove_file(filler).unwrap();
    let store = Store::open(&disk.path(), &holder("An")).unwrap();
    assert_eq!(content(&store), confirmed);
}

#[test]
fn file_that_finds_no_room_is_not_taken_in() {
    let disk = Disk::new("2m");
    let folder = tempfile::tempdir().unwrap();
    let mut store = office(&disk.path());
    let confirmed = content(&store);
    let path = folder.path().join("large.pdf");
    fs::write(&path, vec![7; 3 << 20]).unwrap();
    let new = fixture::evidence("new", &["1.1.1"]);
    let files = (path.as_path(), Limits::default());
    let refused = add_with_file(&mut store, &new, files);
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    assert_eq!(content(&store), confirmed);
    store.set_answer(ID, &code("1.1.1"), &answer(r#"{"explanation":"x"}"#), &stamp()).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn files_that_find_no_room_together_are_all_in_or_none() {
    let disk = Disk::new("8m");
    let folder = tempfile::tempdir().unwrap();
    let mut store = office(&disk.path());
    let confirmed = content(&store);
    let files = [1_u8, 2, 3, 4].map(|number| {
        let path = folder.path().join(format!("{number}.pdf"));
        fs::write(&path, vec![number; 3 << 20]).unwrap();
        (evidence(&format!("e{number}"), &["1.1.1"]), path)
    });
    let new = files.each_ref().map(|(new, path)| (new.clone(), path.as_path()));
    let refused = store.add_with_files((ID, &new), Limits::default(), &stamp());
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    assert_eq!(content(&store), confirmed);
    store.set_answer(ID, &code("1.1.1"), &answer(r#"{"explanation":"x"}"#), &stamp()).unwrap();

    disk.remount("size=40m");
    let added = store.add_with_files((ID, &new), Limits::default(), &stamp()).unwrap();
    assert!(added.iter().all(Result::is_ok), "{added:?}");
    let confirmed = content(&store);
    drop(store);
    let store = Store::open(&disk.path(), &holder("An")).unwrap();
    assert_eq!(content(&store), confirmed);
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn read_only_file_system_is_told() {
    let disk = Disk::new("1m");
    office(&disk.path()).close().unwrap();
    disk.remount("ro");
    let refused = Store::open(&disk.path(), &holder("An"));
    assert!(matches!(refused, Err(Error::ReadOnly { .. })), "{refused:?}");
    let made = Store::create(&disk.0.path().join("new.db"), &holder("An"));
    assert!(matches!(made, Err(Error::ReadOnly { .. })), "{made:?}");
}

#[test]
fn backup_that_finds_no_room_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = office(&folder.path().join("cchc.db"));
    let disk = Disk::new("64k");
    let refused = store.back_up(disk.0.path(), stamp().at);
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 0);
    disk.remount("ro");
    let refused = store.back_up(disk.0.path(), stamp().at);
    assert!(refused.is_err());
}

#[test]
fn backup_that_cannot_be_put_back_for_want_of_room_leaves_the_data_file() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::new("1m");
    let store = office(&disk.path());
    let backup = fixture::made(store.back_up(folder.path(), stamp().at).unwrap());
    store.close().unwrap();
    let whole = fs::read(disk.path()).unwrap();
    fs::write(disk.0.path().join("ballast"), vec![0; 1024 * 1024 - whole.len() - 8192]).unwrap();
    let refused = store::restore(&backup, &disk.path());
    assert!(matches!(refused, Err(Error::DiskFull)), "{refused:?}");
    assert_eq!(fs::read(disk.path()).unwrap(), whole);
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 2);
}
