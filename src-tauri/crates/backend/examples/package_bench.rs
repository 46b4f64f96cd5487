//! What signing off costs with its PDF, and a package beside `zip -0` with `sha256sum`.
//!
//! `cargo run --release -p backend --example package_bench [FOLDER [FILES [ROUNDS]]]` writes packages of
//! 500 files of 1 MB, and packs the same files with the two programs, in turn. It fills some 3 GB of the
//! folder.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    dead_code,
    reason = "a bench prints, and stops at once where something is amiss"
)]

#[path = "../../store/examples/office/mod.rs"]
mod office;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use backend::{Clock, FileToAdd, Office, PackageOrder, Purpose, Received, TakeIn};
use office::{median, ratio, resident, sources, time};

/// Sign-offs that are timed.
const SIGN_OFFS: usize = 21;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let parent = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let mut number = |usual: usize| arguments.next().map_or(usual, |text| text.parse().unwrap());
    let (files, rounds) = (number(500), number(3));
    let folder = tempfile::tempdir_in(parent).unwrap();
    signing_off(folder.path());
    packing(folder.path(), files, rounds);
}

fn sample(path: &Path) -> (Office, String) {
    let mut office = Office::create(path, backend::user(), Clock::System).unwrap();
    let dossier = office.sample().unwrap();
    (office, dossier)
}

fn signing_off(folder: &Path) {
    let (mut office, dossier) = sample(&folder.join("signing.db"));
    let mut times = Vec::new();
    for _ in 0..SIGN_OFFS {
        let start = Instant::now();
        office.sign_off(&dossier, None, None).unwrap();
        times.push(start.elapsed());
        office.reopen(&dossier, "bench").unwrap();
    }
    println!("signing off 59 items with the PDF, first\t{}\tms", times[0].as_millis());
    println!("signing off 59 items with the PDF, median\t{}\tms", median(times).as_millis());
}

fn packing(folder: &Path, files: usize, rounds: usize) {
    let (mut office, dossier) = sample(&folder.join("packing.db"));
    let sources = sources(&folder.join("sources"), files, 1_000_000);
    let new: Vec<FileToAdd<'_>> =
        sources.iter().map(|path| FileToAdd { path, inspected: None, even_secret: true }).collect();
    let mut rest = &new[..];
    while !rest.is_empty() {
        let added = office.add_files(&dossier, rest, None).unwrap();
        rest = &rest[added.len()..];
    }
    let order = PackageOrder { purpose: Purpose::Dossier, with_files: true };
    let plan = office.plan_package(&dossier, &order).unwrap();
    let idle = resident("VmRSS");
    let (mut ours, mut theirs, mut taking) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let path = folder.join("bench.parx");
        let watch = &mut |_| ControlFlow::Continue(());
        ours.push(time(|| drop(office.export_package(&plan, (&path, None), watch).unwrap())));
        theirs.push(time(|| zipped(folder)));
        let other = folder.join("other.db");
        let mut there = Office::create(&other, backend::user(), Clock::System).unwrap();
        taking.push(time(|| {
            let mut received = Received::open(&path, watch).unwrap();
            there.take_in(&mut received, &TakeIn::default()).unwrap();
        }));
        drop(there);
        fs::remove_file(other).unwrap();
        fs::remove_file(path).unwrap();
    }
    let memory = resident("VmHWM").zip(idle).map(|(most, idle)| most.saturating_sub(idle));
    let (ours, theirs) = (median(ours), median(theirs));
    println!("a package of {files} files of 1 MB, written and verified\t{}\tms", ours.as_millis());
    println!("zip -0 and sha256sum of the same files\t{}\tms", theirs.as_millis());
    ratio("speed of the package, zip with sha256sum = 1", theirs, ours);
    println!("opening and taking it in, median\t{}\tms", median(taking).as_millis());
    if let Some(kilobytes) = memory {
        println!("peak memory of both above idle\t{}\tMB", kilobytes / 1024);
    }
}

/// The same files into an archive, and a hash of each.
fn zipped(folder: &Path) {
    let sources = folder.join("sources");
    let archive = folder.join("bench.zip");
    let run = |program: &str, arguments: &[&std::ffi::OsStr]| {
        let mut command = Command::new(program);
        let status = command.args(arguments).stdout(Stdio::null()).status().unwrap();
        assert!(status.success(), "{program}");
    };
    run("zip", &["-0".as_ref(), "-q".as_ref(), "-r".as_ref(), archive.as_ref(), sources.as_ref()]);
    run("sh", &["-c".as_ref(), "sha256sum \"$1\"/*".as_ref(), "sh".as_ref(), sources.as_ref()]);
    fs::File::open(&archive).unwrap().sync_all().unwrap();
    fs::remove_file(archive).unwrap();
}
