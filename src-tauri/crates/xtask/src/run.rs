//! `cargo xtask run`: the window, or the sample end to end where there is no display.

use std::env;

use crate::process::{par_index, root, run as start, target, text};
use crate::{Failure, setup, window};

/// Builds the program and opens its window; where there is no display, carries the sample through
/// the command line instead.
pub(crate) fn run() -> Result<(), Failure> {
    let display = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !display("DISPLAY") && !display("WAYLAND_DISPLAY") {
        println!("xtask: there is no display, so the sample runs through the command line;");
        println!("xtask: `cargo xtask screenshots` shows the window as pictures");
        return sample();
    }
    window::build_screens()?;
    start("cargo", &["build", "--release", "--package", "par-index-desktop"])?;
    let program = target().join("release").join("par-index-desktop");
    start(text(&program)?, &[])
}

/// Builds the command line and lets it carry the sample dossier from an empty data file to a
/// signed-off PDF in `out/`.
pub(crate) fn sample() -> Result<(), Failure> {
    setup::install(setup::BUILD)?;
    start("cargo", &["build", "--release", "--package", "par-index"])?;
    start(text(&par_index())?, &["demo", "--out", text(&root().join("out"))?])
}
