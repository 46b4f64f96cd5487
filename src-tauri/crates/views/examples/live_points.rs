//! How long live points take, with the sample set and with one of 300 items.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::time::{Duration, Instant};

use backend::{Clock, Office, Person};
use serde_json::{Value, json};
use views::screens::{scoring, table};

const SET: &str = include_str!("../../../../assets/criteria/commune-2024.json");

fn main() {
    let folder = tempfile::tempdir().expect("folder");
    let by = Person { name: "Lan".to_owned(), post: String::new() };
    let path = folder.path().join("cchc.db");
    let mut office = Office::create(&path, by, Clock::System).expect("data file");
    let sample = office.sample().expect("sample");
    measure(&office, &sample, "59 items");

    let large = folder.path().join("large.json");
    std::fs::write(&large, large_set().to_string()).expect("set");
    let set = office.take_criteria_set(&large).expect("large set");
    let dossier = office.dossier(&sample).expect("sample").as_ref().clone();
    let id = office
        .start_dossier((&set.id, &set.version), dossier.profile, dossier.round)
        .expect("large dossier");
    measure(&office, &id, "300 items");
}

/// Every criterion and item five times, under codes of their own.
fn large_set() -> Value {
    let mut set: Value = serde_json::from_str(SET).expect("set");
    set["id"] = json!("large");
    let areas = set["areas"].as_array().expect("areas").clone();
    let copies = (0..5).flat_map(|copy| {
        areas.iter().cloned().map(move |area| renamed(area, copy)).collect::<Vec<_>>()
    });
    set["areas"] = copies.collect();
    set["maxPoints"] = json!(set["maxPoints"].as_i64().expect("points") * 5);
    set
}

fn renamed(mut area: Value, copy: usize) -> Value {
    let rename = |one: &mut Value| {
        one["code"] = json!(format!("{}{}", copy + 1, one["code"].as_str().expect("code")));
    };
    rename(&mut area);
    for criterion in area["criteria"].as_array_mut().expect("criteria") {
        rename(criterion);
        criterion["subCriteria"].as_array_mut().expect("items").iter_mut().for_each(rename);
    }
    area
}

fn measure(office: &Office, dossier: &str, what: &str) {
    let rows = table::table(office, dossier).expect("table").rows;
    let mut times: Vec<Duration> = Vec::new();
    for row in rows.iter().filter(|row| row.self_scored && row.entry.is_some()) {
        let entry = row.entry.as_ref().expect("entry");
        for _ in 0..10 {
            let start = Instant::now();
            let content = office.dossier(dossier).expect("dossier");
            scoring::preview(&content, &row.code, entry).expect("points");
            times.push(start.elapsed());
        }
    }
    let start = Instant::now();
    scoring::workspace(office, dossier).expect("workspace");
    let workspace = start.elapsed();
    times.sort();
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{what}: median {median:?}, worst {worst:?}, whole dossier {workspace:?}");
}
