//! `cargo xtask`: set-up, run, test and bench with one command each.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool speaks to whoever started it"
)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod process;
mod run;
mod setup;
mod test;
mod window;
mod windows;

use std::process::ExitCode;

/// Why a task stopped, in words for whoever started it.
type Failure = String;

const USAGE: &str = "\
cargo xtask run [--headless]   installs what is missing, builds, runs the program
cargo xtask test               installs what is missing, runs every test, linter and check
cargo xtask screenshots        installs what is missing, takes a picture of every screen
cargo xtask windows            installs what is missing, makes installer and portable archive
cargo xtask test-windows       the same, then tries them under wine
cargo xtask bench [window]     installs what is missing, measures, prints a table
cargo xtask bench windows      measures what `windows` made, under wine";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["run"] => run::run(),
        ["run", "--headless"] => run::sample(),
        ["test"] => test::test(),
        ["screenshots"] => window::screenshots(),
        ["windows"] => windows::windows(),
        ["test-windows"] => windows::test(),
        ["bench"] => bench::bench(),
        ["bench", "window"] => bench::bench_window(),
        ["bench", "windows"] => bench::bench_windows(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
