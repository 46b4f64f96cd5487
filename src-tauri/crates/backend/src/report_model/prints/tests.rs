//! The papers of the sample sets and of the sample dossier.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate};
use report::prints::model::{FormItem, FormRow};
use scoring::{Code, CriteriaSet, Score, ScoredBy};
use store::Dossier;

use super::{empty_form, minutes, officer_sheets};
use crate::office::{Clock, Office, sample_person};

const SETS: [&[u8]; 3] = [
    include_bytes!("../../../../../../assets/criteria/commune-2024.json"),
    include_bytes!("../../../../../../assets/criteria/department-2024.json"),
    include_bytes!("../../../../../../assets/criteria/ward-2026-alternative.json"),
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 12, 9).unwrap()
}

/// The sample dossier, changed, with its score.
fn sample(change: impl FnOnce(&mut Dossier)) -> (Dossier, Score) {
    let folder = tempfile::tempdir().unwrap();
    let moment = DateTime::parse_from_rfc3339("2024-12-09T09:30:00+07:00").unwrap();
    let path = folder.path().join("mau.db");
    let mut office = Office::create(&path, sample_person(), Clock::Fixed(moment)).unwrap();
    let id = office.sample().unwrap();
    let mut dossier = Dossier::clone(&office.dossier(&id).unwrap());
    // Nobody else holds the set from here on, so that it can be changed.
    office.close().unwrap();
    change(&mut dossier);
    let score = scoring::score(&dossier.set.set, &dossier.answers);
    (dossier, score)
}

fn change_set(dossier: &mut Dossier, change: impl FnOnce(&mut CriteriaSet)) {
    change(&mut Arc::get_mut(&mut dossier.set).unwrap().set);
}

fn code(text: &str) -> Code {
    Code::new(text)
}

#[test]
fn a_form_asks_for_every_figure_of_every_bundled_set() {
    for bytes in SETS {
        let set = CriteriaSet::parse(bytes).unwrap();
        let form = empty_form(&set, None);
        let items: Vec<&FormItem> = form
            .rows
            .iter()
            .filter_map(|row| match row {
                FormRow::Item(item) => Some(item),
                FormRow::Heading { .. } => None,
            })
            .collect();
        let extra = set.bonus.iter().map(|bonus| bonus.items.len()).sum::<usize>()
            + set.penalty.iter().map(|penalty| penalty.items.len()).sum::<usize>();
        assert_eq!(items.len(), set.sub_criteria().count() + extra, "{}", set.id);
        for (item, own) in items.iter().zip(set.sub_criteria()) {
            assert_eq!(item.code, own.code.to_string());
            assert_eq!(item.blanks.is_empty(), own.scored_by != ScoredBy::Unit, "{}", item.code);
            assert!(!item.rule_lines.is_empty(), "{}", item.code);
        }
        assert!(report::prints::empty_form(&form).unwrap().starts_with(b"%PDF"));
    }
}

#[test]
fn each_self_scored_item_stands_on_one_sheet_and_the_points_add_up() {
    let (dossier, score) = sample(|_| {});
    let sheets = officer_sheets(&dossier, &score, today());
    let items: usize = sheets.officers.iter().map(|sheet| sheet.items.len()).sum();
    let own = dossier.set.set.sub_criteria().filter(|item| item.scored_by == ScoredBy::Unit);
    assert_eq!(items, own.count());
    let points = sheets.officers.iter().map(|sheet| sheet.share.points).sum();
    assert_eq!(score.totals.self_points, points);
    let maximum = sheets.officers.iter().map(|sheet| sheet.share.maximum).sum();
    assert_eq!(score.totals.self_applicable_max, maximum);
}

#[test]
fn items_that_nobody_is_in_charge_of_come_last() {
    let (dossier, score) = sample(|dossier| {
        change_set(dossier, |set| {
            let area = &mut set.areas[0];
            area.owner = None;
            area.criteria[0].sub_criteria[0].owner = Some("  ".to_owned());
        });
    });
    let sheets = officer_sheets(&dossier, &score, today());
    let (last, others) = sheets.officers.split_last().unwrap();
    assert_eq!(last.owner, None);
    assert_eq!(last.items[0].code, "1.1.1");
    assert!(others.iter().all(|sheet| sheet.owner.is_some()));
}

#[test]
fn a_sheet_says_what_is_missing_and_by_when() {
    let (dossier, score) = sample(|dossier| {
        dossier.answers.sub_criteria.remove(&code("1.1.1"));
        dossier.evidence.clear();
        dossier.carried.insert(code("1.1.2"));
    });
    let sheets = officer_sheets(&dossier, &score, today());
    let item = |code: &str| {
        let mut items = sheets.officers.iter().flat_map(|sheet| &sheet.items);
        items.find(|item| item.code == code).unwrap()
    };
    let (first, second) = (item("1.1.1"), item("1.1.2"));
    assert_eq!(first.due, "Trước 25/01/2024");
    assert!(first.missing[0].contains("Ngày gửi Kế hoạch"), "{:?}", first.missing);
    // The round's next date; the first of its dates has passed.
    assert_eq!(second.due, "10/12/2024");
    assert_eq!(
        second.missing,
        ["Chưa có tài liệu kiểm chứng", "Số liệu chuyển từ năm trước, chưa xác nhận lại"]
    );
    let done: usize = sheets.officers.iter().map(|sheet| sheet.done).sum();
    let without_gaps = sheets.officers.iter().flat_map(|sheet| &sheet.items);
    assert_eq!(done, without_gaps.filter(|item| item.missing.is_empty()).count());
}

#[test]
fn minutes_name_what_lacks_figures_or_proof_and_what_is_claimed() {
    let (dossier, score) = sample(|dossier| {
        dossier.answers.sub_criteria.remove(&code("1.1.1"));
    });
    let minutes = minutes(&dossier, &score);
    let codes: Vec<&str> = minutes.contested.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(codes, ["1.1.1", "2.1.1", "3.3.3", "4.2.2", "6.1.3", "6.3.1"]);
    assert!(minutes.contested[0].matter.starts_with("Chưa đủ"), "{:?}", minutes.contested[0]);
    assert_eq!(minutes.symbol, "BB-UBND");
    assert_eq!(minutes.summary.self_total.points, score.totals.self_points);
}
