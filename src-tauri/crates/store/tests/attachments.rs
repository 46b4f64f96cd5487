//! Files of evidence inside the data file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::fs;
use std::path::{Path, PathBuf};

use fixture::{ID, Office, add_with_file, document, evidence, stamp};
use store::{Attachment, Damage, Document, Error, Freed, Intake, Limits, Op, SignOff, State};

/// More than one piece, and no multiple of one.
const LARGE: usize = 3 * (1 << 20) + 17;

fn file(office: &Office, name: &str, content: &[u8]) -> PathBuf {
    let path = office.folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

/// Bytes without a pattern that a piece could repeat.
fn bytes(count: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[0]
    })
    .take(count)
    .collect()
}

fn attach(office: &mut Office, id: &str, path: &Path) -> Result<(), Error> {
    office.store().attach((ID, id), (path, Limits::default()), &stamp()).map(drop)
}

fn read(office: &mut Office, id: &str) -> Result<(Attachment, Vec<u8>), Error> {
    let mut content = Vec::new();
    let file = office.store().read_file(ID, id, &mut content)?;
    Ok((file, content))
}

/// How many contents and pieces are kept.
fn kept(office: &mut Office) -> (u32, u32) {
    let mut counts = (0, 0);
    office.tamper(|connection| {
        let count = |table: &str| {
            let sql = format!("SELECT count(*) FROM {table}");
            connection.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        counts = (count("content"), count("content_piece"));
    });
    counts
}

#[test]
fn file_comes_out_as_it_went_in() {
    let mut office = Office::ready();
    let content = bytes(LARGE);
    let path = file(&office, "Báo cáo kết quả.pdf", &content);
    attach(&mut office, "plan", &path).unwrap();
    fs::remove_file(path).unwrap();
    let (attached, out) = read(&mut office, "plan").unwrap();
    assert!(out == content);
    assert_eq!((attached.name.as_str(), attached.bytes), ("Báo cáo kết quả.pdf", LARGE as u64));
    assert_eq!(office.store().dossier(ID).unwrap().evidence[0].file, Some(attached));
    assert_eq!(office.store().check().unwrap(), []);
    assert_eq!(kept(&mut office), (1, 4));
}

#[test]
fn same_content_is_kept_once_under_any_name() {
    let mut office = Office::ready();
    let store = office.store();
    store.add_evidence(ID, &[evidence("copy", &["1.1.1"])], &stamp()).unwrap();
    let one = file(&office, "a.pdf", b"the same");
    let other = file(&office, "b.pdf", b"the same");
    attach(&mut office, "plan", &one).unwrap();
    attach(&mut office, "copy", &other).unwrap();
    assert_eq!(kept(&mut office), (1, 1));
    assert_eq!(read(&mut office, "plan").unwrap().0.name, "a.pdf");
    assert_eq!(read(&mut office, "copy").unwrap().0.name, "b.pdf");
}

#[test]
fn name_is_kept_in_one_form_however_it_was_typed() {
    let mut office = Office::ready();
    // "ệ" of three characters, as some systems write names.
    let path = file(&office, "Kie\u{302}\u{323}m.pdf", b"x");
    attach(&mut office, "plan", &path).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().0.name, "Ki\u{1ec7}m.pdf");
}

