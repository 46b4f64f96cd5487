//! `cargo xtask test`: every test, linter and check.

use crate::process::run;
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
    run("cargo", &["test", "--workspace", "--locked"])
}
