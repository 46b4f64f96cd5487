//! The states of a dossier: every operation in every state, and the way from one to the next.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use std::collections::BTreeSet;

use fixture::travel::{Contents, merge, sent};
use fixture::{ID, Office, answer, answers, code, day, document, evidence, registry, stamp};
use proptest::prelude::*;
use store::{
    BlockerKind, Channel, Error, Expected, HandedPart, Limits, Op, Place, ReportTexts, SignOff,
    State, Store, Submission,
};

/// Where each transition leads, written down once more.
fn leads_to(state: State, op: Op) -> Option<State> {
    use State::{
        Appraising, AppraisingAgain, Drafting, Explained, Final, Returned, SignedOff, Submitted,
    };
    Some(match (state, op) {
        (Drafting | Returned, Op::SignOff) | (Submitted, Op::Withdraw) => SignedOff,
        (SignedOff, Op::Reopen) => Drafting,
        (SignedOff, Op::Submit) => Submitted,
        (Submitted | Appraising, Op::GiveBack) => Returned,
        (Submitted, Op::BeginAppraisal) => Appraising,
        (Appraising, Op::Explain) => Explained,
        (Explained, Op::AppraiseAgain) => AppraisingAgain,
        (AppraisingAgain, Op::Finish) => Final,
        _ => return None,
    })
}

