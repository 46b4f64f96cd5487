//! Dossiers from one data file to another: nothing is lost, nothing is made up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use fixture::{ID, Office, answer, code, document, evidence, stamp};
use proptest::prelude::*;
use store::{
    Arrival, ContentSource, Error, HandedPart, Limits, Merged, Op, Person, Stamp, Standing, State,
    Store, Subject, Transfer, sha256,
};

/// Contents by their hash.
#[derive(Default)]
struct Contents(BTreeMap<String, Vec<u8>>);

impl ContentSource for Contents {
    fn give(&mut self, sha256: &str, to: &mut dyn Write) -> io::Result<bool> {
        match self.0.get(sha256) {
            Some(content) => to.write_all(content).map(|()| true),
            None => Ok(false),
        }
    }
}

impl Contents {
    fn of(store: &Store) -> Self {
        let mut all = BTreeMap::new();
        for content in store.contents_of(ID).unwrap() {
            let mut bytes = Vec::new();
            store.read_content(&content.sha256, &mut bytes).unwrap();
            assert_eq!(bytes.len() as u64, content.bytes);
            all.insert(content.sha256, bytes);
        }
        Self(all)
    }
}

/// A data file with nothing in it.
fn empty() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("cchc.db"), &fixture::holder("Bình")).unwrap();
    Office { folder, store: Some(store) }
}

fn by(name: &str) -> Stamp {
    Stamp { by: Person { name: name.into(), post: "Công chức".into() }, ..stamp() }
}

/// An office whose dossier has a file and went through many hands.
fn travelled(state: State) -> Office {
    let mut office = Office::in_state(state);
    if state == State::Drafting {
        attach(&mut office, "Báo cáo.txt", b"N\xe1\xbb\x99i dung");
        office.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
        office.store().undo(ID, &stamp()).unwrap();
    }
    office
}

fn attach(office: &mut Office, name: &str, content: &[u8]) -> String {
    let path = office.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    let store = office.store();
    store.attach((ID, "plan"), (&*path, Limits::default()), &stamp()).unwrap();
    sha256(content)
}

fn take(office: &mut Office, transfer: &Transfer, source: &mut Contents) -> Arrival {
    office.store().take_in(transfer, (source, 0), None).unwrap()
}

#[test]
fn dossier_of_every_state_arrives_as_it_left_and_twice_changes_nothing() {
    for state in State::ALL {
        let mut here = travelled(state);
        let transfer = here.store().transfer(ID).unwrap();
        let mut contents = Contents::of(here.store());
        let mut there = empty();
        assert_eq!(there.store().arrival(&transfer).unwrap(), Arrival::New);
        assert_eq!(take(&mut there, &transfer, &mut contents), Arrival::New);
        let store = there.store();
        assert_eq!(store.check().unwrap(), [], "{state:?}");
        assert_eq!(store.dossier(ID).unwrap().state, state);
        assert_eq!(store.content(ID).unwrap(), here.store().content(ID).unwrap());
        assert_eq!(store.history(ID).unwrap(), here.store().history(ID).unwrap());
        assert_eq!(store.transfer(ID).unwrap(), transfer);
        assert_eq!(Contents::of(store).0, contents.0);

        let before = std::fs::read(there.path()).unwrap();
        assert_eq!(take(&mut there, &transfer, &mut contents), Arrival::Same);
        assert_eq!(std::fs::read(there.path()).unwrap(), before);
        // The dossier goes on there as it would have here.
        if state == State::Drafting {
            there.store().undo(ID, &stamp()).unwrap();
            assert_eq!(there.store().check().unwrap(), []);
        }
    }
}

#[test]
fn dossiers_of_earlier_schemas_travel() {
    for version in 1..=5 {
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc.db");
        std::fs::copy(samples.join(format!("schema-{version}.db")), &path).unwrap();
        let old = Store::open(&path, &fixture::holder("An")).unwrap();
        for id in old.dossier_ids().unwrap() {
            let transfer = old.transfer(&id).unwrap();
            let mut there = empty();
            let taken = there.store().take_in(&transfer, (&mut Contents::default(), 0), None);
            assert_eq!(taken.unwrap(), Arrival::New, "schema {version}, {id}");
            assert_eq!(there.store().check().unwrap(), [], "schema {version}, {id}");
            assert_eq!(there.store().transfer(&id).unwrap(), transfer);
        }
    }
}

