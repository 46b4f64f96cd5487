//! `cargo xtask test`: every test, linter and check.

use crate::process::{run, run_lines};
use crate::{Failure, setup, window};

/// Tests passed and failed.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
}

/// Installs what is missing, then runs the fast checks first.
pub(crate) fn test() -> Result<(), Failure> {
    setup::install(setup::TEST)?;
    setup::python_package("pyhanko", "pyhanko")?;
    setup::component("rustfmt", &["fmt", "--version"])?;
    setup::component("clippy", &["clippy", "--version"])?;
    let mut tally = Tally::default();
    let outcome = every_check(&mut tally);
    println!("{} passed, {} failed", tally.passed, tally.failed);
    outcome?;
    if tally.passed == 0 { Err("no test was run".to_owned()) } else { Ok(()) }
}

fn every_check(tally: &mut Tally) -> Result<(), Failure> {
    run("cargo", &["fmt", "--all", "--check"])?;
    window::build_screens()?;
    window::check_screens(|line| tally.count(line))?;
    run(
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    )?;
    let test = ["test", "--workspace", "--locked", "--no-fail-fast"];
    let rust = run_lines("cargo", &test, |line| tally.count(line));
    let window = window::test(|line| tally.count(line));
    rust.and(window)
}

impl Tally {
    /// Adds what the closing line of a test binary or of vitest tells.
    fn count(&mut self, line: &str) {
        if let Some((passed, failed)) = rust_line(line).or_else(|| vitest_line(line)) {
            self.passed += passed;
            self.failed += failed;
        }
    }
}

/// `test result: ok. 42 passed; 1 failed; …`
fn rust_line(line: &str) -> Option<(u32, u32)> {
    let pieces: Vec<&str> = line.strip_prefix("test result: ")?.split(['.', ';']).collect();
    Some((count(&pieces, "passed")?, count(&pieces, "failed")?))
}

/// `Tests  1 failed | 41 passed (42)`
fn vitest_line(line: &str) -> Option<(u32, u32)> {
    let counts = line.trim().strip_prefix("Tests ")?.split('(').next()?;
    let pieces: Vec<&str> = counts.split('|').collect();
    let of = |word| count(&pieces, word);
    match (of("passed"), of("failed")) {
        (None, None) => None,
        (passed, failed) => Some((passed.unwrap_or(0), failed.unwrap_or(0))),
    }
}

/// The number before a word in one of the pieces.
fn count(pieces: &[&str], word: &str) -> Option<u32> {
    let piece = pieces.iter().find_map(|piece| piece.trim().strip_suffix(word))?;
    piece.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{rust_line, vitest_line};

    #[test]
    fn closing_lines_are_counted_and_others_are_not() {
        let line = "test result: ok. 42 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(rust_line(line), Some((42, 1)));
        assert_eq!(rust_line("test closing_line ... ok"), None);
        assert_eq!(vitest_line("      Tests  1 failed | 41 passed (42)"), Some((41, 1)));
        assert_eq!(vitest_line("      Tests  3 passed (3)"), Some((3, 0)));
        assert_eq!(vitest_line(" Test Files  1 passed (1)"), None);
    }
}
