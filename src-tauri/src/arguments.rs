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
    let given = given.or_else(portable_folder)?;
    // The working folder may change; a path that cannot be made absolute stays as it is.
    Some(std::path::absolute(&given).unwrap_or(given))
}

/// Whether this is a portable copy, wherever it was told to keep what it keeps.
pub(crate) fn is_portable() -> bool {
    portable_folder().is_some()
}

fn portable_folder() -> Option<PathBuf> {
    beside_program(std::env::current_exe().ok()?.parent()?)
}

/// The folder that came with a portable program, from the program's own; an installed one has none.
fn beside_program(program: &Path) -> Option<PathBuf> {
    let folder = program.join(PORTABLE);
    folder.is_dir().then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn program_is_portable_by_the_folder_beside_it() {
        let program = tempfile::tempdir().unwrap();
        assert_eq!(beside_program(program.path()), None);
        // The archives that were handed out have it under this name: it never changes.
        let folder = program.path().join("du-lieu");
        std::fs::write(&folder, "").unwrap();
        assert_eq!(beside_program(program.path()), None);
        std::fs::remove_file(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(beside_program(program.path()), Some(folder));
    }
}
