//! How long the search over 5 000 documents with ten pages each takes.
//!
//! `cargo run --release -p store --example search_bench [FOLDER]` prints the median and the worst of
//! each query, in rows of what, figure and unit.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod office;

use std::path::{Path, PathBuf};
use std::time::Duration;

use office::{DOSSIER, asset, office, stamp, time};
use store::{Document, Evidence, Limits, PageText, Reading, Store};

const DOCUMENTS: usize = 5000;
const PAGES: u32 = 10;
/// Words of a page.
const WORDS: usize = 400;
const ROUNDS: usize = 20;
/// Words that every page says, as typed and without diacritics, words of one document alone, words
/// that only the register says, common words that stand anywhere on a page, and none that is there.
const QUERIES: [(&str, &str); 6] = [
    ("words of every page", "hanh chinh"),
    ("the same as written", "h\u{e0}nh ch\u{ed}nh"),
    ("words of one document", "bi\u{1ec3}u 4711"),
    ("words of the register", "kehoach 12 x\u{e3}"),
    ("common words apart", "kh\u{f4}ng c\u{f3} t\u{1eeb} n\u{e0}y"),
    ("nothing", "xyzzy"),
];

fn main() {
    let parent = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(parent).unwrap();
    let mut store = office(&folder.path().join("cchc.db"));
    fill(&mut store, folder.path());
    for (what, query) in QUERIES {
        let mut times: Vec<Duration> =
            (0..ROUNDS).map(|_| time(|| drop(store.search(DOSSIER, query).unwrap()))).collect();
        times.sort();
        let found = store.search(DOSSIER, query).unwrap().len();
        let row = |kind: &str, time: Duration| {
            println!(
                "search over 5 000 documents, {what} ({found} found), {kind}\t{}.{:01}\tms",
                time.as_millis(),
                time.as_micros() / 100 % 10
            );
        };
        row("median", times[ROUNDS / 2]);
        row("worst", times[ROUNDS - 1]);
    }
}

/// Words of a real criteria set.
fn vocabulary() -> Vec<String> {
    let set = String::from_utf8(asset("criteria/commune-2024.json")).unwrap();
    let words = set.split(|one: char| !one.is_alphabetic()).filter(|word| word.chars().count() > 1);
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.sort();
    words.dedup();
    words
}

fn fill(store: &mut Store, folder: &Path) {
    let words = vocabulary();
    let mut state = 88_172_645_463_325_252_usize;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let documents: Vec<(Evidence, PathBuf)> = (0..DOCUMENTS)
        .map(|ordinal| {
            let path = folder.join(format!("kehoach {ordinal}.pdf"));
            std::fs::write(&path, ordinal.to_string()).unwrap();
            let subject: Vec<&str> = (0..12).map(|_| words[next(words.len())].as_str()).collect();
            let document = Document {
                number: format!("{ordinal}/BC-UBND"),
                issuer: "UBND x\u{e3}".into(),
                subject: subject.join(" "),
                ..Document::default()
            };
            (Evidence { id: format!("e{ordinal}"), document, file: None, citations: vec![] }, path)
        })
        .collect();
    let mut new: Vec<(Evidence, &Path)> =
        documents.iter().map(|(evidence, path)| (evidence.clone(), path.as_path())).collect();
    while !new.is_empty() {
        let added = store.add_with_files((DOSSIER, &new), Limits::default(), &stamp()).unwrap();
        new.drain(..added.len());
    }
    let readings: Vec<(String, Reading)> = (0..DOCUMENTS)
        .map(|ordinal| {
            let mut page = |page: u32| {
                let text: Vec<&str> =
                    (0..WORDS).map(|_| words[next(words.len())].as_str()).collect();
                let text = format!("h\u{e0}nh ch\u{ed}nh bi\u{1ec3}u {ordinal} {}", text.join(" "));
                PageText { page, text }
            };
            let pages = (1..=PAGES).map(&mut page).collect();
            let sha256 = store::sha256(ordinal.to_string().as_bytes());
            (sha256, Reading { edition: 1, facts: "{}".into(), pages })
        })
        .collect();
    for some in readings.chunks(100) {
        let some: Vec<(&str, &Reading)> =
            some.iter().map(|(sha256, reading)| (sha256.as_str(), reading)).collect();
        store.keep_readings(&some).unwrap();
    }
    assert_eq!(store.unread(1).unwrap(), 0);
}
