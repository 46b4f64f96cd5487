//! What one person types into one field within a short time is one entry of the journal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;

use chrono::TimeDelta;
use fixture::travel::{Contents, received, sent};
use fixture::{ID, Office, answer, code, document, evidence, new_dossier, profile, stamp};
use proptest::prelude::*;
use store::{BackedUp, Error, HandedPart, Op, Place, ReportTexts, SignOff, Stamp, State, Store};

/// The office's person, so many seconds after the dossier was made.
fn after(seconds: i64) -> Stamp {
    Stamp { at: stamp().at + TimeDelta::seconds(seconds), ..stamp() }
}

fn by(name: &str, seconds: i64) -> Stamp {
    let mut stamp = after(seconds);
    name.clone_into(&mut stamp.by.name);
    stamp
}

fn explain(office: &mut Office, item: &str, text: &str, stamp: &Stamp) {
    let given = answer(&format!(r#"{{"explanation":"{text}"}}"#));
    office.store().set_answer(ID, &code(item), &given, stamp).unwrap();
}

/// Entries after those with which the dossier was made.
fn entries(office: &mut Office) -> Vec<store::Entry> {
    office.store().history(ID).unwrap().split_off(3)
}

fn texts(opening: &str) -> ReportTexts {
    ReportTexts { opening: opening.to_owned(), ..ReportTexts::default() }
}

#[test]
fn rests_within_two_minutes_are_one_entry_and_one_step_of_undo() {
    let mut office = Office::new();
    let empty = office.content();
    for (seconds, text) in [(0, "a"), (3, "ab"), (60, "abc"), (120, "abcd")] {
        explain(&mut office, "1.1.1", text, &after(seconds));
    }
    let typed = office.content();
    let [entry] = &entries(&mut office)[..] else { panic!() };
    assert_eq!((entry.seq, entry.step, entry.op), (4, 2, Op::SetAnswer));
    assert_eq!(entry.before, None);
    assert_eq!(entry.after.as_deref(), Some(r#"{"explanation":"abcd"}"#));
    assert_eq!(entry.at, after(120).at);
    assert_eq!(office.store().check().unwrap(), []);
    office.store().undo(ID, &after(121)).unwrap();
    assert_eq!(office.content(), empty);
    office.store().redo(ID, &after(122)).unwrap();
    assert_eq!(office.content(), typed);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn entry_is_open_for_two_minutes_from_its_beginning() {
    let mut office = Office::new();
    for seconds in (0..=240).step_by(60) {
        explain(&mut office, "1.1.1", &format!("t{seconds}"), &after(seconds));
    }
    // 0, 60 and 120 are one entry, 180 and 240 the next.
    let ends: Vec<_> = entries(&mut office).iter().map(|one| one.at).collect();
    assert_eq!(ends, [after(120).at, after(240).at]);
    // A clock that was put back begins a new one.
    explain(&mut office, "1.1.1", "x", &after(100));
    assert_eq!(entries(&mut office).len(), 3);
}

#[test]
fn whatever_comes_between_closes_the_entry() {
    type Between = fn(&mut Office);
    let between: [(&str, Between); 12] = [
        ("another subject", |office| explain(office, "1.1.2", "x", &after(1))),
        ("another person", |office| explain(office, "1.1.1", "b", &by("Lê Bình", 1))),
        ("undo and redo", |office| {
            office.store().undo(ID, &after(1)).unwrap();
            office.store().redo(ID, &after(1)).unwrap();
        }),
        ("a file of answers", |office| {
            let file = fixture::answers(r#""answers":{"1.1.1":{"explanation":"f"}}"#);
            office.store().set_answers(ID, &file, &after(1)).unwrap();
        }),
        ("a refused change", |office| {
            let refused = office.store().undo("nobody", &after(1));
            assert!(matches!(refused, Err(Error::UnknownDossier { .. })));
            let long = texts(&"x".repeat(500_001));
            let refused = office.store().set_report_texts(ID, &long, &after(1));
            assert!(matches!(refused, Err(Error::TextTooLong { limit: 500_000, .. })));
        }),
        ("another dossier", |office| {
            office.store().new_dossier(&new_dossier("d2"), &after(1)).unwrap();
            let given = answer(r#"{"explanation":"x"}"#);
            office.store().set_answer("d2", &code("1.1.1"), &given, &after(1)).unwrap();
        }),
        ("a package", |office| drop(office.store().transfer(ID).unwrap())),
        ("a hand-out", |office| {
            let HandedPart { base_seq, .. } =
                office.store().part_of(ID, "Lê Bình", &[code("1.1.1")]).unwrap();
            assert_eq!(base_seq, 4);
        }),
        ("a backup", |office| {
            let folder = office.folder.path().join("backups");
            let made = office.store().back_up(&folder, after(1).at).unwrap();
            assert!(matches!(made, BackedUp::Made(_)), "{made:?}");
        }),
        ("the history", |office| drop(office.store().history(ID).unwrap())),
        ("a page of it", |office| {
            drop(office.store().history_page(ID, (None, None), 10).unwrap());
        }),
        ("closing the file", Office::reopen),
    ];
    for (what, act) in between {
        let mut office = Office::new();
        explain(&mut office, "1.1.1", "a", &after(0));
        act(&mut office);
        explain(&mut office, "1.1.1", "abc", &after(2));
        let all = entries(&mut office);
        let explained = |text: &str| Some(format!(r#"{{"explanation":"{text}"}}"#));
        assert_eq!(all[0].after, explained("a"), "{what}");
        assert!(all.len() > 1, "{what}");
        assert_eq!(all.last().unwrap().after, explained("abc"), "{what}");
        assert_eq!(office.store().check().unwrap(), [], "{what}");
    }
}

#[test]
fn value_that_comes_back_is_an_entry_of_its_own() {
    let mut office = Office::new();
    explain(&mut office, "1.1.1", "a", &after(0));
    office.reopen();
    explain(&mut office, "1.1.1", "ab", &after(1));
    explain(&mut office, "1.1.1", "a", &after(2));
    explain(&mut office, "1.1.1", "ac", &after(3));
    let values: Vec<_> = entries(&mut office).into_iter().map(|one| one.after.unwrap()).collect();
    let explained = ["a", "ab", "ac"].map(|text| format!(r#"{{"explanation":"{text}"}}"#));
    assert_eq!(values, explained);
    assert_eq!(office.store().check().unwrap(), []);
    // The same value once more writes nothing and leaves the entry open.
    explain(&mut office, "1.1.1", "ac", &after(4));
    explain(&mut office, "1.1.1", "acd", &after(5));
    assert_eq!(entries(&mut office).len(), 4);
}

#[test]
fn every_field_that_is_typed_into_is_one_entry() {
    let mut office = Office::ready();
    let begun = office.store().history(ID).unwrap().len();
    for seconds in 0..5 {
        office.store().set_report_texts(ID, &texts(&seconds.to_string()), &after(seconds)).unwrap();
    }
    for seconds in 0..5 {
        let mut profile = profile();
        profile.place = format!("Xã {seconds}");
        office.store().set_profile(ID, &profile, &after(seconds)).unwrap();
    }
    for seconds in 0..5 {
        let place = Place { page: seconds.to_string(), ..Place::default() };
        office.store().cite(ID, ("plan", &code("1.1.4")), &place, &after(seconds)).unwrap();
    }
    for seconds in 0..5 {
        let typed = document(&seconds.to_string());
        office.store().update_evidence(ID, &[("plan", &typed)], &after(seconds)).unwrap();
    }
    assert_eq!(office.store().history(ID).unwrap().len(), begun + 4);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn sign_off_after_typing_freezes_what_was_typed_last() {
    let mut office = Office::ready();
    explain(&mut office, "1.1.4", "Chưa", &after(0));
    explain(&mut office, "1.1.4", "Chưa gửi báo cáo.", &after(1));
    office.store().sign_off(ID, &SignOff::default(), &after(2)).unwrap();
    assert_eq!(office.store().dossier(ID).unwrap().state, State::SignedOff);
    office.store().reopen(ID, "Sửa", &after(3)).unwrap();
    explain(&mut office, "1.1.4", "Chưa gửi.", &after(4));
    assert_eq!(office.store().check().unwrap(), []);
    assert_eq!(office.store().steps(ID).unwrap().undo.unwrap().op, Op::SetAnswer);
}

#[test]
fn plain_sql_changes_nothing_but_the_end_of_what_is_typed() {
    let mut office = Office::new();
    explain(&mut office, "1.1.1", "a", &after(0));
    let other = evidence("e", &["1.1.1"]);
    office.store().add_evidence(ID, &[other], &after(1)).unwrap();
    let fails = |office: &mut Office, sql: &str| {
        office.tamper(|connection| {
            let error = connection.execute_batch(sql).expect_err(sql).to_string();
            assert!(error.contains("only grows"), "{sql}: {error}");
        });
    };
    fails(&mut office, "UPDATE journal SET after = '{}' WHERE seq = 4");
    fails(&mut office, "UPDATE journal SET after = '{}' WHERE seq = 6");
    explain(&mut office, "1.1.2", "b", &after(2));
    for column in [
        "seq = 9",
        "step = 1",
        "op = 'cite'",
        "subject = 'round'",
        "by_name = 'x'",
        "by_post = 'x'",
        "prev = zeroblob(32)",
        "before = '{}'",
        "after = before",
        "dossier = 2",
    ] {
        fails(&mut office, &format!("UPDATE journal SET {column} WHERE seq = 7"));
    }
    // What can be changed at the end is found by its hash.
    office.tamper(|connection| {
        connection.execute_batch("UPDATE journal SET after = '{}' WHERE seq = 7").unwrap();
    });
    assert_eq!(office.store().broken_history(ID).unwrap(), Some(7));
}

/// Types, undoes and redoes as a clerk does; `seconds` pass before.
fn act(office: &mut Office, (kind, variant, at): (u8, u8, i64)) {
    let item = code(["1.1.1", "1.1.2", "T1"][usize::from(variant) % 3]);
    let (store, stamp) = (office.store(), by(["An", "Bình"][usize::from(variant) % 2], at));
    let place = Place { page: variant.to_string(), ..Place::default() };
    let _ = match kind % 8 {
        0..3 => {
            let body = format!(r#"{{"inputs":{{"n":{variant}}}}}"#);
            store.set_answer(ID, &item, &answer(&body), &stamp)
        }
        3 => store.set_answer(ID, &item, &answer("{}"), &stamp),
        4 => store.set_report_texts(ID, &texts(&variant.to_string()), &stamp),
        5 => store.cite(ID, ("e", &item), &place, &stamp),
        6 => store.undo(ID, &stamp).map(|(changed, _)| changed),
        _ => store.redo(ID, &stamp).map(|(changed, _)| changed),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Without undo and redo, which take larger steps back, both ways lead to the same.
    #[test]
    fn typing_together_and_apart_ends_in_the_same_content_and_a_sound_chain(
        acts in proptest::collection::vec((0_u8..6, 0_u8..12, 0_i64..50), 1..25),
    ) {
        let (mut together, mut apart) = (Office::new(), Office::new());
        let mut now = 0;
        for office in [&mut together, &mut apart] {
            office.store().add_evidence(ID, &[evidence("e", &[])], &after(0)).unwrap();
        }
        for (kind, variant, pause) in acts {
            now += pause;
            act(&mut together, (kind, variant, now));
            act(&mut apart, (kind, variant, now));
            // Whoever asks for a copy closes the entry.
            apart.store().transfer(ID).unwrap();
        }
        prop_assert_eq!(together.content(), apart.content());
        prop_assert!(entries(&mut together).len() <= entries(&mut apart).len());
        for office in [&mut together, &mut apart] {
            prop_assert!(office.store().check().unwrap().is_empty());
            let end = office.content();
            while office.store().undo(ID, &after(now)).is_ok() {}
            office.reopen();
            while office.store().redo(ID, &after(now)).is_ok() {}
            prop_assert_eq!(office.content(), end);
        }
        // What was typed together arrives elsewhere as it is.
        let sent = sent(together.store(), ID);
        let folder = tempfile::tempdir().unwrap();
        let mut there = Store::create(&folder.path().join("b.db"), &fixture::holder("Bình")).unwrap();
        let contents = &mut Contents::default();
        received(&mut there, (&sent, contents), (None, true), &BTreeSet::new()).unwrap();
        prop_assert_eq!(there.history(ID).unwrap(), together.store().history(ID).unwrap());
    }

    /// What undo and redo would do is the same from memory and from the file.
    #[test]
    fn steps_read_on_are_those_of_a_file_just_opened(
        acts in proptest::collection::vec((any::<u8>(), 0_u8..12, 0_i64..50), 1..40),
    ) {
        let mut office = Office::new();
        office.store().add_evidence(ID, &[evidence("e", &[])], &after(0)).unwrap();
        let mut now = 0;
        for (kind, variant, pause) in acts {
            now += pause;
            act(&mut office, (kind, variant, now));
            let remembered = office.store().steps(ID).unwrap();
            if kind % 3 == 0 {
                office.reopen();
                prop_assert_eq!(office.store().steps(ID).unwrap(), remembered);
            }
        }
        prop_assert!(office.store().check().unwrap().is_empty());
    }
}
