//! `cargo xtask test-windows`: what is delivered for Windows, tried under wine.
//!
//! Wine has no `WebView2`, so the window is not among it: the README lists what a person looks at.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::delivery::{self, Bits};
use super::{out, windows};
use crate::process::{root, run_command, target};
use crate::{Failure, setup};

/// Tests of the command line, which hold on Windows as they do here.
const COMMAND_LINE: [&str; 7] =
    ["score", "dossier", "submission", "evidence", "signatures", "packages", "hostile"];
/// Tests of what is only delivered for Windows.
const ALONE: [&str; 2] = ["windows_program", "windows_installer"];
/// What wine lacks and the standard library asks for: random bytes.
const RANDOM: &str = "\
__declspec(dllimport) unsigned char SystemFunction036(void *, unsigned long);
__declspec(dllexport) int ProcessPrng(unsigned char *to, unsigned long long bytes) {
    return SystemFunction036(to, (unsigned long)bytes);
}
";

/// Makes everything, then tries it.
pub(crate) fn test() -> Result<(), Failure> {
    windows()?;
    setup::install(setup::TEST)?;
    setup::python_package("pyhanko", "pyhanko")?;
    setup::install_parts(setup::WINE)?;
    let program = program_under_wine()?;
    let setup = under_wine().join("cham-diem-cchc-setup.exe");
    delivery::installer(&out().join("program"), &setup, Bits::SixtyFour)?;
    let wine = target().join("windows").join("wine");
    let ready = |cargo: &mut Command| {
        cargo.current_dir(root()).env("WINEPREFIX", &wine).env("WINEDEBUG", "-all");
        cargo.env("PAR_INDEX_WINDOWS_SETUP", &setup);
        cargo.env("PAR_INDEX_WINDOWS", out().join("program"));
        cargo.env("PAR_INDEX_PROGRAM", &program);
    };
    let mut boot = Command::new("wine");
    ready(&mut boot);
    run_command(boot.args(["wineboot", "--init"]))?;
    let tests = |names: &[&str], more: &[&str]| {
        let mut cargo = Command::new("cargo");
        ready(&mut cargo);
        cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        cargo.args(names.iter().flat_map(|name| ["--test", name]));
        run_command(cargo.arg("--").args(more))
    };
    let command_line = tests(&COMMAND_LINE, &["--include-ignored"]);
    command_line.and(tests(&ALONE, &["--ignored"]))
}

/// The folder of what is only made to be tried.
fn under_wine() -> PathBuf {
    target().join("windows").join("under-wine")
}

/// A copy of the program with what wine lacks, and a script that starts it: where a test names the
/// program, the script stands for it.
fn program_under_wine() -> Result<PathBuf, Failure> {
    let folder = under_wine();
    fs::create_dir_all(&folder).map_err(|error| delivery::failed(&folder, &error))?;
    let program = folder.join("par-index.exe");
    let delivered = out().join("program").join("par-index.exe");
    fs::copy(&delivered, &program).map_err(|error| delivery::failed(&delivered, &error))?;
    let source = folder.join("bcryptprimitives.c");
    write(&source, RANDOM)?;
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    compiler.arg("-shared").arg("-o").arg(folder.join("bcryptprimitives.dll"));
    run_command(compiler.arg(&source).arg("-ladvapi32"))?;
    let script = folder.join("par-index");
    write(&script, &format!("#!/bin/sh\nexec wine '{}' \"$@\"\n", program.display()))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
        .map_err(|error| delivery::failed(&script, &error))?;
    Ok(script)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| delivery::failed(path, &error))
}