#[test]
fn document_and_file_are_added_in_one_step() {
    let mut office = Office::ready();
    let path = file(&office, "a.pdf", b"content");
    let new = evidence("scan", &["1.1.1"]);
    let files = (path.as_path(), Limits::default());
    add_with_file(office.store(), &new, files).unwrap();
    assert_eq!(read(&mut office, "scan").unwrap().1, b"content");
    office.store().undo(ID, &stamp()).unwrap();
    assert!(matches!(read(&mut office, "scan"), Err(Error::UnknownEvidence { .. })));
    office.store().redo(ID, &stamp()).unwrap();
    assert_eq!(read(&mut office, "scan").unwrap().1, b"content");
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn what_cannot_be_taken_in_is_refused_and_leaves_nothing() {
    let mut office = Office::ready();
    let before = office.store().dossier(ID).unwrap().evidence;
    let folder = office.folder.path().to_owned();
    let small = file(&office, "small", &[1; 100]);
    let empty = file(&office, "empty", b"");
    let limits = |file, total| Limits { file, total };
    let mut refused = |path: &Path, limits| {
        let error = office.store().attach((ID, "plan"), (path, limits), &stamp()).unwrap_err();
        let new = evidence("new", &[]);
        add_with_file(office.store(), &new, (path, limits)).unwrap_err();
        assert_eq!(office.store().dossier(ID).unwrap().evidence, before);
        error
    };
    let usual = Limits::default();
    assert!(matches!(refused(&empty, usual), Error::NothingInFile { .. }));
    assert!(matches!(refused(&folder, usual), Error::IsFolder { .. }));
    assert!(matches!(refused(&folder.join("none"), usual), Error::Unreadable { .. }));
    assert!(matches!(refused(Path::new("/dev/zero"), usual), Error::Path(_)));
    // Other content each time it is read, and no size that would tell beforehand.
    let changing = Path::new("/proc/sys/kernel/random/uuid");
    assert!(matches!(refused(changing, usual), Error::FileChanged { .. }));
    let growing = refused(changing, limits(5, 1000));
    assert!(matches!(growing, Error::FileTooLarge { limit: 5, .. }), "{growing:?}");
    let large = refused(&small, limits(99, 1000));
    assert!(matches!(large, Error::FileTooLarge { bytes: 100, limit: 99, .. }), "{large:?}");
    let full = refused(&small, limits(100, 99));
    assert!(matches!(full, Error::NoRoomForFile { used: 0, limit: 99, .. }), "{full:?}");
    assert_eq!(kept(&mut office), (0, 0));
}

#[test]
fn content_stays_while_it_can_come_back_and_goes_when_it_cannot() {
    let mut office = Office::ready();
    let path = file(&office, "a.pdf", &bytes(LARGE));
    attach(&mut office, "plan", &path).unwrap();
    office.store().detach(ID, "plan", &stamp()).unwrap();
    assert!(matches!(read(&mut office, "plan"), Err(Error::NoFile { .. })));
    let detached = Freed { kept_files: 1, kept_bytes: LARGE as u64, ..Freed::default() };
    assert_eq!(office.store().free_unused().unwrap(), detached);

    let (_, step) = office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(step.op, Op::DetachFile);
    assert_eq!(read(&mut office, "plan").unwrap().1.len(), LARGE);
    office.store().redo(ID, &stamp()).unwrap();

    // Nothing is undone past a sign-off.
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let bytes = |office: &mut Office| {
        office.tamper(|_| {});
        fs::metadata(office.path()).unwrap().len()
    };
    let before = bytes(&mut office);
    let freed = office.store().free_unused().unwrap();
    assert_eq!(freed, Freed { files: 1, bytes: LARGE as u64, ..Freed::default() });
    assert_eq!(kept(&mut office), (0, 0));
    assert!(bytes(&mut office) < before - (LARGE - LARGE / 10) as u64, "the room is given back");
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn what_was_signed_off_keeps_its_files() {
    let mut office = Office::ready();
    let path = file(&office, "a.pdf", b"signed");
    attach(&mut office, "plan", &path).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let locked = attach(&mut office, "plan", &path);
    assert!(matches!(locked, Err(Error::WrongState { found: State::SignedOff, .. })));
    office.tamper(|connection| {
        let refused = connection.execute_batch("DELETE FROM attachment").unwrap_err();
        assert!(refused.to_string().contains("signed off"), "{refused}");
    });

    office.store().reopen(ID, "Thay tệp", &stamp()).unwrap();
    office.store().detach(ID, "plan", &stamp()).unwrap();
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let named = Freed { kept_files: 1, kept_bytes: 6, ..Freed::default() };
    assert_eq!(office.store().free_unused().unwrap(), named);
    assert_eq!(kept(&mut office), (1, 1));
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn file_enters_what_a_sign_off_freezes() {
    let hashes: Vec<String> = [None, Some(b"one".as_slice()), Some(b"two")]
        .into_iter()
        .map(|content| {
            let mut office = Office::ready();
            if let Some(content) = content {
                let path = file(&office, "a.pdf", content);
                attach(&mut office, "plan", &path).unwrap();
            }
            office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap().sha256
        })
        .collect();
    assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2], "{hashes:?}");
}

#[test]
fn altered_or_lost_content_is_found_and_never_given_out() {
    for sql in [
        "UPDATE content_piece SET piece = zeroblob(length(piece)) WHERE ordinal = 1",
        "DELETE FROM content_piece WHERE ordinal = 3",
        "DELETE FROM content_piece",
    ] {
        let mut office = Office::ready();
        let path = file(&office, "a.pdf", &bytes(LARGE));
        attach(&mut office, "plan", &path).unwrap();
        let sha256 = read(&mut office, "plan").unwrap().0.sha256;
        office.tamper(|connection| {
            connection.execute_batch("DROP TRIGGER content_piece_fixed").unwrap();
            connection.execute_batch(sql).unwrap();
        });
        assert_eq!(office.store().check().unwrap(), [Damage::Content { sha256 }], "{sql}");
        assert!(matches!(read(&mut office, "plan"), Err(Error::Damaged { .. })), "{sql}");
    }
}

#[test]
fn another_file_takes_the_place_of_the_first() {
    let mut office = Office::ready();
    let (one, other) = (file(&office, "a.pdf", b"one"), file(&office, "b.pdf", b"other"));
    attach(&mut office, "plan", &one).unwrap();
    attach(&mut office, "plan", &other).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().1, b"other");
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().1, b"one");
    office.store().update_evidence(ID, &[("plan", &document("9"))], &stamp()).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().1, b"one");
    office.store().remove_evidence(ID, "plan", &stamp()).unwrap();
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().1, b"one");
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn document_to_be_cited_only_loses_its_file_and_gets_it_back_by_undo() {
    let mut office = Office::ready();
    let path = file(&office, "a.pdf", b"one");
    attach(&mut office, "plan", &path).unwrap();
    let secret = Document { cite_only: true, ..document("9") };
    office.store().update_evidence(ID, &[("plan", &secret)], &stamp()).unwrap();
    assert!(matches!(read(&mut office, "plan"), Err(Error::NoFile { .. })));
    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(read(&mut office, "plan").unwrap().1, b"one");
    office.store().redo(ID, &stamp()).unwrap();

    attach(&mut office, "plan", &path).unwrap();
    let dossier = office.store().dossier(ID).unwrap();
    assert!(dossier.evidence.iter().all(|one| !one.document.cite_only));
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn limits_are_kept_and_must_make_sense() {
    let mut office = Office::ready();
    assert_eq!(office.store().limits().unwrap(), Limits::default());
    let small = Limits { file: 1 << 20, total: 1 << 21 };
    office.store().set_limits(small).unwrap();
    office.tamper(|_| ());
    assert_eq!(office.store().limits().unwrap(), small);
    for senseless in [
        Limits { file: 0, total: 1 << 30 },
        Limits { file: 1 << 22, total: 1 << 21 },
        Limits { file: u64::MAX, total: u64::MAX },
    ] {
        let refused = office.store().set_limits(senseless);
        assert!(matches!(refused, Err(Error::BadLimits { .. })), "{senseless:?}");
    }
    assert_eq!(office.store().limits().unwrap(), small);
}

#[test]
fn file_that_is_another_than_was_looked_into_is_refused() {
    let mut office = Office::ready();
    let path = file(&office, "a.pdf", b"finished");
    let looked_into = store::sha256(b"half");
    let intake = Intake { path: &path, sha256: Some(&looked_into) };
    let refused = office.store().attach((ID, "plan"), (intake, Limits::default()), &stamp());
    assert!(matches!(refused, Err(Error::FileChanged { .. })));
    assert_eq!(kept(&mut office), (0, 0));
    let looked_into = store::sha256(b"finished");
    let intake = Intake { path: &path, sha256: Some(&looked_into) };
    office.store().attach((ID, "plan"), (intake, Limits::default()), &stamp()).unwrap();
}
