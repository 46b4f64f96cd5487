//! What the program was started with.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The switch, and the variable that stands for it.
const SWITCH: &str = "--data";
const VARIABLE: &str = "PAR_INDEX_DATA";
/// The folder beside the program that makes it portable: what it keeps lies there.
const PORTABLE: &str = "du-lieu";

/// The package among arguments, which lies in a folder where it is named without one.
pub(crate) fn package(
    arguments: impl IntoIterator<Item = OsString>,
    within: &Path,
) -> Option<PathBuf> {
    let mut paths = arguments.into_iter().map(PathBuf::from);
    Some(within.join(paths.find(|path| backend::is_package(path))?))
}

/// The folder that holds everything of the program, where one was given.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let mut arguments = std::env::args_os().skip(1);
    let given = arguments.find(|argument| argument == SWITCH).and_then(|_| arguments.next());
    let given = given.or_else(|| std::env::var_os(VARIABLE));
    let given = given.filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let given = given.or_else(beside_program)?;
    // The working folder may change; a path that cannot be made absolute stays as it is.
    Some(std::path::absolute(&given).unwrap_or(given))
}

/// The folder that came with a portable program; an installed one has none.
fn beside_program() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.join(PORTABLE);
    folder.is_dir().then_some(folder)
}
