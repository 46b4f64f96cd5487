//! Files of evidence on their way in: those that were dropped, and the work on many of them.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use backend::{AddedFiles, Walked, locked};
use tauri::ipc::Channel;
use tauri::{AppHandle, Emitter, Manager};
use views::screens::{Reply, evidence as screen};
use views::{FilesAdded, FilesProgress};

use crate::program::Program;
use crate::works::Work;

/// The event that tells the window that it was given a package.
const GIVEN: &str = "package-given";

/// What is remembered between the commands.
#[derive(Default)]
pub(crate) struct Incoming {
    /// Files and folders that were dropped on the window last; the window never sees paths.
    dropped: Mutex<Vec<PathBuf>>,
    /// The package that the program was started with, until it is opened.
    given: Mutex<Option<PathBuf>>,
}

impl Incoming {
    /// Remembers what was dropped.
    pub(crate) fn drop_here(&self, paths: &[PathBuf]) {
        *locked(&self.dropped) = paths.to_vec();
    }

    /// What was dropped last; it is added once.
    pub(crate) fn take_dropped(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *locked(&self.dropped))
    }

    /// Remembers a package that the program was started with.
    pub(crate) fn give(&self, package: PathBuf) {
        *locked(&self.given) = Some(package);
    }

    /// Whether the program was started with a package that nobody has opened yet.
    pub(crate) fn is_given(&self) -> bool {
        locked(&self.given).is_some()
    }

    /// The package that the program was started with; it is opened once.
    pub(crate) fn take_given(&self) -> Option<PathBuf> {
        locked(&self.given).take()
    }
}

/// A package was given to the program that runs already: the window is told.
pub(crate) fn give(app: &AppHandle, package: PathBuf) {
    app.state::<Program>().incoming.give(package);
    if let Err(error) = app.emit(GIVEN, ()) {
        log::debug!("{error}");
    }
}

/// What was dropped on the window last.
#[cfg(not(feature = "scripted-dialogs"))]
pub(crate) fn dropped(_: &AppHandle, program: &Program) -> Vec<PathBuf> {
    program.incoming.take_dropped()
}

/// Nothing can be dropped by a test, so that what it would drop stands among its answers.
#[cfg(feature = "scripted-dialogs")]
pub(crate) fn dropped(app: &AppHandle, program: &Program) -> Vec<PathBuf> {
    let dropped = program.incoming.take_dropped();
    if dropped.is_empty() { crate::dialogs::ask_files(app) } else { dropped }
}

/// The work on many files, and who is told how far it is.
#[derive(Clone, Copy)]
pub(crate) struct Watched<'a> {
    pub(crate) work: &'a Work,
    pub(crate) progress: &'a Channel<FilesProgress>,
}

/// Adds a document for each file. The data file is let go after each group, so that what is typed
/// meanwhile is saved; one that is refused does not keep the others out.
pub(crate) fn add(
    program: &Program,
    dossier: &str,
    code: Option<&str>,
    walked: &Walked,
    watched: Watched<'_>,
) -> Reply<FilesAdded> {
    let all = walked.files.len();
    let citation = code.map(screen::whole);
    let goes_on = |done: usize, path: &Path| {
        let name = backend::file_name(path);
        // A window that is gone needs no progress.
        drop(watched.progress.send(FilesProgress::new(done, all, &name)));
        !watched.work.is_ended()
    };
    let AddedFiles { results, ended_by } =
        backend::add_all(program.inspector()?, (&walked.files, false), goes_on, |files| {
            program.office(|office| Ok(office.add_files(dossier, files, citation.as_ref())?))
        });
    let mut added = FilesAdded::new(&walked.refused, &results, results.len() < all);
    match ended_by {
        Some(failure) if results.is_empty() => return Err(failure),
        // What was added is told all the same: else somebody adds it once more.
        Some(failure) => added.refused.push(failure.message),
        None => {}
    }
    Ok(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_added_once() {
        let incoming = Incoming::default();
        incoming.drop_here(&["a.pdf".into()]);
        assert_eq!(incoming.take_dropped(), [PathBuf::from("a.pdf")]);
        assert!(incoming.take_dropped().is_empty());
    }
}
