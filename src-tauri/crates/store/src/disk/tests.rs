use std::fs;
use std::path::Path;

use super::*;
use crate::file::Holder;
use crate::store::Store;

fn holder() -> Holder {
    let since = "2024-12-01T01:00:00Z".parse().unwrap();
    Holder { name: "An".into(), computer: "MAY-VP-01".into(), pid: 1, since }
}

fn refused(path: &Path) -> &'static str {
    match Target::new(path) {
        Ok(_) => "taken",
        Err(Fault::IsFolder { .. }) => "folder",
        Err(Fault::NotPlain { .. }) => "not plain",
        Err(Fault::FolderMissing { .. }) => "no folder",
        Err(Fault::DataFile { .. }) => "data file",
        Err(Fault::Companion { .. }) => "companion",
        Err(Fault::Backup { .. }) => "backup",
        Err(Fault::Program { .. }) => "program",
        Err(Fault::Io { .. }) => "io",
    }
}

#[cfg(unix)]
#[test]
fn data_file_is_known_by_every_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let store = Store::create(&at("a.db"), &holder()).unwrap();
    let closed = Store::create(&at("closed.db"), &holder()).unwrap();
    closed.close().unwrap();
    fs::hard_link(at("a.db"), at("hard.pdf")).unwrap();
    std::os::unix::fs::symlink("a.db", at("soft.pdf")).unwrap();
    fs::create_dir(at("in")).unwrap();
    fs::create_dir_all(at("a.db.backups/contents")).unwrap();
    fs::write(at("other.pdf"), "x").unwrap();
    fs::write(at("gone.db-journal"), JOURNAL_MAGIC).unwrap();
    for (name, expected) in [
        ("a.db", "data file"),
        ("in/.././a.db", "data file"),
        ("A.DB", "data file"),
        ("a.db.", "data file"),
        ("hard.pdf", "data file"),
        ("soft.pdf", "data file"),
        ("closed.db", "data file"),
        ("a.db-wal", "companion"),
        ("a.db-journal", "companion"),
        ("a.db-shm", "companion"),
        ("A.db-WAL", "companion"),
        ("a.db.lock", "companion"),
        ("a.db.new", "companion"),
        ("closed.db-wal", "companion"),
        ("gone.db-journal", "companion"),
        ("a.db.backups/x.pdf", "backup"),
        ("a.db.backups/contents/x.pdf", "backup"),
        ("in", "folder"),
        ("none/x.pdf", "no folder"),
        ("other.pdf", "taken"),
        ("new.pdf", "taken"),
        ("b.db", "taken"),
        ("other.pdf-wal", "taken"),
    ] {
        assert_eq!(refused(&at(name)), expected, "{name}");
    }
    assert_eq!(refused(Path::new("/dev/null")), "not plain");
    assert_eq!(refused(&std::env::current_exe().unwrap()), "program");
    for name in ["a.db", "hard.pdf", "soft.pdf"] {
        assert!(matches!(open(&at(name)), Err(Fault::DataFile { .. })), "{name}");
    }
    drop(store);
    open(&at("hard.pdf")).unwrap();
}

#[test]
fn set_of_files_is_replaced_as_a_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let begin = || {
        let drafts = DraftFolder::begin(folder.path()).unwrap();
        let set = ["1", "2", "3"].map(|name| {
            fs::write(drafts.draft(name), format!("new {name}")).unwrap();
            (name.to_owned(), at(name))
        });
        (drafts, set.map(|(name, path)| (name, Target::new(&path).unwrap())))
    };
    let held = |name: &str| fs::read_to_string(at(name)).unwrap();
    fs::write(at("1"), "old 1").unwrap();
    let (drafts, set) = begin();
    // A folder that comes in between cannot be replaced.
    fs::create_dir(at("3")).unwrap();
    assert!(drafts.place(&set).is_err());
    assert_eq!(held("1"), "old 1");
    assert!(!at("2").exists());
    fs::remove_dir(at("3")).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);

    let (drafts, set) = begin();
    drafts.place(&set).unwrap();
    assert_eq!(["1", "2", "3"].map(held), ["new 1", "new 2", "new 3"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

/// What a killed process leaves, as the next one finds it.
fn killed(within: &Path, files: &[(&str, &str)]) {
    let folder = within.join(".par-index-Ab12Cd.tmp");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("lock"), "drafts of par-index\n").unwrap();
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
}

#[test]
fn set_of_a_killed_run_is_completed_and_what_was_not_complete_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a"), "new a").unwrap();
    fs::write(at("b"), "old b").unwrap();
    let plan = r#"{"names":[["1","a"],["2","b"]]}"#;
    killed(folder.path(), &[("earlier-0", "old a"), ("2", "new b"), ("plan.json", plan)]);
    DraftFolder::sweep(folder.path());
    assert_eq!(fs::read_to_string(at("a")).unwrap(), "new a");
    assert_eq!(fs::read_to_string(at("b")).unwrap(), "new b");
    killed(folder.path(), &[("1", "half"), ("2", "half")]);
    DraftFolder::sweep(folder.path());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn only_folders_of_dead_runs_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let alive = DraftFolder::begin(folder.path()).unwrap();
    let own = folder.path().join(".par-index-của tôi.tmp");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("báo cáo.pdf"), "x").unwrap();
    let like = folder.path().join(".par-index-giống.tmp");
    fs::create_dir(&like).unwrap();
    fs::write(like.join("lock"), "my own").unwrap();
    drop(DraftFolder::begin(folder.path()).unwrap());
    assert!(
        alive.path().exists() && own.join("báo cáo.pdf").exists() && like.join("lock").exists()
    );
    drop(alive);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
