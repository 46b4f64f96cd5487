//! The window: its screens, its program, and driving it for tests and pictures.

use std::path::PathBuf;

use crate::process::{output, root, run, run_lines, target, text};
use crate::{Failure, setup};

/// The oldest Node.js that builds the screens.
const NODE_FLOOR: u32 = 20;
/// The line of the driver that fits Tauri 2.
const DRIVER: &str = "^2";
/// The feature that answers the system's dialogs from a file, for tests alone.
const SCRIPTED: &str = "par-index-desktop/scripted-dialogs";

/// Installs what the window's build needs and makes the screens ready to be embedded.
pub(crate) fn build_screens() -> Result<(), Failure> {
    setup::install(setup::WINDOW)?;
    setup::install_libraries()?;
    check_node()?;
    packages("ui")?;
    run("npm", &["--prefix", "ui", "run", "--silent", "build"])
}

/// Lints, type-checks and tests the screens by themselves.
pub(crate) fn check_screens(each: impl FnMut(&str)) -> Result<(), Failure> {
    for script in ["lint", "check"] {
        run("npm", &["--prefix", "ui", "run", "--silent", script])?;
    }
    run_lines("npm", &["--prefix", "ui", "run", "--silent", "test"], each)
}

/// Drives the real window through its main paths.
pub(crate) fn test(each: impl FnMut(&str)) -> Result<(), Failure> {
    prepare_driving()?;
    run("npm", &["--prefix", "tests/window", "run", "--silent", "check"])?;
    run_lines("npm", &["--prefix", "tests/window", "run", "--silent", "test"], each)
}

/// Takes a picture of every screen into `out/screens`.
pub(crate) fn screenshots() -> Result<(), Failure> {
    build_screens()?;
    prepare_driving()?;
    run("npm", &["--prefix", "tests/window", "run", "--silent", "screenshots"])
}

/// What the window's bench needs besides the programs.
pub(crate) fn prepare_bench() -> Result<(), Failure> {
    setup::install(setup::DISPLAY)?;
    packages("tests/window")?;
    install_driver()
}

/// Everything that driving the window needs, the programs among it.
fn prepare_driving() -> Result<(), Failure> {
    prepare_bench()?;
    // The whole workspace at once, as the tests build it, so that no dependency is built twice.
    run("cargo", &["build", "--workspace", "--locked", "--features", SCRIPTED])
}

/// Installs the driver beside the build, so that nothing outside the project changes.
fn install_driver() -> Result<(), Failure> {
    let tools = target().join("tools");
    if tools.join("bin").join("tauri-driver").exists() {
        return Ok(());
    }
    run(
        "cargo",
        &["install", "tauri-driver", "--locked", "--version", DRIVER, "--root", text(&tools)?],
    )
}

/// Installs a folder's npm packages exactly as its lock file names them, unless they are there.
fn packages(folder: &str) -> Result<(), Failure> {
    let folder_path = root().join(folder);
    let changed = |path: PathBuf| path.metadata().and_then(|about| about.modified()).ok();
    let installed = changed(folder_path.join("node_modules").join(".package-lock.json"));
    if installed.is_some() && installed >= changed(folder_path.join("package-lock.json")) {
        return Ok(());
    }
    run("npm", &["--prefix", folder, "ci", "--ignore-scripts", "--no-fund", "--no-audit"])
}

fn check_node() -> Result<(), Failure> {
    let version = output("node", &["--version"])?;
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    match major.parse::<u32>() {
        Ok(major) if major >= NODE_FLOOR => Ok(()),
        _ => Err(format!("Node.js {NODE_FLOOR} or newer is needed, this is {}", version.trim())),
    }
}
