//! Installs what a task needs and what is missing.

use crate::Failure;
use crate::process::{is_there, output, run};

/// A program and the Debian package that brings it.
pub(crate) struct Tool {
    program: &'static str,
    package: &'static str,
}

/// What every build needs: the C compiler for the bundled `SQLite`.
pub(crate) const BUILD: &[Tool] = &[Tool { program: "cc", package: "build-essential" }];

/// What the tests need besides: reading PDF files, dropping rights, mounting small disks, and
/// another program that opens the data file.
pub(crate) const TEST: &[Tool] = &[
    Tool { program: "cc", package: "build-essential" },
    Tool { program: "pdftotext", package: "poppler-utils" },
    Tool { program: "setpriv", package: "util-linux" },
    Tool { program: "mount", package: "mount" },
    Tool { program: "python3", package: "python3" },
];

/// What the bench compares with.
pub(crate) const BENCH: &[Tool] = &[
    Tool { program: "cc", package: "build-essential" },
    Tool { program: "time", package: "time" },
    Tool { program: "python3", package: "python3-venv" },
];

/// Installs the packages of the tools that are not there. Safe to run again.
pub(crate) fn install(tools: &[Tool]) -> Result<(), Failure> {
    let mut missing: Vec<&str> =
        tools.iter().filter(|tool| !is_there(tool.program)).map(|tool| tool.package).collect();
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    println!("xtask: installing from Debian: {packages}");
    if !is_there("apt-get") {
        return Err(format!("this is no Debian system; install by hand: {packages}"));
    }
    let root = output("id", &["-u"])?.trim() == "0";
    if !root && !is_there("sudo") {
        return Err(format!("run as root, or install by hand: apt-get install {packages}"));
    }
    let apt = |arguments: &[&str]| {
        if root {
            run("apt-get", arguments)
        } else {
            run("sudo", &[&["apt-get"], arguments].concat())
        }
    };
    apt(&["update", "-qq"])?;
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&[&install[..], &missing].concat())
        .map_err(|failure| format!("{packages} cannot be had: {failure}"))
}

/// Checks for a part of the Rust toolchain, and adds it where `rustup` can.
pub(crate) fn component(name: &str, probe: &[&str]) -> Result<(), Failure> {
    if output("cargo", probe).is_ok() {
        return Ok(());
    }
    println!("xtask: installing the Rust component {name}");
    run("rustup", &["component", "add", name])
        .map_err(|failure| format!("the Rust component {name} cannot be had: {failure}"))
}
