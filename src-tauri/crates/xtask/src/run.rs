//! `cargo xtask run`: the sample, end to end, through the real backend.

use crate::process::{par_index, root, run as start};
use crate::{Failure, setup};

/// Builds the program and lets it carry the sample dossier from an empty data file to a signed-off
/// PDF in `out/`.
pub(crate) fn run() -> Result<(), Failure> {
    setup::install(setup::BUILD)?;
    start("cargo", &["build", "--release", "--package", "par-index"])?;
    let program = par_index();
    let program = program.to_str().ok_or("the target folder's name is not Unicode")?;
    let out = root().join("out");
    let out = out.to_str().ok_or("the project folder's name is not Unicode")?;
    start(program, &["demo", "--out", out])
}
