//! What a disk or a stranger changed in the file is never given out as if it were right.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use fixture::travel::{Contents, received, sent};
use fixture::{ID, Office, code, holder, stamp};
use rusqlite::Connection;
use store::{Damage, Error, Expected, Limits, Op, PageText, Reading, Store};

/// An office whose file has a row in every table: what was signed off, given back and signed off again,
/// a file of evidence, reports, marks, and a dossier that was set aside.
fn full() -> Office {
    let mut office = Office::carried_and_corrected();
    let store = office.store();
    store.confirm_carried(ID, &code("P1"), &stamp()).unwrap();
    store.new_dossier(&fixture::new_dossier("d3"), &stamp()).unwrap();
    store.carry_over("d2", "d3", &stamp()).unwrap();
    hand_in(store);
    let expected = Expected { code: code("1.1.1"), position: 0 };
    store.tick_expected(ID, (&expected, true), &stamp()).unwrap();
    store.set_aside("d2", &stamp()).unwrap();
    store.set_limits(Limits { file: 3 << 20, ..Limits::default() }).unwrap();
    let path = office.folder.path().join("a.txt");
    fs::write(&path, "Kế hoạch").unwrap();
    let files = (path.as_path(), Limits::default());
    office.store().attach((ID, "plan"), files, &stamp()).unwrap();
    let read = Reading {
        edition: 1,
        facts: "{}".into(),
        pages: vec![PageText { page: 1, text: "Kế hoạch".into() }],
    };
    let hash = store::sha256("Kế hoạch".as_bytes());
    office.store().keep_readings(&[(&hash, &read)]).unwrap();
    for op in [Op::SignOff, Op::Submit, Op::GiveBack, Op::SignOff] {
        office.pass(op).unwrap();
    }
    office.store().keep_report(ID, ("bao-cao.pdf", b"%PDF made"), &stamp()).unwrap();
    office
}

/// Takes a part of another office's dossier in, to be filled in here.
fn hand_in(store: &mut Store) {
    let mut there = Office::new();
    there.store().new_dossier(&fixture::new_dossier("d4"), &stamp()).unwrap();
    let part = there.store().part_of("d4", "Lê Bình", &[code("1.1.1"), code("1.1.2")]).unwrap();
    let sent = sent(there.store(), "d4");
    let (contents, handed) = (&mut Contents::default(), (Some(&part), false));
    received(store, (&sent, contents), handed, &BTreeSet::new()).unwrap();
}

/// Columns of which nothing says what they should hold.
const UNPROVED: [(&str, &str, &str); 21] = [
    ("generation", "key", "it tells which log belongs to the file, and no content"),
    ("generation", "mark", "it tells which log belongs to the file, and no content"),
    ("generation", "previous", "it tells which log belongs to the file, and no content"),
    ("generation", "current", "it tells which log belongs to the file, and no content"),
    (
        "received",
        "at",
        "how a dossier came is no content; its journal and the notes of it are proved",
    ),
    (
        "received",
        "by_name",
        "how a dossier came is no content; its journal and the notes are proved",
    ),
    (
        "received",
        "by_post",
        "how a dossier came is no content; its journal and the notes are proved",
    ),
    ("received", "seq", "where its unit's journal ended then is no content; the journal is proved"),
    (
        "received",
        "hash",
        "where its unit's journal ended then is no content; the journal is proved",
    ),
    ("received", "is_aside", "whether a received dossier is off the list is no content"),
    ("received", "is_arriving", "it is set within a transaction alone"),
    ("setting", "name", "a limit is no content; another one is told where it refuses"),
    ("setting", "bytes", "a limit is no content; another one is told where it refuses"),
    ("reading", "content", "what was read follows from the content and is read anew"),
    ("reading", "edition", "what was read follows from the content and is read anew"),
    ("reading", "facts", "what was read follows from the content and is read anew"),
    ("reading_page", "key", "what was read follows from the content and is read anew"),
    ("reading_page", "content", "what was read follows from the content and is read anew"),
    ("reading_page", "page", "what was read follows from the content and is read anew"),
    ("reading_page", "text", "what was read follows from the content and is read anew"),
    ("handed_part", "person", "the name is no content; the items and their journal are proved"),
];

