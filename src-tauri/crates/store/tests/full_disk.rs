//! A disk that is full, on a small file system of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fixture::travel::{Contents, Sent, received, sent};
use fixture::{ID, add_with_file, answer, code, evidence, holder, new_dossier, stamp};
use store::{Error, Limits, MadeReport, SignOff, State, Store, Taken};
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
        // A process that another test is just starting may hold a file of it for a moment.
        let unmounted = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
        assert!(unmounted.unwrap().success() || std::thread::panicking());
    }
}

fn office(path: &Path) -> Store {
    let mut store = Store::create(path, &holder("An")).unwrap();
    store.add_criteria_set(fixture::SET).unwrap();
    store.new_dossier(&new_dossier(ID), &stamp()).unwrap();
    store
}

/// A dossier on a disk that can be signed off.
fn ready(disk: &Disk) -> fixture::Office {
    let folder = tempfile::tempdir().unwrap();
    let mut office = fixture::Office { folder, store: Some(office(&disk.path())) };
    office.fill();
    office
}

/// Fills a disk up, so that about so many bytes stay free; tells the file.
fn fill_up(disk: &Disk, free: usize) -> PathBuf {
    let filler = disk.0.path().join("filler");
    fs::write(&filler, vec![0; 64 << 20]).unwrap_err();
    let written = usize::try_from(fs::metadata(&filler).unwrap().len()).unwrap();
    let file = fs::File::options().write(true).open(&filler).unwrap();
    file.set_len(u64::try_from(written - free).unwrap()).unwrap();
    filler
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
        // Another field each time, so that each is an entry.
        let item = code(["1.1.1", "1.1.4"][saved % 2]);
        match store.set_answer(ID, &item, &answer(&body), &stamp()) {
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

/// The dossier as it was packed once, and after much was written.
fn carried_on() -> (Sent, Sent) {
    let mut office = fixture::Office::ready();
    let first = sent(office.store(), ID);
    for number in 0..30_usize {
        let body = format!(r#"{{"explanation":"{number} {}"}}"#, "đ".repeat(4000));
        let item = code(["1.1.1", "1.1.4"][number % 2]);
        office.store().set_answer(ID, &item, &answer(&body), &stamp()).unwrap();
    }
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let second = sent(office.store(), ID);
    (first, second)
}

fn take_in(store: &mut Store, sent: &Sent) -> Result<Taken, Error> {
    received(store, (sent, &mut Contents::default()), (None, true), &BTreeSet::new())
}

#[test]
fn package_that_finds_no_room_is_not_called_bad() {
    let (first, second) = carried_on();
    let (mut refused, mut taken) = (0, 0);
    for free in (0..2_000_000).step_by(50_000) {
        let disk = Disk::new("8m");
        let mut store = Store::create(&disk.path(), &holder("An")).unwrap();
        take_in(&mut store, &first).unwrap();
        let confirmed = content(&store);
        let filler = fill_up(&disk, free);
        match take_in(&mut store, &second) {
            Ok(_) => taken += 1,
            Err(error) => {
                assert!(matches!(error, Error::DiskFull), "{free} bytes: {error:?}");
                assert_eq!(content(&store), confirmed);
                refused += 1;
            }
        }
        fs::remove_file(filler).unwrap();
        assert_eq!(store.check().unwrap(), []);
    }
    assert!(refused > 3 && taken > 3, "{refused} refused, {taken} taken");
}

#[test]
fn sign_off_that_finds_no_room_for_its_report_has_not_been_done() {
    let (mut refused, mut done) = (0, 0);
    for free in (0..1_500_000).step_by(50_000) {
        let disk = Disk::new("8m");
        let mut office = ready(&disk);
        let confirmed = content(office.store());
        let filler = fill_up(&disk, free);
        let pdf = vec![7; 400_000];
        let make = |_: &store::Dossier| Ok::<_, Error>(MadeReport { name: "BC.pdf".into(), pdf });
        let signed = office.store().sign_off_with_report(ID, &SignOff::default(), make, &stamp());
        let dossier = office.store().dossier(ID).unwrap();
        if let Err(error) = signed {
            assert!(matches!(error, Error::DiskFull), "{free} bytes: {error:?}");
            assert_eq!((dossier.state, dossier.reports.len()), (State::Drafting, 0));
            assert_eq!(content(office.store()), confirmed);
            refused += 1;
        } else {
            assert_eq!((dossier.state, dossier.reports.len()), (State::SignedOff, 1));
            done += 1;
        }
        fs::remove_file(filler).unwrap();
        assert_eq!(office.store().check().unwrap(), []);
    }
    assert!(refused > 3 && done > 3, "{refused} refused, {done} done");
}

/// Removes a file of 6 MB on a disk of 16 MB with so little room left.
fn free_with_room(free: usize) -> (Disk, fixture::Office, store::Result<store::Freed>) {
    let disk = Disk::new("16m");
    let mut office = ready(&disk);
    let path = office.folder.path().join("large.pdf");
    fs::write(&path, vec![7; 6 << 20]).unwrap();
    let files = (path.as_path(), Limits::default());
    add_with_file(office.store(), &evidence("large", &["1.1.1"]), files).unwrap();
    // Something after it in the file, which has to be moved.
    for number in 0..20_usize {
        let body = format!(r#"{{"explanation":"{number} {}"}}"#, "đ".repeat(4000));
        office.set(["1.1.1", "1.1.4"][number % 2], &body);
    }
    office.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    office.store().remove_evidence(ID, "large", &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    office.store.take().unwrap().close().unwrap();
    office.store = Some(Store::open(&disk.path(), &holder("An")).unwrap());
    fill_up(&disk, free);
    let freed = office.store().free_unused();
    (disk, office, freed)
}

#[test]
fn unused_content_is_removed_where_there_is_next_to_no_room() {
    let (disk, mut office, freed) = free_with_room(300_000);
    let freed = freed.unwrap();
    assert_eq!((freed.files, freed.bytes), (1, 6 << 20));
    assert!(freed.is_complete(), "{freed:?}");
    assert_eq!(office.store().check().unwrap(), []);
    office.store.take().unwrap().close().unwrap();
    assert!(fs::metadata(disk.path()).unwrap().len() < 2 << 20);
}

#[test]
fn what_could_not_be_given_back_is_told_and_given_back_later() {
    for free in (0..120_000).step_by(8_000) {
        let (disk, mut office, freed) = free_with_room(free);
        let first = match freed {
            Ok(freed) => {
                assert_eq!(freed.files + freed.left_files, 1);
                freed.files
            }
            Err(error) => {
                assert!(matches!(error, Error::DiskFull), "{free} bytes: {error:?}");
                0
            }
        };
        fs::remove_file(disk.0.path().join("filler")).unwrap();
        let rest = office.store().free_unused().unwrap();
        assert_eq!(first + rest.files, 1, "{free} bytes");
        assert!(rest.is_complete(), "{rest:?}");
        assert_eq!(office.store().check().unwrap(), []);
        office.store.take().unwrap().close().unwrap();
        assert!(fs::metadata(disk.path()).unwrap().len() < 2 << 20, "{free} bytes");
    }
}
