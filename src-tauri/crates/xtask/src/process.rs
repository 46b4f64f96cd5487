//! Starting other programs, and where the project's folders are.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(3)
        .map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folder of everything that is built.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program `par-index` as built for release.
pub(crate) fn par_index() -> PathBuf {
    target().join("release").join("par-index")
}

/// A path as a text, as arguments and settings are.
pub(crate) fn text(path: &Path) -> Result<&str, Failure> {
    path.to_str().ok_or_else(|| format!("{} is not Unicode", path.display()))
}

/// Runs a program in the project's root and shows what it prints.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<(), Failure> {
    run_command(Command::new(program).args(arguments).current_dir(root()))
}

/// Runs a program as it is prepared, and shows what it prints.
pub(crate) fn run_command(command: &mut Command) -> Result<(), Failure> {
    let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
    let shown = format!("{} {}", command.get_program().to_string_lossy(), arguments.join(" "));
    println!("$ {shown}");
    let status = command.status().map_err(|error| format!("{shown} cannot be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown} failed")) }
}

/// Runs a program in the project's root, shows what it prints and hands each line on.
pub(crate) fn run_lines(
    program: &str,
    arguments: &[&str],
    mut each: impl FnMut(&str),
) -> Result<(), Failure> {
    println!("$ {program} {}", arguments.join(" "));
    let failed = |error: std::io::Error| format!("{program} cannot be run: {error}");
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(root())
        // The lines are read here too: no colours in them.
        .env("NO_COLOR", "1")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines() {
            let line = line.map_err(failed)?;
            println!("{line}");
            each(&line);
        }
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(()) } else { Err(format!("{program} {} failed", arguments.join(" "))) }
}

/// Runs a program in the project's root and gives what it prints.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .output()
        .map_err(|error| format!("{program} cannot be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{program} {} failed: {}", arguments.join(" "), said.trim()))
    }
}

/// Whether a program can be found on the path.
pub(crate) fn is_there(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|paths| {
        std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
    })
}
