//! The round's particulars, corrected while the dossier is drafted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

use fixture::{ID, Office, day, round, stamp};
use store::Error;

#[test]
fn corrected_dates_of_the_round_reach_the_answers_and_can_be_undone() {
    let mut office = Office::new();
    office.set("1.1.4", r#"{"inputs":{"ngay":"2024-12-15"}}"#);
    let points = |office: &mut Office| office.store().summary(ID).unwrap().totals.self_points;
    assert!(points(&mut office).is_zero());
    let mut corrected = round();
    corrected.title = "Đợt 2024 (sửa)".into();
    corrected.deadlines.insert("round.submitDue".into(), day("2024-12-20"));
    office.store().set_round(ID, &corrected, &stamp()).unwrap();
    assert_eq!(office.store().dossier(ID).unwrap().round, corrected);
    assert_eq!(points(&mut office).to_string(), "2");
    assert_eq!(office.store().check().unwrap(), []);

    office.store().undo(ID, &stamp()).unwrap();
    assert_eq!(office.store().dossier(ID).unwrap().round, round());
    assert_eq!(office.store().check().unwrap(), []);
    office.store().redo(ID, &stamp()).unwrap();
    assert!(office.store().set_round(ID, &corrected, &stamp()).unwrap().is_empty());
    office.store().set_round(ID, &round(), &stamp()).unwrap();
    assert_eq!(office.store().dossier(ID).unwrap().round, round());
    office.store().undo(ID, &stamp()).unwrap();
    office.reopen();
    assert_eq!(office.store().dossier(ID).unwrap().round, corrected);
    assert_eq!(office.store().check().unwrap(), []);
}

#[test]
fn unfit_rounds_are_refused() {
    let mut office = Office::new();
    let mut other = round();
    other.year = 2025;
    let refused = office.store().set_round(ID, &other, &stamp());
    assert!(matches!(refused, Err(Error::OtherYear { .. })));
    let mut other = round();
    other.deadlines.insert("round.other".into(), day("2024-12-20"));
    let refused = office.store().set_round(ID, &other, &stamp());
    assert!(matches!(refused, Err(Error::UnknownDeadlines { .. })));
    assert_eq!(office.store().dossier(ID).unwrap().round, round());
}