/// The tables of the file with their columns.
fn columns(connection: &Connection) -> Vec<(String, String)> {
    let sql = "SELECT tables.name, columns.name FROM sqlite_schema AS tables
               JOIN pragma_table_xinfo(tables.name) AS columns
               WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%'
                 AND tables.name NOT LIKE 'page\\_words%' ESCAPE '\\'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Another value of a column: one that reads like the first, and one that nobody would write.
const OTHERS: [&str; 2] = [
    "CASE typeof({column})
     WHEN 'integer' THEN {column} + 1
     WHEN 'blob' THEN CAST(zeroblob(length({column})) AS BLOB)
     WHEN 'text' THEN replace(replace({column}, '1', '7'), 'a', 'e')
     ELSE '2024-12-01' END",
    "CASE typeof({column})
     WHEN 'integer' THEN {column} + 1000
     WHEN 'blob' THEN CAST(substr({column}, 1, length({column}) - 1) || x'00' AS BLOB)
     WHEN 'text' THEN {column} || 'x'
     ELSE 'x' END",
];

#[test]
fn change_of_every_column_is_found() {
    let mut office = full();
    let path = office.path();
    drop(office.store.take());
    let connection = Connection::open(&path).unwrap();
    let columns = columns(&connection);
    disarm(&connection);
    connection.close().unwrap();
    assert!(columns.len() > 90, "{}", columns.len());
    let (mut unseen, mut changed) = (Vec::new(), 0);
    for (table, column) in &columns {
        if UNPROVED.iter().any(|(of, unproved, _)| (of, unproved) == (&&**table, &&**column)) {
            continue;
        }
        for other in OTHERS {
            let found = is_found(&path, (table, column), other);
            changed += usize::from(found.is_some());
            if found == Some(false) {
                unseen.push(format!("{table}.{column} = {other}"));
            }
        }
    }
    assert_eq!(unseen, [""; 0]);
    assert!(changed > columns.len(), "{changed}");
}

/// Whether the check of a copy finds that a column has another value; none where no row can have it.
fn is_found(file: &Path, (table, column): (&str, &str), other: &str) -> Option<bool> {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("cchc.db");
    fs::copy(file, &copy).unwrap();
    let connection = Connection::open(&copy).unwrap();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
             PRAGMA synchronous = OFF",
        )
        .unwrap();
    let value = other.replace("{column}", &format!("\"{column}\""));
    let sql = format!(
        "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = {value} WHERE \"{column}\" IS NOT ({value})"
    );
    // A column whose type refuses the value, or that is unique, cannot be changed so.
    let changed = connection.execute(&sql, []).unwrap_or(0);
    connection.close().unwrap();
    let checked = || Store::open(&copy, &holder("An")).unwrap().check().unwrap();
    (changed > 0).then(|| !checked().is_empty())
}

fn disarm(connection: &Connection) {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let names: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
}

/// Everything that is shown or given out of a file, each by itself: none where it is refused.
fn given_out(store: &Store) -> Vec<(&'static str, Option<String>)> {
    let history = || match store.broken_history(ID) {
        // The break is told beside the entries.
        Ok(None) => store.history(ID).ok().map(|entries| format!("{entries:?}")),
        _ => None,
    };
    let package = || {
        let outgoing = store.transfer(ID).ok()?;
        Some(format!("{} {:?}", outgoing.transfer.content, outgoing.journal))
    };
    let file = || {
        let mut content = Vec::new();
        let attachment = store.read_file(ID, "plan", &mut content).ok()?;
        Some(format!("{attachment:?} {content:?}"))
    };
    let report = || {
        let mut content = Vec::new();
        let report = store.dossier(ID).ok()?.reports.pop()?;
        store.read_report(&report, &mut content).ok()?;
        Some(format!("{report:?} {content:?}"))
    };
    vec![
        ("list", store.listed().ok().map(|listed| listed.len().to_string())),
        ("dossier", store.dossier(ID).ok().map(|dossier| format!("{dossier:?}"))),
        ("summary", store.summary(ID).ok().map(|summary| format!("{summary:?}"))),
        ("other", store.summary("d2").ok().map(|summary| format!("{summary:?}"))),
        ("content", store.content(ID).ok()),
        ("package", package()),
        ("first", store.signed_content(ID, 1).ok().flatten()),
        ("version", store.version(ID, Some(2)).ok().map(|version| format!("{version:?}"))),
        (
            "search",
            store.search(ID, "kế hoạch số").ok().map(|found| {
                format!("{:?}", found.iter().map(|one| &one.evidence).collect::<Vec<_>>())
            }),
        ),
        ("history", history()),
        ("file", file()),
        ("report", report()),
    ]
}

