//! Dossiers from one data file to another: nothing is lost, nothing is made up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;

use fixture::travel::{Contents, Sent, again, arrival, merge, preview, received, sent};
use fixture::{ID, Office, answer, code, document, evidence, stamp};
use proptest::prelude::*;
use serde_json::{Value, json};
use store::{
    Arrival, Error, HandedPart, Limits, Merged, Op, Person, Stamp, Standing, State, Store, Subject,
    Taken, sha256,
};

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

fn take(office: &mut Office, transfer: &Sent, source: &mut Contents) -> Arrival {
    take_in(office.store(), transfer, source, None).unwrap().arrival
}

fn take_in(
    store: &mut Store,
    sent: &Sent,
    contents: &mut Contents,
    handed: Option<&HandedPart>,
) -> Result<Taken, Error> {
    received(store, (sent, contents), (handed, false), &BTreeSet::new())
}

#[test]
fn dossier_of_every_state_arrives_as_it_left_and_twice_changes_nothing() {
    for state in State::ALL {
        let mut here = travelled(state);
        let transfer = sent(here.store(), ID);
        let mut contents = Contents::of(here.store());
        let mut there = empty();
        assert_eq!(arrival(there.store(), &transfer, None), Arrival::New);
        assert_eq!(take(&mut there, &transfer, &mut contents), Arrival::New);
        let store = there.store();
        assert_eq!(store.check().unwrap(), [], "{state:?}");
        assert_eq!(store.dossier(ID).unwrap().state, state);
        assert_eq!(store.content(ID).unwrap(), here.store().content(ID).unwrap());
        assert_eq!(store.history(ID).unwrap(), here.store().history(ID).unwrap());
        assert_eq!(sent(store, ID), transfer);
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
    for version in 1..=8 {
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cchc.db");
        std::fs::copy(samples.join(format!("schema-{version}.db")), &path).unwrap();
        let old = Store::open(&path, &fixture::holder("An")).unwrap();
        for id in old.dossier_ids().unwrap() {
            let transfer = sent(&old, &id);
            let mut there = empty();
            let taken = take_in(there.store(), &transfer, &mut Contents::default(), None);
            assert_eq!(taken.unwrap().arrival, Arrival::New, "schema {version}, {id}");
            assert_eq!(there.store().check().unwrap(), [], "schema {version}, {id}");
            assert_eq!(sent(there.store(), &id), transfer);
        }
    }
}

#[test]
fn what_went_on_is_carried_on_and_what_both_changed_is_refused() {
    let mut here = travelled(State::Drafting);
    let mut there = empty();
    let first = sent(here.store(), ID);
    take(&mut there, &first, &mut Contents::default());

    here.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let second = sent(here.store(), ID);
    let Arrival::Ahead(entries) = arrival(there.store(), &second, None) else { panic!() };
    assert_eq!(entries.len(), 1);
    take(&mut there, &second, &mut Contents::default());
    assert_eq!(sent(there.store(), ID), second);
    assert_eq!(arrival(there.store(), &first, None), Arrival::Behind);
    take(&mut there, &first, &mut Contents::default());
    assert_eq!(sent(there.store(), ID), second);

    here.set("1.1.2", r#"{"inputs":{"a":1,"b":2}}"#);
    there.set("1.1.2", r#"{"inputs":{"a":3,"b":4}}"#);
    let stands = sent(there.store(), ID);
    let third = sent(here.store(), ID);
    let refused = take_in(there.store(), &third, &mut Contents::default(), None);
    let last = entries[0].seq;
    assert!(matches!(refused, Err(Error::Diverged { common }) if common == last), "{refused:?}");
    assert_eq!(sent(there.store(), ID), stands);
}

#[test]
fn contents_that_stay_behind_are_no_damage_and_may_come_later() {
    let mut here = travelled(State::Drafting);
    let transfer = sent(here.store(), ID);
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
    assert_eq!(fixture::back_up_contents(there.store(), &backups), 0);
    assert!(!backups.join("contents").exists());

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
    let transfer = sent(here.store(), ID);
    let due = here.store().contents_of(ID).unwrap()[0].sha256.clone();
    for wrong in [&b"N\xe1\xbb\x99i dunh"[..], b"", b"N", b"much longer than what is due"] {
        let mut there = empty();
        let mut contents = Contents([(due.clone(), wrong.to_vec())].into());
        let taken = take_in(there.store(), &transfer, &mut contents, None);
        assert!(matches!(taken, Err(Error::BadTransfer { .. })), "{taken:?}");
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
    let transfer = sent(here.store(), ID);
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
    let whole = sent(here.store(), ID);
    let other = sent(Office::new().store(), ID);
    for (what, broken) in [
        ("no journal", Sent { journal: "{}".into(), ..whole.clone() }),
        ("a text changed", with(&whole, r#"\"a\":31"#, r#"\"a\":32"#)),
        ("another person", with(&whole, "Trần Thị Thí Dụ", "Trần Thị Thí Du")),
        ("another dossier", with(&whole, "\"dossier\":\"d1\"", "\"dossier\":\"d2\"")),
        ("hostile identifier", with(&whole, "\"dossier\":\"d1\"", "\"dossier\":\"../d1\"")),
        ("content of another", Sent { content: other.content.clone(), ..whole.clone() }),
        ("no sign-off", Sent { sign_offs: Vec::new(), ..whole.clone() }),
        ("another sign-off", Sent { sign_offs: vec![other.content.clone()], ..whole.clone() }),
        ("no set", Sent { criteria_set: "{}".into(), ..whole.clone() }),
    ] {
        let mut there = empty();
        let taken = take_in(there.store(), &broken, &mut Contents::default(), None);
        taken.expect_err(what);
        assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new(), "{what}");
        assert_eq!(there.store().check().unwrap(), [], "{what}");
    }
}

/// A journal whose entries were changed, its chain made whole again by somebody who knows how.
fn forged(transfer: &Sent, change: impl FnOnce(&mut Vec<Value>)) -> Sent {
    let mut journal: Value = serde_json::from_str(&transfer.journal).unwrap();
    change(journal["entries"].as_array_mut().unwrap());
    let mut prev = "0".repeat(64);
    let dossier = journal["dossier"].clone();
    for (at, entry) in journal["entries"].as_array_mut().unwrap().iter_mut().enumerate() {
        entry["seq"] = json!(at + 1);
        let list = json!([
            "par-journal/1",
            dossier,
            entry["seq"],
            entry["step"],
            entry["op"],
            entry["subject"],
            entry["at"],
            entry["by"]["name"],
            entry["by"]["post"],
            entry.get("before"),
            entry.get("after"),
            prev,
        ]);
        prev = sha256(list.to_string().as_bytes());
        entry["hash"] = json!(prev);
    }
    Sent { journal: journal.to_string(), ..transfer.clone() }
}

fn refused_everywhere(what: &str, forged: &Sent) {
    let mut there = empty();
    let taken = take_in(there.store(), forged, &mut Contents::default(), None);
    assert!(matches!(taken, Err(Error::BadTransfer { .. })), "{what}: {taken:?}");
    assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new(), "{what}");
    assert_eq!(there.store().check().unwrap(), [], "{what}");
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table of forgeries")]
fn journals_of_somebody_who_can_forge_a_chain_are_refused_all_the_same() {
    let mut here = Office::in_state(State::SignedOff);
    here.store().keep_report(ID, ("BC.pdf", b"%PDF one"), &stamp()).unwrap();
    here.store().keep_signed_report(ID, ("BC.pdf", b"%PDF one, signed"), &stamp()).unwrap();
    let whole = sent(here.store(), ID);
    let ends = |transfer: &Sent| {
        let journal: Value = serde_json::from_str(&transfer.journal).unwrap();
        journal["entries"].as_array().unwrap().last().unwrap()["hash"].clone()
    };
    assert_eq!(ends(&forged(&whole, |_| {})), ends(&whole));
    let last = |entries: &Vec<Value>| entries.last().unwrap().clone();
    let more = |op: &str, subject: &str, before: Value, after: Value| {
        let (op, subject) = (op.to_owned(), subject.to_owned());
        move |entries: &mut Vec<Value>| {
            let mut entry = last(entries);
            entry["step"] = json!(entry["step"].as_i64().unwrap() + 1);
            entry["op"] = json!(op);
            entry["subject"] = json!(subject);
            for (name, value) in [("before", before), ("after", after)] {
                match value {
                    Value::Null => drop(entry.as_object_mut().unwrap().remove(name)),
                    value => entry[name] = value,
                }
            }
            entries.push(entry);
        }
    };
    let at = |text: &'static str| {
        move |entries: &mut Vec<Value>| entries.last_mut().unwrap()["at"] = json!(text)
    };
    let step = |number: i64| {
        move |entries: &mut Vec<Value>| entries.last_mut().unwrap()["step"] = json!(number)
    };
    for (what, forged) in [
        ("a year that no reader takes", forged(&whole, at("+262142-12-31T23:59:59.999Z"))),
        ("another form of a moment", forged(&whole, at("2024-12-01T08:00:00+07:00"))),
        ("the largest step", forged(&whole, step(i64::MAX))),
        ("a step once more", forged(&whole, step(2))),
        ("a negative step", forged(&whole, step(-5))),
        (
            "a tick that the set does not know",
            forged(&ready(), more("tick_expected", "ticked/9.9.9/4", Value::Null, json!("true"))),
        ),
        (
            "a document by another operation",
            forged(
                &ready(),
                more("confirm_carried", "evidence/x", Value::Null, document_text("Kế hoạch")),
            ),
        ),
        (
            "a document without a subject",
            forged(&ready(), more("add_evidence", "evidence/x", Value::Null, document_text("  "))),
        ),
        (
            "a hostile identifier",
            forged(
                &ready(),
                more("add_evidence", "evidence/../x", Value::Null, document_text("Kế hoạch")),
            ),
        ),
        (
            "a file of absurd size",
            forged(
                &ready(),
                more(
                    "attach_file",
                    "file/plan",
                    Value::Null,
                    json!(
                        json!({"name": "a", "sha256": sha256(b"x"), "bytes": i64::MAX}).to_string()
                    ),
                ),
            ),
        ),
        (
            "an answer in another form",
            forged(
                &ready(),
                more("set_answer", "answer/bonus/T1", json!(ready_answer("T1")), json!("{ }")),
            ),
        ),
        (
            "an answer in another section",
            forged(
                &ready(),
                more(
                    "set_answer",
                    "answer/penalty/1.1.4",
                    Value::Null,
                    json!("{\"inputs\":{\"n\":1}}"),
                ),
            ),
        ),
        (
            "a number after the signature",
            forged(
                &whole,
                more(
                    "set_number",
                    "signOff/1",
                    json!(sign_off_text(&whole, None)),
                    json!(sign_off_text(&whole, Some("9"))),
                ),
            ),
        ),
        (
            "a report of another sign-off",
            forged(&whole, |entries| {
                let text = entries.last().unwrap()["after"]
                    .as_str()
                    .unwrap()
                    .replace("\"signOff\":1", "\"signOff\":2");
                entries.last_mut().unwrap()["after"] = json!(text);
            }),
        ),
        (
            "a report in another way",
            forged(&whole, |entries| entries.last_mut().unwrap()["op"] = json!("keep_report")),
        ),
    ] {
        refused_everywhere(what, &forged);
    }
}

fn ready() -> Sent {
    sent(Office::ready().store(), ID)
}

fn ready_answer(item: &str) -> String {
    let history = Office::ready().store().history(ID).unwrap();
    let subject = format!("answer/bonus/{item}");
    let of = |entry: &store::Entry| entry.subject.to_string() == subject;
    history.into_iter().rfind(of).unwrap().after.unwrap()
}

fn document_text(subject: &str) -> Value {
    json!(json!({"number": "1", "date": null, "issuer": "", "subject": subject}).to_string())
}

/// The sign-off's value in the journal, perhaps with another number.
fn sign_off_text(transfer: &Sent, number: Option<&str>) -> String {
    let journal: Value = serde_json::from_str(&transfer.journal).unwrap();
    let entries = journal["entries"].as_array().unwrap();
    let of = |entry: &&Value| entry["subject"] == "signOff/1";
    let text = entries.iter().rfind(of).unwrap()["after"].as_str().unwrap();
    let mut value: Value = serde_json::from_str(text).unwrap();
    if let Some(number) = number {
        value["number"] = json!(number);
    }
    let SignOffText { sha256, number, date, reason } = serde_json::from_value(value).unwrap();
    serde_json::to_string(&SignOffText { sha256, number, date, reason }).unwrap()
}

#[derive(serde::Serialize, serde::Deserialize)]
struct SignOffText {
    sha256: String,
    number: Option<String>,
    date: Option<String>,
    reason: Option<String>,
}

/// A stranger names a content with a wrong size: whoever has it is not kept from using it.
#[test]
fn size_that_a_package_claims_is_hearsay() {
    let mut liar = travelled(State::Drafting);
    let whole = sent(liar.store(), ID);
    let content = "Nội dung".as_bytes();
    let claim = |bytes: usize| format!(r#"\"bytes\":{bytes}"#);
    let lie = forged_text(&whole, &claim(content.len()), &claim(7));
    let mut there = empty();
    take(&mut there, &lie, &mut Contents::default());
    let id = "d9";
    there.store().new_dossier(&fixture::new_dossier(id), &stamp()).unwrap();
    there.store().add_evidence(id, &[evidence("e", &[])], &stamp()).unwrap();
    let path = there.folder.path().join("a.txt");
    std::fs::write(&path, content).unwrap();
    there.store().attach((id, "e"), (&*path, Limits::default()), &stamp()).unwrap();
    assert_eq!(there.store().content_bytes().unwrap(), content.len() as u64);
    let mut read = Vec::new();
    there.store().read_file(id, "e", &mut read).unwrap();
    assert_eq!(read, content);

    // Now that the content is here, the lie is refused.
    let mut other = empty();
    other.store().add_criteria_set(fixture::SET).unwrap();
    other.store().new_dossier(&fixture::new_dossier(id), &stamp()).unwrap();
    other.store().add_evidence(id, &[evidence("e", &[])], &stamp()).unwrap();
    other.store().attach((id, "e"), (&*path, Limits::default()), &stamp()).unwrap();
    let taken = take_in(other.store(), &lie, &mut Contents::default(), None);
    assert!(matches!(taken, Err(Error::BadTransfer { .. })), "{taken:?}");
}

/// A transfer of which both the journal and the content say something else.
fn forged_text(transfer: &Sent, old: &str, new: &str) -> Sent {
    let plain = |text: &str| text.replace('\\', "");
    let content = transfer.content.replacen(&plain(old), &plain(new), 1);
    assert_ne!(content, transfer.content);
    let forged = forged(transfer, |entries| {
        for entry in entries {
            for name in ["before", "after"] {
                if let Some(text) = entry.get(name).and_then(Value::as_str) {
                    entry[name] = json!(text.replace(&plain(old), &plain(new)));
                }
            }
        }
    });
    Sent { content, ..forged }
}

#[test]
fn limits_hold_for_what_comes_in_a_package() {
    let mut here = Office::ready();
    attach(&mut here, "lớn.bin", &vec![7; 3 << 20]);
    let transfer = sent(here.store(), ID);
    let mut contents = Contents::of(here.store());
    for (limits, due) in [
        (Limits { file: 1 << 20, total: 9 << 20 }, "file"),
        (Limits { file: 2 << 20, total: 2 << 20 }, "file"),
    ] {
        let mut there = empty();
        there.store().set_limits(limits).unwrap();
        let taken = take_in(there.store(), &transfer, &mut contents, None);
        assert!(matches!(taken, Err(Error::FileTooLarge { .. })), "{due}: {taken:?}");
        assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new());
        // A set that was read on the way did not stay.
        there.store().add_criteria_set(fixture::SET).unwrap();
        assert_eq!(there.store().criteria_sets().unwrap().len(), 1);
    }
}

/// What came after an old backup was made is put in its place when that backup is restored.
#[test]
fn absent_content_is_present_again_after_a_restore() {
    let mut here = travelled(State::Drafting);
    let transfer = sent(here.store(), ID);
    let mut contents = Contents::of(here.store());
    let mut there = empty();
    take(&mut there, &transfer, &mut Contents::default());
    let backups = there.folder.path().join("backups");
    let backup = fixture::made(there.store().back_up(&backups, stamp().at).unwrap());
    take(&mut there, &transfer, &mut contents);
    assert_eq!(fixture::back_up_contents(there.store(), &backups), 0);
    drop(there.store.take());
    store::restore(&backup, &there.path()).unwrap();
    there.reopen();
    assert!(there.store().contents_of(ID).unwrap()[0].is_here);
    assert_eq!(there.store().check().unwrap(), []);
    assert_eq!(take(&mut there, &transfer, &mut contents), Arrival::Same);
    attach(&mut there, "Báo cáo.txt", "Nội dung".as_bytes());
}

fn with(transfer: &Sent, old: &str, new: &str) -> Sent {
    let journal = transfer.journal.replacen(old, new, 1);
    assert_ne!(journal, transfer.journal, "{old} is not there");
    Sent { journal, ..transfer.clone() }
}

#[test]
fn same_set_with_other_content_is_refused() {
    let mut here = Office::ready();
    let transfer = sent(here.store(), ID);
    let mut there = empty();
    let other = String::from_utf8_lossy(fixture::SET).replacen("Bộ nhỏ", "Bộ khác", 1);
    let other = if other.as_bytes() == fixture::SET {
        other.replacen("\"title\": \"", "\"title\": \"X", 1)
    } else {
        other
    };
    assert_ne!(other.as_bytes(), fixture::SET);
    there.store().add_criteria_set(other.as_bytes()).unwrap();
    let refused = take_in(there.store(), &transfer, &mut Contents::default(), None);
    assert!(matches!(refused, Err(Error::SetConflict { .. })), "{refused:?}");
}

/// An officer's file with the part of these items.
fn handed(here: &mut Office, codes: &[&str]) -> (Office, HandedPart) {
    let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
    let part = here.store().part_of(ID, "Lê Văn Bình", &codes).unwrap();
    let transfer = sent(here.store(), ID);
    let mut officer = empty();
    let source = &mut Contents::default();
    take_in(officer.store(), &transfer, source, Some(&part)).unwrap();
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
    let filled = sent(store, ID);
    let mut contents = Contents::of(store);

    // Meanwhile the whole went on: one item differently, another one besides.
    here.set("1.1.2", r#"{"inputs":{"a":7,"b":8}}"#);
    here.set("1.1.4", r#"{"explanation":"Đã gửi."}"#);

    let told = preview(here.store(), &filled, &part).unwrap();
    let standing = |name: &str| {
        told.iter().find(|item| item.subject.to_string() == name).map(|item| item.standing)
    };
    assert_eq!(standing("answer/subCriterion/1.1.1"), Some(Standing::Clean));
    assert_eq!(standing("answer/subCriterion/1.1.2"), Some(Standing::Conflict));
    assert_eq!(standing("citation/bao-cao/1.1.1"), Some(Standing::Clean));
    assert!(told.iter().all(|item| item.by.name == "Bình"));

    let theirs = BTreeSet::new();
    let source = &mut contents;
    let merged = merge(here.store(), (&filled, source), &part, &theirs, &stamp()).unwrap();
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
    let source = &mut contents;
    let merged = merge(here.store(), (&filled, source), &part, &theirs, &stamp()).unwrap();
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
    let filled = sent(officer.store(), ID);
    let mut stranger = Office::new();
    stranger.set("1.1.1", r#"{"inputs":{"dat":true}}"#);
    let told = preview(stranger.store(), &filled, &part);
    assert!(matches!(told, Err(Error::NotHandedOut)), "{told:?}");
    let mut nobody = empty();
    let told = preview(nobody.store(), &filled, &part);
    assert!(matches!(told, Err(Error::NotHandedOut)), "{told:?}");

    here.pass(Op::SignOff).unwrap();
    let source = &mut Contents::default();
    let merged = merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp());
    assert!(matches!(merged, Err(Error::WrongState { .. })), "{merged:?}");
}

/// A document that the officer took away and that is needed here stays with everything of it.
#[test]
fn document_that_is_needed_here_keeps_its_file_and_its_citations() {
    let mut here = travelled(State::Drafting);
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.2", "1.1.4"]);
    officer.store().remove_evidence(ID, "plan", &by("Bình")).unwrap();
    let filled = sent(officer.store(), ID);
    let place = store::Place { section: "mục II".into(), page: "3".into(), note: String::new() };
    here.store().cite(ID, ("plan", &code("1.1.4")), &place, &stamp()).unwrap();
    let before = here.content();
    let told = preview(here.store(), &filled, &part).unwrap();
    assert!(told.iter().all(|item| item.standing == Standing::Conflict), "{told:?}");
    let all: BTreeSet<Subject> = told.into_iter().map(|item| item.subject).collect();
    for theirs in [BTreeSet::new(), all] {
        let source = &mut Contents::default();
        merge(here.store(), (&filled, source), &part, &theirs, &stamp()).unwrap();
        assert_eq!(here.content(), before);
    }
    // Corrected here meanwhile, it is a conflict as well, that may be decided for the officer.
    let mut here = travelled(State::Drafting);
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.2"]);
    officer.store().remove_evidence(ID, "plan", &by("Bình")).unwrap();
    let filled = sent(officer.store(), ID);
    here.store().update_evidence(ID, &[("plan", &document("9"))], &stamp()).unwrap();
    let before = here.content();
    let source = &mut Contents::default();
    merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp()).unwrap();
    assert_eq!(here.content(), before);
    let theirs = [Subject::Evidence { id: "plan".into() }].into();
    let source = &mut Contents::default();
    merge(here.store(), (&filled, source), &part, &theirs, &stamp()).unwrap();
    assert!(here.store().dossier(ID).unwrap().evidence.is_empty());
    assert_eq!(here.store().check().unwrap(), []);
}

#[test]
fn file_never_comes_to_a_document_that_is_only_cited_by_now() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1"]);
    let path = officer.folder.path().join("a.txt");
    std::fs::write(&path, "a").unwrap();
    let file = (&*path, Limits::default());
    officer.store().attach((ID, "plan"), file, &by("Bình")).unwrap();
    let filled = sent(officer.store(), ID);
    let mut contents = Contents::of(officer.store());
    let secret = store::Document { cite_only: true, ..document("plan") };
    here.store().update_evidence(ID, &[("plan", &secret)], &stamp()).unwrap();
    let source = &mut contents;
    let merged = merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp()).unwrap();
    assert_eq!((merged.taken.len(), merged.left.len()), (0, 1));
    assert_eq!(here.store().dossier(ID).unwrap().evidence[0].file, None);
}

#[test]
fn carried_mark_goes_with_its_answer() {
    let mut here = Office::ready();
    here.set("P1", "{}");
    here.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
    let one = answer(r#"{"inputs":{"n":1}}"#);
    here.store().set_answer("d2", &code("P1"), &one, &stamp()).unwrap();
    let (mut officer, part) = handed(&mut here, &["P1"]);
    let two = answer(r#"{"inputs":{"n":2}}"#);
    officer.store().set_answer(ID, &code("P1"), &two, &by("Bình")).unwrap();
    let filled = sent(officer.store(), ID);
    here.store().carry_over("d2", ID, &stamp()).unwrap();
    assert!(here.store().dossier(ID).unwrap().carried.contains(&code("P1")));
    let told = preview(here.store(), &filled, &part).unwrap();
    let theirs = told.into_iter().map(|item| item.subject).collect();
    let source = &mut Contents::default();
    merge(here.store(), (&filled, source), &part, &theirs, &stamp()).unwrap();
    let dossier = here.store().dossier(ID).unwrap();
    assert_eq!(dossier.answers.penalty[&code("P1")], two);
    assert!(dossier.carried.is_empty(), "{:?}", dossier.carried);
    assert_eq!(here.store().check().unwrap(), []);
}

#[test]
fn part_that_does_not_fit_its_dossier_is_refused() {
    let mut here = Office::ready();
    let part = here.store().part_of(ID, "Bình", &[code("1.1.1")]).unwrap();
    let transfer = sent(here.store(), ID);
    for wrong in [
        HandedPart { codes: vec![code("9.9.9")], ..part.clone() },
        HandedPart { base_seq: part.base_seq + 1, ..part.clone() },
        HandedPart { base_hash: "0".repeat(64), ..part.clone() },
    ] {
        let mut officer = empty();
        let source = &mut Contents::default();
        let taken = take_in(officer.store(), &transfer, source, Some(&wrong));
        assert!(matches!(taken, Err(Error::BadTransfer { .. })), "{taken:?}");
    }
    // A whole dossier stays whole.
    let mut whole = empty();
    take(&mut whole, &transfer, &mut Contents::default());
    here.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let later = sent(here.store(), ID);
    let part = here.store().part_of(ID, "Bình", &[code("1.1.1")]).unwrap();
    let source = &mut Contents::default();
    take_in(whole.store(), &later, source, Some(&part)).unwrap();
    assert_eq!(whole.store().handed_part(ID).unwrap(), None);
}

#[test]
fn citations_of_documents_that_are_gone_are_left_out_and_named() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.4"]);
    let place = store::Place { section: "mục II".into(), page: "3".into(), note: String::new() };
    officer.store().cite(ID, ("plan", &code("1.1.4")), &place, &by("Bình")).unwrap();
    let filled = sent(officer.store(), ID);
    here.store().remove_evidence(ID, "plan", &stamp()).unwrap();
    let source = &mut Contents::default();
    let merged = merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp()).unwrap();
    assert_eq!(merged, Merged { left: merged.left.clone(), ..Merged::default() });
    assert_eq!(merged.left.len(), 1);
    assert_eq!(here.store().check().unwrap(), []);
}

/// A dossier that a program of other rules signed off and sent: what each counted differs, all hashes are right.
fn counted_otherwise(whole: &Sent) -> Sent {
    let altered = |content: &str| {
        let altered = content.replacen("\"selfPoints\":", "\"selfPoints\":1", 1);
        assert_ne!(altered, content);
        altered
    };
    let sign_offs: Vec<String> = whole.sign_offs.iter().map(|content| altered(content)).collect();
    let journal = whole.sign_offs.iter().zip(&sign_offs).fold(whole.clone(), |sent, (old, new)| {
        let (old, new) = (sha256(old.as_bytes()), sha256(new.as_bytes()));
        Sent { journal: sent.journal.replace(&old, &new), ..sent }
    });
    Sent { sign_offs, content: altered(&whole.content), ..forged(&journal, |_| {}) }
}

#[test]
fn what_other_rules_counted_is_told_and_is_no_damage() {
    for state in State::ALL {
        let whole = sent(Office::in_state(state).store(), ID);
        let mut there = empty();
        let other = counted_otherwise(&whole);
        take(&mut there, &other, &mut Contents::default());
        let store = there.store();
        assert_eq!(store.check().unwrap(), [], "{state:?}");
        let dossier = store.dossier(ID).unwrap();
        let recount = store.recount(ID).unwrap();
        let stands = dossier.signed_off().is_some();
        assert_eq!(recount.is_some(), stands, "{state:?}");
        if let Some(recount) = recount {
            let frozen = recount.frozen.unwrap();
            assert_ne!(frozen.self_points, recount.today.self_points);
            assert_eq!(frozen.index, recount.today.index);
            let signed = store.signed_content(ID, 1).unwrap().unwrap();
            assert_eq!(signed, other.sign_offs[0]);
            assert_eq!(sha256(signed.as_bytes()), dossier.sign_offs[0].sha256);
        }
        assert!(dossier.recount(&other.content).unwrap().is_some());
        // It goes on, and comes again.
        let onward = sent(store, ID);
        take(&mut empty(), &onward, &mut Contents::default());
        assert_eq!(take(&mut there, &other, &mut Contents::default()), Arrival::Same);
    }
}

#[test]
fn a_member_that_an_earlier_edition_lacks_is_no_difference() {
    let whole = sent(Office::in_state(State::SignedOff).store(), ID);
    for (old, new) in [
        (",\"provisional\":true", ""),
        (",\"provisional\":false", ""),
        ("\"schema\":\"par-signed/2\"", "\"later\":{\"a\":[1]},\"schema\":\"par-signed/2\""),
        ("\"profile\":{", "\"profile\":{\"email\":\"a@b\","),
    ] {
        let edit = |text: &str| text.replacen(old, new, 1);
        let sign_offs: Vec<String> = whole.sign_offs.iter().map(|text| edit(text)).collect();
        if sign_offs == whole.sign_offs {
            continue;
        }
        let hashes = [&whole.sign_offs[0], &sign_offs[0]].map(|text| sha256(text.as_bytes()));
        let journal = whole.journal.replace(&hashes[0], &hashes[1]);
        let other = Sent { sign_offs, content: edit(&whole.content), journal, ..whole.clone() };
        let mut there = empty();
        take(&mut there, &forged(&other, |_| {}), &mut Contents::default());
        assert_eq!(there.store().check().unwrap(), [], "{old}");
    }
}

#[test]
fn what_a_person_entered_is_compared_though_other_rules_counted() {
    for state in [State::Drafting, State::SignedOff, State::Submitted] {
        let whole = counted_otherwise(&sent(Office::in_state(state).store(), ID));
        for (old, new) in [("\"a\":31", "\"a\":32"), ("Kế hoạch số", "Kế hoạch sổ"), ("Đợt", "Đọt")]
        {
            let edit = |text: &String| text.replacen(old, new, 1);
            let content = edit(&whole.content);
            assert_ne!(content, whole.content);
            refused_everywhere(old, &Sent { content, ..whole.clone() });
            let Some(frozen) = whole.sign_offs.first() else { continue };
            let altered = edit(frozen);
            let hashes = [frozen, &altered].map(|text| sha256(text.as_bytes()));
            let journal = whole.journal.replace(&hashes[0], &hashes[1]);
            let sent = Sent { sign_offs: vec![altered], journal, ..whole.clone() };
            refused_everywhere(old, &forged(&sent, |_| {}));
        }
    }
    let mut here = Office::in_state(State::SignedOff);
    here.tamper(|connection| {
        connection.execute_batch("DROP TRIGGER answer_update").unwrap();
        let sql = "UPDATE answer SET body = replace(body, '31', '32')";
        connection.execute_batch(sql).unwrap();
    });
    let damage = here.store().check().unwrap();
    assert!(damage.contains(&store::Damage::Signed { dossier: ID.into() }), "{damage:?}");
}

/// More than any text that is held at once: entries are written, proved and done one by one.
#[test]
fn a_journal_larger_than_any_part_that_is_held_travels() {
    let mut here = Office::ready();
    let text = "Giải trình. ".repeat(40_000);
    for round in 0..60 {
        let explanation = format!("{round} {text}");
        here.store()
            .set_answer(
                ID,
                &code("1.1.4"),
                &answer(&json!({ "explanation": explanation }).to_string()),
                &stamp(),
            )
            .unwrap();
        // Whoever looks at the history closes the entry.
        here.store().history_page(ID, (None, None), 1).unwrap();
    }
    let whole = sent(here.store(), ID);
    assert!(whole.journal.len() > 64 << 20, "{}", whole.journal.len());
    let mut there = empty();
    assert_eq!(take(&mut there, &whole, &mut Contents::default()), Arrival::New);
    assert_eq!(sent(there.store(), ID), whole);
}

#[test]
fn a_value_too_long_to_travel_is_refused_when_it_is_entered() {
    let mut here = Office::ready();
    let long = json!({ "explanation": "x".repeat(4 << 20) }).to_string();
    let refused = here.store().set_answer(ID, &code("1.1.4"), &answer(&long), &stamp());
    assert!(matches!(refused, Err(Error::TextTooLong { .. })), "{refused:?}");
    assert_eq!(here.store().check().unwrap(), []);
}

fn hand_out(here: &mut Office, codes: &[&str]) -> (Sent, HandedPart) {
    let codes: Vec<_> = codes.iter().map(|text| code(text)).collect();
    let part = here.store().part_of(ID, "Lê Văn Bình", &codes).unwrap();
    (sent(here.store(), ID), part)
}

fn take_part(officer: &mut Office, (whole, part): &(Sent, HandedPart)) -> Taken {
    take_in(officer.store(), whole, &mut Contents::default(), Some(part)).unwrap()
}

#[test]
fn a_part_is_handed_out_once_more_after_it_was_returned() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1"]);
    officer.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    let filled = sent(officer.store(), ID);
    let source = &mut Contents::default();
    merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp()).unwrap();
    here.set("1.1.2", r#"{"inputs":{"a":1,"b":2}}"#);

    let second = hand_out(&mut here, &["1.1.2"]);
    let taken = take_part(&mut officer, &second);
    assert_eq!((taken.arrival, taken.merged), (Arrival::HandedAgain, Merged::default()));
    assert_eq!(officer.store().handed_part(ID).unwrap().as_ref(), Some(&second.1));
    assert_eq!(officer.content(), here.content());
    assert_eq!(officer.store().check().unwrap(), []);
    assert_eq!(take_part(&mut officer, &second).arrival, Arrival::Same);

    officer.set("1.1.2", r#"{"inputs":{"a":3,"b":4}}"#);
    let filled = sent(officer.store(), ID);
    let source = &mut Contents::default();
    let merged = merge(here.store(), (&filled, source), &second.1, &BTreeSet::new(), &stamp());
    assert_eq!(merged.unwrap().taken.len(), 1);
    assert_eq!(officer.content(), here.content());
}

/// The journal that was remembered is no longer the one that stands.
#[test]
fn what_can_be_undone_is_read_anew_once_a_part_was_handed_out_again() {
    let mut here = Office::ready();
    let (mut officer, _) = handed(&mut here, &["1.1.1", "1.1.2"]);
    for entered in [r#"{"inputs":{"dat":false}}"#, r#"{"inputs":{"dat":true}}"#, "{}"] {
        officer.set("1.1.1", entered);
    }
    assert!(officer.store().steps(ID).unwrap().undo.is_some());
    here.set("1.1.2", r#"{"inputs":{"a":7,"b":8}}"#);
    let second = hand_out(&mut here, &["1.1.1", "1.1.2"]);
    assert_eq!(take_part(&mut officer, &second).arrival, Arrival::HandedAgain);

    let remembered = officer.store().steps(ID).unwrap();
    officer.reopen();
    assert_eq!(remembered, officer.store().steps(ID).unwrap());
}

#[test]
fn nothing_that_was_not_returned_is_lost_when_a_part_is_handed_out_once_more() {
    let mut here = Office::ready();
    let (mut officer, _) = handed(&mut here, &["1.1.1", "1.1.2", "1.1.4"]);
    officer.set("1.1.1", r#"{"inputs":{"dat":false}}"#);
    officer.set("1.1.2", r#"{"inputs":{"a":5,"b":6}}"#);
    officer.set("1.1.4", r#"{"explanation":"Của Bình"}"#);
    officer.store().add_evidence(ID, &[evidence("bao-cao", &["1.1.1"])], &by("Bình")).unwrap();
    here.set("1.1.2", r#"{"inputs":{"a":7,"b":8}}"#);
    here.set("1.1.4", r#"{"explanation":"Của văn phòng"}"#);

    // The first item is no longer the officer's.
    let second = hand_out(&mut here, &["1.1.2", "1.1.4"]);
    let before = officer.content();
    let told = again(officer.store(), &second.0, &second.1).unwrap();
    assert_eq!(officer.content(), before);
    let standing = |name: &str| {
        told.iter().find(|item| item.subject.to_string() == name).map(|item| item.standing)
    };
    assert_eq!(standing("answer/subCriterion/1.1.1"), Some(Standing::Clean));
    assert_eq!(standing("answer/subCriterion/1.1.2"), Some(Standing::Conflict));
    assert_eq!(standing("evidence/bao-cao"), Some(Standing::Clean));

    let conflict = told.iter().find(|item| item.subject.to_string().ends_with("1.1.4")).unwrap();
    let theirs = [conflict.subject.clone()].into();
    let store = officer.store();
    let source = &mut Contents::default();
    let taken = received(store, (&second.0, source), (Some(&second.1), false), &theirs).unwrap();
    assert_eq!((taken.merged.kept.len(), taken.merged.left.len()), (1, 0));
    let dossier = store.dossier(ID).unwrap();
    let answered = |item: &str| &dossier.answers.sub_criteria[&code(item)];
    assert_eq!(*answered("1.1.1"), answer(r#"{"inputs":{"dat":false}}"#));
    assert_eq!(*answered("1.1.2"), answer(r#"{"inputs":{"a":5,"b":6}}"#));
    assert_eq!(*answered("1.1.4"), answer(r#"{"explanation":"Của văn phòng"}"#));
    assert!(dossier.evidence.iter().any(|one| one.id == "bao-cao"));
    assert_eq!(store.check().unwrap(), []);
    // What was entered for it goes back all the same.
    let part = store.handed_part(ID).unwrap().unwrap();
    assert!(part.codes.contains(&code("1.1.1")), "{:?}", part.codes);
    assert_eq!((part.base_seq, &part.base_hash), (second.1.base_seq, &second.1.base_hash));
    assert_eq!(take_part(&mut officer, &second).arrival, Arrival::Behind);
    assert_eq!(officer.store().handed_part(ID).unwrap(), Some(part.clone()));

    let filled = sent(officer.store(), ID);
    let source = &mut Contents::default();
    merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp()).unwrap();
    assert_eq!(officer.content(), here.content());
    officer.store().undo(ID, &by("Bình")).unwrap();
    assert_eq!(officer.store().check().unwrap(), []);
}

/// Returned, merged, changed once more and returned again from the first hand-out: no conflict.
#[test]
fn a_part_that_is_returned_twice_goes_on_from_what_was_merged() {
    let mut here = Office::ready();
    let (mut officer, part) = handed(&mut here, &["1.1.1", "1.1.2"]);
    for explanation in ["một", "hai"] {
        officer.set("1.1.1", &format!(r#"{{"explanation":"{explanation}"}}"#));
        let filled = sent(officer.store(), ID);
        let source = &mut Contents::default();
        let merged = merge(here.store(), (&filled, source), &part, &BTreeSet::new(), &stamp());
        let merged = merged.unwrap();
        assert_eq!((merged.taken.len(), merged.kept.len()), (1, 0), "{explanation}");
    }
    assert_eq!(officer.content(), here.content());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done to the text of a journal, either it is refused and nothing is there, or the
    /// dossier that comes is the one that left.
    #[test]
    fn altered_journals_never_arrive(at in any::<prop::sample::Index>(), byte in 32_u8..127) {
        thread_local!(static WHOLE: Sent =
            sent(Office::in_state(State::Submitted).store(), ID));
        let whole = WHOLE.with(Clone::clone);
        let mut journal = whole.journal.clone().into_bytes();
        let at = at.index(journal.len());
        journal[at] = byte;
        let journal = String::from_utf8_lossy(&journal).into_owned();
        let mut there = empty();
        let altered = Sent { journal, ..whole.clone() };
        if take_in(there.store(), &altered, &mut Contents::default(), None).is_ok() {
            prop_assert_eq!(sent(there.store(), ID), whole);
        } else {
            prop_assert_eq!(there.store().dossier_ids().unwrap(), Vec::<String>::new());
        }
    }
}
