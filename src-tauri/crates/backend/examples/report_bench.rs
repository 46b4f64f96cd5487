//! How long the PDF of the sample takes within one process.
//!
//! `cargo run --release --package backend --example report_bench -- DATA_FILE DOSSIER`

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a bench prints times")]

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use backend::{Clock, Office};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(dossier)) = (arguments.next(), arguments.next()) else {
        return Err("DATA_FILE DOSSIER".into());
    };
    let office = Office::open(file.as_ref(), backend::user(), Clock::System)?;
    let model = office.report(&dossier)?;
    let mut times = Vec::new();
    let mut size = 0;
    for _ in 0..30 {
        let start = Instant::now();
        size = black_box(report::render(black_box(&model)))?.len();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    // The first one loads the faces, as a fresh process does.
    println!("making the PDF, first\t{:.1}\tms", times[0]);
    times.sort_by(f64::total_cmp);
    println!("making the PDF, median\t{:.1}\tms", times[times.len() / 2]);
    println!("size of the PDF\t{}\tKB", size.div_ceil(1024));
    Ok(())
}
