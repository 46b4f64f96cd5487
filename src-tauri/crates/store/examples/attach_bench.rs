//! What taking files of evidence in costs beside copying them, and what they cost at opening.
//!
//! `cargo run --release -p store --example attach_bench [FOLDER [FILES [ROUNDS]]]` copies and
//! attaches the same files in turn and prints medians, their ratio and the memory that attaching
//! needs. It fills some 4 GB of the folder.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod office;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use office::{DOSSIER, holder, median, office, ratio, resident, sources, stamp, time};
use store::{Citation, Document, Evidence, Limits, Place, Store};

const BYTES: usize = 1 << 20;
/// Files of the dossier that is opened, and bytes of each: 500 MB together.
const OPENED: usize = 300;
const OPENED_BYTES: usize = 500_000_000 / OPENED;
const OPENINGS: usize = 101;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let mut number = |usual: usize| arguments.next().map_or(usual, |text| text.parse().unwrap());
    let (files, rounds) = (number(1000), number(5));
    let folder = tempfile::tempdir_in(parent).unwrap();
    taking_in(folder.path(), files, rounds);
    opening(folder.path());
}

fn taking_in(folder: &Path, files: usize, rounds: usize) {
    let sources = sources(&folder.join("sources"), files, BYTES);
    let (mut copying, mut attaching, mut memory) = (Vec::new(), Vec::new(), None);
    for round in 0..rounds {
        let mut copy = || copying.push(copying_all(&sources, &folder.join("copies")));
        if round % 2 == 0 {
            copy();
        }
        let path = folder.join("cchc.db");
        let mut store = office(&path);
        let idle = resident("VmRSS");
        attaching.push(time(|| attach_all(&mut store, &sources)));
        memory = memory.or_else(|| Some(resident("VmHWM")?.saturating_sub(idle?)));
        drop(store);
        fs::remove_file(path).unwrap();
        if round % 2 == 1 {
            copy();
        }
    }
    fs::remove_dir_all(folder.join("sources")).unwrap();
    let (copied, attached) = (median(copying), median(attaching));
    println!("copying {files} files of 1 MB with fsync, median\t{}\tms", copied.as_millis());
    println!("attaching them, median\t{}\tms", attached.as_millis());
    ratio("throughput of attaching, copying = 1", copied, attached);
    if let Some(kilobytes) = memory {
        println!("peak memory of attaching above idle\t{}\tMB", kilobytes / 1024);
    }
}

fn opening(folder: &Path) {
    let sources = sources(&folder.join("opened"), OPENED, OPENED_BYTES);
    let (with, without) = (folder.join("with.db"), folder.join("without.db"));
    let mut store = office(&with);
    attach_all(&mut store, &sources);
    store.close().unwrap();
    let mut store = office(&without);
    let documents: Vec<Evidence> = (0..sources.len()).map(document).collect();
    store.add_evidence(DOSSIER, &documents, &stamp()).unwrap();
    store.close().unwrap();

    let (mut full, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        full.push(opening_of(&with));
        bare.push(opening_of(&without));
    }
    let (full, bare) = (median(full), median(bare));
    println!("opening {OPENED} documents with 500 MB of files, median\t{}\tus", full.as_micros());
    println!("opening them without files, median\t{}\tus", bare.as_micros());
    ratio("time of opening, without files = 1", full, bare);
}

/// How long copying takes; what was copied is gone afterwards.
fn copying_all(sources: &[PathBuf], folder: &Path) -> Duration {
    fs::create_dir(folder).unwrap();
    let mut content = Vec::with_capacity(BYTES);
    let took = time(|| {
        for source in sources {
            content.clear();
            File::open(source).unwrap().read_to_end(&mut content).unwrap();
            let mut target = File::create(folder.join(source.file_name().unwrap())).unwrap();
            target.write_all(&content).unwrap();
            target.sync_all().unwrap();
        }
    });
    fs::remove_dir_all(folder).unwrap();
    took
}

fn attach_all(store: &mut Store, sources: &[PathBuf]) {
    let new: Vec<(Evidence, &Path)> =
        sources.iter().enumerate().map(|(at, path)| (document(at), path.as_path())).collect();
    let mut rest = &new[..];
    while !rest.is_empty() {
        let added = store.add_with_files((DOSSIER, rest), Limits::default(), &stamp()).unwrap();
        rest = &rest[added.len()..];
        assert!(added.iter().all(Result::is_ok));
    }
}

/// How long it takes to open a file and to read its dossier; closing it is not counted.
fn opening_of(path: &Path) -> Duration {
    let start = Instant::now();
    let store = Store::open(path, &holder()).unwrap();
    assert_eq!(store.dossier(DOSSIER).unwrap().evidence.len(), OPENED);
    let took = start.elapsed();
    store.close().unwrap();
    took
}

fn document(ordinal: usize) -> Evidence {
    let document = Document {
        number: format!("{ordinal}/QD-UBND"),
        date: None,
        issuer: "The office".into(),
        subject: format!("Document {ordinal}"),
        ..Document::default()
    };
    let citations = vec![Citation { code: scoring::Code::new("1.1.2"), place: Place::default() }];
    Evidence { id: format!("e{ordinal}"), document, file: None, citations }
}