/// A sequence of numbers that is the same every time (Knuth's MMIX).
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn turned_bits_are_refused_and_never_shown() {
    let mut office = full();
    let path = office.path();
    let right = given_out(office.store());
    assert!(right.iter().all(|(_, given)| given.is_some()), "{right:?}");
    drop(office.store.take());
    let bytes = fs::metadata(&path).unwrap().len();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("cchc.db");
    let mut sequence = Sequence(20_241_205);
    let mut refused = 0;
    for _ in 0..300 {
        fs::copy(&path, &copy).unwrap();
        let (place, bit) = (sequence.below(bytes), sequence.below(8));
        turn(&copy, place, bit);
        let Ok(store) = Store::open(&copy, &holder("An")) else {
            refused += 1;
            continue;
        };
        for ((what, given), (_, due)) in given_out(&store).into_iter().zip(&right) {
            refused += usize::from(given.is_none());
            assert!(given.is_none() || given == *due, "{what} with bit {bit} of {place} turned");
        }
        drop(store);
        for companion in ["cchc.db-wal", "cchc.db-journal", "cchc.db-shm"] {
            let _ = fs::remove_file(folder.path().join(companion));
        }
    }
    assert!(refused > 100, "{refused}");
}

fn turn(path: &Path, place: u64, bit: u64) {
    let mut file = fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(place)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(place)).unwrap();
    file.write_all(&[byte[0] ^ (1 << bit)]).unwrap();
}

/// Where a text stands in a file.
fn places(path: &Path, text: &str) -> Vec<u64> {
    let bytes = fs::read(path).unwrap();
    let found = bytes.windows(text.len()).enumerate().filter(|(_, part)| *part == text.as_bytes());
    found.map(|(at, _)| at as u64).collect()
}

