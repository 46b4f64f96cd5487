//! `cargo xtask bench`: figures side by side in one run, printed as a table, never judged.

mod under_wine;
mod window;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{is_there, output, par_index, root, run, target, text};
use crate::{Failure, setup};

/// Fresh processes that are timed.
const RUNS: usize = 15;

/// A measured figure: what, how much, in which unit.
type Row = (String, String, String);

/// Measures everything in release builds.
pub(crate) fn bench() -> Result<(), Failure> {
    let folder = prepare()?;
    let mut rows = example("scoring", "score_bench", &[])?;
    rows.extend(example("store", "save_bench", &[])?);
    rows.extend(example("store", "attach_bench", &[])?);
    rows.extend(example("store", "search_bench", &[])?);
    rows.extend(report(&folder)?);
    rows.extend(example("backend", "package_bench", &[])?);
    rows.extend(window::window(&folder)?);
    print(rows);
    Ok(())
}

/// Measures the window alone.
pub(crate) fn bench_window() -> Result<(), Failure> {
    let folder = prepare()?;
    print(window::window(&folder)?);
    Ok(())
}

/// Measures the programs for Windows, which `cargo xtask windows` made, under wine.
pub(crate) fn bench_windows() -> Result<(), Failure> {
    prepare()?;
    print(under_wine::scoring()?);
    Ok(())
}

/// Builds the command line and makes the folder of everything that is measured.
fn prepare() -> Result<PathBuf, Failure> {
    setup::install(setup::BENCH)?;
    run("cargo", &["build", "--release", "--package", "par-index"])?;
    let folder = target().join("bench");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

fn print(rows: Vec<Row>) {
    println!();
    for (what, figure, unit) in rows {
        println!("{what:<72} {figure:>8} {unit}");
    }
}

/// The rows that an example prints, one a line: what, figure and unit, parted by tabs.
fn example(package: &str, name: &str, arguments: &[&str]) -> Result<Vec<Row>, Failure> {
    let call = ["run", "--release", "--quiet", "--package", package, "--example", name, "--"];
    let printed = output("cargo", &[&call[..], arguments].concat())?;
    let rows = printed.lines().filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    Ok(rows.collect())
}

/// The report of the sample, from an opened file to a written PDF, in fresh processes.
fn report(folder: &Path) -> Result<Vec<Row>, Failure> {
    let text = |path: &Path| text(path).map(str::to_owned);
    let (program, out) = (text(&par_index())?, text(folder)?);
    output(&program, &["demo", "--out", &out])?;
    let data_file = text(&folder.join("cchc-mau.db"))?;
    let dossier = output(&program, &["--file", &data_file, "dossier", "list"])?;
    let dossier = dossier.split_whitespace().next().ok_or("the sample has no dossier")?.to_owned();
    // A dossier that is signed off keeps its PDF; what is measured is how one is made.
    output(&program, &["--file", &data_file, "reopen", &dossier, "--reason", "bench"])?;
    let pdf = text(&folder.join("bench.pdf"))?;
    let export = ["--file", &data_file, "export", "pdf", &dossier, "--out", &pdf];

    let mut rows = example("backend", "report_bench", &[&data_file, &dossier])?;
    let [ours] = medians([(&program, &export)])?;
    rows.push(row("open file to written PDF, fresh process, median", ours));
    rows.push(memory(&program, &export)?);

    let source = folder.join("report.typ");
    let call = ["run", "--release", "--quiet", "--package", "backend", "--example", "typst_source"];
    let typst = output("cargo", &[&call[..], &["--", &data_file, &dossier]].concat())?;
    fs::write(&source, typst).map_err(|error| format!("{}: {error}", source.display()))?;
    rows.extend(typst_rows(&text(&source)?)?);
    Ok(rows)
}

/// A fresh Typst compile of the same content, through its Python package.
fn typst_rows(source: &str) -> Result<Vec<Row>, Failure> {
    let python = setup::python_package("bench", "typst")?;
    let fonts = root().join("assets").join("fonts");
    let fonts = text(&fonts)?;
    let program = "import sys, typst; typst.compile(sys.argv[1], \
                   output=sys.argv[1] + '.pdf', font_paths=[sys.argv[2]])";
    let [whole, start] =
        medians([(&python, &["-c", program, source, fonts]), (&python, &["-c", "import typst"])])?;
    Ok(vec![
        row("Typst compile of the same content, fresh process, median", whole),
        row("of which Python's start", start),
    ])
}

/// The largest memory that a fresh process held.
fn memory(program: &str, arguments: &[&str]) -> Result<Row, Failure> {
    let what = "peak memory of that process".to_owned();
    if !is_there("time") {
        return Err("the program `time` is missing".to_owned());
    }
    let measured = Command::new("time")
        .args(["-f", "%M", program])
        .args(arguments)
        .stdout(Stdio::null())
        .output()
        .map_err(|error| format!("time: {error}"))?;
    let kilobytes = String::from_utf8_lossy(&measured.stderr);
    let kilobytes: u64 = kilobytes.trim().parse().map_err(|_| format!("time said: {kilobytes}"))?;
    Ok((what, (kilobytes / 1024).to_string(), "MB".to_owned()))
}

/// The median times of fresh processes, taken in turns: what else the machine does slows all that are
/// compared.
fn medians<const COUNT: usize>(
    commands: [(&str, &[&str]); COUNT],
) -> Result<[Duration; COUNT], Failure> {
    let mut times = [const { Vec::new() }; COUNT];
    for _ in 0..RUNS {
        for ((program, arguments), times) in commands.iter().zip(&mut times) {
            let start = Instant::now();
            output(program, arguments)?;
            times.push(start.elapsed());
        }
    }
    Ok(times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    }))
}

fn row(what: &str, time: Duration) -> Row {
    let milliseconds = time.as_micros() / 100;
    let figure = format!("{}.{}", milliseconds / 10, milliseconds % 10);
    (what.to_owned(), figure, "ms".to_owned())
}
