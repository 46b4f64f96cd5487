//! The window's start and memory beside those of an empty window, and the time from key to points.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Row, row};
use crate::Failure;
use crate::process::{output, run, run_lines, target, text};
use crate::window;

/// Starts of each program, taken in turn.
const STARTS: usize = 9;
/// How long a window may take to stand.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a window rests before its memory is read.
const REST: Duration = Duration::from_secs(2);

/// Measures the window in release builds.
pub(super) fn window(folder: &Path) -> Result<Vec<Row>, Failure> {
    window::build_screens()?;
    window::prepare_bench()?;
    let package = ["--release", "--locked", "--package", "par-index-desktop"];
    run("cargo", &[&["build"], &package[..]].concat())?;
    run("cargo", &[&["build"], &package[..], &["--example", "empty_window"]].concat())?;

    let mut rows = starts(folder)?;
    let keys = ["--prefix", "tests/window", "run", "--silent", "bench"];
    run_lines("npm", &keys, |line| rows.extend(tabbed(line)))?;
    rows.push(delivered()?);
    Ok(rows)
}

/// A row that a window's bench prints: what, figure and unit, parted by tabs.
fn tabbed(line: &str) -> Option<Row> {
    let mut cells = line.strip_prefix("bench\t")?.split('\t').map(str::to_owned);
    Some((cells.next()?, cells.next()?, cells.next()?))
}

/// Start and memory of both windows, in turn.
fn starts(folder: &Path) -> Result<Vec<Row>, Failure> {
    let release = target().join("release");
    let data = folder.join("window");
    sample(&data)?;
    let (signal, log) = (folder.join("empty-stands"), data.join("log").join("par-index.log"));
    let display = Display::start()?;
    let (mut empty, mut ours) = (Measured::default(), Measured::default());
    for _ in 0..STARTS {
        drop(fs::remove_file(&signal));
        let mut program = Command::new(release.join("examples").join("empty_window"));
        empty.take(&display, program.arg(&signal), || signal.exists())?;

        drop(fs::remove_file(&log));
        let mut program = Command::new(release.join("par-index-desktop"));
        ours.take(&display, program.arg("--data").arg(&data), || {
            fs::read_to_string(&log).is_ok_and(|text| text.contains("the first screen stands"))
        })?;
    }
    Ok(vec![
        row("empty window, start to first frame, median", empty.time()),
        row("start to first usable screen with the sample file, median", ours.time()),
        ratio("of the empty window's", ours.time().as_micros(), empty.time().as_micros()),
        megabytes("empty window, memory of all processes (PSS), median", empty.memory()),
        megabytes("memory of all processes with the sample file (PSS), median", ours.memory()),
        ratio("of the empty window's", ours.memory().into(), empty.memory().into()),
    ])
}

/// A data folder with the sample's data file.
fn sample(data: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("{}: {error}", data.display());
    if data.exists() {
        fs::remove_dir_all(data).map_err(failed)?;
    }
    fs::create_dir_all(data).map_err(failed)?;
    let made = data.join("made");
    let program = crate::process::par_index();
    output(text(&program)?, &["demo", "--out", text(&made)?])?;
    fs::rename(made.join("cchc-mau.db"), data.join("cchc.db")).map_err(failed)
}

/// Times and memory of one program's starts.
#[derive(Default)]
struct Measured {
    times: Vec<Duration>,
    kilobytes: Vec<u64>,
}

impl Measured {
    /// Starts a program once, until it stands, and reads its memory after a rest.
    fn take(
        &mut self,
        display: &Display,
        program: &mut Command,
        stands: impl Fn() -> bool,
    ) -> Result<(), Failure> {
        let begin = Instant::now();
        let child = program
            .env("DISPLAY", &display.name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("the window cannot be started: {error}"))?;
        let window = Ended(child);
        while !stands() {
            if begin.elapsed() > PATIENCE {
                return Err("the window does not stand".to_owned());
            }
            sleep(Duration::from_millis(2));
        }
        self.times.push(begin.elapsed());
        sleep(REST);
        self.kilobytes.push(family(window.0.id()).into_iter().filter_map(pss).sum());
        Ok(())
    }

    fn time(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort();
        times[times.len() / 2]
    }

    fn memory(&self) -> u64 {
        let mut kilobytes = self.kilobytes.clone();
        kilobytes.sort_unstable();
        kilobytes[kilobytes.len() / 2]
    }
}

/// A process with all that it started.
fn family(root: u32) -> Vec<u32> {
    let mut found = vec![root];
    let mut at = 0;
    while let Some(&parent) = found.get(at) {
        let list = format!("/proc/{parent}/task/{parent}/children");
        let children = fs::read_to_string(list).unwrap_or_default();
        found.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        at += 1;
    }
    found
}

/// The memory of a process in kilobytes, what it shares counted by its share.
fn pss(process: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The compressed size of the screens that are delivered, without fonts.
fn delivered() -> Result<Row, Failure> {
    let sizes =
        output("sh", &["-c", "cat ui/dist/assets/*.js ui/dist/assets/*.css | gzip -9 | wc -c"])?;
    let bytes: u64 = sizes.trim().parse().map_err(|_| format!("gzip said: {sizes}"))?;
    Ok(("code of all screens, compressed".to_owned(), (bytes / 1000).to_string(), "KB".to_owned()))
}

fn megabytes(what: &str, kilobytes: u64) -> Row {
    (what.to_owned(), (kilobytes / 1024).to_string(), "MB".to_owned())
}

fn ratio(what: &str, ours: u128, other: u128) -> Row {
    let hundredths = ours * 100 / other.max(1);
    (what.to_owned(), format!("{}.{:02}", hundredths / 100, hundredths % 100), "times".to_owned())
}

/// A display without a screen.
struct Display {
    name: String,
    _server: Ended,
}

impl Display {
    fn start() -> Result<Self, Failure> {
        let name = format!(":{}", 80 + std::process::id() % 900);
        let server = Command::new("Xvfb")
            .args([&name, "-screen", "0", "1366x768x24", "-nolisten", "tcp"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb cannot be started: {error}"))?;
        sleep(Duration::from_millis(700));
        Ok(Self { name, _server: Ended(server) })
    }
}

/// A program that ends with its owner.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Nothing is left to do where it has ended already.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