#[test]
fn what_went_on_is_carried_on_and_what_both_changed_is_refused() {
    let mut here = travelled(State::Drafting);
    let mut there = empty();
    let first = here.store().transfer(ID).unwrap();
    take(&mut there, &first, &mut Contents::default());

    here.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let second = here.store().transfer(ID).unwrap();
    let Arrival::Ahead(entries) = there.store().arrival(&second).unwrap() else { panic!() };
    assert_eq!(entries.len(), 1);
    take(&mut there, &second, &mut Contents::default());
    assert_eq!(there.store().transfer(ID).unwrap(), second);
    assert_eq!(there.store().arrival(&first).unwrap(), Arrival::Behind);
    take(&mut there, &first, &mut Contents::default());
    assert_eq!(there.store().transfer(ID).unwrap(), second);

    here.set("1.1.2", r#"{"inputs":{"a":1,"b":2}}"#);
    there.set("1.1.2", r#"{"inputs":{"a":3,"b":4}}"#);
    let stands = there.store().transfer(ID).unwrap();
    let third = here.store().transfer(ID).unwrap();
    let refused = there.store().take_in(&third, (&mut Contents::default(), 0), None);
    let last = entries[0].seq;
    assert!(matches!(refused, Err(Error::Diverged { common }) if common == last), "{refused:?}");
    assert_eq!(there.store().transfer(ID).unwrap(), stands);
}

#[test]
fn contents_that_stay_behind_are_no_damage_and_may_come_later() {
    let mut here = travelled(State::Drafting);
    let transfer = here.store().transfer(ID).unwrap();
    let mut there = empty();
    take(&mut there, &transfer, &mut Contents::default());
    let store = there.store();
    assert_eq!(store.check().unwrap(), []);
    assert!(!store.contents_of(ID).unwrap()[0].is_here);
    let read = store.read_file(ID, "plan", &mut Vec::new());
    assert!(matches!(read, Err(Error::ContentElsewhere)), "{read:?}");
    assert_eq!(store.content_bytes().unwrap(), 0);
    assert_eq!(store.unread(1).unwrap(), 0);
    let backups = there.folder.path().join("backups");
    assert!(there.store().contents_to_back_up(&backups).unwrap().is_empty());

    // The same package with everything, then the same file by hand.
    let mut contents = Contents::of(here.store());
    assert_eq!(take(&mut there, &transfer, &mut contents), Arrival::Same);
    assert!(there.store().contents_of(ID).unwrap()[0].is_here);

    let mut other = empty();
    take(&mut other, &transfer, &mut Contents::default());
    attach(&mut other, "Báo cáo.txt", "Nội dung".as_bytes());
    assert!(other.store().contents_of(ID).unwrap()[0].is_here);
    assert_eq!(other.store().check().unwrap(), []);
}

#[test]
fn wrong_content_ends_the_whole() {
    let mut here = travelled(State::Drafting);
    let transfer = here.store().transfer(ID).unwrap();
    let due = here.store().contents_of(ID).unwrap()[0].sha256.clone();
    for wrong in [&b"N\xe1\xbb\x99i dunh"[..], b"", b"N", b"much longer than what is due"] {
        let mut there = empty();
        let mut contents = Contents([(due.clone(), wrong.to_vec())].into());
        let taken = there.store().take_in(&transfer, (&mut contents, 0), None);
        if wrong.is_empty() {
            // Nothing came: it stayed with the sender.
            taken.unwrap();
            continue;
        }
        taken.unwrap_err();
        assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new());
        assert_eq!(there.store().criteria_sets().unwrap().len(), 0);
        assert_eq!(there.store().check().unwrap(), []);
    }
}

#[test]
fn finished_reports_travel_and_never_change() {
    let mut here = Office::in_state(State::SignedOff);
    here.store().keep_report(ID, ("BC.pdf", b"%PDF one"), &stamp()).unwrap();
    here.store().keep_report(ID, ("BC.pdf", b"%PDF one"), &stamp()).unwrap();
    here.store().keep_signed_report(ID, ("BC ký.pdf", b"%PDF one, signed"), &stamp()).unwrap();
    let numbered = here.store().set_number(ID, &fixture::registry(), &stamp());
    assert!(matches!(numbered, Err(Error::ReportSigned)));
    let reports = here.store().dossier(ID).unwrap().reports;
    assert_eq!(reports.len(), 2);
    let transfer = here.store().transfer(ID).unwrap();
    let mut there = empty();
    take(&mut there, &transfer, &mut Contents::of(here.store()));
    assert_eq!(there.store().dossier(ID).unwrap().reports, reports);
    let mut read = Vec::new();
    there.store().read_report(&reports[1], &mut read).unwrap();
    assert_eq!(read, b"%PDF one, signed");
    there.store().free_unused().unwrap();
    there.tamper(|connection| {
        for sql in ["UPDATE report SET name = 'x'", "DELETE FROM report"] {
            let refused = connection.execute_batch(sql).unwrap_err().to_string();
            assert!(refused.contains("never changes"), "{refused}");
        }
    });
    assert_eq!(there.store().check().unwrap(), []);

    let mut drafted = Office::ready();
    let refused = drafted.store().keep_report(ID, ("BC.pdf", b"%PDF"), &stamp());
    assert!(matches!(refused, Err(Error::WrongState { .. })));
    here.pass(Op::Reopen).unwrap();
    assert_eq!(here.store().check().unwrap(), []);
}

/// What is wrong with a journal, though its chain is whole, is found as it is done once more.
#[test]
fn journals_that_nobody_could_have_written_are_refused() {
    let mut here = Office::in_state(State::Submitted);
    let whole = here.store().transfer(ID).unwrap();
    let other = Office::new().store().transfer(ID).unwrap();
    for (what, broken) in [
        ("no journal", Transfer { journal: "{}".into(), ..whole.clone() }),
        ("a text changed", with(&whole, r#"\"a\":31"#, r#"\"a\":32"#)),
        ("another person", with(&whole, "Trần Thị Thí Dụ", "Trần Thị Thí Du")),
        ("another dossier", with(&whole, "\"dossier\":\"d1\"", "\"dossier\":\"d2\"")),
        ("hostile identifier", with(&whole, "\"dossier\":\"d1\"", "\"dossier\":\"../d1\"")),
        ("content of another", Transfer { content: other.content.clone(), ..whole.clone() }),
        ("no sign-off", Transfer { sign_offs: Vec::new(), ..whole.clone() }),
        ("another sign-off", Transfer { sign_offs: vec![other.content.clone()], ..whole.clone() }),
        ("no set", Transfer { criteria_set: "{}".into(), ..whole.clone() }),
    ] {
        let mut there = empty();
        let taken = there.store().take_in(&broken, (&mut Contents::default(), 0), None);
        taken.expect_err(what);
        assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new(), "{what}");
        assert_eq!(there.store().check().unwrap(), [], "{what}");
    }
}

fn with(transfer: &Transfer, old: &str, new: &str) -> Transfer {
    let journal = transfer.journal.replacen(old, new, 1);
    assert_ne!(journal, transfer.journal, "{old} is not there");
    Transfer { journal, ..transfer.clone() }
}

#[test]
fn same_set_with_other_content_is_refused() {
    let mut here = Office::ready();
    let transfer = here.store().transfer(ID).unwrap();
    let mut there = empty();
    let other = String::from_utf8_lossy(fixture::SET).replacen("Bộ nhỏ", "Bộ khác", 1);
    let other = if other.as_bytes() == fixture::SET {
        other.replacen("\"title\": \"", "\"title\": \"X", 1)
    } else {
        other
    };
    assert_ne!(other.as_bytes(), fixture::SET);
    there.store().add_criteria_set(other.as_bytes()).unwrap();
    let refused = there.store().take_in(&transfer, (&mut Contents::default(), 0), None);
    assert!(matches!(refused, Err(Error::SetConflict { .. })), "{refused:?}");
}

/// An officer's file with the part of these items.
fn handed(here: &mut Office, codes: &[&str]) -> (Office, HandedPart) {
    let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
    let part = here.store().part_of(ID, "Lê Văn Bình", &codes).unwrap();
    let transfer = here.store().transfer(ID).unwrap();
    let mut officer = empty();
    let source = &mut Contents::default();
    officer.store().take_in(&transfer, (source, 0), Some(&part)).unwrap();
    assert_eq!(officer.store().handed_part(ID).unwrap(), Some(part.clone()));
    (officer, part)
}

#[test]
fn officer_changes_the_part_and_nothing_else() {
    let mut here = Office::ready();
    let (mut officer, _) = handed(&mut here, &["1.1.1"]);
    let store = officer.store();
    let no = answer(r#"{"inputs":{"dat":false}}"#);
    store.set_answer(ID, &code("1.1.1"), &no, &by("Bình")).unwrap();
    let outside = store.set_answer(ID, &code("1.1.2"), &answer("{}"), &by("Bình"));
    assert!(matches!(outside, Err(Error::OutsidePart { .. })), "{outside:?}");
    let profile = store::Profile { place: "Khác".into(), ..fixture::profile() };
    assert!(matches!(store.set_profile(ID, &profile, &by("Bình")), Err(Error::OutsidePart { .. })));
    let signed = store.sign_off(ID, &fixture::registry(), &by("Bình"));
    assert!(matches!(signed, Err(Error::PartOnly)), "{signed:?}");
    assert!(matches!(store.part_of(ID, "x", &[code("1.1.1")]), Err(Error::PartOnly)));
    store.undo(ID, &by("Bình")).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn filled_parts_are_merged_and_each_value_keeps_who_entered_it() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.2"]);
    let store = officer.store();
    let no = answer(r#"{"inputs":{"dat":false}}"#);
    store.set_answer(ID, &code("1.1.1"), &no, &by("Bình")).unwrap();
    let figures = answer(r#"{"inputs":{"a":5,"b":6}}"#);
    store.set_answer(ID, &code("1.1.2"), &figures, &by("Bình")).unwrap();
    let mut added = evidence("bao-cao", &["1.1.1"]);
    added.document = document("77/BC");
    store.add_evidence(ID, &[added], &by("Bình")).unwrap();
    let path = officer.folder.path().join("tệp.txt");
    std::fs::write(&path, "tệp của Bình").unwrap();
    let store = officer.store();
    store.attach((ID, "bao-cao"), (&*path, Limits::default()), &by("Bình")).unwrap();
    let filled = store.transfer(ID).unwrap();
    let mut contents = Contents::of(store);

    // Meanwhile the whole went on: one item differently, another one besides.
    here.set("1.1.2", r#"{"inputs":{"a":7,"b":8}}"#);
    here.set("1.1.4", r#"{"explanation":"Đã gửi."}"#);

    let preview = here.store().merge_preview(&filled, &part).unwrap();
    let standing = |name: &str| {
        preview.iter().find(|item| item.subject.to_string() == name).map(|item| item.standing)
    };
    assert_eq!(standing("answer/subCriterion/1.1.1"), Some(Standing::Clean));
    assert_eq!(standing("answer/subCriterion/1.1.2"), Some(Standing::Conflict));
    assert_eq!(standing("citation/bao-cao/1.1.1"), Some(Standing::Clean));
    assert!(preview.iter().all(|item| item.by.name == "Bình"));

    let theirs = BTreeSet::new();
    let source = (&mut contents as &mut dyn ContentSource, 0);
    let merged = here.store().merge((&filled, &part), &theirs, source, &stamp()).unwrap();
    assert_eq!(merged.taken.len(), 4);
    assert_eq!(
        merged.kept.iter().map(Subject::to_string).collect::<Vec<_>>(),
        ["answer/subCriterion/1.1.2"]
    );
    let dossier = here.store().dossier(ID).unwrap();
    assert_eq!(dossier.answers.sub_criteria[&code("1.1.1")], no);
    assert_eq!(dossier.answers.sub_criteria[&code("1.1.2")], answer(r#"{"inputs":{"a":7,"b":8}}"#));
    assert_eq!(
        dossier.answers.sub_criteria[&code("1.1.4")].explanation.as_deref(),
        Some("Đã gửi.")
    );
    let mut read = Vec::new();
    here.store().read_file(ID, "bao-cao", &mut read).unwrap();
    assert_eq!(read, "tệp của Bình".as_bytes());
    let history = here.store().history(ID).unwrap();
    let merged_entries: Vec<_> = history.iter().filter(|entry| entry.op == Op::TakePart).collect();
    assert_eq!(merged_entries.len(), 4);
    assert!(merged_entries.iter().all(|entry| entry.by.name == "Bình"));
    assert_eq!(here.store().check().unwrap(), []);

    // Once more: what stands here already is not taken again; now the conflict is the officer's.
    let conflict = merged.kept[0].clone();
    let theirs = [conflict].into();
    let source = (&mut contents as &mut dyn ContentSource, 0);
    let merged = here.store().merge((&filled, &part), &theirs, source, &stamp()).unwrap();
    assert_eq!((merged.taken.len(), merged.kept.len()), (1, 0));
    let dossier = here.store().dossier(ID).unwrap();
    assert_eq!(dossier.answers.sub_criteria[&code("1.1.2")], figures);
    here.store().undo(ID, &stamp()).unwrap();
    here.store().undo(ID, &stamp()).unwrap();
    let dossier = here.store().dossier(ID).unwrap();
    assert!(dossier.evidence.iter().all(|one| one.id != "bao-cao"));
    assert_eq!(here.store().check().unwrap(), []);
}

#[test]
fn parts_of_other_dossiers_are_refused() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1"]);
    officer.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let filled = officer.store().transfer(ID).unwrap();
    let mut stranger = Office::new();
    stranger.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    let preview = stranger.store().merge_preview(&filled, &part);
    assert!(matches!(preview, Err(Error::NotHandedOut)), "{preview:?}");
    let mut nobody = empty();
    let preview = nobody.store().merge_preview(&filled, &part);
    assert!(matches!(preview, Err(Error::NotHandedOut)), "{preview:?}");

    here.pass(Op::SignOff).unwrap();
    let source = (&mut Contents::default() as &mut dyn ContentSource, 0);
    let merged = here.store().merge((&filled, &part), &BTreeSet::new(), source, &stamp());
    assert!(matches!(merged, Err(Error::WrongState { .. })), "{merged:?}");
}

#[test]
fn citations_of_documents_that_are_gone_are_left_out_and_named() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.4"]);
    let place = store::Place { section: "mục II".into(), page: "3".into(), note: String::new() };
    officer.store().cite(ID, ("plan", &code("1.1.4")), &place, &by("Bình")).unwrap();
    let filled = officer.store().transfer(ID).unwrap();
    here.store().remove_evidence(ID, "plan", &stamp()).unwrap();
    let source = (&mut Contents::default() as &mut dyn ContentSource, 0);
    let merged = here.store().merge((&filled, &part), &BTreeSet::new(), source, &stamp()).unwrap();
    assert_eq!(merged, Merged { left: merged.left.clone(), ..Merged::default() });
    assert_eq!(merged.left.len(), 1);
    assert_eq!(here.store().check().unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done to the text of a journal, either it is refused and nothing is there, or the
    /// dossier that comes is the one that left.
    #[test]
    fn altered_journals_never_arrive(at in any::<prop::sample::Index>(), byte in 32_u8..127) {
        thread_local!(static WHOLE: Transfer =
            Office::in_state(State::Submitted).store().transfer(ID).unwrap());
        let whole = WHOLE.with(Clone::clone);
        let mut journal = whole.journal.clone().into_bytes();
        let at = at.index(journal.len());
        journal[at] = byte;
        let journal = String::from_utf8_lossy(&journal).into_owned();
        let mut there = empty();
        let altered = Transfer { journal, ..whole.clone() };
        if there.store().take_in(&altered, (&mut Contents::default(), 0), None).is_ok() {
            prop_assert_eq!(there.store().transfer(ID).unwrap(), whole);
        } else {
            prop_assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new());
        }
    }
}
