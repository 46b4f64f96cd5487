//! Documents with files, many at once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use fixture::{ID, Office, evidence, stamp};
use store::{Changed, ChangedKind, Error, Evidence, Journal, Limits, Op};

/// Enough in one group to be written past the log.
const LARGE: usize = 3 << 20;

fn file(office: &Office, name: &str, content: &[u8]) -> PathBuf {
    let path = office.folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn add(office: &mut Office, new: &[(Evidence, &Path)]) -> Vec<Result<Changed, Error>> {
    office.store().add_with_files((ID, new), Limits::default(), &stamp()).unwrap()
}

fn ids(office: &mut Office) -> Vec<String> {
    let evidence = office.store().dossier(ID).unwrap().evidence;
    evidence.into_iter().map(|one| one.id).filter(|id| id != "plan").collect()
}

fn content(office: &mut Office, id: &str) -> Vec<u8> {
    let mut content = Vec::new();
    office.store().read_file(ID, id, &mut content).unwrap();
    content
}

#[test]
fn what_is_refused_in_the_middle_keeps_no_other_out() {
    for size in [100, LARGE] {
        let mut office = Office::ready();
        let entries = office.store().history(ID).unwrap().len();
        let (one, other) = (vec![1; size], vec![2; size]);
        let (a, b) = (file(&office, "a.pdf", &one), file(&office, "b.pdf", &other));
        let (same, empty) = (file(&office, "same.pdf", &one), file(&office, "empty.pdf", b""));
        let none = office.folder.path().join("none.pdf");
        let new = [
            (evidence("a", &["1.1.1"]), a.as_path()),
            (evidence("empty", &["1.1.2"]), empty.as_path()),
            (evidence("unknown", &["9.9.9"]), b.as_path()),
            (evidence("same", &[]), same.as_path()),
            (evidence("a", &[]), b.as_path()),
            (evidence("none", &[]), none.as_path()),
            (evidence("b", &["1.1.2"]), b.as_path()),
        ];
        let results = add(&mut office, &new);
        let [Ok(first), Err(nothing), Err(code), Ok(second), Err(twice), Err(lost), Ok(_)] =
            &results[..]
        else {
            panic!("{results:?}")
        };
        assert!(matches!(nothing, Error::NothingInFile { path } if *path == empty));
        assert!(matches!(code, Error::UnknownCodes { .. }));
        assert!(matches!(twice, Error::EvidenceExists { .. }));
        assert!(matches!(lost, Error::Unreadable { path, .. } if *path == none));
        assert!(first.codes.len() == 1 && second.codes.is_empty(), "{first:?} {second:?}");
        assert!(second.kinds.contains(&ChangedKind::Evidence));

        office.reopen();
        assert_eq!(ids(&mut office), ["a", "b", "same"]);
        assert!(content(&mut office, "b") == other && content(&mut office, "same") == one);
        assert_eq!(office.store().history(ID).unwrap().len(), entries + 8);
        assert_eq!(office.store().check().unwrap(), []);
    }
}

#[test]
fn each_document_is_a_step_of_its_own() {
    let mut office = Office::ready();
    let (a, b) = (file(&office, "a.pdf", &vec![1; LARGE]), file(&office, "b.pdf", &vec![2; LARGE]));
    let new = [(evidence("a", &["1.1.1"]), a.as_path()), (evidence("b", &[]), b.as_path())];
    add(&mut office, &new);
    let (_, step) = office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(step.op, Op::AddEvidence);
    assert_eq!(ids(&mut office), ["a"]);
    office.store().undo(ID, &stamp()).unwrap();
    assert!(ids(&mut office).is_empty());
    office.store().redo(ID, &stamp()).unwrap();
    office.store().redo(ID, &stamp()).unwrap();
    assert_eq!(ids(&mut office), ["a", "b"]);
    assert!(content(&mut office, "b") == vec![2; LARGE]);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn group_ends_where_others_would_wait_and_leaves_the_log_in_use() {
    let mut office = Office::ready();
    let files: Vec<PathBuf> = [6, 7, 8, 20]
        .map(|megabytes| {
            let path = file(&office, &format!("{megabytes}.pdf"), b"");
            fs::File::options().write(true).open(&path).unwrap().set_len(megabytes << 20).unwrap();
            path
        })
        .into();
    let id = |at: usize| evidence(&format!("e{at}"), &[]);
    let new: Vec<_> = files.iter().enumerate().map(|(at, path)| (id(at), path.as_path())).collect();
    let mut rest = &new[..];
    let mut groups = Vec::new();
    while !rest.is_empty() {
        let added = add(&mut office, rest);
        assert!(added.iter().all(Result::is_ok), "{added:?}");
        groups.push(added.len());
        rest = &rest[added.len()..];
        assert!(!office.folder.path().join("cchc.db-journal").exists());
        office.set("1.1.1", &format!(r#"{{"explanation":"{}"}}"#, rest.len()));
        assert!(office.folder.path().join("cchc.db-wal").exists());
    }
    assert_eq!(groups, [2, 1, 1]);
    assert_eq!(office.store().journal(), Journal::WriteAhead);
    assert_eq!(add(&mut office, &[]).len(), 0);

    let small = file(&office, "small.pdf", b"small");
    let new: Vec<_> = (10..310).map(|at| (id(at), small.as_path())).collect();
    assert_eq!(add(&mut office, &new).len(), 32);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn dossier_that_is_signed_off_takes_nothing_in() {
    let mut office = Office::signed_off();
    let path = file(&office, "a.pdf", &vec![1; 2 * LARGE]);
    let new = [(evidence("a", &[]), path.as_path())];
    let refused = office.store().add_with_files((ID, &new), Limits::default(), &stamp());
    assert!(matches!(refused, Err(Error::WrongState { .. })), "{refused:?}");
    office.reopen();
    assert!(ids(&mut office).is_empty());
}

#[test]
fn groups_are_bounded_in_bytes_and_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: u64| {
        let path = folder.path().join(name);
        fs::File::create(&path).unwrap().set_len(bytes).unwrap();
        path
    };
    let (small, large) = (file("small", 1), file("large", 17 << 20));
    let count =
        |paths: &[&std::path::PathBuf]| store::group(paths.iter().map(|path| path.as_path())).0;
    assert_eq!(count(&[]), 0);
    assert_eq!(count(&[&large, &small]), 1);
    assert_eq!(count(&[&small, &small, &large]), 2);
    assert_eq!(count(&[&small; 100]), 32);
}
