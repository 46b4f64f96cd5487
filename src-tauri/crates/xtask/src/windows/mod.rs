//! `cargo xtask windows`: what a clerk's computer gets, made on Debian without any Windows machine.

mod components;
mod cross;
mod delivery;
mod notices;
mod sbom;
mod test;
mod under_wine;

use std::path::PathBuf;

use crate::process::root;
use crate::{Failure, setup, window};
use delivery::Bits;

pub(crate) use test::test;
pub(crate) use under_wine::UnderWine;

/// The version of everything that is delivered.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where what is delivered lies.
fn out() -> PathBuf {
    root().join("out").join("windows")
}

/// Builds the programs, and from them the installer and the portable archive, with the licences and a
/// list of their components, and one of their hashes.
pub(crate) fn windows() -> Result<(), Failure> {
    delivery::must_hold_no_signature()?;
    window::build_screens()?;
    setup::install(setup::WINDOWS)?;
    setup::install_parts(setup::CROSS_COMPILER)?;
    let built = cross::build()?;
    let components = components::all(&built)?;
    let program = delivery::stage(&built, &notices::text(&components)?)?;
    delivery::installer(&program, &delivery::setup(), Bits::ThirtyTwo)?;
    delivery::portable(&program)?;
    sbom::write(&components)?;
    delivery::hashes()?;
    delivery::tell_sizes(&program)
}
