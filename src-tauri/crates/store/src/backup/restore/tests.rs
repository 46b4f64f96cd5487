use super::*;
use crate::content::Limits;
use crate::file::Holder;
use crate::store::Store;

fn holder() -> Holder {
    let since = "2024-12-01T01:00:00Z".parse().unwrap();
    Holder { name: "An".into(), computer: "MAY-VP-01".into(), pid: std::process::id(), since }
}

fn limits(megabytes: u64) -> Limits {
    Limits { file: megabytes << 20, ..Limits::default() }
}

/// A data file as a crash left it: its last change, of 3 MB, stands in the log alone. Beside it a
/// backup, of 2 MB.
struct Office {
    folder: tempfile::TempDir,
    backup: PathBuf,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let begun = folder.path().join("begun/cchc.db");
        fs::create_dir(folder.path().join("begun")).unwrap();
        let mut store = Store::create(&begun, &holder()).unwrap();
        store.set_limits(limits(2)).unwrap();
        let now = chrono::DateTime::parse_from_rfc3339("2024-12-01T08:00:00+07:00").unwrap();
        let made = store.back_up(&folder.path().join("backups"), now).unwrap();
        let crate::BackedUp::Made(backup) = made else { panic!("{made:?}") };
        store.set_limits(limits(3)).unwrap();
        let office = Self { folder, backup };
        fs::copy(&begun, office.data_file()).unwrap();
        fs::copy(beside(&begun, "-wal"), beside(&office.data_file(), "-wal")).unwrap();
        office
    }

    fn data_file(&self) -> PathBuf {
        self.folder.path().join("cchc.db")
    }

    fn kept(&self) -> PathBuf {
        self.folder.path().join("cchc.db.old.db")
    }

    /// What lies in the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.starts_with("cchc")).collect();
        names.sort();
        names
    }
}

/// The limit of a file as the next start finds it.
fn limit(path: &Path) -> u64 {
    let store = Store::open(path, &holder()).unwrap();
    assert_eq!(store.check().unwrap(), []);
    store.limits().unwrap().file >> 20
}

/// Steps of a restore, each with what goes before.
type Step = fn(&Office);

const PREPARED: [Step; 3] = [
    |office| drop(Note::begin(&office.data_file()).unwrap()),
    |office| fs::write(beside(&office.data_file(), DRAFT), "half of a copy").unwrap(),
    |office| drop(prepare(&office.backup, &beside(&office.data_file(), DRAFT)).unwrap()),
];

const DECIDED: [Step; 5] = [
    |office| Note::begin(&office.data_file()).unwrap().decide(Some(&office.kept())).unwrap(),
    |office| {
        second_name(&beside(&office.data_file(), "-wal"), &beside(&office.kept(), "-wal")).unwrap();
    },
    |office| keep(&office.data_file(), &office.kept()).unwrap(),
    |office| companions::remove_alone(&office.data_file()).unwrap(),
    |office| put(&office.data_file()).unwrap(),
];

fn after(steps: &[Step]) -> Office {
    let office = Office::new();
    for step in steps {
        step(&office);
        assert!(office.data_file().exists(), "there is always a data file");
    }
    office
}

#[test]
fn what_was_only_prepared_is_undone_at_the_next_start() {
    for count in 0..=PREPARED.len() {
        let office = after(&PREPARED[..count]);
        assert_eq!(limit(&office.data_file()), 3, "after {count} steps");
        assert_eq!(office.names(), ["cchc.db"], "after {count} steps");
    }
}

#[test]
fn note_that_was_cut_off_decides_nothing() {
    let office = after(&PREPARED);
    fs::write(beside(&office.data_file(), NOTE), "cchc.db.old.d").unwrap();
    assert_eq!(limit(&office.data_file()), 3);
    assert_eq!(office.names(), ["cchc.db"]);
}

#[test]
fn what_was_decided_is_done_at_the_next_start() {
    for count in 1..=DECIDED.len() {
        let office = after(&[&PREPARED[..], &DECIDED[..count]].concat());
        assert_eq!(limit(&office.data_file()), 2, "after {count} steps");
        assert_eq!(limit(&office.kept()), 3, "after {count} steps");
        assert_eq!(office.names(), ["cchc.db", "cchc.db.old.db"], "after {count} steps");
    }
}

#[test]
fn next_restore_ends_the_one_that_was_cut_off() {
    let office = after(&[&PREPARED[..], &DECIDED[..3]].concat());
    let restored = restore(&office.backup, &office.data_file()).unwrap();
    let second = office.folder.path().join("cchc.db.old.2.db");
    assert_eq!(restored, Restored { kept: Some(second.clone()), missing: Vec::new() });
    for (path, due) in [(office.data_file(), 2), (office.kept(), 3), (second, 2)] {
        assert_eq!(limit(&path), due, "{}", path.display());
    }
}

#[test]
fn restore_that_failed_is_undone() {
    for count in 1..DECIDED.len() {
        let office = after(&[&PREPARED[..], &DECIDED[..count]].concat());
        undo(&office.data_file(), Some(&office.kept())).unwrap();
        Note::left(&office.data_file()).unwrap().unwrap().remove();
        assert_eq!(limit(&office.data_file()), 3, "after {count} steps");
        assert_eq!(office.names(), ["cchc.db"], "after {count} steps");
    }
}

#[test]
fn nobody_opens_a_file_that_is_being_restored() {
    let office = Office::new();
    let note = Note::begin(&office.data_file()).unwrap();
    let opened = Store::open(&office.data_file(), &holder());
    assert!(matches!(opened, Err(Error::Locked { .. })));
    let restored = restore(&office.backup, &office.data_file());
    assert!(matches!(restored, Err(Error::Locked { .. })));
    note.remove();
    assert_eq!(limit(&office.data_file()), 3);
}
