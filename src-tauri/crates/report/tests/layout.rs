//! Page breaks, seen without a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod fixture;

use std::collections::BTreeSet;

use fixture::hostile;
use report::layout::{Document, Page, Part, Role, Shape, lay_out};
use report::length::Length;

fn variant(name: &str) -> Document {
    let (_, report) = hostile::all().into_iter().find(|(other, _)| *other == name).unwrap();
    lay_out(&report)
}

fn pages(document: &Document, part: Part) -> Vec<&Page> {
    document.pages.iter().filter(|page| page.part == part).collect()
}

/// The rows of a page's table without its head.
fn rows(page: &Page) -> BTreeSet<usize> {
    let cells = page.items.iter().filter_map(|item| match item.role {
        Role::Cell(key) | Role::Figure(key) => Some(key.row),
        _ => None,
    });
    cells.collect()
}

fn has_head(page: &Page) -> bool {
    page.items.iter().any(|item| matches!(item.role, Role::Head(_)))
}

#[test]
fn a_table_of_many_rows_repeats_its_head_and_skips_none() {
    let document = variant("300 rows");
    let annex = pages(&document, Part::AnnexOne);
    assert!(annex.len() > 15);
    let mut next = 1;
    for page in annex {
        assert!(has_head(page));
        let rows = rows(page);
        assert_eq!(rows.first(), Some(&next), "page {}", page.number);
        next = rows.last().unwrap() + 1;
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_below_a_repeated_head() {
    let document = variant("endless explanation");
    let torn = |page: &&&Page| rows(page).contains(&3);
    let annex = pages(&document, Part::AnnexOne);
    let holding: Vec<&&Page> = annex.iter().filter(torn).collect();
    assert!(holding.len() > 5);
    assert!(holding.iter().all(|page| has_head(page)));
    // Pages between the first and the last hold nothing else.
    for page in &holding[1..holding.len() - 1] {
        assert_eq!(rows(page), BTreeSet::from([3]));
    }
}

#[test]
fn areas_and_criteria_stand_on_the_page_of_what_they_head() {
    let report = fixture::sample();
    let document = lay_out(&report);
    for page in pages(&document, Part::AnnexOne) {
        let last = rows(page).last().copied().unwrap();
        let row = report.scoring_table.rows.get(last - 1);
        assert!(row.is_none_or(|row| row.code.matches('.').count() == 2), "row {last}");
    }
}

#[test]
fn an_empty_list_of_evidence_says_so() {
    let document = variant("empty");
    let page = pages(&document, Part::AnnexTwo)[0];
    let said = page.items.iter().any(|item| match &item.shape {
        Shape::Text(run) => run.text == words::report::no_evidence(),
        _ => false,
    });
    assert!(said);
}

#[test]
fn figures_have_the_decimals_of_the_set() {
    let document = variant("110 points");
    let points: BTreeSet<String> = pages(&document, Part::AnnexOne)
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match (item.role, &item.shape) {
            (Role::Figure(key), Shape::Text(run)) if key.column == 2 => Some(run.text.clone()),
            _ => None,
        })
        .collect();
    assert!(points.contains("110,0"));
    let one = |text: &String| text.split_once(',').is_some_and(|(_, fraction)| fraction.len() == 1);
    assert!(points.iter().all(one), "{points:?}");
}

#[test]
fn the_signature_has_its_room_and_place_on_the_last_page() {
    let document = lay_out(&fixture::sample());
    let page = *pages(&document, Part::Report).last().unwrap();
    let room = page.items.iter().find_map(|item| match item.shape {
        Shape::Area(frame) if item.role == Role::SignatureRoom => Some(frame),
        _ => None,
    });
    assert!(room.unwrap().height() >= Length::mm(30));
}
