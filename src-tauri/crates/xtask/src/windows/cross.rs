//! The programs for Windows, compiled by Debian's compilers.
//!
//! The toolchain that builds for this machine has no standard library for Windows. Debian's compiler
//! comes with the source of its own, which is built along.

use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::process::{root, run_command, target, text};

/// Windows on 64-bit PCs, linked by mingw-w64.
pub(crate) const TARGET: &str = "x86_64-pc-windows-gnu";
/// `SQLite` reads the name of another journal from a journal into a buffer as long as a page, and takes
/// for its bound the longest path, here in UTF-16, that its part for long paths knows: it must be the
/// smaller one.
const SQLITE: &str = "-DSQLITE_WINNT_MAX_PATH_CHARS=2000";
/// How they are compiled: small.
const PROFILE: &str = "windows";
/// Debian's own, whatever else is on the path.
pub(crate) const CARGO: &str = "/usr/bin/cargo";
pub(crate) const RUSTC: &str = "/usr/bin/rustc";
/// Where Debian keeps the source of the standard library.
const LIBRARY: &str = "/usr/src";

/// Builds both programs and gives the folder in which they lie.
pub(super) fn build() -> Result<PathBuf, Failure> {
    let folder = target().join("windows");
    let mut cargo = Command::new(CARGO);
    cargo.current_dir(root());
    cargo.args(["build", "--profile", PROFILE, "--locked", "--target", TARGET]);
    cargo.args(["--package", "par-index-desktop", "--package", "par-index"]);
    cargo.arg("-Zbuild-std=std,panic_abort").arg("--target-dir").arg(&folder);
    // The compiler differs from the one that rustup brings; both must not see each other's flags.
    for inherited in ["RUSTUP_TOOLCHAIN", "RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_TARGET_DIR"]
    {
        cargo.env_remove(inherited);
    }
    cargo.env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1");
    let (rust, c) = flags()?;
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rust.join("\u{1f}"));
    cargo.env("CFLAGS_x86_64_pc_windows_gnu", c.join(" "));
    cargo.env("LIBSQLITE3_FLAGS", SQLITE);
    run_command(&mut cargo)?;
    Ok(folder.join(TARGET).join(PROFILE))
}

/// Flags for Rust and for C: when and in which folder the programs were built is kept out of them.
fn flags() -> Result<(Vec<String>, Vec<String>), Failure> {
    let home = std::env::home_dir().ok_or("this user has no home folder")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let folders = [(root(), "par-index"), (cargo, "cargo"), (PathBuf::from(LIBRARY), "rust")];
    let names = folders.iter().map(|(folder, name)| Ok(format!("{}={name}", text(folder)?)));
    let names: Vec<String> = names.collect::<Result<_, Failure>>()?;
    let mut rust: Vec<String> =
        names.iter().map(|name| format!("--remap-path-prefix={name}")).collect();
    rust.push("-Clink-arg=-Wl,--no-insert-timestamp".to_owned());
    // Sections that begin where pages do are mapped, not copied, when the program starts.
    rust.push("-Clink-arg=-Wl,--file-alignment=4096".to_owned());
    let c = names.iter().map(|name| format!("-ffile-prefix-map={name}")).collect();
    Ok((rust, c))
}
