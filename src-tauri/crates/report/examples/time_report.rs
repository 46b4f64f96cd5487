//! Times the making of a report and saves it:
//! `cargo run --release --example time_report -p report -- [FILE [VARIANT]]`.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::float_arithmetic, missing_docs)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (path, variant) = (arguments.next(), arguments.next());
    let variant = variant.unwrap_or_else(|| "sample".to_owned());
    let mut variants = fixture::hostile::all().into_iter();
    let (_, report) = variants.find(|(name, _)| *name == variant).unwrap();
    let start = Instant::now();
    let bytes = report::render(&report).unwrap();
    let first = start.elapsed();
    let start = Instant::now();
    let document = report::layout::lay_out(&report);
    let layout = start.elapsed();
    let start = Instant::now();
    for _ in 0..20 {
        report::render(&report).unwrap();
    }
    let later = start.elapsed() / 20;
    println!("first {first:?}, later {later:?}, of it layout {layout:?}");
    println!("{} pages, {} bytes", document.pages.len(), bytes.len());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
        println!("{line}");
    }
    if let Some(path) = path {
        std::fs::write(path, bytes).unwrap();
    }
}