/// Does an operation that leaves the state as it is.
fn change(office: &mut Office, op: Op) -> Result<(), Error> {
    let file = office.folder.path().join("a.pdf");
    std::fs::write(&file, "content").unwrap();
    let file = (file.as_path(), Limits::default());
    let (item, store) = (code("1.1.1"), office.store());
    let (new, place) = (evidence("more", &[]), Place::default());
    let expected = Expected { code: item.clone(), position: 0 };
    match op {
        Op::SetAnswer => store.set_answer(ID, &item, &answer("{}"), &stamp()).map(drop),
        Op::SetAnswers => store.set_answers(ID, &answers(r#""answers":{}"#), &stamp()).map(drop),
        Op::AddEvidence => store.add_evidence(ID, &[new], &stamp()).map(drop),
        Op::UpdateEvidence => {
            store.update_evidence(ID, &[("plan", &document("9"))], &stamp()).map(drop)
        }
        Op::RemoveEvidence => store.remove_evidence(ID, "plan", &stamp()).map(drop),
        Op::AttachFile => store.attach((ID, "plan"), file, &stamp()).map(drop),
        Op::DetachFile => store.detach(ID, "plan", &stamp()).map(drop),
        Op::Cite => store.cite(ID, ("plan", &item), &place, &stamp()).map(drop),
        Op::Uncite => store.uncite(ID, ("plan", &item), &stamp()).map(drop),
        Op::TickExpected => store.tick_expected(ID, (&expected, true), &stamp()).map(drop),
        Op::CarryOver => store.carry_over("d2", ID, &stamp()).map(drop),
        Op::ConfirmCarried => store.confirm_carried(ID, &item, &stamp()).map(drop),
        Op::SetRound => store.set_round(ID, &fixture::round(), &stamp()).map(drop),
        Op::SetReportTexts => {
            store.set_report_texts(ID, &ReportTexts::default(), &stamp()).map(drop)
        }
        Op::SetProfile => store.set_profile(ID, &fixture::profile(), &stamp()).map(drop),
        Op::Undo => store.undo(ID, &stamp()).map(drop),
        Op::Redo => store.redo(ID, &stamp()).map(drop),
        Op::SetNumber => store.set_number(ID, &registry(), &stamp()).map(drop),
        Op::KeepReport => store.keep_report(ID, ("BC.pdf", b"%PDF"), &stamp()),
        Op::TakeSigned => store.keep_signed_report(ID, ("BC.pdf", b"%PDF"), &stamp()),
        Op::TakePart => take_part(store),
        Op::SetAside => store.set_aside(ID, &stamp()).map(drop),
        Op::BringBack => store.bring_back(ID, &stamp()).map(drop),
        other => panic!("{other:?} leaves the state"),
    }
}

/// Takes a part over in which nothing was changed.
fn take_part(store: &mut Store) -> Result<(), Error> {
    let last = store.history(ID).unwrap().pop().unwrap();
    let (base_seq, base_hash) = (last.seq, last.hash);
    let part = HandedPart { person: "An".into(), codes: Vec::new(), base_seq, base_hash };
    let filled = sent(store, ID);
    let contents = &mut Contents::default();
    merge(store, (&filled, contents), &part, &BTreeSet::new(), &stamp()).map(drop)
}

fn state(store: &Store) -> State {
    store.dossier(ID).unwrap().state
}

#[test]
fn every_operation_is_done_or_refused_in_every_state() {
    for from in State::ALL {
        let mut office = Office::in_state(from);
        office.store().new_dossier(&fixture::new_dossier("d2"), &stamp()).unwrap();
        let before = office.content();
        let (ways, stays): (Vec<Op>, Vec<Op>) =
            Op::all().filter(|op| *op != Op::NewDossier).partition(|op| op.is_transition());
        for op in ways {
            let Some(to) = leads_to(from, op) else {
                let refused = office.pass(op);
                assert!(
                    matches!(refused, Err(Error::WrongState { found, op: wanted })
                        if found == from && wanted == op),
                    "{op:?} from {from:?}: {refused:?}"
                );
                continue;
            };
            let mut office = Office::in_state(from);
            office.pass(op).unwrap();
            assert_eq!(state(office.store()), to, "{op:?} from {from:?}");
            assert_eq!(office.store().check().unwrap(), [], "{op:?} from {from:?}");
        }
        assert_eq!(office.content(), before);

        for op in stays {
            let done = change(&mut office, op);
            let refused = matches!(done, Err(Error::WrongState { .. }));
            let open = matches!(from, State::Drafting | State::Returned);
            let expected = match op {
                Op::SetAside | Op::BringBack => true,
                Op::SetNumber | Op::KeepReport | Op::TakeSigned => from == State::SignedOff,
                _ => open,
            };
            assert_eq!(refused, !expected, "{op:?} in {from:?}: {done:?}");
            assert_eq!(state(office.store()), from);
        }
        assert_eq!(office.store().check().unwrap(), [], "{from:?}");
    }
}

#[test]
fn submission_is_kept_as_it_was_recorded() {
    let mut office = Office::in_state(State::SignedOff);
    let sent = Submission {
        date: day("2024-11-30"),
        channel: Channel::ProvincialSoftware,
        number: " 281/BC-UBND ".into(),
        receipt: String::new(),
    };
    let passage = office.store().submit(ID, &sent, &stamp()).unwrap();
    assert_eq!((passage.ordinal, passage.op, passage.sign_off), (1, Op::Submit, 1));
    assert_eq!(passage.by, stamp().by);
    let kept = Submission { number: "281/BC-UBND".into(), ..sent };
    office.reopen();
    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!(dossier.submitted(), Some(&kept));
    assert_eq!(dossier.passages, [passage]);
    assert!(dossier.signed_off().is_some());
    let entry = office.store().history(ID).unwrap().pop().unwrap();
    assert_eq!((entry.op, entry.subject.to_string()), (Op::Submit, "passage/1".into()));
    assert!(entry.after.unwrap().contains(r#""number":"281/BC-UBND""#));
}

#[test]
fn submission_lists_everything_that_is_missing() {
    let mut office = Office::ready();
    office.set("1.1.4", r#"{"inputs":{"ngay":"2024-12-04"},"explanation":"Dự kiến."}"#);
    office.store().sign_off(ID, &SignOff::default(), &stamp()).unwrap();
    let nothing = Submission {
        date: day("2024-12-03"),
        channel: Channel::Other,
        number: " ".into(),
        receipt: String::new(),
    };
    let missing = missing(office.store().submit(ID, &nothing, &stamp()));
    let (date, today) = (nothing.date, stamp().day());
    assert_eq!(
        missing,
        [
            BlockerKind::NoReportNumber,
            BlockerKind::NoReportDate,
            BlockerKind::SubmittedAhead { date, today },
            BlockerKind::NoDocumentNumber,
            BlockerKind::PlanUnreached { input: "ngay".into(), date: day("2024-12-04"), day: date },
        ]
    );
    assert_eq!(state(office.store()), State::SignedOff);
    assert!(office.store().dossier(ID).unwrap().passages.is_empty());
}

fn missing(refused: Result<store::Passage, Error>) -> Vec<BlockerKind> {
    match refused {
        Err(Error::NotReady(blockers)) => blockers.into_iter().map(|one| one.kind).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn dossier_is_not_handed_in_before_its_report() {
    let mut office = Office::in_state(State::SignedOff);
    let early = Submission { date: day("2024-11-27"), ..fixture::submission() };
    let report = day("2024-11-28");
    assert_eq!(
        missing(office.store().submit(ID, &early, &stamp())),
        [BlockerKind::SubmittedBeforeReport { date: early.date, report }]
    );
    let same_day = Submission { date: report, ..early };
    office.store().submit(ID, &same_day, &stamp()).unwrap();
}

#[test]
fn planned_day_of_sending_holds_once_it_is_there() {
    let sent_on = |planned: &str| {
        let mut office = Office::ready();
        let given = format!(r#"{{"inputs":{{"ngay":"{planned}"}},"explanation":"Dự kiến."}}"#);
        office.set("1.1.4", &given);
        let early = stamp_of("2024-11-20");
        office.store().sign_off(ID, &SignOff::default(), &early).unwrap();
        office.store().set_number(ID, &registry(), &stamp()).unwrap();
        office.store().submit(ID, &fixture::submission(), &stamp())
    };
    assert!(sent_on("2024-11-29").is_ok());
    assert!(sent_on("2024-11-28").is_ok());
    let [BlockerKind::PlanUnreached { date, .. }] = &missing(sent_on("2024-11-30"))[..] else {
        panic!("not refused")
    };
    assert_eq!(*date, day("2024-11-30"));
}

fn stamp_of(date: &str) -> store::Stamp {
    let at = chrono::DateTime::parse_from_rfc3339(&format!("{date}T08:00:00+07:00")).unwrap();
    store::Stamp { at, ..stamp() }
}

#[test]
fn plan_of_what_is_claimed_as_not_arising_is_no_plan() {
    let far = r#"{"notApplicable":true,"inputs":{"a":1,"b":1},"explanation":"Không phát sinh."}"#;
    let mut given = answers(&format!(r#""answers":{{"1.1.2":{far}}}"#));
    let planned = given.sub_criteria.get_mut(&code("1.1.2")).unwrap();
    planned.inputs.insert("b".into(), scoring::Value::Text("2025-01-31".into()));
    assert_eq!(store::planned_dates(&given, day("2024-12-01")), []);
    given.sub_criteria.get_mut(&code("1.1.2")).unwrap().not_applicable = false;
    assert_eq!(store::planned_dates(&given, day("2024-12-01")).len(), 1);
    assert_eq!(store::planned_dates(&given, day("2025-01-31")), []);
}

#[test]
fn reasons_and_explanations_must_be_written() {
    let mut office = Office::in_state(State::Submitted);
    let store = office.store();
    for refused in [store.withdraw(ID, " \n", &stamp()), store.give_back(ID, "", &stamp())] {
        assert!(matches!(refused, Err(Error::EmptyText { field: "reason" })), "{refused:?}");
    }
    store.begin_appraisal(ID, &stamp()).unwrap();
    let refused = store.explain(ID, " ", &stamp());
    assert!(matches!(refused, Err(Error::EmptyText { field: "explanation" })), "{refused:?}");
}

#[test]
fn returned_dossier_is_corrected_and_handed_in_again() {
    let mut office = Office::in_state(State::Submitted);
    let first = office.store().give_back(ID, "Thiếu phụ lục II", &stamp()).unwrap();
    assert_eq!((first.ordinal, first.particulars.text.as_str()), (2, "Thiếu phụ lục II"));
    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!((dossier.signed_off(), dossier.submitted()), (None, None));
    assert_eq!(dossier.sign_offs[0].reopened.as_ref().unwrap().reason, "Thiếu phụ lục II");

    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.set("1.1.2", r#"{"inputs":{"a":36,"b":36}}"#);
    office.store().undo(ID, &stamp()).unwrap();
    assert!(matches!(office.store().undo(ID, &stamp()), Err(Error::NothingToUndo)));
    office.store().redo(ID, &stamp()).unwrap();

    office.pass(Op::SignOff).unwrap();
    office.pass(Op::Submit).unwrap();
    let dossier = office.store().dossier(ID).unwrap();
    let of: Vec<u32> = dossier.passages.iter().map(|one| one.sign_off).collect();
    assert_eq!(of, [1, 1, 2]);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn withdrawn_dossier_is_signed_off_as_before() {
    let mut office = Office::in_state(State::SignedOff);
    let signed = office.store().dossier(ID).unwrap().signed_off().cloned();
    office.pass(Op::Submit).unwrap();
    office.pass(Op::Withdraw).unwrap();
    let dossier = office.store().dossier(ID).unwrap();
    assert_eq!((dossier.signed_off().cloned(), dossier.submitted()), (signed, None));
    office.pass(Op::Reopen).unwrap();
    assert_eq!(office.store().check().unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is tried in whatever order, the dossier stands where the table leads.
    #[test]
    fn no_path_leaves_the_table(path in prop::collection::vec(any::<prop::sample::Index>(), 1..40)) {
        let ways: Vec<Op> = Op::all().filter(|op| op.is_transition()).collect();
        let mut office = Office::ready();
        let mut stands = State::Drafting;
        for index in path {
            let op = *index.get(&ways);
            let done = office.pass(op).is_ok();
            prop_assert_eq!(done, leads_to(stands, op).is_some());
            stands = leads_to(stands, op).unwrap_or(stands);
            prop_assert_eq!(state(office.store()), stands);
        }
        prop_assert_eq!(office.store().check().unwrap(), []);
    }
}
