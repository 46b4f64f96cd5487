//! `cargo xtask test`: every test, linter and check.

use crate::process::{run, run_lines};
use crate::{Failure, setup};

/// Installs what is missing, then runs the fast checks first.
pub(crate) fn test() -> Result<(), Failure> {
    setup::install(setup::TEST)?;
    setup::component("rustfmt", &["fmt", "--version"])?;
    setup::component("clippy", &["clippy", "--version"])?;
    run("cargo", &["fmt", "--all", "--check"])?;
    run(
        "cargo",
        &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
    )?;
    let (mut passed, mut failed) = (0, 0);
    let test = ["test", "--workspace", "--locked", "--no-fail-fast"];
    let outcome = run_lines("cargo", &test, |line| {
        if let Some((own_passed, own_failed)) = closing_line(line) {
            passed += own_passed;
            failed += own_failed;
        }
    });
    println!("{passed} passed, {failed} failed");
    outcome?;
    if passed == 0 { Err("no test was run".to_owned()) } else { Ok(()) }
}

/// Tests passed and failed, as a test binary's closing line tells them.
fn closing_line(line: &str) -> Option<(u32, u32)> {
    let mut counts = line.strip_prefix("test result: ")?.split(['.', ';']).map(str::trim);
    let mut count = |word: &str| {
        let piece = counts.find_map(|piece| piece.strip_suffix(word))?;
        piece.trim().parse().ok()
    };
    Some((count("passed")?, count("failed")?))
}

#[cfg(test)]
mod tests {
    use super::closing_line;

    #[test]
    fn closing_lines_are_counted_and_others_are_not() {
        let line = "test result: ok. 42 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(closing_line(line), Some((42, 1)));
        assert_eq!(closing_line("test closing_line ... ok"), None);
    }
}
