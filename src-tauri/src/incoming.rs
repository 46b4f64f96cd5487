//! Files of evidence on their way in: those that were dropped, and the work on many of them.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use backend::{AddedFiles, Walked};
use tauri::ipc::Channel;
use views::screens::{Reply, evidence as screen};
use views::{FilesAdded, FilesProgress};

use crate::program::{Program, locked};

/// What is remembered between the commands.
#[derive(Default)]
pub(crate) struct Incoming {
    /// Files and folders that were dropped on the window last; the window never sees paths.
    dropped: Mutex<Vec<PathBuf>>,
    /// Whether the person wants the work to end.
    cancelled: AtomicBool,
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

    /// Ends the work on many files after the one that is being worked on.
    pub(crate) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Work begins.
    pub(crate) fn begin(&self) {
        self.cancelled.store(false, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Adds a document for each file. The data file is let go after each group, so that what is typed
/// meanwhile is saved; one that is refused does not keep the others out.
pub(crate) fn add(
    program: &Program,
    dossier: &str,
    code: Option<&str>,
    walked: &Walked,
    progress: &Channel<FilesProgress>,
) -> Reply<FilesAdded> {
    program.incoming.begin();
    let all = walked.files.len();
    let citation = code.map(screen::whole);
    let goes_on = |done: usize, path: &Path| {
        let name = backend::file_name(path);
        // A window that is gone needs no progress.
        drop(progress.send(FilesProgress::new(done, all, &name)));
        !program.incoming.is_cancelled()
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