/// The open file's own bytes change while the database holds the right ones in memory.
#[test]
fn what_was_proved_once_is_proved_anew_before_it_is_signed_or_sent() {
    let mut office = Office::ready();
    let own = "Chỉ có trong bảng trả lời";
    office.set("1.1.4", &format!(r#"{{"explanation":"{own}"}}"#));
    office.reopen();
    office.store().dossier(ID).unwrap();
    let path = office.path();
    // The text stands in the journal, which only grows, and in the answer.
    let [one, _] = places(&path, own)[..] else { panic!() };
    turn(&path, one, 0);
    let store = office.store();
    store.dossier(ID).unwrap();
    assert!(matches!(store.transfer(ID), Err(Error::Altered { .. })));
    let signed = store.sign_off(ID, &fixture::registry(), &stamp());
    assert!(matches!(signed, Err(Error::Altered { .. })), "{signed:?}");
    assert!(matches!(store.dossier(ID), Err(Error::Altered { .. })), "now it is known");
    turn(&path, one, 0);
    store.sign_off(ID, &fixture::registry(), &stamp()).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn damaged_dossier_is_refused_by_name_and_the_others_go_on() {
    let mut office = Office::ready();
    office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    office.tamper(|connection| {
        connection.execute("DELETE FROM citation WHERE code = '1.1.2'", []).unwrap();
    });
    let store = office.store();
    let Err(Error::Altered { dossier, damage }) = store.dossier(ID) else { panic!() };
    assert_eq!(dossier, ID);
    let subject = "citation/plan/1.1.2".to_owned();
    assert_eq!(damage, [Damage::OffRecord { dossier: ID.to_owned(), subject }]);
    let changed = store.set_answer(ID, &code("1.1.1"), &fixture::answer("{}"), &stamp());
    assert!(matches!(changed, Err(Error::Altered { .. })), "no damage is put on record");
    store.dossier("d2").unwrap();
    store.set_answer("d2", &code("1.1.1"), &fixture::answer("{}"), &stamp()).unwrap();
    assert_eq!(store.broken_history(ID).unwrap(), None, "the history stays at hand");
    assert!(!store.history(ID).unwrap().is_empty());
    assert_eq!(store.dossier_as_it_stands(ID).unwrap().evidence.len(), 1);
}

/// The first page of a table.
fn root_page(path: &Path, table: &str) -> u64 {
    let connection = Connection::open(path).unwrap();
    connection
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0))
        .unwrap()
}

#[test]
fn check_goes_on_after_a_malformed_page_and_tells_what_is_lost() {
    for (table, lost) in [
        ("answer", "answer/subCriterion/1.1.2"),
        ("citation", "citation/plan/1.1.1"),
        ("evidence", "evidence/plan"),
        ("sign_off", "signOff/1"),
    ] {
        let mut office = Office::signed_off();
        office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
        office.store().set_aside("d2", &stamp()).unwrap();
        let path = office.path();
        drop(office.store.take());
        let page = root_page(&path, table);
        let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start((page - 1) * 8192)).unwrap();
        file.write_all(&[0xA5; 8192]).unwrap();
        drop(file);
        let store = Store::open(&path, &holder("An")).unwrap();
        let found = store.check().unwrap();
        let subject = lost.to_owned();
        let lost = Damage::OffRecord { dossier: ID.to_owned(), subject };
        assert!(found.contains(&lost), "{table}: {found:?}");
        assert!(matches!(store.dossier(ID), Err(Error::Altered { .. })), "{table}");
    }
}

#[test]
fn looking_at_a_damaged_file_leaves_it_and_its_log_as_they_are() {
    let mut office = Office::ready();
    office.reopen();
    office.set("1.1.4", r#"{"explanation":"Chỉ có trong nhật ký ghi trước"}"#);
    let other = tempfile::tempdir().unwrap();
    let (path, log) = (other.path().join("cchc.db"), other.path().join("cchc.db-wal"));
    fs::copy(office.path(), &path).unwrap();
    fs::copy(office.folder.path().join("cchc.db-wal"), &log).unwrap();
    // Wherever the subject stands; the pages of the answer alone are in the log.
    for place in places(&path, "Kế hoạch số plan") {
        turn(&path, place + 1, 0);
    }
    let (whole, whole_log) = (fs::read(&path).unwrap(), fs::read(&log).unwrap());
    let store = Store::open(&path, &holder("An")).unwrap();
    assert!(!store.check().unwrap().is_empty());
    store.close().unwrap();
    assert!(fs::read(&path).unwrap() == whole);
    assert!(fs::read(&log).unwrap() == whole_log);
}

#[test]
fn damaged_head_of_our_own_file_is_told_as_damage() {
    let mut office = Office::ready();
    let path = office.path();
    drop(office.store.take());
    let whole = fs::read(&path).unwrap();
    for (begin, end, byte) in
        [(0, 100, 0), (0, 16, 0xFF), (68, 72, 0), (60, 64, 0x7F), (0, 4096, 0)]
    {
        let mut bytes = whole.clone();
        bytes[begin..end].fill(byte);
        fs::write(&path, &bytes).unwrap();
        let opened = Store::open(&path, &holder("An"));
        assert!(matches!(opened, Err(Error::BadHead { .. })), "{begin}..{end}: {opened:?}");
        assert!(fs::read(&path).unwrap() == bytes, "nothing was written");
    }
    fs::write(&path, vec![0; whole.len()]).unwrap();
    assert!(matches!(Store::open(&path, &holder("An")), Err(Error::NotDatabase { .. })));
}
