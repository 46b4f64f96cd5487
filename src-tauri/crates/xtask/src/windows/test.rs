//! `cargo xtask test-windows`: what is delivered for Windows, tried under wine.
//!
//! Wine has no `WebView2`, so the window is not among it: `docs/windows.md` lists what a person looks
//! at.

use std::process::Command;

use super::delivery::{self, Bits};
use super::under_wine::{self, UnderWine};
use super::{out, windows};
use crate::process::{root, run_command};
use crate::{Failure, setup};

/// Tests of the command line, which hold on Windows as they do here.
const COMMAND_LINE: [&str; 7] =
    ["score", "dossier", "submission", "evidence", "signatures", "packages", "hostile"];
/// Tests of what is only delivered for Windows.
const WINDOWS: [&str; 2] = ["windows_program", "windows_installer"];

/// Tests of them that do not: names that Windows has not, which a test of this system makes, and a
/// person without rights, who has no Windows here.
const ELSEWHERE: [&str; 3] = [
    "file_whose_name_is_not_unicode_comes_in_legibly_and_goes_out",
    "folders_are_taken_in_with_what_is_in_them",
    "read_only_places_are_named",
];

/// Makes everything, then tries it.
pub(crate) fn test() -> Result<(), Failure> {
    windows()?;
    setup::install(setup::TEST)?;
    setup::python_package("pyhanko", "pyhanko")?;
    let wine = UnderWine::ready()?;
    let installer = under_wine::folder().join("cham-diem-cchc-setup.exe");
    delivery::installer(&out().join("program"), &installer, Bits::SixtyFour)?;
    let tests = |names: &[&str], more: &[&str]| {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(root()).env("PAR_INDEX_PROGRAM", &wine.program);
        cargo.env("PAR_INDEX_WINDOWS", out().join("program"));
        cargo.env("PAR_INDEX_WINDOWS_SETUP", &installer);
        cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        cargo.args(names.iter().flat_map(|name| ["--test", name]));
        run_command(cargo.arg("--").args(more))
    };
    let skipped: Vec<&str> = ELSEWHERE.iter().flat_map(|name| ["--skip", name]).collect();
    let command_line = tests(&COMMAND_LINE, &skipped);
    command_line.and(tests(&WINDOWS, &["--ignored"]))
}
