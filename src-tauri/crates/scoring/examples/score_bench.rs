//! How long scoring takes: one dossier, and every commune of the nation.
//!
//! `cargo run --release --package scoring --example score_bench`

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a bench prints times"
)]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use scoring::{Answers, CriteriaSet, score};

/// Communes of the nation since 1 July 2025.
const COMMUNES: usize = 3_321;

fn main() -> Result<(), Box<dyn Error>> {
    let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets");
    let set = std::fs::read(format!("{assets}/criteria/commune-2024.json"))?;
    let answers = std::fs::read(format!("{assets}/sample/answers-all-xa-duc-lieu.json"))?;
    let (set, answers) = (CriteriaSet::parse(&set)?, Answers::parse(&answers)?);

    let mut times: Vec<f64> = (0..2_000)
        .map(|_| {
            let start = Instant::now();
            black_box(score(black_box(&set), black_box(&answers)));
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let items = set.sub_criteria().count();
    println!("one dossier of {items} items, median\t{:.1}\tus", times[times.len() / 2]);

    let start = Instant::now();
    for _ in 0..COMMUNES {
        black_box(score(black_box(&set), black_box(&answers)));
    }
    println!("{COMMUNES} communes of {items} items\t{:.3}\ts", start.elapsed().as_secs_f64());
    Ok(())
}
